"""English verbs inflected: what training sentences written from patterns need of grammar."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

_VOWELS = "aeiou"
_TABLE = Path(__file__).parent / "phrases" / "irregular.txt"


@dataclass(frozen=True, slots=True)
class Forms:
    """A verb's forms: "withdraw", "withdraws", "withdrawing", "withdrew", "withdrawn"."""

    base: str
    third: str
    gerund: str
    past: str
    participle: str


def forms(verb: str) -> Forms:
    """The forms of a verb in its base form.

    >>> forms("withdraw").participle, forms("ban").gerund, forms("deny").third, forms("be").past
    ('withdrawn', 'banning', 'denies', 'was')
    """
    if verb == "be":
        return Forms("be", "is", "being", "was", "been")
    if verb == "have":
        return Forms("have", "has", "having", "had", "had")
    third = (
        f"{verb[:-1]}ies"
        if _consonant_y(verb)
        else f"{verb}es"
        if verb.endswith(("s", "x", "z", "ch", "sh", "o"))
        else f"{verb}s"
    )
    past, participle = _irregular().get(verb, ("", ""))
    return Forms(verb, third, _gerund(verb), past or _regular(verb), participle or past or _regular(verb))


def _gerund(verb: str) -> str:
    if verb.endswith("ie"):
        return f"{verb[:-2]}ying"
    if verb.endswith("e") and not verb.endswith(("ee", "ye", "oe")):
        return f"{verb[:-1]}ing"
    return f"{_doubled(verb)}ing"


def _regular(verb: str) -> str:
    if verb.endswith("e"):
        return f"{verb}d"
    return f"{verb[:-1]}ied" if _consonant_y(verb) else f"{_doubled(verb)}ed"


def _consonant_y(verb: str) -> bool:
    return verb.endswith("y") and len(verb) > 1 and verb[-2] not in _VOWELS


def _doubled(verb: str) -> str:
    """A short verb's last consonant, doubled: "ban" → "bann"; longer ones only where the table says so."""
    if verb in _stressed_last():
        return verb + verb[-1]
    short = sum(a in _VOWELS and b not in _VOWELS for a, b in pairwise(verb)) == 1 and len(verb) <= 5
    ends = len(verb) > 2 and verb[-1] not in "aeiouwxyh" and verb[-2] in _VOWELS and verb[-3] not in _VOWELS
    return verb + verb[-1] if short and ends else verb


@cache
def _lines() -> tuple[tuple[str, ...], ...]:
    return tuple(
        tuple(line.split()) for line in _TABLE.read_text("utf-8").splitlines() if line and not line.startswith("#")
    )


@cache
def _irregular() -> dict[str, tuple[str, str]]:
    """Past and participle of irregular verbs."""
    return {line[0]: (line[1], line[2]) for line in _lines() if len(line) == 3}


@cache
def _stressed_last() -> frozenset[str]:
    """Longer verbs that double their last consonant."""
    return frozenset(line[0] for line in _lines() if len(line) == 1)
