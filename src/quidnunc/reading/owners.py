"""Whose a role noun is: the state or body that it belongs to, named beside it or to be guessed."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from quidnunc.gazetteer import Gazetteer
from quidnunc.gazetteer.roles import Role
from quidnunc.reading.actors import ActorBook
from quidnunc.reading.coreference import MODIFIER, PRONOUNS, Memory
from quidnunc.reading.draft import Draft, Found

_WITHIN = frozenset({"JJ", "NN", "NNP", "POS", "HYPH", "NNPS", "VBN", "JJS"})  # tags inside a noun phrase
_OF = frozenset({"of", "from", "in", "for", "to", "at", "within"})
_OFTEN, _MOSTLY = 3, 0.6  # how often, and in what share of all, a country is named where a report plays
_SIDES = frozenset({"pro", "anti"})  # "pro-Russian rebels" are nobody's of Russia


class Owner(NamedTuple):
    """Whose a role is: a state's id or a body's actor id, whether the text points to anybody at all, and the mention that says so."""

    state: str | None
    body: str | None
    pointed: bool
    found: Found | None = None


class Owners:
    """Finds the owners of role nouns in one article.

    Args:
        draft: the article's draft, its names found.
        book: its actors.
        gazetteer: which states there are.
        memory: what the article has spoken of.
    """

    def __init__(self, draft: Draft, book: ActorBook, gazetteer: Gazetteer, memory: Memory) -> None:
        self.draft = draft
        self.syntax = draft.syntax
        self.book = book
        self.gazetteer = gazetteer
        self.memory = memory
        countries = Counter(f.country for f in draft.found if f.country and f.country in gazetteer.states)
        self.focus: str | None = None
        most = 0
        if countries:
            self.focus, most = countries.most_common(1)[0]
        settled = most >= _OFTEN and most >= _MOSTLY * countries.total()
        self.home = self.focus if settled else None  # whose civilians are meant where no place is named

    def of(self, first: int, last: int, head: int, person: Found | None = None) -> Owner:
        """Whose the role is at tokens ``[first, last)``; of a titled ``person``, too, what stands before and after the name."""
        heads = [head] if person is None else [head, person.head]
        pointed = Owner(None, None, False)
        for i in (*self._before(first, head, heads), *self._after(last, heads)):
            if self.syntax.lowers[i] in PRONOUNS:
                antecedent = self.memory.antecedent(i)
                if antecedent is not None and antecedent.actors:
                    return self._as_owner(antecedent)
                continue
            found = self.draft.covering.get(i) or self._just_seen(i)
            if found is None or not (found.country or found.actors) or self._sided(found):
                continue
            owner = self._as_owner(found)
            if owner.state or owner.body:
                return owner
            pointed = pointed if pointed.pointed else owner
        return pointed

    def _sided(self, found: Found) -> bool:
        """Whether a name only says on whose side somebody is ("US-backed", "pro-Russian", "anti-Western")."""
        syntax = self.syntax
        last, first = found.last, found.first
        if last + 1 < len(syntax) and syntax.words[last] == "-" and syntax.tags[last + 1] in ("VBN", "VBD", "JJ"):
            return last + 1 not in self.draft.covering
        return first > 1 and syntax.words[first - 1] == "-" and syntax.lowers[first - 2] in _SIDES

    def all_states(self, first: int, last: int, head: int) -> list[str]:
        """Every state that a plural role belongs to ("the Russian and Turkish presidents")."""
        out: list[str] = []
        for i in (*self._before(first, head, [head]), *self._after(last, [head])):
            for k in self.syntax.conjuncts(i):
                found = self.draft.covering.get(k) or self._just_seen(k)
                if found is not None and found.country in self.gazetteer.states and found.country not in out:
                    out.append(found.country)
        return out

    def _before(self, first: int, head: int, heads: list[int]) -> list[int]:
        """Tokens before the role noun that may name its owner: what stands right before it, and its modifiers."""
        syntax = self.syntax
        out: list[int] = []
        at = first - 1
        while at >= 0 and syntax.sentence_of[at] == syntax.sentence_of[head]:
            found = self.draft.covering.get(at)
            if found is not None:
                out.append(at)
                at = found.first - 1
                if syntax.lowers[at] == "the" or syntax.deps[found.head] not in MODIFIER:
                    break
            elif syntax.tags[at] in ("VBN", "VBD", "VBG") and syntax.words[at - 1] == "-":
                break  # "US-backed rebels" are nobody's of the US
            elif syntax.tags[at] in _WITHIN:
                at -= 1
            else:
                break
        out.extend(j for i in heads for j in syntax.childs(i, *MODIFIER) if j < first and j not in out)
        return out

    def _after(self, last: int, heads: list[int]) -> list[int]:
        """Tokens after it that may: the heads of its of-phrases and the like, and what modifies those."""
        syntax = self.syntax
        out: list[int] = []
        for i in heads:
            for j in syntax.childs(i, "prep"):
                sent = syntax.lowers[j] in ("to", "for") and syntax.lemmas[i] in self.memory.words.envoys
                if j >= last and syntax.lowers[j] in _OF and not sent:
                    for target in syntax.childs(j, "pobj"):
                        out.extend((target, *syntax.childs(target, *MODIFIER)))
                        out.extend(
                            place
                            for k in syntax.childs(target, "prep")
                            if syntax.lowers[k] in ("of", "in")
                            for place in syntax.childs(k, "pobj")
                        )
        return out

    def _just_seen(self, i: int) -> Found | None:
        return next((s.found for s in reversed(self.memory.seen[-12:]) if s.found.first <= i < s.found.last), None)

    def _as_owner(self, found: Found) -> Owner:
        if found.actors and not found.demonym:
            actor = self.book[found.actors[0]]
            if actor.kind in ("organisation", "armed_group") and actor.sector not in ("GOV",):
                return Owner(None, actor.id, True, found)
            if actor.kind == "person":
                return Owner(self.book.state_of(actor.id), None, True, found)
        return Owner(found.country if found.country in self.gazetteer.states else None, None, True, found)

    def _of_state(self, found: Found) -> bool:
        """Whether a mention's country tells whose an unowned role is: a place, or somebody in that state's service."""
        if found.geographic:
            return True
        sector = self.book[found.actors[0]].sector if found.actors else None
        return sector not in ("MED", "BUS", "NGO", "IGO", "EDU", "REL")

    def unnamed(self, head: int, role: Role) -> str | None:
        """The state that an unowned role most likely belongs to: one named in the sentence, else the article's."""
        if role.sector in ("IGO", "NGO", "MED", "BUS") and role.kind != "person":
            return None
        sentence = self.syntax.sentence_of[head]
        told = self._told_by(head)
        near = [
            f
            for f in self.draft.found
            if f.country
            and self.syntax.sentence_of[f.first] == sentence
            and f.form == "name"
            and f.head not in told
            and self._of_state(f)
            and not self._sided(f)
        ]
        before = [f for f in near if f.first < head]
        inner = [f for f in near if f.first > head]
        if role.kind in ("person", "group") and role.sector in ("CVL", "REB", "REF"):
            placed = [f for f in before + inner if f.geographic and not f.demonym]
            if placed:
                return min(placed, key=lambda f: abs(f.head - head)).country
            return self.focus if role.sector == "REB" else self.home if role.sector == "CVL" and not near else None
        subjects = [
            f
            for f in near
            if self.syntax.deps[f.head] in ("nsubj", "nsubjpass")
            and f.country in self.gazetteer.states
            and not (role.kind == "body" and self._acted_on(head, f.head))
        ]
        if subjects:
            return min(subjects, key=lambda f: abs(f.head - head)).country
        if self.focus and any(f.country == self.focus for f in near):
            return self.focus
        before = [f for f in before if not (role.kind == "body" and self._acted_on(head, f.head))]
        return before[-1].country if before else self.home if told else self.focus

    def _told_by(self, head: int) -> frozenset[int]:
        """The tokens of what a speaker reports: whom an official talks of is not whose official it is ("officials said Iran …")."""
        syntax = self.syntax
        verb = syntax.heads[head]
        if syntax.deps[head] != "nsubj" or head > verb:
            return frozenset()
        return frozenset(i for clause in syntax.childs(verb, "ccomp") for i in syntax.subtree(clause) if i > verb)

    def _acted_on(self, head: int, subject: int) -> bool:
        """Whether a noun is what a subject acts on: "Riyadh backs the recognised government" is about another's government."""
        syntax = self.syntax
        return syntax.deps[head] == "dobj" and syntax.heads[head] == syntax.heads[subject]
