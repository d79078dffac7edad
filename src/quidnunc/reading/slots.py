"""The slots of frames, filled: which words of the text stand in them, and the actors behind those words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from quidnunc.codebook.schema import Frame, Inner
from quidnunc.reading.actors import ActorBook
from quidnunc.reading.arguments import Arguments, Filler
from quidnunc.reading.draft import Draft, Found
from quidnunc.reading.frames import Evoked, Evoker
from quidnunc.reading.lexicons import answers

_NOUN_AGENT = ("poss", "by", "modifier")
_NOUN_RECIPIENT = ("against", "on", "of")
_COMPANY = ("with", "together", "alongside")
POINTING = frozenset({"the", "this", "that", "these", "those", "such"})
_CONFLICT = frozenset({"REQUEST", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})
_LOCAL = frozenset({"ASSAULT", "PROTEST"})  # events that a town's name before them places ("the Kabul bombing")
_ON_THINGS = frozenset({"ASSAULT", "COERCE"})  # what is done to things is done to the state where they stand
_AT = frozenset({"on", "against", "at", "of", "into"})  # what stands behind them is hit, not merely where it happened
_DESPITE = frozenset({"despite", "amid", "amidst", "notwithstanding"})
_DEFIED = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN"})
_WHERE = ("in", "across", "throughout", "around", "at", "outside", "near")
_AUTHORITY = frozenset({"GOV", "MIL", "COP", "SPY"})
_ABOUT_ACTS = frozenset({"ACCUSE", "SUPPORT", "REJECT", "CONCEDE"})
_THINGS = frozenset({"it", "this", "that", "these", "those", "what", "there"})  # "it was an attack": nobody that did it
_BACK = 3  # sentences over which "the move" may point back


class Slots:
    """Fills the roles of the frames evoked in one draft.

    Args:
        draft: the draft; ``draft.candidates`` holds those made so far, which "the move" may point back to.
        arguments: the roles of the text's predicates.
        book: the article's actors.
        evoker: finds support verbs.
    """

    def __init__(self, draft: Draft, arguments: Arguments, book: ActorBook, evoker: Evoker) -> None:
        self.draft = draft
        self.syntax = draft.syntax
        self.arguments = arguments
        self.book = book
        self.evoker = evoker
        self.index = evoker.index
        self.grammar = evoker.index.codebook.grammar
        self._answers = answers()

    def of_verb(self, e: Evoked) -> tuple[list[Filler], list[Filler]]:
        """Agents and recipients of a verb or adjective."""
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
                for j in self.arguments.parties(e.token, preposition):
                    recipients.extend(self.arguments.actors(j))
        return agents, recipients

    def of_noun(self, e: Evoked) -> tuple[list[Filler], list[Filler], int | None]:
        """Agents and recipients of an event noun, and the support verb that lent one, if any."""
        frame = e.frame
        agents: list[Filler] = []
        recipients: list[Filler] = []
        for slot in frame.agent if frame.agent is not None else _NOUN_AGENT:
            agents = self._noun_slot(e, slot, frame)
            if agents:
                break
        for slot in frame.recipient if frame.recipient is not None else _NOUN_RECIPIENT:
            recipients = _without(self._noun_slot(e, slot, frame), agents)
            if recipients:
                break
        if frame.reciprocal:
            for slot in ("poss", "modifier", "between", "with", "of", "among"):
                more = (*self._noun_slot(e, slot, frame), *self.raging(e, slot))
                recipients.extend(_without(more, [*agents, *recipients]))
            if len(agents) + len(recipients) == 1:
                agents.extend(_without(self._attending(e.token), [*agents, *recipients]))
        if not agents and frame.family == "PROTEST":
            agents = self._protesters(e.token)
        if not recipients and agents and not frame.reciprocal:
            recipients = _without(self._answering(e.token), agents)
        if not recipients and frame.family in _ON_THINGS:
            slots = frame.recipient if frame.recipient is not None else _NOUN_RECIPIENT
            heads = [j for slot in slots if slot in _AT for j in self.arguments.parties(e.token, slot)]
            recipients = self._grounds(heads, agents)
        if agents and not recipients and frame.family in _DEFIED:
            recipients = _without(self._defiant(e.token), agents)
        return self._supported(e, agents, recipients)

    def _defiant(self, noun: int) -> list[Filler]:
        """Who acts in spite of a protest or warning ("despite criticism by Athens, Ankara opened the mosque"), whom it then meant."""
        syntax = self.syntax
        for i in (noun, *syntax.ancestors(noun)):
            head = syntax.heads[i]
            if syntax.deps[i] == "pobj":
                verb = syntax.heads[head]
                if syntax.lowers[head] not in _DESPITE or syntax.pos[verb] not in ("VERB", "AUX"):
                    return []
                return [f for j in self.arguments.subject(verb) for f in self.arguments.acting(j)]
            if syntax.deps[i] != "conj":
                return []
        return []

    def _supported(
        self, e: Evoked, agents: list[Filler], recipients: list[Filler]
    ) -> tuple[list[Filler], list[Filler], int | None]:
        """What a support verb lends an event noun: its subject, and what stands with the verb ("launched … on Kabul")."""
        support = self.evoker.support_of(e.token)
        if support is None:
            return agents, recipients, None
        verb, entry = support
        used: int | None = None
        fillers = [f for j in self.arguments.subject(verb) for f in self.arguments.acting(j)]
        if entry.subject == "agent" and not agents and fillers:
            agents, used = fillers, verb
        elif entry.subject == "recipient" and not recipients:
            fillers = fillers or [f for j in self.arguments.subject(verb) for f in self._country_of(j)]
            if fillers:  # "Basra was the target of …" is done to Iraq
                recipients, used = _without(fillers, agents), verb
        if not recipients and entry.subject == "agent":
            slots = e.frame.recipient if e.frame.recipient is not None else _NOUN_RECIPIENT
            for slot in slots:
                if slot not in ("poss", "modifier", "subject", "of") and not recipients:
                    found = [
                        f for j in self.arguments.parties(verb, slot) for f in self.arguments.actors(j, reduce=True)
                    ]
                    recipients = _without(found, agents)
        return agents, recipients, used

    def agent_from(self, outer: Evoked, inner: Inner) -> list[Filler]:
        """Who is to do the inner event, as the outer frame tells."""
        args = self.arguments
        heads = args.subject(outer.token) if inner.agent == "subject" else args.object(outer.token)
        if inner.agent == "object" and not heads:
            heads = [j for p in ("on", "to", "of", "against") for j in args.prepositional(outer.token, p)]
        return [f for j in heads for f in args.actors(j, reduce=True)]

    def is_between(self, e: Evoked, agents: list[Filler]) -> bool:
        """Whether an event noun's parties stand side by side: "the war between A and B", "the A-B war"."""
        if len(agents) > 1:
            if self.arguments.prepositional(e.token, "between"):
                return True
            return not any(self.arguments.prepositional(e.token, p) for p in ("by", "of")) and not self.syntax.childs(
                e.token, "poss"
            )
        return not agents and len(self.raging(e, "between")) > 1

    def raging(self, e: Evoked, slot: str) -> list[Filler]:
        """The parties that stand with the verb a reciprocal event noun is subject or first part of ("war rages between A and B")."""
        syntax = self.syntax
        head = syntax.heads[e.token]
        if slot not in ("between", "with") or syntax.deps[e.token] not in ("nsubj", "nsubjpass", "compound"):
            return []
        return [f for j in self.arguments.prepositional(head, slot) for f in self.arguments.actors(j)]

    def _verb_slot(self, e: Evoked, slot: str, *, agent: bool) -> list[Filler]:
        args, i = self.arguments, e.token
        if slot == "subject":
            return [f for j in args.subject(i) for f in args.acting(j)]
        if slot == "object":
            itself = (
                bool({e.frame.type, e.frame.family} & self.grammar.personal_types)
                or e.frame.mode in self.grammar.personal_modes
            )
            return [f for j in args.object(i) for f in args.actors(j, reduce=not itself)]
        if slot == "dative":
            return [f for j in args.dative(i) for f in args.actors(j, reduce=True)]
        if slot == "poss":
            return [f for j in args.object(i) for f in args.actors(j, reduce=True)]
        if slot == "modifier":
            return [f for j in args.object(i) for f in args.modifiers(j)]
        if slot in ("clause.subject", "clause"):
            return self._clause_slot(i, slot)
        return self._prepositional_slot(e, slot, agent=agent)

    def _prepositional_slot(self, e: Evoked, preposition: str, *, agent: bool) -> list[Filler]:
        """A phrase under the verb, else under its object, else under the noun that the frame used up."""
        args, i = self.arguments, e.token
        if preposition == "by" and not agent and args.is_passive(i):
            return []
        beyond = not agent and e.frame.family in _CONFLICT
        landmarks = [j for p in e.frame.prep for j in args.prepositional(i, p)]  # "walked out of talks with …"
        for governors in ([i], args.object(i), [*e.consumed, *landmarks]):
            out = [
                f
                for k in governors
                for j in args.parties(k, preposition)
                if not (agent and preposition in _WHERE and self._country_of(j))  # "killed in Canada"
                for f in args.actors(j, reduce=True, beyond=beyond)
            ]
            if out:
                return out
        return []

    def _noun_slot(self, e: Evoked, slot: str, frame: Frame) -> list[Filler]:
        args, syntax, i = self.arguments, self.syntax, e.token
        if slot == "poss":
            return [f for j in syntax.childs(i, "poss") for f in args.actors(j, reduce=True)]
        if slot == "modifier":
            return args.modifiers(i, places=frame.reciprocal or frame.family not in _LOCAL)
        if slot == "subject":
            head = syntax.heads[i]
            if syntax.deps[i] == "attr":
                return [
                    f for j in syntax.childs(head, "nsubj") if syntax.lowers[j] not in _THINGS for f in args.actors(j)
                ]
            return []
        out: list[Filler] = []
        for j in args.parties(i, slot):
            out.extend(args.actors(j, reduce=True))
        if slot == "by" and not out:
            for verb in syntax.childs(i, "acl"):
                for j in args.prepositional(verb, "by"):
                    out.extend(args.actors(j))
        return out

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

    def _less_direct(self, e: Evoked, agents: list[Filler]) -> list[Filler]:
        """Whom an act concerns when its object is no actor, by the first of several ways that finds somebody."""
        found = self._patient(e)
        if not found and e.frame.family == "REQUEST":
            found = self._asked(e.token)
        if not found and e.frame.family in _ON_THINGS:
            objects = self.arguments.object(e.token)
            found = self._grounds([k for j in objects for k in (j, *self.arguments.located(j))], agents)
        if not found and e.frame.family == "AID":
            governors = (e.token, *self.arguments.object(e.token))
            found = self._grounds(
                [j for k in governors for p in ("to", "for") for j in self.arguments.parties(k, p)], agents
            )
        if not found and e.frame.family in _ABOUT_ACTS:
            for j in self.arguments.object(e.token):
                found = found or self._pointed_back(j, agents)
        return found

    def _patient(self, e: Evoked) -> list[Filler]:
        """The possessor of the event noun that the frame used up, where he suffers it ("ordered the journalist's killing")."""
        for j in e.consumed:
            for words, frame in self.index.nouns.get(self.syntax.lemmas[j], ()):
                if len(words) == 1 and frame.recipient and "poss" in frame.recipient:
                    return [f for k in self.syntax.childs(j, "poss") for f in self.arguments.actors(k)]
        return []

    def _asked(self, verb: int) -> list[Filler]:
        """Whose action is asked for ("called for G7 action"), or whom a letter with a request is sent to."""
        args, syntax = self.arguments, self.syntax
        for j in args.prepositional(verb, "for"):
            found = args.modifiers(j) or [f for k in syntax.childs(j, "poss") for f in args.actors(k)]
            if found:
                return [Filler(f.actor, f.span, True) for f in found]
        governor = syntax.heads[syntax.heads[verb]]
        if syntax.deps[verb] == "acl" and syntax.pos[governor] == "VERB":
            return [f for j in args.prepositional(governor, "to") for f in args.actors(j)]
        return []

    def _answering(self, noun: int) -> list[Filler]:
        """Who answers an act that was put to him: "declined the minister's resignation"."""
        syntax = self.syntax
        verb = syntax.heads[noun]
        if syntax.deps[noun] not in ("dobj", "nsubjpass") or syntax.lemmas[verb] not in self._answers:
            return []
        return [f for j in self.arguments.subject(verb) for f in self.arguments.acting(j)]

    def _protesters(self, noun: int) -> list[Filler]:
        """The people of the country where a protest takes place that names nobody ("protests erupted across Kenya")."""
        syntax = self.syntax
        verb = syntax.heads[noun]
        governors = (
            (noun, verb)
            if syntax.deps[noun] in ("nsubj", "nsubjpass", "dobj") and syntax.pos[verb] == "VERB"
            else (noun,)
        )
        for preposition in _WHERE:
            for governor in governors:
                for j in self.arguments.prepositional(governor, preposition):
                    found = self.draft.by_head.get(j) or self.draft.covering.get(j)
                    if found is not None and found.geographic and found.country and not found.demonym:
                        actor = self.book.composed(found.country, "CVL", "protesters", kind="group")
                        implied = Found(noun, noun + 1, noun, "nominal", actors=(actor,), number="plural")
                        if all(f.first != noun for f in self.draft.found):
                            self.draft.found.append(implied)  # the words that bring them in
                            self.draft.found.sort(key=lambda f: (f.first, -f.last))
                        return [Filler(actor, syntax.span(noun, noun + 1), True)]
        return []

    def _grounds(self, heads: list[int], agents: list[Filler]) -> list[Filler]:
        """The states on whose ground the places hit lie; a state's own forces do not strike at it."""
        ours = set()
        doers = [a for a in (self.draft.actors.get(f.actor) for f in agents) if a is not None]
        if doers and all(a.sector in (None, "CVL", "BUS", "MED") and a.kind != "state" for a in doers):
            return []  # a driver who hits a wall attacks no state
        for actor in doers:
            if actor.sector in _AUTHORITY:
                ours.add(actor.country)
        out: list[Filler] = []
        for head in heads:
            for i in self.syntax.conjuncts(head):
                for f in self._country_of(i):
                    state = self.draft.actors.get(f.actor)
                    if state is not None and state.country not in ours and all(f.actor != g.actor for g in out):
                        out.append(f)
        return out

    def hits_ground(self, e: Evoked) -> bool:
        """Whether a verb's object is a place, be it on the agents' own ground ("The army shelled Aleppo")."""
        if e.frame.family not in _ON_THINGS or e.kind == "noun":
            return False
        return any(bool(self._country_of(j)) for j in self.arguments.object(e.token))

    def _country_of(self, i: int) -> list[Filler]:
        """The state on whose ground a place lies."""
        found = self.draft.by_head.get(i) or self.draft.covering.get(i)
        if found is None or not found.geographic or found.demonym or not found.country:
            return []
        return [Filler(self.book.state(found.country), self.syntax.span(found.first, found.last), True)]

    def _pointed_back(self, noun: int, agents: list[Filler]) -> list[Filler]:
        """The agents of the earlier act that a definite noun means ("the move", "the attacks"): of an act of that type the last
        told, else of whoever acts most in the sentences before."""
        syntax = self.syntax
        words = {syntax.lowers[j] for j in syntax.children[noun] if syntax.deps[j] == "det"}
        if syntax.pos[noun] not in ("NOUN", "PRON") or not (
            words & POINTING or syntax.lowers[noun] in ("this", "that")
        ):
            return []
        named = {frame.type for words, frame in self.index.nouns.get(syntax.lemmas[noun], ()) if len(words) == 1}
        ours = {f.actor for f in agents}
        before = [
            c
            for c in self.draft.candidates
            if c.trigger < noun
            and c.agents
            and not ours & set(c.agents)
            and (c.type in named if named else c.family not in _ABOUT_ACTS)  # who condemns a move did not make it
        ]
        for c in reversed(self.draft.candidates if not named else ()):  # whom another one criticised for it
            far = syntax.sentence_of[noun] - c.sentences[0] > _BACK
            if (
                c.trigger < noun
                and not far
                and c.family in _ABOUT_ACTS
                and c.recipients
                and not ours & set(c.recipients)
            ):
                return [Filler(a, c.recipient_spans[0], True) for a in c.recipients]
        near = [c for c in before if syntax.sentence_of[noun] - c.sentences[0] <= _BACK]
        if not near:
            return []
        acts = Counter(k for c in before for k in c.agents)
        told = near[-1] if named else max(near, key=lambda c: (max(acts[k] for k in c.agents), c.trigger))
        return [Filler(a, told.agent_spans[0], True) for a in told.agents]

    def _attending(self, noun: int) -> list[Filler]:
        """The subject of the verb that happens "in a meeting with X" or "during talks with X": the other party."""
        syntax = self.syntax
        head = syntax.heads[noun]
        if syntax.deps[noun] != "pobj" or syntax.lowers[head] not in (
            "in",
            "during",
            "at",
            "after",
            "following",
            "before",
        ):
            return []
        verb = syntax.heads[head]
        if syntax.pos[verb] != "VERB":
            return []
        return [f for j in self.arguments.subject(verb) for f in self.arguments.actors(j)]


def _without(fillers: Iterable[Filler], others: Iterable[Filler]) -> list[Filler]:
    """The fillers whose actors are none of the others', each actor once."""
    seen = {f.actor for f in others}
    out = []
    for filler in fillers:
        if filler.actor not in seen:
            seen.add(filler.actor)
            out.append(filler)
    return out
