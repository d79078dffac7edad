"""The words by which texts speak of places."""

from __future__ import annotations

from functools import cache

import msgspec

from quidnunc.reading.lexicons import load_lexicon


class WhereLexicon(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``lexicon/where.yaml``; each field is explained there."""

    prepositions: frozenset[str]
    weak_prepositions: frozenset[str]
    fillers: frozenset[str]
    announcers: frozenset[str]
    inhabitants: frozenset[str]
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


@cache
def where_lexicon() -> WhereLexicon:
    """The lexicon that ships with the package. Raises DataError where it breaks its shape."""
    return load_lexicon("where", WhereLexicon)
