"""What words say of the events that depend on them: the lexicon of ``whether``, read once and checked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

import msgspec
import yaml

from quidnunc.errors import DataError
from quidnunc.records import Status

Form = Literal["infinitive", "bare", "gerund", "clause", "question", "object"]
Outcome = Literal["happened", "ongoing", "planned", "possible", "negated", "own", "same"]
WordClass = Literal["verbs", "nouns", "adjectives"]

WORD_CLASSES: tuple[WordClass, ...] = ("verbs", "nouns", "adjectives")
_CONTENT: tuple[Form, ...] = ("infinitive", "clause", "object")
_FILE = "whether.yaml"


class _Strict(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A mapping in which an unknown key is an error."""


class Effect(_Strict, frozen=True):
    """What becomes of a word's complement when the word itself holds, holds in the past, is negated, is open.

    ``stance``: it is the speaker's stance, one word against another.
    ``content``: a noun that has content of its own ("rejected the plan to leave") stays, its content takes the effect.
    """

    holds: Outcome
    fails: Outcome
    open: Outcome
    past: Outcome | None = None
    content: bool = False
    stance: bool = False


class Governors(_Strict, frozen=True):
    """Words that share an effect on the complements they take."""

    effect: str
    takes: tuple[Form, ...]
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()


class Modal(_Strict, frozen=True):
    """The status under modal verbs: plain, negated, before "have …ed", and both."""

    words: tuple[str, ...]
    plain: Status
    negated: Status
    perfect: Status
    negated_perfect: Status


class Negation(_Strict, frozen=True):
    """Words of negation, by where they stand.

    ``not_with``: words after which "not" negates nothing ("not only"). ``bearing``: verbs whose negated object leaves them
    alone ("has no plans" tells of plans, not of having). ``rounds``: nouns that with "no" make an adverb ("at no time").
    ``scant``: nouns of which "little" leaves none ("little doubt"). ``short_of``: adverbs that tell of what all but happened
    ("nearly fell"), save with the verbs of ``degrees`` ("nearly doubled").
    """

    adverbs: frozenset[str]
    determiners: frozenset[str]
    subjects: frozenset[str]
    not_with: frozenset[str]
    bearing: frozenset[str] = frozenset()
    rounds: frozenset[str] = frozenset()
    scant: frozenset[str] = frozenset()
    short_of: frozenset[str] = frozenset()
    degrees: frozenset[str] = frozenset()


class _File(_Strict, frozen=True):
    """The file as it is written."""

    effects: dict[str, Effect]
    governors: tuple[Governors, ...]
    modals: tuple[Modal, ...]
    negation: Negation
    adverbs: dict[Status, frozenset[str]]
    attributes: dict[Status, frozenset[str]]
    conjunctions: dict[Status, frozenset[str]]
    prepositions: dict[Status, frozenset[str]]
    occurrence: frozenset[str]
    telling: frozenset[str]
    prospective: frozenset[str]
    lasting: frozenset[str]
    temporal: frozenset[str]
    settled_by_past: frozenset[str]
    ordinals: frozenset[str]
    definite: frozenset[str]
    any: frozenset[str]
    grants: frozenset[str]
    ahead: frozenset[str]
    conditions: frozenset[str]
    perceived: frozenset[str]
    purposes: frozenset[str]
    comments: frozenset[str]
    background: frozenset[str]
    untrue: frozenset[str]
    past_attributes: frozenset[str]
    lemmas: dict[str, str]


@dataclass(frozen=True, slots=True)
class Attitudes:
    """The lexicon, made ready for lookups.

    ``tables`` maps word class and form of complement to the effects of words, with particle or preposition.
    """

    tables: dict[tuple[WordClass, Form], dict[str, Effect]]
    modals: dict[str, Modal]
    negation: Negation
    adverbs: dict[str, Status]
    attributes: dict[str, Status]
    conjunctions: dict[str, Status]
    prepositions: dict[str, Status]
    occurrence: frozenset[str]
    telling: frozenset[str]
    prospective: frozenset[str]
    lasting: frozenset[str]
    temporal: frozenset[str]
    settled_by_past: frozenset[str]
    ordinals: frozenset[str]
    definite: frozenset[str]
    any: frozenset[str]
    grants: frozenset[str]
    ahead: frozenset[str]
    conditions: frozenset[str]
    perceived: frozenset[str]
    purposes: frozenset[str]
    comments: frozenset[str]
    background: frozenset[str]
    untrue: frozenset[str]
    past_attributes: frozenset[str]
    lemmas: dict[str, str]

    def effect(self, word_class: WordClass, form: Form, names: tuple[str, ...]) -> Effect | None:
        """The effect of the first listed of some spellings of a word (longest first: "rule out", then "rule")."""
        table = self.tables.get((word_class, form))
        if table is not None:
            for name in names:
                if name in table:
                    return table[name]
        return None

    def has_content(self, noun: str) -> bool:
        """Whether a noun can take a complement ("plan", "report", "offer")."""
        return any(noun in self.tables.get(("nouns", form), ()) for form in _CONTENT)


@cache
def load_attitudes() -> Attitudes:
    """The lexicon in use.

    Raises:
        DataError: the file breaks its contract.
    """
    return compile_attitudes(resources.files("quidnunc.reading").joinpath("lexicon", _FILE).read_text("utf-8"), _FILE)


def compile_attitudes(text: str, source: str) -> Attitudes:
    """A lexicon from its YAML.

    Args:
        text: the YAML.
        source: the file's name, for messages.

    Raises:
        DataError: not YAML, an unknown or missing key, an effect that is not defined, or a word listed twice.
    """
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        file = msgspec.convert(yaml.load(text, loader), _File)
    except (yaml.YAMLError, msgspec.ValidationError) as problem:
        raise DataError(f"{problem}; see the comments in the file for its keys", source=source) from problem
    tables: dict[tuple[WordClass, Form], dict[str, Effect]] = {}
    for number, group in enumerate(file.governors, 1):
        if group.effect not in file.effects:
            raise DataError(
                f"no effect is called '{group.effect}'; define it under 'effects'",
                source=source,
                line=number,
                field="effect",
            )
        for word_class in WORD_CLASSES:
            for form in group.takes:
                table = tables.setdefault((word_class, form), {})
                for word in getattr(group, word_class):
                    if word in table:
                        message = f"'{word}' with {form} is listed before; keep one of the two"
                        raise DataError(message, source=source, line=number, field=word_class)
                    table[word] = file.effects[group.effect]
    return Attitudes(
        tables=tables,
        modals={word: modal for modal in file.modals for word in modal.words},
        negation=file.negation,
        adverbs=_inverted(file.adverbs),
        attributes=_inverted(file.attributes),
        conjunctions=_inverted(file.conjunctions),
        prepositions=_inverted(file.prepositions),
        occurrence=file.occurrence,
        telling=file.telling,
        prospective=file.prospective,
        lasting=file.lasting,
        temporal=file.temporal,
        settled_by_past=file.settled_by_past,
        ordinals=file.ordinals,
        definite=file.definite,
        any=file.any,
        grants=file.grants,
        ahead=file.ahead,
        conditions=file.conditions,
        perceived=file.perceived,
        purposes=file.purposes,
        comments=file.comments,
        background=file.background,
        untrue=file.untrue,
        past_attributes=file.past_attributes,
        lemmas=file.lemmas,
    )


def _inverted(words: dict[Status, frozenset[str]]) -> dict[str, Status]:
    return {word: status for status, group in words.items() for word in sorted(group)}
