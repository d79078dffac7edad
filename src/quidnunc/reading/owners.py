"""Whose a role noun is: the state or body that it belongs to, named beside it or to be guessed."""

from __future__ import annotations

from collections import Counter

from quidnunc.gazetteer import Gazetteer
from quidnunc.gazetteer.roles import Role
from quidnunc.reading.actors import ActorBook
from quidnunc.reading.coreference import MODIFIER, PRONOUNS, Memory
from quidnunc.reading.draft import Draft, Found

_WITHIN = frozenset({"JJ", "NN", "NNP", "POS", "HYPH", "NNPS", "VBN", "JJS"})  # tags inside a noun phrase
_OF = frozenset({"of", "from", "in", "for", "to", "at", "within"})


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
        self.focus = countries.most_common(1)[0][0] if countries else None

    def of(self, first: int, last: int, head: int, person: Found | None = None) -> tuple[str | None, str | None, bool]:
        """Whose the role is: a state's id, or an actor's id of a body, and whether the text points to one at all."""
        heads = [head] if person is None else [head, person.head]
        for i in (*self._before(first, head, heads), *self._after(last, heads)):
            if self.syntax.lowers[i] in PRONOUNS:
                antecedent = self.memory.antecedent(i)
                if antecedent is not None and antecedent.actors:
                    return self._as_owner(antecedent)
                continue
            found = self.draft.covering.get(i) or self._just_seen(i)
            if found is not None and (found.country or found.actors):
                return self._as_owner(found)
        return None, None, False

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
                if j >= last and syntax.lowers[j] in _OF:
                    for target in syntax.childs(j, "pobj"):
                        out.extend((target, *syntax.childs(target, *MODIFIER)))
        return out

    def _just_seen(self, i: int) -> Found | None:
        return next((s.found for s in reversed(self.memory.seen[-12:]) if s.found.first <= i < s.found.last), None)

    def _as_owner(self, found: Found) -> tuple[str | None, str | None, bool]:
        if found.actors and not found.demonym:
            actor = self.book[found.actors[0]]
            if actor.kind in ("organisation", "armed_group") and actor.sector not in ("GOV",):
                return None, actor.id, True
            if actor.kind == "person":
                return self.book.state_of(actor.id), None, True
        return found.country if found.country in self.gazetteer.states else None, None, True

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
        near = [
            f
            for f in self.draft.found
            if f.country and self.syntax.sentence_of[f.first] == sentence and f.form == "name" and self._of_state(f)
        ]
        before = [f for f in near if f.first < head]
        inner = [f for f in near if f.first > head]
        if role.kind in ("person", "group") and role.sector in ("CVL", "REB", "REF"):
            placed = [f for f in before + inner if f.geographic and not f.demonym]
            if placed:
                return min(placed, key=lambda f: abs(f.head - head)).country
            return self.focus if role.sector == "REB" else None
        subjects = [
            f for f in near if self.syntax.deps[f.head] in ("nsubj", "nsubjpass") and f.country in self.gazetteer.states
        ]
        if subjects:
            return min(subjects, key=lambda f: abs(f.head - head)).country
        if self.focus and any(f.country == self.focus for f in near):
            return self.focus
        return before[-1].country if before else self.focus
