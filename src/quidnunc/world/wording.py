"""What a report says, as bags of words: its content words and its names.

No language is parsed here: words are runs of letters or digits, and a name is a word in capitals that no sentence made
so by beginning with it and that the report never writes in small letters.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from quidnunc.world.lexicons import function_words

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d[\d,.:]*\d|\d")
LEAD = 100  # words
_OPENING = frozenset('.!?:\n"“”‘`([')  # between two words, these begin a sentence, a line or a quotation


@dataclass(frozen=True, slots=True)
class Wording:
    """The bags of one report: how often each content word and each name stands in it, and how each name is written.

    Words of the headline and of the first hundred words count twice: news reports say first what they are about.
    """

    words: Counter[str]
    names: Counter[str]
    written: dict[str, str]


def wording(title: str, text: str) -> Wording:
    """The bags of a report.

    >>> found = wording("", "Rebels shelled the port of Odesa. Rebels denied shelling Odesa.")
    >>> sorted(found.words), found.names
    (['denied', 'odesa', 'port', 'rebel', 'shell', 'shelled'], Counter({'odesa': 2}))
    """
    idle = function_words()
    words: Counter[str] = Counter()
    names: Counter[str] = Counter()
    written: dict[str, str] = {}
    small: set[str] = set()
    lead = LEAD + sum(1 for _ in tokens(title))
    for number, (token, opens) in enumerate(tokens(f"{title}\n{text}")):
        low = token.lower().replace("’", "'")
        if len(low) < 2 or low in idle:
            continue
        stem = _stem(low)
        words[stem] += 1 + (number < lead)
        if token[0].islower():
            small.add(stem)
        elif token[0].isupper() and not opens:
            names[stem] += 1
            written.setdefault(stem, token.replace("’", "'").removesuffix("'s"))
    for stem in small & names.keys():
        del names[stem], written[stem]
    return Wording(words, names, written)


def tokens(text: str) -> Iterator[tuple[str, bool]]:
    """The words and numbers of a text, each with whether a sentence, line or quotation begins with it."""
    end = 0
    for match in _WORD.finditer(text):
        between = text[end : match.start()]
        yield match.group(), end == 0 or not _OPENING.isdisjoint(between) or "''" in between
        end = match.end()


def _stem(word: str) -> str:
    """A word without the commonest endings, so that singular and plural, "shell" and "shelling" meet."""
    word = word.removesuffix("'s").removesuffix("'")
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    if len(word) > 6 and word.endswith("ing"):
        return word[:-3]
    if len(word) > 4 and word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word
