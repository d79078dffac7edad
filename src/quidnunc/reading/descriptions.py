"""What titles and appositions tell of named actors: office, country, sector ("Kenyan police spokesman Peter Wanjala")."""

from __future__ import annotations

from quidnunc.gazetteer import Gazetteer
from quidnunc.gazetteer.roles import Role, RoleIndex
from quidnunc.reading.actors import ActorBook
from quidnunc.reading.coreference import MODIFIER
from quidnunc.reading.draft import Draft, Found, Title
from quidnunc.reading.owners import Owners

_SERVED = frozenset({"MIL", "COP", "SPY", "REB", "JUD", "LEG", "NGO", "BUS", "OPP", "PTY", "REL"})


class Descriptions:
    """The descriptions of named actors in one article, in text order.

    Args:
        draft: the article's draft; titles are added to ``draft.titles``.
        book: its actors, whom descriptions complete.
        gazetteer: who bears a common name.
        roles: role nouns.
        owners: finds whose a role is.
    """

    def __init__(self, draft: Draft, book: ActorBook, gazetteer: Gazetteer, roles: RoleIndex, owners: Owners) -> None:
        self.draft = draft
        self.syntax = draft.syntax
        self.book = book
        self.gazetteer = gazetteer
        self.roles = roles
        self.owners = owners
        self.by_words: dict[str, list[str]] = {}

    def of(self, *words: str) -> list[str]:
        """The actors described in the first of these words that described any."""
        return next((self.by_words[w] for w in words if w in self.by_words), [])

    def add(self, person: Found, first: int, last: int, head: int, role: Role, former: bool) -> None:
        """What a title or apposition tells of a named actor."""
        state, body, pointed, _ = self.owners.of(first, head + 1, head, person)
        words = self.syntax.slice(first, head + 1).lower()
        for key in self._whom(person, state):
            self.by_words.setdefault(self.syntax.lemmas[head], []).append(key)
            self.by_words.setdefault(words, []).append(key)
            self.draft.titles.append(Title(key, person, first, max(last, head + 1), role, state, body, former))
            if not key.startswith("local:"):
                continue
            sector: str | None = self.sector_of_body(first, head) or role.sector
            if body is not None and self.book[body].sector:
                sector = self.book[body].sector or role.sector
                country = self.book.state_of(body)
            else:
                country = state
            if not pointed:
                country = self.owners.unnamed(head, role)
            if role.owned and country is None and body is None and sector == role.sector:
                sector = None  # the director of a film, the chairman of a club: in nobody's service that we know
            self.book.describe(key, country=country, sector=sector)
            person.country = person.country or country
        person.role = person.role or role
        person.former = former

    def _whom(self, person: Found, state: str | None) -> tuple[str, ...]:
        """The described actors; where a common name's bearer is of another state, a namesake takes the place everywhere."""
        for key in person.actors:
            name = self.book[key].name
            entry = self.gazetteer.people.get(name)
            if entry is None or state is None or not name.endswith(")") or entry.country in ("", state):
                continue
            if any(term.of == state for term in self.gazetteer.terms_by_person.get(name, ())):
                continue
            namesake = self.book.local_person(self.syntax.slice(person.first, person.last), None, None)
            for found in self.draft.found:
                found.actors = tuple(namesake if actor == key else actor for actor in found.actors)
        return person.actors

    def sector_of_body(self, first: int, head: int) -> str | None:
        """The sector of the body that a person speaks or acts for ("army spokesman", "a spokesman for the border guard")."""
        syntax = self.syntax
        if syntax.lemmas[head] not in self.roles.table.servants:
            return None
        near = [j for j in (first - 1, first - 2) if j >= 0 and syntax.deps[j] in MODIFIER]
        near += [
            k
            for j in syntax.childs(head, "prep")
            if syntax.lowers[j] in ("of", "for")
            for k in syntax.childs(j, "pobj")
        ]
        for j in near:
            for start in (j, j - 1):
                match = self.roles.match(syntax.lowers, syntax.lemmas, start) if start >= 0 else None
                if syntax.lemmas[start] == "deputy":
                    continue  # a deputy minister's rank is no parliament
                if match is not None and start + match[0] - 1 == j and match[1].sector in _SERVED:
                    return match[1].sector
        return None
