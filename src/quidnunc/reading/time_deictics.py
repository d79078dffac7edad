"""Times that point from the report's day, or from a date mentioned before: "on Tuesday", "last week", "that night"."""

from __future__ import annotations

import datetime
import re

from quidnunc.reading.time_lengths import length
from quidnunc.reading.time_reading import (
    Readings,
    integer,
    lexical,
    month_of,
    narrowed,
    unnamed,
    word_after,
    word_before,
)
from quidnunc.reading.time_rules import Hit
from quidnunc.reading.time_scene import Scene, Time, dated, undated
from quidnunc.reading.time_values import Grain, Period, floor, plus, weekday_from
from quidnunc.reading.time_words import KINDS, Atom, Unit, load_lexicon

_STEP = {
    "last": -1,
    "past": -1,
    "prev": -1,
    "next": 1,
    "following": 1,
    "coming": 1,
    "this": 0,
    "that": 0,
    "same": 0,
    "current": 0,
}
_ANAPHORIC = ("prev", "following", "that", "same")
_LATELY = 4  # a weekday longer gone than so many days is the coming one, unless the verb tells of the past
_WEEKDAY_TO = frozenset(KINDS["weekday"] + KINDS[joint] for joint in ("to", "hyphen"))
_GRAINS = frozenset({"day", "weekend", "week", "month", "quarter", "year", "decade", "century"})


def day_part(day: datetime.date | None, part: str) -> Time:
    """A part of a day ("2023-10-17TMO")."""
    if day is None:
        return Time("TIME", f"XXXX-XX-XXT{part}", "time")
    return Time("TIME", f"{day.isoformat()}T{part}", "time", day, day, Period("day", day))


def grain_of(atom: Atom) -> Grain | None:
    """The calendar's grain that a unit names; None for hours and the like."""
    unit = load_lexicon().values.get(atom.word)
    return unit.unit if isinstance(unit, Unit) and unit.unit in _GRAINS else None  # type: ignore[return-value]


def _weekday(atom: Atom) -> int:
    value = lexical(atom)
    assert isinstance(value, int)
    return value


def _is_name(scene: Scene, atom: Atom) -> bool:
    """Whether a weekday is part of a name ("Sunday Times", "Black Friday")."""
    lexicon, syntax = load_lexicon().file, scene.syntax
    before = syntax.lowers[atom.first - 1] if atom.first else ""
    if before in lexicon.not_after:
        return True
    if atom.last + 1 < len(syntax) and syntax.lowers[atom.last + 1] in lexicon.not_after_part:
        return True
    if atom.last >= len(syntax):
        return False
    return syntax.lowers[atom.last] in lexicon.not_before and syntax.words[atom.last][0].isupper()


def read_weekday(hit: Hit, scene: Scene) -> Readings | None:
    """ "Tuesday": the report's own day or the nearest before it; ahead where the verb looks ahead."""
    atom = hit.get("weekday")
    assert atom is not None
    if _is_name(scene, atom):
        return None
    return [(hit, _bare_weekday(hit, scene, _weekday(atom)))]


def _bare_weekday(hit: Hit, scene: Scene, weekday: int) -> Time:
    if scene.day is None:
        return undated(f"XXXX-WXX-{weekday + 1}", "day")
    if hit.has("earlier", "later"):
        return dated(Period("day", weekday_from(scene.day, weekday, forward=hit.has("later"))))
    opened = _range_opened(hit, scene)
    if opened is not None:
        return dated(Period("day", weekday_from(opened, weekday, forward=True)))
    tense = scene.tense(*hit.tokens)
    found = weekday_from(scene.day, weekday, forward=tense == "future")
    if tense == "present" and (scene.day - found).days > _LATELY:
        found = weekday_from(scene.day, weekday, forward=True)
    return dated(Period("day", found))


def _range_opened(hit: Hit, scene: Scene) -> datetime.date | None:
    """The first day of a stretch that this weekday closes: "from Monday through Friday"."""
    kinds, day = hit.words.kinds, scene.mentioned.get("day")
    if day is None or hit.first < 2 or kinds[hit.first - 2 : hit.first] not in _WEEKDAY_TO:
        return None
    one = hit.words.atoms[hit.first - 2]
    return day.first if day.first.weekday() == _weekday(one) else None


