"""People's verdicts laid over whole readings: rejected events dropped, fixed fields fixed, each with whose word it is."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from quidnunc.errors import DamagedWorldError
from quidnunc.records import Actor, Event, EventDate, Evidence, Place, Reading, Span, Verdict, VerdictKind, content_id
from quidnunc.world.judging import Anchor
from quidnunc.world.review.carrying import Carried, carry, outdated
from quidnunc.world.review.fields import FIELDS, mode_of
from quidnunc.world.review.judgement import Judgement, judgements_of
from quidnunc.world.review.verdicts import RECORD, Standing, opinions, standing_of
from quidnunc.world.store import World

SIDES = ("agents", "recipients", "said_by", "denied_by")


def judged_readings(world: World, *, damaged: Callable[[DamagedWorldError], None] | None = None) -> Iterator[Reading]:
    """A world's readings as people judged them. Arguments and errors as for ``World.readings``."""
    verdicts = Verdicts(world)
    for reading in world.readings(damaged=damaged):
        yield verdicts.over(reading)


class Verdicts:
    """What people said of a world's events, to be laid over its readings."""

    def __init__(self, world: World) -> None:
        self._by_article: dict[str, list[Judgement]] = {}
        self._by_event: dict[str, list[Judgement]] = {}  # of judgements that do not name their article
        for judgement in judgements_of(world):
            if judgement.reading is not None:
                self._by_article.setdefault(judgement.reading, []).append(judgement)
            else:
                self._by_event.setdefault(judgement.target_id, []).append(judgement)
        self._unnamed = sorted(j.id for held in self._by_event.values() for j in held)

    def mark(self, article: str) -> str:
        """What was said that may bear on an article's events, in a few characters: another mark, other verdicts.

        Judgements that do not name their article may bear on any.
        """
        own = self._by_article.get(article, [])
        return content_id(*sorted(j.id for j in own), *self._unnamed, length=8) if own or self._unnamed else ""

    def carried(self, reading: Reading) -> Carried:
        """The judgements of a reading's events, with the ids that these bear now."""
        own = self._by_article.get(reading.id, [])
        own = own + [j for event in reading.events for j in self._by_event.get(event.id, ())]
        anchors = {e.id: Anchor(e.type, e.trigger.start, e.trigger.end) for e in reading.events}
        return carry(sorted(own, key=lambda j: (j.at, j.id)), {reading.id: anchors})

    def standings(self, reading: Reading) -> dict[str, Standing]:
        """What stands of each event of a reading that people judged."""
        found = self.carried(reading).found
        if not found:
            return {}
        now = {event.id: values_of(reading, event) for event in reading.events}
        valid = [j for j in found if j.reader == reader_of(reading) or not outdated(j, now[j.target_id], FIELDS)]
        return {event: standing_of(held) for event, held in opinions(valid).items()}

    def over(self, reading: Reading) -> Reading:
        """The reading as judged; the very same where nobody judged any of its events."""
        standings = self.standings(reading)
        if not standings:
            return reading
        added = _Added(reading)
        events = [
            event if (held := standings.get(event.id)) is None else _laid(event, held, added)
            for event in reading.events
            if event.id not in standings or standings[event.id].state != "rejected"
        ]
        kept = {event.id for event in events}
        return msgspec.structs.replace(
            reading,
            events=tuple(events),
            actors=(*reading.actors, *added.actors.values()),
            places=(*reading.places, *added.places.values()),
            relations=tuple(r for r in reading.relations if r.from_ in kept and r.to in kept),
        )


def reader_of(reading: Reading) -> str:
    """What made a reading, in one line, as the flat events have it."""
    return f"{reading.reader.version} {reading.reader.codebook} {reading.reader.gazetteer}"


def values_of(reading: Reading, event: Event) -> dict[str, Any]:
    """What a reading says in each field of an event, as ``fields.as_read`` puts it."""
    names = {actor.id: actor.name for actor in reading.actors}
    places = {place.id: place.name for place in reading.places}
    values: dict[str, Any] = {
        "type": event.type,
        "mode": event.mode,
        "date": None if event.date is None else msgspec.to_builtins(event.date),
        "place": None if event.place is None else {"id": event.place, "name": places[event.place]},
        "status": event.status,
        "stance": event.stance,
        "contexts": sorted(event.contexts),
        "background": event.background,
    }
    for side in SIDES:
        values[side] = [{"id": key, "name": names[key]} for key in getattr(event, side)]
    return values


class _Added:
    """Actors and places that fixes bring in, which the reading lacks; and where it names those that it has."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.actors: dict[str, Actor] = {}
        self.places: dict[str, Place] = {}
        self._known = {actor.id for actor in reading.actors} | {place.id for place in reading.places}

    def actor(self, value: Any) -> str:  # noqa: ANN401 - whatever JSON holds
        actor = msgspec.convert(value, Actor)
        if actor.id not in self._known:
            self.actors[actor.id] = actor
        return actor.id

    def place(self, value: Any) -> str:  # noqa: ANN401 - whatever JSON holds
        place = msgspec.convert(value, Place)
        if place.id not in self._known:
            self.places[place.id] = place
        return place.id

    def mentions(self, key: str, sentences: tuple[int, ...]) -> list[Span]:
        """Where an actor or a place is named in some sentences."""
        spans = [self.reading.sentences[number] for number in sentences]
        return [
            (m.start, m.end)
            for m in self.reading.mentions
            if key in (m.actor, m.place) and any(s.start <= m.start < s.end for s in spans)
        ]


def _laid(event: Event, held: Standing, added: _Added) -> Event:
    """An event with its fixes. A fixed field rests on the words that name the right party, or on none but the person's."""
    values = {field: json.loads(fix.value) for field, fix in held.fixes.items()}
    changes: dict[str, Any] = {}
    grounds: dict[str, Any] = {}
    numbers = event.evidence.sentences
    for field, value in values.items():
        if field in SIDES:
            changes[field] = tuple(added.actor(actor) for actor in value)
            if field in Evidence.__struct_fields__:
                grounds[field] = tuple(span for key in changes[field] for span in added.mentions(key, numbers))
        elif field == "place":
            changes[field] = None if value is None else added.place(value)
            grounds[field] = next(iter(added.mentions(changes[field], numbers)), None) if changes[field] else None
        elif field == "date":
            changes[field] = None if value is None else msgspec.convert(value, EventDate)
            grounds[field] = None
        else:
            changes[field] = tuple(value) if isinstance(value, list) else value
            if field == "status":
                grounds[field] = ()
    if changes.get("type", event.type) != event.type:
        changes["coding"] = None  # verdicts name types of the codebook that ships
    if "type" in changes or "mode" in changes:
        changes["mode"] = mode_of(changes.get("type", event.type), changes.get("mode", event.mode))
    changes["evidence"] = msgspec.structs.replace(event.evidence, **grounds)
    changes["judged"] = tuple(_verdicts(held))
    return msgspec.structs.replace(event, **changes)


def _verdicts(held: Standing) -> Iterator[Verdict]:
    state: VerdictKind = "open" if RECORD in held.open else "unsure" if held.state == "unsure" else "accepted"
    yield Verdict(field=RECORD, verdict=state, by=held.by, at=held.at, note=held.note)
    for field, fix in held.fixes.items():
        yield Verdict(field=field, verdict="fixed", by=fix.by, at=fix.at, old=fix.old, note=fix.note)
    for field in held.open:
        if field != RECORD:
            people = tuple(sorted({o.by for o in held.opinions if o.holds(field) is not None}))
            yield Verdict(field=field, verdict="open", by=people, at=held.at)
