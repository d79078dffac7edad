"""What the gazetteer holds: states, organisations, people, terms of office, memberships, metonyms, collectives."""

from __future__ import annotations

from dataclasses import dataclass

from quidnunc.gazetteer.tables import first_day, last_day


@dataclass(frozen=True, slots=True)
class State:
    """A state or state-like entity, past or present. ``id`` is its ISO 3166 alpha-3 code or our documented own."""

    id: str
    name: str
    short_names: tuple[str, ...]
    iso2: str
    iso3: str
    cow: str
    cow_number: str
    wikidata: str
    geonames: str
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    capitals: tuple[str, ...]
    start: str
    end: str
    status: str
    successor: str
    lat: float | None
    lon: float | None
    note: str
    source: str

    @property
    def display(self) -> str:
        """The name that composed actors use: "Russian" where there is an adjective, else the state's name."""
        return self.adjectives[0] if self.adjectives else self.name


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation, armed groups and media included; ``country`` is a state's id, empty when international."""

    id: str
    name: str
    short_names: tuple[str, ...]
    acronyms: tuple[str, ...]
    kind: str
    sector: str
    country: str
    parent: str
    wikidata: str
    start: str
    end: str
    source: str


@dataclass(frozen=True, slots=True)
class Person:
    """Someone in public life."""

    name: str
    aliases: tuple[str, ...]
    country: str
    gender: str
    wikidata: str
    source: str


@dataclass(frozen=True, slots=True)
class Term:
    """A person's term of office in a state or organisation (``of``)."""

    person: str
    of: str
    office: str
    title: str
    start: str
    end: str
    source: str

    def covers(self, day: str) -> bool:
        """Whether the term covers an ISO day; bounds of lesser precision count as wholly inside."""
        return (not self.start or first_day(self.start) <= day) and (not self.end or day <= last_day(self.end))


@dataclass(frozen=True, slots=True)
class Membership:
    """A state's place in an organisation."""

    member: str
    organisation: str
    role: str
    start: str
    end: str
    source: str

    def covers(self, day: str) -> bool:
        """Whether the membership covers an ISO day."""
        return (not self.start or first_day(self.start) <= day) and (not self.end or day <= last_day(self.end))


@dataclass(frozen=True, slots=True)
class Metonym:
    """A word that stands for a state's organ ("Kremlin")."""

    text: str
    state: str
    organisation: str
    sector: str
    name: str
    kind: str
    place_name: str
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class Collective:
    """Several actors under one name ("the West", "Gulf states")."""

    text: str
    name: str
    kind: str
    sector: str
    country: str
    members: tuple[str, ...]
    note: str
    source: str
