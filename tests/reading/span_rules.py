"""What must hold of every reading, whatever the article: spans, references and dates. Used by tests and benchmarks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quidnunc.records import Event, Mention, Reading, Span, TimeSpan

Broken = tuple[str, str]  # the rule, and where it is broken


def broken_rules(reading: Reading) -> list[Broken]:
    """The rules that a reading breaks, each with the place; empty where it is sound."""
    return [
        *_spans(reading),
        *_sentences(reading),
        *_slices(reading),
        *_references(reading),
        *_dates(reading),
        *_evidence(reading),
    ]


def _spans(reading: Reading) -> Iterator[Broken]:
    for where, spans in _all_spans(reading):
        for start, end in spans:
            if not 0 <= start < end <= len(reading.text):
                yield "span within the text and not empty", f"{where} [{start}, {end}) of {len(reading.text)}"


def _all_spans(reading: Reading) -> Iterator[tuple[str, Iterable[Span]]]:
    for kind in ("sentences", "mentions", "times"):
        yield kind, ((record.start, record.end) for record in getattr(reading, kind))
    for said in reading.attributions:
        for role in ("source", "cue", "content"):
            yield f"attribution {said.id} {role}", getattr(said, role)
    for event in reading.events:
        yield f"event {event.id} trigger", [(event.trigger.start, event.trigger.end)]
        for name, spans in evidence_spans(event):
            yield f"event {event.id} {name}", spans
    for fact in reading.facts:
        yield f"fact {fact.subject} {fact.predicate}", fact.evidence.spans


def evidence_spans(event: Event) -> Iterator[tuple[str, tuple[Span, ...]]]:
    """Each field of an event's evidence that holds spans, and the spans."""
    evidence = event.evidence
    for name in ("agents", "recipients", "status", "said_by", "magnitude", "contexts"):
        yield name, getattr(evidence, name)
    for name, span in (("date", evidence.date), ("place", evidence.place)):
        yield name, () if span is None else (span,)


def _sentences(reading: Reading) -> Iterator[Broken]:
    for before, after in zip(reading.sentences, reading.sentences[1:], strict=False):
        if before.end > after.start:
            yield "sentences in order and apart", f"[{before.start}, {before.end}) before [{after.start}, {after.end})"


def _slices(reading: Reading) -> Iterator[Broken]:
    records: list[Mention | TimeSpan] = [*reading.mentions, *reading.times]
    for record in records:
        if record.text != reading.text[record.start : record.end]:
            yield "text is what the span covers", f"{type(record).__name__} {record.text!r} at {record.start}"


def _references(reading: Reading) -> Iterator[Broken]:
    known = {
        "actor": [actor.id for actor in reading.actors],
        "place": [place.id for place in reading.places],
        "attribution": [said.id for said in reading.attributions],
        "event": [event.id for event in reading.events],
    }
    for kind, ids in known.items():
        if len(ids) != len(set(ids)):
            yield "ids are unique", kind
    for where, kind, key in _all_references(reading):
        if key is not None and key not in known[kind]:
            yield "ids that are referred to exist", f"{where}: {kind} {key}"
    for where, numbers in (
        *((f"event {event.id}", event.evidence.sentences) for event in reading.events),
        *((f"fact of {fact.subject}", fact.evidence.sentences) for fact in reading.facts),
    ):
        if not numbers or any(not 0 <= n < len(reading.sentences) for n in numbers):
            yield "evidence names sentences of the text", f"{where}: {numbers}"


def _all_references(reading: Reading) -> Iterator[tuple[str, str, str | None]]:
    for mention in reading.mentions:
        where = f"mention at {mention.start}"
        yield where, "actor", mention.actor
        yield where, "place", mention.place
    for said in reading.attributions:
        yield f"attribution {said.id}", "attribution", said.parent
        yield f"attribution {said.id}", "actor", said.speaker
    for event in reading.events:
        where = f"event {event.id}"
        for key in (*event.agents, *event.recipients, *event.said_by, *event.denied_by):
            yield where, "actor", key
        yield where, "place", event.place
        for key in event.attributions:
            yield where, "attribution", key
    for relation in reading.relations:
        yield f"relation {relation.kind}", "event", relation.from_
        yield f"relation {relation.kind}", "event", relation.to
    for fact in reading.facts:
        for key in (fact.subject, *fact.said_by):
            yield f"fact {fact.predicate}", "actor", key


def _dates(reading: Reading) -> Iterator[Broken]:
    for time in reading.times:
        if (time.from_ is None) != (time.to is None):
            yield "a time has both ends or none", f"{time.text!r}: {time.from_}, {time.to}"
        elif time.from_ is not None and time.to is not None and time.from_ > time.to:
            yield "a time ends no earlier than it starts", f"{time.text!r}: {time.from_}, {time.to}"
    for event in reading.events:
        if event.date is not None and event.date.start > event.date.end:
            yield "an event ends no earlier than it starts", f"{event.id}: {event.date.start}, {event.date.end}"
        for magnitude in event.magnitude:
            if magnitude.low is None and magnitude.high is None:
                yield "a magnitude has a bound", event.id
            elif magnitude.low is not None and magnitude.high is not None and magnitude.low > magnitude.high:
                yield "a magnitude's low is no higher than its high", f"{event.id}: {magnitude.low}, {magnitude.high}"
        if not 0 <= event.confidence <= 1:
            yield "confidence is between 0 and 1", f"{event.id}: {event.confidence}"


def _evidence(reading: Reading) -> Iterator[Broken]:
    spans_of: dict[str, list[Span]] = {}
    countries = {place.id: place.country for place in reading.places}
    states = {actor.country: actor.id for actor in reading.actors if actor.kind == "state"}
    for mention in reading.mentions:
        where = states.get(countries.get(mention.place or ""))  # what is done to a place is done to its state
        for actor in (mention.actor, where):
            if actor is not None:
                spans_of.setdefault(actor, []).append((mention.start, mention.end))
    for event in reading.events:
        for name, values, words in (
            ("magnitude", event.magnitude, event.evidence.magnitude),
            ("contexts", event.contexts, event.evidence.contexts),
        ):
            if len(values) != len(words):
                yield f"each of {name} rests on words", f"{event.id}: {len(values)} on {len(words)}"
        if not any(_inside(reading, n, event) for n in event.evidence.sentences):
            trigger = reading.text[event.trigger.start : event.trigger.end]
            yield "a trigger stands in an evidence sentence", f"{event.id}: {trigger!r}"
        for role, keys, spans in (
            ("agents", event.agents, event.evidence.agents),
            ("recipients", event.recipients, event.evidence.recipients),
            ("said_by", event.said_by, event.evidence.said_by),
        ):
            mentions = [span for key in keys for span in spans_of.get(key, ())]
            for span in spans:
                if not any(_overlap(span, mention) for mention in mentions):
                    shown = reading.text[span[0] : span[1]]
                    yield (
                        f"evidence of {role} touches a mention of them",
                        f"{event.id}: {shown!r} for {', '.join(keys)}",
                    )


def _inside(reading: Reading, number: int, event: Event) -> bool:
    if not 0 <= number < len(reading.sentences):
        return False
    sentence = reading.sentences[number]
    return sentence.start <= event.trigger.start and event.trigger.end <= sentence.end


def _overlap(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]
