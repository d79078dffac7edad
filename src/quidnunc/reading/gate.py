"""What of an article may hold a record, by its words alone: a gate before the parser, for streams of which most is not politics.

A sentence may hold one where a predicate of the codebook stands in it, with what its frame asks for in reach, and somebody who acts in
public life is named. In an article with enough of those the others with a predicate are read too, as pronouns and common nouns
may stand for the same people. An article without any such sentence is not parsed at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

import msgspec

from quidnunc.codebook.schema import Frame
from quidnunc.gazetteer import Gazetteer
from quidnunc.gazetteer.roles import RoleIndex
from quidnunc.reading.frames import FrameIndex
from quidnunc.reading.lexicons import load_lexicon
from quidnunc.reading.word_forms import WordForms
from quidnunc.records import Span

_BREAK = re.compile(r"(?<=[.!?])[\"”’')\]]*\s+(?=[\"“‘'(\[]*[A-Z0-9])|\n+")
_WORD = re.compile(r"[^\W_]+")
_LONGEST_ABBREVIATION = 6


class _Reach(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    object: int
    preposition: int
    noun: int
    particle: int


class _Dense(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    grave: float
    other: float
    bare: float


class GateWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``gate.yaml``."""

    abbreviations: frozenset[str]
    pronouns: frozenset[str]
    before_nouns: frozenset[str]
    public: frozenset[str]
    grave: frozenset[str]
    reach: _Reach
    dense: _Dense
    opening: int


@dataclass(frozen=True, slots=True)
class _Near:
    """Words one of which has to stand within so many words before or after the predicate."""

    words: frozenset[str]
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class _Cue:
    """A form of a predicate: what it needs around it, and whether its records are grave."""

    near: tuple[_Near, ...]
    verb: bool
    grave: bool


@dataclass(frozen=True, slots=True)
class _Signs:
    """What a sentence shows: a predicate, one of a grave type, names and public roles, words that may stand for somebody."""

    predicate: bool
    grave: bool
    names: int
    roles: int
    stand_ins: int

    @property
    def strong(self) -> bool:
        return self.predicate and bool(self.names or self.roles)


class Gate:
    """Decides which parts of texts are worth parsing.

    Args:
        frames: the codebook's frames.
        gazetteer: who there is.
        roles: role nouns.
        forms: inflects their lemmas.
    """

    def __init__(self, frames: FrameIndex, gazetteer: Gazetteer, roles: RoleIndex, forms: WordForms) -> None:
        self.words = words = load_lexicon("gate", GateWords)
        self._forms = forms
        self._names = gazetteer.index
        self._first = frozenset(name[0] for name in gazetteer.index.names())
        self._cues: dict[str, list[_Cue]] = {}
        for is_verb, table in ((True, frames.verbs), (False, frames.nouns), (False, frames.adjectives)):
            for lemma, entries in table.items():
                cues = [self._cue(lemma, names, frame, is_verb) for names, frame in entries if not frame.idle]
                for form in forms.verb(lemma) if is_verb else forms.noun(lemma):
                    self._cues.setdefault(form, []).extend(cues)
        nouns = {
            role: [form for text in role.words for form in forms.noun(text.split()[-1])] for role in roles.table.roles
        }
        self._public = frozenset(chain.from_iterable(n for role, n in nouns.items() if role.sector in words.public))
        self._private = frozenset(chain.from_iterable(nouns.values())) - self._public

    def parts(self, text: str) -> list[Span]:
        """The parts of a text that are worth parsing, in order, none where it can hold no record: spans of characters."""
        sentences = list(self._sentences(text))
        signs = [self._signs(text[start:end]) for start, end in sentences]
        if not any(s.predicate and s.names and (s.roles or s.names > 1) for s in signs):
            return []
        density = sum(s.strong for s in signs) / len(signs)
        dense = self.words.dense
        kept = set()
        for i, s in enumerate(signs):
            least = (dense.grave if s.grave else dense.other) if s.stand_ins else dense.bare
            if s.predicate and (s.names or s.roles or density >= least):
                kept.add(i)
        kept.update(i - 1 for i in tuple(kept) if i and signs[i].stand_ins and not signs[i].names)
        kept.update(range(min(self.words.opening, len(sentences))))
        return _joined(sentences[i] for i in sorted(kept))

    def _sentences(self, text: str) -> Iterator[Span]:
        """Sentences as far as stops and capitals tell, with the blanks behind them."""
        start = 0
        for found in _BREAK.finditer(text):
            if "\n" not in found[0] and self._abbreviated(text, found.start()):
                continue
            yield start, found.end()
            start = found.end()
        if start < len(text):
            yield start, len(text)

    def _abbreviated(self, text: str, at: int) -> bool:
        if text[at - 1 : at] != ".":
            return False
        last = text[max(0, at - 1 - _LONGEST_ABBREVIATION) : at - 1].rpartition(" ")[2]
        return last in self.words.abbreviations or (len(last) == 1 and last.isupper()) or last[-2:-1] == "."

    def _signs(self, sentence: str) -> _Signs:
        words = _WORD.findall(sentence)
        lowers = [word.lower() for word in words]
        shouting = sentence.isupper()
        names = roles = stand_ins = 0
        i = 0
        while i < len(words):
            if words[i][0].isupper() and lowers[i] in self._first:
                length, _ = self._names.match(words, lowers, i, shouting)
                if length:
                    names += 1
                    i += length
                    continue
            roles += lowers[i] in self._public
            stand_ins += lowers[i] in self.words.pronouns or lowers[i] in self._private
            i += 1
        predicate, grave = self._predicates(lowers)
        return _Signs(predicate, grave, names, roles, stand_ins)

    def _predicates(self, lowers: list[str]) -> tuple[bool, bool]:
        """Whether a predicate stands here with what it needs in reach, and whether a grave one does."""
        predicate = False
        for i, word in enumerate(lowers):
            cues = self._cues.get(word)
            if cues is None:
                continue
            noun = i > 0 and lowers[i - 1] in self.words.before_nouns and not self._forms.is_past(word)
            for cue in cues:
                if (noun and cue.verb) or (predicate and not cue.grave):
                    continue
                if all(
                    not near.words.isdisjoint(lowers[max(0, i - near.before) : i + near.after + 1]) for near in cue.near
                ):
                    if cue.grave:
                        return True, True
                    predicate = True
        return predicate, False

    def _cue(self, lemma: str, names: tuple[str, ...], frame: Frame, verb: bool) -> _Cue:
        reach, near = self.words.reach, []
        if frame.object:
            near.append(_Near(self._objects(frame.object), reach.object, reach.object))
        for preposition, nouns in frame.prep.items():
            near.append(_Near(frozenset({preposition.split()[-1]}), reach.preposition, reach.preposition))
            if nouns:
                near.append(_Near(self._objects(nouns), reach.noun, reach.noun))
        at = names.index(lemma)
        for i, word in enumerate(names):
            if i != at and word[0].isalnum():
                either = self._forms.verb(word) | self._forms.noun(word)
                near.append(_Near(either, int(i < at) * (at - i), int(i > at) * (reach.particle if verb else i - at)))
        return _Cue(tuple(near), verb, frame.type in self.words.grave)

    def _objects(self, nouns: tuple[str, ...]) -> frozenset[str]:
        last = [_WORD.findall(text.lower())[-1] for text in nouns]
        return frozenset(form for word in last for form in self._forms.noun(word))


def _joined(spans: Iterator[Span]) -> list[Span]:
    """Spans in order, those that touch as one."""
    out: list[Span] = []
    for start, end in spans:
        if out and out[-1][1] == start:
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out
