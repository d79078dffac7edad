"""Whether a filled frame makes a record: enough roles, parties that act in public life, a doer who may do such a thing."""

from __future__ import annotations

from collections.abc import Mapping

from quidnunc.codebook import Codebook
from quidnunc.codebook.schema import Frame
from quidnunc.reading.arguments import Filler
from quidnunc.reading.draft import Candidate
from quidnunc.reading.frames import Evoked
from quidnunc.records import Actor

VERBAL = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
_PUBLIC = frozenset({"GOV", "MIL", "LEG", "JUD", "SPY", "COP", "PTY", "OPP", "REB", "IGO", "NGO", "REF"})
_PRIVATE = frozenset({"CVL", "CRM", None})
_ADMINISTRATION = frozenset({"COP", "GOV", "BUS", "NGO", "MED", "EDU", "CVL", None})
_OWN_AFFAIRS = frozenset({"AGREE", "CONSULT"})  # which a private person has with anybody
_GRAVE = 0.8  # the weight from which a frame is violence or public word beyond doubt


class Plausibility:
    """Judges filled frames against what the codebook demands.

    Args:
        codebook: what types need, and who hardly ever does them.
        actors: the article's actors by id.
    """

    def __init__(self, codebook: Codebook, actors: Mapping[str, Actor]) -> None:
        self.actors = actors
        self.grammar = codebook.grammar
        self.deeds = frozenset(name for name, entry in codebook.types.items() if entry.quad == "MATERIAL CONFLICT")
        self.modes = {name: frozenset(entry.modes) for name, entry in codebook.types.items()}
        self.needy = frozenset(name for name, entry in codebook.types.items() if entry.requires_recipient)

    def enough(self, e: Evoked, agents: list[Filler], recipients: list[Filler]) -> bool:
        """Whether the roles that a record needs are filled; a noun of speech needs its speaker."""
        needs = e.frame.needs
        if needs == "any" and e.kind == "noun" and e.frame.family in VERBAL:
            needs = "agent"
        if not agents and not recipients:
            return False
        if e.frame.type in self.needy and not recipients:
            return False
        if needs == "both":
            return bool(agents) and bool(recipients)
        if needs == "agent":
            return bool(agents)
        if needs == "recipient":
            return bool(recipients)
        return True

    def political(self, e: Evoked, agents: list[Filler], recipients: list[Filler]) -> bool:
        """Whether anyone in an event acts in public life. Private people's doings are none of ours, protest and grave violence
        excepted; a named person's public word counts."""
        doers = self._known(agents)
        others = self._known(recipients)
        if self._everyday(e, doers, others):
            return False
        parties = [*doers, *others]
        if not parties or e.frame.family == "PROTEST" or (e.frame.family == "ASSAULT" and e.frame.weight >= _GRAVE):
            return True
        if e.frame.mode == "visit" and doers and not any(is_public(a) for a in doers):
            return False
        if any(is_public(a) for a in parties):
            return True
        if e.frame.mode == "release" and any(a.kind == "group" and a.country for a in parties):
            return True  # who frees a group of people has held power over them
        if e.frame.family in _OWN_AFFAIRS:
            return False
        return e.frame.weight >= _GRAVE and any(a.kind == "person" and a.country and not a.anonymous for a in parties)

    def _everyday(self, e: Evoked, doers: list[Actor], others: list[Actor]) -> bool:
        """Whether an event is daily administration: care for people as such, police work on single unknown people, inquiries into
        accidents."""
        if (
            {e.frame.type, e.frame.family} & self.grammar.civic_types
            and others
            and all(self._bystander(a) for a in others)
        ):
            return True
        if not doers or not all(a.sector in _ADMINISTRATION and a.kind != "state" for a in doers):
            return False
        if e.frame.mode == "investigate" and not others:
            return not any(a.kind == "government" for a in doers)
        police = all(a.sector == "COP" for a in doers)
        return (
            police
            and e.frame.family in ("COERCE", "ACCUSE")
            and bool(others)
            and all(a.kind == "person" and a.anonymous and a.sector in _PRIVATE for a in others)
        )

    def _bystander(self, actor: Actor) -> bool:
        return actor.sector in _PRIVATE and actor.name.rsplit(" ", 1)[-1].lower() in self.grammar.bystanders

    def _known(self, fillers: list[Filler]) -> list[Actor]:
        return [a for a in (self.actors.get(f.actor) for f in fillers) if a is not None]

    def faceless(self, key: str) -> bool:
        """Whether all that is known of an actor is a name that looked like an organisation's: too little to act."""
        actor = self.actors.get(key)
        return (
            actor is not None
            and actor.kind == "organisation"
            and actor.sector is None
            and actor.country is None
            and key.startswith("local:")
        )

    def unlikely(self, frame: Frame, key: str) -> bool:
        """Whether such an actor hardly ever does such a thing; what a type does not say of itself its parent says."""
        actor = self.actors.get(key)
        sectors = self.grammar.unlikely_agents
        return actor is not None and actor.sector in sectors.get(
            frame.type or "", sectors.get(frame.family, frozenset())
        )

    def is_deed_of_conflict(self, type_: str | None) -> bool:
        """Whether a type is of the quad class MATERIAL CONFLICT."""
        return type_ in self.deeds

    def abroad(self, candidate: Candidate) -> bool:
        """Whether a state's authority acts against another state as such."""
        ours = {a.country for a in map(self.actors.get, candidate.agents) if a is not None and a.sector == "GOV"}
        theirs = [a for a in map(self.actors.get, candidate.recipients) if a is not None]
        return (
            bool(ours)
            and bool(theirs)
            and all(a.kind in ("state", "government") and a.country not in ours for a in theirs)
        )

    def same_side(self, x: str, y: str) -> bool:
        """Whether acting on one is acting on oneself: the same actor, or a state and its own government or leader."""
        if x == y:
            return True
        a, b = self.actors.get(x), self.actors.get(y)
        if a is None or b is None or not a.country or a.country != b.country:
            return False
        return a.kind in ("state", "government") and b.sector == "GOV" and b.kind in ("state", "government", "person")


def is_public(actor: Actor) -> bool:
    """Whether an actor acts in public life by what it is."""
    return actor.kind in ("state", "government", "armed_group") or actor.sector in _PUBLIC
