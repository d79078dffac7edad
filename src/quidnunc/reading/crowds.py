"""Numbers that stand for people by themselves: "tens of thousands marched", "killing six"."""

from __future__ import annotations

from quidnunc.reading.language import Syntax
from quidnunc.reading.numbers import number_of, vague_count
from quidnunc.records import Count

_PLACES = ("nsubj", "nsubjpass", "dobj")
_MOST = 10_000_000


def crowd_at(syntax: Syntax, i: int) -> Count | None:
    """How many people a number stands for; None where it counts something named, or is no number.

    Args:
        syntax: the text's syntax.
        i: a token.
    """
    vague = vague_count(syntax.lowers[i])
    top = i
    while (
        vague is not None and syntax.deps[top] == "pobj" and vague_count(syntax.lowers[syntax.heads[syntax.heads[top]]])
    ):
        top = syntax.heads[syntax.heads[top]]  # "tens of thousands"
    if syntax.deps[top] not in _PLACES or syntax.pos[syntax.heads[top]] != "VERB" or _measures(syntax, i):
        return None
    if vague is not None:
        return vague
    if syntax.tags[i] != "CD":
        return None
    value = number_of([syntax.lowers[k] for k in syntax.subtree(i) if syntax.tags[k] == "CD"])
    if value is None or value != int(value) or not 0 < value < _MOST or 1900 <= value <= 2100:
        return None
    return Count(low=int(value), high=int(value))


def _measures(syntax: Syntax, i: int) -> bool:
    """Whether a number counts what stands beside it: "thousands of shells", "six percent", "$3"."""
    if any(syntax.lowers[j] in ("of", "in") and syntax.child(j, "pobj") is not None for j in syntax.childs(i, "prep")):
        return True
    after = syntax.words[i + 1] if i + 1 < len(syntax) else ""
    return after in ("%", "°") or (
        syntax.child(i, "nmod", "quantmod") is not None and "$" in syntax.words[max(0, i - 2) : i]
    )
