"""Who says what: attributions of statements, thoughts and attitudes, with the words that report them."""

from __future__ import annotations

from bisect import bisect_left

from quidnunc.reading.draft import Said
from quidnunc.reading.language import Syntax
from quidnunc.reading.says_context import Contexts
from quidnunc.reading.says_layout import LayoutReports
from quidnunc.reading.says_lexicon import load_lexicon
from quidnunc.reading.says_nominal import NominalReports
from quidnunc.reading.says_nouns import noun_reports
from quidnunc.reading.says_quoted import continue_over_paragraphs, follow_on
from quidnunc.reading.says_quotes import find_quotes
from quidnunc.reading.says_report import Report
from quidnunc.reading.says_source import Grounds
from quidnunc.reading.says_verbs import VerbReports

_DEICTIC = frozenset({"i", "we", "you", "one"})


def find_attributions(syntax: Syntax) -> list[Said]:
    """Every attribution of a text, in the order of their first words; ``parent`` is an index into the list.

    Inside another's words only speech that is itself reported counts (someone says that someone claims something); what
    speakers say of their own thoughts ("I think that") belongs to their statement.
    """
    lexicon = load_lexicon()
    grounds = Grounds(syntax, lexicon, find_quotes(syntax))
    reports = [*noun_reports(grounds), *NominalReports(grounds).find(), *LayoutReports(grounds).find()]
    carried = {i for one in reports if one.cue_head - one.cue[0] > 0 for i in range(*one.cue)}
    reports += (one for one in VerbReports(grounds).find() if one.cue_head not in carried)
    follow_on(grounds, reports)
    continue_over_paragraphs(grounds, reports)
    reports.sort(key=lambda x: (_first(x), x.cue))
    _nest(reports)
    reports = [one for one in reports if _counts(one, reports, syntax, grounds)]
    _nest(reports)
    contexts = Contexts(grounds, {i for one in reports for first, last in one.content for i in range(first, last)})
    return [_said(one, syntax, contexts) for one in reports]


def _said(one: Report, syntax: Syntax, contexts: Contexts) -> Said:
    return Said(
        source=() if one.source is None else (syntax.span(*one.source),),
        cue=(syntax.span(*one.cue),),
        content=tuple(syntax.span(*part) for part in one.content),
        stance=one.stance,
        kind=one.kind,
        quotation=contexts.quotation(one),
        channel=contexts.channel(one),
        evidence_cited=contexts.evidence_cited(one),
        parent=one.parent,
        source_head=one.source_head,
        cue_head=one.cue_head,
        pattern=one.pattern,
    )


def _first(one: Report) -> int:
    starts = [one.cue[0], *(a for a, _ in one.content)]
    if one.source is not None:
        starts.append(one.source[0])
    return min(starts)


def _nest(reports: list[Report]) -> None:
    """Sets ``parent``: the narrowest attribution in whose content another one's cue lies."""
    by_head = sorted(range(len(reports)), key=lambda i: reports[i].cue_head)
    heads = [reports[i].cue_head for i in by_head]
    for one in reports:
        one.parent = None
    # The widest first, so that a narrower one overwrites it; of equal ones the first stays.
    widths = [sum(b - a for a, b in one.content) for one in reports]
    for outer in sorted(range(len(reports)), key=lambda i: (-widths[i], -i)):
        for a, b in reports[outer].content:
            for inner in by_head[bisect_left(heads, a) : bisect_left(heads, b)]:
                if inner != outer:
                    reports[inner].parent = outer


def _counts(one: Report, reports: list[Report], syntax: Syntax, grounds: Grounds) -> bool:
    if one.cue_head not in grounds.quote_at and (
        one.parent is None
        or (syntax.pos[one.cue_head] == "NOUN" and reports[one.parent].stance in ("denies", "doubts"))
    ):
        return True  # what is turned down is somebody's word: "The opposition's accusations were dismissed"
    if (
        one.source is None
        and one.cue_head not in grounds.quote_at
        and syntax.pos[one.cue_head] in ("ADJ", "ADV", "NOUN")
    ):
        return True  # the text itself stands back: "the alleged attack"
    if one.pattern not in ("clause", "quote") or one.source_head is None:
        return False
    if one.kind != "speech" and (one.kind != "thought" or syntax.pos[one.source_head] != "PROPN"):
        return False
    if one.cue_head in grounds.quote_at:
        return syntax.pos[one.source_head] == "PROPN"
    return syntax.lowers[one.source_head] not in _DEICTIC
