"""Rows of the tables → entries: which columns each table has, and what their cells may hold."""

from __future__ import annotations

from quidnunc.gazetteer.entries import Collective, Membership, Metonym, Organisation, Person, State, Term
from quidnunc.gazetteer.tables import Row
from quidnunc.gazetteer.vocabulary import Words

STATE_COLUMNS = (
    "id",
    "name",
    "short_names",
    "iso2",
    "iso3",
    "cow",
    "cow_number",
    "wikidata",
    "geonames",
    "adjectives",
    "people",
    "capital",
    "from",
    "to",
    "status",
    "successor",
    "lat",
    "lon",
    "note",
    "source",
)
ORGANISATION_COLUMNS = (
    "id",
    "name",
    "short_names",
    "acronyms",
    "kind",
    "sector",
    "country",
    "parent",
    "wikidata",
    "from",
    "to",
    "source",
)
PERSON_COLUMNS = ("name", "aliases", "country", "gender", "wikidata", "source")
TERM_COLUMNS = ("person", "of", "office", "title", "from", "to", "source")
MEMBERSHIP_COLUMNS = ("member", "organisation", "role", "from", "to", "source")
METONYM_COLUMNS = ("text", "state", "organisation", "sector", "name", "kind", "place_name", "note", "source")
PLACE_COLUMNS = ("id", "name", "aliases", "feature", "country", "admin1", "lat", "lon", "wikidata", "source")
COLLECTIVE_COLUMNS = ("text", "name", "kind", "sector", "country", "members", "note", "source")


def state_of(row: Row, words: Words) -> State:
    """A state as its row tells. Raises GazetteerError on a cell that may not be so."""
    return State(
        id=row["id"],
        name=row["name"],
        short_names=row.many("short_names"),
        iso2=row["iso2"],
        iso3=row["iso3"],
        cow=row["cow"],
        cow_number=row["cow_number"],
        wikidata=row["wikidata"],
        geonames=row["geonames"],
        adjectives=row.many("adjectives"),
        people=row.many("people"),
        capitals=row.many("capital"),
        start=row.date("from"),
        end=row.date("to"),
        status=row.one_of("status", words.vocabulary.status),
        successor=row["successor"],
        lat=row.number("lat"),
        lon=row.number("lon"),
        note=row["note"],
        source=row["source"],
    )


def organisation_of(row: Row, words: Words) -> Organisation:
    """An organisation as its row tells. Raises GazetteerError on a cell that may not be so."""
    return Organisation(
        id=row["id"],
        name=row["name"],
        short_names=row.many("short_names"),
        acronyms=row.many("acronyms"),
        kind=row.one_of("kind", words.vocabulary.kind),
        sector=row.one_of("sector", words.vocabulary.sector),
        country=row["country"],
        parent=row["parent"],
        wikidata=row["wikidata"],
        start=row.date("from"),
        end=row.date("to"),
        source=row["source"],
    )


def person_of(row: Row, words: Words) -> Person:
    """A person as its row tells. Raises GazetteerError on a cell that may not be so."""
    return Person(
        name=row["name"],
        aliases=row.many("aliases"),
        country=row["country"],
        gender=row.one_of("gender", words.vocabulary.gender, empty=True),
        wikidata=row["wikidata"],
        source=row["source"],
    )


def term_of(row: Row, words: Words) -> Term:
    """A term of office as its row tells. Raises GazetteerError on a cell that may not be so."""
    return Term(
        person=row["person"],
        of=row["of"],
        office=row.one_of("office", words.offices),
        title=row["title"],
        start=row.date("from"),
        end=row.date("to"),
        source=row["source"],
    )


def membership_of(row: Row, words: Words) -> Membership:
    """A membership as its row tells. Raises GazetteerError on a cell that may not be so."""
    return Membership(
        member=row["member"],
        organisation=row["organisation"],
        role=row.one_of("role", words.vocabulary.role),
        start=row.date("from"),
        end=row.date("to"),
        source=row["source"],
    )


def metonym_of(row: Row, words: Words) -> Metonym:
    """A metonym as its row tells. Raises GazetteerError on a cell that may not be so."""
    return Metonym(
        text=row["text"],
        state=row["state"],
        organisation=row["organisation"],
        sector=row.one_of("sector", words.vocabulary.sector, empty=True),
        name=row["name"],
        kind=row.one_of("kind", words.vocabulary.stands_for),
        place_name=row["place_name"],
        note=row["note"],
        source=row["source"],
    )


def collective_of(row: Row, words: Words) -> Collective:
    """A collective as its row tells. Raises GazetteerError on a cell that may not be so."""
    return Collective(
        text=row["text"],
        name=row["name"],
        kind=row.one_of("kind", words.vocabulary.stands_for),
        sector=row.one_of("sector", words.vocabulary.sector, empty=True),
        country=row["country"],
        members=row.many("members"),
        note=row["note"],
        source=row["source"],
    )
