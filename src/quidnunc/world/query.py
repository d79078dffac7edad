"""Questions to a world: a filter in, a table of flat events out, by DuckDB over the events laid flat."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa

from quidnunc.errors import DamagedWorldError, FilterError
from quidnunc.world.filter import Filter
from quidnunc.world.filter_values import known_codes
from quidnunc.world.flat import flat_files, lay_flat
from quidnunc.world.incident_files import incident_files
from quidnunc.world.incident_rows import SCHEMA
from quidnunc.world.incidents import taken_back
from quidnunc.world.judged import apply_judgements
from quidnunc.world.review.laying import Verdicts
from quidnunc.world.store import World

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

COLUMNS = (
    "event", "reading", "source", "url", "outlet", "title", "published",
    "type", "mode", "parent", "quad", "score", "contexts", "status", "stance", "background", "confidence",
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

INCIDENT_COLUMNS = tuple(SCHEMA.names)
"""The columns of an answer about incidents; ``quidnunc.world.incident_rows`` tells their types."""

INCIDENT_ORDERS = {
    "day": "coalesce(day, TRY_CAST(first AS DATE)) NULLS LAST, id",
    "newest": "coalesce(day, TRY_CAST(first AS DATE)) DESC NULLS LAST, id",
    "reports": "independent DESC, reports DESC, day NULLS LAST, id",
}

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
            yield from batch.to_pylist(maps_as_pydicts="strict")

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
        self._world = world
        self._judged = judged
        self._damaged = damaged
        self._incidents: str | None = None
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
        _check(columns, COLUMNS, order, ORDERS, limit, offset)
        selected = ", ".join(columns)
        sql, parameters = self.matching(where, selected)
        return Answer(self._connection, sql + _page(order and ORDERS[order], limit, offset), parameters)

    def incidents(
        self,
        where: Filter | None = None,
        *,
        least: int = 1,
        contradicted: bool = False,
        columns: tuple[str, ...] = INCIDENT_COLUMNS,
        order: str | None = "day",
        limit: int | None = None,
        offset: int = 0,
    ) -> Answer:
        """The incidents that hold an event which passes a filter, one a row, with all who report them.

        They are made when first asked for, and anew where the world has changed since: ``incident_files`` says how.

        Args:
            where: which events; all by default.
            least: leave out incidents of fewer independent outlets.
            contradicted: only incidents that some say happened and others say did not.
            columns: which columns, of ``INCIDENT_COLUMNS``.
            order: ``day``, ``newest`` or ``reports`` (most outlets first); None for whatever order is quickest.
            limit: at most so many.
            offset: leave so many out at the beginning.

        Raises:
            FilterError: an unknown column or order, or a number below nought.
            DamagedWorldError: a file of readings cannot be read, and nobody is told of it.
        """
        _check(columns, INCIDENT_COLUMNS, order, INCIDENT_ORDERS, limit, offset)
        matching, parameters = self.matching(where, "event")
        tests = [f"independent >= {least:d}"] if least > 1 else []
        if contradicted:
            tests.append("len(contradictions) > 0")
        if where is not None and where != Filter():
            held = f"SELECT id, unnest(events) AS event FROM {self._made()}"
            tests.append(f"id IN (SELECT id FROM ({held}) WHERE event IN ({matching}))")
        sql = f"SELECT {', '.join(columns)} FROM {self._made()}" + (f" WHERE {' AND '.join(tests)}" if tests else "")
        sql += _page(order and INCIDENT_ORDERS[order], limit, offset)
        return Answer(self._connection, sql, parameters if where is not None and where != Filter() else ())

    def _made(self) -> str:
        """The view of the incidents, made on the first call."""
        if self._incidents is None:
            files = incident_files(
                self._world,
                apart=taken_back(self._world) if self._judged else (),
                verdicts=Verdicts(self._world) if self._judged else None,
                damaged=self._damaged,
            )
            if files:
                self._connection.from_parquet(files).create_view("incidents")
            else:
                self._connection.from_arrow(SCHEMA.empty_table()).create("incidents")
            self._incidents = "incidents"
        return self._incidents

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """Somebody's own way to ask at the same time as others."""
        return self._connection.cursor()

    def matching(self, where: Filter | None, selected: str) -> tuple[str, tuple[object, ...]]:
        """SQL that selects columns of the events that pass a filter, with its parameters.

        Raises:
            FilterError: a type or mode that neither the codebook that ships nor an event of the world has.
        """
        self._check_codes(where or Filter())
        clauses = (where or Filter()).clauses()
        tests = " AND ".join(clause.sql for clause in clauses)
        sql = f"SELECT {selected} FROM {self.view}" + (f" WHERE {tests}" if tests else "")
        return sql, tuple(parameter for clause in clauses for parameter in clause.parameters)

    def _check_codes(self, where: Filter) -> None:
        """Types and modes of codebooks of the users' own are known by the events that have them."""
        for name, columns in (("type", ("type", "parent")), ("mode", ("mode",))):
            strange = [word for word in getattr(where, name) if word not in known_codes(name)]
            if not strange:
                continue
            held = {
                value
                for column in columns
                for (value,) in self._connection.sql(f"SELECT DISTINCT {column} FROM {self.view}").fetchall()
            }
            own = sorted(held - {None, *known_codes(name)})
            for word in strange:
                if word not in held:
                    raise FilterError(
                        f"there is no '{word}'; there are {', '.join([*known_codes(name), *own])}", field=name
                    )

    def ask(self, sql: str, parameters: tuple[object, ...]) -> Answer:
        """An answer to SQL of this package's own making."""
        return Answer(self._connection, sql, parameters)


def _check(
    columns: tuple[str, ...],
    known: tuple[str, ...],
    order: str | None,
    orders: Mapping[str, str],
    limit: int | None,
    offset: int,
) -> None:
    """Raises FilterError for a column or order that there is not, or a number below nought."""
    for column in columns:
        if column not in known:
            raise FilterError(f"there is no column '{column}'; there are {', '.join(known)}", field="columns")
    if order is not None and order not in orders:
        raise FilterError(f"there is no order '{order}'; there are {', '.join(orders)}", field="order")
    if offset < 0 or (limit is not None and limit < 0):
        raise FilterError("may not be below nought", field="limit")


def _page(order: str | None, limit: int | None, offset: int) -> str:
    """The end of a question in SQL: what comes first, and which rows of it."""
    parts = (f" ORDER BY {order}" if order else "", "" if limit is None else f" LIMIT {limit:d}")
    return "".join(parts) + (f" OFFSET {offset:d}" if offset else "")
