"""A text cut where spans begin and end, so that those that overlap can each be seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from quidnunc.records import Event


class Role(StrEnum):
    """What a stretch of text is to an event; the names are classes of style."""

    TRIGGER = "trigger"
    AGENT = "agent"
    RECIPIENT = "recipient"
    DATE = "date"
    PLACE = "place"
    SPEAKER = "speaker"
    SPEECH = "speech"
    STATUS = "status"


RoleSpan = tuple[int, int, Role, str]
"""Start, end, role, and whose: an event's or an attribution's id."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text in which nothing begins or ends.

    Attributes:
        text: its characters.
        roles: its roles, for whichever event.
        owners: ``event:role`` for each event.
        focused: its roles for the event that is looked at.
        begins: the events whose trigger begins here.
    """

    text: str
    roles: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    focused: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()


def role_spans(event: Event) -> Iterator[RoleSpan]:
    """The characters that an event's fields rest on."""
    evidence = event.evidence
    yield event.trigger.start, event.trigger.end, Role.TRIGGER, event.id
    several = (
        (Role.AGENT, evidence.agents),
        (Role.RECIPIENT, evidence.recipients),
        (Role.SPEAKER, evidence.said_by),
        (Role.STATUS, evidence.status),
    )
    for role, spans in several:
        for start, end in spans:
            yield start, end, role, event.id
    for role, span in ((Role.DATE, evidence.date), (Role.PLACE, evidence.place)):
        if span is not None:
            yield span[0], span[1], role, event.id


def pieces(text: str, spans: Iterable[RoleSpan], focus: str | None = None, offset: int = 0) -> list[Piece]:
    """A text in pieces; ``offset`` is where it begins in what the spans count."""
    held = [(max(s - offset, 0), min(e - offset, len(text)), role, owner) for s, e, role, owner in spans]
    held = [span for span in held if span[0] < span[1]]
    cuts = sorted({0, len(text), *(span[0] for span in held), *(span[1] for span in held)})
    out: list[Piece] = []
    for start, end in pairwise(cuts):
        here = [span for span in held if span[0] <= start and end <= span[1]]
        out.append(
            Piece(
                text[start:end],
                tuple(dict.fromkeys(str(span[2]) for span in here)),
                tuple(dict.fromkeys(f"{span[3]}:{span[2]}" for span in here)),
                tuple(dict.fromkeys(str(span[2]) for span in here if span[3] == focus)),
                tuple(dict.fromkeys(span[3] for span in here if span[2] is Role.TRIGGER and span[0] == start)),
            )
        )
    return out


def paragraphs(text: str, spans: Iterable[RoleSpan], focus: str | None = None) -> list[list[Piece]]:
    """A text's paragraphs, each in pieces."""
    held = list(spans)
    out: list[list[Piece]] = []
    at = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            out.append(pieces(line.rstrip(), [s for s in held if s[0] < at + len(line) and s[1] > at], focus, at))
        at += len(line)
    return out
