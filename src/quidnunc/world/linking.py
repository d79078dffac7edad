"""Groups of reports of one occasion: what belongs together by likeness, unless each side names what the other never does.

Group-average agglomeration, the most alike first, down to a likeness of one tenth. A veto stands against it: two groups of
five reports or more tell of different occasions where each has names (people, places, bodies) that most of it gives
and the other leaves out. Two storms, two trials, two sackings share nearly all their words; who and where tells them
apart. With five reports a side, a name that all of one give and none of the other does so by chance with p = 1/252.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

ALIKE = 0.1
ENOUGH = 5  # reports on each side before names can speak against them
TELLING = 3  # names on each side that must speak
MOST = 0.5  # of the reports of a side give a telling name, beyond those of the other

Names = Collection[str]


def link(likeness: NDArray[np.float32], names: Sequence[Names], least: float = ALIKE) -> list[list[int]]:
    """Groups the reports of a square of likenesses.

    Args:
        likeness: symmetric, one row a report.
        names: of each report.
        least: down to which likeness groups are put together.

    Returns:
        The groups, each in ascending order, ordered by their first.
    """
    grouping = _Grouping(likeness)
    while (pair := grouping.closest(least)) is not None:
        one, other = pair
        if vetoes([names[n] for n in grouping.groups[one]], [names[n] for n in grouping.groups[other]]):
            grouping.bar(one, other)
        else:
            grouping.merge(one, other)
    return sorted(sorted(group) for group in grouping.groups.values())


class _Grouping:
    """Groups, the mean likeness between them, and the best partner of each.

    A mean is never above the greater of its two parts, so after a merge only the groups whose best partner took part in
    it, or that were barred from it, have to look again.
    """

    def __init__(self, likeness: NDArray[np.float32]) -> None:
        size = len(likeness)
        self.groups = {number: [number] for number in range(size)}
        self._alike = likeness.astype(np.float64)
        np.fill_diagonal(self._alike, -1.0)
        self._barred = np.zeros((size, size), dtype=bool)
        self._best = np.zeros(size, dtype=np.intp)
        self._tops = np.full(size, -1.0)
        self._look(range(size))

    def closest(self, least: float) -> tuple[int, int] | None:
        """The two groups most alike, or ``None`` where none are alike enough."""
        if not len(self._tops):
            return None
        one = int(self._tops.argmax())
        return None if self._tops[one] < least else (one, int(self._best[one]))

    def bar(self, one: int, other: int) -> None:
        """Keeps two groups apart until one of them has grown."""
        self._barred[one, other] = self._barred[other, one] = True
        self._look((one, other))

    def merge(self, one: int, other: int) -> None:
        """Puts ``other`` into ``one``."""
        few, many = len(self.groups[other]), len(self.groups[one])
        again = self._barred[one] | self._barred[other] | (self._best == one) | (self._best == other)
        self.groups[one] += self.groups.pop(other)
        alive = np.fromiter(self.groups, dtype=np.intp)
        mean = (many * self._alike[one] + few * self._alike[other]) / (many + few)
        self._alike[one, alive] = self._alike[alive, one] = mean[alive]
        self._alike[one, one] = -1.0
        self._alike[other, :] = self._alike[:, other] = -1.0
        self._barred[[one, other], :] = self._barred[:, [one, other]] = False
        self._tops[other] = -1.0
        self._look(number for number in alive if number == one or again[number])

    def _look(self, numbers: Iterable[int]) -> None:
        for number in numbers:
            free = np.where(self._barred[number], -1.0, self._alike[number])
            self._best[number] = free.argmax()
            self._tops[number] = free[self._best[number]]


def vetoes(one: Sequence[Names], other: Sequence[Names]) -> bool:
    """Whether two groups, given the names of each of their reports, tell of different occasions."""
    if min(len(one), len(other)) < ENOUGH:
        return False
    here, there = _shares(one), _shares(other)
    return min(_telling(here, there), _telling(there, here)) >= MOST


def _shares(reports: Sequence[Names]) -> dict[str, float]:
    """In what share of the reports each name stands."""
    counts = Counter(name for names in reports for name in names)
    return {name: count / len(reports) for name, count in counts.items()}


def _telling(here: dict[str, float], there: dict[str, float]) -> float:
    """By how much the most telling names of a side stand more often there, on average."""
    ahead = sorted((share - there.get(name, 0.0) for name, share in here.items()), reverse=True)[:TELLING]
    return sum(ahead) / TELLING
