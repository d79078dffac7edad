"""How precise the readings are, by what people judged: shares with their intervals, told apart by how the events were drawn.

A share says something of all events only where chance chose the ones judged. So figures are kept apart by reader, by how the
events were drawn and from which: a **random** sample is unbiased for the events that its filter passes; a **stratified** one is
weighted back to the shares that the types have; of the **least confident**, and of events picked by hand, the share is told of
the events judged and of no others.

Intervals are Wilson's (E. B. Wilson, 1927). Of a stratified sample they take the effective number of events, as A. Franco and
others recommend ("Comparative Study of Confidence Intervals for Proportions in Complex Sample Surveys", 2019).
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from quidnunc.world.review.desk import Desk
from quidnunc.world.review.fields import FIELDS
from quidnunc.world.review.judgement import Judgement
from quidnunc.world.review.verdicts import RECORD, Standing, opinions, standing_of

ALL = "all"
WHOLE = "every field"
_Z = 1.959963984540054  # of 95%

UNBIASED = ("random", "stratified")


@dataclass(frozen=True, slots=True)
class Share:
    """How many of some events are right.

    Attributes:
        of: of which events: ``all`` or a type.
        what: what is right: ``event`` (there is one), a field, or ``every field``.
        right, judged: numbers of events.
        share, low, high: the precision and its 95% interval; weighted where the sample was stratified.
    """

    of: str
    what: str
    right: int
    judged: int
    share: float
    low: float
    high: float


@dataclass(slots=True)
class Score:
    """What one sample says.

    Attributes:
        reader: what made the readings.
        order: how the events were drawn: one of ``queue.ORDERS``, or ``hand``.
        where: the filter of the events drawn from, as a query string.
        judged: events decided; ``unsure``, ``open``: those that nobody decided, and those in dispute, which do not count.
        shares: the figures.
    """

    reader: str
    order: str
    where: str
    judged: int = 0
    unsure: int = 0
    open: int = 0
    shares: list[Share] = field(default_factory=list)

    @property
    def unbiased(self) -> bool:
        """Whether the figures say something of events that nobody judged."""
        return self.order in UNBIASED

    @property
    def bounds(self) -> tuple[float, float] | None:
        """The share of events that are events, were all undecided ones wrong, and were they right."""
        total = self.judged + self.unsure + self.open
        right = next((share.right for share in self.shares if (share.of, share.what) == (ALL, RECORD)), 0)
        return (right / total, (right + self.unsure + self.open) / total) if total else None


def wilson(right: float, judged: float) -> tuple[float, float]:
    """Wilson's 95% interval of a share.

    >>> [round(bound, 3) for bound in wilson(8, 10)]
    [0.49, 0.943]
    """
    if judged <= 0:
        return 0.0, 1.0
    share, square = right / judged, _Z * _Z
    middle = share + square / (2 * judged)
    half = _Z * math.sqrt(share * (1 - share) / judged + square / (4 * judged * judged))
    whole = 1 + square / judged
    return max(0.0, (middle - half) / whole), min(1.0, (middle + half) / whole)


@dataclass(frozen=True, slots=True)
class Case:
    """An event that people judged: what it was read as, how it was drawn, and what stands of it."""

    type: str
    read: Mapping[str, Any]
    standing: Standing
    drawn: Mapping[str, Any]

    def right(self, what: str) -> bool | None:
        """Whether something of it is right; ``None`` where nobody said so."""
        if self.standing.state == "rejected":
            return None if what in FIELDS else False
        if what == RECORD:
            return True
        if what == WHOLE:
            if self._wrong() or self.standing.open:
                return False if self._wrong() else None
            return True if self._vouched() else None
        if what in self.standing.open:
            return None
        if what in self._wrong():
            return False
        return True if self._vouched() or any(o.holds(what) is not None for o in self.standing.opinions) else None

    def _vouched(self) -> bool:
        return any(opinion.whole for opinion in self.standing.opinions)

    def _wrong(self) -> set[str]:
        return {
            name for name, fix in self.standing.fixes.items() if not _equal(self.read.get(name), json.loads(fix.value))
        }


def scores(desk: Desk) -> list[Score]:
    """What the judgements of a world say of its readings, one score for each way in which events were drawn."""
    groups: dict[tuple[str, str, str], list[Case]] = defaultdict(list)
    for key, case in _cases(desk.carried().found):
        groups[key].append(case)
    order = {"random": 0, "stratified": 1, "confidence": 2}
    keys = sorted(groups, key=lambda key: (key[0], order.get(key[1], 3), key[2]))
    return [_score(*key, groups[key]) for key in keys]


def _cases(judgements: Iterable[Judgement]) -> Iterable[tuple[tuple[str, str, str], Case]]:
    """The events judged, by reader, order and filter: an event counts by the best way in which it was drawn."""
    by_reader: dict[str, list[Judgement]] = defaultdict(list)
    for judgement in judgements:
        by_reader[judgement.reader or ""].append(judgement)
    for reader, given in by_reader.items():
        words: dict[str, list[Judgement]] = defaultdict(list)
        for judgement in given:
            words[judgement.target_id].append(judgement)
        for event, held in opinions(given).items():
            anchor = next((w.anchor for w in words[event] if w.anchor is not None), None)
            read: dict[str, Any] = {}
            for word in words[event]:
                if word.old is not None:
                    old = json.loads(word.old)
                    read.update(old if word.field is None else {word.field: old})
            drawn = min((json.loads(w.drawn) for w in words[event] if w.drawn), key=_rank, default={"order": "hand"})
            case = Case(anchor.type if anchor else str(read.get("type", "")), read, standing_of(held), drawn)
            yield (reader, str(drawn["order"]), str(drawn.get("where", ""))), case


def _rank(drawn: Mapping[str, Any]) -> tuple[int, str]:
    return (
        UNBIASED.index(drawn["order"]) if drawn["order"] in UNBIASED else len(UNBIASED),
        str(drawn.get("where", "")),
    )


def _score(reader: str, order: str, where: str, cases: list[Case]) -> Score:
    done = Score(reader, order, where)
    decided = []
    for case in cases:
        if case.standing.state == "unsure":
            done.unsure += 1
        elif RECORD in case.standing.open:
            done.open += 1
        else:
            decided.append(case)
    done.judged = len(decided)
    weights = _weights(decided) if order == "stratified" else None
    for of in (ALL, *sorted({case.type for case in decided})):
        some = [case for case in decided if of in (ALL, case.type)]
        for what in (RECORD, WHOLE, *FIELDS) if of == ALL else (RECORD, WHOLE):
            told = [(case.type, right) for case in some if (right := case.right(what)) is not None]
            if told:
                done.shares.append(_share(of, what, told, weights if of == ALL else None))
    return done


def _weights(cases: Iterable[Case]) -> dict[str, float]:
    """The share of each type among the events drawn from, by the newest draw."""
    newest: Mapping[str, Any] = max((case.drawn for case in cases), key=lambda drawn: drawn.get("of", 0), default={})
    strata: Mapping[str, int] = newest.get("strata", {})
    total = sum(strata.values())
    return {name: number / total for name, number in strata.items()} if total else {}


def _share(of: str, what: str, told: list[tuple[str, bool]], weights: Mapping[str, float] | None) -> Share:
    right = sum(is_right for _, is_right in told)
    if weights is None:
        return Share(of, what, right, len(told), right / len(told), *wilson(right, len(told)))
    share, effective = stratified(told, weights)
    return Share(of, what, right, len(told), share, *wilson(share * effective, effective))


def stratified(told: Iterable[tuple[str, bool]], weights: Mapping[str, float]) -> tuple[float, float]:
    """The weighted share of a stratified sample, and how many events of a simple one would say as much.

    Args:
        told: each event's stratum and whether it is right.
        weights: the strata's shares of the whole; those of which nothing was judged are left out, and the others fill their place.
    """
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for stratum, is_right in told:
        counts[stratum][0] += is_right
        counts[stratum][1] += 1
    total = sum(weights.get(stratum, 0.0) for stratum in counts) or 1.0
    share = variance = 0.0
    for stratum, (right, judged) in counts.items():
        weight = weights.get(stratum, 0.0) / total
        share += weight * right / judged
        smoothed = (right + 1) / (judged + 2)  # a stratum that is all right is not known without error
        variance += weight * weight * smoothed * (1 - smoothed) / judged
    number = sum(judged for _, judged in counts.values())
    spread = share * (1 - share)
    return share, min(number, spread / variance) if spread and variance else number


def _equal(read: object, fixed: object) -> bool:
    """Whether two values are the same; actors and places by their ids."""
    return _ids(read) == _ids(fixed)


def _ids(value: object) -> object:
    if isinstance(value, list):
        return sorted(str(_ids(one)) for one in value)
    return value["id"] if isinstance(value, dict) and "id" in value else value
