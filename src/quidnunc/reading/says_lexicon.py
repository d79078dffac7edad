"""The words that report speech and thought: the loader of ``lexicon/says.yaml``."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec
import yaml

from quidnunc.errors import DataError
from quidnunc.records import SaidKind, Stance

Kind = SaidKind
Pattern = Literal["clause", "quote", "infinitive", "gerund", "object", "address", "passive"]

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that behave alike: what they report, how the speaker stands to it, and what follows them."""

    kind: Kind
    stance: Stance
    words: tuple[str, ...]
    takes: frozenset[Pattern] = frozenset()
    of: frozenset[str] = frozenset()


class Phrase(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A fixed phrase before the source."""

    words: str
    stance: Stance


class Adverbs(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Adverbs that report without a source."""

    stance: Stance
    words: tuple[str, ...]


class Channel(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A channel and the words that name it."""

    channel: str
    words: tuple[str, ...]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    verbs: tuple[Group, ...]
    nouns: tuple[Group, ...]
    roles: tuple[Group, ...]
    drawing_verbs: frozenset[str]
    active: frozenset[str]
    links: frozenset[str]
    asking: frozenset[str]
    unnamed: frozenset[str]
    claims: frozenset[str]
    adjectives: tuple[Group, ...]
    phrases: tuple[Phrase, ...]
    adverbs: tuple[Adverbs, ...]
    light_verbs: frozenset[str]
    group_words: frozenset[str]
    lemmas: dict[str, str]
    documents: frozenset[str]
    carriers: frozenset[str]
    object_control: frozenset[str]
    channels: tuple[Channel, ...]
    outlets: frozenset[str]
    evidence: tuple[str, ...]
    resting: tuple[str, ...]
    lacking: tuple[str, ...]
    distancing: tuple[Adverbs, ...]
    physical: frozenset[str]
    nameless: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sense:
    """One use of a word: with a particle or preposition, or (``particle`` empty) alone."""

    lemma: str
    particle: tuple[str, ...]
    kind: Kind
    stance: Stance
    takes: frozenset[Pattern]
    of: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words, indexed by lemma; senses with a particle come first."""

    verbs: dict[str, tuple[Sense, ...]]
    nouns: dict[str, tuple[Sense, ...]]
    roles: dict[str, tuple[Sense, ...]]
    drawing_verbs: frozenset[str]
    active: frozenset[str]
    links: frozenset[str]
    asking: frozenset[str]
    unnamed: frozenset[str]
    claims: frozenset[str]
    adjectives: dict[str, tuple[Sense, ...]]
    phrases: dict[str, tuple[tuple[tuple[str, ...], Stance], ...]]
    adverbs: dict[str, Stance]
    light_verbs: frozenset[str]
    group_words: frozenset[str]
    lemmas: dict[str, str]
    documents: frozenset[str]
    carriers: frozenset[str]
    object_control: frozenset[str]
    channels: tuple[tuple[str, tuple[str, ...]], ...]
    outlets: frozenset[str]
    evidence: tuple[str, ...]
    resting: tuple[str, ...]
    lacking: tuple[str, ...]
    distancing: dict[str, Stance]
    physical: frozenset[str]
    nameless: tuple[tuple[str, ...], ...]


@functools.cache
def load_lexicon(path: Path | None = None) -> Lexicon:
    """The lexicon of reporting words; the one that ships by default.

    Raises:
        DataError: the file breaks its contract.
    """
    file = path if path is not None else Path(__file__).parent / "lexicon" / "says.yaml"
    try:
        raw = yaml.load(file.read_text(encoding="utf-8"), _LOADER)  # a subclass of SafeLoader
        data = msgspec.convert(raw, _File)
    except yaml.YAMLError as problem:
        raise DataError(f"is no valid YAML: {problem}", source=str(file)) from problem
    except msgspec.ValidationError as problem:
        raise DataError(str(problem), source=str(file)) from problem
    phrases: dict[str, list[tuple[tuple[str, ...], Stance]]] = {}
    for phrase in data.phrases:
        words = tuple(phrase.words.split())
        phrases.setdefault(words[0], []).append((words, phrase.stance))
    return Lexicon(
        verbs=_index(data.verbs, "verbs", file),
        nouns=_index(data.nouns, "nouns", file),
        roles=_index(data.roles, "roles", file),
        drawing_verbs=data.drawing_verbs,
        active=data.active,
        links=data.links,
        asking=data.asking,
        unnamed=data.unnamed,
        claims=data.claims,
        adjectives=_index(data.adjectives, "adjectives", file),
        phrases={first: tuple(found) for first, found in phrases.items()},
        adverbs={word: group.stance for group in data.adverbs for word in group.words},
        light_verbs=data.light_verbs,
        group_words=data.group_words,
        lemmas=data.lemmas,
        documents=data.documents,
        carriers=data.carriers,
        object_control=data.object_control,
        channels=tuple((entry.channel, tuple(f" {word} " for word in entry.words)) for entry in data.channels),
        outlets=data.outlets,
        evidence=_longest_first(data.evidence),
        resting=_longest_first(data.resting),
        lacking=_longest_first(data.lacking),
        distancing={word: group.stance for group in data.distancing for word in group.words},
        physical=data.physical,
        nameless=tuple(tuple(phrase.split()) for phrase in data.nameless),
    )


def _longest_first(phrases: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(phrases, key=len, reverse=True))


def _index(groups: tuple[Group, ...], field: str, file: Path) -> dict[str, tuple[Sense, ...]]:
    """Senses by lemma. A word of several groups takes what any of them takes; kind and stance are the first's."""
    found: dict[str, dict[tuple[str, ...], Sense]] = {}
    for sense in _senses(groups):
        senses = found.setdefault(sense.lemma, {})
        first = senses.get(sense.particle)
        if first is not None:
            sense = Sense(
                first.lemma, first.particle, first.kind, first.stance, first.takes | sense.takes, first.of | sense.of
            )
        senses[sense.particle] = sense
    if not found:
        raise DataError("holds no words", source=str(file), field=field)
    return {lemma: tuple(sorted(s.values(), key=lambda x: -len(x.particle))) for lemma, s in found.items()}


def _senses(groups: tuple[Group, ...]) -> Iterator[Sense]:
    for group in groups:
        for entry in group.words:
            lemma, *particle = entry.split()
            yield Sense(lemma, tuple(particle), group.kind, group.stance, group.takes, group.of)
