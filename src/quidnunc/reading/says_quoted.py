"""What is quoted: from the clause of a cue to the quotations that belong to it."""

from __future__ import annotations

import itertools

from quidnunc.reading.language import Syntax
from quidnunc.reading.says_quotes import Quote
from quidnunc.reading.says_report import Range, Report
from quidnunc.reading.says_source import Grounds

_LINKS = frozenset({",", ":", "—", "–", "-", "--", "―"})
_FRONTED = frozenset({"IN", "VBN", "VBG", "WRB", "TO", "RB"})
_INNER = frozenset({"'", "’", "‘", "”", '"', "''"})
_ENDS = frozenset(".!?…,—")
_STOPS = frozenset({".", "!", "?", "…", "..."})


class Quoted:
    """Finds the quotations that a cue introduces, follows or interrupts."""

    def __init__(self, grounds: Grounds) -> None:
        """Keeps what the methods look things up in."""
        self.grounds = grounds
        self.syntax = grounds.syntax
        self.by_first = {quote.first: quote for quote in grounds.quotes}
        self.by_last = {quote.last - 1: quote for quote in grounds.quotes}

    def find(self, cue: int, clause: Range, addressed: bool) -> list[Range]:
        """The quotations of a cue whose clause (source and verb group) spans ``clause``; empty if there are none."""
        before = self._before(clause[0], clause[1], cue)
        after = self._after(clause[1], cue, addressed)
        if before is not None:
            if after is None:
                after = self.following(clause[1])
            return [before] if after is None else [before, after]
        if after is None:
            return []
        opening = self._opening(clause[0], after[0], cue)
        return [after] if opening is None else [opening, after]

    def _opening(self, left: int, first: int, cue: int) -> Range | None:
        """The start of a sentence that the cue interrupts and a quotation completes: 'A deal, he said, "is near"'."""
        syntax, words = self.syntax, self.syntax.words
        low = self.grounds.bounds(cue)[0]
        if first + 1 >= len(words) or not words[first + 1][:1].islower() or words[first - 1] != ",":
            return None
        if left - low < 2 or words[left - 1] not in _LINKS or syntax.tags[low] in _FRONTED:
            return None
        return self.grounds.trim(low, left)

    def _foreign(self, quote: Quote, cue: int) -> bool:
        return quote.first <= cue < quote.last

    def _before(self, left: int, right: int, cue: int) -> Range | None:
        """A quotation that ends in a comma, question or exclamation mark right before the clause."""
        syntax, words = self.syntax, self.syntax.words
        j = left - 1
        while j > 0 and j >= left - 2 and words[j] in _LINKS:
            j -= 1
        quote = self.by_last.get(j) if j >= 0 else None
        if quote is None or self._foreign(quote, cue) or not self._same_paragraph(j, left):
            return None
        if syntax.tags[cue] == "VBG" and syntax.deps[cue] != "ROOT":
            return None
        linked = j < left - 1 and words[left - 1] != ":"
        inner = self._ending(quote)
        if not linked and inner not in (",", "!", "?", "…", "—", "–", "-") and not self._alone(left, right, cue):
            return None
        if quote.last - quote.first <= 3 and inner != "," and not linked:
            return None
        first = quote.first
        low = syntax.sentences[syntax.sentence_of[first]][0]
        if low < first and words[first - 1] not in (":",) and syntax.sentence_of[first] == syntax.sentence_of[cue]:
            if syntax.tags[low] in _FRONTED and right + 2 < self.grounds.bounds(cue)[1] and words[right] not in _LINKS:
                return None
            first = low
        return first, quote.last

    def _after(self, right: int, cue: int, addressed: bool) -> Range | None:
        """A quotation that a comma, a colon, or nothing but an addressee or adjunct parts from the clause."""
        syntax, words = self.syntax, self.syntax.words
        end = syntax.sentences[syntax.sentence_of[cue]][1]
        k = right
        end = max(end, right)
        while k < len(words) and k <= end and k - right < 16 and k not in self.by_first:
            if words[k] in _STOPS or words[k] == ";" or (syntax.pos[k] in ("VERB", "SCONJ") and k < end):
                return None
            k += 1
        quote = self.by_first.get(k)
        if quote is None or self._foreign(quote, cue):
            return None
        linked = words[k - 1] in (",", ":")
        if words[k - 1] != ":" and not self._same_paragraph(right - 1, k):
            return None
        if k > right and not linked and not (addressed and syntax.pos[k - 1] in ("NOUN", "PROPN", "PRON")):
            return None
        closes = self._closes(quote, end)
        if not linked and not closes:
            return None
        if linked and not closes and quote.closed and syntax.words[k + 1][:1].islower():
            first, last = self.grounds.trim(quote.first, self.grounds.bounds(cue)[1])
            return first, max(last, quote.last)
        return quote.first, quote.last

    def _alone(self, left: int, right: int, cue: int) -> bool:
        """Whether a cue's clause is all of its sentence ("He said.")."""
        low, high = self.syntax.sentences[self.syntax.sentence_of[cue]]
        return low >= left - 1 and right >= high - 1

    def _ending(self, quote: Quote) -> str:
        """The last character of what a quotation encloses, other than marks of inner quotations."""
        words, last = self.syntax.words, quote.last - 2
        while last > quote.first and words[last] in _INNER:
            last -= 1
        return words[last][-1:] if last >= quote.first else ""

    def inverted(self, cue: Range) -> bool:
        """Whether a quotation ends right before a cue, so that what follows the cue can be its subject."""
        return cue[0] - 1 in self.by_last and self._same_paragraph(cue[0] - 1, cue[0])

    def _closes(self, quote: Quote, end: int) -> bool:
        """Whether the quotation reaches to the end of its sentence, or is a statement of its own."""
        words, last = self.syntax.words, quote.last
        inner = self._ending(quote)
        return inner in ",.!?…—" or last >= len(words) or last >= end - 1 or words[last] in _STOPS or words[last] == ","

    def following(self, right: int) -> Range | None:
        """A quotation that opens the next sentence of the same paragraph, and has no cue of its own."""
        words = self.syntax.words
        k, limit = right, min(len(words), right + 30)
        while k < limit and words[k] not in _STOPS:
            k += 1
        if k < limit and words[k] in _STOPS:
            k += 1
        quote = self.by_first.get(k)
        if quote is None or words[k - 1] not in _STOPS or not self._same_paragraph(right, k):
            return None
        last = quote.last
        inner = self._ending(quote)
        if inner not in ".!?…—" and quote.closed and not (last < len(words) and words[last] in _STOPS):
            return None
        return quote.first, last

    def _same_paragraph(self, i: int, j: int) -> bool:
        syntax = self.syntax
        return "\n" not in syntax.text[syntax.ends[min(i, j)] : syntax.starts[max(i, j)]]


