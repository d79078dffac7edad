"""Definite nouns that go back to what was spoken of: "the ministry", "the rebels", "the country", "the 53-year-old"."""

from __future__ import annotations

from quidnunc.gazetteer import Gazetteer
from quidnunc.gazetteer.roles import Role
from quidnunc.reading.actors import ActorBook
from quidnunc.reading.coreference import MODIFIER, PRONOUNS, Memory
from quidnunc.reading.descriptions import Descriptions
from quidnunc.reading.draft import Draft, Found
from quidnunc.reading.numbers import count_at
from quidnunc.reading.pairs import Pairs
from quidnunc.records import Actor

_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})


class Definites:
    """Resolves the definite nouns of one article.

    Args:
        draft: the article's draft.
        book: its actors.
        gazetteer: which states there are.
        memory: what the article has spoken of.
        pairs: whom pairing words stand for.
        descriptions: whom the article has given titles.
    """

    def __init__(
        self,
        draft: Draft,
        book: ActorBook,
        gazetteer: Gazetteer,
        memory: Memory,
        pairs: Pairs,
        descriptions: Descriptions,
    ) -> None:
        self.draft = draft
        self.syntax = draft.syntax
        self.book = book
        self.gazetteer = gazetteer
        self.memory = memory
        self.pairs = pairs
        self.descriptions = descriptions
        self.by_words: dict[str, Found] = {}

    def aged(self, i: int) -> Found | None:
        """ "the 53-year-old" as a noun: the last person named."""
        syntax = self.syntax
        end = i + 6
        if syntax.lowers[i] != "the" or end > len(syntax) or syntax.lowers[i + 2 : end] != ["-", "year", "-", "old"]:
            return None
        if syntax.deps[end - 1] in MODIFIER:
            return None
        for seen in reversed(self.memory.seen):
            if seen.found.form == "name" and seen.found.actors and self.book[seen.found.actors[0]].kind == "person":
                other = seen.found
                return Found(
                    i + 1,
                    end,
                    end - 1,
                    "nominal",
                    actors=other.actors,
                    country=other.country,
                    gender=other.gender,
                    antecedent=other,
                )
        return None

    def earlier(self, found: Found, words: str, plural: bool) -> Found | None:
        """An earlier mention in the same words, or of a named body that the noun describes."""
        definite = self._is_definite(found)
        if not definite:
            return None
        described = self.descriptions.of(words, self.syntax.lemmas[found.head])
        if described and not plural:
            return Found(
                found.first,
                found.last,
                found.head,
                "nominal",
                actors=(described[-1],),
                country=self.book.state_of(described[-1]),
            )
        same = self.by_words.get(words)
        if same is not None and (same.number == "plural") == plural:
            return same
        role = found.role
        if role is not None and role.kind == "body":
            for seen in reversed(self.memory.seen):
                if seen.found.form == "name" and seen.found.actors:
                    actor = self.book[seen.found.actors[0]]
                    if actor.kind not in ("organisation", "armed_group"):
                        continue
                    if role.sector in ("", actor.sector) or self._calls_itself(actor, role, words):
                        return seen.found
        if role is not None and role.sector == "REB" and plural:
            for seen in reversed(self.memory.seen):
                if seen.found.form == "name" and seen.found.actors and self.book[seen.found.actors[0]].sector == "REB":
                    return seen.found
        return None

    @staticmethod
    def _calls_itself(actor: Actor, role: Role, words: str) -> bool:
        """Whether an armed or opposed body is a party by its name ("the Tigray People's Liberation Front … the party")."""
        return (
            words == "party"
            and actor.sector in ("REB", "OPP")
            and not role.parties.isdisjoint(actor.name.lower().split())
        )

    def _is_definite(self, found: Found) -> bool:
        syntax = self.syntax
        determiner = syntax.child(found.head, "det", "poss")
        if determiner is not None:
            return syntax.lowers[determiner] in _DEFINITE or syntax.lowers[determiner] in PRONOUNS
        return (
            found.role is not None
            and found.role.kind in ("body", "group")
            and found.role.sector in ("GOV", "MIL", "COP", "LEG", "JUD")
        )

    def state(self, found: Found) -> Found | None:
        """Whom "the country", "both sides", "Western countries" stand for; None where they stand for nobody."""
        syntax, head = self.syntax, found.head
        lemma = syntax.lemmas[head]
        count = count_at(syntax, head)
        pairing = self.pairs.of(found)
        if pairing:
            found.actors = pairing
            found.number = "plural"
            return found
        if lemma in ("capital", "republic", "party") or (lemma in ("state", "power") and found.number == "singular"):
            return None
        if found.number == "plural":
            words = syntax.slice(*self.noun_phrase(head))
            if count is not None or syntax.child(head, "amod", "compound") is not None:
                found.actors = (
                    self.book.composed(None, "GOV", words, kind="group", count=count[0] if count else None),
                )
                return found
            return None
        determiner = syntax.child(head, "det", "poss")
        if determiner is None or syntax.lowers[determiner] not in ("the", "this", "that", "his", "her", "their"):
            return None
        if lemma in ("country", "nation", "kingdom", "side", "republic", "island nation"):
            for seen in reversed(self.memory.seen):
                if seen.found.country and seen.found.country in self.gazetteer.states:
                    found.actors = (self.book.state(seen.found.country),)
                    found.country = seen.found.country
                    return found
        return None

    def noun_phrase(self, head: int) -> tuple[int, int]:
        """Head noun with the modifiers before it, without the article."""
        left = [
            j
            for j in self.syntax.children[head]
            if j < head and self.syntax.deps[j] in ("amod", "compound", "nummod", "nmod")
        ]
        first = min((min(self.syntax.subtree(j)) for j in left), default=head)
        return first, head + 1
