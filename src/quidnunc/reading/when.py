"""When: time expressions → TIMEX3 values and dated intervals.

Words make a string of kinds (``time_words``), patterns find the longest expression at each place (``time_rules``), and a
reading of that name gives its value (``time_dates``, ``time_deictics``, ``time_lengths``) against the report's day, the
dates mentioned before and the tense of the governing verb (``time_scene``).
"""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Callable

from quidnunc.reading import time_dates as dates
from quidnunc.reading import time_days as days
from quidnunc.reading import time_deictics as deictics
from quidnunc.reading import time_lengths as lengths
from quidnunc.reading.language import Syntax
from quidnunc.reading.time_reading import Readings
from quidnunc.reading.time_rules import Hit, candidates
from quidnunc.reading.time_scene import Scene, Time
from quidnunc.reading.time_values import Period
from quidnunc.reading.time_words import KINDS, Words, words_of
from quidnunc.records import TimeSpan

_READ: dict[str, Callable[[Hit, Scene], Readings | None]] = {
    "iso": days.read_iso,
    "month_day": days.read_month_day,
    "famous": days.read_famous,
    "day_month": days.read_month_day,
    "days_month": days.read_days_month,
    "month_days": days.read_days_month,
    "the_nth": days.read_the_nth,
    "month_year": dates.read_month_year,
    "month": dates.read_month,
    "rel_month": dates.read_rel_month,
    "year": dates.read_year,
    "year_short": dates.read_year_short,
    "decade": dates.read_decade,
    "century": dates.read_century,
    "quarter": dates.read_quarter,
    "half": dates.read_quarter,
    "season": dates.read_season,
    "holiday": days.read_holiday,
    "unit_of": days.read_unit_of,
    "rel_unit": deictics.read_rel_unit,
    "the_unit": deictics.read_the_unit,
    "weekday": deictics.read_weekday,
    "rel_weekday": deictics.read_rel_weekday,
    "weekday_part": deictics.read_weekday_part,
    "deictic": deictics.read_deictic,
    "deictic_part": deictics.read_deictic_part,
    "rel_part": deictics.read_rel_part,
    "the_part": deictics.read_the_part,
    "clock": deictics.read_clock,
    "ago": lengths.read_ago,
    "offset": lengths.read_offset,
    "span": lengths.read_span,
    "rel_span": lengths.read_rel_span,
    "recent": lengths.read_recent,
    "every": lengths.read_every,
    "rate": lengths.read_rate,
    "lasting": lengths.read_lasting,
    "week_before_last": deictics.read_week_before_last,
    "ref": lengths.read_ref,
}
_JOINTS = frozenset({"", ",", "on", "at", ", at", ", on", "of", "of the"})
_TO = frozenset({"-", "–", "—", "to", "until", "through", "till"})
_OPENING = 60  # tokens among which a text's own dateline stands
_DATELINE_DAYS = 5  # a dateline so near to the day of publication is the day of writing
_INLINE = frozenset({"in", "on", "since", "of", "until", "by", "from", "to", "after", "before", "and", "dated", "for"})

Found = tuple[int, int, Time]  # first and last character, what was read


def find_times(syntax: Syntax, day: datetime.date | None) -> list[TimeSpan]:
    """The time expressions of a text, in text order, none over another.

    Args:
        syntax: the text's syntax.
        day: the report's day; where it is not known, the date in the text's own dateline stands for it.
    """
    words = words_of(syntax)
    scene = Scene(syntax, _anchor(day, _dateline(words, syntax)))
    found: list[Found] = []
    for first, last in words.runs():
        _read_run(words, scene, first, last, found)
    return [_span(syntax, *one) for one in found]


def ranges(syntax: Syntax, times: list[TimeSpan]) -> list[tuple[TimeSpan, TimeSpan]]:
    """The pairs of times that are the two ends of one stretch ("from 3 to 5 May", "between 1998 and 2003", "2010–2012").

    Args:
        syntax: the text's syntax.
        times: what ``find_times`` found there.
    """
    found = []
    for one, two in itertools.pairwise(times):
        if one.type not in ("DATE", "TIME") or two.type not in ("DATE", "TIME") or one.from_ is None or two.to is None:
            continue
        between = " ".join(syntax.text[one.end : two.start].lower().split())
        before = syntax.text[max(one.start - 12, 0) : one.start].lower().rsplit(maxsplit=1)[-1:]
        joined = between in _TO or (between == "and" and before == ["between"])
        if joined and one.from_ <= two.to:
            found.append((one, two))
    return found


def _anchor(day: datetime.date | None, dateline: datetime.date | None) -> datetime.date | None:
    """The day that a text is written from: its dateline's, unless that is far from its publication."""
    if day is None or dateline is None:
        return dateline if day is None else day
    return dateline if abs((dateline - day).days) <= _DATELINE_DAYS else day


def _read_run(words: Words, scene: Scene, at: int, last: int, found: list[Found]) -> None:
    while at < last:
        for end, name in candidates(words, at, last):
            hit = Hit(words, at, end)
            if "\n" in scene.syntax.text[words.atoms[at].start : words.atoms[end - 1].end]:
                continue
            readings = _READ[name](hit, scene)
            if readings:
                for part, time in readings:
                    _add(words, scene, _modifier(part, scene), time, found)
                    _redate(scene, found)
                at = max(end if len(readings) > 1 else readings[0][0].last, at + 1)
                break
        else:
            at += 1


