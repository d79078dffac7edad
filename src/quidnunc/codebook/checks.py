"""What must hold in a codebook beyond the shapes: known types, modes, contexts and slots, and no frame given twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from quidnunc.codebook.schema import CameoCode, Context, EventType, FrameEntry, Grammar, SupportVerb

_TYPE = re.compile(r"[A-Z][A-Z0-9_-]*")
_VERBS_ONLY = ("object", "voice", "intransitive")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with an entry, and in which field."""

    message: str
    field: str | None = None


def type_faults(type_: str | None, mode: str | None, types: Mapping[str, EventType]) -> Iterator[Fault]:
    """A type or mode that the codebook lacks."""
    if type_ is None:
        yield Fault("no type: give the file or the entry one", "type")
    elif type_ not in types:
        yield Fault(f"unknown type '{type_}'; known are {', '.join(types)}", "type")
    elif mode is not None and mode not in types[type_].modes:
        known = ", ".join(types[type_].modes) or "none"
        yield Fault(f"unknown mode '{mode}' of {type_}; known: {known}", "mode")


def family_faults(name: str, entry: Mapping[str, object], entries: Mapping[str, object]) -> Iterator[Fault]:
    """What is wrong with a type's code and its parent, both as the file gives them."""
    if not _TYPE.fullmatch(name) or name == "NONE":
        yield Fault("a type is named in capitals, digits, - and _ (SIT_IN), and not NONE; name it so")
    if "parent" not in entry:
        return
    parent = entries.get(str(entry["parent"]))
    if not isinstance(parent, Mapping):
        known = ", ".join(other for other in entries if other != name)
        yield Fault(f"unknown parent '{entry['parent']}'; name one of {known}, or leave 'parent' out", "parent")
    elif entry["parent"] == name:
        yield Fault("a type cannot be its own parent; leave 'parent' out", "parent")
    elif "parent" in parent:
        yield Fault(f"the parent {entry['parent']} is a sub-type itself; name its parent {parent['parent']}", "parent")
    elif entry.get("quad", parent.get("quad")) != parent.get("quad"):
        yield Fault(f"a sub-type is of its parent's quad class, {parent.get('quad')}; leave 'quad' out", "quad")


def word_faults(field: str, words: Iterable[str]) -> Iterator[Fault]:
    """Words that are not in lower case, or given twice."""
    seen: set[str] = set()
    for word in words:
        if word != word.lower() or word != word.strip():
            yield Fault(f"'{word}' must be in lower case, without blanks around it", field)
        if word in seen:
            yield Fault(f"'{word}' is given twice", field)
        seen.add(word)


def frame_faults(
    frame: FrameEntry, types: Mapping[str, EventType], contexts: Mapping[str, Context], grammar: Grammar
) -> Iterator[Fault]:
    """What is wrong with one frame, its type resolved."""
    kinds = frame.kinds
    if not kinds:
        yield Fault("the frame names no predicate: give it a verb, a noun or an adjective")
        return
    if len(kinds) > 1:
        yield Fault(f"the frame has {' and '.join(kinds)}; give it one of them", kinds[1])
    yield from type_faults(frame.type, frame.mode, types)
    for context in frame.contexts:
        if context not in contexts:
            yield Fault(f"unknown context '{context}'", "contexts")
    for field in ("verb", "noun", "adjective", "object", "not_object", "complement", "contexts", "agent", "recipient"):
        yield from word_faults(field, getattr(frame, field) or ())
    if kinds[0] != "verb":
        yield from (Fault(f"only a verb can have '{field}'", field) for field in _VERBS_ONLY if getattr(frame, field))
    if kinds[0] == "noun" and frame.not_object:
        yield Fault("a noun has no object", "not_object")
    slots = {"verb": grammar.verb_slots, "noun": grammar.noun_slots, "adjective": grammar.adjective_slots}[kinds[0]]
    for role in ("agent", "recipient"):
        for slot in getattr(frame, role) or ():
            if slot not in slots and slot not in grammar.prepositions:
                yield Fault(
                    f"unknown slot '{slot}' of a {kinds[0]}; known are {', '.join(slots)} and prepositions", role
                )
    for preposition, heads in frame.prep.items():
        if preposition not in grammar.prepositions:
            yield Fault(f"unknown preposition '{preposition}'; grammar.yaml lists them", "prep")
        yield from word_faults("prep", heads)


def grammar_faults(grammar: Grammar, types: Mapping[str, EventType]) -> Iterator[Fault]:
    """Types and modes that the codebook lacks, and words that are not in lower case."""
    modes = {mode for type_ in types.values() for mode in type_.modes}
    for field in ("personal_types", "unlikely_agents", "general_nouns"):
        for type_ in sorted(getattr(grammar, field)):
            if type_ not in types:
                yield Fault(f"unknown type '{type_}'; known are {', '.join(types)}", field)
    for mode in sorted(grammar.personal_modes - modes):
        yield Fault(f"unknown mode '{mode}'; types.yaml lists them", "personal_modes")
    for words in grammar.general_nouns.values():
        yield from word_faults("general_nouns", sorted(words))


def identities(frame: FrameEntry) -> Iterator[tuple[object, ...]]:
    """What makes a frame the same as another, for each of its lemmas: type, constraints and slots."""
    rest = (
        frame.type,
        frozenset(frame.object),
        frozenset(frame.not_object),
        frozenset((preposition, frozenset(heads)) for preposition, heads in frame.prep.items()),
        frozenset(frame.complement),
        frame.voice,
        frame.agent,
        frame.recipient,
    )
    for kind in frame.kinds:
        for lemma in frame.lemmas:
            yield (kind, lemma, *rest)


def support_faults(entry: SupportVerb, grammar: Grammar) -> Iterator[Fault]:
    """What is wrong with one support verb."""
    if not entry.verb:
        yield Fault("the entry names no verb", "verb")
    yield from word_faults("verb", entry.verb)
    if entry.preposition is not None and entry.preposition not in grammar.prepositions:
        yield Fault(f"unknown preposition '{entry.preposition}'; grammar.yaml lists them", "preposition")


def cameo_faults(entry: CameoCode, types: Mapping[str, EventType]) -> Iterator[Fault]:
    """What is wrong with one CAMEO code."""
    if entry.type is None:
        if entry.export or entry.also or entry.mode is not None:
            yield Fault("a code without a type cannot stand for one", "type")
        return
    yield from type_faults(entry.type, entry.mode, types)
    for mode in entry.also:
        yield from (Fault(fault.message, "also") for fault in type_faults(entry.type, mode, types))


def stands_for(entry: CameoCode) -> Iterator[tuple[str, str | None]]:
    """The types and modes that a CAMEO code stands for in exports."""
    if entry.type is not None:
        if entry.export:
            yield entry.type, entry.mode
        for mode in entry.also:
            yield entry.type, mode
