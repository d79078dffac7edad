"""How other formats name countries, sectors and events: CAMEO, COW, FIPS, ICEWS."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import msgspec
import yaml

from quidnunc.codebook.book import cameo_codes
from quidnunc.codebook.loading import load_crosswalk, load_types
from quidnunc.codebook.schema import CameoCode
from quidnunc.errors import DataError
from quidnunc.records import Actor, Event, Quad

DATA = Path(__file__).parent / "data"
QUAD_NUMBERS: dict[Quad, int] = {
    "VERBAL COOPERATION": 1,
    "MATERIAL COOPERATION": 2,
    "VERBAL CONFLICT": 3,
    "MATERIAL CONFLICT": 4,
}


@dataclass(frozen=True, slots=True)
class Country:
    """A state or territory: its name, and its codes by ISO 3166, COW (number), FIPS 10-4 and CAMEO."""

    iso3: str
    name: str
    iso2: str
    cow: str
    fips: str
    cameo: str


class Sector(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sector of actors: CAMEO's type code and ICEWS's name."""

    cameo: str
    icews: str


@dataclass(frozen=True)
class Codes:
    """Event types and their CAMEO codes, countries and sectors."""

    quads: Mapping[str, Quad]
    scores: Mapping[tuple[str, str | None], float]
    cameo: Mapping[tuple[str, str | None], CameoCode]
    by_code: Mapping[str, CameoCode]
    countries: Mapping[str, Country]
    sectors: Mapping[str, Sector]

    def score(self, type_: str, mode: str | None) -> float:
        """The Goldstein-style score of a mode, or of the type where the mode is not the shipped codebook's."""
        return self.scores.get((type_, mode), self.scores[type_, None])

    def code(self, type_: str, mode: str | None) -> CameoCode:
        """The CAMEO code of a mode, or of the type where the mode is not the shipped codebook's."""
        return self.cameo.get((type_, mode)) or self.cameo[type_, None]

    def quad_of(self, event: Event) -> Quad:
        """An event's quad class: as its record codes it, else its type's."""
        return self.quads[self.type_of(event)] if event.coding is None else event.coding.quad

    def type_of(self, event: Event) -> str:
        """An event's type where only PLOVER's are known: its parent for a sub-type.

        Raises:
            DataError: the record has another type and does not say how it is coded.
        """
        for name in (event.type, event.family):
            if name in self.quads:
                return name
        if event.coding is not None:
            return event.type  # of an ontology of the user's own
        raise DataError(
            f"the type {event.type} is not PLOVER's and the record lacks 'coding'; read the article anew, with --codebook"
        )

    def mode_of(self, event: Event) -> str | None:
        """An event's mode where only PLOVER's are known: none for a sub-type's, which are the user's own."""
        return event.mode if event.family == event.type else None

    def score_of(self, event: Event) -> float:
        """An event's Goldstein-style score: as its record codes it, else its mode's, else its type's."""
        if event.coding is not None:
            return event.coding.score
        return self.score(self.type_of(event), event.mode)

    def code_of(self, event: Event) -> CameoCode:
        """An event's CAMEO code: as its record codes it, else its mode's, else its type's."""
        if event.coding is not None:
            return self.by_code.get(event.coding.cameo) or CameoCode(code=event.coding.cameo, name=event.type)
        return self.code(self.type_of(event), event.mode)

    def country(self, iso3: str | None) -> Country | None:
        """A country by its ISO 3166 alpha-3 code; ``None`` for none and for those without codes."""
        return self.countries.get(iso3) if iso3 else None

    def cameo_actor(self, actor: Actor) -> str:
        """CAMEO's code of an actor: country and sector, ``USAGOV``; a state alone has its country's code."""
        country = self.country(actor.country)
        sector = self.sectors.get(actor.sector or "")
        parts = (country.cameo if country else "", "" if sector is None or actor.kind == "state" else sector.cameo)
        return "".join(parts)


@cache
def codes() -> Codes:
    """The codes that ship with the package.

    Raises:
        DataError: a table breaks its contract.
    """
    types, crosswalk = load_types(), load_crosswalk()
    return Codes(
        quads={name: entry.quad for name, entry in types.items()},
        scores={
            (name, mode): entry.score if mode is None else entry.modes[mode].score
            for name, entry in types.items()
            for mode in (None, *entry.modes)
        },
        cameo=cameo_codes(crosswalk),
        by_code=crosswalk,
        countries=load_countries(DATA / "countries.csv"),
        sectors=load_sectors(DATA / "sectors.yaml"),
    )


def load_countries(path: Path) -> dict[str, Country]:
    """The table of countries by ISO alpha-3 code.

    Raises:
        DataError: it is missing, lacks a column, or gives a code twice.
    """
    out: dict[str, Country] = {}
    try:
        with path.open(encoding="utf-8", newline="") as file:
            for number, row in enumerate(csv.DictReader(file), 2):
                try:
                    country = Country(**{name: row[name] for name in Country.__slots__})
                except KeyError as problem:
                    raise DataError("the column is missing", source=str(path), field=problem.args[0]) from problem
                if len(country.iso3) != 3 or not country.name:
                    raise DataError("a country has a name and a code of three letters", source=str(path), line=number)
                if country.iso3 in out:
                    raise DataError(f"{country.iso3} is given twice", source=str(path), line=number, field="iso3")
                out[country.iso3] = country
    except FileNotFoundError as problem:
        raise DataError("no such file", source=str(path)) from problem
    return out


def load_sectors(path: Path) -> dict[str, Sector]:
    """The table of sectors by PLOVER's code.

    Raises:
        DataError: it is missing, is no YAML, or breaks its shape.
    """
    try:
        return msgspec.convert(yaml.safe_load(path.read_text(encoding="utf-8")), dict[str, Sector])
    except FileNotFoundError as problem:
        raise DataError("no such file", source=str(path)) from problem
    except yaml.YAMLError as problem:
        raise DataError(f"not YAML: {problem}", source=str(path)) from problem
    except msgspec.ValidationError as problem:
        raise DataError(str(problem), source=str(path)) from problem
