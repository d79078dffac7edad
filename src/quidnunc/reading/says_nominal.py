"""What adjectives, adverbs and fixed phrases report: "is confident that", "reportedly", "according to"."""

from __future__ import annotations

from collections.abc import Iterator

from quidnunc.reading.says_report import Report
from quidnunc.reading.says_source import Grounds


class NominalReports:
    """Finds the attributions of a text whose cue is neither verb nor noun."""

    def __init__(self, grounds: Grounds) -> None:
        """Keeps what the methods look things up in."""
        self.grounds = grounds
        self.syntax = grounds.syntax
        self.lexicon = grounds.lexicon

    def find(self) -> Iterator[Report]:
        """The attributions whose cue is an adjective, an adverb or a phrase."""
        syntax, lexicon = self.syntax, self.lexicon
        for i, lemma in enumerate(syntax.lemmas):
            pos, report = syntax.pos[i], None
            if pos == "ADJ" and lemma in lexicon.adjectives:
                report = self._adjective(i)
            elif syntax.deps[i] == "amod" and syntax.pos[syntax.heads[i]] == "NOUN":
                report = self._distance(i)
            elif pos == "ADV" and syntax.lowers[i] in lexicon.adverbs:
                report = self._adverb(i)
            elif syntax.lowers[i] in lexicon.phrases:
                report = self._phrase(i)
            if report is not None:
                yield report

    def _adjective(self, i: int) -> Report | None:
        syntax, grounds = self.syntax, self.grounds
        verb = syntax.heads[i]
        if syntax.deps[i] != "acomp":
            return None
        sense = self.lexicon.adjectives[syntax.lemmas[i]][0]
        head = grounds.subject(verb)
        target = next((j for j in syntax.children[i] if j > i and syntax.deps[j] in ("ccomp", "xcomp", "prep")), None)
        if head is None or target is None:
            return None
        cue, content = (grounds.verb_group(verb)[0], i + 1), grounds.trim(*grounds.edges(target))
        if syntax.deps[target] == "prep":
            cue, content = (cue[0], target + 1), (target + 1, content[1])
        if content[1] <= content[0]:
            return None
        return Report(grounds.noun_phrase(head, cue), head, cue, i, [content], sense.kind, sense.stance, "clause")

    def _distance(self, i: int) -> Report | None:
        """An adjective by which the text stands back from what it names: "the alleged attack", "a so-called referendum"."""
        syntax, first = self.syntax, i
        if i > 1 and syntax.words[i - 1] == "-":
            first = i - 2
        stance = self.lexicon.distancing.get("".join(syntax.lowers[first : i + 1]))
        noun = syntax.heads[i]
        if stance is None or noun < i:
            return None
        content = self.grounds.trim(i + 1, max(self.grounds.edges(noun)[1], noun + 1))
        return Report(None, None, (first, i + 1), i, [content], "speech", stance, "object")

    def _adverb(self, i: int) -> Report | None:
        syntax, grounds = self.syntax, self.grounds
        low, high = grounds.bounds(i)
        first, last = grounds.edges(syntax.heads[i])
        first, last = max(first, low), min(last, high)
        content = [r for r in (grounds.trim(first, i), grounds.trim(i + 1, last)) if r[1] > r[0]]
        if not content:
            return None
        return Report(None, None, (i, i + 1), i, content, "speech", self.lexicon.adverbs[syntax.lowers[i]], "clause")

    def _phrase(self, i: int) -> Report | None:
        syntax, grounds = self.syntax, self.grounds
        for words, stance in self.lexicon.phrases[syntax.lowers[i]]:
            last = i + len(words)
            if tuple(syntax.lowers[i:last]) != words:
                continue
            head = syntax.child(last - 1, "pobj")
            if head is None:
                head = next((j for j in syntax.children[i] if j >= last), None)
            if head is None or head < last:
                continue
            source = grounds.noun_phrase(head, (i, last))
            low, high = grounds.bounds(i)
            opened = grounds.after_link(grounds.after_dateline(low), i)
            before, after = grounds.trim(opened, i), grounds.trim(source[1], high)
            content = [r for r in (before, after) if r[1] > r[0]]
            if any(syntax.pos[k] in ("VERB", "AUX") for k in range(*before)):
                content = [before]
            if content:
                return Report(source, head, (i, last), i, content, "speech", stance, "clause")
        return None