def continue_over_paragraphs(grounds: Grounds, reports: list[Report]) -> None:
    """Gives each quotation that fills a paragraph to the attribution whose quotation ends the paragraph before it."""
    syntax, quotes = grounds.syntax, grounds.quotes
    holders = {last - 1: report for report in reports for _, last in report.content}
    for before, quote in itertools.pairwise(quotes):
        if quote.first - before.last > 1 or not _broken(syntax, quote.first) or not _broken(syntax, quote.last):
            continue
        holder = holders.get(before.last - 1) or holders.get(before.last)
        if holder is not None and quote.last - 1 not in holders:
            holder.content.append((quote.first, quote.last))
            holders[quote.last - 1] = holder


def follow_on(grounds: Grounds, reports: list[Report]) -> None:
    """Gives a quotation that is a sentence of its own to the speaker of the sentence before it, where nobody else claims it.

    "The deal is dead, he said. 'It will not come back.'"
    """
    syntax = grounds.syntax
    claimed = {i for report in reports for first, last in report.content for i in range(first, last)}
    last_of: dict[int, Report] = {}
    for report in reports:
        if report.kind == "speech" and report.source is not None and report.pattern in ("clause", "quote"):
            number = syntax.sentence_of[report.cue_head]
            if report.cue_head not in claimed and report.cue_head not in grounds.quote_at:
                last_of[number] = report
    for quote in grounds.quotes:
        first = quote.first
        if first == 0 or first in claimed or syntax.words[first - 1] not in _STOPS or _broken(syntax, first):
            continue
        words = syntax.words
        whole = words[quote.last - 2][-1:] in _ENDS or (quote.last < len(words) and words[quote.last] in _STOPS)
        speaker = last_of.get(syntax.sentence_of[first - 1])
        if speaker is None or not whole or quote.last - first < 5:
            continue
        speaker.content.append((first, quote.last))
        claimed.update(range(first, quote.last))
        last_of.setdefault(syntax.sentence_of[quote.last - 1], speaker)


def _broken(syntax: Syntax, i: int) -> bool:
    """Whether a paragraph begins at token i, or the text ends before it."""
    return i >= len(syntax) or i == 0 or "\n" in syntax.text[syntax.ends[i - 1] : syntax.starts[i]]
