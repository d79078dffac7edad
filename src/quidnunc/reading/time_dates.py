"""Dates of the calendar: days, months, quarters, seasons, years, decades, centuries, holidays, in words or figures."""

from __future__ import annotations

import datetime
import re

from quidnunc.reading.time_rules import Hit
from quidnunc.reading.time_scene import Scene, Time, dated, undated
from quidnunc.reading.time_values import SEASONS, Grain, Period, easter, floor, make_day, nth_weekday, part_of
from quidnunc.reading.time_words import KINDS, Atom, Holiday, load_lexicon

Readings = list[tuple[Hit, Time]]

_UNNAMED = {
    "day": "XXXX-XX-XX", "week": "XXXX-WXX", "weekend": "XXXX-WXX-WE", "month": "XXXX-XX", "quarter": "XXXX-QX",
    "half": "XXXX-HX", "season": "XXXX", "year": "XXXX", "decade": "XXX", "century": "XX",
}  # fmt: skip
_NUMBER_BEFORE = frozenset(
    {"over", "about", "some", "around", "nearly", "almost", "than", "least", "most", "roughly", "approximately"}
)
_YEAR_BEFORE = frozenset(
    {
        "in",
        "since",
        "by",
        "of",
        "from",
        "until",
        "to",
        "between",
        "before",
        "after",
        "and",
        "(",
        "year",
        "during",
        "till",
    }
)
_OWNERS = frozenset({"his", "her", "their", "my", "your", "our", "its"})
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})


def unnamed(grain: Grain) -> str:
    """The value of a period that nothing anchors."""
    return _UNNAMED[grain]


def lexical(atom: Atom) -> object:
    """What a word stands for in the lexicon."""
    return load_lexicon().values[atom.word.removesuffix(".") if atom.word not in load_lexicon().values else atom.word]


def integer(atom: Atom) -> int:
    """The number of an atom: a figure, an ordinal in figures or words."""
    digits = re.match(r"\d+", atom.word)
    if digits:
        return int(digits[0])
    value = load_lexicon().values.get(atom.word)
    return value if isinstance(value, int) else 0


def word_before(hit: Hit, scene: Scene) -> str:
    """The word before an expression, in lower case; empty at the text's start."""
    first = hit.words.atoms[hit.first]
    return hit.words.atoms[hit.first - 1].word if hit.first > 0 and first is not None else ""


def word_after(hit: Hit) -> str:
    """The word after an expression, in lower case; empty at the text's end."""
    return hit.words.atoms[hit.last].word if hit.last < len(hit.words.atoms) else ""


def narrowed(hit: Hit, time: Time, scene: Scene) -> Time:
    """The part of a period that "early", "mid-", "late", "the end of", "earlier" or "later" picks out; the value stays."""
    if time.first is None or time.last is None or time.period is None:
        return time
    first, last = time.first, time.last
    edge = hit.get("edge")
    if hit.has("earlier") or hit.has("later"):
        if scene.day is not None and first <= scene.day <= last:
            first, last = (first, scene.day) if hit.has("earlier") else (scene.day, last)
    elif hit.has("early"):
        first, last = part_of(time.period, 0)
    elif hit.has("mid") or (edge and edge.word in ("middle", "midpoint")):
        first, last = part_of(time.period, 1)
    elif hit.has("late"):
        first, last = part_of(time.period, 2)
    elif edge:
        first, last = part_of(time.period, 3 if edge.word in ("beginning", "start", "outset") else 4)
    return Time(time.type, time.value, time.grain, first, last, time.period, time.explicit)


def near(scene: Scene, hit: Hit, make: list[datetime.date], grain: Grain) -> datetime.date | None:
    """Of the same day or month in several years, the one that the verb's tense points to."""
    if scene.day is None or not make:
        return None
    today = floor(grain, scene.day).first
    before = [day for day in make if day <= today]
    after = [day for day in make if day >= today]
    tense = scene.tense(*hit.tokens)
    if tense == "future" and after:
        return after[0]
    if tense == "past" and before:
        return before[-1]
    if not before or not after:
        return (before or after)[-1 if before else 0]
    weight = 2 if tense == "present" else 4
    return after[0] if (after[0] - today).days * weight < (today - before[-1]).days else before[-1]


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
    if scene.day is not None:
        day = min(days, key=lambda d: (d > scene.day, abs((d - scene.day).days)))  # type: ignore[operator]
    else:
        day = make_day(year, b, a) or next(iter(days))
    return [(hit, dated(Period("day", day), explicit=True))]


