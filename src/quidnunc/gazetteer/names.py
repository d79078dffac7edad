"""Names in running text: an index from the words of a name to what bears it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, KeysView, Sequence
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
        self._waiting: dict[str, list[Name]] = {}

    @classmethod
    def of(cls, names: Iterable[Name], risky: Risky | None = None) -> NameIndex:
        """An index of names that another held (``borne``). Names are entered when the first word of theirs is looked up.

        Tens of thousands of names wait so, of which an article asks for a few hundred.
        """
        index = cls(risky)
        for name in names:
            index._waiting.setdefault(name.words[0].lower(), []).append(name)
        return index

    def __len__(self) -> int:
        return len(self.names())

    def add(self, text: str, bearer: Bearer, key: str) -> None:
        """Enters a name. A name entered twice for the same bearer counts once; one without letters is left out."""
        words = tuple(pieces(text))
        if not words or text in self._risky.unnamed:
            return
        name = Name(words, bearer, key)
        self._admit(words[0].lower())
        if name not in self._names.get(tuple(word.lower() for word in words), ()):
            self.enter(name)

    def enter(self, name: Name) -> None:
        """Enters a name that is known not to be in yet."""
        lower = tuple(word.lower() for word in name.words)
        self._admit(lower[0])
        self._names.setdefault(lower, []).append(name)
        self._longest[lower[0]] = max(self._longest.get(lower[0], 0), len(lower))

    def _admit(self, first: str) -> None:
        """Enters the names that wait under a first word. Two threads may do so at once: both come to the same."""
        waiting = self._waiting.get(first)
        if waiting is None:
            return
        found: dict[tuple[str, ...], list[Name]] = {}
        for name in waiting:
            found.setdefault(tuple(word.lower() for word in name.words), []).append(name)
        self._names.update(found)
        self._longest[first] = max(map(len, found))
        self._waiting.pop(first, None)

    def borne(self) -> list[Name]:
        """All names with their bearers, in the order that entering them again needs."""
        self.names()
        return [name for held in self._names.values() for name in held]

    def exact(self, text: str) -> list[Name]:
        """The bearers of exactly this name, whatever its case."""
        lower = tuple(word.lower() for word in pieces(text))
        if lower:
            self._admit(lower[0])
        return list(self._names.get(lower, ()))

    def names(self) -> KeysView[tuple[str, ...]]:
        """All names, as tuples of lower-case words."""
        for first in list(self._waiting):
            self._admit(first)
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
        if lowers[at] in self._waiting:
            self._admit(lowers[at])
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
