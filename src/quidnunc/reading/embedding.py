"""Events inside others' complements: "urged Iran to release the crew", "condemned the attack"."""

from __future__ import annotations

from dataclasses import dataclass

from quidnunc.codebook.schema import Inner
from quidnunc.reading.arguments import Arguments
from quidnunc.reading.frames import Evoked


@dataclass(frozen=True, slots=True)
class Embedding:
    """An event named inside another's complement, and what the outer frame says of it."""

    outer: int
    inner: int
    effect: Inner


class Embeddings:
    """Finds which evoked frames stand inside which others' complements, in one text."""

    def __init__(self, arguments: Arguments) -> None:
        self.arguments = arguments
        self.syntax = arguments.syntax

    def find(self, evoked: list[Evoked]) -> dict[int, tuple[Evoked, Inner]]:
        """For each inner event's token, the frame around it."""
        by_token = {e.token: e for e in evoked}
        out: dict[int, tuple[Evoked, Inner]] = {}
        for e in evoked:
            if e.frame.inner is None:
                continue
            for token in self._complements(e):
                if token in by_token and token != e.token and token not in out:
                    out[token] = (e, e.frame.inner)
        return out

    def _complements(self, e: Evoked) -> list[int]:
        """The predicates inside a frame's complement: its clause, the clauses below, and event nouns as its object."""
        syntax = self.syntax
        out: list[int] = []
        todo = [
            j
            for j in syntax.children[e.token]
            if syntax.deps[j] in ("ccomp", "xcomp", "dobj", "pcomp", "advcl", "nsubjpass", "acl")
        ]
        todo.extend(
            k
            for j in syntax.children[e.token]
            if syntax.deps[j] in ("prep", "agent", "prt")
            for k in syntax.childs(j, "pcomp", "pobj")
        )
        if e.kind != "noun":
            for j in self.arguments.object(e.token):
                todo.extend(k for p in syntax.childs(j, "prep") for k in syntax.childs(p, "pcomp", "pobj"))
                todo.extend(syntax.childs(j, "acl"))
                todo.append(j)
        seen = set()
        while todo:
            j = todo.pop(0)
            if j in seen:
                continue
            seen.add(j)
            if syntax.deps[j] == "advcl" and not any(syntax.tags[k] == "TO" for k in syntax.children[j]):
                continue
            out.append(j)
            todo.extend(syntax.childs(j, "conj", "xcomp"))
            if syntax.pos[j] in ("ADJ", "VERB", "AUX"):
                todo.extend(syntax.childs(j, "acomp"))
                todo.extend(
                    k
                    for p in syntax.childs(j, "prep")
                    if syntax.lowers[p] in ("in", "of")
                    for k in syntax.childs(p, "pobj", "pcomp")
                )
            todo.extend(k for k in syntax.childs(j, "dobj") if syntax.pos[j] in ("VERB", "AUX"))
            if syntax.lemmas[j] in self.arguments.portions:
                todo.extend(self.arguments.prepositional(j, "of"))
        return out
