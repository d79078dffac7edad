"""Numbers in words and figures: "some 130", "dozens", "2.5 million", "at least twelve"."""

from __future__ import annotations

import re

from quidnunc.reading.language import Syntax
from quidnunc.records import Count

_SMALL = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
    "nineteen": 19,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_SCALES = {
    "hundred": 100,
    "thousand": 1000,
    "million": 10**6,
    "m": 10**6,
    "mn": 10**6,
    "billion": 10**9,
    "bn": 10**9,
    "b": 10**9,
    "trillion": 10**12,
    "dozen": 12,
}
_VAGUE = {
    "couple": (2, 2),
    "dozens": (24, 99),
    "scores": (40, 99),
    "hundreds": (200, 999),
    "thousands": (2000, 9999),
    "millions": (2 * 10**6, 9 * 10**6),
}
_FIGURE = re.compile(r"^\d{1,3}(?:,\d{3})+(?:\.\d+)?$|^\d+(?:\.\d+)?$")
_RANGE = re.compile(r"^(\d[\d,.]*)[-–](\d[\d,.]*)$")


def number_of(words: list[str]) -> float | None:
    """The value of a number written in figures or words; None where it is none.

    >>> number_of(["2.5", "million"]), number_of(["one", "hundred", "and", "five"]), number_of(["twenty", "-", "two"])
    (2500000.0, 105.0, 22.0)
    >>> number_of(["big"]) is None
    True
    """
    total = current = 0.0
    seen = False
    for raw in words:
        word = raw.lower().strip(".")
        if word in ("-", "and", "a", "an"):
            continue
        if _FIGURE.match(word):
            current += float(word.replace(",", ""))
        elif word in _SMALL:
            current += _SMALL[word]
        elif word in _TENS:
            current += _TENS[word]
        elif word in _SCALES:
            scale = _SCALES[word]
            current = (current or 1) * scale
            if scale > 100:
                total, current = total + current, 0.0
        else:
            return None
        seen = True
    return total + current if seen else None


def count_at(syntax: Syntax, i: int) -> tuple[Count, int, int] | None:
    """How many of a noun there are, and the tokens that say so.

    Args:
        syntax: the text's syntax.
        i: the noun.

    Returns:
        The count with the token range of the number words, or None where the text gives none.
    """
    for j in syntax.children[i]:
        if syntax.deps[j] != "nummod":
            continue
        inside = [
            k
            for k in syntax.subtree(j)
            if syntax.tags[k] == "CD" or syntax.lowers[k] in ("-", "–", "and", "to", "dozen", "hundred")
        ]
        found = _count_of([syntax.lowers[k] for k in inside] or [syntax.lowers[j]])
        if found is not None:
            return found, (inside or [j])[0], (inside or [j])[-1] + 1
    return None


def portioned(syntax: Syntax, i: int) -> tuple[Count, int, int] | None:
    """How many of a noun a vague number before "of" says ("dozens of policemen"), and its tokens; None where there is none."""
    of = syntax.heads[i]
    if syntax.deps[i] != "pobj" or syntax.lowers[of] != "of":
        return None
    head = syntax.heads[of]
    count = vague_count(syntax.lowers[head])
    return None if count is None else (count, head, head + 1)


def _count_of(words: list[str]) -> Count | None:
    if len(words) == 1:
        match = _RANGE.match(words[0])
        if match:
            low, high = (number_of([part]) for part in match.groups())
            if low is not None and high is not None:
                return Count(low=int(low), high=int(high))
    for divider in ("to", "–", "-", "and"):
        if divider in words:
            at = words.index(divider)
            low, high = number_of(words[:at]), number_of(words[at + 1 :])
            if (
                low is not None
                and high is not None
                and low < high
                and (divider != "-" or low >= 20 or high >= 20)
                and divider != "and"
            ):
                return Count(low=int(low), high=int(high))
    value = number_of(words)
    return None if value is None else Count(low=int(value), high=int(value))


def vague_count(word: str) -> Count | None:
    """The range that a vague number stands for ("dozens" → 24 to 99)."""
    bounds = _VAGUE.get(word.lower())
    return None if bounds is None else Count(low=bounds[0], high=bounds[1])
