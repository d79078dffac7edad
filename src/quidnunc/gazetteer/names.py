"""Names in running text: an index from the words of a name to what bears it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from quidnunc.gazetteer.vocabulary import Risky

_PIECE = re.compile(r"[^\W_]+")

Bearer = Literal["state", "adjective", "people", "capital", "organisation", "person", "metonym", "collective", "place"]


@lru_cache(maxsize=200_000)
def plain(word: str) -> str:
    """A word without accents and without dots between letters ("Erdoğan" → "Erdogan", "U.S." → "US")."""
    if word.isascii():
        return word.replace(".", "") if "." in word else word
    spelled = word.translate(_LETTERS)
    decomposed = unicodedata.normalize("NFKD", spelled)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).replace(".", "")


_LETTERS = str.maketrans(
    {
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "Đ": "D",
        "ı": "i",
        "ß": "ss",
        "æ": "ae",
        "Æ": "Ae",
        "œ": "oe",
        "þ": "th",
        "ð": "d",
        "ə": "a",
        "’": "'",
        "‘": "'",
        "ʻ": "'",
        "ʼ": "'",
    }
)


def pieces(text: str) -> list[str]:
    """The words of a name as the index compares them.

    >>> pieces("al-Qaeda in Côte d'Ivoire"), pieces("U.S.")
    (['al', 'Qaeda', 'in', 'Cote', 'd', 'Ivoire'], ['US'])
    """
    return _PIECE.findall(plain(text))


@dataclass(frozen=True, slots=True)
class Name:
    """A name: its words as written, what kind of bearer it has, and the bearer's id in its table."""

    words: tuple[str, ...]
    bearer: Bearer
    id: str


class NameIndex:
    """Finds the longest known name at a place in a text.

    Args:
        risky: names that are common words; see ``risky.yaml``.
    """

    def __init__(self, risky: Risky | None = None) -> None:
        self._risky = risky or Risky(frozenset(), frozenset())
        self._names: dict[tuple[str, ...], list[Name]] = {}
        self._longest: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._names)

    def add(self, text: str, bearer: Bearer, key: str) -> None:
        """Enters a name. A name entered twice for the same bearer counts once; one without letters is left out."""
        words = tuple(pieces(text))
        if not words or text in self._risky.unnamed:
            return
        name = Name(words, bearer, key)
        if name not in self._names.get(tuple(word.lower() for word in words), ()):
            self.enter(name)

    def enter(self, name: Name) -> None:
        """Enters a name that is known not to be in yet."""
        lower = tuple(word.lower() for word in name.words)
        self._names.setdefault(lower, []).append(name)
        self._longest[lower[0]] = max(self._longest.get(lower[0], 0), len(lower))

    def borne(self) -> list[Name]:
        """All names with their bearers, in the order that entering them again needs."""
        return [name for held in self._names.values() for name in held]

    def exact(self, text: str) -> list[Name]:
        """The bearers of exactly this name, whatever its case."""
        return list(self._names.get(tuple(word.lower() for word in pieces(text)), ()))

    def names(self) -> Iterable[tuple[str, ...]]:
        """All names, as tuples of lower-case words."""
        return self._names.keys()

    def match(self, words: Sequence[str], lowers: Sequence[str], at: int, shouting: bool) -> tuple[int, list[Name]]:
        """The longest name that starts at a word.

        Args:
            words: the text's words (``pieces`` of its tokens).
            lowers: the same in lower case.
            at: where to look.
            shouting: whether the surroundings are in capitals, so that case tells nothing.

        Returns:
            How many words it covers and its bearers; (0, []) where no name starts.
        """
        longest = self._longest.get(lowers[at], 0)
        for length in range(min(longest, len(words) - at), 0, -1):
            found = self._names.get(tuple(lowers[at : at + length]))
            if found:
                fitting = [
                    name
                    for name in found
                    if _case_fits(name.words, words, at, shouting) and not (shouting and self._is_weak(name))
                ]
                if fitting:
                    return length, fitting
        return 0, []

    def _is_weak(self, name: Name) -> bool:
        """Whether only capitals tell a name from a common word."""
        return len(name.words) == 1 and name.words[0] in self._risky.weak


def _case_fits(name: tuple[str, ...], words: Sequence[str], at: int, shouting: bool) -> bool:
    """Whether the text's capitals allow the name: "US" is not "us", "WHO" not "who", "Turkey" not "turkey"."""
    for i, want in enumerate(name):
        have = words[at + i]
        if want.isupper() and len(want) > 1:
            if have != want:
                return False
            if shouting and len(name) == 1 and len(want) <= 4:
                return False
        elif want[0].isupper():
            if not have[0].isupper():
                return False
            if have.isupper() and len(have) > 1 and not shouting and len(name) == 1 and len(want) <= 3:
                return False
        elif have.isupper() and len(have) > 1 and not shouting:
            return False
    return True
