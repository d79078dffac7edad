"""DuckDB: one file with the tables ``events``, ``articles``, ``parties`` and ``accounts``.

``events.reading`` and ``accounts.reading`` are ids of ``articles``; ``parties.event`` and ``accounts.event`` of ``events``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from quidnunc.exports.codes import codes
from quidnunc.exports.flat import ACCOUNTS, ARTICLES, EVENTS, PARTIES, account_rows, article_row, event_row, party_rows
from quidnunc.records import Reading
from quidnunc.told import Told

_TABLES = {"events": EVENTS, "articles": ARTICLES, "parties": PARTIES, "accounts": ACCOUNTS}
_BATCH = 4096


class DuckdbExporter:
    """One database, made anew. Writing raises OSError where there is no room for it."""

    def __init__(self, path: Path) -> None:
        path.unlink(missing_ok=True)
        self._codes = codes()
        self._rows: dict[str, list[dict[str, Any]]] = {name: [] for name in _TABLES}
        self._connection = duckdb.connect(str(path))
        for name, schema in _TABLES.items():
            self._insert(f"CREATE TABLE {name} AS SELECT * FROM rows", schema.empty_table())

    def take(self, reading: Reading) -> None:
        """Writes an article, whether or not it has events."""
        self._add("articles", [article_row(reading)])

    def write(self, told: Told) -> None:
        """Writes an event, its parties and its accounts."""
        self._add("events", [event_row(told, self._codes)])
        self._add("parties", list(party_rows(told.lead)))
        self._add("accounts", list(account_rows(told)))

    def finalize(self) -> None:
        """Writes the last rows and closes the file."""
        for name in _TABLES:
            self._flush(name)
        self._connection.close()

    def _add(self, name: str, rows: list[dict[str, Any]]) -> None:
        self._rows[name] += rows
        if len(self._rows[name]) >= _BATCH:
            self._flush(name)

    def _flush(self, name: str) -> None:
        if self._rows[name]:
            table = pa.Table.from_pylist(self._rows[name], schema=_TABLES[name])
            self._insert(f"INSERT INTO {name} SELECT * FROM rows", table)
            self._rows[name].clear()

    def _insert(self, statement: str, rows: pa.Table) -> None:
        self._connection.register("rows", rows)
        try:
            self._connection.execute(statement)
        except duckdb.IOException as problem:
            raise OSError(str(problem)) from problem
        self._connection.unregister("rows")
