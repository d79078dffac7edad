"""Whose a role noun is: the state or body that it belongs to, named beside it or to be guessed."""

from __future__ import annotations

from collections import Counter

from quidnunc.gazetteer import Gazetteer
from quidnunc.gazetteer.roles import Role
from quidnunc.reading.actors import ActorBook
from quidnunc.reading.coreference import MODIFIER, PRONOUNS, Memory
from quidnunc.reading.draft import Draft, Found

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
        syntax, draft = self.syntax, self.draft
        places: list[int] = []
        at = first - 1
        while at >= 0 and syntax.sentence_of[at] == syntax.sentence_of[head]:
            found = draft.covering.get(at)
            if found is not None:
                places.append(at)
                at = found.first - 1
                if syntax.lowers[at] == "the" or not (syntax.deps[found.head] in MODIFIER):
                    break
                continue
            if syntax.tags[at] in ("JJ", "NN", "NNP", "POS", "HYPH", "NNPS", "VBN", "JJS") and syntax.lowers[
                at
            ] not in ("the",):
                at -= 1
                continue
            break
        for i in (head, person.head if person is not None else head):
            for j in syntax.children[i]:
                if j < first and syntax.deps[j] in MODIFIER and j not in places:
                    places.append(j)
        for i in {head, person.head if person is not None else head}:
            for j in syntax.children[i]:
                if j >= last and syntax.deps[j] == "prep" and syntax.lowers[j] in _OF:
                    target = syntax.child(j, "pobj")
                    if target is not None:
                        places.append(target)
                        places.extend(k for k in syntax.children[target] if syntax.deps[k] in MODIFIER)
        for i in places:
            if syntax.lowers[i] in PRONOUNS:
                antecedent = self.memory.antecedent(i)
                if antecedent is not None and antecedent.actors:
                    return self._as_owner(antecedent)
                continue
            found = draft.covering.get(i) or next(
                (s.found for s in reversed(self.memory.seen[-12:]) if s.found.first <= i < s.found.last), None
            )
            if found is not None and (found.country or found.actors):
                return self._as_owner(found)
        return None, None, False

    def _as_owner(self, found: Found) -> tuple[str | None, str | None, bool]:
        if found.actors and not found.demonym:
            actor = self.book[found.actors[0]]
            if actor.kind in ("organisation", "armed_group") and actor.sector not in ("GOV",):
                return None, actor.id, True
            if actor.kind == "person":
                return self.book.state_of(actor.id), None, True
        return found.country if found.country in self.gazetteer.states else None, None, True

    def unnamed(self, head: int, role: Role) -> str | None:
        """The state that an unowned role most likely belongs to: one named in the sentence, else the article's."""
        if role.sector in ("IGO", "NGO", "MED", "BUS") and role.kind != "person":
            return None
        sentence = self.syntax.sentence_of[head]
        near = [
            f
            for f in self.draft.found
            if f.country and self.syntax.sentence_of[f.first] == sentence and f.form == "name"
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
