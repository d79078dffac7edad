"""An article: its text with what each event's fields rest on, and the records beside it."""

from __future__ import annotations

from collections import defaultdict
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query

from quidnunc.explorer.asking import MissingError, Moment
from quidnunc.explorer.parameters import Ask
from quidnunc.explorer.spans import Role, paragraphs, role_spans
from quidnunc.explorer.view import Shown, page
from quidnunc.records import Actor, Event, Reading

router = APIRouter(tags=["articles"])

ReadingId = Annotated[str, Path(max_length=64, pattern="^[0-9a-zA-Z:_-]+$", description="The article's id.")]
Focus = Annotated[str | None, Query(max_length=64, description="The event that is shown first.")]


@page(router, "/article/{reading}", "article.html")
def article(ask: Ask, reading: ReadingId, event: Focus = None) -> Shown:
    """An article's record: text, events with every field's characters, attributions, facts."""
    held = reading_of(ask.moment, reading)
    spans = [span for one in held.events for span in role_spans(one)]
    spans += [(start, end, Role.SPEECH, one.id) for one in held.attributions for start, end in one.cue]
    focus = event if any(one.id == event for one in held.events) else None
    return Shown(
        title=held.title or f"Article {held.id}",
        data=held.to_dict(),
        command=f"quidnunc ask {ask.settings.name} --reading {held.id}",
        extra={
            "focus": focus,
            "paragraphs": paragraphs(held.text, spans, focus),
            "cards": [card(held, one) for one in sorted(held.events, key=lambda one: one.trigger.start)],
            "people": people(held),
        },
    )


def reading_of(moment: Moment, key: str) -> Reading:
    """A reading of the world.

    Raises:
        MissingError: there is none of that id.
    """
    found = moment.readings([key])
    if not found:
        raise MissingError(f"no article '{key}' in this world")
    return found[0]


def card(reading: Reading, event: Event) -> dict[str, Any]:
    """An event with its actors and place looked up, for people."""
    actors = {actor.id: actor for actor in reading.actors}

    def named(keys: tuple[str, ...]) -> list[Actor]:
        return [actors[key] for key in keys if key in actors]

    return {
        "event": event,
        "agents": named(event.agents),
        "recipients": named(event.recipients),
        "said_by": named(event.said_by),
        "denied_by": named(event.denied_by),
        "place": next((place for place in reading.places if place.id == event.place), None),
        "trigger": reading.text[event.trigger.start : event.trigger.end],
        "evidence": evidence(reading, event),
    }


def evidence(reading: Reading, event: Event) -> dict[str, list[str]]:
    """The words that each field rests on."""
    out: dict[str, list[str]] = defaultdict(list)
    for start, end, role, _ in role_spans(event):
        out[role].append(reading.text[start:end])
    return dict(out)


def people(reading: Reading) -> list[tuple[Actor, int]]:
    """The actors by how often the text mentions them."""
    counts: dict[str, int] = defaultdict(int)
    for mention in reading.mentions:
        if mention.actor is not None:
            counts[mention.actor] += 1
    return sorted(((actor, counts[actor.id]) for actor in reading.actors), key=lambda pair: (-pair[1], pair[0].name))
