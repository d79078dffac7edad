"""Whom "the two leaders", "both sides", "the rivals" stand for: those last spoken of."""

from __future__ import annotations

from quidnunc.reading.coreference import Memory, Seen
from quidnunc.reading.draft import Found

_PAIR_MEMORY = 4  # sentences that "the two countries" looks back over


class Pairs:
    """The pairing words of one article.

    Args:
        memory: what the article has spoken of.
    """

    def __init__(self, memory: Memory) -> None:
        self.memory = memory
        self.syntax = memory.syntax
        self.book = memory.book
        self.words = memory.words

    def of(self, found: Found) -> tuple[str, ...]:
        """The actors of "the two leaders", "both countries", "the three nations"; () where the words pair nobody."""
        syntax = self.syntax
        pairing = self.words.pairing
        marks = [syntax.lowers[j] for j in syntax.children[found.head] if j < found.head]
        definite = "the" in marks or "both" in marks or "these" in marks
        if found.number != "plural" or not definite:
            return ()
        number = next((w for w in marks if w in pairing), None)
        role = found.role
        lemma = syntax.lemmas[found.head]
        side = role is not None and lemma in self.words.sides
        person = (
            role is not None
            and role.kind in ("office", "person")
            and (role.sector in ("GOV", "MIL", "LEG", "PTY") or lemma in ("man", "woman"))
        )
        if number is None and not (side and "both" in marks) and not (lemma in self.words.paired and "the" in marks):
            return ()
        wanted = {"three": 3, "trio": 3, "four": 4}.get(number or "", 2)
        near = [s for s in self.memory.seen if syntax.sentence_of[found.head] - s.sentence <= _PAIR_MEMORY]
        salient = [s for s in near if not s.modifier and not s.setting]
        out = self._partners(salient, wanted, person, side)
        if len(out) < min(wanted, 2):
            out = self._partners(near, wanted, person, side)
        return tuple(reversed(out)) if len(out) >= min(wanted, 2) else ()

    def _partners(self, near: list[Seen], wanted: int, person: bool, side: bool) -> list[str]:
        """The last different people of different countries, or states and armed groups, among mentions."""
        out: list[str] = []
        for seen in reversed(near):
            if len(out) >= wanted:
                break
            for key in reversed(seen.found.actors):
                actor = self.book[key]
                if person and actor.kind == "person" and key not in out:
                    if not any(self.book[k].country == actor.country and actor.country for k in out):
                        out.append(key)
                elif (
                    side
                    and not person
                    and (
                        actor.kind in ("state", "government", "armed_group")
                        or (actor.kind == "person" and actor.sector == "GOV")
                    )
                ):
                    state = self.book.state_of(key)
                    target = key if actor.kind == "armed_group" or state is None else self.book.state(state)
                    if target not in out:
                        out.append(target)
        return out
