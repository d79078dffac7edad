"""The patterns of time expressions, written over kinds of words, and the search for the longest that fits."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from quidnunc.reading.time_words import KINDS, Atom, Words

_SUFFIX = 16  # no pattern looks further than this many words ahead

_COUNT = "(a|day|num|year|(numword (hyphen? numword)* (and numword)*)|vague|halfword a?|a halfword)"
_MANY = f"((approx|the|vague)? {_COUNT} more?)"
_UNIT = "(unit|units|quarter|weekend)"
_MOD = "(early|late|(mid hyphen?)|(the? edge of))"
_DAY = "(day|nth)"
_REL = "(last|past|prev|next|following|coming|this|that|same|current|recent)"
_YEAR = "(comma? year)"
_ZONE = "(zone (year zone)?)"

# Each: the reading's name, then patterns; of several that fit the longest wins, the earlier where they are equal
_RULES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("iso", ("(weekday comma?)? iso", "numdate")),
    (
        "month_day",
        (f"((weekday|shortday) part? comma?)? month {_DAY} ({_YEAR}|(comma? of? (last|next) unit))?",),
    ),
    ("famous", ("famous",)),
    ("day_month", (f"((weekday|shortday) comma?)? the? {_DAY} of? month ({_YEAR}|(comma? of? (last|next) unit))?",)),
    ("days_month", (f"{_DAY} (hyphen|to|and) the? {_DAY} of? month ({_YEAR}|(comma? of? (last|next) unit))?",)),
    ("month_days", (f"month {_DAY} (hyphen|to|and) the? {_DAY} ({_YEAR}|(comma? of? (last|next) unit))?",)),
    ("the_nth", ("the nth",)),
    ("month_year", (f"{_MOD}? month (comma|of)? year",)),
    ("month", (f"{_MOD}? month", "(earlier|later) (last|next|this) month")),
    (
        "rel_month",
        (
            f"({_MOD}|earlier|later)? (last|next|this|past|coming|following|prev|that|same) month",
            "month (of)? the? (last|next|this|that|same|following|prev) unit",
        ),
    ),
    ("unit_of", (f"the (unit|weekend) of month ({_DAY} {_YEAR}?|year)?",)),
    ("year", (f"{_MOD}? year", "the unit year", "fiscal unit? year")),
    ("year_short", ("year (hyphen|slash) day",)),
    ("decade", (f"the? {_MOD}? decade", "the? (mid hyphen?|early|late)? year? poss? decadeword")),
    ("century", ("the? (early|late|mid hyphen?)? (nth|numword hyphen nth) hyphen? unit",)),
    (
        "quarter",
        (
            "the? nth hyphen? quarter",
            "the? fiscal hyphen? nth hyphen? quarter",
            "the? nth hyphen? quarter (of|comma)? fiscal? year",
            "the? nth hyphen? quarter of the? (last|this|next|same|that|current|prev)? unit",
            "year (poss)? nth hyphen? quarter",
            "qcode (of? year)?",
        ),
    ),
    (
        "half",
        (
            "the? nth hyphen? halfword (of|comma)? year",
            "the? nth hyphen? halfword of the? (last|this|next|same|that|current)? unit",
        ),
    ),
    (
        "season",
        (
            f"{_MOD}? (the|a)? (this|last|next|past|coming|prev|following|that|same)? {_MOD}? season",
            f"{_MOD}? (the)? {_MOD}? season (of|comma)? year",
            "the? season of the? (last|this|next|same|that|prev) unit",
        ),
    ),
    (
        "rel_unit",
        (
            f"({_MOD}|earlier|later)? the? {_REL} (past|coming|same)? (unit|quarter|weekend)",
            "the (following|next|prev|same) (unit|quarter|weekend)",
            "the? (earlier|later|edge) of the? (last|this|next)? unit",
        ),
    ),
    (
        "the_unit",
        (
            "the weekend",
            "the unit",
            "the quarter",
            "the edge of the (unit|weekend|quarter)",
            "(the|this)? unit poss edge",
            "(earlier|later|early|late) in the (unit|quarter)",
            "yearend",
            "(early|late|mid hyphen) the unit",
            "(early|late|mid hyphen) unit",
        ),
    ),
    ("weekday", ("(early|late|earlier|later)? weekday", "(early|late)? weekday shortday")),
    (
        "rel_weekday",
        (
            f"the? (early|late)? {_REL} (past|coming)? weekday",
            "weekday (last|this|next) unit",
            "(last|this|next|the prev|the following) unit on? weekday",
            "weekday of (last|this|next) unit",
        ),
    ),
    ("weekday_part", (f"(early|late)? the? {_REL}? (past|coming)? weekday part", "(early|late)? weekday hyphen part")),
    ("holiday", ("(this|last|next|past|coming)? holiday", "holiday comma? year")),
    ("deictic", ("(early|late|earlier|later)? today", "the unit (before|after) today")),
    ("deictic_part", ("(early|late)? today part", "(late|early|later|earlier)? tonight", "overnight")),
    ("rel_part", (f"(early|late|earlier|later)? the? {_REL} part", "the early? part before", "the unit before part")),
    ("week_before_last", ("the (unit|weekend) before last", "the (unit|weekend) after next")),
    (
        "the_part",
        ("(early|late)? the part", "in the (early|late)? part", "(earlier|later) in the part", "(early|late) part"),
    ),
    (
        "ago",
        (
            f"{_MANY} {_UNIT} ago",
            f"approx? a? halfword a? hyphen {_UNIT} ago",
            "units ago",
            "approx units ago",
            "weekago",
        ),
    ),
    (
        "offset",
        (
            f"{_MANY} {_UNIT} (earlier|later|before|after|prev)",
            f"{_MANY} {_UNIT} from (ref|today)",
            "units (earlier|later)",
            "the unit (before|after)",
        ),
    ),
    (
        "span",
        (
            f"{_MANY} {_UNIT}",
            f"approx? {_COUNT} hyphen {_UNIT}",
            "units",
            "another unit",
            "all the? (unit|weekend)",
            f"{_MANY} units comma? and? {_COUNT} (unit|units)",
            f"{_MANY} (hyphen|to) {_COUNT} more? {_UNIT}",
            f"{_MANY} {_UNIT} and a halfword",
            "approx? (day|num|numword) hyphen more units",
            f"{_MANY} and a halfword units",
            "approx? halfword a hyphen? unit",
        ),
    ),
    (
        "rel_span",
        (
            f"the? (last|past|next|coming|prev|following|nth|recent|same) approx? {_COUNT} more? {_UNIT}",
            f"the? (last|past|next|coming|prev|following) {_COUNT} (hyphen|to) {_COUNT} units",
            "the? (coming|next|last|past|these|following) units",
            "this past (unit|weekend)",
            "the units (coming|ahead)",
        ),
    ),
    ("recent", ("the? more? recent units", "recent units")),
    (
        "every",
        (
            "every (unit|weekday|month|part|weekend|season|quarter|holiday)",
            f"every {_COUNT} units",
            "every nth (unit|weekday|part)",
            "every weekday (and weekday)* part?",
            "weekday units",
            "often",
            "every unit",
        ),
    ),
    ("lasting", ("lasting", f"({_COUNT} hyphen)? (unit|units) hyphen more")),
    ("rate", ("times (a|every) unit", f"{_COUNT} times (a|every) unit")),
    (
        "clock",
        (
            f"clock ampm? {_ZONE}?",
            f"(day|num|numword) ampm {_ZONE}?",
            "(day|numword) oclock (ampm|zone)?",
            "(year|num) (zone|units) zone?",
            f"(noon) {_ZONE}?",
            "(day|numword|clock) in the part",
            "(day|numword|clock) (last|this|that) part",
        ),
    ),
    ("ref", ("ref", "the recent? past", "the future")),
)


def _compile(pattern: str) -> re.Pattern[str]:
    def code(match: re.Match[str]) -> str:
        return re.escape(KINDS[match[0]])

    return re.compile(re.sub(r"\s+", "", re.sub(r"[a-z]+", code, pattern)))


PATTERNS = tuple((name, _compile(pattern)) for name, patterns in _RULES for pattern in patterns)


@functools.lru_cache(maxsize=1 << 15)
def fits(kinds: str) -> tuple[tuple[int, str], ...]:
    """The readings that fit at the start of a string of kinds, with their lengths; longest first."""
    found: dict[tuple[int, str], None] = {}
    for name, pattern in PATTERNS:
        match = pattern.match(kinds)
        if match is not None and match.end():
            found[(match.end(), name)] = None
    return tuple(sorted(found, key=lambda x: -x[0]))


@dataclass(frozen=True, slots=True)
class Hit:
    """Atoms ``[first, last)`` of a text that fit a pattern."""

    words: Words
    first: int
    last: int

    @property
    def kinds(self) -> str:
        """The kinds of its atoms."""
        return self.words.kinds[self.first : self.last]

    def all(self, *names: str) -> list[Atom]:
        """Its atoms of these kinds."""
        wanted = {KINDS[name] for name in names}
        return [self.words.atoms[k] for k in range(self.first, self.last) if self.words.kinds[k] in wanted]

    def get(self, *names: str) -> Atom | None:
        """Its first atom of these kinds."""
        found = self.all(*names)
        return found[0] if found else None

    def has(self, *names: str) -> bool:
        """Whether it holds an atom of these kinds."""
        return any(KINDS[name] in self.kinds for name in names)

    @property
    def tokens(self) -> tuple[int, int]:
        """Its tokens ``[first, last)``."""
        return self.words.atoms[self.first].first, self.words.atoms[self.last - 1].last

    def cut(self, first: int, last: int) -> Hit:
        """A part of it: atoms from ``first`` to before ``last``, counted from its own first."""
        return Hit(self.words, self.first + first, self.first + last)


def candidates(words: Words, at: int, end: int) -> tuple[tuple[int, str], ...]:
    """The readings that fit at an atom, within a run that ends before ``end``: where each ends, and its name."""
    return tuple((at + size, name) for size, name in fits(words.kinds[at : min(end, at + _SUFFIX)]))