def read_rel_weekday(hit: Hit, scene: Scene) -> Readings | None:
    """ "last Tuesday", "next Tuesday", "the following Tuesday", "Tuesday last week"."""
    atom = hit.get("weekday")
    assert atom is not None
    if _is_name(scene, atom):
        return None
    time = _related_weekday(hit, scene, _weekday(atom))
    return None if time is None else [(hit, time)]


def _related_weekday(hit: Hit, scene: Scene, weekday: int) -> Time | None:
    unit = hit.get("unit")
    if unit is not None and unit.word != "week":
        return None
    kind = next((name for name in _STEP if hit.has(name)), None)
    if kind is None:
        return _bare_weekday(hit, scene, weekday)
    anaphoric = kind in ("prev", "following") or (kind in ("next", "that", "same") and hit.has("the", "that", "same"))
    reference = scene.reference("day") if anaphoric else None
    base = reference.first if reference is not None else scene.day
    if base is None:
        return undated(f"XXXX-WXX-{weekday + 1}", "day")
    if unit is not None:
        week = floor("week", base).step(_STEP[kind])
        return dated(Period("day", weekday_from(week.first, weekday, forward=True)))
    if kind == "this":
        return (
            _bare_weekday(hit, scene, weekday)
            if scene.tense(*hit.tokens) == "past"
            else dated(Period("day", weekday_from(base, weekday, forward=True)))
        )
    if kind in ("that", "same"):
        return dated(Period("day", weekday_from(base, weekday, forward=False)))
    forward = _STEP[kind] > 0
    found = weekday_from(base, weekday, forward=forward, strictly=True)
    if kind == "next" and not anaphoric and (found - base).days < 3:
        found = plus(found, "day", 7)
    return dated(Period("day", found))


def read_weekday_part(hit: Hit, scene: Scene) -> Readings | None:
    """ "Monday morning", "late Friday night", "the next Tuesday evening"."""
    atom, part = hit.get("weekday"), hit.get("part")
    assert atom is not None and part is not None
    if _is_name(scene, atom) or word_after(hit) in load_lexicon().file.not_after_part:
        return None
    time = _related_weekday(hit, scene, _weekday(atom))
    if time is None:
        return None
    if time.first is None:
        return [(hit, Time("TIME", f"{time.value}T{lexical(part)}", "time"))]
    return [(hit, day_part(time.first, str(lexical(part))))]


def read_deictic(hit: Hit, scene: Scene) -> Readings | None:
    """ "today", "late yesterday", "the day after tomorrow"."""
    atom = hit.get("today")
    assert atom is not None
    step = lexical(atom)
    assert isinstance(step, int)
    if scene.syntax.words[atom.first][0].isupper() and word_before(hit) in load_lexicon().file.not_before_today:
        return None
    if hit.has("unit"):
        if hit.all("unit")[0].word != "day":
            return None
        step += -1 if hit.has("before") else 1
    if scene.day is None:
        return [(hit, undated("PRESENT_REF" if step == 0 else "XXXX-XX-XX", "day"))]
    return [(hit, dated(Period("day", scene.day).step(step)))]


def read_deictic_part(hit: Hit, scene: Scene) -> Readings | None:
    """ "yesterday morning", "tonight", "overnight"."""
    atom, part = hit.get("today"), hit.get("part")
    day = scene.day
    if atom is None:
        if hit.has("overnight"):
            if day is None:
                return [(hit, Time("TIME", "XXXX-XX-XXTNI", "time"))]
            night = Period("day", day).step(-1).first
            return [(hit, Time("TIME", f"{night.isoformat()}TNI", "time", night, day, Period("day", day)))]
        return [(hit, day_part(day, "NI"))]
    assert part is not None
    step = lexical(atom)
    assert isinstance(step, int)
    return [(hit, day_part(None if day is None else Period("day", day).step(step).first, str(lexical(part))))]


