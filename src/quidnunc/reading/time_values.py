"""The calendar: periods of a grain, their TIMEX3 values, their first and last days, and steps from one to another."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

Grain = Literal["day", "weekend", "week", "month", "quarter", "half", "season", "year", "decade", "century"]
Date = datetime.date

SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # first months, northern half of the earth
_SEASON_OF = {month: name for name, month in SEASONS.items()}
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "season": 12, "year": 12, "decade": 120, "century": 1200}
_DAYS = {"day": 1, "weekend": 7, "week": 7}
_FIRST, _LAST = Date(1, 1, 1), Date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of the calendar: its grain and its first day.

    >>> Period("quarter", Date(2019, 7, 1)).value, Period("week", Date(2023, 10, 16)).value
    ('2019-Q3', '2023-W42')
    """

    grain: Grain
    first: Date

    @property
    def last(self) -> Date:
        """The last day."""
        if self.grain in _DAYS:
            return _plus_days(self.first, {"day": 0, "weekend": 1, "week": 6}[self.grain])
        length = 3 if self.grain == "season" else _MONTHS[self.grain]
        after = plus_months(self.first, length)
        return _LAST if after == _LAST else after - datetime.timedelta(days=1)

    @property
    def value(self) -> str:
        """The TIMEX3 value."""
        year = f"{self.first.year:04d}"
        match self.grain:
            case "day":
                return self.first.isoformat()
            case "week" | "weekend":
                iso_year, week, _ = self.first.isocalendar()
                return f"{iso_year:04d}-W{week:02d}" + ("-WE" if self.grain == "weekend" else "")
            case "month":
                return f"{year}-{self.first.month:02d}"
            case "quarter":
                return f"{year}-Q{(self.first.month + 2) // 3}"
            case "half":
                return f"{year}-H{1 if self.first.month < 7 else 2}"
            case "season":
                return f"{year}-{_SEASON_OF[self.first.month]}"
            case "decade":
                return year[:3]
            case "century":
                return year[:2]
            case _:
                return year

    def step(self, count: int) -> Period:
        """The period ``count`` steps of its own grain later (earlier where negative).

        >>> Period("month", Date(2023, 12, 1)).step(1).value
        '2024-01'
        """
        if self.grain in _DAYS:
            return floor(self.grain, _plus_days(self.first, count * _DAYS[self.grain]))
        return Period(self.grain, plus_months(self.first, count * _MONTHS[self.grain]))


