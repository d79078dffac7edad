"""How well the words around a name speak for a place."""

from __future__ import annotations

from collections.abc import Callable

from quidnunc.reading.language import Syntax
from quidnunc.reading.where_lexicon import WhereLexicon

NONE, WEAK, SURE = 0, 1, 2
_DASHES = frozenset({"—", "–", "--", "-", "_"})
_LEAST_UPPER = 3


class Surroundings:
    """Reads the words around the names of one article.

    Args:
        syntax: the article's words.
        lexicon: how texts speak of places.
        contains: whether a state or division is named at a token.
    """

    def __init__(self, syntax: Syntax, lexicon: WhereLexicon, contains: Callable[[int], bool]) -> None:
        self.syntax = syntax
        self.lexicon = lexicon
        self.contains = contains

    def speak(self, first: int, last: int) -> int:
        """``SURE``, ``WEAK`` or ``NONE`` for the name at tokens ``[first, last)``."""
        if self._contained(last) or self._dateline(first, last) or self._home_of_lawmaker(first):
            return SURE
        before = self._before(first)
        if before == SURE:
            return SURE
        return max(before, self._behind(last), self._taken(first, last))

    def _taken(self, first: int, last: int) -> int:
        """ "shelled Kherson", "Aleppo was hit": what is done to a place."""
        syntax, lexicon = self.syntax, self.lexicon
        for i in range(first, last):
            governor = syntax.heads[i]
            if syntax.deps[i] in ("dobj", "nsubjpass") and not first <= governor < last:
                if syntax.lemmas[governor] in lexicon.taking:
                    return SURE
                return WEAK if syntax.lemmas[governor] in lexicon.striking else NONE
        return NONE

    def _contained(self, last: int) -> bool:
        """ "Alexandria, La.", "Lancaster, Pennsylvania"."""
        lowers = self.syntax.lowers
        return last + 1 < len(lowers) and lowers[last] == "," and self.contains(last + 1)

    def _dateline(self, first: int, last: int) -> bool:
        """ "BOISE — The council …": capitals at the start of a sentence, then a dash."""
        syntax = self.syntax
        if first != syntax.sentences[syntax.sentence_of[first]][0] or last >= len(syntax):
            return False
        name = syntax.slice(first, last)
        return name.isupper() and len(name) >= _LEAST_UPPER and syntax.words[last] in _DASHES

    def _home_of_lawmaker(self, first: int) -> bool:
        """ "D-Fresno"."""
        lowers, parties = self.syntax.lowers, self.lexicon.parties
        if first < 1:
            return False
        joined = lowers[first - 1]
        if joined.endswith("-") and joined[:-1] in parties:
            return True
        return joined == "-" and first > 1 and lowers[first - 2] in parties

    def _before(self, first: int) -> int:
        lowers, lexicon = self.syntax.lowers, self.lexicon
        start = self.syntax.sentences[self.syntax.sentence_of[first]][0]
        i = first - 1
        while i > start and lowers[i] in lexicon.fillers:
            i -= 1
        if i < start:
            return NONE
        if lowers[i] in lexicon.prepositions or lowers[i] in lexicon.announcers:
            return SURE
        if lowers[i] == "of" and i > start and lowers[i - 1] in lexicon.announcers:
            return SURE
        return WEAK if lowers[i] in lexicon.weak_prepositions else NONE

    def _behind(self, last: int) -> int:
        """ "a Fresno apartment", "Tulsa police", "Salem's mayor"."""
        syntax = self.syntax
        if last >= len(syntax):
            return NONE
        if syntax.lowers[last] in self.lexicon.inhabitants:
            return SURE
        if syntax.tags[last] == "POS" or syntax.tags[last] in ("NN", "NNS"):
            return WEAK
        return NONE
