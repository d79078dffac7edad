"""What all readings share: the values of words, the words around, and the choice among the same day of several years."""

from __future__ import annotations

import datetime
import re

from quidnunc.reading.time_rules import Hit
from quidnunc.reading.time_scene import Scene, Time
from quidnunc.reading.time_values import Grain, floor, part_of
from quidnunc.reading.time_words import Atom, load_lexicon

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


def unnamed(grain: Grain) -> str:
    """The value of a period that nothing anchors."""
    return _UNNAMED[grain]


def lexical(atom: Atom) -> object:
    """What a word stands for in the lexicon."""
    return load_lexicon().values[atom.word]


def integer(atom: Atom) -> int:
    """The number of an atom: a figure, an ordinal in figures or words."""
    digits = re.match(r"\d+", atom.word)
    if digits:
        return int(digits[0])
    value = load_lexicon().values.get(atom.word)
    return value if isinstance(value, int) else 0


def word_before(hit: Hit) -> str:
    """The word before an expression, in lower case; empty at the text's start."""
    return hit.words.atoms[hit.first - 1].word if hit.first else ""


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


def _just_over(today: datetime.date, before: datetime.date, after: datetime.date) -> bool:
    """Whether a day was here so lately, and comes again so late, that the verb's "future" must be another word's."""
    return (today - before).days < 45 and (after - today).days > 300


def near(scene: Scene, hit: Hit, make: list[datetime.date], grain: Grain) -> datetime.date | None:
    """Of the same day or month in several years, the one that the verb's tense points to."""
    if scene.day is None or not make:
        return None
    today = floor(grain, scene.day).first
    before = [day for day in make if day <= today]
    after = [day for day in make if day >= today]
    tense = scene.tense(*hit.tokens)
    if tense == "future" and after and not (grain == "day" and before and _just_over(today, before[-1], after[0])):
        return after[0]
    if tense == "past" and before:
        return before[-1]
    if not before or not after:
        return (before or after)[-1 if before else 0]
    weight = 2 if tense == "present" else 4
    return after[0] if (after[0] - today).days * weight < (today - before[-1]).days else before[-1]


def counts(scene: Scene, year: Atom) -> bool:
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


def month_of(atom: Atom) -> int:
    """The month, 1 to 12, that a word names."""
    value = lexical(atom)
    assert isinstance(value, int)
    return value
