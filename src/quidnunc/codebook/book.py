"""The loaded codebook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from quidnunc.codebook.schema import (
    CameoCode,
    Context,
    EventType,
    FactPredicate,
    Frame,
    Grammar,
    Kind,
    SupportVerb,
    Words,
)
from quidnunc.records import Quad

PredicateKey = tuple[Kind, str, Words, tuple[tuple[str, Words], ...], Words]


@dataclass(frozen=True)
class Codebook:
    """The ontology and the words that name its events.

    Attributes:
        types: event types by code ("ASSAULT").
        contexts: contexts by code ("human_rights").
        frames: all frames, each with its type, in the order of their files.
        support_verbs: verbs that lend their subject to an event noun.
        crosswalk: CAMEO codes by code ("0841"), in the order of their file.
        predicates: standing relations by name ("member_of").
        grammar: the slots frames may name, and which events happen to somebody himself.
        version: a hash of the files' contents; it changes when any of them does.
    """

    types: Mapping[str, EventType]
    contexts: Mapping[str, Context]
    frames: tuple[Frame, ...]
    support_verbs: tuple[SupportVerb, ...]
    crosswalk: Mapping[str, CameoCode]
    predicates: Mapping[str, FactPredicate]
    grammar: Grammar
    version: str

    def quad_of(self, type_: str) -> Quad:
        """The quad class of a type. Raises KeyError for a type the codebook lacks."""
        return self.types[type_].quad

    def family_of(self, type_: str) -> str:
        """The parent of a sub-type, any other type itself. Raises KeyError for a type the codebook lacks."""
        return self.types[type_].parent or type_

    def score_of(self, type_: str, mode: str | None = None) -> float:
        """The intensity of a mode, or of the type itself. Raises KeyError for a type or mode the codebook lacks."""
        entry = self.types[type_]
        return entry.score if mode is None else entry.modes[mode].score

    def cameo_of(self, type_: str, mode: str | None = None) -> CameoCode:
        """The CAMEO code that stands for a type and mode; a sub-type without one goes out under its parent's.

        Raises:
            KeyError: a type or mode that the codebook lacks.
        """
        own = self._exports.get((type_, mode)) or self._exports.get(
            (type_, None) if self.types[type_].parent else (type_, mode)
        )
        return own or self._exports[self.family_of(type_), None if self.types[type_].parent else mode]

    @cached_property
    def _exports(self) -> dict[tuple[str, str | None], CameoCode]:
        return cameo_codes(self.crosswalk)

    @cached_property
    def distinct_predicates(self) -> frozenset[PredicateKey]:
        """The distinct predicates of all frames: a lemma with the objects, prepositions and complements it needs."""
        return frozenset(
            (kind, lemma, frame.object, tuple(sorted(frame.prep.items())), frame.complement)
            for frame in self.frames
            for kind in frame.kinds
            for lemma in frame.lemmas
        )


def cameo_codes(crosswalk: Mapping[str, CameoCode]) -> dict[tuple[str, str | None], CameoCode]:
    """The CAMEO code that stands for each type and mode of a crosswalk."""
    out: dict[tuple[str, str | None], CameoCode] = {}
    for entry in crosswalk.values():
        if entry.export and entry.type is not None:
            out[entry.type, entry.mode] = entry
        if entry.type is not None:
            out.update({(entry.type, mode): entry for mode in entry.also})
    return out
