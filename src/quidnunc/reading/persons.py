"""Which person a name means: by full name, by surname once introduced, by high office on the day."""

from __future__ import annotations

from collections.abc import Sequence

from quidnunc.gazetteer import Gazetteer
from quidnunc.gazetteer.names import Name, pieces
from quidnunc.gazetteer.store import FAMILY_FIRST
from quidnunc.gazetteer.tables import first_day
from quidnunc.reading.actors import ActorBook
from quidnunc.reading.draft import Found

_PARAMOUNT = frozenset({"Supreme Leader", "General Secretary of the Communist Party", "General Secretary"})
_PARTICLES = frozenset({"al", "el", "bin", "von", "de", "van"})


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
        self.by_last: dict[str, str] = {}
        self.by_part: dict[str, str] = {}

    def introduced(self, word: str) -> str | None:
        """Whom the article introduced by a longer name that holds this single word ("Mohammad bin Salman … Mohammad's")."""
        return self.by_last.get(word) or self.by_part.get(word)

    def named(self, tokens: Sequence[str], text: str) -> str:
        """The actor of a name that a text gives a person, which later surnames go back to; local where nobody knows it."""
        if len(tokens) == 1 or (len(tokens) == 2 and tokens[0] in _PARTICLES):
            key = self.by_surname(text)
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
            if words[-2].lower() in _PARTICLES | {"ben", "abu"}:
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

    def by_surname(self, text: str) -> str | None:
        """Whom a surname alone means: one introduced before, else the one bearer in the highest office."""
        key = " ".join(pieces(text)).lower()
        actor = self.by_last.get(key) or self.by_part.get(key)
        if actor is not None:
            return actor
        ranked = [(self.rank(p), p) for p in self.gazetteer.surnames.get(key, ())]
        highest = max((rank for rank, _ in ranked), default=0)
        bearers = [p for rank, p in ranked if rank == highest]
        if highest > 0 and len(bearers) == 1:
            return self.book.person(bearers[0])
        return None

    def rank(self, person: str) -> int:
        """How high the office is that a person holds on the day; 0 for none so high that the surname alone would do."""
        terms = self.gazetteer.offices_of(person, self.day or "9999")
        if any(t.title in _PARAMOUNT for t in terms):
            return 2
        return int(any(t.office in ("head_of_state", "head_of_government") for t in terms))

    def prominence(self, person: str) -> tuple[bool, bool, str]:
        """In office on the day before others, high office before low, late before early."""
        terms = self.gazetteer.offices_of(person, self.day)
        last = max((first_day(t.start) for t in self.gazetteer.terms_by_person.get(person, ())), default="")
        return bool(terms), any(t.office in ("head_of_state", "head_of_government") for t in terms), last
