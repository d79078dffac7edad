"""Candidate events: evoked frames with their roles filled by actors."""

from __future__ import annotations

from dataclasses import dataclass

from quidnunc.codebook.schema import Inner
from quidnunc.reading.actors import ActorBook
from quidnunc.reading.arguments import Arguments, Filler
from quidnunc.reading.ascriptions import HARM, Ascription, ascription_of
from quidnunc.reading.draft import Candidate, Draft
from quidnunc.reading.embedding import Embedding, Embeddings
from quidnunc.reading.frames import Evoked, Evoker, FrameIndex
from quidnunc.reading.plausible import VERBAL, Plausibility
from quidnunc.reading.slots import POINTING, Slots

REDUCED = 0.85  # how much surer we are of a role filled directly than through what its filler owns
UNLIKELY = 0.5  # and of one whose agent hardly ever does such a thing
EXTENDED = 0.9  # and of one found on the event's own words than through a support verb
_DOUBTFUL = 0.36  # a frame with an unlikely agent that is not surer than this means something else


@dataclass(slots=True)
class Parties:
    """The filled roles of an evoked frame.

    ``mutual``: both sides do it to each other. ``echo``: the words only point back to an event told before. ``support`` is the
    verb that lent an event noun its subject, ``ascribed`` who is said to have done it.
    """

    agents: list[Filler]
    recipients: list[Filler]
    mutual: bool = False
    echo: bool = False
    whole: bool = True
    support: int | None = None
    ascribed: Ascription | None = None


