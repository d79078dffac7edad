"""Whether the name of a capital is the town or the government that sits there."""

from __future__ import annotations

from functools import cache

import msgspec

from quidnunc.reading.draft import Found
from quidnunc.reading.language import Syntax
from quidnunc.reading.lexicons import load_lexicon

_DASHES = frozenset({"-", "—", "–", "--"})
_ACTING = frozenset({"nsubj", "nsubjpass", "dobj", "dative", "iobj", "agent", "ROOT"})


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    partners: frozenset[str]
    parts: frozenset[str]
    things: frozenset[str]


@cache
def _words() -> _Words:
    return load_lexicon("capitals", _Words)


def is_town(syntax: Syntax, found: Found) -> bool:
    """Whether a capital's name stands where only a town's does: "in Kyiv", "Azerbaijan's capital, Baku", "the Paris suburb".

    "Kyiv denied", "criticised Beijing", "a blow to Moscow", "Tehran's programme" leave it open: the name may stand for the government.
    """
    words, head = _words(), found.head
    if opens_report(syntax, found) or (found.last < len(syntax) and syntax.lowers[found.last] in words.things):
        return True
    while syntax.deps[head] == "conj" and syntax.heads[head] != head:
        head = syntax.heads[head]
    relation = syntax.deps[head]
    if relation in _ACTING or relation == "poss":
        return False
    if relation == "pobj":
        preposition = syntax.heads[head]
        above = syntax.heads[preposition]
        return syntax.lowers[preposition] not in words.partners or syntax.lowers[above] in words.parts
    return relation in ("appos", "npadvmod", "nmod", "compound")


def opens_report(syntax: Syntax, found: Found) -> bool:
    """Whether a name is a dateline: "LONDON (Reuters) -", "MOSCOW —". It acts nowhere."""
    rest = syntax.words[found.last : found.last + 4]
    if len(rest) == 4 and rest[0] == "(" and rest[2] == ")" and rest[3] in _DASHES:
        return True
    start, _ = syntax.span(found.first, found.last)
    opens = not syntax.text[:start].rpartition("\n")[2].strip()
    return opens and bool(rest) and rest[0] in _DASHES
