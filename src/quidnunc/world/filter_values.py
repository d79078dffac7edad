"""Values as they come in, from options, URLs or Python, made into those of a filter."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import get_args

from quidnunc.codebook.loading import load_types
from quidnunc.errors import FilterError, InputError
from quidnunc.records import STANCES, STATUSES, VerdictKind, iso_day

Words = tuple[str, ...]


def words(_: str, values: list[object]) -> Words:
    """Words as they are."""
    return tuple(str(value).strip() for value in values)


def _one(name: str, values: list[object]) -> str:
    if len(values) != 1:
        raise FilterError(f"takes one value, not {len(values)}", field=name)
    return str(values[0]).strip()


def _choice(name: str, value: str, allowed: Iterable[str]) -> str:
    choices = list(allowed)
    for choice in choices:
        if choice.lower() == value.lower():
            return choice
    raise FilterError(f"there is no '{value}'; there are {', '.join(choices)}", field=name)


@lru_cache(maxsize=1)
def _allowed() -> dict[str, list[str]]:
    types = load_types()
    return {
        "type": list(types),
        "mode": sorted({mode for entry in types.values() for mode in entry.modes}),
        "quad": sorted({entry.quad for entry in types.values()}),
        "status": list(STATUSES),
        "stance": [*STANCES, "none"],
        "verdict": [*get_args(VerdictKind), "none"],
    }


def known_codes(name: str) -> list[str]:
    """The types or modes of the codebook that ships."""
    return _allowed()[name]


def _code(name: str, values: list[object]) -> Words:
    return tuple(_choice(name, word, _allowed()[name]) for word in words(name, values))


def _own_code(name: str, values: list[object]) -> Words:
    """Types or modes; those of users' own codebooks, too, which only a world knows: types in capitals, modes in small letters."""
    known = {code.lower(): code for code in _allowed()[name]}
    recase = str.upper if name == "type" else str.lower
    return tuple(known.get(word.lower(), recase(word)) for word in words(name, values))


def _quad(name: str, values: list[object]) -> Words:
    found: list[str] = []
    for word in words(name, values):
        parts = [quad for quad in _allowed()[name] if word.upper() in quad.split()]
        found += parts or [_choice(name, word.replace("_", " ").replace("-", " "), _allowed()[name])]
    return tuple(dict.fromkeys(found))


def _pair(name: str, values: list[object]) -> Words:
    found = words(name, values)
    if len(found) == 1:
        found = tuple(part.strip() for part in found[0].split(",") if part.strip())
    if len(found) != 2:
        raise FilterError("takes two actors", field=name)
    return found


def _day(name: str, values: list[object]) -> str:
    days = [value.isoformat()[:10] if isinstance(value, datetime.date) else value for value in values]
    try:
        return iso_day(_one(name, days))
    except InputError as problem:
        raise FilterError(problem.message, field=name) from problem


def _float(name: str, value: object) -> float:
    try:
        number = float(str(value))
    except ValueError as problem:
        raise FilterError(f"'{value}' is no number", field=name) from problem
    if not -1e6 < number < 1e6:  # not-a-number is not, either
        raise FilterError(f"'{value}' is beyond all measure", field=name)
    return number


def _numbers(name: str, values: list[object], shape: str) -> list[float]:
    parts = str(values[0]).split(",") if len(values) == 1 else values
    wanted = shape.split(",")
    if len(parts) != len(wanted):
        raise FilterError(f"takes {len(wanted)} numbers: {shape}", field=name)
    return [_float(name, part) for part in parts]


def _box(name: str, values: list[object]) -> tuple[float, float, float, float]:
    west, south, east, north = _numbers(name, values, "WEST,SOUTH,EAST,NORTH")
    if not (-90 <= south <= north <= 90 and -180 <= west <= 180 and -180 <= east <= 180):
        raise FilterError("takes degrees: WEST,SOUTH,EAST,NORTH, south of north", field=name)
    return west, south, east, north


def _near(name: str, values: list[object]) -> tuple[float, float, float]:
    lat, lon, km = _numbers(name, values, "LAT,LON,KM")
    if not (-90 <= lat <= 90 and -180 <= lon <= 180 and km >= 0):
        raise FilterError("takes degrees and kilometres: LAT,LON,KM", field=name)
    return lat, lon, km


def _confidence(name: str, values: list[object]) -> float:
    number = _float(name, _one(name, values))
    if not 0 <= number <= 1:
        raise FilterError(f"{number} is not between 0 and 1", field=name)
    return number


def _truth(name: str, values: list[object]) -> bool:
    value = _one(name, values).lower()
    return (
        _choice(name, {"true": "yes", "false": "no", "1": "yes", "0": "no"}.get(value, value), ("yes", "no")) == "yes"
    )


def _voice(name: str, values: list[object]) -> str:
    return _choice(name, _one(name, values), ("own", "attributed"))


READERS: dict[str, Callable[[str, list[object]], object]] = {
    "between": _pair,
    "type": _own_code,
    "mode": _own_code,
    "quad": _quad,
    "status": _code,
    "stance": _code,
    "verdict": _code,
    "voice": _voice,
    "since": _day,
    "until": _day,
    "box": _box,
    "near": _near,
    "confidence": _confidence,
    "background": _truth,
}
"""How the values of each field are read; those of the others are words."""
