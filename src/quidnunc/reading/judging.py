"""Frames propose, the typing model disposes: each candidate event confirmed, retyped or rejected.

The frames' verdict and the model's are pooled as the model's card tells; the pooled probability is the event's confidence. Where
the two disagree the candidate says so among its reasons.
"""

from __future__ import annotations

from collections.abc import Sequence

from quidnunc.codebook import Codebook
from quidnunc.reading.draft import Candidate, Draft
from quidnunc.reading.typing import pool
from quidnunc.reading.typing_model import NONE, Judgement, Question, TypingModel
from quidnunc.records import Span

_REJECT, _RETYPE = 0.98, 0.9  # the pooled probabilities from which the model's verdict stands against the frames'
_FLOOR = 0.004  # what the frames leave for every type that they do not name


def judge(draft: Draft, model: TypingModel, codebook: Codebook) -> None:
    """Settles type, mode and weight of the draft's candidates, and drops those that are no event."""
    asked = [(i, question) for i, c in enumerate(draft.candidates) if (question := _question(draft, c)) is not None]
    judgements = model.judge([question for _, question in asked])
    rejected: set[int] = set()
    for (i, _), judgement in zip(asked, judgements, strict=True):
        if judgement is not None and not _settle(draft.candidates[i], judgement, model, codebook):
            rejected.add(i)
    draft.candidates = _without(draft.candidates, rejected)


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


def _settle(c: Candidate, judgement: Judgement, model: TypingModel, codebook: Codebook) -> bool:
    """Pools the verdicts on one candidate; False where it is no event."""
    frames = dict.fromkeys(judgement.types, _FLOOR)
    frames[NONE] = max(1 - c.weight, _FLOOR)
    frames[c.type] = c.weight
    pooled = pool(frames, judgement, model.card.frames_weight)
    best = max(pooled, key=lambda name: pooled[name])
    told = f"the model: {judgement.type} {judgement.types[judgement.type]:.2f}"
    if judgement.type != c.type:
        told += f", {c.type} {judgement.types[c.type]:.2f}"
    if best == NONE and pooled[NONE] >= _REJECT:
        return False
    if best not in (NONE, c.type) and pooled[best] >= _RETYPE:
        c.reasons.append(f"{told}; {c.type} retyped")
        c.type, c.mode = best, judgement.mode_of(best)
    else:
        c.reasons.append(told)
        if c.mode is None and codebook.types[c.type].modes:
            c.mode = judgement.mode_of(c.type)
    c.weight = pooled[c.type]
    return True


def _without(candidates: list[Candidate], rejected: set[int]) -> list[Candidate]:
    """The candidates that are left; those inside a rejected one stand by themselves."""
    position: dict[int, int] = {}
    for i in range(len(candidates)):
        if i not in rejected:
            position[i] = len(position)
    for c in candidates:
        if c.outer is not None:
            c.outer = position.get(c.outer)
    return [candidates[i] for i in position]
