"""The type of one marked pair: what the frames that join its agent to its recipient say, and what the typing model does."""

from __future__ import annotations

import math
from collections.abc import Mapping

from quidnunc.reading.actors import ActorBook
from quidnunc.reading.arguments import Arguments
from quidnunc.reading.draft import Draft, Found
from quidnunc.reading.frames import Evoked, FrameIndex
from quidnunc.reading.typing_model import Judgement
from quidnunc.reading.what import Proposer
from quidnunc.records import Actor, Span

_AGENT, _RECIPIENT = "marked:agent", "marked:recipient"
_BOTH, _ONE, _NEITHER = (
    1.0,
    0.45,
    0.12,
)  # how much a frame counts that joins both marks, one, or only stands in the text
_FLOOR = 0.004  # what every type keeps, so that no probability is zero
_NONE = 0.12
_INTENT = "AGREE"


def pool(frames: Mapping[str, float], judgement: Judgement | None, weight: float) -> dict[str, float]:
    """The probabilities of model and frames together; those of the frames where the model was not asked or knows other types.

    Args:
        frames: what the frames hold, by type; none is 0.
        judgement: what the model holds.
        weight: how much the frames count (fitted on examples held back from training).
    """
    if judgement is None or judgement.types.keys() != frames.keys():
        return dict(frames)
    scores = {
        name: math.log(max(share, 1e-6)) + weight * math.log(frames[name]) for name, share in judgement.types.items()
    }
    top = max(scores.values())
    raised = {name: math.exp(score - top) for name, score in scores.items()}
    total = sum(raised.values())
    return {name: value / total for name, value in raised.items()}


def to_come(probabilities: Mapping[str, float], planned: float, quads: Mapping[str, str]) -> dict[str, float]:
    """The probabilities, with a cooperative act that is still to come counted as AGREE.

    So the CAMEO codebook, which PLOVER's types go back to: cooperative actions in the future tense are taken to imply intentions
    (chapter 03, "express intent to cooperate"). A record keeps the act itself, with its status; a bare type has none.

    Args:
        probabilities: by type, "NONE" among them.
        planned: how likely the act is still to come.
        quads: the types' quad classes.
    """
    out = dict(probabilities)
    if _INTENT in quads:
        for name, quad in quads.items():
            if quad.endswith("COOPERATION") and name != _INTENT:
                moved = out[name] * planned
                out[name] -= moved
                out[_INTENT] += moved
    return out


class Typer:
    """Types a pair in one draft whose own mentions are resolved."""

    def __init__(
        self, draft: Draft, index: FrameIndex, arguments: Arguments, book: ActorBook, types: list[str]
    ) -> None:
        self.draft = draft
        self.index = index
        self.arguments = arguments
        self.book = book
        self.types = types

    def type_of(self, agent: Span, recipient: Span) -> dict[str, float]:
        """The frames' probabilities of all types and "NONE"."""
        self._mark(recipient, _RECIPIENT)
        self._mark(agent, _AGENT)
        proposer = Proposer(self.draft, self.index, self.arguments, self.book)
        mass = dict.fromkeys(self.types, _FLOOR)
        mass["NONE"] = _NONE
        seen: set[int] = set()
        for candidate in proposer.propose():
            seen.add(candidate.trigger)
            marks = (_AGENT in candidate.agents) + (_RECIPIENT in candidate.recipients)
            share = _BOTH if marks == 2 else _ONE if marks == 1 else _NEITHER
            mass[candidate.type] += candidate.weight * share
        for evoked in proposer.evoker.all():
            if evoked.token not in seen and evoked.frame.type:
                mass[evoked.frame.type] += evoked.frame.weight * self._nearness(evoked, agent, recipient)
        total = sum(mass.values())
        return {name: value / total for name, value in mass.items()}

    def _nearness(self, evoked: Evoked, agent: Span, recipient: Span) -> float:
        """A word between the two marks counts more than one outside them."""
        at = self.draft.syntax.starts[evoked.token]
        low, high = min(agent[0], recipient[0]), max(agent[1], recipient[1])
        return 0.3 if low <= at < high else _NEITHER

    def _mark(self, span: Span, key: str) -> None:
        """Replaces all mentions within a span by one that stands for the mark."""
        syntax = self.draft.syntax
        tokens = syntax.tokens_in(*span)
        first, last = tokens[0], tokens[-1] + 1
        head = next((i for i in tokens if not first <= syntax.heads[i] < last or syntax.heads[i] == i), last - 1)
        self.draft.found = [f for f in self.draft.found if f.last <= first or f.first >= last]
        self.draft.found.append(Found(first, last, head, "name", actors=(key,)))
        self.draft.actors[key] = Actor(id=key, name=syntax.slice(first, last), kind="organisation", sector="GOV")
        self.draft.index_mentions()
        for i in range(first, last):
            self.draft.covering[i] = self.draft.by_head[head]
