"""Quantities as they are written: "at least 12", "30-40", "$1.2bn", "dozens", "between two and three million"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from quidnunc.reading.amount_lexicon import amounts
from quidnunc.reading.numbers import number_of

_SMALL = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_DIGIT = "one|two|three|four|five|six|seven|eight|nine"
_TENS = f"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:{_DIGIT}))?"
_SIMPLE = f"(?:{_TENS}|{_SMALL})"
_BELOW = rf"(?:(?:(?:{_SIMPLE}|an?)[ -])?hundred(?:[ ](?:and[ ])?{_SIMPLE})?|{_SIMPLE})"
_FIGURE = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+(?!\d)|\d+(?:\.\d+)?)"
_SCALE = r"(?:dozen|hundred|thousand|million|billion|trillion)"
_SHORT = r"(?:mln|bln|mn|bn|tn|[mbk])"
_NUMBER = (
    rf"(?:half[ ]an?[ ](?:dozen|hundred|thousand|million|billion)|(?:an?[ ])half[- ](?:dozen|million|billion)"
    rf"|an?[ ](?:dozen|thousand|million|billion|trillion)"
    rf"|{_SIMPLE}[ ]and[ ]a[ ]half[ ]{_SCALE}"
    rf"|(?:{_FIGURE}|{_BELOW})(?:[ -]{_SCALE}\b){{1,2}}(?:[ ](?:and[ ])?{_BELOW}\b)?"
    rf"|{_FIGURE}[ ]?{_SHORT}\b|{_FIGURE}|{_BELOW})"
)
_SHORTS = {"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "b": 1e9, "bn": 1e9, "bln": 1e9, "tn": 1e12}
_ENDING = re.compile(rf"({_SCALE}|{_SHORT})$", re.IGNORECASE)
_WIDE = re.compile(r"[ \u00a0\u202f\u2009]+")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity in a text: characters ``[start, end)``, its bounds (None: none is given), and what its writing says of its unit.

    ``number`` are the characters of the number alone, without the words around it; ``currency`` an ISO 4217 code; ``percent`` and
    ``length`` ("year" of "12-year") are told by what is joined to the number; ``strong`` says "2,000-strong".
    """

    start: int
    end: int
    number: tuple[int, int]
    low: float | None
    high: float | None
    currency: str | None = None
    percent: bool = False
    length: str | None = None
    strong: bool = False
    vague: bool = False

    @property
    def exact(self) -> bool:
        """Whether it is one number."""
        return self.low is not None and self.low == self.high


def quantities(text: str, start: int = 0, end: int | None = None) -> Iterator[Quantity]:
    """The quantities of a stretch of text, in order.

    >>> [(q.low, q.high, q.currency) for q in quantities("between 30 and 40 men, up to $1.2bn, dozens")]
    [(30.0, 40.0, None), (None, 1200000000.0, 'USD'), (24.0, 99.0, None)]
    """
    pattern, at = _pattern(), start
    stop = len(text) if end is None else end
    while (match := pattern.search(text, at, stop)) is not None:
        at = match.end()
        bounds = _bounds(match)
        if bounds is None and match["second"] is not None:  # no range: the first number stands alone
            at = match.end("first")
            match = pattern.search(text, match.start(), at)
            bounds = None if match is None else _bounds(match)
        if match is not None and bounds is not None and (text[at : at + 1] != "-" or match["coin"]):
            yield _quantity(match, bounds)


def _bounds(match: re.Match[str]) -> tuple[float | None, float | None] | None:
    """What the number itself gives, the words around it left aside."""
    if match["vague"] is not None:
        return amounts().table.vague[_plain(match["vague"])]
    if match["none"] is not None:
        return 0.0, 0.0
    first, second = match["first"], match["second"]
    low = _value(first)
    if second is None:
        return None if low is None else (low, low)
    high = _value(second)
    ending = _ENDING.search(second)
    if ending and not _ENDING.search(first):
        low = _value(first + " " + ending.group(1))
    ranges = not re.search(r"\band\b", match.string[match.end("first") : match.start("second")], re.IGNORECASE)
    ranges = ranges or "between" in match.string[match.start() : match.start("first")].lower()
    return (low, high) if ranges and low is not None and high is not None and low < high else None


