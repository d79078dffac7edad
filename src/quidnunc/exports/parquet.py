"""Parquet: one event a row, with typed columns and lists of actors; compressed, in groups of rows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from quidnunc.exports.codes import codes
from quidnunc.exports.flat import EVENTS, event_row
from quidnunc.told import Told

_GROUP = 8192


class ParquetExporter:
    """One file of events."""

    def __init__(self, path: Path) -> None:
        self._codes = codes()
        self._rows: list[dict[str, Any]] = []
        self._writer = pq.ParquetWriter(path, EVENTS, compression="zstd")

    def write(self, told: Told) -> None:
        """Writes one row."""
        self._rows.append(event_row(told, self._codes))
        if len(self._rows) >= _GROUP:
            self._flush()

    def finalize(self) -> None:
        """Writes the last rows and closes the file."""
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        if self._rows:
            self._writer.write_table(pa.Table.from_pylist(self._rows, schema=EVENTS))
            self._rows.clear()
