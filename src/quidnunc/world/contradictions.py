"""Contradicting accounts of one event, side by side with their sentences: A says that B attacked, B denies it, C confirms."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from quidnunc.told import Account

Side = Literal["yes", "no"]


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody's word on whether an event happened, and the sentence that has it."""

    side: Side
    speaker: str
    outlet: str
    day: str | None
    event: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Those who say that it is so, and those who say that it is not."""

    yes: tuple[Voice, ...]
    no: tuple[Voice, ...]


def contradictions(accounts: Iterable[Account]) -> list[Contradiction]:
    """The contradiction of some accounts of one event, where there is one.

    What is planned or possible contradicts nothing. A newspaper that tells an event itself stands on the side of ``yes`` under
    its own name, and on neither where it only tells who denies it.
    """
    voices = [voice for account in accounts for voice in _voices(account)]
    yes = tuple(dict.fromkeys(voice for voice in voices if voice.side == "yes"))
    no = tuple(dict.fromkeys(voice for voice in voices if voice.side == "no"))
    return [Contradiction(yes, no)] if yes and no else []


def _voices(account: Account) -> Iterable[Voice]:
    event = account.event

    def voice(side: Side, speaker: str) -> Voice:
        return Voice(side, speaker, account.publisher, account.reading.published, event.id, account.sentence)

    for actor in account.denied_by:
        yield voice("no", actor.name)
    if event.status not in ("happened", "ongoing", "negated"):
        return
    against = (event.status == "negated") != (event.stance in ("denies", "doubts"))
    side: Side = "no" if against else "yes"
    for actor in account.said_by:
        yield voice(side, actor.name)
    if not event.said_by and event.stance is None and not event.denied_by:
        yield voice(side, account.publisher)
