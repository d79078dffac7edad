"""Judgements as they bear on the events that are read today: found by id or carried over, and still of what is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from quidnunc.world.judging import Anchor
from quidnunc.world.review.carrying import Carried, carry, outdated
from quidnunc.world.review.fields import FIELDS, as_read
from quidnunc.world.review.judgement import Judgement

Ask = Callable[[str, str, Sequence[str]], Iterable[dict[str, Any]]]
"""Given columns, a column and its values, the flat events as read that have one of them."""

_ANCHOR = "event, reading, type, trigger_start, trigger_end, reader"


def today(judgements: Sequence[Judgement], ask: Ask) -> Carried:
    """Gives judgements of events the ids of today's events; what was accepted and is read otherwise now is set apart.

    Args:
        judgements: of events.
        ask: answers from the events as read; asked for those judged, and for the articles of those that are not found.
    """
    if not judgements:
        return Carried([], [])
    articles = {judgement.target_id: judgement.reading for judgement in judgements}
    held = list(ask(_ANCHOR, "event", sorted(articles)))
    found = {row["event"] for row in held}
    lost = sorted({reading for event, reading in articles.items() if reading is not None and event not in found})
    held += ask(_ANCHOR, "reading", lost) if lost else ()
    anchors: dict[str, dict[str, Anchor]] = {}
    for row in held:
        anchor = Anchor(row["type"], row["trigger_start"], row["trigger_end"])
        anchors.setdefault(row["reading"], {})[row["event"]] = anchor
    carried = carry(judgements, anchors)
    readers = {row["event"]: row["reader"] for row in held}
    # The same reader reads the same: only what another one read can be read otherwise now.
    doubtful = {
        j.target_id for j in carried.found if j.verdict == "accept" and j.old and j.reader != readers[j.target_id]
    }
    now = {row["event"]: as_read(row) for row in (ask("*", "event", sorted(doubtful)) if doubtful else ())}
    stale = {j.id for j in carried.found if j.target_id in now and outdated(j, now[j.target_id], FIELDS)}
    return Carried(
        [j for j in carried.found if j.id not in stale], carried.orphans, [j for j in carried.found if j.id in stale]
    )