class Proposer:
    """Proposes the candidate events of one draft.

    Args:
        draft: the draft, its mentions resolved.
        index: the codebook's frames.
        arguments: the roles of the text's predicates.
        book: the article's actors.
    """

    def __init__(self, draft: Draft, index: FrameIndex, arguments: Arguments, book: ActorBook) -> None:
        self.draft = draft
        self.syntax = draft.syntax
        self.arguments = arguments
        self.evoker = Evoker(index, arguments)
        self.slots = Slots(draft, arguments, book, self.evoker)
        self.judge = Plausibility(index.codebook, draft.actors)
        self.embeddings: list[Embedding] = []
        self.evoked: dict[int, Evoked] = {}

    def propose(self) -> list[Candidate]:
        """All candidates, in text order, which are also the draft's; those inside another's complement know it by ``outer``."""
        evoked = [e for e in self.evoker.all() if self.syntax.sentence_of[e.token] not in self.draft.repeated]
        evoked = self._hostile(evoked)
        self.evoked = {e.token: e for e in evoked}
        embedded = Embeddings(self.arguments).find(evoked)
        candidates = self.draft.candidates
        position: dict[int, int] = {}
        spent: set[int] = set()  # nouns that a verb's frame used up, where it made a record
        for e in evoked:
            if e.kind == "verb" and e.consumed and self._candidate(e, embedded.get(e.token)) is not None:
                spent.update(
                    j for j in e.consumed if ascription_of(self.arguments, j) is None
                )  # the deed is told besides
        for e in evoked:
            outer = embedded.get(e.token)
            candidate = None if e.kind != "verb" and e.token in spent else self._candidate(e, outer)
            if candidate is None:
                continue
            if outer is not None:
                self._embed(candidate, outer, position)
            position[e.token] = len(candidates)
            candidates.append(candidate)
        return candidates

    def _hostile(self, evoked: list[Evoked]) -> list[Evoked]:
        """Words that mean something else around a deed of conflict take that frame ("vowed to destroy" is a threat)."""
        embedded = Embeddings(self.arguments).find(evoked)
        deeds = {
            outer.token
            for inner, (outer, _) in embedded.items()
            if self.judge.is_deed_of_conflict(self._type_at(evoked, inner)) and not self.syntax.childs(inner, "neg")
        }
        out = []
        for e in evoked:
            other = next((o for o in e.others if o.frame.hostile), None)
            out.append(other if other is not None and e.token in deeds else e)
        return out

    @staticmethod
    def _type_at(evoked: list[Evoked], token: int) -> str | None:
        return next((e.frame.type for e in evoked if e.token == token), None)

    def _candidate(self, e: Evoked, outer: tuple[Evoked, Inner] | None) -> Candidate | None:
        """The event of the best frame whose parties may do such a thing."""
        for option in (e, *(o for o in e.others if not o.frame.hostile)):
            parties = self._parties(option, outer)
            weight = None if parties is None else self._weight(option, parties)
            if parties is not None and weight is not None:
                return self._made(option, parties, weight)
            if parties is None and option is e:
                return None  # another frame would not find more
        return None

    def _made(self, e: Evoked, parties: Parties, weight: float) -> Candidate:
        frame = e.frame
        lemmas = "/".join(frame.lemmas[:3])
        candidate = Candidate(
            type=frame.type or "",
            family=frame.family,
            mode=frame.mode,
            trigger=e.token,
            first=e.first,
            last=e.last,
            agents=tuple(dict.fromkeys(f.actor for f in parties.agents)),
            recipients=tuple(dict.fromkeys(f.actor for f in parties.recipients)),
            agent_spans=tuple(dict.fromkeys(f.span for f in parties.agents)),
            recipient_spans=tuple(dict.fromkeys(f.span for f in parties.recipients)),
            weight=weight,
            reason=f"{e.kind} frame {lemmas}",
            reciprocal=parties.mutual,
            contexts=dict.fromkeys(frame.contexts, self.syntax.span(e.first, e.last)),
            status=frame.status or "happened",
            sentences=(self.syntax.sentence_of[e.token],),
            echo=parties.echo,
            whole=parties.whole,
            caption=self.syntax.sentence_of[e.token] in self.draft.captions,
        )
        candidate.reasons.append(f"{candidate.reason}: {frame.type}" + (f"/{frame.mode}" if frame.mode else ""))
        self._retype(candidate)
        self._frame_says(candidate, e)
        if parties.ascribed is not None:
            speakers = parties.ascribed.speakers
            candidate.said_by = tuple(dict.fromkeys(f.actor for f in speakers))
            candidate.said_spans = tuple(dict.fromkeys(f.span for f in speakers))
            candidate.stance = "alleges"
            candidate.reasons.append(f"laid at the agent's door by '{self.syntax.words[parties.ascribed.verb]}'")
        if parties.support is not None:
            candidate.reasons.append(f"roles through support verb '{self.syntax.words[parties.support]}'")
        return candidate

    def _parties(self, e: Evoked, outer: tuple[Evoked, Inner] | None) -> Parties | None:
        """The frame's roles, filled; None where they make no record."""
        told = self._event_subject(e)
        support: int | None = None
        if e.kind == "noun":
            agents, recipients, support = self.slots.of_noun(e)
        else:
            agents, recipients = self.slots.of_verb(e)
        if told is not None:
            agents = self.slots.of_noun(told)[0]
        ascribed = None
        if not agents and e.kind == "noun" and e.frame.family in HARM:
            ascribed = ascription_of(self.arguments, e.token)
            agents = [] if ascribed is None else ascribed.doers
        agents = [f for f in agents if not self.judge.faceless(f.actor)]
        if outer is not None and not agents and outer[1].agent is not None and not self._has_subject(e):
            agents = self.slots.agent_from(outer[0], outer[1])
        parties = Parties(agents, recipients, support=support, ascribed=ascribed)
        parties.mutual = e.frame.reciprocal or (
            e.kind == "noun" and not recipients and self.slots.is_between(e, agents)
        )
        if parties.mutual:
            parties.agents, parties.recipients = self._both_ways(agents or self.slots.raging(e, "between"), recipients)
        elif agents:
            parties.recipients = [
                f for f in recipients if not any(self.judge.same_side(f.actor, a.actor) for a in agents)
            ]
            if recipients and not parties.recipients and e.frame.family not in VERBAL:
                return None  # nobody is done to but the doer: a misread, or no interaction
        if not self.judge.political(e, parties.agents, parties.recipients):
            return None
        parties.echo = self._is_echo(e, parties) if e.kind == "noun" else self._is_attribute(e, parties)
        parties.echo = parties.echo or (ascribed is not None and not recipients)
        enough = self.judge.enough(e, parties.agents, parties.recipients)
        enough = enough or (bool(parties.agents) and self.slots.hits_ground(e))
        parties.whole = enough and (e.kind == "noun" or not parties.echo)
        if e.kind == "verb" and parties.agents and not parties.recipients and parties.whole and self._retells(e):
            parties.echo = True
        if told is not None:
            parties.echo = not (parties.agents and parties.recipients)
            parties.whole = parties.whole or bool(parties.recipients)
        elif not parties.echo and not parties.whole:
            return None
        return parties

    def _weight(self, e: Evoked, parties: Parties) -> float | None:
        """How sure a frame with these parties is; None where its agents make it mean something else."""
        weight = e.frame.weight
        if any(f.reduced for f in (*parties.agents, *parties.recipients)):
            weight *= REDUCED
        if parties.support is not None:
            weight *= EXTENDED
        if parties.agents and all(self.judge.unlikely(e.frame, f.actor) for f in parties.agents):
            weight *= UNLIKELY
            if weight < _DOUBTFUL:
                return None
        return weight

    def _retype(self, candidate: Candidate) -> None:
        """Types that turn on who the parties are, where the codebook has them; a sub-type stays what its frame calls it."""
        if candidate.type == "MOBILIZE" and candidate.reciprocal and len(candidate.agents) > 1:
            self._becomes(candidate, "COOPERATE", None, "what several do together is COOPERATE, not a show of force")
        if candidate.type == "MOBILIZE" and candidate.mode == "militia" and self.judge.abroad(candidate):
            self._becomes(candidate, "AID", None, "arming another state's fighters is AID, not mobilisation")
        if candidate.type == "COERCE" and candidate.mode == "restrict" and self.judge.abroad(candidate):
            why = "what a state forbids another state is a SANCTION, not repression"
            self._becomes(candidate, "SANCTION", "discontinue", why)

    def _becomes(self, candidate: Candidate, type_: str, mode: str | None, why: str) -> None:
        modes = self.judge.modes.get(type_)
        if modes is not None:
            candidate.type = candidate.family = type_
            candidate.mode = mode if mode in modes else None
            candidate.reasons.append(why)

    def _frame_says(self, candidate: Candidate, e: Evoked) -> None:
        """What the frame itself tells of status and voice."""
        if e.frame.status is not None:
            candidate.reasons.append(f"status {e.frame.status} from the frame itself")
            candidate.status_spans = (self.syntax.span(e.first, e.last),)
        if e.frame.claimed is not None:
            candidate.said_by, candidate.said_spans = candidate.agents, candidate.agent_spans
            candidate.stance = e.frame.claimed
            candidate.echo = not candidate.recipients
            candidate.reasons.append("on the agent's own word")

    def _embed(self, candidate: Candidate, outer: tuple[Evoked, Inner], position: dict[int, int]) -> None:
        candidate.outer = position.get(outer[0].token)
        self.embeddings.append(Embedding(outer[0].token, candidate.trigger, outer[1]))
        candidate.reasons.append(f"inside '{self.syntax.words[outer[0].token]}'")

    def _is_echo(self, e: Evoked, parties: Parties) -> bool:
        """Whether an event noun only points back: definite, and short of an actor ("the attacks", "his visit")."""
        if parties.agents and parties.recipients:
            return False
        words = {self.syntax.lowers[j] for j in self.syntax.children[e.token]}
        if words & POINTING:
            return True
        return parties.support is None and any(self.syntax.deps[j] == "poss" for j in self.syntax.children[e.token])

    def _retells(self, e: Evoked) -> bool:
        """Whether a verb's event noun points back ("carried out the attack"): to what was told before, of whom it hit."""
        syntax = self.syntax
        return any(syntax.lowers[k] in POINTING for j in e.consumed for k in syntax.childs(j, "det"))

    def _is_attribute(self, e: Evoked, parties: Parties) -> bool:
        """Whether a participle before its noun only tells who is meant ("the detained leaders"): no news, unless it names a doer."""
        head = self.syntax.heads[e.token]
        return self.syntax.deps[e.token] == "amod" and e.token < head and not (parties.agents and parties.recipients)

    def _has_subject(self, e: Evoked) -> bool:
        """Whether a predicate names its own subject, be it nobody that we know ("no one will arrest the minister")."""
        return e.kind != "noun" and self.syntax.child(e.token, "nsubj", "nsubjpass") is not None

    def _event_subject(self, e: Evoked) -> Evoked | None:
        """The event noun that a verb of the same type has for its subject: "the attack killed twelve" tells of the attack."""
        if e.kind != "verb" or e.frame.family != "ASSAULT":
            return None
        for j in self.arguments.subject(e.token):
            told = self.evoked.get(j)
            if told is not None and told.kind == "noun" and told.frame.type == e.frame.type:
                return told
        return None

    def _both_ways(self, agents: list[Filler], recipients: list[Filler]) -> tuple[list[Filler], list[Filler]]:
        """A reciprocal event's parties act on each other."""
        parties: list[Filler] = []
        for f in (*agents, *recipients):
            if all(f.actor != p.actor for p in parties):
                parties.append(f)
        if len(parties) < 2:
            return parties, []
        return parties, list(reversed(parties))
