"""What must hold of every reading: spans lie in the text, references lead somewhere, values are of their kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quidnunc.records import STANCES, STATUSES, Event, Reading, Span, content_id


def broken(reading: Reading) -> Iterator[str]:
    """What does not hold, one line each; nothing of a sound reading."""
    if reading.id != content_id(reading.text, reading.title, reading.published or ""):
        yield "its id is not the hash of its text, title and day"
    yield from _lost_spans(reading)
    yield from _dangling(reading)
    yield from _odd_values(reading)


def _lost_spans(reading: Reading) -> Iterator[str]:
    length = len(reading.text)
    for what, spans in _spans(reading):
        for start, end in spans:
            if not 0 <= start < end <= length:
                yield f"{what}: the span {start}, {end} is empty or outside the text of {length} characters"
    for number, mention in enumerate(reading.mentions):
        if reading.text[mention.start : mention.end] != mention.text:
            yield f"mentions[{number}]: its text is not what stands at {mention.start}, {mention.end}"


def _spans(reading: Reading) -> Iterator[tuple[str, Iterable[Span]]]:
    yield "sentences", ((s.start, s.end) for s in reading.sentences)
    yield "mentions", ((m.start, m.end) for m in reading.mentions)
    yield "times", ((t.start, t.end) for t in reading.times)
    for attribution in reading.attributions:
        yield f"attribution {attribution.id}", (*attribution.source, *attribution.cue, *attribution.content)
    for fact in reading.facts:
        yield "facts", fact.evidence.spans
    for event in reading.events:
        evidence = event.evidence
        single = [span for span in (evidence.date, evidence.place) if span is not None]
        yield (
            f"event {event.id}",
            (
                (event.trigger.start, event.trigger.end),
                *evidence.agents,
                *evidence.recipients,
                *evidence.status,
                *evidence.said_by,
                *evidence.magnitude,
                *evidence.contexts,
                *single,
            ),
        )


def _dangling(reading: Reading) -> Iterator[str]:
    actors = {actor.id for actor in reading.actors}
    places = {place.id for place in reading.places}
    events = {event.id for event in reading.events}
    attributions = {attribution.id for attribution in reading.attributions}
    for mention in reading.mentions:
        yield from _missing("mentions", "actor", [mention.actor], actors)
        yield from _missing("mentions", "place", [mention.place], places)
    for attribution in reading.attributions:
        yield from _missing(f"attribution {attribution.id}", "speaker", [attribution.speaker], actors)
        yield from _missing(f"attribution {attribution.id}", "parent", [attribution.parent], attributions)
    for event in reading.events:
        where = f"event {event.id}"
        for name in ("agents", "recipients", "said_by", "denied_by"):
            yield from _missing(where, name, getattr(event, name), actors)
        yield from _missing(where, "place", [event.place], places)
        yield from _missing(where, "attributions", event.attributions, attributions)
        if any(not 0 <= index < len(reading.sentences) for index in event.evidence.sentences):
            yield f"{where}: evidence names a sentence that the reading does not have"
    for relation in reading.relations:
        yield from _missing("relations", "from, to", [relation.from_, relation.to], events)
    for fact in reading.facts:
        yield from _missing("facts", "subject", [fact.subject], actors)
    for name, ids in (("actors", reading.actors), ("places", reading.places), ("events", reading.events)):
        if len({item.id for item in ids}) != len(ids):
            yield f"{name}: an id stands twice"


def _missing(where: str, field: str, keys: Iterable[str | None], held: set[str]) -> Iterator[str]:
    for key in keys:
        if key is not None and key not in held:
            yield f"{where}: {field} '{key}' is not in the reading"


def _odd_values(reading: Reading) -> Iterator[str]:
    for event in reading.events:
        yield from (f"event {event.id}: {problem}" for problem in _odd(event))


def _odd(event: Event) -> Iterator[str]:
    if event.status not in STATUSES:
        yield f"'{event.status}' is no status"
    if event.stance is not None and event.stance not in STANCES:
        yield f"'{event.stance}' is no stance"
    if not 0 <= event.confidence <= 1:
        yield f"a confidence of {event.confidence} is not between 0 and 1"
    if event.date is not None and event.date.start > event.date.end:
        yield f"its date begins on {event.date.start}, after its end on {event.date.end}"
