"""Whether an event happened: the status of any predicate."""

from __future__ import annotations

from dataclasses import dataclass

from quidnunc.reading.language import Syntax
from quidnunc.records import Span, Status

_MODALS = frozenset({"may", "might", "could", "would", "can", "should"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """A status, the words that it rests on, and why."""

    status: Status
    spans: tuple[Span, ...] = ()
    reason: str = ""


class StatusFinder:
    """Judges the predicates of one text."""

    def __init__(self, syntax: Syntax) -> None:
        self.syntax = syntax

    def status(self, i: int) -> Verdict:
        """The status of the predicate at a token."""
        syntax = self.syntax
        for j in syntax.children[i]:
            if syntax.deps[j] == "neg" or syntax.lowers[j] == "never":
                return Verdict("negated", (syntax.span(j, j + 1),), "negation")
        for j in syntax.childs(i, "aux"):
            if syntax.lowers[j] in _MODALS:
                return Verdict("possible", (syntax.span(j, j + 1),), "modal")
            if syntax.lowers[j] in ("will", "wo", "'ll"):
                return Verdict("planned", (syntax.span(j, j + 1),), "future")
        if syntax.tags[i] == "VBG" and any(syntax.lowers[j] in ("is", "are") for j in syntax.childs(i, "aux")):
            return Verdict("ongoing", (), "present progressive")
        return Verdict("happened")
