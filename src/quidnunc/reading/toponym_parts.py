"""Toponyms within the names of bodies: "Dayton Municipal Court", "University of Tulsa", "American Legion"."""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import NamedTuple

from quidnunc.gazetteer.places import Sense
from quidnunc.reading.toponym_context import NONE, SURE, WEAK
from quidnunc.reading.toponym_lookup import Lookup, prominent, wide

_LINKS = frozenset({"of", "in", "at", "for", "from"})
_LONGEST = 4
_KNOWN = 30_000
_FAMOUS = 500_000


class Part(NamedTuple):
    """A toponym within a name: its tokens, what it may mean, and the state where it is a state's name or a demonym."""

    first: int
    last: int
    key: str
    senses: tuple[Sense, ...]
    state: str | None
    demonym: bool


class Parts:
    """Looks into the names of one article.

    Args:
        lookup: looks up its words.
        known: the keys of the toponyms that the article holds elsewhere.
    """

    def __init__(self, lookup: Lookup, known: Set[str]) -> None:
        self.lookup = lookup
        self.syntax = lookup.syntax
        self.lexicon = lookup.lexicon
        self.known = known

    def find(self, first: int, last: int) -> Iterator[Part]:
        """The toponyms within tokens ``[first, last)``, which together name something else."""
        i = first
        while i < last:
            parts = (self._place(first, i, last), self._state(i, last))
            part = max((p for p in parts if p is not None), key=lambda p: p.last, default=None)
            if part is None:
                i += 1
                continue
            yield part
            i = part.last

    def _demonym(self, first: int, end: int) -> Part | None:
        """A word for the people or things of a place ("European")."""
        senses = self.lookup.places.demonyms(self.syntax.slice(first, end))
        return Part(first, end, "", senses, None, demonym=True) if senses else None

    def _state(self, first: int, last: int) -> Part | None:
        """A state's name, or a demonym."""
        if not self.syntax.words[first][0].isupper():
            return None
        for end in range(min(last, first + _LONGEST), first, -1):
            other = self._demonym(first, end)
            if other is not None:
                return other
            for name in self.lookup.gazetteer.index.exact(self.syntax.slice(first, end)):
                if name.bearer in ("state", "adjective") and self._is_spelled(first, end, name.words):
                    if name.bearer == "adjective":
                        return Part(first, end, "", (), name.id, demonym=True)
                    key, senses = self.lookup.exact(first, end)
                    return Part(first, end, key, self.lookup.with_state(name.id, senses), name.id, demonym=False)
        return None

    def _is_spelled(self, first: int, end: int, words: tuple[str, ...]) -> bool:
        """Whether capitals agree ("US", not "us")."""
        text = self.syntax.slice(first, end)
        return not (len(words) == 1 and words[0].isupper()) or text.replace(".", "").isupper()

    def _place(self, start: int, first: int, last: int) -> Part | None:
        syntax, lexicon = self.syntax, self.lexicon
        if not syntax.words[first][0].isupper() or syntax.lowers[first].rstrip(".") in lexicon.not_names:
            return None
        opens = all(syntax.lowers[i] in lexicon.fillers for i in range(start, first))
        linked = self._is_linked(start, first)
        for end in range(min(last, first + _LONGEST), first, -1):
            if end - first == last - start:
                continue
            key, senses = self.lookup.exact(first, end)
            closes = end == last and self._is_common(first - 1)
            if senses and (opens or linked or closes) and self._speaks(end, last, opens, linked, key, senses):
                return Part(first, end, key, senses, None, demonym=False)
        return None

    def _is_common(self, i: int) -> bool:
        """Whether a word is no given name: a common noun, or an acronym ("Energy Board Wales", not "Grace Washington")."""
        lower = self.syntax.lowers[i]
        return lower in self.lexicon.words or lower in self.lookup.plain or self.syntax.words[i].isupper()

    def _is_linked(self, start: int, first: int) -> bool:
        """Whether "of" or the like stands before, and nothing that makes it a title ("Duke of York")."""
        i = first - 1
        while i > start and self.syntax.lowers[i] in self.lexicon.fillers:
            i -= 1
        return i > start and self.syntax.lowers[i] in _LINKS and self.syntax.lowers[i - 1] not in self.lexicon.leaders

    def _speaks(self, end: int, last: int, opens: bool, linked: bool, key: str, senses: tuple[Sense, ...]) -> bool:
        """Whether the rest of the name lets the part be a place's."""
        behind = self.syntax.lowers[end] if end < last else ""
        if behind in self.lexicon.others:
            return False
        spoken = NONE
        if opens and behind in self.lexicon.civic:
            spoken = SURE
        elif (opens and behind in self.lexicon.institutions) or (
            linked and (not behind or behind in self.lexicon.civic)
        ):
            spoken = WEAK
        if spoken == SURE:
            return any(s.rank == 0 for s in senses)
        if key in self.known:
            return True
        if spoken == WEAK:
            return prominent(senses, _KNOWN)
        return wide(senses) and prominent(senses, _FAMOUS)
