"""What a judgement holds, as a row of the table ``judgements``, checked before it is written."""

from __future__ import annotations

import datetime
import json
import uuid
from collections.abc import Mapping
from typing import NamedTuple

from quidnunc.errors import WorldError

VERDICTS = ("accept", "reject", "fix", "unsure", "undo")
TARGETS = ("reading", "event", "incident", "story", "merge")
ROLES = ("reviewer", "adjudicator")


class Anchor(NamedTuple):
    """Where the event judged stands in its article: by this it is found again when a newer reader gives it another id."""

    type: str
    start: int
    end: int


def judgement_row(
    target: str,
    target_id: str,
    verdict: str,
    *,
    by: str,
    reading: str | None = None,
    field: str | None = None,
    value: object = None,
    note: str | None = None,
    role: str = "reviewer",
    old: object = None,
    reader: str | None = None,
    anchor: Anchor | None = None,
    drawn: Mapping[str, object] | None = None,
    withdraws: str | None = None,
    at: datetime.datetime | None = None,
    key: str | None = None,
) -> dict[str, object]:
    """A row of ``judgements``; what each argument is, ``World.judge`` says.

    Raises:
        WorldError: an unknown target, verdict or role, or nobody's name.
    """
    for what, given, allowed in (("target", target, TARGETS), ("verdict", verdict, VERDICTS), ("role", role, ROLES)):
        if given not in allowed:
            raise WorldError(f"no {what} '{given}'; it is one of {', '.join(allowed)}")
    name = " ".join(by.split())
    if not name:
        raise WorldError("a judgement needs the name of who judges")
    return {
        "id": key or uuid.uuid4().hex,
        "target": target,
        "target_id": target_id,
        "reading": reading,
        "field": field,
        "verdict": verdict,
        "value": json_text(value) if verdict == "fix" else json_of(value),  # a fix may say: nothing
        "note": note,
        "by": name,
        "added_at": at or datetime.datetime.now(datetime.UTC),
        "role": role,
        "old": json_of(old),
        "reader": reader,
        "type": None if anchor is None else anchor.type,
        "trigger_start": None if anchor is None else anchor.start,
        "trigger_end": None if anchor is None else anchor.end,
        "drawn": json_of(drawn),
        "withdraws": withdraws,
    }


def json_of(value: object) -> str | None:
    """A value as JSON, the same text for equal values; ``None`` for none."""
    return None if value is None else json_text(value)


def json_text(value: object) -> str:
    """A value as JSON, ``None`` as ``null``."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
