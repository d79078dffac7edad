"""Lengths of time and what is counted off by them: durations, "two years ago", "a day later", repeated times."""

from __future__ import annotations

from quidnunc.reading.time_reading import Readings, integer, lexical, unnamed, word_after, word_before
from quidnunc.reading.time_rules import Hit
from quidnunc.reading.time_scene import Scene, Time, dated, undated
from quidnunc.reading.time_values import Grain, Period, floor, plus
from quidnunc.reading.time_words import KINDS, Atom, Unit, load_lexicon

_COUNTS = ("a", "day", "num", "year", "numword", "vague", "halfword")
_GRAINS: dict[str, Grain] = {
    "second": "day", "minute": "day", "hour": "day", "day": "day", "night": "day", "week": "week", "fortnight": "week",
    "weekend": "weekend", "month": "month", "quarter": "quarter", "year": "year", "decade": "decade", "century": "century",
}  # fmt: skip
_BEFORE_BARE = frozenset(
    {
        "for",
        "in",
        "within",
        "over",
        "after",
        "during",
        "of",
        "by",
        "just",
        "only",
        "mere",
        "lasted",
        "takes",
        "took",
        "take",
        "spent",
        "than",
        "even",
    }
)
_FEW = 3.0  # what "a few" comes to where days are to be counted
_PREPOSITIONS = frozenset(
    {
        "for",
        "in",
        "within",
        "over",
        "after",
        "during",
        "than",
        "just",
        "only",
        "about",
        "of",
        "every",
        "to",
        "by",
        "at",
        "least",
        "nearly",
        "lasted",
        "last",
        "took",
        "under",
    }
)
_NOT_NOUN_PHRASE = frozenset(
    {".", ",", ":", "''", "``", "CC", "-RRB-", "-LRB-", "VBD", "VBZ", "VBN", "MD", "IN", "TO", "RB", ""}
)

_GOES_ON = frozenset({"NN", "JJ", "CD"})  # first letters of tags before which "the past" belongs to a noun


def count_of(hit: Hit) -> float | None:
    """How many units an expression counts; None where it is vague ("several")."""
    words = hit.all(*_COUNTS)
    values = load_lexicon().file.numbers
    total: float | None = None
    for atom in words:
        kind = hit.words.kinds[next(k for k in range(hit.first, hit.last) if hit.words.atoms[k] is atom)]
        if kind == KINDS["vague"]:
            if total is None and atom.word != "some":
                return 2.0 if "couple" in atom.word else None
        elif kind == KINDS["halfword"]:
            total = (
                (total or 0.0) + 0.5
                if total is not None
                and total >= 1
                and not (total == 1 and words[0].word in ("a", "an") and words.index(atom) == 1)
                else 0.5
            )
        elif kind == KINDS["a"]:
            total = total if total is not None else 1.0
        elif kind == KINDS["numword"]:
            value = values[atom.word]
            total = (total or 1.0) * value if value in (12, 100, 1000, 1000000) and total else (total or 0.0) + value
        else:
            total = float(atom.word.replace(",", ""))
    return total


def unit_of(hit: Hit) -> tuple[Atom, Unit]:
    """The unit that an expression counts."""
    atom = hit.all("unit", "units", "quarter", "weekend")[-1]
    unit = load_lexicon().values[atom.word]
    assert isinstance(unit, Unit)
    return atom, unit


def duration_value(count: float | None, unit: Unit) -> str:
    """The TIMEX3 value of a length.

    >>> duration_value(3.0, load_lexicon().units["day"]), duration_value(None, load_lexicon().units["hour"])
    ('P3D', 'PTXH')
    """
    code, clock = unit.code, unit.clock
    if count is not None and unit.unit == "fortnight":
        count *= 2
    if count is not None and unit.unit == "hour" and count == 0.5:
        count, code = 30.0, "M"
    number = "X" if count is None else f"{count:g}" if count < 1e6 else str(int(count))
    return f"P{'T' if clock else ''}{number}{code}"


def length(hit: Hit, scene: Scene, count: float | None, atom: Atom, direction: int) -> Readings:
    """A length that ends (or begins) on the report's day: "the past three years"."""
    unit = load_lexicon().values[atom.word]
    assert isinstance(unit, Unit)
    value = duration_value(count, unit)
    count = _FEW if count is None and hit.has("vague") else count
    if scene.day is None or count is None or direction == 0:
        return [(hit, Time("DURATION", value, unit.unit))]
    other = plus(scene.day, unit.unit, direction * count)
    if other.year in (1, 9999):
        return [(hit, Time("DURATION", value, unit.unit))]
    return [(hit, Time("DURATION", value, unit.unit, min(scene.day, other), max(scene.day, other)))]


