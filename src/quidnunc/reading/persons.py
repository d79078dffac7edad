"""Which person a name means: by full name, by surname once introduced, by high office on the day."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from quidnunc.gazetteer import Gazetteer
from quidnunc.gazetteer.names import Name, pieces
from quidnunc.gazetteer.roles import Role
from quidnunc.gazetteer.store import FAMILY_FIRST
from quidnunc.gazetteer.tables import first_day
from quidnunc.reading.actors import ActorBook
from quidnunc.reading.draft import Found
from quidnunc.reading.lexicons import person_words


class Persons:
    """The people of one article: whom it has introduced, and whom the gazetteer knows by that name.

    Args:
        book: makes the actors.
        gazetteer: who there is, and in office when.
        day: the report's ISO date, or None.
    """

    def __init__(self, book: ActorBook, gazetteer: Gazetteer, day: str | None) -> None:
        self.book = book
        self.gazetteer = gazetteer
        self.day = day
        self.words = person_words()
        self.countries: frozenset[str] = frozenset()
        self.by_last: dict[str, str] = {}
        self.by_part: dict[str, str] = {}

    def introduced(self, word: str) -> str | None:
        """Whom the article introduced by a longer name that holds this single word ("Mohammad bin Salman … Mohammad's")."""
        return self.by_last.get(word) or self.by_part.get(word)

    def named(self, tokens: Sequence[str], text: str, title: Role | None = None) -> str:
        """The actor of a name that a text gives a person, which later surnames go back to; local where nobody knows it.

        Args:
            tokens: the name's tokens in lower case.
            text: the name as written.
            title: the role that stands before it.
        """
        if " " not in text or (len(tokens) == 2 and tokens[0] in self.words.particles):
            key = self.by_surname(text, title)
            if key is not None:
                return key
        known = [n for n in self.gazetteer.index.exact(text) if n.bearer == "person"] or self._inner_name(text)
        if not known:
            actor = self.book.local_person(text, None, None)
            self.remember(text, actor)
            return actor
        name = max(known, key=lambda n: self.prominence(n.id))
        actor = self.book.person(name.id)
        self.remember(name.id, actor)
        self.remember(text, actor)
        return actor

    def _inner_name(self, text: str) -> list[Name]:
        """First and last word of a longer name, as the gazetteer may know the person ("Vladimir Vladimirovich Putin")."""
        words = pieces(text)
        if len(words) < 3:
            return []
        found = self.gazetteer.index.exact(f"{words[0]} {words[-1]}")
        return [n for n in found if n.bearer == "person"]

    def describe(self, found: Found) -> None:
        """Gender and country of a known person."""
        actor = self.book[found.actors[0]]
        entry = self.gazetteer.people.get(actor.name)
        if entry is not None:
            found.gender = entry.gender
            found.country = (entry.country or None) if actor.country else None

    def remember(self, name: str, actor: str) -> None:
        """Keeps a person's surname (and the words before it that belong to it) for later mentions."""
        words = pieces(name)
        if len(words) > 1:
            for word in words[:-1]:
                self.by_part.setdefault(word.lower(), actor)
            self.by_last[words[-1].lower()] = actor
            self.by_last[" ".join(pieces(name.split()[-1])).lower()] = actor  # "D'Souza"
            if words[-2].lower() in self.words.particles | self.words.sons:
                self.by_last[f"{words[-2]} {words[-1]}".lower()] = actor
            entry = self.gazetteer.people.get(name)
            if entry is not None:
                for alias in (*entry.aliases, *self._family_first(entry.name, entry.country)):
                    self.by_last.setdefault(" ".join(pieces(alias)).lower(), actor)
                    self.by_last.setdefault(pieces(alias)[-1].lower() if pieces(alias) else "", actor)
        elif words:
            self.by_last.setdefault(words[0].lower(), actor)

    @staticmethod
    def _family_first(name: str, country: str) -> tuple[str, ...]:
        """The family name where it comes first."""
        return (name.split()[0],) if country in FAMILY_FIRST else ()

    def by_surname(self, text: str, title: Role | None = None) -> str | None:
        """Whom a surname means: one introduced before, else who bears the title, the highest office, or one in a country named."""
        key = " ".join(pieces(text)).lower()
        actor = self.by_last.get(key) or self.by_part.get(key)
        return actor or self._titled(key, title) or self.leader(key) or self._minister(key)

    def _titled(self, surname: str, title: Role | None) -> str | None:
        """The one bearer of a surname who holds an office of the role before it on the day ("Premier Li")."""
        if title is None or not title.offices:
            return None
        return self._one([p for p in self._bearers(surname) if self._holds(p, title.offices[:1])])

    def leader(self, surname: str) -> str | None:
        """The one bearer of a surname who is in the highest office on the day."""
        ranked = [(self.rank(p), p) for p in self._bearers(surname)]
        highest = max((rank for rank, _ in ranked), default=0)
        return self._one([p for rank, p in ranked if rank == highest]) if highest > 0 else None

    def _minister(self, surname: str) -> str | None:
        """The one bearer of a surname who is a minister, on the day, of a country that the article speaks of."""
        return self._one(
            [
                p
                for p in self._bearers(surname)
                if self._holds(p, self.words.ministers) and self._home(p) in self.countries
            ]
        )

    def better(self, person: str, title: Role | None) -> str | None:
        """Who of the same surname is meant rather than somebody in no high office on the day ("Assad" in 1995)."""
        entry = self.gazetteer.people[person]
        surname = " ".join(pieces(entry.name.split()[0] if entry.country in FAMILY_FIRST else entry.name.split()[-1]))
        words = surname.lower().removeprefix("al ").removeprefix("el ")
        titled = self._titled(words, title)
        if titled is not None or self.rank(person) > 0 or self.gazetteer.offices_of(person, self.day):
            return titled
        return self.leader(words)

    def _bearers(self, surname: str) -> list[str]:
        return self.gazetteer.surnames.get(surname, [])

    def _holds(self, person: str, offices: Collection[str]) -> bool:
        return any(term.office in offices for term in self.gazetteer.offices_of(person, self.day or "9999"))

    def _home(self, person: str) -> str:
        return self.gazetteer.people[person].country

    def _one(self, people: list[str]) -> str | None:
        """The actor of a person who is the only one."""
        return self.book.person(people[0]) if len(people) == 1 else None

    def rank(self, person: str) -> int:
        """How high the office is that a person holds on the day; 0 for none so high that the surname alone would do."""
        terms = self.gazetteer.offices_of(person, self.day or "9999")
        if any(term.title in self.words.paramount for term in terms):
            return 3
        heads = [term.of for term in terms if term.office in ("head_of_state", "head_of_government")]
        return max((2 if self._sovereign(state) else 1 for state in heads), default=0)

    def _sovereign(self, state: str) -> bool:
        """Whether a body is a state rather than a dependency."""
        entry = self.gazetteer.states.get(state)
        return entry is not None and entry.status != "territory"

    def prominence(self, person: str) -> tuple[bool, bool, str]:
        """In office on the day before others, high office before low, late before early."""
        terms = self.gazetteer.offices_of(person, self.day)
        last = max((first_day(t.start) for t in self.gazetteer.terms_by_person.get(person, ())), default="")
        return bool(terms), any(t.office in ("head_of_state", "head_of_government") for t in terms), last
