"""How alike two reports are: the words and the names that they share, the rarer ones counting for more.

The mean of two cosines, of words and of names, each weighted by log-damped frequency and by rarity among the reports
held. Measured on labelled stories, neither alone does as well: words alone put two arrests of two players together, names
alone put all reports of one capital together. Time weighs in as well: reports a hundred days apart are half as alike.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from quidnunc.world.wording import Wording

Vector = Mapping[str, float]
Row = NDArray[np.float32]

HALF_AS_ALIKE = 100  # days
ANOTHER_OCCASION = 365  # days: an anniversary is another occasion, however alike its reports
_BAGS: tuple[Callable[[Wording], Counter[str]], ...] = (lambda w: w.words, lambda w: w.names)


class Rarity:
    """In how many of the reports each word stands; what weighs it."""

    def __init__(self) -> None:
        self.reports = 0
        self._counts: Counter[str] = Counter()

    def add(self, words: Counter[str]) -> None:
        """Counts one report's words."""
        self.reports += 1
        self._counts.update(words.keys())

    def vector(self, words: Counter[str]) -> Vector:
        """A report's words as a vector of unit length; empty where it has none."""
        weights = {
            word: (1 + math.log(count)) * math.log(1 + self.reports / max(1, self._counts[word]))
            for word, count in words.items()
        }
        length = math.sqrt(sum(weight * weight for weight in weights.values()))
        return {word: weight / length for word, weight in weights.items()} if length else {}


class _Postings:
    """Which reports hold a word, and how much it weighs in each."""

    def __init__(self) -> None:
        self._found: dict[str, tuple[list[int], list[float]]] = defaultdict(lambda: ([], []))

    def add(self, number: int, vector: Vector) -> None:
        for word, weight in vector.items():
            numbers, weights = self._found[word]
            numbers.append(number)
            weights.append(weight)

    def cosines(self, vector: Vector, size: int) -> Row:
        """The cosines of a vector with all reports held."""
        out = np.zeros(size, dtype=np.float32)
        for word, weight in vector.items():
            if word in self._found:
                numbers, weights = self._found[word]
                out[numbers] += np.float32(weight) * np.asarray(weights, dtype=np.float32)
        return out


class Likeness:
    """The reports held, and how alike each new one is to them.

    Rarity is counted anew only when the reports have doubled since: in between, what is held stays comparable.
    """

    def __init__(self) -> None:
        self._wordings: list[Wording] = []
        self._days: list[int | None] = []
        self._rarities = tuple(Rarity() for _ in _BAGS)
        self._postings = tuple(_Postings() for _ in _BAGS)
        self.counted = 0

    def __len__(self) -> int:
        return len(self._wordings)

    def add(self, wordings: Sequence[Wording], days: Sequence[int | None]) -> list[Row]:
        """Takes reports in, numbered in the order they come.

        Args:
            wordings: their words and names.
            days: their days of publication as ordinals, where they are known.

        Returns:
            For each report whose likeness is new (those added, or all where rarity was counted anew), its likeness to
            all reports before it; the rows end with the last report.
        """
        first = len(self._wordings)
        self._wordings += wordings
        self._days += days
        if len(self._wordings) >= 2 * self.counted:
            first = 0
            self._count()
        return [self._row(number) for number in range(first, len(self._wordings))]

    def _count(self) -> None:
        self._rarities = tuple(Rarity() for _ in _BAGS)
        self._postings = tuple(_Postings() for _ in _BAGS)
        self.counted = len(self._wordings)
        for rarity, bag in zip(self._rarities, _BAGS, strict=True):
            for wording in self._wordings:
                rarity.add(bag(wording))

    def _row(self, number: int) -> Row:
        total = np.zeros(number, dtype=np.float32)
        for rarity, postings, bag in zip(self._rarities, self._postings, _BAGS, strict=True):
            vector = rarity.vector(bag(self._wordings[number]))
            total += postings.cosines(vector, number)
            postings.add(number, vector)
        return total / np.float32(len(_BAGS)) * self._nearness(number)

    def _nearness(self, number: int) -> Row:
        """How much time takes off, for each report before this one; nothing where a day is not known."""
        day = self._days[number]
        if day is None:
            return np.ones(number, dtype=np.float32)
        gaps = np.array([0 if other is None else abs(day - other) for other in self._days[:number]], dtype=np.float32)
        near = 1 / (1 + gaps / HALF_AS_ALIKE)
        near[gaps >= ANOTHER_OCCASION] = 0
        return near.astype(np.float32)
