"""Which events may go out in a format that has no field for whether they happened and on whose word.

By default only what happened or goes on, told by the newspaper itself or asserted by somebody, and denied by nobody:
in such a format every row reads as a fact. Who wants more says so, and what was left out is counted by its reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from quidnunc.records import Event

_FACTS = ("happened", "ongoing")


class Wider(StrEnum):
    """What may be let in besides."""

    PLANNED = "planned"
    POSSIBLE = "possible"
    NEGATED = "negated"
    ALLEGED = "alleged"
    DOUBTED = "doubted"
    DENIED = "denied"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Admission:
    """The rule, widened by what is named.

    >>> Admission.of(["planned"]).widened
    frozenset({<Wider.PLANNED: 'planned'>})
    """

    widened: frozenset[Wider] = frozenset()

    @classmethod
    def of(cls, names: Iterable[str]) -> Admission:
        """The rule widened by the names given; ``all`` lets everything in."""
        return cls(frozenset(Wider(name) for name in names))

    def refusal(self, event: Event) -> str | None:
        """Why an event stays out; ``None`` where it may go out."""
        if Wider.ALL in self.widened:
            return None
        return next((reason.value for reason in reasons(event) if reason not in self.widened), None)


def reasons(event: Event) -> list[Wider]:
    """All that speaks against telling an event as a fact."""
    found = [] if event.status in _FACTS else [Wider(event.status)]
    if event.stance == "alleges":
        found.append(Wider.ALLEGED)
    if event.stance == "doubts":
        found.append(Wider.DOUBTED)
    if event.stance == "denies" or event.denied_by:
        found.append(Wider.DENIED)
    return found


@dataclass(slots=True)
class Tally:
    """What went out and what did not, by reason."""

    written: int = 0
    left_out: Counter[str] = field(default_factory=Counter)

    def count(self, refusal: str | None) -> None:
        """Counts one event."""
        if refusal is None:
            self.written += 1
        else:
            self.left_out[refusal] += 1

    def __str__(self) -> str:
        """For people: ``120 events; left out: 14 alleged, 3 denied``."""
        text = f"{self.written:,} event{'' if self.written == 1 else 's'}"
        if not self.left_out:
            return text
        parts = sorted(self.left_out.items(), key=lambda item: (-item[1], item[0]))
        return f"{text}; left out: {', '.join(f'{count:,} {reason}' for reason, count in parts)}"
