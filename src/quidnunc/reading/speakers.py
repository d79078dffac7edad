"""Who speaks in a quotation: whom "he" and "they" inside it cannot mean."""

from __future__ import annotations

from functools import cached_property

from quidnunc.reading.language import Syntax
from quidnunc.reading.says_lexicon import load_lexicon
from quidnunc.reading.says_quotes import Quote, find_quotes


class Speakers:
    """The speakers of one text's quotations.

    Args:
        syntax: the text's syntax.
    """

    def __init__(self, syntax: Syntax) -> None:
        self.syntax = syntax
        self.verbs = load_lexicon().verbs.keys()

    @cached_property
    def quotes(self) -> list[Quote]:
        """The quotations, in order."""
        return find_quotes(self.syntax)

    def of(self, i: int) -> list[int]:
        """The heads of who speaks the quotation that a token stands in: named in its sentences, else in the one before."""
        quote = next((q for q in self.quotes if q.first <= i < q.last), None)
        if quote is None:
            return []
        sentence_of = self.syntax.sentence_of
        first, last = sentence_of[quote.first], sentence_of[quote.last - 1]
        beside = [min(quote.last, len(self.syntax) - 1)] if self.syntax.words[quote.last - 2] == "," else []
        here = {*range(first, last + 1), *(sentence_of[j] for j in beside)}
        return self._subjects(here) or self._subjects({first - 1})

    def _subjects(self, sentences: set[int]) -> list[int]:
        """The subjects of verbs of saying in these sentences, outside quotations."""
        syntax = self.syntax
        out: list[int] = []
        for number in sentences:
            if not 0 <= number < len(syntax.sentences):
                continue
            for verb in range(*syntax.sentences[number]):
                if syntax.lemmas[verb] in self.verbs and syntax.pos[verb] == "VERB" and not self._quoted(verb):
                    out.extend(j for j in syntax.childs(verb, "nsubj") if not self._quoted(j))
        return out

    def _quoted(self, i: int) -> bool:
        return any(q.first <= i < q.last for q in self.quotes)
