"""Argilla's records, as ``dataset.records.to_json`` writes and ``from_json`` reads them.

A record (Argilla 2, https://docs.argilla.io) has ``id``, ``fields``, ``metadata``, ``suggestions`` (question → value, score, agent),
``responses`` (question → a list of value and ``user_id``) and ``vectors``. Ours asks for a ``verdict`` (accept, reject, unsure), for
``type``, ``status`` and ``stance`` (labels; ``none`` for no stance), and for a ``note``; what is read is suggested. Argilla knows its
users by UUIDs: ours are made from names, the same for the same name; others are named by the person who imports.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from quidnunc.errors import InputError
from quidnunc.world.review.exchange import CHOSEN, Given, Task, value_of

VERDICTS = ("accept", "reject", "unsure")
_NONE = "none"


def user_id(name: str) -> str:
    """The UUID that stands for a reviewer.

    >>> user_id("Ada") == user_id(" Ada ")
    True
    """
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"quidnunc:reviewer:{' '.join(name.split())}"))


def records(tasks: Iterable[Task]) -> list[dict[str, Any]]:
    """Tasks as records."""
    return [_record(task) for task in tasks]


def _record(task: Task) -> dict[str, Any]:
    row = task.row
    responses: dict[str, list[dict[str, str]]] = {}
    for opinion in task.opinions:
        if opinion.role == "adjudicator" or opinion.record is None:
            continue
        who = user_id(opinion.by)
        answers = {"verdict": opinion.record, **{name: value_of(opinion, name, row[name]) or _NONE for name in CHOSEN}}
        note = next((word.note for word in opinion.words.values() if word.note), None)
        for question, value in {**answers, **({"note": note} if note else {})}.items():
            responses.setdefault(question, []).append({"value": value, "user_id": who})
    return {
        "id": row["event"],
        "fields": {"sentence": row["sentence"] or "", "record": task.told, "trigger": row["trigger"] or ""},
        "metadata": {
            "outlet": row["outlet"] or row["source"],
            "published": row["published"] or "",
            "confidence": row["confidence"],
            "drawn": json.dumps(task.drawn, ensure_ascii=False) if task.drawn else "",
        },
        "suggestions": {
            name: {"value": row[name] or _NONE, "score": row["confidence"], "agent": row["reader"]} for name in CHOSEN
        },
        "responses": responses,
        "vectors": {},
    }


def given(rows: Iterable[tuple[str, Mapping[str, Any]]], users: Mapping[str, str]) -> Iterator[Given]:
    """The responses of records, one for each person.

    Args:
        rows: records, each with the place where it stands.
        users: names by user ids; an unknown user goes by the id.

    Raises:
        InputError: a record of another shape, or an unknown verdict.
    """
    for place, row in rows:
        event = row.get("id")
        if not isinstance(event, str):
            raise InputError("is missing; it is the event's", source=place, field="id")
        for who, answers in _answers(row, place).items():
            verdict = answers.get("verdict")
            if verdict is not None and verdict not in VERDICTS:
                raise InputError(f"'{verdict}' is none of {', '.join(VERDICTS)}", source=place, field="verdict")
            values = {name: _value(answers[name]) for name in CHOSEN if name in answers and verdict != "reject"}
            note = answers.get("note")
            yield Given(
                place,
                event,
                users.get(who, who),
                None if verdict is None else str(verdict),
                values,
                note if isinstance(note, str) else None,
                _drawn(row),
            )


def _answers(row: Mapping[str, Any], place: str) -> dict[str, dict[str, object]]:
    """The answers of each user by question."""
    responses = row.get("responses") or {}
    if not isinstance(responses, Mapping):
        raise InputError("not a mapping of questions", source=place, field="responses")
    found: dict[str, dict[str, object]] = {}
    for question, given_ in responses.items():
        for response in given_ if isinstance(given_, list) else [given_]:
            if not isinstance(response, Mapping) or not isinstance(response.get("user_id"), str):
                raise InputError(f"a response to '{question}' without user_id", source=place, field="responses")
            found.setdefault(response["user_id"], {})[question] = response.get("value")
    return found


def _value(value: object) -> object:
    return None if value == _NONE else value


def _drawn(row: Mapping[str, Any]) -> dict[str, object] | None:
    try:
        drawn = json.loads((row.get("metadata") or {}).get("drawn") or "null")
    except (AttributeError, TypeError, ValueError):
        return None
    return drawn if isinstance(drawn, dict) else None
