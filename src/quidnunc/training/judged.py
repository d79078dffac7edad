"""What people accepted, fixed or rejected in a world, as examples that the typing model learns from beside the codebook's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from quidnunc.codebook.examples import NONE, Example
from quidnunc.codebook.schema import EventType
from quidnunc.records import Event, Reading, Sentence, Span
from quidnunc.world.review.laying import Verdicts
from quidnunc.world.store import World


def examples_of(world: World, types: Mapping[str, EventType]) -> Iterator[Example]:
    """An example of each event that people accepted, fixed or rejected, whose agent and recipient its sentence names.

    What was rejected is an example of "NONE"; what is in dispute or unsure is none. A fixed agent or recipient counts where the
    sentence names the right one. A type that the codebook lacks gives none, a mode that it lacks is left out.
    """
    verdicts = Verdicts(world)
    for reading in world.readings():
        standings = verdicts.standings(reading)
        if not standings:
            continue
        laid = {event.id: event for event in verdicts.over(reading).events}
        for event in reading.events:
            held = standings.get(event.id)
            if held is None or held.state in ("open", "unsure"):
                continue
            rejected = held.state == "rejected"
            example = _example(reading, event if rejected else laid[event.id], types, rejected)
            if example is not None:
                yield example


def with_judged(own: Sequence[Example], more: Iterable[Example]) -> list[Example]:
    """The codebook's examples and others, each once; where both tell of the same words the codebook's stand."""
    found = {(e.text, e.agent, e.recipient, e.trigger): e for e in (*more, *own)}
    return list(found.values())


def _example(reading: Reading, event: Event, types: Mapping[str, EventType], rejected: bool) -> Example | None:
    trigger = (event.trigger.start, event.trigger.end)
    sentence = next((s for s in reading.sentences if s.start <= trigger[0] and trigger[1] <= s.end), None)
    if sentence is None or not (rejected or event.type in types):
        return None
    agent, recipient = (_within(spans, sentence) for spans in (event.evidence.agents, event.evidence.recipients))
    if agent is None or recipient is None or agent == recipient:
        return None
    return Example(
        text=reading.text[sentence.start : sentence.end],
        agent=agent,
        recipient=recipient,
        trigger=(trigger[0] - sentence.start, trigger[1] - sentence.start),
        type=NONE if rejected else event.type,
        mode=None if rejected or event.mode not in types[event.type].modes else event.mode,
        status=event.status,
        pair=f"{reading.id}:{sentence.start}",  # two events of a sentence are never split between training and the part held back
    )


def _within(spans: Iterable[Span], sentence: Sentence) -> Span | None:
    """The first span inside a sentence, counted from its beginning."""
    inside = (span for span in spans if sentence.start <= span[0] < span[1] <= sentence.end)
    return next(((start - sentence.start, end - sentence.start) for start, end in inside), None)
