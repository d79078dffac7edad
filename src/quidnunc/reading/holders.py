"""Who an office phrase without a name stands for: "the Russian president", "the president", "his Chinese counterpart"."""

from __future__ import annotations

from quidnunc.gazetteer import Gazetteer
from quidnunc.gazetteer.roles import Role
from quidnunc.reading.actors import ActorBook
from quidnunc.reading.coreference import Memory
from quidnunc.reading.descriptions import Descriptions
from quidnunc.reading.draft import Draft, Found
from quidnunc.reading.offices import Offices
from quidnunc.reading.owners import Owner, Owners

_GENERIC = frozenset({"a", "an", "no", "any", "every", "each", "another", "some", "which", "whichever"})


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
        self.draft = draft
        self.syntax = draft.syntax
        self.book = book
        self.gazetteer = gazetteer
        self.day = draft.article.published
        self.memory = memory
        self.owners = owners
        self.descriptions = descriptions
        self.offices = Offices(gazetteer, draft.article.published)

    def office(self, found: Found, owner: Owner, words: str) -> Found:
        """ "the Russian president", "its foreign minister", "the president", "the former president"."""
        role = found.role
        assert role is not None
        state = owner.state if owner.pointed else None
        generic = self._is_generic(found.head)
        known = None if generic else self._known(found, owner, words)
        if known is not None:
            found.actors = (known,)
            self._gendered(found)
            return found
        if not owner.pointed:
            state = self.owners.unnamed(found.head, role)
        holder = None if found.former or generic else self._holder(found, state, owner.body)
        if holder is not None:
            found.actors = (self.book.person(holder),)
            self._gendered(found)
        else:
            body = owner.body
            surface = ("former " if found.former else "") + self.syntax.slice(found.first, found.last)
            sector = self.book[body].sector if body else role.sector
            found.actors = (
                self.book.composed(state, sector or role.sector, surface, kind="person", body=None if state else body),
            )
        found.country = state
        return found

    def _is_generic(self, head: int) -> bool:
        """Whether no one holder is meant ("no US president", "every prime minister")."""
        determiner = self.syntax.child(head, "det")
        return determiner is not None and self.syntax.lowers[determiner] in _GENERIC

    def _known(self, found: Found, owner: Owner, words: str) -> str | None:
        """Somebody spoken of before whom the phrase describes again."""
        role = found.role
        assert role is not None
        if found.former:
            return self._former(found, owner, words)
        described = self.descriptions.of(words, self.syntax.lemmas[found.head])
        if not owner.pointed:
            return described[-1] if described else self._person_in_office(role, words)
        code = self.book.iso3(owner.state)
        return next((key for key in reversed(described) if code and self.book[key].country == code), None)

    def _holder(self, found: Found, state: str | None, body: str | None) -> str | None:
        """Who holds the office in a state or body on the day, by the fullest title that the words make ("junta leader")."""
        assert found.role is not None
        owner = state or (body.removeprefix("org:") if body else None)
        if owner is None:
            return None
        for first in (found.first - 2, found.first - 1):
            if first >= 0 and self.syntax.heads[first] == found.head:
                titled = self.offices.titled(self.syntax.slice(first, found.last), owner)
                if titled is not None:
                    return titled
        return self.offices.holder(owner, found.role, self.syntax.slice(found.first, found.last))

    def titled(self, found: Found, owner: Owner, words: str) -> str | None:
        """The person who bears just this title: "Kremlin spokesman", "UN special envoy for Syria", "US ambassador to the UN"."""
        key = owner.state or (owner.body.removeprefix("org:") if owner.body else None)
        if key is None:
            return None
        about = self._about(found.head)
        if about:
            return self.offices.sent(key, self.syntax.lemmas[found.head], about)
        named = owner.found
        of = f"{self.syntax.slice(named.first, named.last)} {words}" if named is not None else words
        return self.offices.titled(words, key) or self.offices.titled(of, key)

    def _about(self, head: int) -> frozenset[str]:
        """To or for whom an envoy is sent, as written and by name."""
        syntax = self.syntax
        out: set[str] = set()
        for j in syntax.childs(head, "prep"):
            target = syntax.child(j, "pobj") if syntax.lowers[j] in ("to", "for") else None
            if target is not None:
                found = self.draft.covering.get(target)
                out.add(syntax.lowers[target])
                out.update(self.book[key].name.lower() for key in (found.actors if found is not None else ()))
        return frozenset(out)

    def _former(self, found: Found, owner: Owner, words: str) -> str | None:
        """The last named person who held such an office before the day and holds it no more, or was so described."""
        role = found.role
        assert role is not None
        described = {title.actor for title in self.draft.titles if title.former and self._alike(title.role, role)}
        code = self.book.iso3(owner.state)
        for seen in reversed(self.memory.seen):
            if seen.found.form != "name" or not seen.found.actors:
                continue
            actor = self.book[seen.found.actors[0]]
            if actor.kind != "person" or (code and actor.country not in (code, None)):
                continue
            if actor.id in described or self.offices.held(actor.name, role, words):
                return actor.id
        return None

    @staticmethod
    def _alike(one: Role, other: Role) -> bool:
        """Whether two roles may be one office ("president", "leader")."""
        return one == other or not set(one.offices).isdisjoint(other.offices)

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
