"""What annotation tools are given and give back: events as tasks, and verdicts that come from elsewhere."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from quidnunc.errors import FilterError, InputError, WorldError
from quidnunc.records import content_id
from quidnunc.world.judging import Anchor, judgement_row
from quidnunc.world.review.desk import Desk
from quidnunc.world.review.fields import as_read, checked
from quidnunc.world.review.queue import Draw
from quidnunc.world.review.verdicts import AS_READ, Opinion


@dataclass(frozen=True)
class Task:
    """An event to be judged elsewhere, or judged already.

    Attributes:
        row: the event as read.
        drawn: how it was drawn, where it was.
        opinions: what people here hold of it.
    """

    row: Mapping[str, Any]
    drawn: Mapping[str, object] | None
    opinions: tuple[Opinion, ...] = ()

    @property
    def told(self) -> str:
        """The record in a line: ``Russia → ACCUSE → Finland; happened; 2023-01-01; Turku``."""
        row = self.row
        who = " → ".join(part for part in (", ".join(row["agents"]), row["type"], ", ".join(row["recipients"])) if part)
        said = f"{', '.join(row['said_by']) or 'somebody'} {row['stance']}" if row["stance"] else None
        return "; ".join(
            str(part) for part in (who, row["mode"], row["status"], said, row["date_start"], row["place"]) if part
        )


@dataclass(frozen=True)
class Given:
    """What somebody elsewhere said of an event: a verdict on the whole, and fields with another value."""

    place: str
    event: str
    by: str
    verdict: str | None
    values: Mapping[str, object]
    note: str | None = None
    drawn: Mapping[str, object] | None = None
    at: datetime.datetime | None = None


def judged(desk: Desk) -> Iterator[Task]:
    """The events that people judged, with what they hold."""
    opinions = desk.opinions()
    rows = desk.events(opinions)
    for event in sorted(rows):
        said = (word.drawn for opinion in opinions[event] for word in opinion.words.values() if word.drawn)
        drawn = next(said, None)
        yield Task(rows[event], None if drawn is None else json.loads(drawn), tuple(opinions[event]))


def to_do(desk: Desk, draw: Draw, number: int) -> Iterator[Task]:
    """The first events of a draw that nobody here has judged."""
    queue = desk.queue(draw)
    done = set(desk.opinions())
    for _ in range(number):
        row = queue.next(done)
        if row is None:
            return
        done.add(row["event"])
        yield Task(row, queue.told(row))


def value_of(opinion: Opinion, field: str, read: object) -> Any:  # noqa: ANN401 - whatever JSON holds
    """What a person holds right in a field, or what is read."""
    held = opinion.holds(field)
    return read if held in (None, AS_READ) else json.loads(str(held))


def take_in(desk: Desk, given: Iterable[Given], tool: str) -> int:
    """Takes in verdicts from elsewhere, all or none; what their givers are known to hold adds nothing.

    Args:
        desk: where they go.
        given: the verdicts.
        tool: its name, part of the judgements' ids.

    Returns:
        How many judgements are new.

    Raises:
        InputError: an event that is not there, or a value that a field cannot hold; the message names the place.
    """
    held = list(given)
    rows = desk.events(one.event for one in held)
    opinions = desk.opinions()
    made: list[dict[str, object]] = []
    for one in held:
        if one.event not in rows:
            raise InputError(f"no event '{one.event}' in {desk.world.path}", source=one.place, field="event")
        made += (row for row in _judgements(one, rows[one.event], tool) if _is_news(row, opinions.get(one.event, [])))
    return desk.world.add_judgements(made)


def _is_news(row: Mapping[str, object], held: Iterable[Opinion]) -> bool:
    words = (o.words.get(row["field"]) for o in held if (o.by, o.role) == (row["by"], row["role"]))  # type: ignore[call-overload]
    return not any(word is not None and (word.verdict, word.value) == (row["verdict"], row["value"]) for word in words)


def _judgements(one: Given, row: Mapping[str, Any], tool: str) -> Iterator[dict[str, object]]:
    read = as_read(row)
    said: list[tuple[str | None, str, object]] = []
    for name, given in one.values.items():
        try:
            fixed = checked(name, given)
        except FilterError as problem:
            raise InputError(problem.message, source=one.place, field=name) from problem
        if fixed != read[name]:
            said.append((name, "fix", fixed))
    if one.verdict is not None:
        said.append((None, one.verdict, None))
    for field, verdict, value in said:
        try:
            yield judgement_row(
                "event",
                one.event,
                verdict,
                by=one.by,
                reading=row["reading"],
                field=field,
                value=value,
                note=one.note,
                old=read if field is None else read[field],
                reader=row["reader"],
                anchor=Anchor(row["type"], row["trigger_start"], row["trigger_end"]),
                drawn=one.drawn,
                at=one.at,
                key=content_id(
                    tool, one.event, one.by, field, verdict, json.dumps(value, sort_keys=True), one.at, length=32
                ),
            )
        except WorldError as problem:
            raise InputError(problem.message, source=one.place, field="by") from problem


CHOSEN = ("type", "status", "stance")
"""The fields of few values, which tools ask with a list."""