def read_rel_part(hit: Hit, scene: Scene) -> Readings | None:
    """ "last night", "this morning", "that evening", "the next morning"."""
    part = hit.get("part")
    assert part is not None
    code = str(lexical(part))
    kind = next((name for name in _STEP if hit.has(name)), None)
    if kind in ("past", "current", None) and not hit.has("before"):
        return None
    anaphoric = kind is None or kind in _ANAPHORIC or (kind == "next")
    reference = scene.reference("day") if anaphoric else None if scene.day is None else Period("day", scene.day)
    if reference is None:
        return [(hit, day_part(None, code))]
    step = -1 if kind is None or kind in ("last", "prev") else _STEP[kind]
    if kind == "last" and code not in ("NI", "EV") and hit.has("the"):
        return None
    return [(hit, day_part(reference.step(step).first, code))]


def read_the_part(hit: Hit, scene: Scene) -> Readings | None:
    """ "in the morning", "the night", of the day that the text speaks of."""
    part = hit.get("part")
    assert part is not None
    inside = hit.words.kinds[hit.first] == "="
    if inside:
        hit = hit.cut(1, hit.last - hit.first)
    elif not hit.has("earlier", "later") and word_before(hit) not in (
        "during",
        "through",
        "throughout",
        "of",
        "into",
        "by",
        "in",
        "on",
    ):
        return None
    after = hit.tokens[1]
    if (after < len(scene.syntax) and scene.syntax.tags[after] in ("NN", "NNS", "NNP")) or word_after(hit) == "of":
        return None
    if not hit.has("the") and not hit.has("early", "late"):
        return None
    reference = scene.spoken_of(hit.tokens[0])
    return [(hit, day_part(None if reference is None else reference.first, str(lexical(part))))]


def read_rel_unit(hit: Hit, scene: Scene) -> Readings | None:
    """ "last week", "earlier this month", "the previous day", "that year", "the past decade"."""
    atom = hit.get("unit", "quarter", "weekend")
    assert atom is not None
    kind = next((name for name in _STEP if hit.has(name)), None)
    grain = grain_of(atom)
    whole = hit.has("the") and not hit.has("edge") and not hit.has("early", "late", "mid", "earlier", "later")
    stretch = (kind == "past" and not hit.has("this")) or (
        kind in ("last", "next") and whole and grain not in ("day", "weekend", "quarter")
    )
    if stretch or (grain is None and kind in ("last", "next")):
        if atom.word == "minute" or (grain is None and not whole):
            return None
        return length(hit, scene, 1.0, atom, 1 if kind == "next" else -1)
    if grain is None or (kind == "current" and grain == "day"):
        return None
    if kind is None:
        return read_the_unit(hit, scene)
    return _step_unit(hit, scene, grain, kind)


def _step_unit(hit: Hit, scene: Scene, grain: Grain, kind: str) -> Readings | None:
    step = _STEP[kind]
    anaphoric = kind in _ANAPHORIC or (kind in ("next", "last") and grain == "day")
    if grain == "day" and kind in ("last", "this", "coming"):
        return None
    base = scene.reference(grain) if anaphoric else None if scene.day is None else floor(grain, scene.day)
    if anaphoric and kind not in ("that", "same") and grain in ("week", "weekend") and "day" in scene.mentioned:
        base = floor(grain, scene.mentioned["day"].first)
    if base is None:
        return [(hit, undated(unnamed(grain), grain))]
    if grain == "weekend" and kind in ("this", "coming") and step >= 0:
        step = -1 if kind == "this" and _weekend_over(hit, scene) else 0
    return [(hit, narrowed(hit, dated(base.step(step)), scene))]


def _weekend_over(hit: Hit, scene: Scene) -> bool:
    """Whether "this weekend" is the one before the report's week."""
    if scene.day is None or scene.day.weekday() > 4:
        return False
    tense = scene.tense(*hit.tokens)
    return tense == "past" or (tense is None and scene.day.weekday() < 2)