def _modifier(hit: Hit, scene: Scene) -> Hit:
    """An expression without the article that belongs to the noun it modifies ("the fourth-quarter results")."""
    after = hit.tokens[1]
    syntax = scene.syntax
    named = after < len(syntax) and syntax.tags[after].startswith("NN") and hit.has("hyphen")
    return hit.cut(1, hit.last - hit.first) if named and hit.kinds[0] == KINDS["the"] else hit


def _redate(scene: Scene, found: list[Found]) -> None:
    """Gives hours the day that follows them behind a bracket: "at 10:45 a.m. (0545 GMT) Sunday"."""
    _, _, day = found[-1]
    if day.type != "DATE" or day.grain != "day" or day.period is None:
        return
    for at in range(len(found) - 2, -1, -1):
        start, end, hour = found[at]
        gap = scene.syntax.text[end : found[at + 1][0]].strip()
        if hour.type != "TIME" or gap not in ("(", ")", ") on", ";", "/"):
            return
        if gap.startswith(")") or at < len(found) - 2:
            found[at] = (start, end, _on(day.period, day, hour.value.split("T")[-1]))


def _add(words: Words, scene: Scene, hit: Hit, time: Time, found: list[Found]) -> None:
    """Adds an expression, as one with the one before where they are a day and an hour of it."""
    start, end = words.atoms[hit.first].start, words.atoms[hit.last - 1].end
    token, after = hit.tokens
    if hit.last - hit.first == 1 and scene.syntax.text[start] == "[":
        start, end = (
            scene.syntax.starts[token + 1],
            scene.syntax.ends[token + 1],
        )  # the brackets are the editor's, unless they stand within an expression
    if hit.kinds[0] in (KINDS["decade"],) and start and scene.syntax.text[start - 1] in "'’‘":
        start -= 1
    if found and found[-1][1] > start:
        return
    if found:
        joined = _joined(scene, found[-1], start, end, time)
        if joined is not None:
            found[-1] = joined
            scene.note(joined[2], token)
            return
    found.append((start, end, time))
    scene.note(time, token)
    scene.clock = (token, after) if time.type == "TIME" else None


def _joined(scene: Scene, before: Found, start: int, end: int, time: Time) -> Found | None:
    """A day and an hour of it, or an hour and a part of the day, as one time: "8 p.m. on Sunday", "8:30 tonight"."""
    first, last, earlier = before
    gap = scene.syntax.text[last:start]
    between = " ".join(gap.lower().split())
    if between not in _JOINTS or "\n" in gap or "TIME" not in (earlier.type, time.type):
        return None
    if earlier.type == time.type:
        whole = _hour_of_part(earlier.value, time.value) or _hour_of_part(time.value, earlier.value)
        return None if whole is None else (first, end, _on(time.period, time, whole))
    hour, day = (earlier, time) if earlier.type == "TIME" else (time, earlier)
    if day.type != "DATE" or day.grain != "day" or day.value == "PRESENT_REF":
        return None
    if between.startswith("of") and hour is not earlier:
        return None
    return first, end, _on(day.period, day, hour.value.split("T")[-1])


def _on(period: Period | None, day: Time, hour: str) -> Time:
    """An hour, or a part, of a day."""
    value = f"{day.value.split('T')[0]}T{hour}"
    if period is None:
        return Time("TIME", value, "time")
    return Time("TIME", value, "time", period.first, period.last, period, day.explicit)


def _hour_of_part(clock: str, part: str) -> str | None:
    """The hour that a clock shows in a part of the day: 8:30 at night is 20:30."""
    hour, name = clock.split("T")[-1], part.split("T")[-1]
    if not hour[:2].isdigit() or len(hour) != 5 or name[:1].isdigit():
        return None
    later = name in ("AF", "EV", "NI") and int(hour[:2]) < 12
    return f"{int(hour[:2]) + 12:02d}{hour[2:]}" if later else hour


def _dateline(words: Words, syntax: Syntax) -> datetime.date | None:
    """The date of a dateline: a full date near the text's start that no preposition ties to a sentence."""
    scene = Scene(syntax, None)
    for at, kind in enumerate(words.kinds):
        if words.atoms[at].first > _OPENING:
            break
        if kind not in "WM1dI" or (at and words.atoms[at - 1].word in _INLINE):
            continue
        for end, name in candidates(words, at, len(words.kinds)):
            if name in ("month_day", "day_month", "iso"):
                readings = _READ[name](Hit(words, at, end), scene)
                if readings and readings[0][1].period is not None and readings[0][1].explicit:
                    return readings[0][1].period.first
    return None


def _span(syntax: Syntax, start: int, end: int, time: Time) -> TimeSpan:
    return TimeSpan(
        start=start,
        end=end,
        text=syntax.text[start:end],
        type=time.type,
        value=time.value,
        from_=None if time.first is None else time.first.isoformat(),
        to=None if time.last is None else time.last.isoformat(),
        grain=time.grain,
    )
