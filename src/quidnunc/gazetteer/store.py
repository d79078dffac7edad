"""The gazetteer: who there is, by name, office and date."""

from __future__ import annotations

import dataclasses
import gc
import hashlib
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from functools import cached_property, lru_cache
from itertools import chain
from pathlib import Path
from typing import TypeVar

from quidnunc.gazetteer import rows
from quidnunc.gazetteer.entries import Collective, Membership, Metonym, Organisation, Person, State, Term
from quidnunc.gazetteer.names import Bearer, NameIndex
from quidnunc.gazetteer.roles import load_roles
from quidnunc.gazetteer.sources import Sources, own_folder
from quidnunc.gazetteer.tables import Row, first_day
from quidnunc.gazetteer.vocabulary import Words, read_words

T = TypeVar("T")
Entry = TypeVar("Entry", bound=State | Organisation | Person)

DATA = Path(__file__).parent / "data"

FAMILY_FIRST = frozenset({"CHN", "PRK", "KOR", "TWN", "VNM", "HKG", "MAC", "KHM"})


class Gazetteer:
    """All tables of a folder, indexed. Use :func:`load`, which keeps the one that ships with the package.

    Args:
        folder: the tables that ship, or others of that layout.
        own: a user's own tables beside them. They add entries, fill empty cells of those that ship, and close terms of office that
            these leave open; what stands there already stays.
        without: files of ``own`` to leave out.

    Attributes:
        states, organisations, people: by id (a person's id is the name).
        terms, memberships, metonyms, collectives: rows in table order.
        words: what the tables' columns may hold, offices and their sectors, risky names, who leads.
        version: a hash over the tables' content.
    """

    def __init__(self, folder: Path, own: Path | None = None, without: Collection[Path] = ()) -> None:
        self.folder = folder
        self._sources = sources = Sources(folder, own, without)
        self.words = words = read_words(folder)
        with _undisturbed():
            self.states: dict[str, State] = _entries(sources, "states", rows.STATE_COLUMNS, "id", rows.state_of, words)
            self.organisations: dict[str, Organisation] = _entries(
                sources, "organisations", rows.ORGANISATION_COLUMNS, "id", rows.organisation_of, words
            )
            self.people: dict[str, Person] = _entries(
                sources, "people", rows.PERSON_COLUMNS, "name", rows.person_of, words
            )
            self.terms = _terms(sources, words)
            self.memberships: list[Membership] = [
                rows.membership_of(row, words) for row in _all(sources, "memberships", rows.MEMBERSHIP_COLUMNS)
            ]
            self.metonyms: list[Metonym] = [
                rows.metonym_of(row, words) for row in _all(sources, "metonyms", rows.METONYM_COLUMNS)
            ]
            self.collectives: list[Collective] = [
                rows.collective_of(row, words) for row in _all(sources, "collectives", rows.COLLECTIVE_COLUMNS)
            ]

    @cached_property
    def version(self) -> str:
        """The first 12 hex digits of a hash over all tables."""
        digest = hashlib.blake2b(digest_size=6)
        for name, path in self.files():
            digest.update(name.encode())
            digest.update(path.read_bytes())
        return digest.hexdigest()

    def files(self) -> Iterator[tuple[str, Path]]:
        """All files that make it, each with a name that does not depend on where it lies."""
        return self._sources.files()

    def place_rows(self) -> Iterator[Row]:
        """The rows of the tables of places, a user's own last."""
        return _all(self._sources, "places", rows.PLACE_COLUMNS)

    @cached_property
    def index(self) -> NameIndex:
        """All names, of whatever bears one."""
        index = NameIndex(self.words.risky)
        with _undisturbed():
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
        for row in self.place_rows():
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


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Without the garbage collector, which would walk hundreds of thousands of new objects in vain, a third of the loading time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _all(sources: Sources, table: str, columns: tuple[str, ...]) -> Iterator[Row]:
    return chain(sources.shipped_rows(table, columns), sources.own_rows(table, columns))


def _entries(
    sources: Sources,
    table: str,
    columns: tuple[str, ...],
    key: str,
    make: Callable[[Row, Words], Entry],
    words: Words,
) -> dict[str, Entry]:
    """The entries of a table by id; a user's own fill the empty cells of those that ship."""
    out: dict[str, Entry] = {}
    for row in sources.shipped_rows(table, columns):
        if not row[key]:
            raise row.error("an entry needs an id", key)
        if row[key] in out:
            raise row.error(f"'{row[key]}' stands in the tables already; merge the two rows", key)
        out[row[key]] = make(row, words)
    for row in sources.own_rows(table, columns):
        if not row[key]:
            raise row.error("an entry needs an id", key)
        entry, held = make(row, words), out.get(row[key])
        out[row[key]] = entry if held is None else _filled(held, entry)
    return out


def _filled(held: Entry, other: Entry) -> Entry:
    """An entry with its empty cells filled from another; lists of names are put together."""
    changes: dict[str, object] = {}
    for field in dataclasses.fields(held):
        old, new = getattr(held, field.name), getattr(other, field.name)
        if isinstance(old, tuple):
            changes[field.name] = tuple(dict.fromkeys((*old, *new)))
        elif old in ("", None):
            changes[field.name] = new
    return dataclasses.replace(held, **changes)  # type: ignore[arg-type]


def _terms(sources: Sources, words: Words) -> list[Term]:
    """The terms of office; a user's own close those that are left open."""
    terms = [rows.term_of(row, words) for row in sources.shipped_rows("offices", rows.TERM_COLUMNS)]
    own = [rows.term_of(row, words) for row in sources.own_rows("offices", rows.TERM_COLUMNS)]
    if own:
        at = {(t.person, t.of, t.office, t.start): i for i, t in enumerate(terms)}
        for term in own:
            i = at.get((term.person, term.of, term.office, term.start))
            if i is None:
                at[term.person, term.of, term.office, term.start] = len(terms)
                terms.append(term)
            elif not terms[i].end:
                terms[i] = dataclasses.replace(terms[i], end=term.end)
    return terms


def load(folder: Path | None = None, own: Path | None = None) -> Gazetteer:
    """The gazetteer of a folder, with a user's own tables beside it.

    Args:
        folder: the one that ships by default, and then with the user's own tables (:func:`own_folder`).
        own: other own tables, or those to put beside ``folder``.

    Raises:
        GazetteerError: a table breaks its contract; the message names file, line and column.
    """
    return _loaded(folder or DATA, own if own is not None or folder is not None else own_folder())


@lru_cache(maxsize=4)
def _loaded(folder: Path, own: Path | None) -> Gazetteer:
    return Gazetteer(folder, own)