_BEFORE_BARE = frozenset({"by", "in", "since", "until", "at"})
_POSSESSIVES = frozenset({"'s", "’s"})
_UNIT_AFTER = {
    "day": frozenset({"of", "on"}),
    "week": frozenset({"in", "for", "during", "throughout"}),
    "month": frozenset({"in", "for", "during", "throughout"}),
    "quarter": frozenset({"in", "for", "during"}),
    "year": frozenset({"in", "for", "during", "throughout"}),
    "weekend": frozenset(
        {"in", "for", "during", "throughout", "over", "on", "at", "through", "since", "until", "before", "after", "of"}
    ),
}


def read_the_unit(hit: Hit, scene: Scene) -> Readings | None:
    """ "the weekend", "the end of the year", "year end", "for the year", "of the day"."""
    grain = _named_grain(hit)
    closing = _closing_month(hit)
    if closing is not None and grain == "year" and hit.kinds == KINDS["the"] + KINDS["unit"]:
        return [(hit, Time("DURATION", "P1Y", "year"))]
    if closing is not None and grain == "quarter" and scene.day is not None and not hit.has("edge"):
        return [(hit, dated(_quarter_closing(scene.day, month_of(closing), word_after(hit) == "ending")))]
    if grain is None or not _dates(hit, scene, grain):
        return None
    base = _base_of(hit, scene, grain)
    if base is None:
        return [(hit, undated(unnamed(grain), grain))]
    if hit.has("yearend"):
        return [(hit, Time("DATE", base.value, grain, base.last, base.last, base))]
    return [(hit, narrowed(hit, dated(base), scene))]


def _closing_month(hit: Hit) -> Atom | None:
    """The month that ends a year or a quarter: "the year through June", "the quarter ended March 31", "ending in May"."""
    kinds, at = hit.words.kinds, hit.last
    if kinds[at : at + 1] != KINDS["to"] and word_after(hit) not in ("ended", "ending"):
        return None
    at += 1 + (kinds[at + 1 : at + 2] in (KINDS["in"], KINDS["on"]))
    return hit.words.atoms[at] if kinds[at : at + 1] == KINDS["month"] else None


