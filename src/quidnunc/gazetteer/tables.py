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


def read_table(path: Path, columns: tuple[str, ...]) -> Iterator[Row]:
    """The rows of a table.

    Args:
        path: a UTF-8 CSV file with a header line.
        columns: those that must be there, in any order; others are an error, so that a typing slip is not lost.

    Raises:
        GazetteerError: the file is missing, is not UTF-8, lacks a column or has one too many, or a row is too long or short.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = [name.strip() for name in next(reader, [])]
            for name in columns:
                if name not in header:
                    raise GazetteerError(
                        f"column missing; the header is {','.join(header)}", source=str(path), line=1, field=name
                    )
            for name in header:
                if name not in columns:
                    raise GazetteerError("no such column in this table", source=str(path), line=1, field=name)
            for cells in reader:
                if not any(cells):
                    continue
                if len(cells) != len(header):
                    raise GazetteerError(
                        f"{len(cells)} cells where the header has {len(header)}; quote cells that hold commas",
                        source=str(path),
                        line=reader.line_num,
                    )
                row = Row({name: cell.strip() for name, cell in zip(header, cells, strict=True)}, path, reader.line_num)
                if "source" in row.cells and not row["source"]:
                    raise row.error("every row says where it comes from", "source")
                yield row
    except FileNotFoundError as problem:
        raise GazetteerError("no such table", source=str(path)) from problem
    except UnicodeDecodeError as problem:
        raise GazetteerError(
            f"not UTF-8 at byte {problem.start}; save the table as UTF-8", source=str(path)
        ) from problem
    except csv.Error as problem:
        raise GazetteerError(f"not CSV: {problem}", source=str(path)) from problem


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
