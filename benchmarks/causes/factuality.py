"""Why a predicate's status is not the labelled one: by what was labelled and read, and by what the reading rests on."""

from __future__ import annotations

from benchmarks.causes.tally import Tally
from benchmarks.gold import Gold
from benchmarks.tracks import Track
from quidnunc import Reader

_FOLDED = {"happened": "happened", "ongoing": "happened", "negated": "negated"}
_NAMED = ("modal", "attribute", "adverb")


def count_factuality(track: Track, gold: Gold, reader: Reader, limit: int | None) -> Tally:
    """Counts the errors of a track of factuality, folded to three classes as the scorer folds them, at even positions."""
    tally = Tally(track.name, f"{track.file.removesuffix('.jsonl')}, even half")
    for row in gold.rows(track.file, "even", limit):
        text = " ".join(row["tokens"])
        starts = [0]
        for token in row["tokens"]:
            starts.append(starts[-1] + len(token) + 1)
        for target in row["targets"]:
            verdict = reader.verdict_of(text, (starts[target["start_tok"]], starts[target["end_tok"]] - 1))
            degree = target["factuality"]
            wanted = "happened" if degree >= 2 else "negated" if degree <= -2 else "uncertain"
            got = _FOLDED.get(verdict.status, "uncertain")
            tally.labelled += 1
            tally.right += got == wanted
            if got != wanted:
                doubtful = " (raters divided)" if wanted == "uncertain" and abs(degree) >= 1 else ""
                tally.causes[f"{wanted}{doubtful}, read as {got}", reason_of(verdict.reason)] += 1
    return tally


def reason_of(reason: str) -> str:
    """The kind of a verdict's reason, without the words of the text that it names.

    >>> reason_of("'agreed'"), reason_of("modal 'will'"), reason_of("negation"), reason_of("")
    ('a word above it', 'modal', 'negation', 'nothing said of it')
    """
    if not reason:
        return "nothing said of it"
    if reason.startswith("'"):
        return "a word above it"
    return next((kind for kind in _NAMED if reason.startswith(f"{kind} '")), reason)