def read_span(hit: Hit, scene: Scene) -> Readings | None:
    """ "three days", "a two-week", "more than a decade", "years"; no ages, no fractions."""
    atom, unit = unit_of(hit)
    if _no_length(hit, atom, unit):
        return None
    if hit.kinds == KINDS["units"]:
        return _bare(hit, unit)
    if hit.has("another", "all"):
        return length(hit, scene, 1.0, atom, 0)
    if len(hit.all("unit", "units")) > 1:
        return _compound(hit)
    count = count_of(hit)
    if hit.kinds[0] == KINDS["the"] and atom.word in unit.words and count != 1:
        hit = hit.cut(1, hit.last - hit.first)
    if len(hit.all("day", "num", "numword", "year")) > 1 and hit.has("to"):
        count = None
    if hit.kinds == KINDS["a"] + KINDS["unit"] and _rate(hit, scene):
        return [(hit, Time("SET", duration_value(count, unit), unit.unit))]
    direction = -1 if word_before(hit) == "for" and scene.lasting(hit.tokens[0]) else 0
    return length(hit, scene, count, atom, direction)


def _no_length(hit: Hit, atom: Atom, unit: Unit) -> bool:
    """Whether a number and a unit measure no time: ages, fractions, "some day", "the one day"."""
    single = atom.word in unit.words
    first = hit.words.atoms[hit.first].word
    if single and unit.unit in ("second", "quarter", "weekend") and not hit.has("day", "num", "numword"):
        return True
    if unit.unit == "quarter" and hit.kinds[0] == KINDS["numword"]:
        return True
    if hit.kinds[0] == KINDS["year"] and len(hit.all("year", "day", "num", "numword")) > 1:
        return True  # "jailed in 2009 to 15 years"
    if word_after(hit) in ("old", "olds", "of age") or _age(hit):
        return True
    if first == "many" and word_before(hit) == "as":
        return True  # "the third attack in as many days"
    if [atom.word for atom in hit.words.atoms[hit.last : hit.last + 2]] == ["-", "long"]:
        return True  # read whole: "decade-long"
    hyphened = len(hit.kinds) > 1 and hit.kinds[-2] == KINDS["hyphen"]
    if hyphened and not single and not hit.all(*_COUNTS)[0].word[0].isdigit():
        return True
    if hit.has("year") and single and not hyphened:
        return True
    if hit.kinds[0] == KINDS["the"] and hit.has("a"):
        return True
    if single and (first == "some" or hit.kinds == KINDS["numword"] + KINDS["unit"]):
        return _idle(hit)
    return False


def _compound(hit: Hit) -> Readings | None:
    """ "eight hours and 20 minutes"."""
    units = hit.all("unit", "units")
    split = next(k for k in range(hit.first, hit.last) if hit.words.atoms[k] is units[0]) + 1 - hit.first
    values = []
    for part in (hit.cut(0, split), hit.cut(split, hit.last - hit.first)):
        count, (_, unit) = count_of(part), unit_of(part)
        values.append((unit, duration_value(count, unit)))
    (one, first), (two, second) = values
    order = list(load_lexicon().units)
    if order.index(one.unit) <= order.index(two.unit) or (one.clock and not two.clock):
        return None
    value = first + (second[2:] if one.clock else second[1:])
    return [(hit, Time("DURATION", value, two.unit))]


_LISTED = "".join(KINDS[kind] for kind in ("day", "hyphen", "to", "and", "numword"))


def _age(hit: Hit) -> bool:
    """Whether a hyphen and "old" follow ("53-year-old"), or "aged" stands before."""
    kinds = hit.words.kinds
    if kinds[hit.last : hit.last + 2] == KINDS["hyphen"] + KINDS["old"]:
        return True
    at = hit.first
    while at > 0 and kinds[at - 1] in _LISTED:
        at -= 1
    return at > 0 and hit.words.atoms[at - 1].word in ("aged", "age", "ages")


def _idle(hit: Hit) -> bool:
    """ "One day he will …" and "some day" date and measure nothing."""
    word = hit.words.atoms[hit.first].word
    if word not in ("one", "some"):
        return False
    return word_before(hit) not in _PREPOSITIONS and word_after(hit) not in ("after", "before", "of", "into")


def _rate(hit: Hit, scene: Scene) -> bool:
    first = hit.tokens[0]
    return (
        first > 0
        and scene.syntax.tags[first - 1] in ("CD", "NNS", "NN", "$")
        and word_after(hit) not in ("after", "before", "of", "into", "-")
    )


def _bare(hit: Hit, unit: Unit) -> Readings | None:
    before, after = word_before(hit), word_after(hit)
    if unit.unit == "weekend" and before in ("on", "at"):
        return [(hit, Time("SET", "XXXX-WXX-WE", "set"))]
    if (
        before not in _BEFORE_BARE
        and after not in ("before", "after", "into")
        and not (after == "of" and before in ("", ",", "after", "with", "to", "despite"))
    ):
        return None
    if before == "of" and hit.first > 1 and hit.words.atoms[hit.first - 2].word in ("rest", "number", "one", "kind"):
        return None
    return [(hit, Time("DURATION", duration_value(None, unit), unit.unit))]


