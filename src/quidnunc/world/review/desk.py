"""The desk at which people review: the next event, their verdict on it, taking it back, what is in dispute, how far they agree."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from quidnunc.errors import FilterError, UnknownEventError, WorldError
from quidnunc.world.judging import Anchor, judgement_row
from quidnunc.world.query import COLUMNS, Query
from quidnunc.world.review.agreement import Alpha, agreements
from quidnunc.world.review.carrying import Carried
from quidnunc.world.review.fields import FIELDS, as_read, checked
from quidnunc.world.review.judgement import Judgement, judgements_of
from quidnunc.world.review.queue import Draw, Queue
from quidnunc.world.review.today import today
from quidnunc.world.review.verdicts import Opinion, Standing, opinions, standing_of
from quidnunc.world.store import World

GIVEN = ("accept", "reject", "unsure", "fix")
"""The verdicts that people give; ``undo`` takes one back."""

_QUEUES = 16
_ROW = ", ".join((*COLUMNS, "reader"))


@dataclass(frozen=True)
class Dispute:
    """An event on which reviewers differ: its row as read, what is in dispute, and what each holds."""

    event: str
    row: dict[str, Any]
    standing: Standing


class Desk:
    """One world's desk; keep it to ask again, make a new one when the world has grown.

    Args:
        world: the world, as it is now.
        query: the world, asked without people's verdicts, where it is at hand already.
    """

    def __init__(self, world: World, query: Query | None = None) -> None:
        self.world = world
        self._given = query
        self._queues: OrderedDict[Draw, Queue] = OrderedDict()
        self._carried: tuple[tuple[int, str], Carried] | None = None

    @cached_property
    def query(self) -> Query:
        """The events as read."""
        return self._given if self._given is not None else Query(self.world, judged=False)

    # Looking

    def queue(self, draw: Draw) -> Queue:
        """The queue of a draw; those asked for last are kept."""
        queue = self._queues.pop(draw, None) or Queue(self.query, draw)
        self._queues[draw] = queue
        if len(self._queues) > _QUEUES:
            self._queues.popitem(last=False)
        return queue

    def next(self, draw: Draw, *, by: str, after: str | None = None) -> dict[str, Any] | None:
        """The next event that a person has not judged; ``None`` when there is none (after the one skipped)."""
        return self.queue(draw).next(self.judged_by(by), after=after)

    def judged_by(self, by: str) -> set[str]:
        """The events that a person has judged as a whole, by their ids of today."""
        name = " ".join(by.split())
        return {event for event, held in self.opinions().items() for o in held if o.by == name and None in o.words}

    def event(self, event: str) -> dict[str, Any]:
        """An event as read: the columns of ``COLUMNS`` and ``reader``.

        Raises:
            UnknownEventError: there is none of this id.
        """
        row = self.events([event]).get(event)
        if row is None:
            raise UnknownEventError(f"no event '{event}' in {self.world.path}")
        return row

    def events(self, wanted: Iterable[str]) -> dict[str, dict[str, Any]]:
        """Several events as read, by their ids; those that there are not are left out."""
        return {row["event"]: row for row in self._ask(_ROW, "event", sorted(set(wanted)))}

    def carried(self) -> Carried:
        """All judgements of events, with the ids that these bear now; and those whose events are read no more."""
        judgements = judgements_of(self.world)
        mark = (len(judgements), judgements[-1].id if judgements else "")
        if self._carried is None or self._carried[0] != mark:
            self._carried = (mark, today(judgements, self._ask))
        return self._carried[1]

    def _ask(self, columns: str, by: str, keys: Iterable[str]) -> Iterable[dict[str, Any]]:
        sql = f"SELECT {columns} FROM {self.query.view} WHERE {by} IN (SELECT unnest(CAST(? AS VARCHAR[])))"
        return self.query.ask(sql, (list(keys),)).rows()

    def opinions(self) -> dict[str, list[Opinion]]:
        """What everybody holds of each event judged."""
        return opinions(self.carried().found)

    def standing(self, event: str) -> Standing | None:
        """What stands of one event; ``None`` where nobody judged it."""
        held = self.opinions().get(event)
        return standing_of(held) if held else None

    def history(self, event: str) -> list[Judgement]:
        """All judgements of one event, oldest first, those taken back too."""
        return [judgement for judgement in self.carried().found if judgement.target_id == event]

    def disputes(self) -> list[Dispute]:
        """The events on which reviewers differ, those longest in dispute first."""
        standings = {event: standing_of(held) for event, held in self.opinions().items()}
        disputed = {event: held for event, held in standings.items() if held.open}
        rows = self.events(disputed)
        found = [Dispute(event, rows[event], held) for event, held in disputed.items()]
        return sorted(found, key=lambda dispute: (dispute.standing.at, dispute.event))

    def agreement(self) -> list[Alpha]:
        """How far reviewers agree, field by field."""
        return agreements(self.opinions())

    # Judging

    def judge(
        self,
        event: str,
        verdict: str,
        *,
        by: str,
        field: str | None = None,
        value: object = None,
        note: str | None = None,
        role: str = "reviewer",
        draw: Draw | None = None,
    ) -> Judgement:
        """Gives a verdict on an event as it is read now; it applies at once.

        Args:
            event: its whole id.
            verdict: ``accept``, ``reject`` or ``unsure`` of the record as a whole; ``accept`` or ``fix`` of one field.
            by: who judges.
            field: the field, of ``FIELDS``.
            value: what it should hold, for ``fix``; ``None`` where nothing is right.
            note: in the person's own words.
            role: ``reviewer``, or ``adjudicator`` to settle what reviewers dispute.
            draw: how the event came to be looked at.

        Raises:
            UnknownEventError: there is no such event.
            FilterError: a verdict that does not fit, a field that there is not, or a value that it cannot hold.
            WorldError: nobody's name, or the world cannot be written.
        """
        row = self.event(event)
        if verdict not in GIVEN:
            raise FilterError(f"there is no '{verdict}'; there are {', '.join(GIVEN)}", field="verdict")
        if verdict in (("fix",) if field is None else ("reject", "unsure")):
            raise FilterError(
                "one field is accepted or fixed; a whole record accepted, rejected or unsure", field="verdict"
            )
        if field is not None and field not in FIELDS:
            raise FilterError(f"there is no such field; there are {', '.join(FIELDS)}", field="field")
        read = as_read(row)
        made = judgement_row(
            "event",
            event,
            verdict,
            by=by,
            reading=row["reading"],
            field=field,
            value=checked(field, value) if verdict == "fix" and field is not None else None,
            note=" ".join(note.split()) or None if note else None,
            role=role,
            old=read if field is None else read[field],
            reader=row["reader"],
            anchor=Anchor(row["type"], row["trigger_start"], row["trigger_end"]),
            drawn=None if draw is None else self.queue(draw).told(row),
        )
        self.world.add_judgements([made])
        return Judgement.of(made)

    def undo(self, by: str, *, event: str | None = None) -> Judgement:
        """Takes back a person's last verdict (on one event, where one is named); returns what was taken back.

        Raises:
            WorldError: there is nothing to take back.
        """
        name = " ".join(by.split())
        own = [j for j in self.carried().found if j.by == name and event in (None, j.target_id)]
        gone = {j.withdraws for j in own if j.verdict == "undo"}
        standing = [j for j in own if j.verdict != "undo" and j.id not in gone]
        if not standing:
            raise WorldError(f"there is no verdict of '{name}' to take back", source=self.world.path)
        last = standing[-1]
        self.world.judge(
            "event",
            last.target_id,
            "undo",
            by=last.by,
            reading=last.reading,
            field=last.field,
            role=last.role,
            reader=last.reader,
            anchor=last.anchor,
            withdraws=last.id,
        )
        return last
