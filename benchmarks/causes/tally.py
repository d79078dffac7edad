"""How often each cause of error was met on one track."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Tally:
    """The errors of one track.

    Args:
        track: its name.
        data: which records, in words.
        labelled: how many things are labelled in them.
        right: how many of these were read without any error.
        causes: how often each cause was met; a cause is a pair of what went wrong ("missed", "content") and why.
    """

    track: str
    data: str
    labelled: int = 0
    right: int = 0
    causes: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def ranked(self) -> list[tuple[tuple[str, str], int]]:
        """Causes and their numbers: grouped by what went wrong, the commonest first in each group."""
        return sorted(self.causes.items(), key=lambda item: (item[0][0], -item[1], item[0][1]))
