"""The words by which texts speak of places."""

from __future__ import annotations

from functools import cache, cached_property

import msgspec

from quidnunc.reading.lexicons import load_lexicon


class WhereLexicon(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """``lexicon/where.yaml``; each field is explained there."""

    prepositions: frozenset[str]
    weak_prepositions: frozenset[str]
    fillers: frozenset[str]
    joints: frozenset[str]
    announcers: frozenset[str]
    naming: frozenset[str]
    classes: frozenset[str]
    inhabitants: frozenset[str]
    taking: frozenset[str]
    striking: frozenset[str]
    parties: frozenset[str]
    divisions: frozenset[str]
    plurals: dict[str, str]
    towns: frozenset[str]
    others: frozenset[str]
    civic: frozenset[str]
    institutions: frozenset[str]
    leaders: frozenset[str]
    not_names: frozenset[str]
    persons: frozenset[str]
    prominence: dict[str, float]

    @cached_property
    def words(self) -> frozenset[str]:
        """Words that make up names of bodies and places but name nothing alone ("Police", "Central"), whatever town is called so."""
        lists = (
            self.fillers,
            self.announcers,
            self.inhabitants,
            self.divisions,
            self.others,
            self.civic,
            self.institutions,
        )
        return frozenset().union(*lists, self.towns, self.leaders, self.not_names)


@cache
def where_lexicon() -> WhereLexicon:
    """The lexicon that ships with the package. Raises DataError where it breaks its shape."""
    return load_lexicon("where", WhereLexicon)
