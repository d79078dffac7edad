"""Whether it is settled which place a name means, so that its Wikidata id may be given.

A place is still the best guess where it is not: its coordinates are often right, or near. An id is a claim of identity.
"""

from __future__ import annotations

from collections.abc import Sequence

from quidnunc.gazetteer.places import PlaceEntry
from quidnunc.reading.toponym_lookup import Toponym
from quidnunc.reading.toponym_senses import Node

_MARGIN = 1.0
_OUTSHONE = (
    2.0  # a place so much less known than another of the name is none that the other names of the text can settle on
)
_DWARFS, _LARGE = (
    8,
    100_000,
)  # so many times larger than any other of the name, and a city, a place needs no margin ("Geneva")
_MARGIN_OF_ALIAS = 2.5  # for a town by another name than its own ("Frisco")


def is_settled(node: Node, scores: Sequence[float], best: int, group: Sequence[Toponym]) -> bool:
    """Whether the best sense of a name stands clear of the others, or the text says outright where its place lies.

    Args:
        node: the name, with what it may mean and what the text says of each sense.
        scores: how well each sense fits, in the order of ``node.senses``.
        best: which sense was chosen.
        group: where the article bears the name. An abbreviation that stands behind no town ("the LA Sheriff") is never settled.
    """
    sense = node.senses[best]
    if node.bonus[best] > 0:
        return True
    if any(toponym.abbreviation for toponym in group):
        return False
    rivals = [i for i, other in enumerate(node.senses) if _is_other(other.place, sense.place)]
    if any(node.priors[i] > node.priors[best] + _OUTSHONE for i in rivals):
        return False
    margin = scores[best] - max((scores[i] for i in rivals), default=0.0)
    largest = max((node.senses[i].place.population for i in rivals), default=0)
    alias = sense.rank > 0 and sense.place.feature.startswith("PPL")
    if sense.place.population >= max(_DWARFS * largest, _LARGE):
        return True
    return margin >= (_MARGIN_OF_ALIAS if alias else _MARGIN)


def _is_other(place: PlaceEntry, chosen: PlaceEntry) -> bool:
    """Whether a place is elsewhere than the chosen one: a town's own division is no rival to it."""
    same = place.country == chosen.country and place.admin1 == chosen.admin1 and bool(chosen.admin1)
    return place.id != chosen.id and not same