def _quarter_closing(day: datetime.date, month: int, ahead: bool) -> Period:
    """The calendar's quarter that holds a month: the last one begun by a day, or the one not over where it lies ahead."""
    quarter = Period("quarter", datetime.date(day.year, (month + 2) // 3 * 3 - 2, 1))
    if ahead:
        return quarter.step(4) if quarter.last < day else quarter
    return quarter.step(-4) if quarter.first > day else quarter


def _named_grain(hit: Hit) -> Grain | None:
    atom = hit.get("unit", "quarter", "weekend")
    if atom is not None:
        return grain_of(atom)
    word = hit.words.atoms[hit.first].word  # "year end" and the like
    return "month" if word.startswith("month") else "quarter" if word.startswith("quarter") else "year"


def _base_of(hit: Hit, scene: Scene, grain: Grain) -> Period | None:
    """The period that "the year", "the weekend" … is, where nothing else is said."""
    day = scene.day
    if grain == "day":
        return scene.reference(grain)
    if grain == "quarter" and grain in scene.mentioned:
        return scene.mentioned[grain]
    if day is None:
        return None
    over = grain == "quarter" and not hit.has("edge", "yearend")  # companies report on the quarter that is over
    over |= grain == "weekend" and day.weekday() < 5 and scene.tense(*hit.tokens) != "future"
    return floor(grain, day).step(-1 if over else 0)


def _dates(hit: Hit, scene: Scene, grain: Grain) -> bool:
    """Whether "the year", "the end of the week" … is a time here, and not part of something longer."""
    before, after = word_before(hit), word_after(hit)
    if hit.has("edge"):
        if hit.has("poss"):
            return grain != "day" and after != "of"
        return after != "of" and not (grain == "day" and hit.words.kinds[hit.last : hit.last + 1] == KINDS["weekday"])
    if hit.has("earlier", "later", "yearend"):
        return True
    if hit.has("early", "late", "mid"):
        return hit.has("the", "in") or (grain in ("year", "month", "week") and before in _BEFORE_BARE)
    token, syntax = hit.tokens[1], scene.syntax
    if after in ("of", "that", "when", "after", "before"):
        return False
    if token < len(syntax) and syntax.tags[token] in ("NN", "NNS", "NNP", "WDT", "WRB", "PRP"):
        return False
    if after in _POSSESSIVES and grain != "day":
        return True  # "the weekend's events"
    if before == "of" and hit.first > 1 and hit.words.atoms[hit.first - 2].word in load_lexicon().file.portions:
        return True
    return before in _UNIT_AFTER.get(grain, frozenset())


_AT = frozenset({"at", "around", "about", "by", "until", "after", "before", "since", "from"})


def read_clock(hit: Hit, scene: Scene) -> Readings | None:
    """ "3:00 p.m. local time", "1800 UTC", "noon", "five o'clock"."""
    clock = _clock(hit, scene)
    if clock is None:
        return None
    reference = scene.spoken_of(hit.tokens[0])
    if hit.has("last", "this", "that") and word_before(hit) not in _AT:
        return None
    if hit.has("last", "this") and scene.day is not None:
        reference = Period("day", scene.day).step(-1 if hit.has("last") else 0)
    if reference is None:
        return [(hit, Time("TIME", f"XXXX-XX-XXT{clock}", "time"))]
    day = reference.first
    return [(hit, Time("TIME", f"{day.isoformat()}T{clock}", "time", day, day, reference))]


def _clock(hit: Hit, scene: Scene) -> str | None:
    noon = hit.get("noon")
    if noon is not None:
        word = scene.syntax.words[noon.first]
        return (
            None
            if word[0].isupper() and noon.first != scene.syntax.sentences[scene.syntax.sentence_of[noon.first]][0]
            else str(lexical(noon))
        )
    figure = hit.get("clock", "year", "day", "num", "numword")
    assert figure is not None
    if hit.has("units") or re.fullmatch(r"\d{4}", figure.word):
        if len(figure.word) != 4 or not figure.word.isdigit():
            return None
        if hit.has("units") and hit.all("units")[0].word != "hours":
            return None
        hour, minute = divmod(integer(figure), 100)
    elif figure.word[0].isdigit():
        parts = figure.word.replace(".", ":").split(":")
        if not all(part.isdigit() for part in parts) or len(parts) > 3:
            return None
        hour, minute = int(parts[0]), int(parts[1]) if len(parts) > 1 else 0
    else:
        hour, minute = integer(figure), 0
    half = hit.get("ampm") or _half_of_range(hit, hour)
    if half is not None:
        if not 0 < hour < 13:
            return None if hour > 23 else f"{hour:02d}:{minute:02d}" if minute < 60 else None
        hour = hour % 12 + (12 if lexical(half) == "pm" else 0)
    elif hit.has("part"):
        hour = hour % 12 + (0 if lexical(hit.all("part")[0]) == "MO" else 12)
    elif hit.kinds == KINDS["clock"] and word_before(hit) not in (
        "at",
        "by",
        "around",
        "about",
        "until",
        "from",
        "to",
        "since",
        "between",
        "before",
        "after",
        "till",
    ):
        return None
    return f"{hour:02d}:{minute:02d}" if hour < 25 and minute < 60 else None


_TO_HOUR = frozenset(
    KINDS[joint] + KINDS[hour] + KINDS["ampm"]
    for joint in ("to", "hyphen", "and")
    for hour in ("clock", "day", "numword")
)


def _half_of_range(hit: Hit, hour: int) -> Atom | None:
    """The "p.m." of the hour that ends a stretch, for the hour that opens it: "between 1:30 and 4 p.m."."""
    goes_on = hit.words.kinds[hit.last : hit.last + 3]
    if hit.kinds != KINDS["clock"] or goes_on not in _TO_HOUR:
        return None
    _, closing, half = hit.words.atoms[hit.last : hit.last + 3]
    return half if 0 < hour % 12 <= integer(closing) % 12 else None


def read_week_before_last(hit: Hit, scene: Scene) -> Readings | None:
    """ "The week before last", "the weekend after next"."""
    atom = hit.get("unit", "weekend")
    grain = None if atom is None else grain_of(atom)
    if grain is None:
        return None
    if scene.day is None:
        return [(hit, undated(unnamed(grain), grain))]
    return [(hit, dated(floor(grain, scene.day).step(-2 if hit.has("before") else 2)))]
