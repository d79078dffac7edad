"""One record per occasion: candidates that tell of the same event become one, with all their evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from quidnunc.reading.draft import Candidate, Draft
from quidnunc.reading.embedding import Embedding
from quidnunc.reading.magnitudes import best
from quidnunc.records import Actor, Span

T = TypeVar("T")

ABOUT_ACTS = frozenset({"ACCUSE", "SUPPORT", "REJECT"})
OWN_PLANS = frozenset({"AGREE", "THREATEN"})
STEM = 4  # characters that words of one stem share ("invade", "invasion")
REACH = 4  # sentences over which a shorter mention goes back to a fuller one


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
        general_nouns: by type, the nouns that may go back to any event of it.
    """

    def __init__(self, draft: Draft, actors: dict[str, Actor], general_nouns: dict[str, frozenset[str]]) -> None:
        self.draft = draft
        self.actors = actors
        self.general_nouns = general_nouns

    def merge(self) -> list[Group]:
        """Groups in text order of their leads."""
        groups: list[Group] = []
        for candidate in self.draft.candidates:
            home = self._home(groups, candidate)
            if home is not None:
                self._absorb(home, candidate)
            elif candidate.echo or candidate.caption:
                self._borrow(groups, candidate)
            else:
                groups.append(Group(candidate, []))
        return groups

    def complete(self, groups: list[Group], embeddings: list[Embedding]) -> None:
        """Gives acts of speech about an event the one who did it: "condemned the sanctions" is aimed at whoever imposed them;
        a promise or threat concerns whom the deed would hit ("vowed to destroy the group").

        Done after merging, as another sentence may have told who that is.
        """
        by_trigger = {c.trigger: g for g in groups for c in (g.lead, *g.others)}
        for embedding in embeddings:
            outer, inner = by_trigger.get(embedding.outer), by_trigger.get(embedding.inner)
            if outer is None or inner is None or outer is inner or outer.lead.recipients:
                continue
            if outer.lead.family in OWN_PLANS and embedding.effect.agent == "subject" and len(outer.lead.agents) < 2:
                outer.lead.recipients = tuple(k for k in inner.lead.recipients if k not in outer.lead.agents)
                outer.lead.recipient_spans = self._spans_of(outer.lead.recipients, inner.lead.recipient_spans)
                continue
            if outer.lead.family not in ABOUT_ACTS:
                continue
            doers = [k for k in inner.lead.agents if k not in outer.lead.agents]
            if doers:
                outer.lead.recipients = tuple(doers)
                outer.lead.recipient_spans = self._spans_of(outer.lead.recipients, inner.lead.agent_spans)
                outer.lead.reasons.append(
                    f"aimed at who did '{self.draft.syntax.slice(inner.lead.first, inner.lead.last)}'"
                )

    def _spans_of(self, keys: tuple[str, ...], spans: tuple[Span, ...]) -> tuple[Span, ...]:
        """Those of some spans in which one of some actors is mentioned."""
        named = [self.draft.syntax.span(f.first, f.last) for f in self.draft.found if set(f.actors) & set(keys)]
        return tuple(s for s in spans if any(a < s[1] and s[0] < b for a, b in named))

    def _home(self, groups: list[Group], candidate: Candidate) -> Group | None:
        """The group a candidate belongs to: of those that agree, the nearest before it for an echo, the first for others."""
        fitting = [g for g in groups if self._same(g.lead, candidate)]
        if not fitting and (not candidate.date_stated or candidate.echo):
            far = [
                g
                for g in groups
                if (self._partial(candidate) or self._partial(g.lead)) and self._same(g.lead, candidate, far=True)
            ]
            fitting = far if len(far) == 1 else []
        if not fitting:
            return None
        if candidate.echo:
            return max(fitting, key=lambda g: max(g.lead.sentences))
        return fitting[0]

    def _borrow(self, groups: list[Group], candidate: Candidate) -> None:
        """An echo with an agent of its own ("blamed Iran for the attacks") is another account of an event told before:
        it takes over whom that one hit, where and when. One that is only wished for ("to honour their commitments") is none."""
        if candidate.caption or (candidate.status == "possible" and candidate.outer is not None):
            return
        told = [
            g
            for g in groups
            if g.lead.type == candidate.type
            and g.lead.recipients
            and not g.lead.reciprocal
            and self._near(g.lead, candidate)
        ]
        if (candidate.outer is None and not candidate.said_by) or not candidate.agents or not told:
            if candidate.whole:
                groups.append(Group(candidate, []))
            return
        lead = told[-1].lead
        candidate.recipients, candidate.recipient_spans = lead.recipients, lead.recipient_spans
        if candidate.date is None:
            candidate.date, candidate.date_reason = lead.date, f"as of the event it goes back to ({lead.date_reason})"
        if candidate.place is None:
            candidate.place, candidate.place_span = lead.place, lead.place_span
        candidate.sentences = tuple(sorted({*candidate.sentences, *lead.sentences}))
        candidate.reasons.append(f"another account of '{self.draft.syntax.slice(lead.first, lead.last)}'")
        groups.append(Group(candidate, []))

    def _absorb(self, group: Group, candidate: Candidate) -> None:
        """The fuller candidate leads; what the other one alone knows is kept."""
        lead, other = group.lead, candidate
        if self._fullness(candidate) > self._fullness(lead):
            lead, other = candidate, lead
        group.others.append(other)
        group.lead = lead
        self._voice(lead, other)
        lead.sentences = tuple(sorted({*lead.sentences, *other.sentences}))
        if set(other.agents) <= set(lead.agents) or not lead.agents:
            lead.agent_spans = _joined(lead.agent_spans, other.agent_spans)
        if set(other.recipients) <= set(lead.recipients) or not lead.recipients:
            lead.recipient_spans = _joined(lead.recipient_spans, other.recipient_spans)
        lead.agents = lead.agents or other.agents
        lead.recipients = lead.recipients or other.recipients
        if lead.date is None or (other.date_stated and not lead.date_stated):
            lead.date, lead.time, lead.date_reason = other.date, other.time, other.date_reason
            lead.date_stated = other.date_stated
        if lead.place is None:
            lead.place, lead.place_span = other.place, other.place_span
        if lead.type == other.type:
            lead.mode = lead.mode or other.mode
        elif lead.type == other.family:  # the narrower of both types
            lead.type, lead.mode = other.type, other.mode
        lead.magnitude = best(lead.magnitude, other.magnitude)
        lead.denied_by = _joined(lead.denied_by, other.denied_by)
        lead.attributions = _joined(lead.attributions, other.attributions)
        lead.contexts = {**other.contexts, **lead.contexts}
        lead.weight = max(lead.weight, other.weight)
        lead.background = lead.background and other.background
        words = self.draft.syntax.slice(other.first, other.last)
        lead.reasons.append(f"also told by '{words}' (character {self.draft.syntax.starts[other.first]})")

    @staticmethod
    def _voice(lead: Candidate, other: Candidate) -> None:
        """On whose word a merged event stands: the first mention tells, unless only a later, attributed one names the doer."""
        earlier, later = (other, lead) if other.trigger < lead.trigger else (lead, other)
        if later.agents and not earlier.agents and (later.said_by or later.stance):
            lead.said_by, lead.said_spans, lead.stance = later.said_by, later.said_spans, later.stance
        elif earlier is other and not other.caption:
            lead.said_by, lead.said_spans, lead.stance = other.said_by, other.said_spans, other.stance

    @staticmethod
    def _partial(candidate: Candidate) -> bool:
        """Whether only one of the two roles is filled."""
        return bool(candidate.agents) != bool(candidate.recipients)

    @staticmethod
    def _fullness(candidate: Candidate) -> tuple[int, int, float]:
        return (
            bool(candidate.agents) + bool(candidate.recipients),
            candidate.date_stated + (candidate.place is not None),
            candidate.weight,
        )

    def _same(self, a: Candidate, b: Candidate, *, far: bool = False) -> bool:
        if a.type != b.type and not (b.echo and b.type == a.family):  # "the protest": the sit-in told before
            return False
        if a.status != b.status and not {a.status, b.status} <= {"happened", "ongoing"}:
            return False
        if not self._actors_agree(a, b, far) or not self._may_mean(b, a):
            return False
        own_word = set(b.said_by) == set(b.agents)  # "claimed responsibility" completes what was told before
        if b.said_by and b.agents and not a.agents and not own_word and set(b.said_by) != set(a.said_by):
            return False  # who did it is one speaker's account: a record of its own
        if not self._dates_agree(a, b):
            return False
        return self._places_agree(a, b)

    def _actors_agree(self, a: Candidate, b: Candidate, far: bool) -> bool:
        if a.reciprocal and b.reciprocal and len(a.agents) > 1 and len(b.agents) > 1:
            few, many = sorted((a.agents, b.agents), key=len)
            return all(any(x == y or self._alike(x, y) for y in many) for x in few)
        agents = self._overlap(a.agents, b.agents)
        recipients = self._overlap(a.recipients, b.recipients)
        if agents is False or recipients is False:
            return False
        if agents and recipients:
            return True
        if agents is None and recipients is None:
            return (
                (a.echo or b.echo)
                and not (a.agents and b.agents)
                and not (a.recipients and b.recipients)
                and self._near(a, b)
            )
        return far or self._near(a, b)

    def _may_mean(self, later: Candidate, event: Candidate) -> bool:
        """Whether a mention may go back to an event told in other words: where only one actor or none vouches for it."""
        bare = later.echo and not (later.agents or later.recipients)
        aimless = not later.echo and not (later.recipients or event.recipients)
        if not (bare or aimless):
            return True
        general = self.general_nouns.get(
            later.type, self.general_nouns.get(later.family, frozenset() if aimless else None)
        )
        words = self.draft.syntax.lemmas
        word, told = words[later.trigger], words[event.trigger]
        return general is None or word in general or word[:STEM] == told[:STEM]

    def _near(self, a: Candidate, b: Candidate) -> bool:
        """Whether two mentions stand near enough, or speak in the same words, to be one though one of them says less."""
        near = (
            b.sentences[0] - max(s for s in a.sentences if s <= b.sentences[0]) <= REACH
            if min(a.sentences) <= b.sentences[0]
            else False
        )
        return near or self.draft.syntax.lemmas[a.trigger] == self.draft.syntax.lemmas[b.trigger]

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
        if a.date is None or b.date is None or not (a.date_stated and b.date_stated):
            return True
        return a.date[0] <= b.date[1] and b.date[0] <= a.date[1]

    def _places_agree(self, a: Candidate, b: Candidate) -> bool:
        if a.place is None or b.place is None or a.place == b.place:
            return True
        x, y = self.draft.places[a.place], self.draft.places[b.place]
        return x.country == y.country


def _joined(xs: tuple[T, ...], ys: tuple[T, ...]) -> tuple[T, ...]:
    """All of both, each once, in order."""
    return tuple(dict.fromkeys((*xs, *ys)))
