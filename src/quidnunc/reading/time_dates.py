"""Months, quarters, halves, seasons, years, decades and centuries."""

from __future__ import annotations

import datetime

from quidnunc.reading.time_reading import (
    Readings,
    counts,
    integer,
    lexical,
    month_of,
    narrowed,
    near,
    word_after,
    word_before,
)
from quidnunc.reading.time_rules import Hit
from quidnunc.reading.time_scene import Scene, Time, dated, undated
from quidnunc.reading.time_values import SEASONS, Grain, Period, floor, make_day
from quidnunc.reading.time_words import KINDS, Atom, load_lexicon

_SEASON_BEFORE = frozenset({"in", "since", "until", "by", "during", "through", "throughout", "every"})
_OWNERS = frozenset({"his", "her", "their", "my", "your", "our", "its"})


def read_month_year(hit: Hit, scene: Scene) -> Readings | None:
    """ "October 2023", "mid-October 2023"."""
    month, year = hit.get("month"), hit.get("year")
    assert month is not None and year is not None
    made = make_day(integer(year), month_of(month), 1)
    if made is None:
        return None
    return [(hit, narrowed(hit, dated(Period("month", made), explicit=True), scene))]


def _modifier(month: Atom, scene: Scene) -> bool:
    """Whether a month stands before a common noun ("the March accession")."""
    syntax, after = scene.syntax, month.last
    if after >= len(syntax) or month.first == syntax.sentences[syntax.sentence_of[month.first]][0]:
        return False
    noun = syntax.tags[after] in ("NN", "NNS") and syntax.words[after].islower()
    return noun and syntax.heads[month.first] == after and not scene.is_surname(month.word)


def read_month(hit: Hit, scene: Scene) -> Readings | None:
    """ "March", "late March": a name, not a person's; the nearest past one unless the verb looks ahead."""
    month = hit.get("month")
    assert month is not None
    lexicon = load_lexicon().file
    syntax = scene.syntax
    before = word_before(hit)
    if word_after(hit) in lexicon.not_months_before:
        return None
    if hit.last - hit.first == 1:
        doubtful = month.word in lexicon.doubtful_months
        if doubtful and before not in lexicon.before_doubtful and not _modifier(month, scene):
            return None
        if (
            month.word in lexicon.doubtful_months
            and scene.is_surname(month.word)
            and before not in ("in", "since", "until", "during", "early", "late", "mid")
        ):
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
    number = month_of(month)
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
    number = month_of(month)
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
        elif (hit.has("next", "following") and number <= today) or (hit.has("coming") and number < today):
            chosen += 1
    made = make_day(chosen, number, 1)
    return None if made is None else [(hit, narrowed(hit, dated(Period("month", made)), scene))]


def read_year(hit: Hit, scene: Scene) -> Readings | None:
    """ "2015", "early 2021", "the end of 2019", "fiscal 2013"."""
    year = hit.get("year")
    assert year is not None
    if hit.has("unit") and hit.all("unit")[0].word != "year":
        return None
    made = make_day(integer(year), 1, 1)
    if made is None or (counts(scene, year) and not hit.has("unit")):
        return None
    return [(hit, narrowed(hit, dated(Period("year", made), explicit=True), scene))]


def read_year_short(hit: Hit, scene: Scene) -> Readings | None:
    """ "2010-11": two years in a row; only the first stands by itself."""
    year, short = hit.words.atoms[hit.first], hit.words.atoms[hit.last - 1]
    full = integer(year) // 100 * 100 + integer(short)
    if full != integer(year) + 1 or len(short.word) != 2 or counts(scene, year):
        return None
    period = Period("year", datetime.date(integer(year), 1, 1))
    last = Period("year", datetime.date(full, 1, 1)).last
    return [(hit, Time("DATE", f"{period.value}/{full}", "year", period.first, last, period, explicit=True))]


def read_decade(hit: Hit, scene: Scene) -> Readings | None:
    """ "the 1990s", "mid-1990s", "the '90s", "the nineties"; not "in his 30s"."""
    decade, word = hit.get("decade"), hit.get("decadeword")
    before = word_before(hit)
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
    if year_less(hit) and scene.sporting:
        return None  # a quarter of a match
    number = integer(nth) if nth else int(code.word[1]) if code else 0
    if number < 0 and not half and year_less(hit) and scene.day is not None:
        return [(hit, dated(floor("quarter", scene.day).step(-1)))]
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


def year_less(hit: Hit) -> bool:
    """Whether an expression names no year."""
    return not hit.has("year", "unit")


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
        before = word_before(hit)
        if before not in ("in", "since", "until", "by", "during", "through", "of") or word_after(hit) in (
            "of",
            "from",
            "in",
            "to",
        ):
            return None
    bare = not related and not hit.has("the", "early", "late", "mid") and year_atom is None
    if bare and word_before(hit) not in _SEASON_BEFORE:
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
    if hit.has("following", "prev", "that", "same"):
        return _season_told(hit, scene, month)
    year = scene.day.year
    seasons = [
        Period("season", d) for y in (year - 2, year - 1, year, year + 1) if (d := make_day(y, month, 1)) is not None
    ]
    over = [s for s in seasons if s.last < scene.day]
    ahead = [s for s in seasons if s.first > scene.day]
    under_way = [s for s in seasons if s.first <= scene.day <= s.last]
    if hit.has("last", "past"):
        return over[-1] if over else None
    if hit.has("next", "coming"):
        return ahead[0] if ahead else None
    if under_way:
        return under_way[0]
    if hit.has("this"):
        return next((s for s in seasons if s.first.year == year), None)
    if scene.tense(*hit.tokens) == "future":
        return ahead[0] if ahead else None
    return over[-1] if over else None


def _season_told(hit: Hit, scene: Scene, month: int) -> Period | None:
    """The season after, before or in what was mentioned last ("the following spring")."""
    told = next((scene.mentioned[grain] for grain in reversed(scene.mentioned)), scene.reference("year"))
    if told is None:
        return None
    made = [make_day(told.first.year + step, month, 1) for step in (-1, 0, 1, 2)]
    seasons = [Period("season", day) for day in made if day is not None]
    if hit.has("following"):
        return next((season for season in seasons if season.first > told.last), None)
    if hit.has("prev"):
        return next((season for season in reversed(seasons) if season.last < told.first), None)
    return next((season for season in seasons if season.first.year == told.first.year), None)
