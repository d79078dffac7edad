"""CSV tables with a contract: the right columns, no broken rows, every row with its source."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from quidnunc.errors import GazetteerError

_DATE = re.compile(r"^\d{4}(-\d{2}(-\d{2})?)?$")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its cells by column, and where it stands (for messages)."""

    cells: dict[str, str]
    path: Path
    line: int

    def __getitem__(self, column: str) -> str:
        """The cell, stripped."""
        return self.cells[column]

    def many(self, column: str) -> tuple[str, ...]:
        """The values of a cell that holds several, separated by ``|``."""
        return tuple(part for part in (raw.strip() for raw in self.cells[column].split("|")) if part)

    def date(self, column: str) -> str:
        """A date cell: ``YYYY``, ``YYYY-MM``, ``YYYY-MM-DD`` or empty. Raises GazetteerError on anything else."""
        value = self.cells[column]
        if value and not _DATE.match(value):
            raise self.error(f"'{value}' is no date: write YYYY, YYYY-MM or YYYY-MM-DD", column)
        return value

    def number(self, column: str) -> float | None:
        """A decimal number or None. Raises GazetteerError on anything else."""
        value = self.cells[column]
        if not value:
            return None
        try:
            return float(value)
        except ValueError as problem:
            raise self.error(f"'{value}' is no number", column) from problem

    def one_of(self, column: str, allowed: Collection[str], *, empty: bool = False) -> str:
        """A cell that must hold one of some words, or none where it may be empty. Raises GazetteerError on anything else."""
        value = self.cells[column]
        if value not in allowed and (value or not empty):
            raise self.error(f"'{value}' is none of {', '.join(sorted(allowed))}", column)
        return value

    def error(self, message: str, column: str | None = None) -> GazetteerError:
        """An error that names this row."""
        return GazetteerError(message, source=str(self.path), line=self.line, field=column)


def read_table(path: Path, columns: tuple[str, ...], optional: tuple[str, ...] = ()) -> Iterator[Row]:
    """The rows of a table.

    Args:
        path: a UTF-8 CSV file with a header line.
        columns: those that must be there, in any order; others are an error, so that a typing slip is not lost.
        optional: those that may be there besides; their cells are empty where they are not.

    Raises:
        GazetteerError: the file is missing, is not UTF-8, lacks a column or has one too many, or a row is too long or short.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = _header(next(reader, []), columns, optional, path)
            missing = dict.fromkeys((name for name in optional if name not in header), "")
            for cells in reader:
                if not any(cells):
                    continue
                if len(cells) != len(header):
                    raise GazetteerError(
                        f"{len(cells)} cells where the header has {len(header)}; quote cells that hold commas",
                        source=str(path),
                        line=reader.line_num,
                    )
                values = {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
                row = Row(values | missing if missing else values, path, reader.line_num)
                if "source" in columns and not row["source"]:
                    raise row.error("every row says where it comes from", "source")
                yield row
    except FileNotFoundError as problem:
        raise GazetteerError("no such table", source=str(path)) from problem
    except OSError as problem:
        raise GazetteerError(f"cannot be read: {problem.strerror}", source=str(path)) from problem
    except UnicodeDecodeError as problem:
        raise _not_utf8(path) from problem
    except csv.Error as problem:
        raise GazetteerError(f"not CSV: {problem}", source=str(path)) from problem


def read_header(path: Path) -> list[str]:
    """The names of a table's columns. Raises GazetteerError where the file is missing or is not UTF-8."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return [name.strip() for name in next(csv.reader(file), [])]
    except FileNotFoundError as problem:
        raise GazetteerError("no such table", source=str(path)) from problem
    except OSError as problem:
        raise GazetteerError(f"cannot be read: {problem.strerror}", source=str(path)) from problem
    except UnicodeDecodeError as problem:
        raise _not_utf8(path) from problem


def _header(cells: list[str], columns: tuple[str, ...], optional: tuple[str, ...], path: Path) -> list[str]:
    """The names of the columns, checked."""
    header = [name.strip() for name in cells]
    for name in columns:
        if name not in header:
            raise GazetteerError(
                f"column missing; the header is {','.join(header)}", source=str(path), line=1, field=name
            )
    for name in header:
        if name not in columns and name not in optional:
            allowed = ", ".join((*columns, *optional))
            raise GazetteerError(
                f"no such column in this table; it has {allowed}", source=str(path), line=1, field=name
            )
        if header.count(name) > 1:
            raise GazetteerError("the column stands twice", source=str(path), line=1, field=name)
    return header


def _not_utf8(path: Path) -> GazetteerError:
    """Where a file's first byte that is not UTF-8 stands: line, and column as far as the line can be read as CSV."""
    data = path.read_bytes()
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as problem:
        before = data[: problem.start]
        line = before.count(b"\n") + 1
        header = next(csv.reader([data.split(b"\n", 1)[0].decode("utf-8", "replace")]), [])
        start = before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")
        number = len(next(csv.reader([start]), [""])) - 1 if start else 0
        field = header[number].strip() if line > 1 and number < len(header) else None
        message = f"not UTF-8: byte 0x{data[problem.start]:02x}; save the table as UTF-8"
        return GazetteerError(message, source=str(path), line=line, field=field)
    return GazetteerError("changed while it was read", source=str(path))


def read_tables(folder: Path, columns: tuple[str, ...]) -> Iterator[Row]:
    """The rows of all ``*.csv`` in a folder, file by file in alphabetical order."""
    for path in sorted(folder.glob("*.csv")):
        yield from read_table(path, columns)


def first_day(date: str) -> str:
    """The first day that a date of any precision covers.

    >>> first_day("2003"), first_day("2003-05"), first_day("")
    ('2003-01-01', '2003-05-01', '')
    """
    return date + "-01-01"[3 * date.count("-") :] if date else ""


def last_day(date: str) -> str:
    """The last day, for comparison as text; a month counts to its 31st.

    >>> last_day("2003"), last_day("2003-05"), last_day("")
    ('2003-12-31', '2003-05-31', '')
    """
    return date + "-12-31"[3 * date.count("-") :] if date else ""
