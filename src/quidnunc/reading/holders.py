"""Who an office phrase without a name stands for: "the Russian president", "the president", "his Chinese counterpart"."""

from __future__ import annotations

from quidnunc.gazetteer import Gazetteer
from quidnunc.gazetteer.roles import Role
from quidnunc.reading.actors import ActorBook
from quidnunc.reading.coreference import Memory
from quidnunc.reading.descriptions import Descriptions
from quidnunc.reading.draft import Draft, Found
from quidnunc.reading.offices import Offices
from quidnunc.reading.owners import Owners


class Holders:
    """Resolves the office phrases of one article.

    Args:
        draft: the article's draft.
        book: makes the actors.
        gazetteer: who is in office.
        memory: what the article has spoken of.
        owners: whose an office is.
        descriptions: whom the article has given titles.
    """

    def __init__(
        self,
        draft: Draft,
        book: ActorBook,
        gazetteer: Gazetteer,
        memory: Memory,
        owners: Owners,
        descriptions: Descriptions,
    ) -> None:
        self.syntax = draft.syntax
        self.book = book
        self.gazetteer = gazetteer
        self.day = draft.article.published
        self.memory = memory
        self.owners = owners
        self.descriptions = descriptions
        self.offices = Offices(gazetteer, draft.article.published)

    def office(self, found: Found, state: str | None, body: str | None, pointed: bool, words: str) -> Found:
        """ "the Russian president", "its foreign minister", "the president"."""
        role = found.role
        assert role is not None
        lemma = self.syntax.lemmas[found.head]
        if not pointed:
            described = self.descriptions.of(words, lemma)
            if described:
                found.actors = (described[-1],)
                self._gendered(found)
                return found
            person = self._person_in_office(role, words)
            if person is not None:
                found.actors = (person,)
                self._gendered(found)
                return found
            state = self.owners.unnamed(found.head, role)
        elif state and not found.former:
            for key in reversed(self.descriptions.of(words, lemma)):
                if self.book[key].country == self.book.iso3(state):
                    found.actors = (key,)
                    self._gendered(found)
                    return found
        owner = state or (body.removeprefix("org:") if body else None)
        holder = None
        if owner and not found.former:
            holder = self.offices.holder(owner, role, self.syntax.slice(found.first, found.last))
        if holder is not None:
            found.actors = (self.book.person(holder),)
            self._gendered(found)
        else:
            surface = ("former " if found.former else "") + self.syntax.slice(found.first, found.last)
            sector = self.book[body].sector if body else role.sector
            found.actors = (
                self.book.composed(state, sector or role.sector, surface, kind="person", body=None if state else body),
            )
        found.country = state
        return found

    def _person_in_office(self, role: Role, words: str) -> str | None:
        """The last named person who holds such an office on the day."""
        for seen in reversed(self.memory.seen):
            if seen.found.form != "name" or not seen.found.actors:
                continue
            actor = self.book[seen.found.actors[0]]
            terms = self.gazetteer.offices_of(actor.name, self.day) if actor.kind == "person" else []
            if any(words in t.title.lower() for t in terms) or (
                words not in ("president", "leader", "head", "chief") and any(t.office in role.offices for t in terms)
            ):
                return actor.id
        return None

    def _gendered(self, found: Found) -> None:
        entry = self.gazetteer.people.get(self.book[found.actors[0]].name)
        if entry is not None:
            found.gender = entry.gender
            found.country = entry.country or None

    def counterpart(self, found: Found, state: str | None) -> Found | None:
        """ "his Chinese counterpart": who is in one state what a person named before is in another."""
        if state is None:
            return None
        for seen in reversed(self.memory.seen):
            if not seen.found.actors or self.book[seen.found.actors[0]].kind != "person":
                continue
            actor = self.book[seen.found.actors[0]]
            other = self.offices.counterpart(actor.name, state)
            if other is not None:
                found.actors = (self.book.person(other),)
                self._gendered(found)
                return found
            if seen.found.role is not None and actor.country != self.book.iso3(state):
                words = next(
                    (w for w, keys in self.descriptions.by_words.items() if actor.id in keys and " " in w), None
                )
                found.actors = (
                    self.book.composed(state, seen.found.role.sector, words or "counterpart", kind="person"),
                )
                found.country = state
                return found
        found.actors = (self.book.composed(state, "GOV", "counterpart", kind="person"),)
        found.country = state
        return found

    def several(self, found: Found, role: Role) -> bool:
        """ "the presidents of Russia and Turkey": one holder for each owner named."""
        states = self.owners.all_states(found.first, found.last, found.head)
        holders = [self.offices.holder(s, role, self.syntax.lemmas[found.head]) for s in states]
        actors = tuple(self.book.person(name) for name in holders if name is not None)
        if len(actors) < 2:
            return False
        found.actors = actors
        return True
