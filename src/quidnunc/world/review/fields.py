"""The fields that people judge: what each holds, which columns show it, and which values it may take."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import msgspec

from quidnunc.codebook.loading import load_types
from quidnunc.codebook.schema import EventType
from quidnunc.errors import FilterError
from quidnunc.records import STANCES, STATUSES, Actor, EventDate, Place

GRAINS = ("time", "day", "week", "weekend", "month", "season", "quarter", "half", "year", "decade", "century")


@cache
def _types() -> Mapping[str, EventType]:
    """The codebook's types; asked for every event that is fixed."""
    return load_types()


@dataclass(frozen=True, slots=True)
class Field:
    """One field.

    Attributes:
        name: as in the record.
        label: for people.
        columns: the flat columns that show it.
        check: a value as it is stored; raises ValueError with the reason where it is none of the field's.
    """

    name: str
    label: str
    columns: tuple[str, ...]
    check: Callable[[Any], Any]


def _choice(*allowed: str | None) -> Callable[[Any], Any]:
    def check(value: object) -> object:
        if value not in allowed:
            named = ", ".join("none" if choice is None else choice for choice in allowed)
            raise ValueError(f"'{value}' is none of {named}")
        return value

    return check


def _type(value: object) -> object:
    return _choice(*_types())(value)


def _mode(value: object) -> object:
    return _choice(None, *sorted({mode for entry in _types().values() for mode in entry.modes}))(value)


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"'{value}' is neither true nor false")
    return value


def _date(value: object) -> object:
    if value is None:
        return None
    if isinstance(value, str):
        value = {"start": value, "end": value, "grain": "day"}
    date = _record(value, EventDate)
    for day in (date.start, date.end):
        datetime.date.fromisoformat(day)
    _choice(*GRAINS)(date.grain)
    if date.start > date.end:
        raise ValueError(f"the date begins on {date.start}, after its end on {date.end}")
    return msgspec.to_builtins(date)


def _place(value: object) -> object:
    return None if value is None else msgspec.to_builtins(_record(value, Place))


def _actors(value: object) -> object:
    if not isinstance(value, list):
        raise ValueError("a list of actors is wanted, each with id, name and kind")
    actors = [_record(one, Actor) for one in value]
    if len({actor.id for actor in actors}) != len(actors):
        raise ValueError("an actor stands twice")
    return msgspec.to_builtins(actors)


def _words(value: object) -> object:
    if not isinstance(value, list) or not all(isinstance(word, str) and word for word in value):
        raise ValueError("a list of words is wanted")
    return sorted(set(value))


def _record(value: object, kind: type[Any]) -> Any:  # noqa: ANN401 - of the kind given
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as problem:
        raise ValueError(str(problem)) from problem


def _side(prefix: str, field: str) -> tuple[str, ...]:
    """The columns of one side, as ``flat`` names them."""
    return (
        field,
        *(f"{prefix}_{what}" for what in ("ids", "countries", "sectors", "kinds", "keys", "codes", "states")),
    )


FIELDS: dict[str, Field] = {
    field.name: field
    for field in (
        Field("type", "type", ("type", "mode", "parent", "quad", "score"), _type),
        Field("mode", "mode", ("mode", "score"), _mode),
        Field("agents", "who", _side("agent", "agents"), _actors),
        Field("recipients", "to whom", _side("recipient", "recipients"), _actors),
        Field("date", "when", ("day", "date_start", "date_end", "date_grain"), _date),
        Field("place", "where", ("place", "place_id", "place_country", "lat", "lon", "place_feature"), _place),
        Field("status", "whether", ("status",), _choice(*STATUSES)),
        Field("said_by", "on whose word", _side("speaker", "said_by"), _actors),
        Field("stance", "stance", ("stance",), _choice(None, *STANCES)),
        Field("denied_by", "denied by", _side("denier", "denied_by"), _actors),
        Field("contexts", "about", ("contexts",), _words),
        Field("background", "background", ("background",), _flag),
    )
}
"""All fields, in the order in which a reporter asks."""


def checked(field: str, value: object) -> object:
    """A field's value as it is stored.

    Raises:
        FilterError: there is no such field, or it cannot hold the value; the message says what it can.
    """
    if field not in FIELDS:
        raise FilterError(f"there is no such field; there are {', '.join(FIELDS)}", field=field)
    try:
        return FIELDS[field].check(value)
    except ValueError as problem:
        raise FilterError(str(problem), field=field) from problem


def as_read(row: Mapping[str, Any]) -> dict[str, Any]:
    """What a flat event says in each field, as a fix would put it; actors and places by what the row knows of them."""
    return {
        "type": row["type"],
        "mode": row["mode"],
        "agents": _people(row, "agent", "agents"),
        "recipients": _people(row, "recipient", "recipients"),
        "date": None
        if row["date_start"] is None
        else {"start": row["date_start"], "end": row["date_end"], "grain": row["date_grain"]},
        "place": None if row["place_id"] is None else {"id": row["place_id"], "name": row["place"]},
        "status": row["status"],
        "said_by": _people(row, "speaker", "said_by"),
        "stance": row["stance"],
        "denied_by": _people(row, "denier", "denied_by"),
        "contexts": sorted(row["contexts"]),
        "background": bool(row["background"]),
    }


def mode_of(type_: str, mode: str | None) -> str | None:
    """The mode, where the type has it; another type than the one read mostly lacks it."""
    entry = _types().get(type_)
    return mode if entry is None or mode in entry.modes else None


def _people(row: Mapping[str, Any], prefix: str, field: str) -> list[dict[str, str]]:
    return [{"id": key, "name": name} for key, name in zip(row[f"{prefix}_ids"], row[field], strict=True)]
