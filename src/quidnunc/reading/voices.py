"""On whose word each event stands, and whether it happened: attributions and status, brought to the candidates."""

from __future__ import annotations

from quidnunc.reading.actors import ActorBook
from quidnunc.reading.arguments import Arguments
from quidnunc.reading.ascriptions import HARM
from quidnunc.reading.draft import Candidate, Draft, Found, Said
from quidnunc.reading.embedding import Embedding
from quidnunc.reading.lexicons import happening_verbs, lasting_nouns, standing_verbs
from quidnunc.reading.says_context import asks_to_be_nameless
from quidnunc.reading.whether import StatusFinder
from quidnunc.records import Span, Stance, content_id

_FIRST_PERSON = frozenset({"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"})
_MARKS = frozenset({'"', "“", "”", "``", "''", "«", "»"})
_STOPS = frozenset({".", "!", "?", "…"})
_SPEECH_ACTS = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})


class Voices:
    """Resolves the speakers of one draft and judges its candidates.

    Args:
        draft: the draft, its mentions resolved and its attributions found.
        book: the article's actors.
        arguments: the roles of the text's predicates.
        key: the reading's id, from which attribution ids are made.
    """

    def __init__(self, draft: Draft, book: ActorBook, arguments: Arguments, key: str) -> None:
        self.draft = draft
        self.syntax = draft.syntax
        self.book = book
        self.arguments = arguments
        self.key = key
        self._acts: frozenset[int] = frozenset()

    # --- speakers

    def resolve(self) -> None:
        """Sets the speakers and ids of all attributions, and makes "I" and "we" in quotations theirs."""
        for said in self.draft.said:
            said.id = content_id(self.key, "said", said.source, said.cue, said.content, length=12)
            said.speakers = self._speakers(said)
        added = False
        for said in self.draft.said:
            added = self._first_person(said) or added
        if added:
            self.draft.found.sort(key=lambda f: (f.first, -f.last))
            self.draft.index_mentions()

    def _speakers(self, said: Said) -> tuple[str, ...]:
        if said.source_head is not None:
            fillers = self.arguments.actors(said.source_head, reduce=True)
            if fillers:
                return tuple(dict.fromkeys(f.actor for f in fillers))
        for start, end in said.source:
            for i in self.syntax.tokens_in(start, end):
                found = self.draft.covering.get(i)
                if found is not None and found.actors and not found.demonym:
                    return found.actors
        return ()

    def _first_person(self, said: Said) -> bool:
        if len(said.speakers) != 1:
            return False
        added = False
        for start, end in said.content:
            for i in self.syntax.tokens_in(start, end):
                if self.syntax.lowers[i] in _FIRST_PERSON and i not in self.draft.covering and self._quoted(i, said):
                    found = Found(i, i + 1, i, "pronoun", actors=said.speakers)
                    self.draft.found.append(found)
                    self.draft.covering[i] = found
                    added = True
        return added

    def _quoted(self, i: int, said: Said) -> bool:
        """First persons mean the speaker of the innermost attribution around them."""
        inner = self._innermost(self.syntax.starts[i])
        return inner is None or self.draft.said[inner] is said

    def _innermost(self, offset: int) -> int | None:
        best: tuple[int, int] | None = None
        for number, said in enumerate(self.draft.said):
            for start, end in said.content:
                if start <= offset < end and (best is None or end - start < best[0]):
                    best = (end - start, number)
        return None if best is None else best[1]

    # --- status and stance

    def judge(self, embeddings: list[Embedding], finder: StatusFinder) -> None:
        """Sets status, speakers, stance and denials of every candidate."""
        self.draft.candidates = [c for c in self.draft.candidates if not asks_to_be_nameless(self.syntax, c.trigger)]
        by_trigger = {c.trigger: c for c in self.draft.candidates}
        self._acts = frozenset(by_trigger)
        for candidate in self.draft.candidates:
            self._status(candidate, finder)
            self._attributed(candidate)
        for embedding in embeddings:
            inner, outer = by_trigger.get(embedding.inner), by_trigger.get(embedding.outer)
            if inner is not None:
                self._embed(inner, outer, embedding)
        self.draft.candidates.extend(self._accusations())
        self.draft.candidates.sort(key=lambda c: c.trigger)
        for candidate in self.draft.candidates:
            if (
                candidate.said_by
                and candidate.family in _SPEECH_ACTS
                and set(candidate.said_by) <= set(candidate.agents)
            ):
                candidate.said_by, candidate.said_spans, candidate.stance = (), (), None
                candidate.reasons.append("the words are the act itself")

    def _rages(self, trigger: int) -> bool:
        """Whether an event noun is said to go on now ("war rages")."""
        head = self.syntax.heads[trigger]
        return (
            self.syntax.deps[trigger] == "nsubj"
            and self.syntax.lemmas[head] in happening_verbs()
            and self.syntax.tags[head] in ("VBZ", "VBP", "VBG")
        )

    def _in_present(self, noun: int) -> bool:
        """Whether the nearest verb above a noun is in the present or the present perfect, and no figure dates the noun."""
        syntax = self.syntax
        verb = next((i for i in syntax.ancestors(noun) if syntax.pos[i] in ("VERB", "AUX")), None)
        if verb is None or any(syntax.tags[i] == "CD" for i in syntax.subtree(noun)):
            return False
        auxiliaries = syntax.childs(verb, "aux", "auxpass")
        finite = [i for i in (*auxiliaries, verb) if syntax.tags[i] in ("VBZ", "VBP", "VBD", "MD")]
        return bool(finite) and all(syntax.tags[i] in ("VBZ", "VBP") for i in finite)

    def _stands(self, trigger: int) -> bool:
        """Whether the present tells of a conduct or a state that lasts; a heading's present is the past of its text."""
        syntax = self.syntax
        if syntax.pos[trigger] == "NOUN":
            return syntax.lemmas[trigger] in lasting_nouns() and self._in_present(trigger)
        present = syntax.tags[trigger] in ("VBZ", "VBP") and not syntax.childs(trigger, "aux", "auxpass")
        if not present or syntax.lemmas[trigger] not in standing_verbs():
            return False
        first, last = syntax.sentences[syntax.sentence_of[trigger]]
        return any(syntax.words[i] in _STOPS for i in range(max(first, last - 2), last))

    def _status(self, candidate: Candidate, finder: StatusFinder) -> None:
        if self._rages(candidate.trigger):
            candidate.status = "ongoing"
            candidate.reasons.append("status ongoing: it goes on in the present")
            return
        verdict = finder.status(candidate.trigger)
        if candidate.status != "happened" and verdict.status != "negated":
            return
        if verdict.status == "happened" and not verdict.reason and self._stands(candidate.trigger):
            candidate.status, candidate.standing = "ongoing", True
            candidate.reasons.append("status ongoing: a conduct told in the present")
            return
        candidate.status = verdict.status
        if verdict.spans:
            candidate.status_spans = verdict.spans
        if verdict.reason:
            candidate.reasons.append(f"status {verdict.status}: {verdict.reason}")

    def _attributed(self, candidate: Candidate) -> None:
        """The chain of attributions around an event's trigger; the innermost named speaker is the one who says it."""
        number = self._innermost(self.syntax.starts[candidate.trigger])
        seen: set[int] = set()
        ids: list[str] = []
        stance: Stance | None = None
        while number is not None and number not in seen:
            seen.add(number)
            said = self.draft.said[number]
            if not self._asserted(candidate, said):
                number = said.parent
                continue
            ids.append(said.id)
            if stance is None and (said.speakers or said.stance != "asserts" or said.source):
                stance = said.stance
            if said.speakers and not candidate.said_by and not candidate.denied_by:
                if said.stance == "denies":
                    candidate.denied_by = said.speakers
                    if candidate.status == "negated" and not self._negated(candidate.trigger):
                        candidate.status = "happened"
                else:
                    candidate.said_by, candidate.said_spans = said.speakers, said.source
            number = said.parent
        if stance is not None and candidate.stance is None:
            candidate.stance = stance if stance != "denies" else "alleges"
            names = "/".join(self.book[k].name for k in candidate.said_by or candidate.denied_by)
            candidate.reasons.append(f"{stance} by {names or 'someone unnamed'}")
        candidate.attributions = tuple(ids)

    def _asserted(self, candidate: Candidate, said: Said) -> bool:
        """Whether an attribution is about an event's happening, not merely about words in which the event is taken for granted.

        Taken for granted are the act of speech itself, what a relative clause adds, an event noun that is definite or possessed
        ("its attack on"), and whatever only stands in a noun phrase after the cue ("condemned the sanctions").
        """
        cue = said.cue_head
        if cue is None:
            return True
        syntax, i = self.syntax, candidate.trigger
        if (
            syntax.heads[cue] == i
            and syntax.deps[cue] in ("amod", "advmod", "acl")
            and said.stance in ("alleges", "doubts")
        ):
            return True  # the text itself stands back from the event: "the alleged attack"
        if cue == i or (cue in self._acts and said.pattern != "clause"):
            return False
        if self._in_quotes(i):
            return True
        presupposed = syntax.pos[i] == "NOUN" and (
            any(
                syntax.deps[j] == "poss" or syntax.lowers[j] in ("the", "this", "these", "that", "those")
                for j in syntax.children[i]
            )
        )
        clausal = False
        edge = ""
        while i != cue:
            edge = syntax.deps[i]
            if edge == "relcl" and syntax.lowers[max(syntax.subtree(i)[0] - 1, 0)] in (",", "–", "—", "-"):
                return False
            clausal = clausal or edge in ("ccomp", "xcomp", "pcomp", "acl", "advcl", "parataxis", "conj")
            if syntax.heads[i] == i:
                return not presupposed
            i = syntax.heads[i]
        if presupposed:
            return False
        return clausal or said.stance in ("alleges", "denies")

    def _in_quotes(self, i: int) -> bool:
        """Whether a token stands within quotation marks of its sentence."""
        first, last = self.syntax.sentences[self.syntax.sentence_of[i]]
        opened = sum(self.syntax.words[j] in _MARKS for j in range(first, i))
        return opened % 2 == 1 and any(self.syntax.words[j] in _MARKS for j in range(i, last))

    def _negated(self, trigger: int) -> bool:
        """Whether a predicate is negated by a word of its own."""
        return any(
            self.syntax.deps[j] == "neg" or self.syntax.lowers[j] in ("never", "no")
            for j in self.syntax.children[trigger]
        )

    def _accusations(self) -> list[Candidate]:
        """Who alleges that another did harm accuses him: "X claims that Y attacked Z" is an ACCUSE by X besides."""
        out: list[Candidate] = []
        ids = {said.id: said for said in self.draft.said}
        for candidate in self.draft.candidates:
            if (
                candidate.stance != "alleges"
                or not candidate.said_by
                or not candidate.attributions
                or not candidate.agents
            ):
                continue
            said = ids[candidate.attributions[0]]
            harmful = candidate.family in HARM or any(self._armed(k) for k in candidate.recipients)
            accused = tuple(k for k in candidate.agents if k not in said.speakers)
            if not harmful or not accused or not said.speakers or said.cue_head is None or said.cue_head in self._acts:
                continue
            cue = said.cue_head
            if any(c.trigger == cue for c in out):
                continue
            out.append(
                Candidate(
                    type="ACCUSE",
                    mode="allege",
                    trigger=cue,
                    first=cue,
                    last=cue + 1,
                    agents=said.speakers,
                    recipients=accused,
                    agent_spans=said.source,
                    recipient_spans=candidate.agent_spans,
                    weight=0.6,
                    reason="allegation",
                    sentences=(self.syntax.sentence_of[cue],),
                    reasons=[f"alleges ('{self.syntax.words[cue]}') that another did harm: ACCUSE/allege"],
                )
            )
        return out

    def _armed(self, key: str) -> bool:
        return self.book[key].kind == "armed_group"

    def _embed(self, inner: Candidate, outer: Candidate | None, embedding: Embedding) -> None:
        effect = embedding.effect
        words = self.syntax.words[embedding.outer]
        weaker = effect.status == "happened" and inner.status in ("planned", "possible", "ongoing")
        if effect.status is not None and inner.status != "negated" and not weaker:
            inner.status = effect.status
            inner.status_spans = (self.syntax.span(embedding.outer, embedding.outer + 1),)
            inner.reasons.append(f"status {effect.status}: inside '{words}'")
        if effect.stance is not None and outer is not None:
            spans: tuple[Span, ...] = outer.agent_spans
            if effect.stance == "denies":
                if inner.status == "negated" and not self._negated(inner.trigger):
                    inner.status = (
                        effect.status or "happened"
                    )  # what is denied is told as done; the denial is the stance
                inner.denied_by = outer.agents
                inner.stance = "alleges"
                inner.said_by = tuple(k for k in inner.said_by if k not in outer.agents)
                inner.said_spans = inner.said_spans if inner.said_by else ()
            elif not inner.said_by or set(inner.said_by) <= set(outer.agents):
                inner.said_by, inner.said_spans = outer.agents, spans
                inner.stance = effect.stance
            inner.reasons.append(f"{effect.stance}: inside '{words}'")
