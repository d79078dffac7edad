"""Copies as newspapers make them, from given reports and a seed: whole, cut short, lightly edited, or all of it."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_SENTENCE = re.compile(r"[^.!?\n]+[.!?]+[\"”']?\s*|[^\n]+\n*")
_SWAPS = {
    "said": "told reporters",
    "also": "further",
    "people": "persons",
    "killed": "left dead",
    "began": "started",
    "because": "as",
    "about": "some",
    "near": "close to",
    "told": "informed",
    "after": "following",
    "before": "ahead of",
    "against": "opposed to",
    "large": "big",
    "more than": "over",
    "percent": "per cent",
    "government": "cabinet",
    "police": "officers",
    "announced": "made known",
}
_SWAP = re.compile(r"\b(" + "|".join(_SWAPS) + r")\b")


@dataclass(frozen=True)
class Copy:
    """A text and the number of the report that it goes back to."""

    text: str
    of: int
    how: str


def syndicate(reports: Sequence[str], seed: int, copies: int = 3) -> list[Copy]:
    """Each report with some copies of it, in random order.

    Args:
        reports: the texts, of which none is a copy of another.
        seed: makes the same copies again.
        copies: of each report.
    """
    rng = random.Random(seed)
    out = [Copy(text, number, "original") for number, text in enumerate(reports)]
    for number, text in enumerate(reports):
        ways = rng.sample(sorted(_WAYS), k=min(copies, len(_WAYS)))
        out += [Copy(_WAYS[how](text, rng), number, how) for how in ways]
    rng.shuffle(out)
    return out


def pairs(copies: Sequence[Copy]) -> set[tuple[int, int]]:
    """The pairs of positions whose texts go back to one report."""
    return {(i, j) for j in range(len(copies)) for i in range(j) if copies[i].of == copies[j].of}


def _whole(text: str, rng: random.Random) -> str:
    """As it came, behind a line of the outlet's own."""
    return f"{rng.choice(_LINES)}\n{text}"


def _cut(text: str, rng: random.Random) -> str:
    """Its first 40 to 80 in a hundred sentences, as newspapers cut from below."""
    sentences = _sentences(text)
    return "".join(sentences[: max(3, round(len(sentences) * rng.uniform(0.4, 0.8)))])


def _edited(text: str, rng: random.Random) -> str:
    """Words swapped, one sentence in ten left out, a sentence of the outlet's own put in, quotation marks changed."""
    kept = [sentence for sentence in _sentences(text) if rng.random() > 0.1]
    kept.insert(rng.randrange(len(kept) + 1), f"{rng.choice(_LINES)} ")
    swapped = _SWAP.sub(lambda m: _SWAPS[m.group()] if rng.random() < 0.5 else m.group(), "".join(kept))
    return swapped.replace("“", '"').replace("”", '"').replace("’", "'")


def _cut_and_edited(text: str, rng: random.Random) -> str:
    return _edited(_cut(text, rng), rng)


def _shuffled(text: str, rng: random.Random) -> str:
    """Its paragraphs in another order below the first two."""
    paragraphs = [p for p in text.split("\n") if p.strip()]
    rest = paragraphs[2:]
    rng.shuffle(rest)
    return "\n".join(paragraphs[:2] + rest)


_WAYS = {"whole": _whole, "cut": _cut, "edited": _edited, "cut and edited": _cut_and_edited, "shuffled": _shuffled}
_LINES = (
    "This report comes from our partner agency.",
    "Read more of this on our front page.",
    "With reports from our own correspondents.",
    "The following first ran in our evening edition.",
)


def _sentences(text: str) -> list[str]:
    return _SENTENCE.findall(text)


_WHO = (
    "The interior ministry",
    "A rebel commander",
    "The port authority",
    "The governor",
    "A union leader",
    "The bishop",
)
_DID = ("denied", "confirmed", "condemned", "announced", "called off", "welcomed", "demanded", "put off")
_WHAT = (
    "the strike",
    "an inquiry",
    "the evacuation",
    "a truce",
    "new checkpoints",
    "the vote",
    "a curfew",
    "the blockade",
)
_MOVED = ("people", "soldiers", "families", "trucks")
_SYLLABLES = ("ka", "ro", "mi", "tel", "sun", "bor", "ash", "ve")
_WHY = (
    "citing heavy losses",
    "after a night of shelling",
    "hours before the talks",
    "despite the ban",
    "as crowds gathered",
)


def invented(number: int, seed: int) -> Iterator[str]:
    """Reports that nobody wrote: made of the same turns, each with places, people and numbers of its own."""
    rng = random.Random(seed)
    for _ in range(number):
        towns = [
            "".join(rng.choice(("ka", "ro", "mi", "tel", "sun", "bor", "ash", "ve")) for _ in range(3)).title()
            for _ in "ab"
        ]
        yield "\n".join(_line(towns, rng) for _ in range(rng.randint(8, 20)))


def _line(towns: list[str], rng: random.Random) -> str:
    who = f"{rng.choice(_WHO)} of {rng.choice(towns)} {rng.choice(_DID)} {rng.choice(_WHAT)} {rng.choice(_WHY)}"
    return f"{who}, with {rng.randint(2, 900)} {rng.choice(_MOVED)} on the way to {rng.choice(towns)}."
