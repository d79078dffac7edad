"""Nouns that stand for nobody, to which "it" and "they" may go back rather than to an actor ("the deal … vote for it")."""

from __future__ import annotations

from quidnunc.gazetteer.roles import RoleIndex
from quidnunc.reading.draft import Draft

_ROLES = {"nsubj": 1.5, "nsubjpass": 1.5, "dobj": 0.0, "attr": 0.0, "appos": 0.0, "conj": 0.0, "pobj": -1.0}
_BACK = 1  # sentences over which a thing is remembered


class Things:
    """The things of one article.

    Args:
        draft: the article's draft, its names found.
        roles: role nouns, which stand for somebody.
        deeds: verbs and nouns of what actors do and say: their subject, or possessor, is an actor.
    """

    def __init__(self, draft: Draft, roles: RoleIndex, deeds: frozenset[str]) -> None:
        self.draft = draft
        self.syntax = draft.syntax
        self.roles = roles
        self.deeds = deeds
        self.timed = {i for time in draft.times for i in draft.syntax.tokens_in(time.start, time.end)}

    def salience(self, i: int, plural: bool) -> float | None:
        """How salient the most salient thing before a pronoun is, on the scale of actors; None where only an actor can be meant."""
        if self._acts(i):
            return None
        syntax = self.syntax
        number = syntax.sentence_of[i]
        first = syntax.sentences[max(number - _BACK, 0)][0]
        scores = [
            _ROLES[syntax.deps[j]] - 2.0 * (number - syntax.sentence_of[j]) - 0.02 * min(i - j, 60)
            for j in range(first, i)
            if syntax.deps[j] in _ROLES and self._is_thing(j, plural) and not self._governs(j, i)
        ]
        return max(scores, default=None)

    def _acts(self, i: int) -> bool:
        """Whether a pronoun does, says or owns what actors do, say and own ("it accused", "its offensive", "its army")."""
        syntax = self.syntax
        head = syntax.heads[i]
        if syntax.deps[i] in ("nsubj", "agent"):
            return syntax.pos[head] == "VERB" and syntax.lemmas[head] in self.deeds
        if syntax.deps[i] != "poss":
            return False
        return syntax.lemmas[head] in self.deeds or self.roles.match(syntax.lowers, syntax.lemmas, head) is not None

    def _is_thing(self, j: int, plural: bool) -> bool:
        """Whether a noun of that number names no actor, no time and no role."""
        syntax = self.syntax
        if syntax.tags[j] not in (("NNS", "NNPS") if plural else ("NN", "NNP")) or j in self.timed:
            return False
        found = self.draft.covering.get(j)
        if found is not None and (found.actors or found.country):
            return False
        return self.roles.match(syntax.lowers, syntax.lemmas, j) is None

    def _governs(self, j: int, i: int) -> bool:
        """Whether a noun is what the pronoun stands within ("its deal")."""
        return j in self.syntax.ancestors(i)
