"""Who fills a predicate's roles: logical subject and object across voices and clauses, and the actors behind a noun phrase."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from quidnunc.reading.draft import Draft, Found
from quidnunc.reading.lexicons import complex_prepositions, deputies, messages, object_control
from quidnunc.records import Span

_RELATIVE = frozenset({"who", "whom", "which", "that", "whose"})
_SUBJECTS = ("nsubj", "csubj")
_PASSIVES = ("nsubjpass", "csubjpass")


@dataclass(frozen=True, slots=True)
class Filler:
    """An actor that fills a role, the characters that name it, and whether it was reached only through what it owns."""

    actor: str
    span: Span
    reduced: bool = False


class Arguments:
    """Reads the roles of predicates in one draft, its mentions resolved.

    Args:
        draft: the draft.
        portions: words that only portion out what follows ("hundreds of").
        events: event nouns, through which their doer acts ("Russia's invasion cost …").
    """

    def __init__(self, draft: Draft, portions: frozenset[str], events: frozenset[str] = frozenset()) -> None:
        self.draft = draft
        self.syntax = draft.syntax
        self.portions = portions
        self._subjects: dict[int, list[int]] = {}
        self._controlled = object_control()
        self._messages = messages()
        self._complex = complex_prepositions()
        self._deputies = deputies() | events

    # --- clause structure

    def is_passive(self, verb: int) -> bool:
        """Whether a verb form is passive, reduced passives ("the troops deployed there") included."""
        syntax = self.syntax
        if any(syntax.deps[j] in ("auxpass", "nsubjpass", "csubjpass", "agent") for j in syntax.children[verb]):
            return True
        if syntax.tags[verb] != "VBN":
            return False
        if any(syntax.deps[j] == "aux" for j in syntax.children[verb]):
            return False
        if syntax.deps[verb] in ("acomp", "attr"):
            return syntax.lemmas[syntax.heads[verb]] in ("be", "get", "become")
        if syntax.deps[verb] in ("acl", "amod"):
            return syntax.child(verb, "dobj") is None
        if syntax.deps[verb] == "conj" and syntax.child(verb, "nsubj") is None:
            head = syntax.heads[verb]
            return syntax.tags[head] == "VBN" and self.is_passive(head)
        return syntax.child(verb, "dobj") is None and syntax.child(verb, "ccomp", "xcomp") is None

    def subject(self, verb: int, depth: int = 0) -> list[int]:
        """The heads of the logical subject."""
        if verb in self._subjects:
            return self._subjects[verb]
        if depth > 6:
            return []
        self._subjects[verb] = []
        out = self._passive_agent(verb) if self.is_passive(verb) else self._surface_subject(verb, depth)
        self._subjects[verb] = out
        return out

    def object(self, verb: int) -> list[int]:
        """The heads of the logical object."""
        syntax = self.syntax
        if self.is_passive(verb) and syntax.child(verb, "dobj") is None:
            return self._surface_subject(verb, 0)
        found = syntax.childs(verb, "dobj")[:1]  # a second one is an apposition that the parser missed
        if not found:
            found = [k for j in syntax.childs(verb, "ccomp") if self.small_clause(j) for k in syntax.childs(j, "nsubj")]
        if not found and syntax.deps[verb] == "relcl":
            head = syntax.heads[verb]
            subject = syntax.child(verb, "nsubj")
            if subject is not None and syntax.lowers[subject] not in _RELATIVE:
                return [head]
        return self._through_relatives(found)

    def dative(self, verb: int) -> list[int]:
        """The heads of those to whom something is given: an indirect object, or the subject of "was given money"."""
        if self.is_passive(verb) and self.syntax.child(verb, "dobj") is not None:
            return self._surface_subject(verb, 0)
        return self.syntax.childs(verb, "dative")

    def small_clause(self, i: int) -> bool:
        """Whether a complement is a predicate without a verb ("found him guilty"), whose subject is the verb's object."""
        return self.syntax.pos[i] in ("ADJ", "NOUN", "PROPN") and self.syntax.child(i, "aux", "cop", "mark") is None

    def _passive_agent(self, verb: int) -> list[int]:
        syntax = self.syntax
        for j in syntax.children[verb]:
            if syntax.deps[j] in ("agent", "prep") and syntax.lowers[j] == "by":
                target = syntax.child(j, "pobj")
                if target is not None:
                    return [target]
        misplaced = self._misplaced_agent(verb)
        if misplaced:
            return misplaced
        if syntax.deps[verb] == "conj":
            head = syntax.heads[verb]
            return self._passive_agent(head) if self.syntax.tags[head] == "VBN" and self.is_passive(head) else []
        later = [
            k
            for k in syntax.childs(verb, "conj")
            if syntax.tags[k] == "VBN" and syntax.child(k, "nsubj", "nsubjpass") is None
        ]
        for k in later:
            for j in syntax.children[k]:
                if syntax.deps[j] == "agent":
                    target = syntax.child(j, "pobj")
                    if target is not None:
                        return [target]
        return []

    def _misplaced_agent(self, verb: int) -> list[int]:
        """The by-phrase that the parser hung on a word between ("accused of lying by Oman", "urged to act by Japan")."""
        syntax = self.syntax
        between = [k for j in syntax.childs(verb, "prep") for k in syntax.childs(j, "pobj", "pcomp")]
        between += [
            j for j in syntax.childs(verb, "xcomp", "dobj") if not (syntax.pos[j] == "VERB" and self.is_passive(j))
        ]
        for k in between:
            for m in syntax.childs(k, "prep", "agent"):
                if syntax.lowers[m] == "by":
                    return syntax.childs(m, "pobj")
        return []

    def _surface_subject(self, verb: int, depth: int) -> list[int]:
        """The grammatical subject, found where grammar leaves it unsaid."""
        syntax = self.syntax
        here = [j for j in syntax.children[verb] if syntax.deps[j] in _SUBJECTS or syntax.deps[j] in _PASSIVES]
        if here:
            return self._through_relatives(here)
        dep, head = syntax.deps[verb], syntax.heads[verb]
        if head == verb or depth > 6:
            return []
        if dep in ("conj", "advcl", "dep", "parataxis", "acomp", "attr"):
            if syntax.pos[head] in ("VERB", "AUX"):
                return self._surface_subject(head, depth + 1)
            return []
        if dep in ("xcomp", "ccomp"):
            return self._controller(head, depth)
        if dep == "pcomp":
            governor = syntax.heads[head]
            if syntax.pos[governor] in ("VERB", "AUX"):
                return self._controller(governor, depth)
            return self._owner_of(governor)
        if dep in ("acl", "relcl"):
            if syntax.tags[verb] == "VB" and not self.is_passive(verb):
                return self._owner_of(head)
            if dep == "acl" and syntax.tags[verb] == "VBG" and not self._can_act(head):
                return (self._author_of(head, depth) if self._is_message(head) else []) or [head]
            return [head]
        if dep == "amod":
            return [head]
        return []

    def located(self, i: int) -> list[int]:
        """The heads of the phrases that say where a thing stands ("a block in Dnipro")."""
        return [
            j
            for p in ("in", "at", "near", "outside", "of")
            for k in self.syntax.conjuncts(i)
            for j in self.prepositional(k, p)
        ]

    def _can_act(self, noun: int) -> bool:
        """Whether a noun names somebody who may do what a participle after it says (a website or a message does not)."""
        found = self.draft.by_head.get(noun) or self.draft.covering.get(noun)
        if found is None or not found.actors:
            return False
        actor = self.draft.actors.get(found.actors[0])
        return actor is None or actor.sector not in ("BUS", "MED")

    def _is_message(self, noun: int) -> bool:
        """Whether a noun is what somebody says or writes, or where he does so."""
        return self.syntax.lemmas[noun] in self._messages or bool(self.draft.by_head.get(noun))

    def _author_of(self, noun: int, depth: int) -> list[int]:
        """Who does what a participle after "a message", "a letter", "on Twitter" says: the governing verb's subject."""
        syntax = self.syntax
        i = noun
        for _ in range(4):
            head = syntax.heads[i]
            if head == i:
                break
            if syntax.pos[head] in ("VERB", "AUX"):
                return self._surface_subject(head, depth + 1) if syntax.deps[i] in ("dobj", "prep") else []
            i = head
        return self._owner_of(noun)

    def _controller(self, governor: int, depth: int) -> list[int]:
        """Who is to do what a governing verb's complement says: its object ("urged Iran to …") or its subject."""
        syntax = self.syntax
        if syntax.pos[governor] == "ADJ" or syntax.pos[governor] == "NOUN":
            above = syntax.heads[governor]
            if syntax.pos[above] in ("VERB", "AUX") and above != governor:
                return self._surface_subject(above, depth + 1)
            return self._owner_of(governor)
        if syntax.lemmas[governor] in self._controlled:
            if self.is_passive(governor):
                return self._surface_subject(governor, depth + 1)
            target = syntax.child(governor, "dobj", "dative")
            if target is not None:
                return [target]
            for j in syntax.childs(governor, "prep"):
                if syntax.lowers[j] in ("on", "upon"):
                    found = syntax.child(j, "pobj")
                    if found is not None:
                        return [found]
        return self._surface_subject(governor, depth + 1)

    def _owner_of(self, noun: int) -> list[int]:
        """The possessor of an action noun ("Russia's attempt to …")."""
        syntax = self.syntax
        owner = syntax.child(noun, "poss")
        if owner is not None:
            return [owner]
        by = [j for j in syntax.childs(noun, "prep") if syntax.lowers[j] in ("by", "of")]
        for j in by:
            target = syntax.child(j, "pobj")
            if target is not None:
                return [target]
        head = syntax.heads[noun]
        if syntax.deps[noun] in ("dobj", "attr") and syntax.pos[head] in ("VERB", "AUX"):
            return self._surface_subject(head, 1)
        return []

    def _through_relatives(self, tokens: list[int]) -> list[int]:
        """Relative pronouns give way to their antecedents."""
        syntax = self.syntax
        out = []
        for i in tokens:
            if syntax.lowers[i] in _RELATIVE and syntax.tags[i] in ("WDT", "WP", "WP$", "IN"):
                for j in syntax.ancestors(i):
                    if syntax.deps[j] in ("relcl", "acl"):
                        out.append(self._antecedent(syntax.lowers[i], syntax.heads[j]))
                        break
            else:
                out.append(i)
        return out

    def _antecedent(self, relative: str, head: int) -> int:
        """The noun that a relative pronoun goes back to; "who" passes over a body to the person it belongs to."""
        if relative != "who" or not self._is_body(head):
            return head
        for j in self.syntax.ancestors(head):
            found = self.draft.by_head.get(j)
            if found is not None and found.actors and not self._is_body(j):
                return j
        return head

    def _is_body(self, i: int) -> bool:
        found = self.draft.by_head.get(i)
        actor = self.draft.actors.get(found.actors[0]) if found is not None and found.actors else None
        return actor is not None and actor.kind in ("organisation", "state", "government")

    def prepositional(self, i: int, preposition: str) -> list[int]:
        """Heads of the phrases that a preposition attaches to a token."""
        syntax = self.syntax
        out = []
        for j in syntax.children[i]:
            if syntax.deps[j] in ("prep", "agent", "dative", "prt", "advmod") and syntax.lowers[j] == preposition:
                out.extend(syntax.childs(j, "pobj"))
                out.extend(syntax.childs(j, "pcomp"))
                for k in syntax.childs(j, "prep"):
                    out.extend(syntax.childs(k, "pobj"))
        return out

    def parties(self, i: int, preposition: str) -> list[int]:
        """The heads of such phrases that may name a party: not those of a longer preposition ("in support of Iraq")."""
        nouns = self._complex.get(preposition, frozenset())
        return [
            j
            for j in self.prepositional(i, preposition)
            if self.syntax.lemmas[j] not in nouns or self.syntax.child(j, "prep") is None
        ]

    # --- actors behind noun phrases

    def actors(self, i: int, *, reduce: bool = False, beyond: bool = False) -> list[Filler]:
        """The actors that a noun phrase stands for, coordinated ones included.

        Args:
            i: its head.
            reduce: whether a phrase that names no actor gives way to the actor it belongs to ("Moscow's actions").
            beyond: whether it may also give way to the one it is directed at ("restrictions on flights to Cuba").
        """
        out: list[Filler] = []
        for j in self.syntax.conjuncts(i):
            fillers = self._of_noun(j, reduce, 0) or (self._directed_at(j) if beyond else [])
            for filler in (*fillers, *self._included(j)):
                if all(filler.actor != f.actor for f in out):
                    out.append(filler)
        return out

    def _included(self, i: int) -> list[Filler]:
        """Those whom the text names of several ("critics, including Greenpeace", "states which include Iran")."""
        syntax = self.syntax
        if syntax.tags[i] not in ("NNS", "NNPS"):
            return []
        heads = self.prepositional(i, "including")
        heads += [
            k for j in syntax.childs(i, "relcl") if syntax.lemmas[j] == "include" for k in syntax.childs(j, "dobj")
        ]
        return [f for j in heads for k in syntax.conjuncts(j) for f in self._of_noun(k, False, 2)]

    def acting(self, i: int) -> list[Filler]:
        """The actors that a subject stands for; one that names none gives way to its owner only if owners act through it."""
        out: list[Filler] = []
        for j in self.syntax.conjuncts(i):
            deputy = self.syntax.lemmas[j] in self._deputies
            fillers = (*self._of_noun(j, deputy, 0), *self._included(j))
            out.extend(f for f in fillers if all(f.actor != g.actor for g in out))
        return out

    def _directed_at(self, i: int) -> list[Filler]:
        """The actors of the phrase that says whom a noun is directed at."""
        for preposition in ("against", "on", "to", "with"):
            for j in self.prepositional(i, preposition):
                fillers = self._of_noun(j, False, 1)
                if fillers:
                    return [Filler(f.actor, f.span, True) for f in fillers]
        return []

    def _of_noun(self, i: int, reduce: bool, depth: int) -> list[Filler]:
        syntax, draft = self.syntax, self.draft
        if syntax.tags[i] == "VBG" and syntax.deps[i] == "pcomp" and depth < 2:
            return [f for j in syntax.childs(i, "dobj") for f in self._of_noun(j, reduce, depth + 1)]
        if syntax.lowers[i] in _RELATIVE:
            resolved = self._through_relatives([i])
            if not resolved or resolved == [i] or depth > 4:
                return []
            return self._of_noun(resolved[0], reduce, depth + 1)
        found = draft.by_head.get(i)
        if found is None:
            covering = draft.covering.get(i)
            found = covering if covering is not None and not covering.demonym else None
        if found is not None and not (found.demonym and syntax.deps[i] in ("amod", "compound", "nmod")):
            return self._of_mention(found)
        if syntax.lemmas[i] in self.portions or syntax.tags[i] == "CD":
            for j in syntax.childs(i, "prep"):
                if syntax.lowers[j] in ("of", "from", "among"):
                    target = syntax.child(j, "pobj")
                    if target is not None and depth < 4:
                        inner: list[Filler] = []
                        for k in syntax.conjuncts(target):
                            inner.extend(self._of_noun(k, reduce, depth + 1))
                        if inner:
                            return inner
        return self._indirectly(i, reduce, depth) if depth < 3 else []

    def _indirectly(self, i: int, reduce: bool, depth: int) -> list[Filler]:
        """The actors of a noun that names none itself: those named right behind it ("its neighbour Ukraine"), or its owners."""
        for j in self.syntax.childs(i, "appos"):
            if j > i and self.syntax.pos[j] == "PROPN":
                named = self._of_noun(j, False, depth + 1)
                if named:
                    return named
        return [Filler(f.actor, f.span, True) for f in self._owner_fillers(i, depth)] if reduce else []

    def _of_mention(self, found: Found) -> list[Filler]:
        span = self.syntax.span(found.first, found.last)
        return [Filler(actor, span) for actor in found.actors]

    def _owner_fillers(self, i: int, depth: int) -> list[Filler]:
        """The actors that something belongs to: its possessor, nationality, author."""
        syntax = self.syntax
        for j in syntax.childs(i, "poss"):
            fillers = self._of_noun(j, False, depth + 1)
            if fillers:
                return fillers
        before = self.modifiers(i)
        if before:
            return before
        for target, through in self._owning_phrases(i):
            fillers = self._of_noun(target, through, depth + 1)
            if fillers:
                return fillers
        return []

    def _owning_phrases(self, i: int) -> Iterator[tuple[int, bool]]:
        """The heads of phrases that name an owner after a noun, each with whether it may give way to its own owner in turn."""
        syntax = self.syntax
        for j in syntax.childs(i, "prep", "agent"):
            if syntax.lowers[j] in ("by", "of", "from"):
                for target in syntax.childs(j, "pobj"):
                    yield target, syntax.lowers[j] == "of"
        for j in syntax.childs(i, "acl", "relcl"):
            if syntax.lemmas[j] == "belong":
                for target in self.prepositional(j, "to"):
                    yield target, False
            if syntax.tags[j] == "VBN" and syntax.deps[j] == "acl":
                for target in self._passive_agent(j):
                    yield target, False

    def modifiers(self, i: int, *, places: bool = True) -> list[Filler]:
        """The actors that stand before a noun as modifiers ("US-China talks", "the Kabul government's raid").

        Args:
            i: the noun.
            places: whether a place's name counts ("Kabul talks"); names that serve as adjectives ("US strikes") always do.
        """
        out: list[Filler] = []
        todo = [
            j for j in self.syntax.children[i] if j < i and self.syntax.deps[j] in ("amod", "compound", "nmod", "nsubj")
        ]
        while todo:
            j = todo.pop(0)
            found = self.draft.covering.get(j)
            if (
                found is not None
                and found.actors
                and (places or not found.geographic or found.demonym or self._adjectival(found))
                and not (out and found.role is not None and found.role.kind == "equipment")  # "Ukrainian drone attack"
            ):
                out.extend(f for f in self._of_mention(found) if all(f.actor != g.actor for g in out))
            todo.extend(
                k for k in self.syntax.childs(j, "amod", "compound", "nmod", "conj", "npadvmod", "dep") if k < i
            )
        return out

    def _adjectival(self, found: Found) -> bool:
        """Whether a state's name is an acronym, which news uses as its adjective ("US", "UK", "UAE")."""
        return self.syntax.slice(found.first, found.last).replace(".", "").isupper()
