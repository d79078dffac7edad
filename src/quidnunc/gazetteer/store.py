"""The gazetteer: who there is, by name, office and date."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cached_property, lru_cache
from itertools import chain
from pathlib import Path
from typing import TypeVar

from quidnunc.gazetteer.entries import Collective, Membership, Metonym, Organisation, Person, State, Term
from quidnunc.gazetteer.names import Bearer, NameIndex
from quidnunc.gazetteer.roles import load_roles
from quidnunc.gazetteer.tables import Row, first_day, read_table, read_tables
from quidnunc.gazetteer.vocabulary import Words, read_words

T = TypeVar("T")

DATA = Path(__file__).parent / "data"

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

FAMILY_FIRST = frozenset({"CHN", "PRK", "KOR", "TWN", "VNM", "HKG", "MAC", "KHM"})


class Gazetteer:
    """All tables of a folder, indexed. Use :func:`load`, which keeps the one that ships with the package.

    Attributes:
        states, organisations, people: by id (a person's id is the name).
        terms, memberships, metonyms, collectives: rows in table order.
        words: what the tables' columns may hold, offices and their sectors, risky names, who leads.
        version: a hash over the tables' content.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.words = words = read_words(folder)
        self.states: dict[str, State] = {}
        for row in read_table(folder / "states.csv", STATE_COLUMNS):
            _enter(self.states, row["id"], _state(row, words), row)
        self.organisations: dict[str, Organisation] = {}
        for row in read_tables(folder / "organisations", ORGANISATION_COLUMNS):
            _enter(self.organisations, row["id"], _organisation(row, words), row)
        self.people: dict[str, Person] = {}
        for row in read_tables(folder / "people", PERSON_COLUMNS):
            _enter(self.people, row["name"], _person(row, words), row)
        self.terms = [_term(row, words) for row in read_tables(folder / "offices", TERM_COLUMNS)]
        self.memberships = [_membership(row, words) for row in read_tables(folder / "memberships", MEMBERSHIP_COLUMNS)]
        self.metonyms = [_metonym(row, words) for row in read_table(folder / "metonyms.csv", METONYM_COLUMNS)]
        self.collectives = [
            _collective(row, words) for row in read_table(folder / "collectives.csv", COLLECTIVE_COLUMNS)
        ]

    @cached_property
    def version(self) -> str:
        """The first 12 hex digits of a hash over all tables."""
        digest = hashlib.blake2b(digest_size=6)
        for path in sorted(p for p in self.folder.rglob("*") if p.suffix in (".csv", ".yaml")):
            digest.update(path.relative_to(self.folder).as_posix().encode())
            digest.update(path.read_bytes())
        return digest.hexdigest()

    @cached_property
    def index(self) -> NameIndex:
        """All names, of whatever bears one."""
        index = NameIndex(self.words.risky)
        for text, bearer, key in chain(self._state_names(), self._organisation_names(), self._other_names()):
            index.add(text, bearer, key)
        return index

    def _state_names(self) -> Iterator[tuple[str, Bearer, str]]:
        for state in self.states.values():
            columns: tuple[tuple[Bearer, tuple[str, ...]], ...] = (
                ("state", (state.name, *state.short_names)),
                ("adjective", state.adjectives),
                ("people", state.people),
                ("capital", state.capitals),
            )
            for bearer, names in columns:
                yield from ((name, bearer, state.id) for name in names)

    def _organisation_names(self) -> Iterator[tuple[str, Bearer, str]]:
        owners = self._owners()
        table = load_roles(self.folder / "roles.yaml").table
        roles = frozenset(word for role in table.roles for word in role.words)
        for organisation in self.organisations.values():
            for name in (organisation.name, *organisation.short_names, *organisation.acronyms):
                if not _composes(name, organisation, owners, roles):
                    yield name, "organisation", organisation.id

    def _other_names(self) -> Iterator[tuple[str, Bearer, str]]:
        for person in self.people.values():
            yield from ((name, "person", person.name) for name in (person.name, *person.aliases))
        for row in read_tables(self.folder / "places", PLACE_COLUMNS):
            for name in (row["name"], *row.many("aliases")):
                if " " in name:  # so that "West Bank" is not "the West"; single words are the places' own business
                    yield name, "place", row["id"]
        yield from ((metonym.text, "metonym", str(i)) for i, metonym in enumerate(self.metonyms))
        yield from ((collective.text, "collective", str(i)) for i, collective in enumerate(self.collectives))

    def _owners(self) -> dict[str, str]:
        """The words that say whose a ministry or service is ("Russian", "Russia's"), and their states."""
        return {
            word: state.id
            for state in self.states.values()
            for word in (*state.adjectives, *(f"{name}'s" for name in (state.name, *state.short_names)))
            if word != state.name  # "Hong Kong Police Force" is a name
        }

    @cached_property
    def terms_by_body(self) -> dict[str, list[Term]]:
        """Terms of office by the state or organisation they are in."""
        out: dict[str, list[Term]] = {}
        for term in self.terms:
            out.setdefault(term.of, []).append(term)
        return out

    @cached_property
    def terms_by_person(self) -> dict[str, list[Term]]:
        """Terms of office by person."""
        out: dict[str, list[Term]] = {}
        for term in self.terms:
            out.setdefault(term.person, []).append(term)
        return out

    @cached_property
    def surnames(self) -> dict[str, list[str]]:
        """People by the last word of their name, lower case, plain."""
        out: dict[str, list[str]] = {}
        for person in self.people.values():
            for name in (person.name, *person.aliases):
                words = name.split()
                if len(words) < 2:
                    continue
                family = words[0] if person.country in FAMILY_FIRST else words[-1]
                held = out.setdefault(family.lower(), [])
                if person.name not in held:
                    held.append(person.name)
        return out

    @cached_property
    def states_by_wikidata(self) -> dict[str, State]:
        """States by Wikidata id."""
        return {state.wikidata: state for state in self.states.values() if state.wikidata}

    def in_office(self, of: str, office: str, day: str | None, title: str = "") -> Term | None:
        """The term of who holds an office on a day; without a day, the latest.

        Args:
            of: a state's or organisation's id.
            office: as in the offices table ("head_of_state").
            day: an ISO date or None.
            title: where given, a term with just this title (whatever its case) goes before others.
        """
        fitting = [t for t in self.terms_by_body.get(of, ()) if t.office == office and (day is None or t.covers(day))]
        if title:
            wanted = title.lower()
            fitting = [t for t in fitting if t.title.lower() == wanted] or fitting
        return max(fitting, key=lambda t: first_day(t.start), default=None)

    def titled(self, of: str, title: str, day: str | None) -> Term | None:
        """The term of who bears a title ("President", "Chancellor") in a body on a day, whatever the office."""
        wanted = title.lower()
        fitting = [
            t for t in self.terms_by_body.get(of, ()) if t.title.lower() == wanted and (day is None or t.covers(day))
        ]
        return max(fitting, key=lambda t: first_day(t.start), default=None)

    def leader(self, state: str, day: str | None) -> Term | None:
        """The term of who leads a state on a day ("the Indian leader"): its head of state or of government."""
        head = self.in_office(state, "head_of_state", day)
        government = self.in_office(state, "head_of_government", day)
        if head is None or government is None:
            return head or government
        leads = self.words.leading.by_government(state, day or "9998", head.title)
        return government if leads else head

    def offices_of(self, person: str, day: str | None) -> list[Term]:
        """The terms that a person holds on a day, or all of them without one."""
        return [t for t in self.terms_by_person.get(person, ()) if day is None or t.covers(day)]


def _composes(name: str, organisation: Organisation, owners: dict[str, str], roles: frozenset[str]) -> bool:
    """Whether reading composes a name by itself: "Russian", "Russia's" and a role noun ("Russian Foreign Ministry")."""
    if organisation.kind not in ("ministry", "intelligence", "military", "police"):
        return False
    words = name.replace("’", "'").split(" ")
    return any(
        owners.get(" ".join(words[:i])) == organisation.country and not roles.isdisjoint(_singular(words[i:]))
        for i in range(1, len(words))
    )


def _singular(words: list[str]) -> tuple[str, ...]:
    """A role noun in lower case, as it stands and without the mark of the plural."""
    text = " ".join(words).lower()
    return text, text.removesuffix("s"), text.removesuffix("ies") + "y"


def _enter(table: dict[str, T], key: str, value: T, row: Row) -> None:
    if not key:
        raise row.error("an entry needs an id")
    if key in table:
        raise row.error(f"'{key}' stands in the tables already; merge the two rows")
    table[key] = value


def _state(row: Row, words: Words) -> State:
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


def _organisation(row: Row, words: Words) -> Organisation:
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


def _person(row: Row, words: Words) -> Person:
    return Person(
        name=row["name"],
        aliases=row.many("aliases"),
        country=row["country"],
        gender=row.one_of("gender", words.vocabulary.gender, empty=True),
        wikidata=row["wikidata"],
        source=row["source"],
    )


def _term(row: Row, words: Words) -> Term:
    return Term(
        person=row["person"],
        of=row["of"],
        office=row.one_of("office", words.offices),
        title=row["title"],
        start=row.date("from"),
        end=row.date("to"),
        source=row["source"],
    )


def _membership(row: Row, words: Words) -> Membership:
    return Membership(
        member=row["member"],
        organisation=row["organisation"],
        role=row.one_of("role", words.vocabulary.role),
        start=row.date("from"),
        end=row.date("to"),
        source=row["source"],
    )


def _metonym(row: Row, words: Words) -> Metonym:
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


def _collective(row: Row, words: Words) -> Collective:
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


@lru_cache(maxsize=4)
def load(folder: Path = DATA) -> Gazetteer:
    """The gazetteer of a folder; by default the one that ships.

    Raises:
        GazetteerError: a table breaks its contract; the message names file, line and column.
    """
    return Gazetteer(folder)
