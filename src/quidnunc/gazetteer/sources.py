"""Where a gazetteer's tables are read from: the folder that ships (or one chosen) and, beside it, a user's own."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from itertools import chain
from pathlib import Path

from platformdirs import user_data_path

from quidnunc.gazetteer.tables import Row, read_table, read_tables

_SINGLE = frozenset({"states", "metonyms", "collectives"})  # tables that ship as one file, not as a folder of them


def own_folder() -> Path | None:
    """The folder of a user's own tables: ``QUIDNUNC_GAZETTEER``, else one among the system's user data; None where that is empty."""
    chosen = os.environ.get("QUIDNUNC_GAZETTEER")
    if chosen is None:
        return user_data_path("quidnunc", appauthor=False) / "gazetteer"
    return Path(chosen) if chosen else None


class Sources:
    """The files of a gazetteer.

    Args:
        folder: the tables that ship, or others of that layout.
        own: a user's own tables, ``TABLE/*.csv``; it need not exist.
        without: files of ``own`` to leave out, as they are about to be replaced.
    """

    def __init__(self, folder: Path, own: Path | None = None, without: Collection[Path] = ()) -> None:
        self.folder = folder
        self.own = own
        self._without = frozenset(without)

    def shipped_rows(self, table: str, columns: tuple[str, ...]) -> Iterator[Row]:
        """The rows of a table that ships. Raises GazetteerError as :func:`read_table` does."""
        if table in _SINGLE:
            return read_table(self.folder / f"{table}.csv", columns)
        return read_tables(self.folder / table, columns)

    def own_rows(self, table: str, columns: tuple[str, ...]) -> Iterator[Row]:
        """The rows that a user added to a table. Raises GazetteerError as :func:`read_table` does."""
        for path in self._own_files(table):
            yield from read_table(path, columns)

    def rows(self, table: str, columns: tuple[str, ...]) -> Iterator[Row]:
        """The rows of a table, a user's own last. Raises GazetteerError as :func:`read_table` does."""
        return chain(self.shipped_rows(table, columns), self.own_rows(table, columns))

    def files(self) -> Iterator[tuple[str, Path]]:
        """All files that make the gazetteer, each with a name that does not depend on where it lies."""
        for path in sorted(p for p in self.folder.rglob("*") if p.suffix in (".csv", ".yaml")):
            yield path.relative_to(self.folder).as_posix(), path
        for path in self._own_files("*"):
            yield f"own/{path.parent.name}/{path.name}", path

    def _own_files(self, table: str) -> list[Path]:
        if self.own is None:
            return []
        return [path for path in sorted(self.own.glob(f"{table}/*.csv")) if path not in self._without]
