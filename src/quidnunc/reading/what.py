"""Candidate events: evoked frames with their roles filled by actors."""

from __future__ import annotations

from dataclasses import dataclass

from quidnunc.codebook.schema import Frame, Inner
from quidnunc.reading.actors import ActorBook
from quidnunc.reading.arguments import Arguments, Filler
from quidnunc.reading.draft import Candidate, Draft
from quidnunc.reading.frames import Evoked, Evoker, FrameIndex

_NOUN_AGENT = ("poss", "by", "modifier")
_NOUN_RECIPIENT = ("against", "on", "of")
_COMPANY = ("with", "together", "alongside")
_POINTING = frozenset({"the", "this", "that", "these", "those", "such"})
_PUBLIC = frozenset({"GOV", "MIL", "LEG", "JUD", "SPY", "COP", "PTY", "OPP", "REB", "IGO", "NGO", "REF"})
_GRAVE = 0.8
_CONFLICT = frozenset({"REQUEST", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})
_LOCAL = frozenset({"ASSAULT", "PROTEST"})  # events that a town's name before them places ("the Kabul bombing")
_ON_THINGS = frozenset({"ASSAULT", "COERCE"})  # what is done to things is done to the state where they stand
_ABOUT_ACTS = frozenset({"ACCUSE", "SUPPORT", "REJECT", "CONCEDE"})
_BACK = 3  # sentences over which "the move" may point back
_VERBAL = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
REDUCED = 0.85  # how much surer we are of a role filled directly than through what its filler owns
UNLIKELY = 0.5  # and of one whose agent hardly ever does such a thing
_DOUBTFUL = 0.36
EXTENDED = 0.9  # and of one found on the event's own words than through a support verb