def read_month_day(hit: Hit, scene: Scene) -> Readings | None:
    """ "October 7", "Tuesday, Oct. 17, 2023", "7 October", "the 7th of October 2023"."""
    month, number, year = hit.get("month"), hit.get("day", "nth"), hit.get("year")
    assert month is not None and number is not None
    if year is not None and scene_counts(hit, scene, year):
        cut = next(k for k in range(hit.first, hit.last) if hit.words.atoms[k] is year)
        cut -= hit.words.atoms[cut - 1].word == ","
        hit, year = Hit(hit.words, hit.first, cut), None
    if word_after(hit) in load_lexicon().file.not_months_before:
        return None
    time = _day_of(scene, hit, _month(month), integer(number), None if year is None else integer(year))
    return None if time is None else [(hit, time)]


def read_days_month(hit: Hit, scene: Scene) -> Readings | None:
    """ "16–17 October", "October 16 to 17, 2023": two days, each with its own words."""
    month, year = hit.get("month"), hit.get("year")
    one, two = hit.all("day", "nth")[:2]
    assert month is not None
    low, high = integer(one), integer(two)
    if low >= high:
        return None
    named = None if year is None else integer(year)
    second = _day_of(scene, hit, _month(month), high, named)
    if second is None:
        return None
    first = second
    if second.period is not None:
        day = make_day(second.period.first.year, second.period.first.month, low)
        if day is None:
            return None
        first = dated(Period("day", day), explicit=second.explicit)
    else:
        first = undated(f"XXXX-{_month(month):02d}-{low:02d}", "day")
    split = next(k for k in range(hit.first, hit.last) if hit.words.atoms[k] is one) + 1
    start = next(k for k in range(hit.first, hit.last) if hit.words.atoms[k] is two)
    return [(Hit(hit.words, hit.first, split), first), (Hit(hit.words, start, hit.last), second)]


def read_the_nth(hit: Hit, scene: Scene) -> Readings | None:
    """ "on the 7th"."""
    number = hit.words.atoms[hit.last - 1]
    token = hit.tokens[1]
    syntax = scene.syntax
    named = token < len(syntax) and syntax.tags[token] in (*_NOUNS, "JJ", "CD", "JJS")
    if not number.word[0].isdigit() or named or word_before(hit, scene) not in ("on", "until", "by", "since", "till"):
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


def _month(atom: Atom) -> int:
    value = lexical(atom)
    assert isinstance(value, int)
    return value


def read_month_year(hit: Hit, scene: Scene) -> Readings | None:
    """ "October 2023", "mid-October 2023"."""
    month, year = hit.get("month"), hit.get("year")
    assert month is not None and year is not None
    made = make_day(integer(year), _month(month), 1)
    if made is None or scene_counts(hit, scene, year):
        return None
    return [(hit, narrowed(hit, dated(Period("month", made), explicit=True), scene))]


def read_month(hit: Hit, scene: Scene) -> Readings | None:
    """ "March", "late March": a name, not a person's; the nearest past one unless the verb looks ahead."""
    month = hit.get("month")
    assert month is not None
    lexicon = load_lexicon().file
    syntax = scene.syntax
    before = word_before(hit, scene)
    if word_after(hit) in lexicon.not_months_before:
        return None
    if hit.last - hit.first == 1:
        if month.word in lexicon.doubtful_months and before not in lexicon.before_doubtful:
            return None
        token = month.first
        sentence_start = syntax.sentences[syntax.sentence_of[token]][0]
        if token > sentence_start and syntax.tags[token - 1] == "NNP" and syntax.heads[token - 1] == token:
            return None
        if (
            token + 1 < len(syntax)
            and syntax.tags[token + 1] == "NNP"
            and syntax.heads[token] == token + 1
            and month.word in lexicon.doubtful_months
        ):
            return None
    number = _month(month)
    year = scene.story_year(month.first, number)
    if year is None:
        if scene.day is None:
            return [(hit, undated(f"XXXX-{number:02d}", "month"))]
        span = range(max(scene.day.year - 1, 1), min(scene.day.year + 2, 9999))
        found = near(scene, hit, [datetime.date(y, number, 1) for y in span], "month")
        if found is None:
            return None
    else:
        found = datetime.date(year, number, 1)
    return [(hit, narrowed(hit, dated(Period("month", found)), scene))]


