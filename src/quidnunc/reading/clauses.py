"""Which words belong to which predicate: what reaches down from it, what governs it, what it follows on."""

from __future__ import annotations

from collections.abc import Iterator

from quidnunc.reading.language import Syntax

_REPORTED = frozenset({"ccomp", "parataxis"})
_APART = frozenset(
    {
        "before",
        "after",
        "since",
        "until",
        "despite",
        "over",
        "about",
        "following",
        "for",
        "against",
        "amid",
        "because",
        "than",
        "like",
        "without",
    }
)
_FOLLOWS = frozenset({"after", "before", "on", "upon", "while", "when", "following"})


class Clauses:
    """The clauses of one text, seen from its events.

    Args:
        syntax: the text's syntax.
        triggers: the tokens that name events.
        embedded: those of them that stand inside another's complement.
    """

    def __init__(self, syntax: Syntax, triggers: set[int], embedded: set[int]) -> None:
        self.syntax = syntax
        self.triggers = triggers
        self.embedded = embedded

    def reach(self, trigger: int) -> list[tuple[int, int]]:
        """Tokens below a predicate, with depth, entering neither other clauses nor other events."""
        syntax = self.syntax
        out: list[tuple[int, int]] = []
        todo = [(j, 1) for j in syntax.children[trigger]]
        while todo:
            i, depth = todo.pop(0)
            if i in self.triggers and syntax.pos[i] in ("VERB", "NOUN"):
                continue
            clausal = syntax.deps[i] in ("relcl", "ccomp", "advcl", "conj", "parataxis", "acl", "pcomp")
            if clausal and syntax.pos[i] in ("VERB", "AUX"):
                continue
            out.append((i, depth))
            if depth < 6:
                todo.extend((j, depth + 1) for j in syntax.children[i])
        return out

    def governors(self, trigger: int) -> Iterator[int]:
        """The words that govern a predicate, nearest first, up to where its time and place are no longer theirs."""
        i = trigger
        for _ in range(6):
            head = self.syntax.heads[i]
            if head == i or self.apart(i):
                return
            yield head
            i = head

    def apart(self, i: int) -> bool:
        """Whether a token stands apart from its clause's time and place.

        So do reported words, relative clauses, clauses with a subject of their own ("while it calls for"), and events that the
        clause is only set against ("before the invasion", "condemned the attack").
        """
        syntax = self.syntax
        dep = syntax.deps[i]
        if dep in _REPORTED:
            return True
        if dep == "relcl":  # "in Beijing, where they signed …" goes on in the same place and time
            return not any(syntax.lowers[j] == "where" for j in syntax.children[i])
        if (
            dep in ("advcl", "conj")
            and syntax.pos[i] in ("VERB", "AUX")
            and syntax.child(i, "nsubj", "nsubjpass") is not None
        ):
            return True
        if dep in ("pobj", "pcomp") and syntax.lowers[syntax.heads[i]] in _APART:
            return True
        return syntax.pos[i] == "NOUN" and i in self.embedded

    def attendants(self, trigger: int) -> Iterator[int]:
        """Predicates that an event follows on or goes along with ("after arriving on Tuesday, he met", "speaking in Oslo, …")."""
        syntax = self.syntax
        for j in syntax.children[trigger]:
            if syntax.deps[j] == "prep" and syntax.lowers[j] in _FOLLOWS:
                yield from syntax.childs(j, "pcomp")
            elif syntax.deps[j] == "advcl" and syntax.tags[j] == "VBG" and syntax.child(j, "nsubj") is None:
                yield j
