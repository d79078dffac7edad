"""Days of the calendar: by number and month, in figures, and holidays."""

from __future__ import annotations

import datetime
import re

from quidnunc.reading.time_dates import read_month, read_month_year
from quidnunc.reading.time_reading import (
    Readings,
    counts,
    integer,
    lexical,
    month_of,
    near,
    unnamed,
    word_after,
    word_before,
)
from quidnunc.reading.time_rules import Hit
from quidnunc.reading.time_scene import Scene, Time, dated, undated
from quidnunc.reading.time_values import Grain, Period, easter, floor, make_day, nth_weekday
from quidnunc.reading.time_words import FamousDay, Holiday, Unit, load_lexicon

_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})


def _day_of(scene: Scene, hit: Hit, month: int, number: int, year: int | None) -> Time | None:
    """A day by month and number, its year named or found."""
    if not 0 < number < 32:
        return None
    if year is not None:
        day = make_day(year, month, number)
        return None if day is None else dated(Period("day", day), explicit=True)
    if make_day(2000, month, number) is None:
        return None
    famous = _famous(hit, month, number)
    if famous is not None:
        return dated(Period("day", famous))
    story = scene.story_year(hit.tokens[0], month)
    if story is not None:
        day = make_day(story, month, number)
        if day is not None:
            return dated(Period("day", day))
    if scene.day is None:
        return undated(f"XXXX-{month:02d}-{number:02d}", "day")
    years = range(max(scene.day.year - 4, 1), min(scene.day.year + 5, 9999))
    days = [day for y in years if (day := make_day(y, month, number)) is not None]
    weekday = hit.get("weekday", "shortday")
    fitting = [day for day in days if weekday is not None and day.weekday() == lexical(weekday)]
    days = [day for day in fitting if abs((day - scene.day).days) < 400] or days
    found = near(scene, hit, days, "day")
    return None if found is None else dated(Period("day", found))


def _famous(hit: Hit, month: int, number: int) -> datetime.date | None:
    following = {atom.word for atom in hit.words.atoms[hit.last : hit.last + 2]}
    for famous in load_lexicon().file.famous_days:
        if (famous.month, famous.day) == (month, number) and following & famous.before:
            return famous.date
    return None


def read_iso(hit: Hit, scene: Scene) -> Readings | None:
    """Dates in figures: "2023-10-17", "17/10/2023" (day first or month first as fits, else the nearer past)."""
    iso = hit.get("iso")
    if iso is not None:
        parts = [int(part) for part in re.findall(r"\d+", iso.word)]
        day = make_day(*parts[:3])
        if day is None:
            return None
        period = Period("day", day)
        if len(parts) > 4:
            value = f"{period.value}T{parts[3]:02d}:{parts[4]:02d}"
            return [(hit, Time("TIME", value, "time", day, day, period, explicit=True))]
        return [(hit, dated(period, explicit=True))]
    a, b, year = (int(part) for part in re.findall(r"\d+", hit.words.atoms[hit.first].word))
    if year < 100:
        year += 2000 if year < 50 else 1900
    days = {day for day in (make_day(year, b, a), make_day(year, a, b)) if day is not None}
    if not days or not 1500 < year < 2400:
        return None
    now = scene.day
    if now is None:
        return [(hit, dated(Period("day", make_day(year, b, a) or next(iter(days))), explicit=True))]
    day = min(days, key=lambda d: (d > now, abs((d - now).days)))
    return [(hit, dated(Period("day", day), explicit=True))]


def read_month_day(hit: Hit, scene: Scene) -> Readings | None:
    """ "October 7", "Tuesday, Oct. 17, 2023", "7 October", "the 7th of October 2023"."""
    month, number, year = hit.get("month"), hit.get("day", "nth"), hit.get("year")
    assert month is not None and number is not None
    if year is not None and counts(scene, year):
        cut = next(k for k in range(hit.first, hit.last) if hit.words.atoms[k] is year)
        cut -= hit.words.atoms[cut - 1].word == ","
        hit, year = Hit(hit.words, hit.first, cut), None
    lexicon = load_lexicon().file
    if word_after(hit) in lexicon.not_months_before or word_before(hit) in lexicon.not_months_after:
        return None
    named = None if year is None else integer(year)
    if hit.has("unit"):
        named = _year_of_unit(hit, scene)
        if named is None:
            return None
    time = _day_of(scene, hit, month_of(month), integer(number), named)
    return None if time is None else [(hit, time)]


def _year_of_unit(hit: Hit, scene: Scene) -> int | None:
    """The year that "last year" or "next year" names after a day."""
    if scene.day is None or hit.words.atoms[hit.last - 1].word != "year":
        return None
    return scene.day.year + (-1 if hit.has("last") else 1)


def read_unit_of(hit: Hit, scene: Scene) -> Readings | None:
    """ "the week of March 11", "the month of March", "the weekend of April 6"."""
    month = hit.get("month")
    unit = load_lexicon().values[hit.words.atoms[hit.first + 1].word]
    assert month is not None and isinstance(unit, Unit)
    at = next(k for k in range(hit.first, hit.last) if hit.words.atoms[k] is month) - hit.first
    inner = hit.cut(at, hit.last - hit.first)
    numbered = inner.has("day", "nth")
    if unit.unit not in (("week", "weekend") if numbered else ("month",)):
        return None
    readings = (read_month_day if numbered else read_month_year if inner.has("year") else read_month)(inner, scene)
    if not readings or readings[0][0].last != hit.last:
        return None
    time = readings[0][1]
    if not numbered:
        return [(hit, time)]
    if time.period is None:
        return [(hit, undated(unnamed("week"), "week"))]
    grain: Grain = "weekend" if unit.unit == "weekend" else "week"
    return [(hit, dated(floor(grain, time.period.first), explicit=time.explicit))]


