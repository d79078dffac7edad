"""The gazetteer: who there is, by name, office and date."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from functools import cached_property, lru_cache
from pathlib import Path

from quidnunc.gazetteer import rows
from quidnunc.gazetteer.compiled import kept, names_of, read, undisturbed
from quidnunc.gazetteer.entries import State, Term
from quidnunc.gazetteer.names import Name, NameIndex
from quidnunc.gazetteer.sources import Sources, own_folder
from quidnunc.gazetteer.tables import Row, first_day
from quidnunc.gazetteer.vocabulary import read_words

DATA = Path(__file__).parent / "data"

FAMILY_FIRST = frozenset({"CHN", "PRK", "KOR", "TWN", "VNM", "HKG", "MAC", "KHM"})


class Gazetteer:
    """All tables of a folder, indexed. Use :func:`load`, which keeps the one that ships with the package.

    Args:
        folder: the tables that ship, or others of that layout.
        own: a user's own tables beside them. They add entries, fill empty cells of those that ship, and close terms of office that
            these leave open; what stands there already stays.
        without: files of ``own`` to leave out.
        keep: whether to keep what is read in the user's cache, and to take it from there.

    Attributes:
        states, organisations, people: by id (a person's id is the name).
        terms, memberships, metonyms, collectives: rows in table order.
        words: what the tables' columns may hold, offices and their sectors, risky names, who leads.
        version: a hash over the tables' content.
    """

    def __init__(
        self, folder: Path, own: Path | None = None, without: Collection[Path] = (), *, keep: bool = False
    ) -> None:
        self.folder = folder
        self._sources = sources = Sources(folder, own, without)
        self.words = words = read_words(folder)
        self._names: list[Name] | None = None
        if keep:
            tables, self._names = kept(sources, words, self.version)
        else:
            tables = read(sources, words)
        self._tables = tables
        self.states, self.organisations, self.people = tables.states, tables.organisations, tables.people
        self.terms, self.memberships = tables.terms, tables.memberships
        self.metonyms, self.collectives = tables.metonyms, tables.collectives

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
        return self._sources.rows("places", rows.PLACE_COLUMNS)

    @cached_property
    def index(self) -> NameIndex:
        """All names, of whatever bears one."""
        if self._names is None:
            return names_of(self._tables, self._sources, self.words)
        with undisturbed():
            return NameIndex.of(self._names, self.words.risky)

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
        with undisturbed():
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
    return Gazetteer(folder, own, keep=folder == DATA)
