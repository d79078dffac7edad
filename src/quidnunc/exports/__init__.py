"""Readings out: one small module per format, one registry.

An exporter takes a text stream, is given readings one by one with ``write``, and closes what it opened with ``finalize``.
A new format is a new module and one line in ``EXPORTERS``.
"""

from __future__ import annotations

from typing import Protocol, TextIO

from quidnunc.exports.csv import CsvExporter
from quidnunc.exports.json import JsonExporter
from quidnunc.exports.jsonl import JsonlExporter
from quidnunc.records import Reading


class Exporter(Protocol):
    """Writes readings to a stream."""

    def __init__(self, stream: TextIO) -> None: ...

    def write(self, reading: Reading) -> None:
        """Writes one reading."""

    def finalize(self) -> None:
        """Writes what must stand at the end."""


EXPORTERS: dict[str, type[Exporter]] = {"json": JsonExporter, "jsonl": JsonlExporter, "csv": CsvExporter}

__all__ = ["EXPORTERS", "CsvExporter", "Exporter", "JsonExporter", "JsonlExporter"]