def read_rel_span(hit: Hit, scene: Scene) -> Readings | None:
    """ "the past three years", "the next two weeks", "the last few days", "the first three months"."""
    atom, unit = unit_of(hit)
    if not hit.has(*_COUNTS):
        if hit.has("past") and hit.has("this") and unit.unit in _GRAINS:
            return (
                [(hit, dated(floor(_GRAINS[unit.unit], scene.day).step(-1)))]
                if scene.day
                else [(hit, undated(unnamed(_GRAINS[unit.unit]), unit.unit))]
            )
        if hit.has("ahead") and word_after(hit) == "of":
            return None
        if hit.has("coming", "next", "ahead"):
            return [(hit, undated("FUTURE_REF", unit.unit))]
        if hit.has("past") and hit.has("the"):
            return [(hit, undated("PAST_REF", unit.unit))]
        return None
    if _verb(hit, scene):
        return None
    if hit.has("to", "hyphen"):
        return length(hit, scene, None, atom, 0)
    direction = -1 if hit.has("last", "past", "prev", "recent") else 1 if hit.has("next", "coming") else 0
    return length(hit, scene, count_of(hit), atom, direction)


def _verb(hit: Hit, scene: Scene) -> bool:
    """Whether "last" is a verb ("to last three days")."""
    last = hit.get("last")
    return last is not None and scene.syntax.tags[last.first] in ("VB", "VBP") and not hit.has("the")


def read_ago(hit: Hit, scene: Scene) -> Readings | None:
    """ "two years ago", "a decade ago", "years ago", "a few days ago"."""
    if hit.has("weekago"):
        year = None if scene.day is None else floor("year", scene.day).step(-1)
        return [(hit, undated("XXXX", "year") if year is None else dated(year))]
    _, unit = unit_of(hit)
    counted = hit.has(*_COUNTS)
    count = count_of(hit) if counted else None
    grain = _GRAINS.get(unit.unit, "century")
    if count is None:
        time = undated("PAST_REF", unit.unit)
        if scene.day is not None and counted and unit.unit in ("day", "week"):
            time = Time(
                "DATE",
                "PAST_REF",
                unit.unit,
                plus(scene.day, unit.unit, -7 if unit.unit == "day" else -5),
                plus(scene.day, unit.unit, -2),
            )
        return [(hit, time)]
    if scene.day is None:
        return [(hit, undated(unnamed(grain), grain))]
    day = plus(scene.day, unit.unit, -count)
    if hit.has("halfword") and grain in ("decade", "century"):
        return [(hit, dated(floor("year" if grain == "decade" else "decade", day)))]
    if grain in ("decade", "century"):
        year = floor("year", day)
        return [(hit, Time("DATE", floor(grain, day).value, grain, year.first, year.last, year))]
    if grain == "day" and unit.unit in ("second", "minute", "hour"):
        return [(hit, Time("DATE", day.isoformat(), "time", day, day, Period("day", day)))]
    if hit.has("halfword") and grain == "year":
        grain = "month"
    return [(hit, dated(floor("week" if grain == "weekend" else grain, day)))]


def read_offset(hit: Hit, scene: Scene) -> Readings | None:
    """ "three days earlier", "a year later", "the day before", counted from the date mentioned last."""
    _, unit = unit_of(hit)
    token = hit.tokens[1]
    tag = scene.syntax.tags[token] if token < len(scene.syntax) else ""
    marker = hit.words.kinds[hit.last - 1]
    if marker in (KINDS["before"], KINDS["after"]) and (tag not in _NOT_NOUN_PHRASE or tag == "CD"):
        if hit.kinds[0] == KINDS["the"]:
            return None
        return read_span(hit.cut(0, hit.last - hit.first - 1), scene)
    if marker in (KINDS["earlier"], KINDS["later"]) and scene.syntax.lowers[token : token + 1] in (
        ["this"],
        ["than"],
        ["in"],
    ):
        return None
    forward = marker in (KINDS["later"], KINDS["after"], KINDS["ref"], KINDS["today"])
    if unit.clock and not hit.has(*_COUNTS):
        return (
            [(hit.cut(0, 1), Time("DURATION", duration_value(None, unit), unit.unit))]
            if hit.kinds[0] == KINDS["units"]
            else None
        )
    if unit.clock and marker != KINDS["ref"]:
        return read_span(hit.cut(0, hit.last - hit.first - 1), scene)
    counted = hit.has(*_COUNTS)
    if hit.kinds[0] == KINDS["the"] and not counted:
        count: float | None = 1.0
    else:
        count = count_of(hit) if counted else None
    if count is None:
        return [(hit, undated("FUTURE_REF" if forward else "PAST_REF", unit.unit))]
    grain = _GRAINS.get(unit.unit, "century")
    grain = "week" if grain == "weekend" else grain
    now = None if scene.day is None else Period("day", scene.day)
    base = now if marker in (KINDS["ref"], KINDS["today"]) else scene.last_within(grain, hit.tokens[0])
    if base is None:
        return [(hit, undated(unnamed(grain), grain))]
    day = plus(base.first, unit.unit, count if forward else -count)
    return [(hit, dated(floor(grain, day)))]


