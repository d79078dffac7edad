"""The phrase books and the codebook's frames: ways to say that somebody does something to somebody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

import yaml

from quidnunc.codebook import Codebook
from quidnunc.codebook.schema import Frame
from quidnunc.training.names import PHRASES

_SURE = 0.6  # a frame's weight from which its predicates are learnt from


@cache
def listed(name: str) -> tuple[str, ...]:
    """A list of words in ``phrases/frame.yaml``."""
    return tuple(yaml.safe_load((PHRASES / "frame.yaml").read_text("utf-8"))[name])


@dataclass(frozen=True, slots=True)
class Phrase:
    """A verb phrase or a whole clause that tells of an act."""

    type: str
    mode: str | None
    text: str
    whole: bool = False


@dataclass(slots=True)
class Book:
    """All phrases by type, who does such things to whom, and the words of speech acts about acts to come."""

    phrases: dict[str, list[Phrase]] = field(default_factory=dict)
    frames: dict[str, list[Phrase]] = field(default_factory=dict)
    agents: dict[str, list[str]] = field(default_factory=dict)
    recipients: dict[str, list[str]] = field(default_factory=dict)
    speech: dict[str, list[str]] = field(default_factory=dict)


def phrase_book(codebook: Codebook) -> Book:
    """The phrase books, and the codebook's surer frames as phrases."""
    book = Book()
    for name in ("verbal", "material", "frame"):
        for type_, entry in yaml.safe_load((PHRASES / f"{name}.yaml").read_text("utf-8")).items():
            if isinstance(entry, dict):
                book.agents[type_], book.recipients[type_] = entry["agents"], entry["recipients"]
                for key in ("phrases", "clauses"):
                    for line in entry[key]:
                        text, _, mode = line.partition(" | ")
                        book.phrases.setdefault(type_, []).append(Phrase(type_, mode or None, text, key == "clauses"))
            elif name == "frame":
                book.speech[type_] = entry
    for frame in codebook.frames:
        if frame.family in book.phrases and frame.type is not None:
            for phrase in _of_frame(frame):
                book.frames.setdefault(frame.type, []).append(phrase)
            _speech_of(frame, book.speech)
    for name, entry in codebook.types.items():
        if entry.parent in book.phrases and name in book.frames:  # a sub-type is done by whom and to whom its parent is
            book.phrases[name] = book.frames[name]
            book.agents[name], book.recipients[name] = book.agents[entry.parent], book.recipients[entry.parent]
    return book


def _speech_of(frame: Frame, speech: dict[str, list[str]]) -> None:
    """Adds a frame's verbs to the speech acts about acts to come, where it is one of them."""
    if (
        frame.inner is None
        or "infinitive" not in frame.complement
        or frame.weight < _SURE
        or frame.prep
        or frame.object
    ):
        return
    role = {
        ("AGREE", "subject"): "willing",
        ("REJECT", "subject"): "refusing",
        ("THREATEN", "subject"): "threatening",
    }.get((frame.type or "", frame.inner.agent or ""))
    if role is not None:
        speech[role] += [f"{verb} to" for verb in frame.verb if f"{verb} to" not in speech[role]]
    elif frame.type == "REQUEST" and frame.inner.agent == "object":
        speech["asking"] += [verb for verb in frame.verb if verb not in speech["asking"]]


def _of_frame(frame: Frame) -> Iterator[Phrase]:
    """A frame's predicates in the notation of the phrase books; those that need a complement or name no recipient give none."""
    if frame.weight < _SURE or frame.complement or frame.type is None or frame.claimed or frame.status:
        return
    if frame.verb and frame.agent is None:
        slots = frame.recipient if frame.recipient is not None else (() if frame.object else ("object",))
        for verb in frame.verb:
            for head in frame.object or ("",):
                for slot in slots[:2]:
                    text = _verb_phrase(verb, head, slot, frame.prep)
                    if text is not None:
                        yield Phrase(frame.type, frame.mode, text)
    if frame.noun:
        agents = frame.agent if frame.agent is not None else ("poss", "by")
        slots = frame.recipient if frame.recipient is not None else ("against", "on")
        places = [slot for slot in slots if slot in listed("prepositions")]
        for noun in frame.noun:
            for place in places[:2]:
                if "poss" in agents:
                    yield Phrase(frame.type, frame.mode, f"{{A}}'s <{noun} {place}> {{R}} {{after}}", whole=True)
                if "by" in agents:
                    yield Phrase(
                        frame.type, frame.mode, f"<{with_article(noun)}> by {{A}} {place} {{R}} {{after}}", whole=True
                    )


def _verb_phrase(verb: str, head: str, slot: str, prep: Mapping[str, Sequence[str]]) -> str | None:
    with_ = " ".join(f"{word} {heads[0]}" for word, heads in prep.items() if heads)
    if any(not heads for heads in prep.values()):
        return None
    if slot == "object":
        return None if head else f"{verb} {{R}} {with_}".strip()
    if slot == "dative":
        return f"{verb} {{R}} {with_article(head)} {with_}".strip() if head else None
    if slot == "poss":
        return f"{verb} {{R}}'s {head} {with_}".strip() if head else None
    if slot in listed("prepositions"):
        return " ".join(part for part in (verb, with_article(head) if head else "", with_, slot, "{R}") if part)
    return None


def with_article(noun: str) -> str:
    """A noun phrase with "a" or "an", unless it takes none."""
    if not noun or noun.endswith("s") or noun.split()[-1] in listed("mass"):
        return noun
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
