"""One record per occasion: candidates that tell of the same event become one, with all their evidence."""

from __future__ import annotations

from dataclasses import dataclass

from quidnunc.reading.draft import Candidate, Draft
from quidnunc.records import Actor


@dataclass(slots=True)
class Group:
    """A candidate kept, and those merged into it."""

    lead: Candidate
    others: list[Candidate]


class Merger:
    """Merges the candidates of one draft.

    Two candidates are one event when type, status and actors agree, and their dates and places do not speak against it.
    A mention that lacks an actor or a date may be the fuller one's echo ("the invasion"), but never the other way round.

    Args:
        draft: the draft, its candidates dated and placed.
        actors: the article's actors by id.
    """

    def __init__(self, draft: Draft, actors: dict[str, Actor]) -> None:
        self.draft = draft
        self.actors = actors

    def merge(self) -> list[Group]:
        """Groups in text order of their leads."""
        groups: list[Group] = []
        for candidate in self.draft.candidates:
            home = next((g for g in groups if self._same(g.lead, candidate)), None)
            if home is None:
                groups.append(Group(candidate, []))
            else:
                self._absorb(home, candidate)
        return groups

    def _absorb(self, group: Group, candidate: Candidate) -> None:
        """The fuller candidate leads; what the other one alone knows is kept."""
        lead, other = group.lead, candidate
        if self._fullness(candidate) > self._fullness(lead):
            lead, other = candidate, lead
        group.others.append(other)
        group.lead = lead
        lead.sentences = tuple(sorted({*lead.sentences, *other.sentences}))
        if not lead.agents:
            lead.agents, lead.agent_spans = other.agents, other.agent_spans
        else:
            lead.agent_spans = tuple(dict.fromkeys((*lead.agent_spans, *other.agent_spans)))
        if not lead.recipients:
            lead.recipients, lead.recipient_spans = other.recipients, other.recipient_spans
        else:
            lead.recipient_spans = tuple(dict.fromkeys((*lead.recipient_spans, *other.recipient_spans)))
        if lead.date is None or (other.date is not None and other.time is not None and lead.time is None):
            lead.date, lead.time, lead.date_reason = other.date, other.time, other.date_reason
        if lead.place is None:
            lead.place, lead.place_span = other.place, other.place_span
        lead.mode = lead.mode or other.mode
        lead.magnitude = tuple(dict.fromkeys((*lead.magnitude, *other.magnitude)))
        lead.said_by = tuple(dict.fromkeys((*lead.said_by, *other.said_by)))
        lead.said_spans = tuple(dict.fromkeys((*lead.said_spans, *other.said_spans)))
        lead.denied_by = tuple(dict.fromkeys((*lead.denied_by, *other.denied_by)))
        lead.attributions = tuple(dict.fromkeys((*lead.attributions, *other.attributions)))
        lead.contexts = tuple(dict.fromkeys((*lead.contexts, *other.contexts)))
        if not lead.said_by or not other.said_by:
            lead.stance = lead.stance if lead.said_by and not other.said_by and lead.stance else lead.stance
        lead.weight = max(lead.weight, other.weight)
        lead.background = lead.background and other.background
        lead.reasons.append(f"also told by '{self.draft.syntax.slice(other.first, other.last)}' (character {self.draft.syntax.starts[other.first]})")

    @staticmethod
    def _fullness(candidate: Candidate) -> tuple[int, int, float]:
        return (
            bool(candidate.agents) + bool(candidate.recipients),
            (candidate.time is not None) + (candidate.place is not None),
            candidate.weight,
        )

    def _same(self, a: Candidate, b: Candidate) -> bool:
        if a.type != b.type:
            return False
        if a.status != b.status and not {a.status, b.status} <= {"happened", "ongoing"}:
            return False
        if not self._actors_agree(a, b):
            return False
        if not self._dates_agree(a, b):
            return False
        return self._places_agree(a, b)

    def _actors_agree(self, a: Candidate, b: Candidate) -> bool:
        agents = self._overlap(a.agents, b.agents)
        recipients = self._overlap(a.recipients, b.recipients)
        if agents is False or recipients is False:
            return False
        if agents and recipients:
            return True
        if agents is None and recipients is None:
            return False
        near = abs(a.sentences[0] - b.sentences[0]) <= 3
        same_words = self.draft.syntax.lemmas[a.trigger] == self.draft.syntax.lemmas[b.trigger]
        return near or same_words

    def _overlap(self, xs: tuple[str, ...], ys: tuple[str, ...]) -> bool | None:
        """Whether two role fillers agree; None where one of them says nothing."""
        if not xs and not ys:
            return True
        if not xs or not ys:
            return None
        return any(x == y or self._alike(x, y) for x in xs for y in ys)

    def _alike(self, x: str, y: str) -> bool:
        """A state and its government are one for events ("Russia", "the Kremlin")."""
        a, b = self.actors[x], self.actors[y]
        return bool(a.country and a.country == b.country and {a.kind, b.kind} <= {"state", "government"})

    @staticmethod
    def _dates_agree(a: Candidate, b: Candidate) -> bool:
        if a.date is None or b.date is None or a.time is None or b.time is None:
            return True
        return a.date[0] <= b.date[1] and b.date[0] <= a.date[1]

    def _places_agree(self, a: Candidate, b: Candidate) -> bool:
        if a.place is None or b.place is None or a.place == b.place:
            return True
        x, y = self.draft.places[a.place], self.draft.places[b.place]
        return x.country == y.country
