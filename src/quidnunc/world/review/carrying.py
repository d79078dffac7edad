"""Verdicts carried over when a newer reader reads an article again and gives its events other ids.

An event's id hashes its article, type, trigger, agents and recipients; it changes when a reader sees one of these otherwise.
A verdict on an id that the article no longer has goes to the event of the **same article** and the **same type** whose
trigger **overlaps** the one judged; where several do, to the one that shares most characters with it, the earlier of equals.
Where none does the verdict is an orphan: it changes nothing and stays in the table (``quidnunc check`` lists orphans).

An acceptance vouches for values. Carried over to an event that is read otherwise now, it no longer counts: the event is
due again. A rejection or a fix says what the text says, whoever reads it, and counts on.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from quidnunc.world.judging import Anchor
from quidnunc.world.review.judgement import Judgement


@dataclass(frozen=True, slots=True)
class Carried:
    """Judgements with the ids of events that are read now, those that find none, and acceptances of what is read otherwise now."""

    found: list[Judgement]
    orphans: list[Judgement]
    outdated: list[Judgement] = field(default_factory=list)


def carry(judgements: Iterable[Judgement], events: Mapping[str, Mapping[str, Anchor]]) -> Carried:
    """Gives judgements the ids of today's events.

    Args:
        judgements: of events.
        events: the events that are read now, by article: where each stands, by its id.
    """
    homes = {event: article for article, anchors in events.items() for event in anchors}
    done = Carried([], [])
    for judgement in judgements:
        if judgement.target_id in homes:
            done.found.append(judgement)
            continue
        now = _successor(judgement, events.get(judgement.reading or "", {}))
        if now is None:
            done.orphans.append(judgement)
        else:
            done.found.append(replace(judgement, target_id=now))
    return done


def _successor(judgement: Judgement, events: Mapping[str, Anchor]) -> str | None:
    was = judgement.anchor
    if was is None:
        return None
    shared = {
        event: min(was.end, anchor.end) - max(was.start, anchor.start)
        for event, anchor in events.items()
        if anchor.type == was.type
    }
    overlapping = [event for event, length in shared.items() if length > 0]
    return min(overlapping, key=lambda event: (-shared[event], events[event].start, event), default=None)


def outdated(judgement: Judgement, now: Mapping[str, object], fields: Collection[str]) -> bool:
    """Whether an acceptance was of other values than are read now.

    Args:
        judgement: a verdict.
        now: the event's fields as they are read now.
        fields: the fields to compare.
    """
    if judgement.verdict != "accept" or judgement.old is None:
        return False
    was = json.loads(judgement.old)
    if judgement.field is not None:
        return bool(was != now.get(judgement.field))
    return any(was[field] != now.get(field) for field in fields if field in was)