@dataclass(frozen=True, slots=True)
class Embedding:
    """An event named inside another's complement, and what the outer frame says of it."""

    outer: int
    inner: int
    effect: Inner


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
        self.book = book
        self.syntax = draft.syntax
        self.index = index
        self.arguments = arguments
        self.evoker = Evoker(index, arguments)
        self.needy = frozenset(n for n, t in index.codebook.types.items() if t.requires_recipient)
        self.grammar = index.codebook.grammar
        self.embeddings: list[Embedding] = []
        self.made: list[Candidate] = []
        self.by_token: dict[int, Evoked] = {}

    def propose(self) -> list[Candidate]:
        """All candidates, in text order; those inside another's complement know it by ``outer``."""
        evoked = [e for e in self.evoker.all() if self.syntax.sentence_of[e.token] not in self.draft.repeated]
        by_token = {e.token: e for e in evoked}
        self.by_token = by_token
        embedded = self._embeddings(evoked, by_token)
        candidates = self.made
        position: dict[int, int] = {}
        for e in evoked:
            candidate = self._candidate(e, embedded.get(e.token), position)
            if candidate is not None:
                position[e.token] = len(candidates)
                candidates.append(candidate)
        return candidates

    # --- embedding

    def _embeddings(self, evoked: list[Evoked], by_token: dict[int, Evoked]) -> dict[int, tuple[Evoked, Inner]]:
        """For each inner event's token, the frame around it."""
        out: dict[int, tuple[Evoked, Inner]] = {}
        for e in evoked:
            if e.frame.inner is None:
                continue
            for token in self._complements(e):
                if token in by_token and token != e.token and token not in out:
                    out[token] = (e, e.frame.inner)
        return out

    def _complements(self, e: Evoked) -> list[int]:
        """The predicates inside a frame's complement: its clause, the clauses below, and event nouns as its object."""
        syntax = self.syntax
        out: list[int] = []
        todo = [j for j in syntax.children[e.token] if syntax.deps[j] in ("ccomp", "xcomp", "dobj", "pcomp", "advcl", "nsubjpass", "acl")]
        todo.extend(
            k for j in syntax.children[e.token] if syntax.deps[j] in ("prep", "agent", "prt") for k in syntax.childs(j, "pcomp", "pobj")
        )
        if e.kind != "noun":
            for j in self.arguments.object(e.token):
                todo.extend(k for p in syntax.childs(j, "prep") for k in syntax.childs(p, "pcomp", "pobj"))
                todo.extend(syntax.childs(j, "acl"))
                todo.append(j)
        seen = set()
        while todo:
            j = todo.pop(0)
            if j in seen:
                continue
            seen.add(j)
            if syntax.deps[j] == "advcl" and not any(syntax.tags[k] == "TO" for k in syntax.children[j]):
                continue
            out.append(j)
            todo.extend(syntax.childs(j, "conj", "xcomp"))
            if syntax.pos[j] in ("ADJ", "VERB", "AUX"):
                todo.extend(syntax.childs(j, "acomp"))
                todo.extend(k for p in syntax.childs(j, "prep") if syntax.lowers[p] in ("in", "of") for k in syntax.childs(p, "pobj", "pcomp"))
            todo.extend(k for k in syntax.childs(j, "dobj") if syntax.pos[j] in ("VERB", "AUX"))
            if syntax.lemmas[j] in self.arguments.portions:
                todo.extend(self.arguments.prepositional(j, "of"))
        return out

    # --- roles

    def _candidate(
        self, e: Evoked, outer: tuple[Evoked, Inner] | None, position: dict[int, int]
    ) -> Candidate | None:
        frame = e.frame
        told = self._event_subject(e)
        support: int | None = None
        if e.kind == "noun":
            agents, recipients, support = self._noun_roles(e)
        else:
            agents, recipients = self._verb_roles(e)
        if told is not None:
            agents = self._noun_roles(told)[0]
        agents = [f for f in agents if not self._faceless(f.actor)]
        if outer is not None and not agents and outer[1].agent is not None and not self._has_subject(e):
            agents = self._agent_from(outer[0], outer[1])
        mutual = frame.reciprocal or (e.kind == "noun" and not recipients and self._is_between(e, agents))
        if mutual:
            if not agents:
                agents = self._raging(e, "between")
            agents, recipients = self._both_ways(agents, recipients)
        elif agents:
            others = [f for f in recipients if not any(self._same_side(f.actor, a.actor) for a in agents)]
            if recipients and not others and frame.type not in _VERBAL:
                return None  # nobody is done to but the doer: a misread, or no interaction
            recipients = others
        echo = e.kind == "noun" and self._is_echo(e, agents, recipients, support is not None)
        if not self._political(e, agents, recipients):
            return None
        if told is not None:
            echo = not (agents and recipients)
        elif not echo and not self._enough(e, agents, recipients):
            return None
        weight = frame.weight
        for filler in (*agents, *recipients):
            if filler.reduced:
                weight *= REDUCED
                break
        if agents and all(self._unlikely(frame.type, f.actor) for f in agents):
            weight *= UNLIKELY
            if weight < _DOUBTFUL:
                return None
        reason = f"{e.kind} frame {'/'.join((*frame.verb, *frame.noun, *frame.adjective)[:3])}"
        status = frame.status or "happened"
        candidate = Candidate(
            type=frame.type or "",
            mode=frame.mode,
            trigger=e.token,
            first=e.first,
            last=e.last,
            agents=tuple(dict.fromkeys(f.actor for f in agents)),
            recipients=tuple(dict.fromkeys(f.actor for f in recipients)),
            agent_spans=tuple(dict.fromkeys(f.span for f in agents)),
            recipient_spans=tuple(dict.fromkeys(f.span for f in recipients)),
            weight=weight,
            reason=reason,
            reciprocal=mutual,
            contexts=frame.contexts,
            status=status,
            sentences=(self.syntax.sentence_of[e.token],),
            echo=echo,
            caption=self.syntax.sentence_of[e.token] in self.draft.captions,
        )
        candidate.reasons.append(f"{reason}: {frame.type}" + (f"/{frame.mode}" if frame.mode else ""))
        if candidate.type == "MOBILIZE" and mutual and len(candidate.agents) > 1:
            candidate.type, candidate.mode = "COOPERATE", None
            candidate.reasons.append("what several do together is COOPERATE, not a show of force")
        if candidate.type == "COERCE" and candidate.mode == "restrict" and self._abroad(candidate):
            candidate.type, candidate.mode = "SANCTION", "discontinue"
            candidate.reasons.append("what a state forbids another state is a SANCTION, not repression")
        if frame.status is not None:
            candidate.reasons.append(f"status {frame.status} from the frame itself")
            candidate.status_spans = (self.syntax.span(e.first, e.last),)
        if frame.claimed is not None:
            candidate.said_by, candidate.said_spans = candidate.agents, candidate.agent_spans
            candidate.stance = frame.claimed
            candidate.echo = not candidate.recipients
            candidate.reasons.append("on the agent's own word")
        if support is not None:
            candidate.reasons.append(f"roles through support verb '{self.syntax.words[support]}'")
            candidate.weight *= EXTENDED
        if outer is not None:
            at = position.get(outer[0].token)
            candidate.outer = at
            self.embeddings.append(Embedding(outer[0].token, e.token, outer[1]))
            candidate.reasons.append(f"inside '{self.syntax.words[outer[0].token]}'")
        return candidate

    def _is_echo(self, e: Evoked, agents: list[Filler], recipients: list[Filler], supported: bool) -> bool:
        """Whether an event noun only points back: definite, and short of an actor ("the attacks", "his visit")."""
        if agents and recipients:
            return False
        words = {self.syntax.lowers[j] for j in self.syntax.children[e.token]}
        if words & _POINTING:
            return True
        return not supported and any(self.syntax.deps[j] == "poss" for j in self.syntax.children[e.token])

    def _enough(self, e: Evoked, agents: list[Filler], recipients: list[Filler]) -> bool:
        """Whether the roles that a record needs are filled; a noun of speech needs its speaker."""
        needs = e.frame.needs
        if needs == "any" and e.kind == "noun" and e.frame.type in _VERBAL:
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

    def _has_subject(self, e: Evoked) -> bool:
        """Whether a predicate names its own subject, be it nobody that we know ("nobody can put pressure on me")."""
        return e.kind != "noun" and self.syntax.child(e.token, "nsubj", "nsubjpass") is not None

    def _political(self, e: Evoked, agents: list[Filler], recipients: list[Filler]) -> bool:
        """Whether anyone in an event acts in public life. Private people's doings are none of ours, protest and grave violence
        excepted; a named person's public word counts."""
        parties = [a for a in (self.draft.actors.get(f.actor) for f in (*agents, *recipients)) if a is not None]
        if not parties or e.frame.type == "PROTEST" or (e.frame.type == "ASSAULT" and e.frame.weight >= _GRAVE):
            return True
        if any(a.kind in ("state", "government", "armed_group") or a.sector in _PUBLIC for a in parties):
            return True
        return e.frame.weight >= _GRAVE and any(a.kind == "person" and a.country and not a.anonymous for a in parties)

    def _faceless(self, key: str) -> bool:
        """Whether all that is known of an actor is a name that looked like an organisation's: too little to act."""
        actor = self.draft.actors.get(key)
        return actor is not None and actor.kind == "organisation" and actor.sector is None and actor.country is None and key.startswith("local:")

    def _unlikely(self, type_: str | None, key: str) -> bool:
        """Whether such an actor hardly ever does such a thing."""
        actor = self.draft.actors.get(key)
        return actor is not None and actor.sector in self.grammar.unlikely_agents.get(type_ or "", frozenset())

    def _abroad(self, candidate: Candidate) -> bool:
        """Whether a state's authority acts against another state as such."""
        ours = {a.country for a in map(self.draft.actors.get, candidate.agents) if a is not None and a.sector == "GOV"}
        theirs = [a for a in map(self.draft.actors.get, candidate.recipients) if a is not None]
        return bool(ours) and bool(theirs) and all(a.kind in ("state", "government") and a.country not in ours for a in theirs)

    def _same_side(self, x: str, y: str) -> bool:
        """Whether acting on one is acting on oneself: the same actor, or a state and its own government or leader."""
        if x == y:
            return True
        a, b = self.draft.actors.get(x), self.draft.actors.get(y)
        if a is None or b is None or not a.country or a.country != b.country:
            return False
        return a.kind in ("state", "government") and b.sector == "GOV" and b.kind in ("state", "government", "person")

    def _both_ways(self, agents: list[Filler], recipients: list[Filler]) -> tuple[list[Filler], list[Filler]]:
        """A reciprocal event's parties act on each other."""
        parties: list[Filler] = []
        for f in (*agents, *recipients):
            if all(f.actor != p.actor for p in parties):
                parties.append(f)
        if len(parties) < 2:
            return parties, []
        return parties, list(reversed(parties))

    def _event_subject(self, e: Evoked) -> Evoked | None:
        """The event noun that a verb of the same type has for its subject: "the attack killed twelve" tells of the attack."""
        if e.kind != "verb" or e.frame.type != "ASSAULT":
            return None
        for j in self.arguments.subject(e.token):
            told = self.by_token.get(j)
            if told is not None and told.kind == "noun" and told.frame.type == e.frame.type:
                return told
        return None

    def _verb_roles(self, e: Evoked) -> tuple[list[Filler], list[Filler]]:
        frame = e.frame
        agents: list[Filler] = []
        recipients: list[Filler] = []
        for slot in frame.agent if frame.agent is not None else ("subject",):
            agents.extend(self._verb_slot(e, slot, agent=True))
            if agents:
                break
        for slot in frame.recipient if frame.recipient is not None else ("object",):
            found = [f for f in self._verb_slot(e, slot, agent=False) if all(f.actor != g.actor for g in recipients)]
            if found:
                recipients.extend(found)
                break
        if not recipients and frame.recipient != ():
            recipients = self._less_direct(e, agents)
        if frame.reciprocal and not recipients:
            for preposition in _COMPANY:
                for j in self.arguments.prepositional(e.token, preposition):
                    recipients.extend(self.arguments.actors(j))
        return agents, recipients

    def _verb_slot(self, e: Evoked, slot: str, *, agent: bool) -> list[Filler]:
        args, i = self.arguments, e.token
        if slot == "subject":
            return [f for j in args.subject(i) for f in args.acting(j)]
        if slot == "object":
            itself = e.frame.type in self.grammar.personal_types or e.frame.mode in self.grammar.personal_modes
            return [f for j in args.object(i) for f in args.actors(j, reduce=not itself)]
        if slot == "dative":
            return [f for j in self.syntax.childs(i, "dative") for f in args.actors(j, reduce=True)]
        if slot == "poss":
            return [f for j in args.object(i) for f in args.actors(j, reduce=True)]
        if slot in ("clause.subject", "clause"):
            return self._clause_slot(i, slot)
        if slot == "modifier":
            return [f for j in args.object(i) for f in args.modifiers(j)]
        out: list[Filler] = []
        if slot == "by" and not agent and args.is_passive(i):
            return out
        for j in args.prepositional(i, slot):
            out.extend(args.actors(j, reduce=True, beyond=not agent and e.frame.type in _CONFLICT))
        if not out:
            for k in args.object(i):
                for j in args.prepositional(k, slot):
                    out.extend(args.actors(j, reduce=True, beyond=not agent and e.frame.type in _CONFLICT))
        if not out:
            for k in e.consumed:
                for j in args.prepositional(k, slot):
                    out.extend(args.actors(j, reduce=True, beyond=not agent and e.frame.type in _CONFLICT))
        return out

    def _less_direct(self, e: Evoked, agents: list[Filler]) -> list[Filler]:
        """Whom an act of speech or force concerns when its object is no actor: the patient of the event noun that the frame
        used up ("ordered the journalist's killing"), whose action is asked for ("called for G7 action"), who addresses
        ("sent X a letter requesting …"), or whose earlier act the object points back to ("criticised the move")."""
        args, syntax, i = self.arguments, self.syntax, e.token
        for j in e.consumed:
            for words, frame in self.index.nouns.get(syntax.lemmas[j], ()):
                if len(words) == 1 and frame.recipient and "poss" in frame.recipient:
                    found = [f for k in syntax.childs(j, "poss") for f in args.actors(k)]
                    if found:
                        return found
        if e.frame.type == "REQUEST":
            for j in args.prepositional(i, "for"):
                found = [f for f in args.modifiers(j)] or [f for k in syntax.childs(j, "poss") for f in args.actors(k)]
                if found:
                    return [Filler(f.actor, f.span, True) for f in found]
            if syntax.deps[i] == "acl":
                governor = syntax.heads[syntax.heads[i]]
                found = [f for j in args.prepositional(governor, "to") for f in args.actors(j)] if syntax.pos[governor] == "VERB" else []
                if found:
                    return found
        if e.frame.type in _ON_THINGS:
            for j in args.object(i):
                found = [f for k in args.located(j) for f in self._country_of(k)]
                if found:
                    return found
        if e.frame.type in _ABOUT_ACTS:
            for j in args.object(i):
                found = self._pointed_back(j, agents)
                if found:
                    return found
        return []

    def _country_of(self, i: int) -> list[Filler]:
        """The state on whose ground a place lies."""
        found = self.draft.by_head.get(i) or self.draft.covering.get(i)
        if found is None or not found.geographic or found.demonym or not found.country:
            return []
        return [Filler(self.book.state(found.country), self.syntax.span(found.first, found.last), True)]

    def _pointed_back(self, noun: int, agents: list[Filler]) -> list[Filler]:
        """The agents of the last earlier act that a definite noun can mean ("the move", "the attacks")."""
        syntax = self.syntax
        words = {syntax.lowers[j] for j in syntax.children[noun] if syntax.deps[j] == "det"}
        if syntax.pos[noun] not in ("NOUN", "PRON") or not (words & _POINTING or syntax.lowers[noun] in ("this", "that")):
            return []
        named = {frame.type for _, frame in self.index.nouns.get(syntax.lemmas[noun], ())}
        sentence = syntax.sentence_of[noun]
        ours = {f.actor for f in agents}
        for candidate in reversed(self.made):
            if sentence - candidate.sentences[0] > _BACK or candidate.trigger >= noun:
                continue
            if candidate.agents and not ours & set(candidate.agents) and (not named or candidate.type in named):
                return [Filler(a, candidate.agent_spans[0], True) for a in candidate.agents]
        return []

    def _clause_slot(self, i: int, slot: str) -> list[Filler]:
        args, syntax = self.arguments, self.syntax
        out: list[Filler] = []
        for j in syntax.childs(i, "xcomp", "ccomp", "advcl"):
            for k in syntax.childs(j, "nsubj", "nsubjpass"):
                out.extend(args.actors(k, reduce=True))
            if slot == "clause" and not out:
                for k in args.object(j):
                    out.extend(args.actors(k, reduce=True))
        for j in syntax.childs(i, "dobj"):
            out.extend(f for f in args.actors(j) if not out)
        return out

    def _noun_roles(self, e: Evoked) -> tuple[list[Filler], list[Filler], int | None]:
        frame = e.frame
        agent_slots = frame.agent if frame.agent is not None else _NOUN_AGENT
        recipient_slots = frame.recipient if frame.recipient is not None else _NOUN_RECIPIENT
        agents: list[Filler] = []
        recipients: list[Filler] = []
        for slot in agent_slots:
            agents = self._noun_slot(e, slot, frame)
            if agents:
                break
        for slot in recipient_slots:
            recipients = [f for f in self._noun_slot(e, slot, frame) if all(f.actor != a.actor for a in agents)]
            if recipients:
                break
        if frame.reciprocal:
            for slot in ("modifier", "between", "with", "of", "among"):
                for f in (*self._noun_slot(e, slot, frame), *self._raging(e, slot)):
                    if all(f.actor != g.actor for g in (*agents, *recipients)):
                        recipients.append(f)
        support = self.evoker.support_of(e.token)
        used: int | None = None
        if frame.reciprocal and len(agents) + len(recipients) == 1:
            agents = [*agents, *(f for f in self._attending(e.token) if all(f.actor != g.actor for g in (*agents, *recipients)))]
        if support is not None:
            verb, entry = support
            fillers = [f for j in self.arguments.subject(verb) for f in self.arguments.acting(j)]
            if entry.subject == "agent" and not agents and fillers:
                agents, used = fillers, verb
            elif entry.subject == "recipient" and not recipients and fillers:
                recipients, used = [f for f in fillers if all(f.actor != a.actor for a in agents)], verb
            if not recipients and entry.subject == "agent":
                for slot in recipient_slots:
                    if slot in ("poss", "modifier", "subject", "of"):
                        continue
                    for j in self.arguments.prepositional(verb, slot):
                        recipients.extend(f for f in self.arguments.actors(j, reduce=True) if all(f.actor != a.actor for a in agents))
                    if recipients:
                        break
        return agents, recipients, used

    def _attending(self, noun: int) -> list[Filler]:
        """The subject of the verb that happens "in a meeting with X" or "during talks with X": the other party."""
        syntax = self.syntax
        head = syntax.heads[noun]
        if syntax.deps[noun] != "pobj" or syntax.lowers[head] not in ("in", "during", "at", "after", "following", "before"):
            return []
        verb = syntax.heads[head]
        if syntax.pos[verb] != "VERB":
            return []
        return [f for j in self.arguments.subject(verb) for f in self.arguments.actors(j)]

    def _is_between(self, e: Evoked, agents: list[Filler]) -> bool:
        """Whether an event noun's parties stand side by side: "the war between A and B", "the A-B war"."""
        if len(agents) > 1:
            if self.arguments.prepositional(e.token, "between"):
                return True
            return not any(self.arguments.prepositional(e.token, p) for p in ("by", "of")) and not self.syntax.childs(e.token, "poss")
        return not agents and len(self._raging(e, "between")) > 1

    def _raging(self, e: Evoked, slot: str) -> list[Filler]:
        """The parties that stand with the verb a reciprocal event noun is subject or first part of ("war rages between A and B")."""
        syntax = self.syntax
        head = syntax.heads[e.token]
        if slot not in ("between", "with") or syntax.deps[e.token] not in ("nsubj", "nsubjpass", "compound"):
            return []
        return [f for j in self.arguments.prepositional(head, slot) for f in self.arguments.actors(j)]

    def _noun_slot(self, e: Evoked, slot: str, frame: Frame) -> list[Filler]:
        args, syntax, i = self.arguments, self.syntax, e.token
        if slot == "poss":
            return [f for j in syntax.childs(i, "poss") for f in args.actors(j, reduce=True)]
        if slot == "modifier":
            return args.modifiers(i, places=frame.reciprocal or frame.type not in _LOCAL)
        if slot == "subject":
            head = syntax.heads[i]
            if syntax.deps[i] == "attr":
                return [f for j in syntax.childs(head, "nsubj") for f in args.actors(j)]
            return []
        out: list[Filler] = []
        for j in args.prepositional(i, slot):
            out.extend(args.actors(j, reduce=True))
        if slot == "by" and not out:
            for verb in syntax.childs(i, "acl"):
                for j in args.prepositional(verb, "by"):
                    out.extend(args.actors(j))
        return out

    def _agent_from(self, outer: Evoked, inner: Inner) -> list[Filler]:
        """Who is to do the inner event, as the outer frame tells."""
        args = self.arguments
        heads = args.subject(outer.token) if inner.agent == "subject" else args.object(outer.token)
        if inner.agent == "object" and not heads:
            heads = [j for p in ("on", "to", "of", "against") for j in args.prepositional(outer.token, p)]
        return [f for j in heads for f in args.actors(j, reduce=True)]
