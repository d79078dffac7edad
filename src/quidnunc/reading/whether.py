"""Whether an event happened: the status of any predicate.

A predicate's own words give it a mood (``mood``); what it is embedded in decides the rest: every governor above it
("refused to …", "a threat of …", "if …") turns the status that reaches it from above into one for its complement, so
that polarity composes ("did not fail to prevent the attack"). What single words do is data: ``lexicon/whether.yaml``,
read by ``attitudes``.
"""

from __future__ import annotations

from typing import Literal

from quidnunc.reading.attitudes import Effect, Form, load_attitudes
from quidnunc.reading.given import Givens
from quidnunc.reading.governing import Governing
from quidnunc.reading.language import Syntax
from quidnunc.reading.mood import PLAIN, Moods, Verdict
from quidnunc.records import Span, Status

__all__ = ["StatusFinder", "Verdict"]

_ASKED = Effect(holds="possible", fails="possible", open="possible")
_WITHHELD = Effect(holds="negated", fails="happened", open="possible")
_OPEN = Effect(holds="possible", fails="negated", open="possible")
_ALONG = Effect(holds="own", fails="own", open="same")
_OWN = Effect(holds="own", fails="own", open="own")
_DIM = Effect(holds="own", fails="possible", open="same")
_SAME = Effect(holds="own", fails="same", open="same")
_IN_DOING = Effect(holds="happened", fails="possible", open="same")
_DEFAULTS: dict[Form, Effect] = {
    "infinitive": _OPEN,
    "bare": _OWN,
    "gerund": _ALONG,
    "clause": _OWN,
    "question": _OWN,
    "object": _OWN,
}

_DEEPEST = 40


