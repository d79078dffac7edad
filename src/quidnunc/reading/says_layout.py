"""Who speaks by the layout: headlines and transcripts that put a name and a colon before the words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quidnunc.reading.says_report import Range, Report
from quidnunc.reading.says_source import Grounds

_LABEL = re.compile(r"^[ \t>*•\-–—]*([A-Z][^\n:.!?\"“”;,]{1,40}(?:\([^\n)]{1,20}\))?):[ \t]+(?=\S)", re.MULTILINE)
_BREAK = re.compile(r"\n+")
_MOST_NAME_WORDS = 5


class LayoutReports:
    """Finds the lines that open with a speaker's name."""

    def __init__(self, grounds: Grounds) -> None:
        """Keeps what the methods look things up in."""
        self.grounds = grounds
        self.syntax = grounds.syntax

    def find(self) -> Iterator[Report]:
        """The attributions of a headline ("Minister: Talks will go on") and of a transcript's turns."""
        syntax = self.syntax
        labels = list(_LABEL.finditer(syntax.text))
        if not labels:
            return
        ends = [m.start() for m in _BREAK.finditer(syntax.text)] + [len(syntax.text)]
        turns = self._turns([m.group(1) for m in labels])
        for number, label in enumerate(labels):
            name = syntax.tokens_in(*label.span(1))
            colon = syntax.token_at(label.end(1))
            if not len(name) or colon is None or syntax.words[colon] != ":" or len(name) > _MOST_NAME_WORDS:
                continue
            spoken = label.group(1) in turns
            if not spoken and (label.start() > 0 or not self._is_name(name[0], name[-1] + 1)):
                continue
            limit = labels[number + 1].start() if number + 1 < len(labels) else len(syntax.text)
            content = self._paragraphs(label.end(), limit, ends, spoken and number + 1 < len(labels))
            if content:
                source = (name[0], name[-1] + 1)
                yield Report(source, name[-1], (colon, colon + 1), colon, content, "speech", "asserts", "quote")

    def _turns(self, names: list[str]) -> set[str]:
        """The labels of a transcript: in capitals, or names of which one comes back and several take turns."""
        capitals = {name for name in names if name.upper() == name and sum(c.isalpha() for c in name) > 1}
        repeated = {name for name in names if names.count(name) > 1 and len(name.split()) <= 3 and len(name) > 1}
        return capitals | (repeated if len(repeated) > 1 else set())

    def _is_name(self, first: int, last: int) -> bool:
        syntax = self.syntax
        return syntax.tags[last - 1] in ("NNP", "NNPS", "NN", "NNS") and all(
            syntax.tags[i] in ("NNP", "NNPS", "NN", "NNS", "JJ", "POS", "CC", "DT", "HYPH") for i in range(first, last)
        )

    def _paragraphs(self, start: int, limit: int, ends: list[int], several: bool) -> list[Range]:
        """The rest of the line and, between two turns, the paragraphs up to the next label."""
        out: list[Range] = []
        for end in ends:
            if end <= start:
                continue
            inside = self.syntax.tokens_in(start, min(end, limit))
            if len(inside):
                out.append(self.grounds.trim(inside[0], inside[-1] + 1))
            start = end
            if not several or end >= limit:
                break
        return [part for part in out if part[1] > part[0]]
