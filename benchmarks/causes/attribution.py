"""Why attributions are missed, invented or cut wrongly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from benchmarks.causes.tally import Tally
from benchmarks.gold import Gold, pairs
from benchmarks.tracks import Track
from quidnunc import Reader, Reading
from quidnunc.reading.says_lexicon import Lexicon, load_lexicon
from quidnunc.records import Span

ROLES = ("source", "cue", "content")
_ENDINGS = ("", "s", "es", "d", "ed", "ing", "ies", "ied", "ting", "ted", "ning", "ned", "ring", "red", "ging", "ged")
_EDGES = " \t\n\"'“”‘’.,;:!?-–—()[]"


@dataclass
class Spoken:
    """One attribution, labelled or found: the spans of each role without punctuation at their edges."""

    spans: dict[str, tuple[Span, ...]]

    def characters(self, role: str) -> set[int]:
        """The characters of a role."""
        return {i for start, end in self.spans[role] for i in range(start, end)}


def count_attribution(track: Track, gold: Gold, reader: Reader, limit: int | None) -> Tally:
    """Counts the errors of a track of attributions on the records at even positions."""
    tally = Tally(track.name, f"{track.file.removesuffix('.jsonl')}, even half")
    for row, reading in pairs(gold, track.file, reader, "even", limit):
        _count(row, reading, tally, load_lexicon())
    return tally


def _count(row: dict[str, Any], reading: Reading, tally: Tally, lexicon: Lexicon) -> None:
    text = row["text"]
    wanted = [Spoken({r: _trimmed(text, one.get(r) or ()) for r in ROLES}) for one in row["attributions"]]
    found = [Spoken({r: _trimmed(text, getattr(one, r)) for r in ROLES}) for one in reading.attributions]
    paired = _paired(wanted, found)
    tally.labelled += len(wanted)
    for i, one in enumerate(wanted):
        if i not in paired:
            tally.causes["missed", _why_missed(text, one, wanted, found, lexicon)] += 1
            continue
        wrong = Counter(
            (role, why) for role in ROLES if (why := _difference(one.spans[role], found[paired[i]].spans[role]))
        )
        tally.causes.update(wrong)
        tally.right += not wrong
    for j, one in enumerate(found):
        if j not in paired.values():
            tally.causes["extra", _why_extra(one, wanted)] += 1


def _paired(wanted: list[Spoken], found: list[Spoken]) -> dict[int, int]:
    """Which found one answers to which labelled one: the best shares of content first, as the scorer pairs them."""
    theirs = [one.characters("content") for one in found]
    cells = []
    for i, one in enumerate(wanted):
        ours = one.characters("content")
        for j, other in enumerate(theirs):
            if both := len(ours & other):
                cells.append((2 * both / (len(ours) + len(other)), i, j))
    out: dict[int, int] = {}
    for _, i, j in sorted(cells, reverse=True):
        if i not in out and j not in out.values():
            out[i] = j
    return out


def _why_missed(text: str, one: Spoken, wanted: list[Spoken], found: list[Spoken], lexicon: Lexicon) -> str:
    words = [word.lower() for start, end in one.spans["cue"] for word in text[start:end].split()]
    cue, content = one.characters("cue"), one.characters("content")
    if not words:
        return "no cue in the text"
    if any(other.characters("cue") & cue for other in found):
        return "cue found, content elsewhere"
    if not any(_known(word, lexicon) for word in words):
        return "cue not in the lexicon"
    if any(content and content < other.characters("content") for other in wanted):
        return "inside another's words"
    return "cue in the lexicon, construction not understood"


def _why_extra(one: Spoken, wanted: list[Spoken]) -> str:
    cue = one.characters("cue")
    if any(cue & other.characters("cue") for other in wanted):
        return "cue labelled, content elsewhere"
    if any(cue <= other.characters("content") for other in wanted if other.spans["content"]):
        return "inside another's words"
    if not one.spans["source"]:
        return "without a source"
    return "word of the lexicon that reports nothing here"


def _difference(wanted: tuple[Span, ...], found: tuple[Span, ...]) -> str:
    """How spans differ, in words; empty where they are the same."""
    if wanted == found:
        return ""
    if not wanted or not found:
        return "found, none labelled" if found else "labelled, none found"
    shared = any(min(a[1], b[1]) > max(a[0], b[0]) for a in wanted for b in found)
    if not shared:
        return "another one"
    if len(wanted) != len(found):
        return "in too many parts" if len(found) > len(wanted) else "in too few parts"
    sides = []
    for before, after, side in (
        (wanted[0][0], found[0][0], "starts"),
        (found[-1][1], wanted[-1][1], "ends"),
    ):
        if before != after:
            early = after < before if side == "starts" else after > before
            sides.append(f"{side} too {'early' if early else 'late'}")
    return " and ".join(sides) or "cut elsewhere within"


def _trimmed(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    out = []
    for start, end in spans:
        while start < end and text[start] in _EDGES:
            start += 1
        while end > start and text[end - 1] in _EDGES:
            end -= 1
        if end > start:
            out.append((start, end))
    return tuple(sorted(out))


def _known(word: str, lexicon: Lexicon) -> bool:
    """Whether a word looks like a form of a word of the lexicon."""
    word = word.strip(_EDGES)
    stems = [word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending)]
    stems += [stem + end for stem in stems for end in ("e", "y")]
    tables = (lexicon.verbs, lexicon.nouns, lexicon.adjectives, lexicon.phrases, lexicon.adverbs)
    return any(stem in table for stem in stems for table in tables)
