"""Who says what: attributions of statements, thoughts and attitudes, with the words that report them."""

from __future__ import annotations

from quidnunc.reading.draft import Said
from quidnunc.reading.language import Syntax
from quidnunc.reading.says_content import Finder
from quidnunc.reading.says_lexicon import load_lexicon
from quidnunc.reading.says_quotes import find_quotes
from quidnunc.reading.says_source import Grounds
from quidnunc.records import Span


def find_attributions(syntax: Syntax) -> list[Said]:
    """Every attribution of a text, in the order of their first words; ``parent`` is an index into the list."""
    lexicon = load_lexicon()
    grounds = Grounds(syntax, lexicon, find_quotes(syntax))
    said = Finder(grounds).find()
    said.sort(key=lambda x: (_start(x), x.cue))
    _nest(said)
    _annotate(said, syntax)
    return said


def _start(said: Said) -> int:
    return min(s for spans in (said.source, said.cue, said.content) for s, _ in spans)


def _nest(said: list[Said]) -> None:
    """Sets ``parent``: the narrowest attribution in whose content another one's cue lies."""
    for i, inner in enumerate(said):
        at = inner.cue[0]
        best: tuple[int, int] | None = None
        for j, outer in enumerate(said):
            if i == j or outer.cue == inner.cue:
                continue
            for start, end in outer.content:
                if start <= at[0] and at[1] <= end:
                    size = sum(b - a for a, b in outer.content)
                    if best is None or size < best[0]:
                        best = size, j
        if best is not None:
            inner.parent = best[1]


def _annotate(said: list[Said], syntax: Syntax) -> None:
    """Sets channel and cited evidence from the words of source and cue and between them."""
    lexicon = load_lexicon()
    for one in said:
        words = " " + _around(one, syntax).lower() + " "
        for channel, names in lexicon.channels:
            if any(f" {name} " in words for name in names):
                one.channel = channel
                break
        for phrase in lexicon.evidence:
            if f" {phrase} " in words:
                one.evidence_cited = phrase
                break


def _around(one: Said, syntax: Syntax) -> str:
    spans: list[Span] = [*one.source, *one.cue]
    inside = syntax.tokens_in(min(s for s, _ in spans), max(e for _, e in spans))
    held = {i for s, e in one.content for i in syntax.tokens_in(s, e)}
    return " ".join(syntax.words[i] for i in inside if i not in held)
