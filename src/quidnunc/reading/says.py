"""Who says what: attributions of statements, thoughts and attitudes, with the words that report them."""

from __future__ import annotations

from quidnunc.reading.draft import Said
from quidnunc.reading.language import Syntax
from quidnunc.reading.says_content import VerbReports
from quidnunc.reading.says_layout import LayoutReports
from quidnunc.reading.says_lexicon import load_lexicon
from quidnunc.reading.says_nominal import NominalReports
from quidnunc.reading.says_quotes import find_quotes
from quidnunc.reading.says_report import Report
from quidnunc.reading.says_source import Grounds

_DEICTIC = frozenset({"i", "we", "you", "one"})


def find_attributions(syntax: Syntax) -> list[Said]:
    """Every attribution of a text, in the order of their first words; ``parent`` is an index into the list.

    Inside another's words only speech that is itself reported counts (someone says that someone claims something); what
    speakers say of their own thoughts ("I think that") belongs to their statement.
    """
    lexicon = load_lexicon()
    grounds = Grounds(syntax, lexicon, find_quotes(syntax))
    reports = [*VerbReports(grounds).find(), *NominalReports(grounds).find(), *LayoutReports(grounds).find()]
    reports.sort(key=lambda x: (_first(x), x.cue))
    _nest(reports)
    reports = [one for one in reports if _counts(one, syntax, grounds)]
    _nest(reports)
    out = []
    for one in reports:
        words = " " + _around(one, syntax).lower() + " "
        out.append(
            Said(
                source=() if one.source is None else (syntax.span(*one.source),),
                cue=(syntax.span(*one.cue),),
                content=tuple(syntax.span(*part) for part in one.content),
                stance=one.stance,
                channel=next((c for c, names in lexicon.channels if any(f" {name} " in words for name in names)), None),
                evidence_cited=next((phrase for phrase in lexicon.evidence if f" {phrase} " in words), None),
                parent=one.parent,
                source_head=one.source_head,
                cue_head=one.cue_head,
            )
        )
    return out


def _first(one: Report) -> int:
    starts = [one.cue[0], *(a for a, _ in one.content)]
    if one.source is not None:
        starts.append(one.source[0])
    return min(starts)


def _nest(reports: list[Report]) -> None:
    """Sets ``parent``: the narrowest attribution in whose content another one's cue lies."""
    for inner in reports:
        inner.parent = None
        best = 0
        for j, outer in enumerate(reports):
            if inner is outer or not any(a <= inner.cue_head < b for a, b in outer.content):
                continue
            size = sum(b - a for a, b in outer.content)
            if inner.parent is None or size < best:
                inner.parent, best = j, size


def _counts(one: Report, syntax: Syntax, grounds: Grounds) -> bool:
    if one.parent is None and one.cue_head not in grounds.quote_at:
        return True
    if one.kind != "speech" or one.pattern not in ("clause", "quote") or one.source_head is None:
        return False
    if one.cue_head in grounds.quote_at:
        return syntax.pos[one.source_head] in ("PROPN", "NOUN")
    return syntax.lowers[one.source_head] not in _DEICTIC


def _around(one: Report, syntax: Syntax) -> str:
    first, last = one.cue
    if one.source is not None:
        first, last = min(first, one.source[0]), max(last, one.source[1])
    return " ".join(syntax.words[i] for i in range(first, last) if not any(a <= i < b for a, b in one.content))
