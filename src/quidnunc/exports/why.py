"""What led to one record, for people: the frame, the words behind each field, and each step's reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from rich.console import Console
from rich.table import Table
from rich.text import Text

from quidnunc.exports.table import counted, headline
from quidnunc.records import Event, Reading, Span


class Reasoned(Protocol):
    """A candidate event with its reasons."""

    reasons: list[str]
    date_reason: str


class Told(Protocol):
    """Candidates that became one event."""

    @property
    def lead(self) -> Reasoned:
        """The candidate that became the event."""

    @property
    def others(self) -> Sequence[Reasoned]:
        """Those merged into it."""


def explain(reading: Reading, group: Told, event_id: str, console: Console) -> None:
    """Prints what led to an event.

    Args:
        reading: the reading that holds it.
        group: the candidates behind it.
        event_id: its id.
        console: where to.
    """
    event = next(e for e in reading.events if e.id == event_id)
    what = headline(event, {actor.id: actor for actor in reading.actors})
    console.print(what.append(f"   {event.id}", style="dim"))
    for number in event.evidence.sentences:
        sentence = reading.sentences[number]
        console.print(Text(f"  {reading.text[sentence.start : sentence.end]}".replace("\n", " "), style="dim"))
    table = Table(box=None, padding=(0, 2), show_header=True, header_style="bold")
    table.add_column("field")
    table.add_column("value")
    table.add_column("rests on")
    for name, value, spans in _fields(reading, event):
        table.add_row(name, value, "; ".join(f"“{reading.text[s:e]}” [{s}, {e})" for s, e in spans) or "–")
    console.print(table)
    console.print(Text("because", style="bold"))
    for candidate in (group.lead, *group.others):
        for reason in candidate.reasons:
            console.print(Text(f"  {reason}"))
        if candidate.date_reason:
            console.print(Text(f"  dated by {candidate.date_reason}"))
    if reading.reader.model is None:
        console.print(Text("  no typing model: the frames alone decided"))


def _fields(reading: Reading, event: Event) -> list[tuple[str, str, list[Span]]]:
    names = {actor.id: f"{actor.name} ({actor.country or '–'} {actor.sector or '–'})" for actor in reading.actors}
    places = {place.id: place.name for place in reading.places}
    evidence = event.evidence
    date = f"{event.date.start} to {event.date.end} ({event.date.grain})" if event.date else "–"
    return [
        ("type", event.type + (f"/{event.mode}" if event.mode else ""), [(event.trigger.start, event.trigger.end)]),
        ("contexts", ", ".join(event.contexts) or "–", list(evidence.contexts)),
        ("agents", ", ".join(names[k] for k in event.agents) or "–", list(evidence.agents)),
        ("recipients", ", ".join(names[k] for k in event.recipients) or "–", list(evidence.recipients)),
        ("date", date, [evidence.date] if evidence.date else []),
        ("place", places.get(event.place or "", "–"), [evidence.place] if evidence.place else []),
        ("status", event.status, list(evidence.status)),
        ("said by", ", ".join(names[k] for k in event.said_by) or "the newspaper", list(evidence.said_by)),
        ("stance", event.stance or "–", []),
        ("denied by", ", ".join(names[k] for k in event.denied_by) or "–", []),
        ("magnitude", ", ".join(map(counted, event.magnitude)) or "–", list(evidence.magnitude)),
        ("confidence", f"{event.confidence:.2f}", []),
    ]
