"""Deeds laid at somebody's door: "an attack blamed on the group", "the shelling, which Kyiv attributed to Russia"."""

from __future__ import annotations

from dataclasses import dataclass

from quidnunc.reading.arguments import Arguments, Filler
from quidnunc.reading.lexicons import ascribing_verbs

HARM = frozenset({"ASSAULT", "COERCE"})  # types of the deeds that are laid at a door
_CLAUSES = ("acl", "relcl")


@dataclass(frozen=True, slots=True)
class Ascription:
    """Who is said to have done a deed, by which verb (a token), and who says so, where that is told."""

    doers: list[Filler]
    verb: int
    speakers: list[Filler]


def ascription_of(arguments: Arguments, noun: int) -> Ascription | None:
    """At whose door an event noun is laid: by a participle or relative clause on it, or by the verb whose subject or object it is."""
    syntax = arguments.syntax
    head = syntax.heads[noun]
    governor = [head] if syntax.deps[noun] in ("nsubjpass", "dobj", "nsubj") else []
    for verb in (*syntax.childs(noun, *_CLAUSES), *governor):
        if syntax.childs(verb, "neg"):
            continue
        passive = verb not in governor or arguments.is_passive(verb)
        for preposition in ascribing_verbs().get(syntax.lemmas[verb], ()):
            doers = [f for j in arguments.prepositional(verb, preposition) for f in arguments.actors(j, reduce=True)]
            if doers:
                return Ascription(doers, verb, _speakers(arguments, verb, noun, passive=passive))
    return None


def _speakers(arguments: Arguments, verb: int, noun: int, *, passive: bool) -> list[Filler]:
    """Who ascribes: the subject of the active verb, else what stands behind "by"."""
    heads = arguments.prepositional(verb, "by") if passive else []
    own = [j for j in arguments.syntax.childs(verb, "nsubj") if j != noun]
    return [f for j in heads or own for f in arguments.actors(j, reduce=True)]