def read_rel_month(hit: Hit, scene: Scene) -> Readings | None:
    """ "last March", "next May", "April of that year", "October last year"."""
    month = hit.get("month")
    assert month is not None
    number = _month(month)
    anaphoric = hit.has("that", "same", "following", "prev")
    year = scene.reference("year") if anaphoric else None if scene.day is None else floor("year", scene.day)
    if year is None:
        return [(hit, undated(f"XXXX-{number:02d}", "month"))]
    if hit.words.kinds[hit.last : hit.last + 1] in (KINDS["day"], KINDS["nth"]) and hit.has("this"):
        return None
    if hit.has("unit"):
        if hit.words.atoms[hit.last - 1].word not in ("year",):
            return None
        steps = {"last": -1, "next": 1, "prev": -1, "following": 1}
        chosen = year.step(sum(step for kind, step in steps.items() if hit.has(kind))).first.year
    else:
        base = scene.mentioned.get("month") if hit.has("following", "prev") else None
        today = (base or floor("month", scene.day or year.first)).first.month
        chosen = year.first.year
        if hit.has("last", "past", "prev") and number >= today:
            chosen -= 1
        elif hit.has("next", "following") and number <= today:
            chosen += 1
        elif hit.has("coming") and number < today:
            chosen += 1
    made = make_day(chosen, number, 1)
    return None if made is None else [(hit, narrowed(hit, dated(Period("month", made)), scene))]


def scene_counts(hit: Hit, scene: Scene, year: Atom) -> bool:
    """Whether four figures count something and are no year ("2000 people", "Resolution 1973")."""
    lexicon = load_lexicon()
    syntax = scene.syntax
    after = syntax.lowers[year.last] if year.last < len(syntax) else ""
    before = syntax.lowers[year.first - 1] if year.first else ""
    if after in lexicon.file.counted or before in lexicon.file.numbered:
        return True
    if year.last < len(syntax) and syntax.text[year.end : year.end + 1] in ("-", "%") and after != "-":
        return True
    number = integer(year)
    if number < 1800 and before not in _YEAR_BEFORE and before not in lexicon.file.months:
        return True
    if after in lexicon.plurals or (after in lexicon.units and "old" in syntax.lowers[year.last + 1 : year.last + 3]):
        return True
    plural = year.last < len(syntax) and syntax.tags[year.last] == "NNS"
    return plural and (before in _NUMBER_BEFORE or number < 1800)


def read_year(hit: Hit, scene: Scene) -> Readings | None:
    """ "2015", "early 2021", "the end of 2019", "fiscal 2013"."""
    year = hit.get("year")
    assert year is not None
    if hit.has("unit") and hit.all("unit")[0].word != "year":
        return None
    made = make_day(integer(year), 1, 1)
    if made is None or (scene_counts(hit, scene, year) and not hit.has("unit")):
        return None
    return [(hit, narrowed(hit, dated(Period("year", made), explicit=True), scene))]


def read_year_short(hit: Hit, scene: Scene) -> Readings | None:
    """ "2010-11": two years in a row; only the first stands by itself."""
    year, short = hit.words.atoms[hit.first], hit.words.atoms[hit.last - 1]
    full = integer(year) // 100 * 100 + integer(short)
    if full != integer(year) + 1 or len(short.word) != 2 or scene_counts(hit, scene, year):
        return None
    period = Period("year", datetime.date(integer(year), 1, 1))
    last = Period("year", datetime.date(full, 1, 1)).last
    return [(hit, Time("DATE", f"{period.value}/{full}", "year", period.first, last, period, explicit=True))]


def read_decade(hit: Hit, scene: Scene) -> Readings | None:
    """ "the 1990s", "mid-1990s", "the '90s", "the nineties"; not "in his 30s"."""
    decade, word = hit.get("decade"), hit.get("decadeword")
    before = word_before(hit, scene)
    if before in _OWNERS or (
        before in ("early", "mid", "late") and hit.first > 1 and hit.words.atoms[hit.first - 2].word in _OWNERS
    ):
        return None
    if decade is not None:
        number = int(decade.word.rstrip("s"))
        apostrophe = decade.start > 0 and scene.syntax.text[decade.start - 1] in "'’‘"
        if number < 100 and not (apostrophe or hit.has("the")):
            return None
    else:
        assert word is not None
        if not hit.has("the"):
            return None
        number = integer(word)
    if number < 100:
        number += 2000 if number < 30 else 1900
    made = make_day(number, 1, 1)
    if made is None:
        return None
    grain: Grain = "century" if number % 100 == 0 and number < 2000 else "decade"
    return [(hit, narrowed(hit, dated(Period(grain, made), explicit=True), scene))]


def read_century(hit: Hit, scene: Scene) -> Readings | None:
    """ "the 19th century", "the early twenty-first century"."""
    unit, number = hit.get("unit"), hit.all("nth")[-1]
    assert unit is not None
    if unit.word != "century":
        return None
    tens = hit.get("numword")
    made = make_day((integer(number) + (integer(tens) if tens else 0) - 1) * 100 or 1, 1, 1)
    return None if made is None else [(hit, narrowed(hit, dated(Period("century", made)), scene))]