def _quantity(match: re.Match[str], bounds: tuple[float | None, float | None]) -> Quantity:
    part = match.groupdict()
    table = amounts().table
    low, high = bounds
    number = match.span("vague" if part["vague"] else "none" if part["none"] else "first")
    if part["second"] is not None:
        number = (number[0], match.end("second"))
    before, after = _plain(part["before"] or ""), _plain(part["after"] or "")
    if before in table.at_least or after in table.after_at_least:
        high = None
    elif before in table.at_most or after in table.after_at_most:
        low = None if low == high else low
    money = part["sign"] or part["coin"]
    return Quantity(
        start=match.start(),
        end=match.end(),
        number=number,
        low=low,
        high=high,
        currency=_code(amounts().codes, money) if money else None,
        percent=part["percent"] is not None,
        length=table.sentences.units.get(_plain(part["length"]).rstrip("s")) if part["length"] else None,
        strong=part["strong"] is not None,
        vague=part["vague"] is not None,
    )


def _code(codes: dict[str, str], money: str) -> str | None:
    plain = _plain(money)
    return codes.get(plain) or codes.get(plain.removesuffix("s"))


def _value(words: str) -> float | None:
    plain = _WIDE.sub(" ", words.lower()).strip()
    joined = re.sub(r"(?<=\d) (?=\d{3}\b)", "", plain)
    short = re.fullmatch(rf"({_FIGURE}) ?({_SHORT})", joined)
    if short:
        value = number_of([short.group(1)])
        return None if value is None else value * _SHORTS[short.group(2)]
    half = re.fullmatch(rf"(?:an? )?half(?: an?)?[ -]?({_SCALE})", joined)
    if half:
        value = number_of([half.group(1)])
        return None if value is None else value / 2
    more = re.fullmatch(rf"(.+) and a half ({_SCALE})", joined)
    if more:
        value, scale = number_of(more.group(1).split()), number_of([more.group(2)])
        return None if value is None or scale is None else (value + 0.5) * scale
    return number_of(re.split(r"[ -]", joined))


def _plain(words: str) -> str:
    return _WIDE.sub(" ", words.lower()).strip()


@cache
def _pattern() -> re.Pattern[str]:
    table = amounts().table
    before = _any((*table.at_least, *table.at_most, *table.about))
    after = _any((*table.after_at_least, *table.after_at_most))
    signs = _any(sign for one in table.currencies.values() for sign in one.before)
    coins = _any(coin for one in table.currencies.values() for coin in one.after)
    vague = _any(table.vague)
    units = _any(table.sentences.units)
    number = rf"(?<![\w.,/:])(?<![^\W\d]-)(?:(?P<sign>{signs})[ ]?)?(?P<first>{_NUMBER})(?![\w/:]|[.,]\d|st\b|nd\b|rd\b|th\b)"
    return re.compile(
        rf"(?:\b(?P<before>{before})[ ](?:(?:between|from)[ ])?)?(?:(?<!\w)(?:between|from)[ ])?"
        rf"(?:(?<![\w-])(?P<vague>{vague})(?![\w-])|(?<![\w-])(?P<none>no[ ]one|nobody|none|no)(?![\w-])|{number}"
        rf"(?:(?:[ ]?[-–—][ ]?|[ ](?:to|and|or)[ ])(?:(?:{signs})[ ]?)?(?P<second>{_NUMBER})(?![\w/:]|[.,]\d))?)"
        rf"(?:(?P<percent>[ ]?%|[ ]per[ ]?cent\b)|[ -](?:of[ ])?(?P<coin>{coins})s?\b|(?P<strong>-strong\b)"
        rf"|[- ](?P<length>{units})s?\b)?"
        rf"(?:[ ](?P<after>{after})\b)?",
        re.IGNORECASE,
    )


def _any(words: Iterable[str]) -> str:
    found = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", "[ ]+") for word in found)