def floor(grain: Grain, day: Date) -> Period:
    """The period of a grain in which a day lies; of a season, the one under way; of a weekend, its week's.

    >>> floor("decade", Date(1998, 5, 6)).value, floor("season", Date(2013, 1, 5)).value
    ('199', '2012-WI')
    """
    match grain:
        case "day":
            return Period("day", day)
        case "week":
            return Period("week", _plus_days(day, -day.weekday()))
        case "weekend":
            return Period("weekend", _plus_days(day, 5 - day.weekday()))
        case "month":
            return Period("month", day.replace(day=1))
        case "quarter":
            return Period("quarter", Date(day.year, (day.month - 1) // 3 * 3 + 1, 1))
        case "half":
            return Period("half", Date(day.year, 1 if day.month < 7 else 7, 1))
        case "season":
            month = day.month // 3 * 3 or 12
            return Period("season", Date(max(day.year - (day.month < 3), 1), month, 1))
        case "year":
            return Period("year", Date(day.year, 1, 1))
        case "decade":
            return Period("decade", Date(max(day.year // 10 * 10, 1), 1, 1))
        case _:
            return Period("century", Date(max(day.year // 100 * 100, 1), 1, 1))


_PARTS: dict[str, tuple[str, tuple[tuple[int, int], ...]]] = {  # steps of a finer grain: early, mid, late, start, end
    "century": ("year", ((0, 32), (33, 66), (67, 99), (0, 9), (90, 99))),
    "decade": ("year", ((0, 3), (4, 6), (7, 9), (0, 0), (9, 9))),
    "year": ("month", ((0, 3), (4, 7), (8, 11), (0, 0), (11, 11))),
    "half": ("month", ((0, 1), (2, 3), (4, 5), (0, 0), (5, 5))),
    "quarter": ("month", ((0, 0), (1, 1), (2, 2), (0, 0), (2, 2))),
    "season": ("month", ((0, 0), (1, 1), (2, 2), (0, 0), (2, 2))),
    "month": ("day", ((0, 9), (10, 19), (20, 30), (0, 4), (26, 30))),
    "week": ("day", ((0, 1), (2, 3), (4, 6), (0, 0), (6, 6))),
}


def part_of(period: Period, part: int) -> tuple[Date, Date]:
    """The early (0), middle (1) or late (2) part of a period, its start (3) or its end (4): first and last day.

    >>> [day.isoformat() for day in part_of(Period("decade", Date(1990, 1, 1)), 1)]
    ['1994-01-01', '1996-12-31']
    """
    if period.grain not in _PARTS:
        return period.first, period.last
    unit, parts = _PARTS[period.grain]
    low, high = parts[part]
    if unit == "day":
        return min(_plus_days(period.first, low), period.last), min(_plus_days(period.first, high), period.last)
    grain: Grain = "year" if unit == "year" else "month"
    base = floor(grain, period.first)
    return base.step(low).first, min(base.step(high).last, period.last)


def plus_months(day: Date, count: int) -> Date:
    """The same day of a month ``count`` months on, or that month's last day; held within the calendar.

    >>> plus_months(Date(2024, 1, 31), 1).isoformat()
    '2024-02-29'
    """
    index = day.year * 12 + day.month - 1 + count
    if index < 12:
        return _FIRST
    if index >= 120000:
        return _LAST
    year, month = divmod(index, 12)
    for number in range(day.day, 27, -1):
        made = make_day(year, month + 1, number)
        if made is not None:
            return made
    return Date(year, month + 1, min(day.day, 28))


def _plus_days(day: Date, count: int) -> Date:
    ordinal = day.toordinal() + count
    return Date.fromordinal(min(max(ordinal, 1), _LAST.toordinal()))


def plus(day: Date, unit: str, count: float) -> Date:
    """A day moved by ``count`` units ("day", "week", "fortnight", "month", … or one shorter than a day)."""
    if unit in _MONTHS:
        length = 3 if unit == "season" else _MONTHS[unit]
        return plus_months(day, round(max(min(count * length, 10**6), -(10**6))))
    length_in_days = {
        "week": 7.0,
        "weekend": 7.0,
        "fortnight": 14.0,
        "hour": 1 / 24,
        "minute": 1 / 1440,
        "second": 1 / 86400,
    }
    return _plus_days(day, int(max(min(count * length_in_days.get(unit, 1.0), 10**7), -(10**7))))


def make_day(year: int, month: int, day: int) -> Date | None:
    """A day of the calendar; None where there is no such day."""
    try:
        return Date(year, month, day)
    except (ValueError, OverflowError):
        return None


def easter(year: int, orthodox: bool = False) -> Date:
    """Easter Sunday, western or orthodox (as a day of the Gregorian calendar).

    >>> easter(2013).isoformat(), easter(2013, orthodox=True).isoformat()
    ('2013-03-31', '2013-05-05')
    """
    if orthodox:
        d = (19 * (year % 19) + 15) % 30
        e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
        month, day = divmod(d + e + 114, 31)
        return _plus_days(Date(year, month, day + 1), year // 100 - year // 400 - 2)
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return Date(year, month, day + 1)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> Date:
    """The n-th Monday (0) … Sunday (6) of a month; the last one where ``nth`` is −1.

    >>> nth_weekday(2013, 11, 3, 4).isoformat(), nth_weekday(2013, 5, 0, -1).isoformat()
    ('2013-11-28', '2013-05-27')
    """
    if nth > 0:
        first = Date(year, month, 1)
        return _plus_days(first, (weekday - first.weekday()) % 7 + 7 * (nth - 1))
    last = Period("month", Date(year, month, 1)).last
    return _plus_days(last, -((last.weekday() - weekday) % 7))


def weekday_from(day: Date, weekday: int, forward: bool, strictly: bool = False) -> Date:
    """The nearest such weekday before (or after) a day; the day itself counts unless ``strictly``.

    >>> weekday_from(Date(2023, 10, 17), 1, forward=False).isoformat()
    '2023-10-17'
    """
    distance = (weekday - day.weekday()) % 7 if forward else (day.weekday() - weekday) % 7
    if strictly and distance == 0:
        distance = 7
    return _plus_days(day, distance if forward else -distance)
