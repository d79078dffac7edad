"""What a text takes for granted, whatever stands above it: events that are known already, and the first or last to do a thing.

"Recent attacks may delay the vote" leaves the attacks alone, "an attack may delay the vote" does not (compare Karttunen 1976 on
discourse referents, Heim 1982 on definites).
"""

from __future__ import annotations

import re

from quidnunc.reading.attitudes import Attitudes
from quidnunc.reading.language import Syntax

_ORDINAL = re.compile(r"\d+(st|nd|rd|th)")
_PLURAL = frozenset({"NNS", "NNPS"})
_PAST = frozenset({"VBD", "VBN"})


class Givens:
    """Tells what is given from what is new, in one text."""

    def __init__(self, syntax: Syntax, attitudes: Attitudes) -> None:
        """Takes a text's syntax and the lexicon."""
        self.syntax = syntax
        self.attitudes = attitudes

    def is_definite(self, i: int) -> bool:
        """Whether a noun is known already by its form: a name, an owner, "the", "such" before a plural."""
        syntax = self.syntax
        return syntax.pos[i] == "PROPN" or any(
            syntax.deps[j] == "poss"
            or (syntax.deps[j] in ("det", "predet") and syntax.lowers[j] in self.attitudes.definite)
            or (
                syntax.lowers[j] == "such" and syntax.deps[j] in ("amod", "det", "predet") and syntax.tags[i] in _PLURAL
            )
            for j in syntax.children[i]
        )

    def is_given(self, i: int) -> bool:
        """Whether an event noun is known already, by its form or by a past of its own.

        "Recent attacks", "lawsuits brought by workers", "an order that the court had issued".
        """
        return self.is_definite(i) or self._has_past(i)

    def _has_past(self, i: int) -> bool:
        syntax = self.syntax
        for j in syntax.children[i]:
            dep = syntax.deps[j]
            if dep in ("amod", "compound", "nmod") and syntax.lowers[j] in self.attitudes.past_attributes:
                return True
            if j < i:
                continue
            if dep == "relcl" and (
                syntax.tags[j] == "VBD" or any(syntax.tags[k] == "VBD" for k in syntax.childs(j, "aux", "auxpass"))
            ):
                return True
            if dep == "acl" and syntax.tags[j] in _PAST and syntax.tags[i] in _PLURAL:
                return True
        return False

    def is_ranked(self, noun: int) -> bool:
        """Whether a noun is the first, the last, the 12th … to do what follows, which then is fact."""
        return self._is_ordinal(noun) or any(
            self._is_ordinal(j) for j in self.syntax.childs(noun, "amod", "nummod", "compound")
        )

    def _is_ordinal(self, i: int) -> bool:
        lower = self.syntax.lowers[i]
        return lower in self.attitudes.ordinals or _ORDINAL.fullmatch(lower) is not None
