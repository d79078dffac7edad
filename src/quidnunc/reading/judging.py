"""Frames propose, the typing model disposes: each candidate event confirmed, retyped or rejected.

A sure frame stands whatever the model holds; the model settles what doubtful frames propose, but not within a quad class: there the
border is one that coders argue over, and the codebook's word for it stands. An event's confidence is the mean of both
verdicts, and where they disagree the candidate says so among its reasons.
"""

from __future__ import annotations

from collections.abc import Sequence

from quidnunc.codebook import Codebook
from quidnunc.reading.draft import Candidate, Draft, without
from quidnunc.reading.typing_model import NONE, Judgement, Question, TypingModel
from quidnunc.records import Span

_DOUBTFUL = 0.6  # a frame that is not surer than this may be overruled
_DOUBTFUL_PAIR = 0.45  # and dropped, with both its parties named, if not surer than this
_UNLIKELY = 0.2  # by a model that gives its type less than this
_LIKELY = 0.9  # and another type, or none, more than this


def judge(draft: Draft, model: TypingModel, codebook: Codebook) -> None:
    """Settles type, mode and weight of the draft's candidates, and drops those that are no event."""
    asked = [(i, question) for i, c in enumerate(draft.candidates) if (question := _question(draft, c)) is not None]
    judgements = model.judge([question for _, question in asked])
    rejected: set[int] = set()
    for (i, _), judgement in zip(asked, judgements, strict=True):
        if judgement is not None and not _settle(draft.candidates[i], judgement, codebook):
            rejected.add(i)
    draft.candidates = without(draft.candidates, rejected)


def _question(draft: Draft, c: Candidate) -> Question | None:
    """What to ask the model of a candidate; None where neither party stands in the trigger's sentence."""
    syntax = draft.syntax
    sentence = syntax.sentence_of[c.trigger]
    start, end = syntax.sentence_span(sentence)

    def inside(spans: Sequence[Span]) -> tuple[Span, ...]:
        return tuple((s - start, e - start) for s, e in spans if start <= s and e <= end)

    agents, recipients = inside(c.agent_spans), inside(c.recipient_spans)
    if not agents and not recipients:
        return None
    first, last = syntax.span(c.first, c.first + 1)[0], syntax.span(c.last - 1, c.last)[1]
    return Question(syntax.text[start:end], agents, recipients, (first - start, last - start))


def _settle(c: Candidate, judgement: Judgement, codebook: Codebook) -> bool:
    """Weighs both verdicts on one candidate; False where it is no event."""
    share = judgement.types[c.type]
    told = f"the model: {judgement.type} {judgement.types[judgement.type]:.2f}"
    if judgement.type == c.type:
        c.reasons.append(f"{told} too")
    elif (
        c.weight > (_DOUBTFUL_PAIR if judgement.type == NONE and c.agents and c.recipients else _DOUBTFUL)
        or share >= _UNLIKELY
        or judgement.types[judgement.type] < _LIKELY
        or (judgement.type != NONE and codebook.quad_of(judgement.type) == codebook.quad_of(c.type))
    ):
        c.reasons.append(f"{told}, {c.type} only {share:.2f}; the frame stands")
    elif judgement.type == NONE:
        return False
    else:
        c.reasons.append(f"{told}, {c.type} only {share:.2f}; a doubtful frame, retyped")
        c.type, share = judgement.type, judgement.types[judgement.type]
        c.family = codebook.family_of(c.type)
        c.mode = judgement.mode_of(c.type)
    if c.mode is None and codebook.types[c.type].modes:
        c.mode = judgement.mode_of(c.type)
        if c.mode is not None:
            c.reasons.append(f"mode {c.mode} by the model")
    c.weight = (c.weight + share) / 2
    return True