def read_famous(hit: Hit, _scene: Scene) -> Readings | None:
    """ "9/11", the day that is named so."""
    famous = load_lexicon().values[hit.words.atoms[hit.first].word]
    assert isinstance(famous, FamousDay)
    return [(hit, dated(Period("day", famous.date)))]


def read_days_month(hit: Hit, scene: Scene) -> Readings | None:
    """ "16–17 October", "October 16 to 17, 2023": two days, each with its own words."""
    month, year = hit.get("month"), hit.get("year")
    one, two = hit.all("day", "nth")[:2]
    assert month is not None
    low, high = integer(one), integer(two)
    if low >= high:
        return None
    named = None if year is None else integer(year)
    if hit.has("unit"):
        named = _year_of_unit(hit, scene)
        if named is None:
            return None
    second = _day_of(scene, hit, month_of(month), high, named)
    if second is None:
        return None
    first = second
    if second.period is not None:
        day = make_day(second.period.first.year, second.period.first.month, low)
        if day is None:
            return None
        first = dated(Period("day", day), explicit=second.explicit)
    else:
        first = undated(f"XXXX-{month_of(month):02d}-{low:02d}", "day")
    split = next(k for k in range(hit.first, hit.last) if hit.words.atoms[k] is one) + 1
    start = next(k for k in range(hit.first, hit.last) if hit.words.atoms[k] is two)
    return [(Hit(hit.words, hit.first, split), first), (Hit(hit.words, start, hit.last), second)]


def read_the_nth(hit: Hit, scene: Scene) -> Readings | None:
    """ "on the 7th"."""
    number = hit.words.atoms[hit.last - 1]
    token = hit.tokens[1]
    syntax = scene.syntax
    named = token < len(syntax) and syntax.tags[token] in (*_NOUNS, "JJ", "CD", "JJS")
    if not number.word[0].isdigit() or named or word_before(hit) not in ("on", "until", "by", "since", "till"):
        return None
    day = integer(number)
    if not 0 < day < 32:
        return None
    month = scene.reference("month")
    if month is None:
        return [(hit, undated(f"XXXX-XX-{day:02d}", "day"))]
    days = [d for step in (-1, 0, 1) if (d := make_day(*_year_month(month.step(step)), day)) is not None]
    if "month" in scene.mentioned and scene.mentioned["month"] != floor("month", scene.day or month.first):
        found = make_day(*_year_month(month), day)
    else:
        found = near(scene, hit, days, "day")
    return None if found is None else [(hit, dated(Period("day", found)))]


def _year_month(period: Period) -> tuple[int, int]:
    return period.first.year, period.first.month


def read_holiday(hit: Hit, scene: Scene) -> Readings | None:
    """ "Christmas Day", "Easter", "last Thanksgiving"."""
    atom = hit.get("holiday")
    assert atom is not None
    holiday = load_lexicon().values[atom.word]
    assert isinstance(holiday, Holiday)
    if not scene.syntax.words[atom.first][0].isupper():
        return None
    named = (
        atom.first > scene.syntax.sentences[scene.syntax.sentence_of[atom.first]][0]
        and scene.syntax.tags[atom.first - 1] == "NNP"
    )
    if named and scene.syntax.words[atom.first - 1].isalpha():
        return None
    last, syntax = atom.last, scene.syntax
    if (
        last < len(syntax)
        and syntax.tags[last] == "NNP"
        and syntax.words[last][0].isupper()
        and syntax.sentence_of[last] == syntax.sentence_of[last - 1]
    ):
        return None
    year = hit.get("year")
    if year is not None:
        return [(hit, dated(Period("day", holiday_in(holiday, integer(year))), explicit=True))]
    if scene.day is None:
        month, day = holiday.month, holiday.day
        return [(hit, undated(f"XXXX-{month:02d}-{day:02d}" if month and day else "XXXX-XX-XX", "day"))]
    years = range(max(scene.day.year - 1, 1), min(scene.day.year + 2, 9999))
    days = [holiday_in(holiday, y) for y in years]
    before, after = [d for d in days if d < scene.day], [d for d in days if d > scene.day]
    if hit.has("last", "past") and before:
        return [(hit, dated(Period("day", before[-1])))]
    if hit.has("next", "coming") and after:
        return [(hit, dated(Period("day", after[0])))]
    found = near(scene, hit, days, "day")
    return None if found is None else [(hit, dated(Period("day", found)))]


def holiday_in(holiday: Holiday, year: int) -> datetime.date:
    """The day of a holiday in a year."""
    if holiday.easter is not None:
        return easter(year, holiday.orthodox) + datetime.timedelta(days=holiday.easter)
    assert holiday.month is not None
    if holiday.day is not None:
        return datetime.date(year, holiday.month, holiday.day)
    assert holiday.weekday is not None and holiday.nth is not None
    return nth_weekday(year, holiday.month, holiday.weekday, holiday.nth)
