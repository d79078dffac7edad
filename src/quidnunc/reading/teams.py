"""Whether a town's or country's name is its team's: "Turin beat Genoa 2-0", "the Lyon striker"."""

from __future__ import annotations

import re
from functools import cache, cached_property

import msgspec

from quidnunc.reading.draft import Draft, Found
from quidnunc.reading.language import Syntax
from quidnunc.reading.lexicons import load_lexicon
from quidnunc.reading.where_lexicon import where_lexicon

_SCORE = re.compile(r"\d{1,3}[-–]\d{1,3}")
_ROLES = frozenset({"nsubj", "nsubjpass", "dobj", "poss", "ROOT"})
_BEFORE = frozenset({"compound", "nmod", "amod"})
_NAMES = frozenset({"NNP", "NNPS"})
_LISTED = frozenset({"conj", "appos"})
_OWN, _LEAST_KINDS, _SHARE = 2, 8, 0.022  # a word of sport's own counts like two that it shares


class TeamsLexicon(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``lexicon/teams.yaml``; each field is explained there."""

    words: frozenset[str]
    common: frozenset[str]
    members: frozenset[str]
    opposing: frozenset[str]
    prepositions: frozenset[str]


@cache
def teams_lexicon() -> TeamsLexicon:
    """The lexicon that ships with the package. Raises DataError where it breaks its shape."""
    return load_lexicon("teams", TeamsLexicon)


class Teams:
    """Tells the names of teams from those of their homes, in one article.

    Args:
        draft: the article's draft, its mentions found.
    """

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.syntax: Syntax = draft.syntax
        self.lexicon = teams_lexicon()
        self._told: dict[int, tuple[bool, bool]] = {}

    def is_team(self, found: Found) -> bool:
        """Whether a place's name is its team's.

        A name acts, is acted on, or stands before a player; where it says where ("in Lyon", "Lyon, France") it is the place's.
        """
        if not found.geographic or found.demonym:
            return False
        head = found.head
        while self.syntax.deps[head] in _LISTED and self.syntax.heads[head] != head:
            head = self.syntax.heads[head]
        shared, own = self._marks(self.syntax.sentence_of[found.head])
        if self._is_report:
            town = self._is_town(found) or (head != found.head and self._is_town(self.draft.covering.get(head)))
            return (town or shared or own) and (self._plays(head, town) or self._is_beside(found))
        return shared and own and (self._opposes(head) or self._is_beside(found))

    def _is_town(self, found: Found | None) -> bool:
        place = None if found is None or found.place is None else self.draft.places.get(found.place)
        return place is not None and place.feature.startswith("PPL")

    def _plays(self, head: int, town: bool) -> bool:
        """Whether a name stands where a team's does in a report of sport."""
        syntax, lexicon = self.syntax, self.lexicon
        relation, governor = syntax.deps[head], syntax.heads[head]
        if relation == "pobj":
            return syntax.lowers[governor] in lexicon.prepositions
        if relation in _BEFORE:
            lemma = syntax.lemmas[governor].lower()
            if lemma in lexicon.members or syntax.tags[governor] in _NAMES:
                return True
            return town and lemma not in where_lexicon().inhabitants
        return relation in _ROLES

    def _opposes(self, head: int) -> bool:
        """Whether a name stands where only a team's does: "versus Lyon", "the Lyon striker"."""
        syntax, lexicon = self.syntax, self.lexicon
        relation, governor = syntax.deps[head], syntax.heads[head]
        if relation in _BEFORE:
            return syntax.lemmas[governor].lower() in lexicon.members
        if relation == "pobj":
            return syntax.lowers[governor] in lexicon.opposing
        versus = any(syntax.lowers[c] in lexicon.opposing for c in syntax.children[head])
        return versus or (relation in ("nsubj", "dobj") and syntax.lemmas[governor] in lexicon.opposing)

    def _is_beside(self, found: Found) -> bool:
        """Whether a word between opponents stands right beside a name, or a score behind it, whatever the parser makes of it."""
        lowers = self.syntax.lowers
        if _SCORE.match("".join(lowers[found.last : found.last + 3])):
            return True
        beside = lowers[max(found.first - 1, 0) : found.first] + lowers[found.last : found.last + 1]
        return any(lower in self.lexicon.opposing for lower in beside)

    @cached_property
    def _is_report(self) -> bool:
        """Whether the article tells of sport: it uses many words of it, and often."""
        lemmas = [lemma.lower() for lemma in self.syntax.lemmas]
        own = [lemma for i, lemma in enumerate(lemmas) if self._is_word(i)]
        shared = [lemma for lemma in lemmas if lemma in self.lexicon.common]
        kinds = _OWN * len(set(own)) + len(set(shared))
        return bool(own) and kinds >= _LEAST_KINDS and _OWN * len(own) + len(shared) >= _SHARE * len(lemmas)

    def _is_word(self, i: int) -> bool:
        return self.syntax.lemmas[i].lower() in self.lexicon.words or self.syntax.lowers[i] in self.lexicon.words

    def _marks(self, sentence: int) -> tuple[bool, bool]:
        """Whether a sentence has words that sport shares with other things, and words of its own or a score."""
        known = self._told.get(sentence)
        if known is None:
            first, last = self.syntax.sentences[sentence]
            tokens = range(first, last)
            shared = any(self.syntax.lemmas[i].lower() in self.lexicon.common for i in tokens)
            score = _SCORE.search(self.syntax.slice(first, last)) is not None
            known = shared, score or any(self._is_word(i) for i in tokens)
            self._told[sentence] = known
        return known
