"""A judgement: who said what, when, of which field of which event; and how the event came to be looked at."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from quidnunc.world.judging import Anchor
from quidnunc.world.store import World


@dataclass(frozen=True)
class Judgement:
    """One verdict.

    Attributes:
        id: its own.
        target: what is judged: ``event``, ``merge``, …; ``target_id``: which.
        verdict: ``accept``, ``reject``, ``fix``, ``unsure`` or ``undo``.
        by: who; ``at``: when, UTC; ``role``: ``reviewer`` or ``adjudicator``.
        reading: the article's id.
        field: the field judged, ``None`` for the record as a whole.
        value: what the field should hold, of a fix, as JSON.
        old: what the reading says, as JSON.
        note: in the person's own words.
        reader: what made the reading judged.
        anchor: where the event stands in its article.
        drawn: how it came to be looked at, as JSON.
        withdraws: of an undo, the judgement taken back.
    """

    id: str
    target: str
    target_id: str
    verdict: str
    by: str
    at: datetime.datetime
    role: str = "reviewer"
    reading: str | None = None
    field: str | None = None
    value: str | None = None
    old: str | None = None
    note: str | None = None
    reader: str | None = None
    anchor: Anchor | None = None
    drawn: str | None = None
    withdraws: str | None = None

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Judgement:
        """The judgement of a row of the table."""
        anchor = None if row["type"] is None else Anchor(row["type"], row["trigger_start"], row["trigger_end"])
        return cls(
            id=row["id"],
            target=row["target"],
            target_id=row["target_id"],
            verdict=row["verdict"],
            by=row["by"],
            at=row["added_at"],
            role=row["role"] or "reviewer",
            reading=row["reading"],
            field=row["field"],
            value=row["value"],
            old=row["old"],
            note=row["note"],
            reader=row["reader"],
            anchor=anchor,
            drawn=row["drawn"],
            withdraws=row["withdraws"],
        )

    @cached_property
    def fixed(self) -> Any:  # noqa: ANN401 - whatever JSON holds
        """What a fix sets."""
        return None if self.value is None else json.loads(self.value)

    @property
    def when(self) -> str:
        """The moment in ISO form, UTC, to the second."""
        return f"{self.at.astimezone(datetime.UTC):%Y-%m-%dT%H:%M:%SZ}"


def judgements_of(world: World, target: str = "event") -> list[Judgement]:
    """A world's judgements of one kind of thing, oldest first."""
    return [Judgement.of(row) for row in world.judgements() if row["target"] == target]


@dataclass(slots=True)
class Stack:
    """One person's verdicts on one field of one thing, those taken back left out."""

    given: list[Judgement] = field(default_factory=list)

    def put(self, judgement: Judgement) -> None:
        """Adds a verdict; an ``undo`` takes back the one that it names, or the last."""
        if judgement.verdict != "undo":
            self.given.append(judgement)
        elif judgement.withdraws is not None:
            self.given = [held for held in self.given if held.id != judgement.withdraws]
        elif self.given:
            self.given.pop()

    @property
    def last(self) -> Judgement | None:
        """The word that counts."""
        return self.given[-1] if self.given else None


def last_words(judgements: Iterable[Judgement]) -> dict[tuple[str, str | None], dict[str, Judgement]]:
    """What each person last said of each field of each thing: by target and field, then by person and role."""
    stacks: dict[tuple[str, str | None], dict[str, Stack]] = {}
    for judgement in judgements:
        who = stacks.setdefault((judgement.target_id, judgement.field), {})
        who.setdefault(f"{judgement.role} {judgement.by}", Stack()).put(judgement)
    return {
        key: said
        for key, stacked in stacks.items()
        if (said := {who: stack.last for who, stack in stacked.items() if stack.last is not None})
    }
