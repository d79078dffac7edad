"""What a predicate's own words say of it: negation, modals, tense, questions, adverbs, attributes of an event noun.

What stands above it ("refused to …", "if …") is the business of ``whether``.
"""

from __future__ import annotations

from dataclasses import dataclass

from quidnunc.reading.attitudes import Attitudes, Form
from quidnunc.reading.language import Syntax
from quidnunc.records import Span, Status

_SUBJECTS = ("nsubj", "nsubjpass", "expl", "csubj", "csubjpass")
_NEGATABLE = ("nsubj", "nsubjpass", "dobj", "attr", "oprd")
_CHAIN = 8  # members of a coordination looked back over
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_PAST_FORMS = {"VBD", "VBN"}
_SINGLE = frozenset({"he", "she", "it", "everyone", "everybody"})
_WH = frozenset({"WP", "WRB", "WDT", "WP$"})
_PRESENT_BE = frozenset({"is", "are", "am", "'s", "'re", "'m", "’s", "’re", "’m"})
_PERFECT = frozenset({"has", "have", "'ve", "’ve", "'s", "’s"})
_DETERMINERS = ("det", "neg", "amod", "advmod", "preconj", "predet")


@dataclass(frozen=True, slots=True)
class Verdict:
    """A status, the words that it rests on, and why."""

    status: Status
    spans: tuple[Span, ...] = ()
    reason: str = ""


PLAIN = Verdict("happened")


