"""Copies: one report carried by several outlets, whole, cut short or lightly edited.

MinHash proposes pairs (rensa), and the texts themselves decide: a report is a copy of another where at least half of
the phrases of the shorter one stand in the longer one word for word. Independent reports of one occasion share quotations and
names, a tenth of their phrases at most; an edited copy of a wire report keeps most of them, and one that was cut keeps
nearly all of what is left.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from hashlib import blake2b

from rensa import RMinHash, RMinHashLSH

from quidnunc.world.wording import tokens

PHRASE = 4  # words: long enough that chance repeats none, short enough that an edit breaks few
SHARED = 0.5  # of the shorter report's phrases
FEWEST = 8  # phrases that a text must have for half of them to mean anything; shorter ones must be equal
PERMUTATIONS = 128
BANDS = 64  # two rows each: a pair that shares a fifth of its phrases is proposed with a probability of 0.93
_SEED = 20231017


class Copies:
    """The reports seen so far, and which of them are copies of one another."""

    def __init__(self) -> None:
        self._phrases: list[frozenset[int]] = []
        self._sketches: dict[int, RMinHash] = {}
        self._equal: dict[frozenset[int], int] = {}
        # The threshold only matters to ``is_similar``, which is not asked: texts are compared themselves.
        self._index = RMinHashLSH(threshold=0.2, num_perm=PERMUTATIONS, num_bands=BANDS)

    def add(self, texts: Iterable[str]) -> list[tuple[int, int]]:
        """Takes reports in, numbered in the order they come.

        Returns:
            The pairs of copies, the earlier one first, in which at least one is new.
        """
        pairs = []
        for text in texts:
            number = len(self._phrases)
            found = phrases(text)
            self._phrases.append(found)
            equal = self._equal.setdefault(found, number) if found else number
            candidates = {equal} if equal != number else set()
            if len(found) >= FEWEST:
                sketch = RMinHash(num_perm=PERMUTATIONS, seed=_SEED)
                sketch.update([str(phrase) for phrase in found])
                self._sketches[number] = sketch
                candidates.update(other for other in self._index.query(sketch) if self._may_be_copies(other, number))
                self._index.insert(number, sketch)
            pairs += [(other, number) for other in sorted(candidates) if self._are_copies(other, number)]
        return pairs

    def _may_be_copies(self, one: int, other: int) -> bool:
        """Whether the sketches let two reports share half of the shorter one's phrases, three standard errors allowed."""
        fewer, more = sorted((len(self._phrases[one]), len(self._phrases[other])))
        least = SHARED * fewer / (fewer + more - SHARED * fewer)
        estimate = self._sketches[one].jaccard(self._sketches[other])
        return bool(estimate >= least - 3 * math.sqrt(least * (1 - least) / PERMUTATIONS))

    def _are_copies(self, one: int, other: int) -> bool:
        return shared(self._phrases[one], self._phrases[other]) >= SHARED


def phrases(text: str) -> frozenset[int]:
    """Hashes of the runs of four words of a text, case and punctuation aside; of the whole text where it is shorter."""
    words = [token.lower() for token, _ in tokens(text)]
    if not words:
        return frozenset()
    runs = [words[at : at + PHRASE] for at in range(max(1, len(words) - PHRASE + 1))]
    return frozenset(_hash(" ".join(run)) for run in runs)


def shared(one: frozenset[int], other: frozenset[int]) -> float:
    """The share of the shorter text's phrases that stand in the longer one; short texts share all or nothing."""
    if min(len(one), len(other)) < FEWEST:
        return float(bool(one) and one == other)
    return len(one & other) / min(len(one), len(other))


def _hash(phrase: str) -> int:
    """A hash that is the same in every process."""
    return int.from_bytes(blake2b(phrase.encode("utf-8", "surrogatepass"), digest_size=8).digest())
