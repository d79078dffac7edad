"""Questions to a world: a filter in, a table of flat events out, by DuckDB over the events laid flat."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa

from quidnunc.errors import DamagedWorldError, FilterError
from quidnunc.world.filter import Filter
from quidnunc.world.flat import flat_files, lay_flat
from quidnunc.world.judged import apply_judgements
from quidnunc.world.store import World

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

COLUMNS = (
    "event", "reading", "source", "url", "outlet", "title", "published",
    "type", "mode", "quad", "score", "contexts", "status", "stance", "background", "confidence",
    "day", "date_start", "date_end", "date_grain",
    "agents", "agent_ids", "agent_countries", "agent_sectors", "agent_kinds",
    "recipients", "recipient_ids", "recipient_countries", "recipient_sectors", "recipient_kinds",
    "said_by", "speaker_ids", "speaker_countries", "denied_by", "denier_ids", "denier_countries",
    "place", "place_id", "place_country", "lat", "lon", "place_feature",
    "magnitude", "trigger", "trigger_start", "trigger_end", "sentence", "sentence_start", "sentence_end",
    "verdict", "fixed",
)  # fmt: skip
"""The columns of an answer. Lists of one side (names, ids, countries, sectors, kinds) stand in the same order.
``verdict`` and ``fixed`` tell of people's judgements: see ``apply_judgements``."""

ORDERS = {
    "day": "day NULLS LAST, reading, trigger_start, event",
    "newest": "day DESC NULLS LAST, reading, trigger_start, event",
    "confidence": "confidence, event",
}


class Answer:
    """A table that DuckDB has yet to work out: as Arrow, pandas, polars, or rows."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, sql: str, parameters: tuple[object, ...]) -> None:
        self._connection = connection
        self.sql = sql
        self.parameters = parameters

    def table(self, cursor: duckdb.DuckDBPyConnection) -> pa.Table:
        """An Arrow table, worked out by a cursor of ``Query.cursor``: another thread may interrupt that."""
        return cursor.sql(self.sql, params=list(self.parameters)).to_arrow_table()

    def _relation(self, sql: str) -> duckdb.DuckDBPyRelation:
        return self._connection.cursor().sql(sql, params=list(self.parameters))

    def arrow(self) -> pa.Table:
        """An Arrow table."""
        return self._relation(self.sql).to_arrow_table()

    def df(self) -> pd.DataFrame:
        """A pandas frame (extra ``frames``)."""
        return self.arrow().to_pandas()

    def pl(self) -> pl.DataFrame:
        """A polars frame (extra ``frames``)."""
        import polars

        frame = polars.from_arrow(self.arrow())
        assert isinstance(frame, polars.DataFrame)
        return frame

    def rows(self, size: int = 4096) -> Iterator[dict[str, Any]]:
        """One dictionary a row, never all in memory at once."""
        for batch in self._relation(self.sql).to_arrow_reader(size):
            yield from batch.to_pylist()

    def count(self) -> int:
        """The number of rows."""
        ((counted,),) = self._relation(f"SELECT count(*) FROM ({self.sql})").fetchall()
        return int(counted)


class Query:
    """Asks one version of a world; keep it to ask again.

    Args:
        world: the world, as it is or as it was.
        damaged: told of files that cannot be read, which are then left out; without it the first one raises.
        judged: apply people's verdicts: rejected events are left out, fixed fields fixed.

    Raises:
        DamagedWorldError: a file of readings cannot be read and ``damaged`` is not given.
    """

    def __init__(
        self,
        world: World,
        *,
        damaged: Callable[[DamagedWorldError], None] | None = None,
        judged: bool = True,
    ) -> None:
        files = flat_files(world, damaged=damaged)
        self._connection = duckdb.connect()
        self._connection.execute("SET preserve_insertion_order = false")
        if files:
            self._connection.from_parquet(files).create_view("flat")
        else:
            empty = lay_flat(world.table("readings").schema.empty_table())
            self._connection.from_arrow(empty).create("flat")
        self.view = apply_judgements(self._connection, world, judged=judged)

    def events(
        self,
        where: Filter | None = None,
        *,
        columns: tuple[str, ...] = COLUMNS,
        order: str | None = "day",
        limit: int | None = None,
        offset: int = 0,
    ) -> Answer:
        """The events that pass a filter, one a row, as reported.

        Args:
            where: which; all by default.
            columns: which columns, of ``COLUMNS``.
            order: ``day``, ``newest`` or ``confidence`` (least first); None for whatever order is quickest.
            limit: at most so many.
            offset: leave so many out at the beginning.

        Raises:
            FilterError: an unknown column or order, or a limit below nought.
        """
        for column in columns:
            if column not in COLUMNS:
                raise FilterError(f"there is no column '{column}'; there are {', '.join(COLUMNS)}", field="columns")
        if order is not None and order not in ORDERS:
            raise FilterError(f"there is no order '{order}'; there are {', '.join(ORDERS)}", field="order")
        if offset < 0 or (limit is not None and limit < 0):
            raise FilterError("may not be below nought", field="limit")
        selected = ", ".join(columns)
        sql, parameters = self.matching(where, selected)
        if order is not None:
            sql += f" ORDER BY {ORDERS[order]}"
        if limit is not None:
            sql += f" LIMIT {limit:d}"
        if offset:
            sql += f" OFFSET {offset:d}"
        return Answer(self._connection, sql, parameters)

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """Somebody's own way to ask at the same time as others."""
        return self._connection.cursor()

    def matching(self, where: Filter | None, selected: str) -> tuple[str, tuple[object, ...]]:
        """SQL that selects columns of the events that pass a filter, with its parameters."""
        clauses = (where or Filter()).clauses()
        tests = " AND ".join(clause.sql for clause in clauses)
        sql = f"SELECT {selected} FROM {self.view}" + (f" WHERE {tests}" if tests else "")
        return sql, tuple(parameter for clause in clauses for parameter in clause.parameters)

    def ask(self, sql: str, parameters: tuple[object, ...]) -> Answer:
        """An answer to SQL of this package's own making."""
        return Answer(self._connection, sql, parameters)
