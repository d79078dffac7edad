"""Which event a number belongs to: the one whose clause says it, or the deed that the next sentence goes back to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quidnunc.reading.amount_lexicon import amounts
from quidnunc.reading.counted import PROTESTERS, Counted, Counter
from quidnunc.reading.draft import Amount, Candidate, Draft
from quidnunc.records import Magnitude

_CLIMB = 8
_MARCHERS = 4  # steps from those who march to their protest
_CLAUSES = frozenset({"advcl", "relcl", "acl", "xcomp", "conj", "pcomp"})
_BACK = 2  # sentences over which "the blast" goes back to a deed
_WITHIN = frozenset(
    {"in", "by", "during", "after", "from", "following", "with", "amid", "when", "as", "on", "at", "of", "over", "to"}
)
_APART = frozenset({"ccomp", "parataxis", "ROOT"})
_POINTING = frozenset({"the", "this", "that", "these", "those"})
_LOWER = frozenset(
    {"conj", "advcl", "xcomp", "acl", "pobj", "prep", "dobj", "nsubj", "attr", "nsubjpass", "oprd", "acomp", "amod"}
)
_PRONOUNS = frozenset({"it", "this", "that", "which"})
_VERBAL = frozenset({"VERB", "AUX"})
_LASTING = frozenset({"happened", "ongoing"})


class Magnitudes:
    """Gives the candidates of a draft their numbers.

    Args:
        draft: the draft, its candidates proposed and their status judged.
        people: nouns that name people.
    """

    def __init__(self, draft: Draft, people: frozenset[str]) -> None:
        self.draft = draft
        self.syntax = draft.syntax
        self.counter = Counter(draft.syntax, draft.times, people)
        self.deeds = amounts().table.deeds
        self.at: dict[int, Candidate] = {}
        for c in draft.candidates:
            for i in range(c.first, c.last):
                self.at.setdefault(i, c)
        self.at.update((c.trigger, c) for c in draft.candidates)

    def attach(self) -> None:
        """Fills ``magnitude`` of the candidates; a number whose event is not plain is left out."""
        told = sorted({self.syntax.sentence_of[c.trigger] for c in self.draft.candidates})
        near = {s + k for s in told for k in range(_BACK + 1) if s + k < len(self.syntax.sentences)}
        for sentence in sorted(near):
            found: dict[int, list[Counted]] = {}
            for counted in self.counter.find(sentence):
                owner = self._owner(counted, sentence)
                if owner is not None:
                    found.setdefault(owner.trigger, []).append(counted)
            for trigger, several in found.items():
                candidate = self.at[trigger]
                candidate.magnitude = best(candidate.magnitude, self._summed(several))
                for one in several:
                    words = self.syntax.text[one.span[0] : one.span[1]]
                    candidate.reasons.append(f"'{words}' counts {' '.join(w for w in (one.unit, one.what) if w)}")

    def _summed(self, several: list[Counted]) -> tuple[Amount, ...]:
        """Those that the text coordinates add up: "killed four soldiers and two civilians"."""
        out: list[tuple[Counted, Amount]] = []
        for one in several:
            amount = Amount(Magnitude(what=one.what, low=one.low, high=one.high, unit=one.unit), one.span)
            held = next((n for n, (first, _) in enumerate(out) if self._adds(first, one)), None)
            if held is None:
                out.append((one, amount))
            else:
                first, before = out[held]
                out[held] = (first, _sum(before, amount))
        return best((), tuple(amount for _, amount in out))

    def _adds(self, first: Counted, one: Counted) -> bool:
        same = first.what == one.what and first.unit == one.unit and first.anchor == one.anchor
        return same and one.outcome and first.noun != one.noun and one.noun in self.syntax.conjuncts(first.noun)

    def _owner(self, counted: Counted, sentence: int) -> Candidate | None:
        found = self._above(counted)
        if found is None and counted.outcome:
            found = self._only_one(counted, sentence) or self._told_before(counted, sentence)
        return found

    def _fits(self, candidate: Candidate | None, counted: Counted) -> bool:
        if candidate is None or candidate.caption:
            return False
        return counted.types is None or candidate.type in counted.types

    def _above(self, counted: Counted) -> Candidate | None:
        """The event at the counted's anchor, right below or above it."""
        syntax = self.syntax
        i = counted.anchor
        asked = False  # whether a verb's subject and objects were looked at: a plain thing is part of the nearest verb's event alone
        for _ in range(_CLIMB if counted.what != PROTESTERS else _MARCHERS):
            here = self.at.get(i)
            if here is not None and self._fits(here, counted):
                return here
            if here is not None and here.trigger == i and not (counted.outcome and i == counted.anchor):
                return None
            looked = syntax.pos[i] in _VERBAL or (counted.outcome and i == counted.anchor)
            if looked and (counted.outcome or not asked):
                asked = True
                below = self._below(i, counted)
                if below is not None:
                    return below
            dep, head = syntax.deps[i], syntax.heads[i]
            reported = dep in _APART and not (dep == "ccomp" and syntax.pos[i] not in _VERBAL)  # "left two dead"
            if head == i or reported or (counted.what == PROTESTERS and dep in _CLAUSES):
                return None
            if dep == "relcl":
                above = self.at.get(head)
                return above if self._fits(above, counted) else None
            if dep == "advcl" and not counted.outcome and syntax.child(i, "nsubj", "nsubjpass") is not None:
                return None
            i = head
        return None

    def _below(self, i: int, counted: Counted) -> Candidate | None:
        """The one event that is a word's subject or object, or stands behind its preposition or conjunction."""
        found = [c for c in (self.at.get(j) for j in self._near(i, counted)) if self._fits(c, counted)]
        unlike = {id(c): c for c in found if c is not None}
        return next(iter(unlike.values())) if len(unlike) == 1 else None

    def _near(self, i: int, counted: Counted) -> Iterator[int]:
        syntax = self.syntax
        for j in syntax.children[i]:
            dep = syntax.deps[j]
            if dep in ("nsubj", "dobj", "nsubjpass", "compound") and j != counted.noun:
                yield j
            elif dep in ("prep", "agent") and syntax.lowers[j] in _WITHIN:
                for k in syntax.childs(j, "pobj", "pcomp"):
                    yield k
                    yield from syntax.childs(k, "compound", "acl", "relcl")
            elif dep == "advcl" and counted.outcome:
                yield j

    def _only_one(self, counted: Counted, sentence: int) -> Candidate | None:
        """The only deed of a sentence."""
        here = [c for c in self.draft.candidates if self.syntax.sentence_of[c.trigger] == sentence]
        if len(here) == 1 and self._fits(here[0], counted) and not here[0].echo and here[0].status in _LASTING:
            return here[0]
        return None

    def _told_before(self, counted: Counted, sentence: int) -> Candidate | None:
        """The only deed told right before, where the number's own clause goes back to it."""
        if not self._goes_back(counted.anchor):
            return None
        types = amounts().table.deed_types
        for back in range(1, _BACK + 1):
            there = [
                c
                for c in self.draft.candidates
                if self.syntax.sentence_of[c.trigger] == sentence - back and c.type in types and not c.caption
            ]
            there = [c for c in there if c.status in _LASTING]
            if there:
                return there[0] if len(there) == 1 and self._fits(there[0], counted) else None
        return None

    def _goes_back(self, anchor: int) -> bool:
        """Whether a predicate's subject, or a noun below it, points back to a deed: "the blast", "it"."""
        syntax = self.syntax
        clause = anchor
        while syntax.deps[clause] in _LOWER or (syntax.deps[clause] == "ccomp" and syntax.pos[clause] not in _VERBAL):
            clause = syntax.heads[clause]
            if syntax.pos[clause] in _VERBAL:
                break
        for i in {anchor, clause}:
            for j in syntax.children[i]:
                if syntax.deps[j] == "nsubj" and syntax.lowers[j] in _PRONOUNS:
                    return True
                nouns = (
                    [j]
                    if syntax.deps[j] in ("nsubj", "nsubjpass")
                    else syntax.childs(j, "pobj")
                    if syntax.deps[j] == "prep"
                    else []
                )
                for k in nouns:
                    if syntax.lemmas[k] in self.deeds and any(
                        syntax.lowers[d] in _POINTING for d in syntax.childs(k, "det")
                    ):
                        return True
        return False


def best(one: Iterable[Amount], other: Iterable[Amount]) -> tuple[Amount, ...]:
    """One amount for each thing counted: the more exact, the earlier in the text among equals."""
    found: dict[tuple[str, str], Amount] = {}
    for amount in sorted((*one, *other), key=lambda a: (_is_vague(a.magnitude), a.span)):
        found.setdefault((amount.magnitude.what, amount.magnitude.unit), amount)
    return tuple(sorted(found.values(), key=lambda a: a.span))


def _is_vague(magnitude: Magnitude) -> bool:
    low, high = magnitude.low, magnitude.high
    return low is None or (high is not None and low > 0 and high >= 2 * low)


def _sum(one: Amount, other: Amount) -> Amount:
    a, b = one.magnitude, other.magnitude
    low = None if a.low is None or b.low is None else a.low + b.low
    high = None if a.high is None or b.high is None else a.high + b.high
    span = (min(one.span[0], other.span[0]), max(one.span[1], other.span[1]))
    return Amount(Magnitude(what=a.what, low=low, high=high, unit=a.unit), span)