class StatusFinder:
    """Judges the predicates of one text.

    Verdicts are kept, so that asking for many predicates climbs each governor once.
    """

    def __init__(self, syntax: Syntax, denials: Literal["negated", "own"] = "negated") -> None:
        """Prepares to judge.

        Args:
            syntax: a text's syntax.
            denials: what a denial makes of the event denied: "negated", or its "own" status, where stances are kept apart.
        """
        self.syntax = syntax
        self._denials = denials
        self._attitudes = load_attitudes()
        self._moods = Moods(syntax, self._attitudes)
        self._words = Governing(syntax, self._attitudes)
        self._givens = Givens(syntax, self._attitudes)
        self._verdicts: dict[int, Verdict] = {}
        self._depth = 0

    def status(self, i: int) -> Verdict:
        """The status of the predicate at a token."""
        known = self._verdicts.get(i)
        if known is not None:
            return known
        self._verdicts[i] = PLAIN  # a cycle in a broken parse ends here
        verdict = self._judge(i)
        self._verdicts[i] = verdict
        return verdict

    def _judge(self, i: int) -> Verdict:
        syntax = self.syntax
        if syntax.deps[i] in ("aux", "auxpass") and syntax.heads[i] != i:
            return self.status(syntax.heads[i])
        mood = self._moods.mood(i)
        if mood.status == "negated" and not self._moods.is_verb(i):
            return mood
        return _compose(self._context(i), self._in_context(i, mood))

    def _in_context(self, i: int, mood: Verdict) -> Verdict:
        """A mood that its surroundings shade: "would" in a report is a plan, "will" on a condition only possible."""
        if mood.reason.startswith("modal"):
            syntax = self.syntax
            imagined = mood.status == "negated" and "would" in mood.reason
            if (mood.status == "planned" or imagined) and self._has_condition(i):
                return Verdict("possible", mood.spans, "on a condition")
            if mood.status == "negated" and "'could'" not in mood.reason and self._waits(i):
                return Verdict("possible", mood.spans, "not before something else")
            head = syntax.heads[i]
            told = syntax.deps[i] == "ccomp" and syntax.lemmas[head] in self._attitudes.telling
            if told and mood.status == "possible" and "would" in mood.reason and not self._has_condition(i):
                return Verdict("planned", mood.spans, "would, as told")
        return mood

    def _has_condition(self, i: int) -> bool:
        syntax = self.syntax
        return any(
            self._attitudes.conjunctions.get(syntax.lowers[k]) == "possible"
            and syntax.lowers[k] not in self._attitudes.temporal
            for j in syntax.childs(i, "advcl")
            for k in syntax.childs(j, "mark")
        )

    def _waits(self, i: int) -> bool:
        """Whether a modal is negated only as long as something else has not come ("will not leave without a deal")."""
        syntax, conditions = self.syntax, self._attitudes.conditions
        return any(
            syntax.lowers[j] in conditions
            for clause in (i, *syntax.childs(i, "advcl"))
            for j in syntax.childs(clause, "prep", "mark")
            if j > i
        )

    # --- what stands above

    def _context(self, i: int) -> Verdict:
        """The status that reaches a token from what it is embedded in; far too deep an embedding is a broken parse."""
        if self._depth >= _DEEPEST:
            return PLAIN
        self._depth += 1
        verdict = self._climb(i)
        self._depth -= 1
        return verdict

    def _climb(self, i: int) -> Verdict:
        syntax = self.syntax
        dep = syntax.deps[i]
        if dep == "ROOT" or syntax.heads[i] == i:
            return PLAIN
        if dep == "conj":
            return self._of_conjunct(i)
        if dep in ("xcomp", "ccomp"):
            return self._of_complement(i)
        if dep in ("advcl", "acl", "relcl", "pcomp", "csubj", "csubjpass"):
            return self._of_clause(i, dep)
        if dep in ("dobj", "nsubjpass", "dative"):
            return self._of_object(i)
        if dep == "pobj":
            gerund = syntax.tags[i] == "VBG" and syntax.child(i, "det", "amod", "poss") is None
            return self._of_prepositional(i, "gerund" if gerund else "object")
        if dep == "nsubj":
            return self._of_subject(i)
        if dep in ("attr", "acomp", "oprd"):
            return self.status(syntax.heads[i])
        if dep in ("compound", "nmod"):
            return self._of_compound(i)
        return PLAIN

    def _of_conjunct(self, i: int) -> Verdict:
        head = self.syntax.heads[i]
        moods = self._moods
        fellow = self._fellow(i, head)
        if fellow is not None:
            return self.status(fellow)
        if moods.is_verb(i) and moods.is_verb(head) and moods.is_finite(i) and not moods.is_finite(head):
            return PLAIN
        if not moods.is_verb(i):
            own = moods.mood(head)
            if own.status in ("negated", "planned", "possible"):
                return _compose(self._context(head), own)
        return self._context(head)

    def _fellow(self, i: int, head: int) -> int | None:
        """The infinitive that a bare verb belongs with, where the parser hung it on the finite verb above.

        Of "is willing to come and talk" it may join "talk" to "is".
        """
        syntax, moods = self.syntax, self._moods
        bare = syntax.tags[i] == "VB" and not syntax.childs(i, "nsubj", "nsubjpass", "mark", "aux")
        if not bare or head > i or syntax.tags[head] not in ("VBD", "VBZ", "VBP") or moods.auxiliaries(head):
            return None
        found = [j for j in range(head + 1, i) if syntax.tags[j] == "VB" and moods.form(j) == "infinitive"]
        return found[-1] if found else None

    def _of_complement(self, i: int) -> Verdict:
        syntax = self.syntax
        head = syntax.heads[i]
        form = self._moods.form(i)
        word = self._words.predicate_of(head)
        if form == "infinitive" and syntax.lemmas[head] in ("be", "have") and word == head:
            yet = [j for j in range(head, i) if syntax.lowers[j] == "yet"]
            if yet and not self._moods.negations(head):
                return Verdict("negated", self._spans(yet[0]), "yet to")
            if syntax.lemmas[head] == "be":
                return self._apply(Effect(holds="planned", fails="negated", open="planned"), head, head)
        asked = form == "question" and not self._is_wh(i)
        default = _ASKED if asked else _DEFAULTS[form]
        if form == "infinitive" and self._is_too(word):
            return Verdict("negated", self._spans(word), "too … to")
        if form == "infinitive" and word != head and self._givens.is_ranked(word):
            return PLAIN
        effect = self._words.effect(word, form)
        if asked and effect is not None and effect.holds in ("own", "happened"):
            return Verdict("possible", self._spans(i), "whether")  # "would not say whether they left", "knows whether"
        if effect is None and form == "bare":
            effect = self._words.effect(word, "infinitive")
        if (
            effect is None
            and form == "infinitive"
            and syntax.lemmas[i] in self._attitudes.purposes
            and syntax.child(head, "auxpass")
        ):
            effect = _IN_DOING  # "the bill was amended to include …"
        return self._apply(effect or default, word, head)

    def _of_clause(self, i: int, dep: str) -> Verdict:
        form = self._moods.form(i)
        if dep == "advcl":
            return self._of_adverbial(i, form)
        if dep == "pcomp":
            return self._of_prepositional(i, form)
        if dep in ("acl", "relcl"):
            return self._of_noun_clause(i, form, dep)
        if form == "question" and not self._is_wh(i):
            return Verdict("possible", self._spans(i), "whether")
        if form == "gerund":
            return self._apply(
                _ALONG, self.syntax.heads[i], self.syntax.heads[i]
            )  # "attacking Iran would be a mistake"
        return Verdict("possible", self._spans(i), "infinitive") if form == "infinitive" else PLAIN

    def _of_noun_clause(self, i: int, form: Form, dep: str) -> Verdict:
        noun = self.syntax.heads[i]
        if dep == "relcl" and form != "infinitive":
            return self._of_any(i, noun)
        if form == "gerund" or (form == "clause" and not self._moods.is_finite(i)):
            return PLAIN
        if form == "infinitive" and self._givens.is_ranked(noun):
            return PLAIN
        return self._apply(self._words.effect(noun, form) or _DEFAULTS[form], noun, noun)

    def _of_any(self, i: int, noun: int) -> Verdict:
        """A relative clause in the present about any that there may be ("anyone who enters", "any rights not exercised")."""
        syntax = self.syntax
        open_ended = [j for j in (noun, *syntax.children[noun]) if syntax.lowers[j] in self._attitudes.any]
        if open_ended and not self._moods.is_past(i):
            return Verdict("possible", self._spans(open_ended[0]), "any")
        return PLAIN

    def _of_adverbial(self, i: int, form: Form) -> Verdict:
        syntax = self.syntax
        head = syntax.heads[i]
        if syntax.lowers[head] == "soon":  # "as soon as they leave"
            head = syntax.heads[head]
        opening = self._of_opening(i, head)
        if opening is not None:
            return opening
        if form == "infinitive":
            return self._of_purpose(i, head)
        if form == "gerund":
            effect = (
                self._words.effect(head, form)
                if i in (head + 1, head + 2) and "," not in syntax.words[head:i]
                else None
            )
            if effect is None and syntax.words[min(i, *syntax.children[i]) - 1 if syntax.children[i] else i - 1] == ",":
                head = self._above(i, head)
            return self._apply(effect or _ALONG, head, head)
        return PLAIN

    def _above(self, i: int, head: int) -> int:
        """The clause that a participle set off by a comma comments on, which the parser joins to the last verb before it.

        "Plans to close the border, marking a shift"; "said it would sell the bank, citing losses".
        """
        syntax, comments = self.syntax, self._attitudes.comments
        top = head
        while top < i and syntax.deps[top] in ("xcomp", "advcl", "acl", "ccomp") and syntax.heads[top] < top:
            above = syntax.heads[top]
            told = syntax.deps[top] == "ccomp" and syntax.lemmas[i] in comments
            if not told and (self._moods.form(top) != "infinitive" or syntax.deps[top] == "ccomp"):
                break
            top = above
        return top

    def _of_opening(self, i: int, head: int) -> Verdict | None:
        """What the word that opens a subordinate clause says ("if", "without", "as though", "when" before a future)."""
        syntax, attitudes = self.syntax, self._attitudes
        for j in syntax.children[i]:
            if j > i or syntax.deps[j] not in ("mark", "advmod", "prep"):
                continue
            lower = syntax.lowers[j]
            both = f"{syntax.lowers[j - 1]} {lower}" if j else lower
            status = (
                attitudes.prepositions.get(both)
                or attitudes.prepositions.get(lower)
                or attitudes.conjunctions.get(lower)
            )
            if lower in ("if", "though") and syntax.lowers[j - 1] == "as":
                status = "possible"
            past = self._moods.is_past(i)
            if status in ("possible", "negated") and not (past and lower in attitudes.settled_by_past):
                return Verdict(status, self._spans(j), f"'{syntax.words[j]}'")
            subject = syntax.child(i, "nsubj", "nsubjpass")
            if lower == "before" and subject is not None and syntax.lowers[subject] in attitudes.any and past:
                return Verdict("negated", self._spans(j, subject), "before any")  # "ended before anyone was hurt"
            soon = lower == "as" and j > 0 and syntax.lowers[j - 1] == "soon"
            if (
                (soon or lower in attitudes.temporal)
                and not past
                and self.status(head).status in ("planned", "possible")
            ):
                return Verdict("possible", self._spans(j), "when it comes to that")
        return None

    def _of_purpose(self, i: int, head: int) -> Verdict:
        word = self._words.predicate_of(head)
        if any(self.syntax.lowers[j] == "only" and j < i for j in self.syntax.childs(i, "advmod")):
            return PLAIN  # "returned, only to be arrested"
        noun = self._words.object_before(i, head)
        if noun is not None:
            return self._apply(self._words.effect(noun, "infinitive") or _OPEN, noun, noun)
        effect = self._words.effect(word, "infinitive")
        if effect is not None:
            return self._apply(effect, word, head)
        if self.syntax.lemmas[i] in self._attitudes.purposes:
            return self._apply(_IN_DOING, head, head)
        if self._is_too(word) or self._is_too(head):
            return Verdict("negated", self._spans(word), "too … to")
        return Verdict("possible", self._spans(i), "purpose")

    def _of_prepositional(self, i: int, form: Form) -> Verdict:
        """The complement of a preposition: what the preposition says, or the word above it."""
        syntax = self.syntax
        preposition = syntax.heads[i]
        word = syntax.heads[preposition]
        lower = syntax.lowers[preposition]
        both = f"{syntax.lowers[preposition - 1]} {lower}" if preposition else lower
        status = self._attitudes.prepositions.get(both) or self._attitudes.prepositions.get(lower)
        if status is not None:
            if status == "negated" and self.status(word).status not in ("happened", "ongoing"):
                status = "possible"  # "may leave without signing"
            return Verdict(status, self._spans(preposition), f"'{lower}'")
        if word == preposition:
            return PLAIN
        head = word
        if syntax.lemmas[word] == "be":
            word = self._words.predicate_of(word)
        effect = self._words.effect(word, form, lower)
        if effect is not None and effect.content and form == "object" and self._words.has_content(i):
            return PLAIN
        return self._apply(effect or self._default_of(i, form, word, lower), word, head)

    def _default_of(self, i: int, form: Form, word: int, preposition: str) -> Effect:
        if form == "gerund":
            ahead = preposition in self._attitudes.prospective and self.syntax.tags[word][:2] == "NN"
            return _OPEN if ahead else _ALONG
        if form == "object":
            return _OWN if preposition in self._attitudes.background or self._givens.is_given(i) else _DIM
        return _DEFAULTS[form]

    def _of_object(self, i: int) -> Verdict:
        head = self.syntax.heads[i]
        effect = None if self._has_clause(head) else self._words.effect(head, "object")
        if effect is not None and effect.content and self._words.has_content(i):
            return PLAIN
        if effect is not None and effect.stance and self.syntax.lemmas[i] in self._attitudes.grants:
            return self._apply(_WITHHELD, head, head)
        return self._apply(effect or (_OWN if self._givens.is_given(i) else _SAME), head, head)

    def _of_subject(self, i: int) -> Verdict:
        syntax = self.syntax
        head = syntax.heads[i]
        word = self._words.predicate_of(head)
        if word != head and not self._has_clause(word):
            effect = self._words.effect(word, "object")
            if effect is not None:
                return self._apply(effect, word, head)
        if syntax.lemmas[head] in self._attitudes.occurrence:
            outer = self.status(head)
            described = word != head and outer.status == "negated"  # "the attack was not large": there was an attack
            return PLAIN if described else outer
        if syntax.lemmas[head] in self._attitudes.lasting and self.status(head).status == "ongoing":
            return self.status(head)
        return self._apply(_OWN if self._givens.is_given(i) else _ALONG, head, head)

    def _of_compound(self, i: int) -> Verdict:
        head = self.syntax.heads[i]
        return self._apply(self._words.effect(head, "object") or _SAME, head, head)

    # --- tools

    def _is_too(self, word: int) -> bool:
        """Whether a word is said to hold too much for what follows ("too weak to resist")."""
        syntax = self.syntax
        return any(
            syntax.lowers[j] == "too" and j + 1 < len(syntax) and syntax.lowers[j + 1] not in (",", ".")
            for j in syntax.childs(word, "advmod")
            if j < word
        )

    def _has_clause(self, word: int) -> bool:
        """Whether a word's effect falls on a clause below it, so that its object or subject is a mere participant."""
        return self.syntax.child(word, "xcomp", "ccomp") is not None

    def _is_refused(self, noun: int) -> bool:
        """Whether the content of a noun is turned down ("rejected the plan to attack")."""
        head = self.syntax.heads[noun]
        if not self._words.has_content(noun):
            return False
        if self.syntax.deps[noun] == "nsubj":
            word = self._words.predicate_of(head)
            return (
                word != head
                and self.syntax.lemmas[word] in self._attitudes.untrue
                and self.status(head).status == "happened"
            )
        if self.syntax.deps[noun] not in ("dobj", "nsubjpass"):
            return False
        effect = self._words.effect(head, "object")
        if effect is None or self.status(head).status not in ("happened", "ongoing"):
            return False
        if effect.stance and self._denials == "own":
            return self.syntax.lemmas[noun] in self._attitudes.grants
        return effect.content

    def _apply(self, effect: Effect, word: int, clause: int) -> Verdict:
        """What an effect makes of the status of the word (by the clause that holds it) for the complement."""
        if effect.stance and self._denials == "own":
            return PLAIN
        if self._is_refused(word):
            return Verdict("negated", self._spans(self.syntax.heads[word]), "content refused")
        outer = self.status(clause if clause == word or self.syntax.deps[word] in ("acomp", "attr", "oprd") else word)
        if outer.status in ("planned", "possible"):
            outcome = effect.open
        elif outer.status == "negated":
            outcome = effect.fails
        elif effect.past is not None and self._moods.is_past(word):
            outcome = effect.past
        else:
            outcome = effect.holds
        if outcome == "own":
            return PLAIN
        if outcome == "same":
            return outer
        spans = self._spans(word) + outer.spans
        return Verdict(outcome, spans, f"'{self.syntax.words[word]}'")

    def _is_wh(self, i: int) -> bool:
        return any(j < i and self.syntax.tags[j] in ("WP", "WRB", "WDT", "WP$") for j in self.syntax.children[i])

    def _spans(self, *tokens: int) -> tuple[Span, ...]:
        return tuple(self.syntax.span(j, j + 1) for j in tokens)


def _compose(context: Verdict, own: Verdict) -> Verdict:
    """The status of a predicate whose own mood stands under a context."""
    status: Status
    if context.status == "happened":
        return (
            own
            if own.status != "happened" or not context.reason
            else Verdict("happened", context.spans, context.reason)
        )
    if context.status == "negated":
        status = "happened" if own.status == "negated" else "negated"
    elif context.status == "planned":
        status = own.status if own.status in ("negated", "possible") else "planned"
    elif context.status == "possible":
        status = "possible"
    else:
        status = "ongoing" if own.status == "happened" else own.status
    return Verdict(status, tuple(dict.fromkeys(context.spans + own.spans)), context.reason or own.reason)
