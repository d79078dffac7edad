"""Sentences with a mention in brackets, and what a reading makes of it."""

from __future__ import annotations

import re

from quidnunc.records import Actor, Mention, Place, Reading, Span


def marked(text: str) -> tuple[str, list[Span]]:
    """A text without its brackets, and the spans that were in them."""
    spans = [
        (match.start() - 2 * i, match.end() - 2 * i - 2) for i, match in enumerate(re.finditer(r"\[[^]]*\]", text))
    ]
    return text.replace("[", "").replace("]", ""), spans


def mentions(reading: Reading, span: Span) -> list[Mention]:
    """The mentions that share most with a span."""
    shared = {m: min(m.end, span[1]) - max(m.start, span[0]) for m in reading.mentions}
    most = max(shared.values(), default=0)
    return [m for m, length in shared.items() if length == most > 0]


def actors(reading: Reading, span: Span) -> list[Actor]:
    """The actors of the mentions that share most with a span."""
    named = {actor.id: actor for actor in reading.actors}
    return [named[m.actor] for m in mentions(reading, span) if m.actor]


def places(reading: Reading, span: Span) -> list[Place]:
    """The places of the mentions that share most with a span."""
    named = {place.id: place for place in reading.places}
    return [named[m.place] for m in mentions(reading, span) if m.place]
