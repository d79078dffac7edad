"""Which places some words of an article may name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from quidnunc.gazetteer import Gazetteer
from quidnunc.gazetteer.places import PlaceIndex, Sense, is_abbreviation, key_of
from quidnunc.reading.draft import Found
from quidnunc.reading.language import Syntax
from quidnunc.reading.where_lexicon import WhereLexicon

_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_LONGEST_ABBREVIATION = 7


@dataclass(slots=True)
class Toponym:
    """Words that name a place: tokens ``[first, last)``, the places that they may name, and the mention that they belong to.

    ``state`` is the state that the name pass saw in them; ``kind`` the noun beside the name ("province"), if any; an
    ``abbreviation`` stands for a division behind a town ("Alexandria, La.").
    """

    first: int
    last: int
    key: str
    senses: tuple[Sense, ...]
    found: Found
    state: str | None = None
    kind: str = ""
    abbreviation: bool = False


class Lookup:
    """Looks up the words of one article.

    Args:
        syntax: the article's words.
        gazetteer: who there is.
        places: where there is.
        lexicon: how texts speak of places.
    """

    def __init__(self, syntax: Syntax, gazetteer: Gazetteer, places: PlaceIndex, lexicon: WhereLexicon) -> None:
        self.syntax = syntax
        self.gazetteer = gazetteer
        self.places = places
        self.lexicon = lexicon

    @cached_property
    def plain(self) -> frozenset[str]:
        """Words that the article also writes in lower case: as names of towns they need something that says so."""
        return frozenset(word for word in self.syntax.words if word.islower())

    def exact(self, first: int, last: int) -> tuple[str, tuple[Sense, ...]]:
        """The places of just these words."""
        short = self.abbreviated(first, last)
        if short:
            return "~" + self.syntax.slice(first, last).replace(".", ""), short
        key = key_of(self.syntax.slice(first, last))
        senses = self.places.senses(key) if key else ()
        if last - first == 1 and key in self.lexicon.words:
            senses = tuple(s for s in senses if not s.place.feature.startswith(("PPL", "ADM")))
        return key, senses

    def senses(self, first: int, last: int) -> tuple[str, tuple[Sense, ...]]:
        """The places of a name, with and without the words around it that do not belong to it."""
        lowers, lexicon = self.syntax.lowers, self.lexicon
        key, senses = self.exact(first, last)
        if senses:
            return key, senses
        if last - first > 1 and lowers[last - 1] in _POSSESSIVE:
            last -= 1
        start = first
        while start < last - 1 and lowers[start] in lexicon.fillers:
            start += 1
        if start > first:
            key, senses = self.exact(start, last)
            if senses:
                return key, senses
        if last - start > 1 and (lowers[last - 1] in lexicon.divisions or lowers[last - 1] in lexicon.towns):
            noun = lowers[last - 1]
            bare, named = self.exact(start, last - 1)
            if noun in lexicon.towns:
                return bare, tuple(s for s in named if s.place.feature.startswith("PPL"))
            if noun not in ("county", "parish"):
                return bare, self.of_kind(bare, noun, named)
        return key, ()

    def abbreviated(self, first: int, last: int) -> tuple[Sense, ...]:
        """The states and divisions that an abbreviation stands for ("Ala.", "W. Va.")."""
        text = self.syntax.slice(first, last)
        if len(text) > _LONGEST_ABBREVIATION or not text[0].isupper():
            return ()
        if text.lower().rstrip(".") in self.lexicon.not_names:
            return ()  # "Jane Roe, M.D."
        if (
            last < len(self.syntax)
            and self.syntax.words[last] == "."
            and self.syntax.starts[last] == self.syntax.ends[last - 1]
        ):
            text += "."
        return self.places.abbreviated(text) if is_abbreviation(text) else ()

    def division(self, i: int) -> tuple[Sense, ...]:
        """The first-level divisions of just the name at a token."""
        if not self.syntax.words[i][0].isupper():
            return ()
        return tuple(s for s in self.places.senses(self.syntax.lowers[i]) if s.place.feature == "ADM1" and s.rank == 0)

    def of_kind(self, key: str, kind: str, senses: tuple[Sense, ...]) -> tuple[Sense, ...]:
        """What "Aleppo province" may name: divisions called so under any of the usual nouns, then the town."""
        if not kind:
            return senses
        divisions = tuple(s for s in self.places.senses(f"{key} {kind}") if s.place.feature.startswith("ADM"))
        divisions = divisions or tuple(s for s in senses if s.place.feature.startswith("ADM"))
        if not divisions:
            divisions = tuple(
                sense
                for noun in sorted(self.lexicon.divisions)
                for sense in self.places.senses(f"{key} {noun}")
                if sense.place.feature.startswith("ADM")
            )
        return divisions or senses

    def with_state(self, state: str, senses: tuple[Sense, ...]) -> tuple[Sense, ...]:
        """The senses without states other than the one that the name pass saw, that one included."""
        kept = tuple(s for s in senses if not s.place.feature.startswith("PCL") or s.place.country == state)
        if any(s.place.country == state for s in kept):
            return kept
        entry = self.gazetteer.states[state]
        place = self.places.get(entry.geonames or f"local:{state}")
        return kept if place is None else (Sense(place, 0), *kept)

    def head(self, first: int, last: int) -> int:
        """The token that governs the others of a name."""
        heads = self.syntax.heads
        for i in range(last - 1, first - 1, -1):
            if not first <= heads[i] < last or heads[i] == i:
                return i
        return last - 1


_WELL_KNOWN = 200_000


def prominent(senses: tuple[Sense, ...], people: int) -> bool:
    """Whether a name is that of a place of so many people, or of one that is no town; other names than its own need a big town."""
    return any(
        s.place.population >= (people if s.rank == 0 else max(people, _WELL_KNOWN))
        or (s.rank == 0 and not s.place.feature.startswith(("PPL", "ADM2")))
        for s in senses
    )


def wide(senses: tuple[Sense, ...]) -> bool:
    """Whether a name may be a state's or a first-level division's."""
    return any(s.place.feature.startswith(("PCL", "ADM1")) for s in senses)