class Moods:
    """Reads moods in one text."""

    def __init__(self, syntax: Syntax, attitudes: Attitudes) -> None:
        """Takes a text's syntax and the lexicon."""
        self.syntax = syntax
        self.attitudes = attitudes

    def mood(self, i: int) -> Verdict:
        """The status of a predicate by its own words alone."""
        if self.is_verb(i):
            return self._of_verb(i)
        return self._of_noun(i)

    # --- kinds of clauses

    def is_verb(self, i: int) -> bool:
        """Whether a token heads a clause: a verb, or what the parser gives auxiliaries."""
        tag = self.syntax.tags[i]
        if tag[:2] == "VB" or tag == "MD":
            return self.syntax.deps[i] not in ("amod", "compound", "pobj") or bool(
                self.syntax.child(i, "aux", "auxpass")
            )
        return bool(self.syntax.child(i, "aux", "auxpass"))

    def auxiliaries(self, i: int) -> list[int]:
        """Auxiliaries of a verb, or else of the verb it is coordinated with ("may attack and seize")."""
        syntax = self.syntax
        for _ in range(_CHAIN):
            found = syntax.childs(i, "aux", "auxpass")
            head = syntax.heads[i]
            if (
                found
                or syntax.deps[i] != "conj"
                or syntax.tags[head] != syntax.tags[i]
                or syntax.child(i, *_SUBJECTS) is not None
            ):
                return found
            i = head
        return []

    def is_finite(self, i: int) -> bool:
        """Whether a verb has a tense of its own."""
        tags = self.syntax.tags
        return tags[i] in ("VBD", "VBZ", "VBP", "MD") or any(tags[j] in _FINITE for j in self.auxiliaries(i))

    def is_past(self, i: int) -> bool:
        """Whether a predicate stands in the past; a predicate of "be" goes by its copula."""
        syntax = self.syntax
        if syntax.tags[i] == "VBD" or any(
            syntax.tags[j] == "VBD" or syntax.lowers[j] in _PERFECT for j in self.auxiliaries(i)
        ):
            return True
        head = syntax.heads[i]
        return syntax.deps[i] in ("acomp", "attr", "oprd", "advmod") and head != i and syntax.tags[head] == "VBD"

    def form(self, i: int) -> Form:
        """What kind of complement a verb heads."""
        syntax = self.syntax
        for j in syntax.children[i]:
            if j < i and (syntax.lowers[j] in ("whether", "if") and syntax.deps[j] in ("mark", "advmod")):
                return "question"
        auxiliaries = self.auxiliaries(i)
        if any(syntax.tags[j] == "TO" for j in auxiliaries):
            return "infinitive"
        if any(syntax.tags[j] in _FINITE for j in auxiliaries):
            return self._finite_form(i)
        if syntax.tags[i] == "VBG":
            return "gerund"
        if syntax.tags[i] == "VB":
            return "infinitive" if any(syntax.lowers[j] == "that" for j in syntax.childs(i, "mark")) else "bare"
        return self._finite_form(i)

    def _finite_form(self, i: int) -> Form:
        syntax = self.syntax
        wh = any(j < i and syntax.tags[j] in _WH for j in syntax.children[i])
        return "question" if wh else "clause"

    # --- verbs

    def _of_verb(self, i: int) -> Verdict:
        auxiliaries = self.auxiliaries(i)
        negations = self.negations(i)
        negated = len(negations) % 2 == 1 and not self._only_until(i)
        syntax = self.syntax
        whoever = [
            j for j in syntax.childs(i, "nsubj") if syntax.tags[j] == "WP" and syntax.lowers[j] in self.attitudes.any
        ]
        if whoever and not self.is_past(i):
            return Verdict("possible", self._spans(*whoever), "any")
        if not negated and self._is_question(i, auxiliaries):
            return Verdict("possible", self._spans(*auxiliaries[:1]), "question")
        for j in auxiliaries:
            modal = self.attitudes.modals.get(syntax.lowers[j]) if syntax.tags[j] == "MD" else None
            if modal is not None:
                perfect = any(syntax.lemmas[k] == "have" and syntax.tags[k] == "VB" for k in auxiliaries)
                if negated:
                    status = modal.negated_perfect if perfect else modal.negated
                else:
                    status = modal.perfect if perfect else modal.plain
                if not negated and modal.plain == "possible" and self._is_perceived(i, j):
                    return PLAIN
                return Verdict(status, self._spans(j, *negations), f"modal '{syntax.words[j]}'")
        if negated:
            if self._is_imperative(i, auxiliaries):
                return Verdict("possible", self._spans(*negations), "imperative")
            return Verdict("negated", self._spans(*negations), "negation")
        if self._is_be_to(auxiliaries):
            return Verdict("planned", self._spans(*auxiliaries), "is to")
        if self._is_imperative(i, auxiliaries):
            return Verdict("possible", self._spans(i), "imperative")
        if self._is_subjunctive(i, auxiliaries):
            return Verdict("possible", self._spans(i), "subjunctive")
        return self._short_of(i) or self._by_conjunction(i) or self._by_adverb(i) or self._by_aspect(i, auxiliaries)

    def _short_of(self, i: int) -> Verdict | None:
        """What all but happened ("nearly fell", "was almost hit"), and so did not."""
        syntax, words = self.syntax, self.attitudes.negation
        if syntax.lemmas[i] in words.degrees or syntax.tags[i] not in _PAST_FORMS:
            return None
        found = [j for j in syntax.childs(i, "advmod") if j == i - 1 and syntax.lowers[j] in words.short_of]
        return Verdict("negated", self._spans(*found), "all but") if found else None

    def _is_perceived(self, i: int, modal: int) -> bool:
        """Whether "can" or "could" tells what was seen or heard ("shots could be heard"), which then was there."""
        syntax = self.syntax
        return (
            syntax.lowers[modal] in ("can", "could")
            and syntax.lemmas[i] in self.attitudes.perceived
            and syntax.child(i, "auxpass") is not None
        )

    def negations(self, i: int) -> list[int]:
        """The words that negate a verb: "not", "never", "no longer", or "no", "nobody" in its subject or object.

        A verb shares those of the verb it is coordinated with ("did not attack or seize", "neither … nor …").
        """
        syntax = self.syntax
        for _ in range(_CHAIN):
            found = self._own_negations(i)
            if found or syntax.deps[i] != "conj":
                return found
            head = syntax.heads[i]
            joint = [j for j in syntax.children[head] if syntax.deps[j] in ("cc", "preconj") and head < j < i]
            found = [j for j in joint if syntax.lowers[j] == "nor"]
            alike = syntax.tags[head] == syntax.tags[i] or {syntax.tags[head], syntax.tags[i]} == _PAST_FORMS
            apart = not alike or syntax.child(i, "aux", *_SUBJECTS) is not None
            if found or apart or any(syntax.lowers[j] == "but" for j in joint):
                return found
            i = head
        return []

    def _own_negations(self, i: int) -> list[int]:
        syntax, words = self.syntax, self.attitudes.negation
        found = []
        for j in syntax.children[i]:
            lower, dep = syntax.lowers[j], syntax.deps[j]
            if (dep in ("neg", "advmod", "preconj") or (dep in ("cc", "det") and j < i)) and lower in words.adverbs:
                if j + 1 < len(syntax) and (syntax.lowers[j + 1] in words.not_with or self._is_amount(j)):
                    continue
                found.append(j)
            elif dep == "advmod" and lower in ("longer", "more") and syntax.lowers[j - 1] == "no":
                found.append(j)
            elif dep in _NEGATABLE and not (dep == "dobj" and syntax.lemmas[i] in words.bearing):
                negation = self.determiner(j)
                if negation is not None:
                    found.append(negation)
        return found or self._auxiliary_negations(i) or self._round_negations(i)

    def _round_negations(self, i: int) -> list[int]:
        """The "no", "never" of an adverb of several words: "under no circumstances", "at no time", "never before"."""
        syntax, words = self.syntax, self.attitudes.negation
        found = []
        for j in syntax.childs(i, "prep", "advmod"):
            if syntax.deps[j] == "advmod":
                found += [k for k in syntax.childs(j, "neg") if syntax.lowers[j] in words.rounds]
                continue
            for noun in syntax.childs(j, "pobj"):
                if syntax.lemmas[noun] in words.rounds:
                    found += [k for k in syntax.childs(noun, "det") if syntax.lowers[k] == "no"]
        return found

    def _auxiliary_negations(self, i: int) -> list[int]:
        """Negations that the parser hung on an auxiliary."""
        syntax, words = self.syntax, self.attitudes.negation
        auxiliaries = syntax.childs(i, "aux", "auxpass")
        return [k for j in auxiliaries for k in syntax.children[j] if syntax.lowers[k] in words.adverbs]

    def determiner(self, i: int) -> int | None:
        """The word that negates a noun phrase: "no", "neither", "few", or the pronoun itself ("nobody")."""
        syntax, words = self.syntax, self.attitudes.negation
        if syntax.lowers[i] in words.subjects:
            return None if syntax.lowers[i] == "few" and self._is_a_few(i) else i
        for j in syntax.children[i]:
            if j < i and syntax.deps[j] in _DETERMINERS and self._is_none(j):
                return j
            if syntax.lowers[j] == "little" and syntax.deps[j] == "amod" and syntax.lemmas[i] in words.scant:
                return j
            if syntax.lowers[j] in words.determiners and syntax.deps[j] in _DETERMINERS:
                if syntax.lowers[j] == "few" and self._is_a_few(j):
                    continue
                if (
                    syntax.lowers[j] == "no"
                    and j + 1 < len(syntax)
                    and (
                        syntax.lowers[j + 1] in ("more", "fewer", "less")
                        or (syntax.lowers[j + 1] == "doubt" and syntax.deps[i] not in _NEGATABLE)
                    )
                ):
                    continue
                return j
        return None

    def _is_none(self, j: int) -> bool:
        """ "Not a single soldier", "not one", "hardly anyone": none at all, or next to none."""
        syntax = self.syntax
        following = syntax.lowers[j + 1] if j + 1 < len(syntax) else ""
        if syntax.lowers[j] == "not":
            return following == "one" or (following == "a" and syntax.lowers[j + 2 : j + 3] == ["single"])
        return syntax.lowers[j] in ("hardly", "scarcely", "barely") and following in (
            "any",
            "anyone",
            "anybody",
            "anything",
        )

    def _is_amount(self, j: int) -> bool:
        """ "Barely a month", "hardly 500": an amount, no negation."""
        return self.syntax.lowers[j] in ("barely", "hardly", "scarcely") and self.syntax.tags[j + 1] in (
            "DT",
            "CD",
            "IN",
        )

    def _is_a_few(self, i: int) -> bool:
        return i > 0 and self.syntax.lowers[i - 1] not in (
            "",
            ".",
            ",",
            "that",
            "very",
            "but",
            "and",
            "so",
            "too",
            "relatively",
            "'",
            '"',
        )

    def _only_until(self, i: int) -> bool:
        """Whether a negated past only puts an event off to a time that came ("did not leave until Friday")."""
        syntax = self.syntax
        if not self.is_past(i) or any(syntax.tags[j] == "MD" for j in self.auxiliaries(i)):
            return False
        opened = [j for j in syntax.childs(i, "prep", "mark") if syntax.lowers[j] in self.attitudes.settled_by_past]
        for clause in syntax.childs(i, "advcl"):
            if self.is_past(clause):
                opened += [
                    j for j in syntax.childs(clause, "mark") if syntax.lowers[j] in self.attitudes.settled_by_past
                ]
        return any(j > i for j in opened) and not any(syntax.lemmas[j] == "have" for j in self.auxiliaries(i))

    def _is_be_to(self, auxiliaries: list[int]) -> bool:
        syntax = self.syntax
        to = [j for j in auxiliaries if syntax.tags[j] == "TO"]
        return bool(to) and any(
            syntax.lemmas[j] == "be" and syntax.tags[j] in _FINITE and j < to[0] for j in auxiliaries
        )

    def _is_question(self, i: int, auxiliaries: list[int]) -> bool:
        """A yes-no question or an inverted condition ("had they attacked"): auxiliary before subject."""
        syntax = self.syntax
        opening, end = syntax.sentences[syntax.sentence_of[i]]
        asked = "?" in syntax.words[max(i, end - 3) : end]
        if asked and syntax.heads[i] == opening != i and syntax.tags[i] == "VB" and syntax.lemmas[opening] == "do":
            return True  # "Did the minister resign?", parsed as if "did" were the predicate
        subject = syntax.child(i, "nsubj", "nsubjpass")
        if subject is None or syntax.deps[i] not in ("ROOT", "ccomp", "advcl", "conj"):
            return False
        first = auxiliaries[0] if auxiliaries else (i if syntax.lemmas[i] == "be" else None)
        if first is None or first > subject:
            return False
        if any(j < first and syntax.deps[j] not in ("punct", "cc", "mark", "aux") for j in syntax.children[i]):
            return False
        if syntax.lowers[first] in ("had", "were", "should") and syntax.deps[i] == "advcl":
            return True
        return asked

    def _is_imperative(self, i: int, auxiliaries: list[int]) -> bool:
        syntax = self.syntax
        above = syntax.heads[i]  # "Stop the war, he told Moscow"
        quoted = syntax.deps[i] in ("ccomp", "advcl") and above > i and syntax.lemmas[above] in self.attitudes.telling
        alone = syntax.deps[i] == "ROOT" or quoted
        if syntax.tags[i] != "VB" or not alone or syntax.child(i, *_SUBJECTS, "mark") is not None:
            return False
        return all(syntax.lowers[j] == "do" for j in auxiliaries) and all(
            syntax.deps[j] in ("punct", "neg", "aux", "intj", "advmod", "cc") for j in syntax.children[i] if j < i
        )

    def _is_subjunctive(self, i: int, auxiliaries: list[int]) -> bool:
        """Whether a clause opened by "that" tells what is asked for: "that he stay", "that the crisis be solved"."""
        syntax = self.syntax
        if not any(syntax.lowers[j] == "that" for j in syntax.childs(i, "mark")):
            return False
        subject = syntax.child(i, "nsubj", "nsubjpass")
        if auxiliaries:
            return [syntax.lowers[j] for j in auxiliaries] == ["be"]
        single = subject is not None and (syntax.tags[subject] in ("NN", "NNP") or syntax.lowers[subject] in _SINGLE)
        base = syntax.tags[i] in ("VB", "VBP") and syntax.lowers[i] == syntax.lemmas[i]
        return base and single and not syntax.childs(subject or 0, "conj")

    def _by_conjunction(self, i: int) -> Verdict | None:
        """A conjunction of two words before the subject, which the parser takes for a phrase of its own ("in case")."""
        syntax = self.syntax
        subject = syntax.child(i, "nsubj", "nsubjpass")
        if subject is None:
            return None
        first = min(subject, *syntax.children[subject]) if syntax.children[subject] else subject
        if (
            first > 1
            and self.attitudes.conjunctions.get(f"{syntax.lowers[first - 2]} {syntax.lowers[first - 1]}") == "possible"
        ):
            return Verdict("possible", self._spans(first - 2, first - 1), "condition")
        return None

    def _by_adverb(self, i: int) -> Verdict | None:
        syntax, adverbs = self.syntax, self.attitudes.adverbs
        present = syntax.tags[i] in ("VBZ", "VBP") or (syntax.tags[i] == "VBG" and not self.is_past(i))
        for j in syntax.children[i]:
            if syntax.deps[j] in ("advmod", "npadvmod", "mark", "prep", "acomp"):
                status = adverbs.get(syntax.lowers[j])
                if status is None and syntax.deps[j] == "prep" and j + 1 < len(syntax):
                    status = adverbs.get(f"{syntax.lowers[j]} {syntax.lowers[j + 1]}")
                if (
                    status == "possible"
                    and syntax.lemmas[i] == "be"
                    and syntax.tags[min(j + 1, len(syntax) - 1)] in ("DT", "JJS", "RBS")
                ):
                    status = None  # "perhaps the largest" leaves the event alone
                if status == "planned" and not present:
                    status = None
                if status is None and present and syntax.deps[j] == "npadvmod" and self._lies_ahead(j):
                    status = "planned"
                if status is not None:
                    return Verdict(status, self._spans(j), f"adverb '{syntax.words[j]}'")
        return None

    def _lies_ahead(self, j: int) -> bool:
        return any(self.syntax.lowers[k] == "next" for k in self.syntax.children[j])

    def _by_aspect(self, i: int, auxiliaries: list[int]) -> Verdict:
        syntax = self.syntax
        lowers = [syntax.lowers[j] for j in auxiliaries]
        progressive = syntax.tags[i] == "VBG" or "being" in lowers
        if progressive and (
            any(word in _PRESENT_BE for word in lowers) or ("been" in lowers and any(w in _PERFECT for w in lowers))
        ):
            return Verdict("ongoing", self._spans(*auxiliaries), "progressive")
        if syntax.tags[i] in ("VBZ", "VBP") and syntax.lemmas[i] in self.attitudes.lasting:
            return Verdict("ongoing", self._spans(i), "lasting")
        return PLAIN

    # --- nouns and adjectives

    def _of_noun(self, i: int) -> Verdict:
        syntax, attributes = self.syntax, self.attitudes.attributes
        negation = self.determiner(i)
        if negation is not None and negation != i:
            return Verdict("negated", self._spans(negation), "negation")
        for j in syntax.children[i]:
            dep = syntax.deps[j]
            if dep in ("neg",) or (dep == "advmod" and syntax.lowers[j] in ("not", "never")):
                if j + 1 < len(syntax) and syntax.lowers[j + 1] not in self.attitudes.negation.not_with:
                    return Verdict("negated", self._spans(j), "negation")
            elif dep in ("amod", "compound", "nmod", "advmod"):
                status = attributes.get(syntax.lowers[j])
                if status is not None:
                    return Verdict(status, self._spans(j), f"attribute '{syntax.words[j]}'")
            elif dep in ("poss", "npadvmod") and syntax.lowers[j] in self.attitudes.ahead:
                return Verdict("planned", self._spans(j), "time ahead")
        return PLAIN

    def _spans(self, *tokens: int) -> tuple[Span, ...]:
        return tuple(self.syntax.span(j, j + 1) for j in tokens)
