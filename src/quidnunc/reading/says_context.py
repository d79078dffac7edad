"""Where something was said and what the speaker rests on: channel, evidence, and whether the words are quoted."""

from __future__ import annotations

from quidnunc.reading.language import Syntax
from quidnunc.reading.says_lexicon import load_lexicon
from quidnunc.reading.says_report import Report
from quidnunc.reading.says_source import Grounds
from quidnunc.records import Quotation

_ADJUNCTS = frozenset({"prep", "advmod", "npadvmod", "advcl", "agent", "dobj", "dative", "acl", "punct", "cc", "conj"})
_MEDIA = frozenset({"newspaper", "television", "radio"})
_EDGES = frozenset({",", ".", ":", ";", "—", "–", "-"})


def asks_to_be_nameless(syntax: Syntax, verb: int) -> bool:
    """Whether a verb is followed by what the nameless ask ("asked not to be named"), which is neither news nor a statement."""
    rest = tuple(syntax.lowers[verb + 1 : verb + 6])
    return any(rest[: len(phrase)] == phrase for phrase in load_lexicon().nameless)


class Contexts:
    """Reads what stands around a report in its own clause, apart from what anybody says.

    Args:
        grounds: the text.
        contents: the tokens that are anybody's words.
    """

    def __init__(self, grounds: Grounds, contents: set[int]) -> None:
        self.grounds = grounds
        self.syntax = grounds.syntax
        self.contents = contents
        lexicon = grounds.lexicon
        self.channels, self.outlets, self.talking = (
            lexicon.channels,
            lexicon.outlets,
            lexicon.asking | {"speak", "talk"},
        )
        self.evidence, self.resting, self.lacking = lexicon.evidence, lexicon.resting, lexicon.lacking

    def channel(self, one: Report) -> str | None:
        """Where it was said: the first channel that the words of source, cue and adjuncts name."""
        words = self._words(one, self.contents)
        named = next((channel for channel, names in self.channels if any(name in words for name in names)), None)
        return "interview" if (named is None or named in _MEDIA) and self._to_outlet(one) else named

    def _to_outlet(self, one: Report) -> bool:
        """Whether the words are spoken to a newspaper, an agency or a broadcaster ("told Reuters")."""
        told = self.syntax.child(one.cue_head, "dobj", "dative", "prep")
        if told is None or self.syntax.lemmas[one.cue_head] not in self.talking:
            return False
        around = range(*self.grounds.edges(told))
        return any(self.syntax.lowers[i] in self.outlets for i in around if i not in self.contents)

    def evidence_cited(self, one: Report) -> str | None:
        """What the speaker rests on, in the text's words: that there is no evidence, what shows it, or what is cited."""
        words = self._words(one, {i for part in one.content for i in range(*part)})
        lacking = next((phrase for phrase in self.lacking if f" {phrase} " in words), None)
        if lacking is not None:
            return lacking
        if (
            one.source is not None
            and one.source_head is not None
            and self.syntax.lemmas[one.source_head] in self._heads
        ):
            source = f" {' '.join(self.syntax.lowers[i] for i in range(*one.source))} "
            return next((phrase for phrase in self.evidence if f" {phrase} " in source), None)
        for link in self.resting:
            at = words.find(f" {link} ")
            if at >= 0:
                found = next((phrase for phrase in self.evidence if f" {phrase} " in words[at + len(link) :]), None)
                if found is not None:
                    return found
        return None

    def quotation(self, one: Report) -> Quotation:
        """Whether the content is quoted, told in other words, or partly quoted."""
        words, quote_at = self.syntax.words, self.grounds.quote_at
        inside = [
            i in quote_at and quote_at[i] != quote_at.get(one.cue_head)
            for part in one.content
            for i in range(*part)
            if words[i] not in _EDGES
        ]
        if not any(inside):
            return "indirect"
        return "direct" if all(inside) else "mixed"

    @property
    def _heads(self) -> set[str]:
        return {phrase.rsplit(" ", 1)[-1].removesuffix("s") for phrase in self.evidence} | {
            phrase.rsplit(" ", 1)[-1] for phrase in self.evidence
        }

    def _words(self, one: Report, said: set[int]) -> str:
        """Source, cue and adjuncts of the cue's clause, without what is ``said``, in lower case between blanks."""
        syntax, grounds = self.syntax, self.grounds
        taken = {i for part in (one.source, one.cue) if part is not None for i in range(*part)}
        heads = {one.cue_head, *(i for i in range(*one.cue) if syntax.pos[i] in ("VERB", "AUX"))}
        for head in heads:
            for j in syntax.children[head]:
                if syntax.deps[j] in _ADJUNCTS:
                    taken.update(i for i in range(*grounds.edges(j)) if i not in said)
        if one.source_head is not None:
            taken.update(i for i in range(*grounds.edges(one.source_head)) if i not in said)
        first, last = syntax.sentences[syntax.sentence_of[one.cue_head]]
        return f" {' '.join(syntax.lowers[i].rstrip('.') for i in sorted(taken) if first <= i < last)} "
