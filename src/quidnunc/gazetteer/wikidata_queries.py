"""What to ask Wikidata about states and organisations that the gazetteer knows by id, and what its answers say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import msgspec

from quidnunc.gazetteer.yamls import read_yaml

_AT_ONCE = 60  # bodies a query, so that none runs into the service's time limit
_QID = re.compile(r"^Q[1-9]\d*$")
_PRECISION = {"11": 10, "10": 7, "9": 4}  # of a time value: how much of an ISO date counts
_GENDERS = {"Q6581097": "m", "Q6581072": "f"}


class Service(Protocol):
    """Answers SPARQL queries."""

    def select(self, query: str) -> list[dict[str, str]]:
        """The rows of a SELECT query: values as text, by variable."""


class Asked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A property of a body that names its holders: the office it is, and its title where none is known."""

    property: str
    office: str
    title: str


class Questions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``wikidata.yaml``."""

    states: tuple[Asked, ...]
    organisations: tuple[Asked, ...]
    dates: dict[str, str]


def read_questions(folder: Path) -> Questions:
    """A gazetteer's ``wikidata.yaml``. Raises GazetteerError where it is missing or breaks its contract."""
    return read_yaml(folder / "wikidata.yaml", Questions)


@dataclass(frozen=True, slots=True)
class Holder:
    """A term of office as Wikidata has it: ids of Wikidata, dates as precise as given; ``country`` is ISO 3166 alpha-3 or empty."""

    body: str
    person: str
    name: str
    country: str
    gender: str
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Life:
    """When an organisation began and ended, as Wikidata has it."""

    body: str
    start: str
    end: str


def holders(service: Service, asked: Asked, bodies: Sequence[str], since: str) -> Iterator[Holder]:
    """Who held an office in bodies since a day.

    Args:
        service: Wikidata's query service.
        asked: the property.
        bodies: Wikidata ids.
        since: an ISO day; terms that ended before are left out.

    Raises:
        ServiceError: the service does not answer.
    """
    for some in _portions(bodies):
        for row in service.select(_holders_query(asked.property, some, since)):
            body, person, name = _qid(row, "body"), _qid(row, "person"), row.get("personLabel", "").strip()
            if body and person and name and not _QID.match(name):  # one without an English name cannot be found in news
                gender = _GENDERS.get(_qid(row, "gender"), "")
                country = row.get("iso3", "")
                yield Holder(body, person, name, country, gender, _date(row, "from"), _date(row, "to"))


def lives(service: Service, dates: dict[str, str], bodies: Sequence[str]) -> Iterator[Life]:
    """When organisations began and ended. Raises ServiceError where the service does not answer."""
    for some in _portions(bodies):
        for row in service.select(_lives_query(dates, some)):
            body = _qid(row, "body")
            if body:
                yield Life(body, _date(row, "from"), _date(row, "to"))


def _portions(bodies: Sequence[str]) -> Iterator[Sequence[str]]:
    for at in range(0, len(bodies), _AT_ONCE):
        yield bodies[at : at + _AT_ONCE]


def _holders_query(prop: str, bodies: Sequence[str], since: str) -> str:
    return f"""SELECT ?body ?person ?personLabel ?gender ?iso3 ?from ?fromPrecision ?to ?toPrecision WHERE {{
  VALUES ?body {{ {" ".join(f"wd:{body}" for body in bodies)} }}
  ?body p:{prop} ?held . ?held ps:{prop} ?person .
  MINUS {{ ?held wikibase:rank wikibase:DeprecatedRank }}
  OPTIONAL {{ ?held pqv:P580 [ wikibase:timeValue ?from ; wikibase:timePrecision ?fromPrecision ] }}
  OPTIONAL {{ ?held pqv:P582 [ wikibase:timeValue ?to ; wikibase:timePrecision ?toPrecision ] }}
  OPTIONAL {{ ?person wdt:P21 ?gender }}
  OPTIONAL {{ ?person wdt:P27/wdt:P298 ?iso3 }}
  FILTER(!BOUND(?to) || ?to >= "{since}T00:00:00Z"^^xsd:dateTime)
  SERVICE wikibase:label {{ bd:serviceParam wikibase:language "en,mul" }}
}} ORDER BY ?body ?from ?person ?iso3"""


def _lives_query(dates: dict[str, str], bodies: Sequence[str]) -> str:
    return f"""SELECT ?body ?from ?fromPrecision ?to ?toPrecision WHERE {{
  VALUES ?body {{ {" ".join(f"wd:{body}" for body in bodies)} }}
  OPTIONAL {{ ?body p:{dates["from"]}/psv:{dates["from"]} [ wikibase:timeValue ?from ; wikibase:timePrecision ?fromPrecision ] }}
  OPTIONAL {{ ?body p:{dates["to"]}/psv:{dates["to"]} [ wikibase:timeValue ?to ; wikibase:timePrecision ?toPrecision ] }}
}} ORDER BY ?body ?from"""


def _qid(row: dict[str, str], name: str) -> str:
    """The id at the end of an entity's address, or nothing."""
    tail = row.get(name, "").rsplit("/", 1)[-1]
    return tail if _QID.match(tail) else ""


def _date(row: dict[str, str], name: str) -> str:
    """A time value cut to its precision; nothing for one before the common era, or less precise than a year."""
    value, length = row.get(name, ""), _PRECISION.get(row.get(f"{name}Precision", "11"), 0)
    return value[:length] if re.match(r"^\d{4}-\d{2}-\d{2}T", value) else ""
