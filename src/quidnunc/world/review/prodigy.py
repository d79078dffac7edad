"""Prodigy's JSON lines: one task a line, its answer ``accept``, ``reject`` or ``ignore``.

Prodigy (https://prodi.gy/docs/api-interfaces) shows ``text`` with its ``spans`` and ``label``, keeps all other keys, and adds
``answer``, ``_session_id``, ``_annotator_id`` and ``_timestamp``. An answer ``ignore`` is our *unsure*. Where a recipe lets people
choose (``accept``: a list of types) or change the ``label``, another type than the one read is a fix.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from quidnunc.errors import InputError
from quidnunc.world.review.exchange import Given, Task, value_of

_ANSWERS = {"accept": "accept", "reject": "reject", "ignore": "unsure"}
_OURS = {ours: theirs for theirs, ours in _ANSWERS.items()}


def lines(tasks: Iterable[Task]) -> Iterator[dict[str, Any]]:
    """Tasks as Prodigy takes them; one line for each person who judged, or one without an answer."""
    for task in tasks:
        said = [opinion for opinion in task.opinions if opinion.role != "adjudicator" and opinion.record is not None]
        if not said:
            yield _line(task)
        for opinion in said:
            at = max(word.at for word in opinion.words.values())
            yield _line(task) | {
                "label": value_of(opinion, "type", task.row["type"]),
                "answer": _OURS[str(opinion.record)],
                "_annotator_id": opinion.by,
                "_session_id": opinion.by,
                "_timestamp": int(at.timestamp()),
            }


def _line(task: Task) -> dict[str, Any]:
    row = task.row
    start = row["sentence_start"] or 0
    trigger = {"start": row["trigger_start"] - start, "end": row["trigger_end"] - start, "label": "TRIGGER"}
    text = row["sentence"] or ""
    return {
        "text": text,
        "spans": [trigger] if 0 <= trigger["start"] < trigger["end"] <= len(text) else [],
        "label": row["type"],
        "event": row["event"],
        "drawn": task.drawn,
        "meta": {
            "record": task.told,
            "outlet": row["outlet"] or row["source"],
            "published": row["published"],
            "confidence": row["confidence"],
        },
    }


def given(rows: Iterable[tuple[str, Mapping[str, Any]]]) -> Iterator[Given]:
    """The answers of Prodigy's lines (``prodigy db-out``); tasks without one are passed over.

    Raises:
        InputError: a line lacks the event or the annotator, or has another answer.
    """
    for place, row in rows:
        answer = row.get("answer")
        if answer is None:
            continue
        if answer not in _ANSWERS:
            raise InputError(f"'{answer}' is none of {', '.join(_ANSWERS)}", source=place, field="answer")
        event, by = row.get("event"), row.get("_annotator_id") or row.get("_session_id")
        if not isinstance(event, str):
            raise InputError("is missing; it is the id that the export wrote", source=place, field="event")
        if not isinstance(by, str) or not by.strip():
            raise InputError("is missing: who answered?", source=place, field="_annotator_id")
        chosen = row.get("accept")
        label = chosen[0] if isinstance(chosen, list) and len(chosen) == 1 else row.get("label")
        values = {"type": label} if isinstance(label, str) and answer == "accept" else {}
        stamp = row.get("_timestamp")
        at = datetime.datetime.fromtimestamp(stamp, datetime.UTC) if isinstance(stamp, (int, float)) else None
        drawn = row.get("drawn")
        yield Given(place, event, by, _ANSWERS[answer], values, None, drawn if isinstance(drawn, dict) else None, at)