def read_quarter(hit: Hit, scene: Scene) -> Readings | None:
    """ "the third quarter of 2012", "Q3 2023", "the second half of last year"."""
    nth, code = hit.get("nth"), hit.get("qcode")
    half = hit.has("halfword")
    number = integer(nth) if nth else int(code.word[1]) if code else 0
    if not 0 < number <= (2 if half else 4):
        return None
    year_atom = hit.get("year")
    unit = hit.get("unit")
    if unit is not None and unit.word != "year":
        return None
    grain: Grain = "half" if half else "quarter"
    year: Period | None
    if year_atom is not None:
        year = Period("year", datetime.date(integer(year_atom), 1, 1))
    else:
        if word_after(hit) == "of" or (nth and nth.word[0].isdigit() and unit is None):
            return None
        year = (
            scene.reference("year")
            if hit.has("that", "same", "prev")
            else None
            if scene.day is None
            else floor("year", scene.day)
        )
        if year is not None:
            year = year.step(-1 if hit.has("last", "prev") else 1 if hit.has("next") else 0)
    letter = "H" if half else "Q"
    if year is None:
        return [(hit, undated(f"XXXX-{letter}{number}", grain))]
    period = Period(grain, datetime.date(year.first.year, (number - 1) * (6 if half else 3) + 1, 1))
    if (
        year_atom is None
        and unit is None
        and scene.day is not None
        and scene.tense(*hit.tokens) != "future"
        and period.first > scene.day
    ):
        period = Period(grain, period.first.replace(year=max(period.first.year - 1, 1)))
    return [(hit, dated(period, explicit=year_atom is not None))]


def read_season(hit: Hit, scene: Scene) -> Readings | None:
    """ "last summer", "the spring of 2011", "this winter"; not "the fall of Kabul", "the Arab Spring"."""
    season = hit.get("season")
    assert season is not None
    name = lexical(season)
    assert isinstance(name, str)
    year_atom = hit.get("year")
    syntax = scene.syntax
    related = hit.has("this", "last", "next", "past", "coming", "prev", "following", "that", "same")
    if season.word in ("spring", "fall") and year_atom is None and not related:
        before = word_before(hit, scene)
        if before not in ("in", "since", "until", "by", "during", "through", "of") or word_after(hit) in (
            "of",
            "from",
            "in",
            "to",
        ):
            return None
    if not related and not hit.has("the", "early", "late", "mid") and year_atom is None:
        if word_before(hit, scene) not in ("in", "since", "until", "by", "during", "through", "throughout", "every"):
            return None
    if (
        season.last < len(syntax)
        and syntax.words[season.last][0].isupper()
        and syntax.tags[season.last].startswith("NNP")
    ):
        return None
    if year_atom is None and not related and syntax.words[season.first][0].isupper():
        return None
    month = SEASONS[name]
    if year_atom is not None:
        return [
            (
                hit,
                narrowed(
                    hit, dated(Period("season", datetime.date(integer(year_atom), month, 1)), explicit=True), scene
                ),
            )
        ]
    if hit.has("unit"):
        year = (
            scene.reference("year")
            if hit.has("that", "same", "prev")
            else None
            if scene.day is None
            else floor("year", scene.day)
        )
        if year is None:
            return [(hit, undated(f"XXXX-{name}", "season"))]
        year = year.step(-1 if hit.has("last", "prev") else 1 if hit.has("next") else 0)
        return [(hit, dated(Period("season", datetime.date(year.first.year, month, 1))))]
    if scene.day is None:
        return [(hit, undated(f"XXXX-{name}", "season"))]
    found = _season(hit, scene, month)
    return None if found is None else [(hit, narrowed(hit, dated(found), scene))]


def _season(hit: Hit, scene: Scene, month: int) -> Period | None:
    assert scene.day is not None
    year = scene.day.year
    seasons = [
        Period("season", d) for y in (year - 2, year - 1, year, year + 1) if (d := make_day(y, month, 1)) is not None
    ]
    over = [s for s in seasons if s.last < scene.day]
    ahead = [s for s in seasons if s.first > scene.day]
    under_way = [s for s in seasons if s.first <= scene.day <= s.last]
    if hit.has("last", "past", "prev"):
        return over[-1] if over else None
    if hit.has("next", "coming", "following"):
        return ahead[0] if ahead else None
    if under_way:
        return under_way[0]
    if hit.has("this"):
        return next((s for s in seasons if s.first.year == year), None)
    if scene.tense(*hit.tokens) == "future":
        return ahead[0] if ahead else None
    return over[-1] if over else None


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
