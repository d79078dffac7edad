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
from quidnunc.codebook.schema import CameoCode, Quad
from quidnunc.errors import DataError
from quidnunc.records import Actor

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
    countries: Mapping[str, Country]
    sectors: Mapping[str, Sector]

    def score(self, type_: str, mode: str | None) -> float:
        """The Goldstein-style score of a mode, or of the type where the mode is not the codebook's."""
        return self.scores.get((type_, mode), self.scores[type_, None])

    def code(self, type_: str, mode: str | None) -> CameoCode:
        """The CAMEO code of a mode, or of the type where the mode is not the codebook's."""
        return self.cameo.get((type_, mode)) or self.cameo[type_, None]

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
    types = load_types()
    return Codes(
        quads={name: entry.quad for name, entry in types.items()},
        scores={
            (name, mode): entry.score if mode is None else entry.modes[mode].score
            for name, entry in types.items()
            for mode in (None, *entry.modes)
        },
        cameo=cameo_codes(load_crosswalk()),
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
