"""How far reviewers agree: Krippendorff's alpha for nominal values, field by field.

Our own, as the Python packages of this measure are under licences that would bind Quidnunc's users. Checked against the
examples of K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011).
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from quidnunc.world.review.fields import FIELDS
from quidnunc.world.review.verdicts import AS_READ, RECORD, Opinion

_RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Alpha:
    """Agreement on one field.

    Attributes:
        field: which; ``event``: whether it is one at all.
        alpha: 1 for perfect agreement, 0 for what chance gives; ``None`` where it is not defined (nothing was judged twice, or
            all values are equal, so that chance could not but agree).
        low, high: 95% interval by resampling the events (percentiles of 1,000 resamples, seeded); ``None`` as ``alpha``.
        units: events judged by two or more; ``values``: verdicts on them.
        agreed: the share of these events on which all agree.
    """

    field: str
    alpha: float | None
    low: float | None
    high: float | None
    units: int
    values: int
    agreed: float | None


def nominal_alpha(units: Iterable[Sequence[Hashable]]) -> float | None:
    """Krippendorff's alpha for nominal data.

    Args:
        units: the values that each unit was given, missing ones left out; a unit with fewer than two says nothing.

    Returns:
        Alpha; ``None`` where it is not defined.

    >>> round(nominal_alpha([(0, 1), (1, 1), (0, 1), (0, 0), (0, 0), (0, 1), (0, 0), (0, 0), (1, 0), (0, 0)]), 3)
    0.095
    """
    observed = 0.0
    totals: Counter[Hashable] = Counter()
    for unit in units:
        count = len(unit)
        if count < 2:
            continue
        held = Counter(unit)
        totals += held
        observed += sum(number * (count - number) for number in held.values()) / (count - 1)
    n = sum(totals.values())
    expected = n * n - sum(number * number for number in totals.values())
    return 1 - (n - 1) * observed / expected if expected else None


def agreements(opinions: Mapping[str, Sequence[Opinion]]) -> list[Alpha]:
    """Agreement among reviewers (adjudicators left out) on whether it is an event, then on each field.

    The value of a field is what a reviewer holds right, "as read" where that is what the reading says; fields are compared
    only on events that the reviewer accepts.
    """
    found = [_alpha(RECORD, [_records(held) for held in opinions.values()])]
    found += [_alpha(name, [_values(held, name) for held in opinions.values()]) for name in FIELDS]
    return [alpha for alpha in found if alpha.units]


def _records(held: Iterable[Opinion]) -> list[str]:
    return [o.record for o in held if o.role != "adjudicator" and o.record in ("accept", "reject")]


def _values(held: Iterable[Opinion], field: str) -> list[str]:
    spoken = (o.holds(field) for o in held if o.role != "adjudicator" and o.record == "accept")
    return [AS_READ if value is None else value for value in spoken if value is not None]


def _alpha(field: str, given: list[list[str]]) -> Alpha:
    units = [tuple(values) for values in given if len(values) > 1]
    alpha = nominal_alpha(units)
    low = high = None
    if alpha is not None:
        rng = random.Random(0)
        drawn = (nominal_alpha(rng.choices(units, k=len(units))) for _ in range(_RESAMPLES))
        spread = sorted(1.0 if value is None else value for value in drawn)  # a resample without any difference
        low, high = spread[int(0.025 * _RESAMPLES)], spread[int(0.975 * _RESAMPLES) - 1]
    agreed = sum(len(set(unit)) == 1 for unit in units) / len(units) if units else None
    return Alpha(field, alpha, low, high, len(units), sum(map(len, units)), agreed)
