"""Organisations that the gazetteer does not know: what their names tell, and the acronyms that the article gives them."""

from __future__ import annotations

import re

from quidnunc.gazetteer import Gazetteer
from quidnunc.gazetteer.names import pieces
from quidnunc.gazetteer.roles import Role, RoleIndex
from quidnunc.reading.actors import ActorBook
from quidnunc.reading.draft import Found
from quidnunc.reading.language import Syntax
from quidnunc.reading.lexicons import body_words
from quidnunc.reading.persons import Persons

_LAST = re.compile(r"\b(\w+)\b\.?$")
_ACRONYM = re.compile(r"^[A-Z][A-Za-z]{1,9}$")


class Bodies:
    """The local organisations of one article.

    Args:
        syntax: the article's syntax.
        book: makes the actors.
        gazetteer: whose states an organisation's name may hold.
        roles: role nouns, which tell a ministry from a firm.
        persons: the people introduced so far, whose surnames the recogniser may take for organisations.
    """

    def __init__(
        self, syntax: Syntax, book: ActorBook, gazetteer: Gazetteer, roles: RoleIndex, persons: Persons
    ) -> None:
        self.syntax = syntax
        self.book = book
        self.gazetteer = gazetteer
        self.roles = roles
        self.persons = persons
        self.words = body_words()
        self.acronyms: dict[str, tuple[str, ...]] = {}
        self.introduced: list[tuple[list[str], tuple[str, ...]]] = []

    def introduce(self, text: str, actors: tuple[str, ...]) -> None:
        """Keeps an organisation's full name, which later parts of it go back to."""
        self.introduced.append(([word.lower() for word in pieces(text)], actors))

    def part_of(self, first: int, text: str) -> tuple[str, ...]:
        """The organisation named before by a longer name that starts so ("Burisma"), or, with an article, holds it ("the House")."""
        words = [word.lower() for word in pieces(text)]
        definite = first > 0 and self.syntax.lowers[first - 1] == "the"
        for held, actors in reversed(self.introduced):
            starts = range(len(held) - len(words) + 1) if definite else range(1)
            if len(words) < len(held) and any(held[i : i + len(words)] == words for i in starts):
                return actors
        return ()

    def resolve(self, first: int, last: int) -> Found | None:
        """The mention that an organisation's name makes; None for a role noun alone, which its owner will complete."""
        syntax = self.syntax
        text = syntax.slice(first, last)
        short = self.acronyms.get(text) or self.part_of(first, text) or None
        found = Found(first, last, self.syntax.head_in(first, last), "name")
        if short is not None:
            found.actors = short
            return found
        key = self.persons.by_surname(text) if " " not in text else None
        if key is not None:
            found.actors = (key,)
            self.persons.describe(found)
            return found
        match = self.roles.match(syntax.lowers, syntax.lemmas, first)
        if match is not None and first + match[0] == last and key is None:
            return None  # a role noun alone, composed later with its owner
        state = self._state_inside(first, last)
        role = self._role_inside(first, last)
        if (
            role is None
            and state is None
            and last - first == 1
            and not text.isupper()
            and not self._ends(text, self.words.company)
        ):
            found.actors = (self.book.local_organisation(text, None, None),)
        else:
            sector = (
                role.sector
                if role is not None
                else "BUS"
                if self._ends(text, self.words.company)
                else "MED"
                if self._ends(text, self.words.media)
                else None
            )
            found.actors = (self.book.local_organisation(text, state, sector),)
        found.country = state
        self._define_acronym(last, text, found.actors)
        self.introduce(text, found.actors)
        return found

    def _state_inside(self, first: int, last: int) -> str | None:
        words = pieces(self.syntax.slice(first, last))
        lowers = [w.lower() for w in words]
        for at in range(len(words)):
            _, names = self.gazetteer.index.match(words, lowers, at, False)
            for name in names:
                if name.bearer in ("state", "adjective", "capital"):
                    return name.id
        return None

    def _role_inside(self, first: int, last: int) -> Role | None:
        """The role noun that heads an organisation's name ("Ministry" in "Ministry of Health")."""
        best: Role | None = None
        i = first
        while i < last:
            match = self.roles.match(self.syntax.lowers, self.syntax.lemmas, i)
            if match is not None and i + match[0] <= last:
                if best is None or self.syntax.lowers[i - 1] not in ("of", "for"):
                    best = match[1]
                i += match[0]
            else:
                i += 1
        return best

    def _define_acronym(self, last: int, text: str, actors: tuple[str, ...]) -> None:
        """ "… Commission on Religious Freedom (USCIRF)" defines the acronym for the article."""
        words = self.syntax.words
        if last + 2 < len(words) and words[last] == "(" and words[last + 2] == ")" and _ACRONYM.match(words[last + 1]):
            self.acronyms[words[last + 1]] = actors
        initials = "".join(w[0] for w in pieces(text) if w[0].isupper())
        if len(initials) > 2:
            self.acronyms.setdefault(initials, actors)

    @staticmethod
    def _ends(text: str, words: frozenset[str]) -> bool:
        """Whether a name ends in one of some words, an abbreviation's dot aside."""
        last = _LAST.search(text)
        return last is not None and last[1] in words
