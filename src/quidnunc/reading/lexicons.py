"""Loads the word lists of this room: YAML files under ``lexicon/``, each with its strict shape."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TypeVar

import msgspec
import yaml

from quidnunc.errors import DataError

FOLDER = Path(__file__).parent / "lexicon"
_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
T = TypeVar("T")


def load_lexicon(name: str, shape: type[T], path: Path | None = None) -> T:
    """A word list.

    Args:
        name: the file's name without ``.yaml``.
        shape: a msgspec struct that forbids unknown fields.
        path: another file to read instead.

    Raises:
        DataError: the file is missing, is no YAML or breaks its shape; the message names file and field.
    """
    file = path or FOLDER / f"{name}.yaml"
    try:
        return msgspec.convert(yaml.load(file.read_text(encoding="utf-8"), _LOADER), shape)
    except FileNotFoundError as problem:
        raise DataError("no such file", source=str(file)) from problem
    except yaml.YAMLError as problem:
        raise DataError(f"not YAML: {problem}", source=str(file)) from problem
    except msgspec.ValidationError as problem:
        raise DataError(str(problem), source=str(file)) from problem


class _Happening(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    verbs: frozenset[str]
    standing: frozenset[str]
    states: frozenset[str]


class _Deputies(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    nouns: frozenset[str]
    messages: frozenset[str]
    answers: frozenset[str]


class BodyWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``bodies.yaml``: last words of organisations' names."""

    company: frozenset[str]
    media: frozenset[str]


class PersonWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``persons.yaml``: titles, offices and small words of names."""

    paramount: frozenset[str]
    ministers: frozenset[str]
    particles: frozenset[str]
    sons: frozenset[str]


class _Prepositions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    complex: dict[str, frozenset[str]]


class _Ascribing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    verbs: dict[str, frozenset[str]]


class _Control(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    object: frozenset[str]


class _Lemmas(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    verbs: dict[str, str]
    nouns: dict[str, str]


@cache
def lemma_exceptions() -> dict[str, dict[str, str]]:
    """Right lemmas of words that the pipeline's rules get wrong, by part of speech."""
    lemmas = load_lexicon("lemmas", _Lemmas)
    return {"VERB": lemmas.verbs, "NOUN": lemmas.nouns}


@cache
def body_words() -> BodyWords:
    """What the last word of an organisation's name tells of it."""
    return load_lexicon("bodies", BodyWords)


@cache
def person_words() -> PersonWords:
    """What tells people of one name apart."""
    return load_lexicon("persons", PersonWords)


@cache
def happening_verbs() -> frozenset[str]:
    """Verbs that say of an event noun that it takes place."""
    return load_lexicon("happening", _Happening).verbs


@cache
def standing_verbs() -> frozenset[str]:
    """Verbs whose simple present tells of a conduct that lasts."""
    return load_lexicon("happening", _Happening).standing


@cache
def lasting_nouns() -> frozenset[str]:
    """Nouns of what lasts, under way where the verb above them is in the present."""
    return load_lexicon("happening", _Happening).states


@cache
def deputies() -> frozenset[str]:
    """Nouns through which their owner acts or speaks."""
    return load_lexicon("deputies", _Deputies).nouns


@cache
def ascribing_verbs() -> dict[str, frozenset[str]]:
    """Verbs that lay a deed at somebody's door, with the prepositions before the doer."""
    return load_lexicon("ascriptions", _Ascribing).verbs


@cache
def object_control() -> frozenset[str]:
    """Verbs whose object, not subject, is to do what their complement says."""
    return load_lexicon("control", _Control).object


@cache
def complex_prepositions() -> dict[str, frozenset[str]]:
    """For each preposition, the nouns that make one preposition with it and the word after ("in support of")."""
    return load_lexicon("prepositions", _Prepositions).complex


@cache
def messages() -> frozenset[str]:
    """Nouns of what somebody writes or says, whose author does what a participle after them says ("a letter urging")."""
    return load_lexicon("deputies", _Deputies).messages


@cache
def answers() -> frozenset[str]:
    """Verbs by which somebody answers what was put to him ("declined the minister's resignation")."""
    return load_lexicon("deputies", _Deputies).answers
