"""Why time expressions are missed, invented, cut or valued wrongly."""

from __future__ import annotations

import re
from typing import Any

from benchmarks.causes.tally import Tally
from benchmarks.gold import Gold, pairs
from benchmarks.tracks import Track
from quidnunc import Reader, Reading
from quidnunc.records import TimeSpan

_REFERENCE = re.compile(r"(PAST|PRESENT|FUTURE)_REF")


def count_times(track: Track, gold: Gold, reader: Reader, limit: int | None) -> Tally:
    """Counts the errors of a track of dates and times at even positions."""
    tally = Tally(track.name, f"{track.file.removesuffix('.jsonl')}, even half")
    for row, reading in pairs(gold, track.file, reader, "even", limit):
        _count(row, reading, tally)
    return tally


def _count(row: dict[str, Any], reading: Reading, tally: Tally) -> None:
    left = [time for time in reading.times if time.type in ("DATE", "TIME")]
    spans = [(time.start, time.end) for time in reading.times]
    for date in row["dates"]:
        span = date["start"], date["end"]
        wanted = date.get("when") or (date.get("from"), date.get("to"))
        if wanted == (None, None):  # only a bound is labelled, which the scorer leaves out
            left = [time for time in left if not _over(span, (time.start, time.end))]
            continue
        tally.labelled += 1
        same = max(
            (t for t in left if _over(span, (t.start, t.end))),
            key=lambda t: _over(span, (t.start, t.end)),
            default=None,
        )
        if same is None:
            other = any(_over(span, one) for one in spans)
            tally.causes[
                "missed", "read as a duration or set" if other else "named by what happens, not by the calendar"
            ] += 1
            continue
        left.remove(same)
        wrong = [
            *([("span", _span(span, same))] if (same.start, same.end) != span else []),
            *([("value", _value(wanted, same))] if _differs(wanted, same) else []),
        ]
        tally.causes.update(wrong)
        tally.right += not wrong
    for time in left:
        tally.causes["extra", "now, recently and the like" if _REFERENCE.match(time.value) else f"a {time.grain}"] += 1


def _over(a: tuple[int, int], b: tuple[int, int]) -> int:
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def _span(span: tuple[int, int], time: TimeSpan) -> str:
    if time.start <= span[0] and span[1] <= time.end:
        return "longer than labelled: " + (
            "with the part of the day" if time.type == "TIME" else "with words around it"
        )
    return "shorter than labelled" if span[0] <= time.start and time.end <= span[1] else "overlaps"


def _differs(wanted: str | tuple[str | None, str | None], time: TimeSpan) -> bool:
    return (time.from_, time.to) != wanted if isinstance(wanted, tuple) else time.value != wanted


def _value(wanted: str | tuple[str | None, str | None], time: TimeSpan) -> str:
    if isinstance(wanted, tuple):
        return "bounds of a stretch"
    if _REFERENCE.match(time.value):
        return "left vague"
    if time.value.startswith(wanted) or wanted.startswith(time.value):
        return "finer than labelled" if len(time.value) > len(wanted) else "coarser than labelled"
    return "another day" if time.grain in ("day", "time") else f"another {time.grain}"
