"""Where each event happens: its own setting, the place it is done to, its clause's, its scene's."""

from __future__ import annotations

from quidnunc.reading.clauses import Clauses
from quidnunc.reading.draft import Candidate, Draft, Found

_SETTING = frozenset(
    {"in", "at", "near", "outside", "inside", "around", "off", "across", "throughout", "within", "along"}
)
_ON_GROUND = frozenset({"ASSAULT", "MOBILIZE", "RETREAT", "PROTEST"})  # done to a place, they happen there
_HIT = frozenset({"on", "of", "at", "into"})  # what stands behind them is hit ("an attack on Kharkiv")
_SCENE = frozenset({"CONSULT", "AGREE", "SUPPORT", "REQUEST", "ACCUSE", "THREATEN"})  # of one occasion, at one place


class Placer:
    """Places the candidates of one draft.

    Args:
        draft: the draft, mentions located, candidates proposed and dated.
        clauses: which words belong to which predicate.
    """

    def __init__(self, draft: Draft, clauses: Clauses) -> None:
        self.draft = draft
        self.syntax = draft.syntax
        self.clauses = clauses

    def place_all(self) -> None:
        """Sets the place of every candidate."""
        before: Candidate | None = None
        for candidate in self.draft.candidates:
            found = self._own(candidate.trigger) or self._done_to(candidate) or self._around(candidate.trigger)
            if found is not None:
                candidate.place = found.place
                candidate.place_span = self.syntax.span(found.first, found.last)
            elif before is not None and self._same_scene(before, candidate):
                candidate.place, candidate.place_span = before.place, before.place_span
                candidate.reasons.append("placed where the sentence before plays")
            if candidate.place is not None and not candidate.background:
                before = candidate

    def _setting(self, tokens: list[tuple[int, int]]) -> Found | None:
        """The nearest of some tokens that a preposition makes a setting."""
        best: tuple[int, Found] | None = None
        for i, depth in tokens:
            found = self.draft.covering.get(i)
            if (
                found is None
                or found.place is None
                or found.demonym
                or i != found.head
                or self.syntax.deps[i] != "pobj"
            ):
                continue
            if self.syntax.lowers[self.syntax.heads[i]] in _SETTING and (best is None or depth < best[0]):
                best = (depth, found)
        return None if best is None else best[1]

    def _own(self, trigger: int) -> Found | None:
        found = self._setting(self.clauses.reach(trigger))
        if found is not None or self.syntax.pos[trigger] not in ("NOUN", "PROPN"):
            return found
        for j in self.syntax.childs(trigger, "compound", "nmod"):  # "the Kabul bombing"
            named = self.draft.covering.get(j)
            if named is not None and named.geographic and not named.demonym and named.place is not None:
                return named
        return None

    def _done_to(self, candidate: Candidate) -> Found | None:
        """The place that is invaded, shelled, visited."""
        if candidate.reciprocal or (candidate.family not in _ON_GROUND and candidate.mode != "visit"):
            return None
        for start, end in candidate.recipient_spans:
            for i in self.syntax.tokens_in(start, end):
                found = self.draft.covering.get(i)
                if found is not None and found.geographic and not found.demonym and found.place is not None:
                    return found
        return self._hit(candidate.trigger) if candidate.family == "ASSAULT" else None

    def _hit(self, trigger: int) -> Found | None:
        """The nearest place that is the object of violence, on whose ever ground ("The army shelled Aleppo")."""
        for i, _ in self.clauses.reach(trigger):
            found = self.draft.covering.get(i)
            if found is None or i != found.head or not found.geographic or found.demonym or found.place is None:
                continue
            dep, head = self.syntax.deps[i], self.syntax.heads[i]
            if dep in ("dobj", "nsubjpass") or (dep == "pobj" and self.syntax.lowers[head] in _HIT):
                return found
        return None

    def _around(self, trigger: int) -> Found | None:
        """The setting of the clause around, and of what it follows on ("after arriving in Beijing, he met …")."""
        for governor in self.clauses.governors(trigger):
            found = (
                self._setting(self.clauses.reach(governor)) if self.syntax.pos[governor] in ("VERB", "AUX") else None
            )
            if found is not None:
                return found
        for attendant in self.clauses.attendants(trigger):
            found = self._setting(self.clauses.reach(attendant))
            if found is not None:
                return found
        return None

    def _same_scene(self, before: Candidate, candidate: Candidate) -> bool:
        """Whether an unplaced act belongs to the occasion of the one before: same doer, same or next sentence, no other date."""
        if candidate.family not in _SCENE or candidate.outer is not None or candidate.said_by or before.said_by:
            return False
        if not 0 <= candidate.sentences[0] - before.sentences[0] <= 1:
            return False
        if (
            candidate.family == before.family == "CONSULT"
            and candidate.status == "planned"
            and set(candidate.agents)
            <= {
                *before.agents,
                *before.recipients,
            }
        ):
            return True  # the talks that are to follow where the guests have been met
        if candidate.status != before.status:
            return False
        if not set(candidate.agents) & set(before.agents):
            return False
        return candidate.date is None or before.date is None or candidate.date[:2] == before.date[:2]
