"""Events over time: counted by period and quad class, each count with the address of its events."""

from __future__ import annotations

import calendar
import datetime

from quidnunc.explorer.asking import Moment, Row
from quidnunc.explorer.templates import link
from quidnunc.world.filter import Filter

PERIODS = ("day", "week", "month", "year")
_MOST = 120  # bars that can still be told apart


def held(where: Filter) -> Filter:
    """The filter, of what happened or goes on unless it names statuses of its own."""
    return where if where.status else Filter.of([*where.pairs(), ("status", "happened"), ("status", "ongoing")])


def narrowed(where: Filter, **changes: object) -> Filter:
    """The filter with some fields changed."""
    return Filter.of([*((name, value) for name, value in where.pairs() if name not in changes), *changes.items()])


def period_for(moment: Moment, where: Filter) -> str:
    """The finest period of which there are not too many."""
    (row,) = moment.of(where, "min(day) AS first, max(day) AS last", "WHERE day IS NOT NULL")
    if row["first"] is None:
        return "month"
    days = (row["last"] - row["first"]).days
    return next((name for name, length in (("day", 1), ("week", 7), ("month", 30)) if days / length <= _MOST), "year")


def last_day(first: datetime.date, period: str) -> datetime.date:
    """The last day of the period that begins on a day."""
    if period == "year":
        return first.replace(month=12, day=31)
    if period == "month":
        return first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return first + datetime.timedelta(days=6 if period == "week" else 0)


def series(moment: Moment, where: Filter, period: str) -> list[Row]:
    """Counts by period and quad: ``period``, ``until``, ``quad``, ``events``, ``own_voice``, ``claimed``, ``url``."""
    rows = moment.of(
        held(where),
        f"CAST(date_trunc('{period}', day) AS DATE) AS period, quad, count(*) AS events, "
        "count(*) FILTER (stance IS NULL) AS own_voice, count(*) FILTER (stance IS NOT NULL) AS claimed",
        "WHERE day IS NOT NULL AND quad IS NOT NULL GROUP BY ALL ORDER BY period, quad",
    )
    out = []
    for row in rows:
        until = last_day(row["period"], period)
        address = link("/events", held(where), **_within(where, row["period"], until), quad=row["quad"])
        out.append({**row, "until": until, "url": address})
    return out


def _within(where: Filter, first: datetime.date, last: datetime.date) -> dict[str, object]:
    """The days of a period that the filter allows."""
    since, until = first.isoformat(), last.isoformat()
    return {"since": max(since, where.since or since), "until": min(until, where.until or until)}
