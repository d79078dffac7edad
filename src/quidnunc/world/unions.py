"""Things that belong together, put together pair by pair."""

from __future__ import annotations

from collections.abc import Iterable


class Unions:
    """Disjoint sets of numbers; each set is known by its least number.

    >>> unions = Unions()
    >>> unions.join(3, 5), unions.join(5, 4), unions.find(4), unions.find(7)
    (3, 3, 3, 7)
    """

    def __init__(self) -> None:
        self._above: dict[int, int] = {}

    def find(self, number: int) -> int:
        """The least number of the set that holds this one."""
        root = number
        while (above := self._above.get(root, root)) != root:
            root = above
        while (above := self._above.get(number, number)) != root:
            self._above[number] = root
            number = above
        return root

    def join(self, one: int, other: int) -> int:
        """Puts two sets together; returns the least number of both."""
        low, high = sorted((self.find(one), self.find(other)))
        self._above[high] = low
        return low

    def sets(self, numbers: Iterable[int]) -> dict[int, list[int]]:
        """The numbers by the set that they are in."""
        found: dict[int, list[int]] = {}
        for number in numbers:
            found.setdefault(self.find(number), []).append(number)
        return found
