"""A world's judgements as rows to publish, and such rows taken in again: here, or by a world of the same articles elsewhere."""

from __future__ import annotations

import datetime
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from quidnunc.errors import FilterError, InputError, WorldError
from quidnunc.world.judging import Anchor, judgement_row
from quidnunc.world.review.desk import GIVEN, Desk
from quidnunc.world.review.fields import FIELDS, checked
from quidnunc.world.review.judgement import Judgement, last_words

_ARTICLE = ("source", "url", "outlet", "title", "published", "sentence")


def citable(desk: Desk) -> tuple[dict[str, object], list[dict[str, object]]]:
    """A header and all judgements of events, oldest first, those taken back too."""
    carried = desk.carried()
    judgements = sorted((*carried.found, *carried.orphans, *carried.outdated), key=lambda j: (j.at, j.id))
    rows = desk.events(judgement.target_id for judgement in judgements)
    standing = {j.id for said in last_words(carried.found).values() for j in said.values()}
    world = desk.world
    header: dict[str, object] = {
        "world_version": world.version(),
        "judgements_version": world.version("judgements"),
        "articles": len(world),
        "judgements": len(judgements),
        "events_judged": len({j.target_id for j in judgements}),
        "orphans": len(carried.orphans),
        "outdated": len(carried.outdated),
        "verdicts": dict(sorted(Counter(j.verdict for j in judgements).items())),
        "reviewers": dict(sorted(Counter(j.by for j in judgements).items())),
        "readers": dict(sorted(Counter(j.reader or "unknown" for j in judgements).items())),
    }
    return header, [_row(j, rows.get(j.target_id, {}), j.id in standing) for j in judgements]


def _row(judgement: Judgement, event: Mapping[str, Any], stands: bool) -> dict[str, object]:
    anchor = judgement.anchor
    return {
        "id": judgement.id,
        "by": judgement.by,
        "role": judgement.role,
        "at": judgement.at.astimezone(datetime.UTC).isoformat(),
        "verdict": judgement.verdict,
        "field": judgement.field,
        "value": judgement.value,
        "old": judgement.old,
        "note": judgement.note,
        "stands": stands,
        "event": judgement.target_id,
        "reading": judgement.reading,
        "type": anchor and anchor.type,
        "trigger_start": anchor and anchor.start,
        "trigger_end": anchor and anchor.end,
        "reader": judgement.reader,
        "drawn": judgement.drawn,
        "withdraws": judgement.withdraws,
        **{name: event.get(name) for name in _ARTICLE},
    }


def taken_in(desk: Desk, rows: Iterable[tuple[str, Mapping[str, Any]]]) -> int:
    """Takes in rows that ``citable`` made, wherever; those that are held already add nothing. All of them or none.

    Args:
        desk: where they go.
        rows: each with the place where it stands, for errors.

    Returns:
        How many are new.

    Raises:
        InputError: a row lacks what a judgement needs, or holds what it may not; the message names the place and the field.
    """
    return desk.world.add_judgements([_judgement(place, row) for place, row in rows])


def _judgement(place: str, row: Mapping[str, Any]) -> dict[str, object]:
    for name in ("event", "verdict", "by"):
        if not isinstance(row.get(name), str) or not row[name].strip():
            raise InputError("is missing", source=place, field=name)
    if row["verdict"] not in (*GIVEN, "undo"):
        raise InputError(f"'{row['verdict']}' is none of {', '.join((*GIVEN, 'undo'))}", source=place, field="verdict")
    field = row.get("field")
    if field is not None and field not in FIELDS:
        raise InputError(f"'{field}' is none of {', '.join(FIELDS)}", source=place, field="field")
    if row["verdict"] == "fix" and field is None:
        raise InputError("a fix names its field", source=place, field="field")
    value = _json(row, "value", place)
    try:
        return judgement_row(
            "event",
            row["event"],
            row["verdict"],
            by=row["by"],
            reading=row.get("reading"),
            field=field,
            value=checked(str(field), value) if row["verdict"] == "fix" else value,
            note=row.get("note"),
            role=row.get("role") or "reviewer",
            old=_json(row, "old", place),
            reader=row.get("reader"),
            anchor=_anchor(row),
            drawn=_json(row, "drawn", place),
            withdraws=row.get("withdraws"),
            at=_moment(row, place),
            key=row.get("id"),
        )
    except (FilterError, WorldError) as problem:
        raise InputError(problem.message, source=place, field=getattr(problem, "field", None)) from problem


def _anchor(row: Mapping[str, Any]) -> Anchor | None:
    type_, start, end = (row.get(name) for name in ("type", "trigger_start", "trigger_end"))
    if not isinstance(type_, str) or not isinstance(start, int) or not isinstance(end, int):
        return None
    return Anchor(type_, start, end)


def _json(row: Mapping[str, Any], name: str, place: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    held = row.get(name)
    if held is None:
        return None
    try:
        return json.loads(held)
    except (TypeError, ValueError) as problem:
        raise InputError(f"not JSON: {held}", source=place, field=name) from problem


def _moment(row: Mapping[str, Any], place: str) -> datetime.datetime | None:
    held = row.get("at")
    if held is None:
        return None
    try:
        moment = datetime.datetime.fromisoformat(str(held))
    except ValueError as problem:
        raise InputError(f"'{held}' is no moment", source=place, field="at") from problem
    return moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