def read_recent(hit: Hit, _scene: Scene) -> Readings | None:
    """ "recent weeks"."""
    return [(hit, undated("PAST_REF", unit_of(hit)[1].unit))]


def read_ref(hit: Hit, scene: Scene) -> Readings | None:
    """ "now", "recently", "the past", "the future"."""
    atom = hit.words.atoms[hit.first]
    token = hit.tokens[1]
    syntax = scene.syntax
    tag = syntax.tags[token] if token < len(syntax) else ""
    if word_after(hit) == "-" or (hit.has("the") and (tag[:2] in _GOES_ON or word_after(hit) == "of")):
        return None
    start = syntax.sentences[syntax.sentence_of[atom.first]][0]
    if atom.first > start and syntax.words[atom.first][0].isupper() and syntax.tags[atom.first - 1] in ("NNP", "NNPS"):
        return None  # "Capital Now" and its like are names
    if atom.word == "now" and (word_before(hit) == "every" or word_after(hit) == "that"):
        return None
    value = "PAST_REF" if hit.has("past") else "FUTURE_REF" if hit.has("future") else str(lexical(atom))
    return [(hit, undated(value, "unknown"))]


def read_every(hit: Hit, scene: Scene) -> Readings | None:
    """ "every Friday", "each year", "every two weeks", "annually"."""
    often = hit.get("often")
    if often is not None:
        return _often(hit, scene, often)
    every = hit.words.atoms[hit.first].word
    weekday, month, part = hit.get("weekday"), hit.get("month"), hit.get("part")
    if weekday is not None and hit.has("units"):
        if unit_of(hit)[1].unit != "night":
            return None
        value = f"XXXX-WXX-{int(str(lexical(weekday))) + 1}TNI"  # "Friday nights"
    elif weekday is not None:
        value = f"XXXX-WXX-{int(str(lexical(weekday))) + 1}" + (f"T{lexical(part)}" if part else "")
    elif month is not None:
        value = f"XXXX-{int(str(lexical(month))):02d}"
    elif part is not None:
        value = f"XXXX-XX-XXT{lexical(part)}"
    elif hit.has("season"):
        value = f"XXXX-{lexical(hit.all('season')[0])}"
    elif hit.has("holiday"):
        value = "P1Y"
    else:
        nth = hit.get("nth")
        count = (
            float(integer(nth))
            if nth
            else 2.0
            if every.endswith("other")
            else count_of(hit)
            if hit.has(*_COUNTS)
            else 1.0
        )
        value = duration_value(count, unit_of(hit)[1])
    return [(hit, Time("SET", value, "set"))]


def _often(hit: Hit, scene: Scene, often: Atom) -> Readings | None:
    syntax = scene.syntax
    token = often.first
    value = str(lexical(often))
    capital = syntax.words[token][0].isupper()
    sentence_start = token == syntax.sentences[syntax.sentence_of[token]][0]
    if value.startswith("XXXX"):
        return [(hit, Time("SET", value, "set"))] if capital else None
    named = (
        token + 1 < len(syntax) and syntax.words[token + 1][0].isupper() and syntax.tags[token + 1].startswith("NNP")
    )
    if capital and (named or not sentence_start):
        return None
    if not capital and syntax.tags[token].startswith("NNS"):
        return None
    return [(hit, Time("SET", value, "set"))]


def read_rate(hit: Hit, _scene: Scene) -> Readings | None:
    """ "twice a week", "three times a year"."""
    return [(hit, Time("SET", duration_value(1.0, unit_of(hit)[1]), "set"))]


def read_lasting(hit: Hit, _scene: Scene) -> Readings | None:
    """ "Weeklong", "decade-long", "a months-long siege"."""
    word = hit.get("lasting")
    if word is not None:
        return [(hit, Time("DURATION", str(lexical(word)), "unknown"))]
    if hit.words.atoms[hit.last - 1].word != "long":
        return None
    unit = unit_of(hit)[1]
    count = count_of(hit) if hit.has(*_COUNTS) else None if hit.has("units") else 1.0
    return [(hit, Time("DURATION", duration_value(count, unit), unit.unit))]
