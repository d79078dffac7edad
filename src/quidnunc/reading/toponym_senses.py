"""Which of the places of one name is meant: by renown, by what else the article names, by what the text says outright.

Toponyms that mean places are spoken of together with others of the same country and division and nearby (Leidner 2007,
"Toponym Resolution in Text"; spatial minimality), and one name means one place throughout a text (Gale, Church and Yarowsky 1992).
All names vote at once: each spreads its weight over its senses' countries, divisions and surroundings, in a few rounds.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from quidnunc.gazetteer.places import PlaceEntry, Sense, kilometres

_ROUNDS = 3
_SHARPNESS = 1.6
_MOST_SENSES = 60
_ALTERNATE = 1.2
_CAPITAL = 0.7
_COUNTRY, _DIVISION, _NEAR, _SENTENCE = 1.8, 2.2, 2.0, 0.5
_CONTAINED, _CONTAINS = 6.0, 3.0
_WIDE = ("PCL", "ADM1", "CONT", "OCN", "SEA", "RGN")
_NEIGHBOURS = tuple((x, y) for x in (-1, 0, 1) for y in (-1, 0, 1))


@dataclass(slots=True)
class Node:
    """One name of an article with what it may mean.

    ``bonus`` is what the text says outright about each sense; ``weight`` how much the name says about the others.
    """

    senses: Sequence[Sense]
    weight: float = 1.0
    bonus: list[float] = field(default_factory=list)
    priors: list[float] = field(default_factory=list)
    shares: list[float] = field(default_factory=list)


def renown(sense: Sense, prominence: Mapping[str, float]) -> float:
    """How well known a place is under a name: on the scale of the logarithm of a town's population."""
    place = sense.place
    feature = place.feature
    penalty = _ALTERNATE if sense.rank else 0.0
    if feature.startswith("PPL"):
        value = max(math.log10(max(place.population, 100)), prominence.get(feature, 0.0))
        return value - penalty + (_CAPITAL if feature == "PPLC" and not sense.rank else 0.0)
    value = prominence.get(feature, 5.5)
    if feature == "ADM1":
        value = min(7.0, math.log10(place.population + 1_000) + 0.3)
    elif feature == "ADM2":
        value = min(value, math.log10(place.population + 1_000))
    elif feature.startswith("PCL"):
        value += 0.1 * math.log10(place.population + 1)
        penalty = 0.0
    return value - penalty


def is_in(inner: PlaceEntry, outer: PlaceEntry) -> bool:
    """Whether one place lies in the other, as far as the gazetteer tells."""
    if inner.id == outer.id:
        return False
    if outer.feature.startswith("PCL"):
        return inner.country == outer.country and not inner.feature.startswith("PCL")
    if outer.feature == "ADM1":
        if inner.country != outer.country or inner.feature.startswith(("PCL", "ADM1")):
            return False
        return inner.admin1 == outer.name or (
            (not inner.admin1 or outer.country != "USA") and distance(inner, outer) < 200
        )
    if inner.feature.startswith(("PCL", "ADM1", "CONT")):
        return False
    reach = 70 if outer.feature.startswith("ADM") else 40 if outer.feature.startswith("PPL") else 400
    return distance(inner, outer) < reach


def distance(a: PlaceEntry, b: PlaceEntry) -> float:
    """Kilometres between two places; infinite where one has no coordinates."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return math.inf
    return kilometres(a.lat, a.lon, b.lat, b.lon)


def settle(nodes: Sequence[Node], prominence: Mapping[str, float], countries: Mapping[str, float]) -> list[list[float]]:
    """How well each sense of each name fits.

    Args:
        nodes: the names of an article.
        prominence: renown by feature code.
        countries: what else in the article points to states: weights by state id.

    Returns:
        For each node the score of each sense.
    """
    for node in nodes:
        node.priors = [renown(s, prominence) + b for s, b in zip(node.senses, node.bonus, strict=True)]
        node.shares = _shares(node.priors)
    scores = [node.priors for node in nodes]
    for _ in range(_ROUNDS):
        votes = _Votes(nodes, countries)
        scores = [votes.scores(node) for node in nodes]
        for node, values in zip(nodes, scores, strict=True):
            node.shares = _shares(values)
    return scores


def _shares(scores: list[float]) -> list[float]:
    top = max(scores)
    raw = [math.exp(_SHARPNESS * (score - top)) if top - score < 6 else 0.0 for score in scores]
    total = sum(raw)
    return [value / total for value in raw]


class _Votes:
    """What all names of an article say together about where it plays."""

    def __init__(self, nodes: Sequence[Node], countries: Mapping[str, float]) -> None:
        self.country: dict[str, float] = defaultdict(float, countries)
        self.division: dict[tuple[str, str], float] = defaultdict(float)
        self.cell: dict[tuple[int, int], float] = defaultdict(float)
        self.total = sum(countries.values())
        self.divided = 0.0
        for node in nodes:
            self._add(node)

    def _add(self, node: Node) -> None:
        self.total += node.weight
        for sense, share in zip(node.senses, node.shares, strict=True):
            if share < 0.02:
                continue
            place, vote = sense.place, share * node.weight
            if place.country:
                self.country[place.country] += vote
                if place.admin1:
                    self.division[place.country, place.admin1] += vote
                    self.divided += vote
            if place.lat is not None and place.lon is not None and not place.feature.startswith(_WIDE):
                self.cell[math.floor(place.lat), math.floor(place.lon)] += vote

    def scores(self, node: Node) -> list[float]:
        """Prior and votes of the other names for each sense."""
        own_country: dict[str, float] = defaultdict(float)
        own_division: dict[tuple[str, str], float] = defaultdict(float)
        own_cell: dict[tuple[int, int], float] = defaultdict(float)
        divided = self.divided
        for sense, share in zip(node.senses, node.shares, strict=True):
            if share < 0.02:
                continue
            place, vote = sense.place, share * node.weight
            if place.country:
                own_country[place.country] += vote
                if place.admin1:
                    own_division[place.country, place.admin1] += vote
                    divided -= vote
            if place.lat is not None and place.lon is not None and not place.feature.startswith(_WIDE):
                own_cell[math.floor(place.lat), math.floor(place.lon)] += vote
        others = max(self.total - node.weight, 0.0) + 0.5
        divided = max(divided, 0.0) + 0.5
        out = []
        for sense, prior in zip(node.senses, node.priors, strict=True):
            place = sense.place
            score = prior
            if place.country:
                score += _COUNTRY * max(self.country[place.country] - own_country[place.country], 0.0) / others
                if place.admin1:
                    division = place.country, place.admin1
                    score += _DIVISION * max(self.division[division] - own_division[division], 0.0) / divided
            if place.lat is not None and place.lon is not None and not place.feature.startswith(_WIDE):
                row, column = math.floor(place.lat), math.floor(place.lon)
                near = 0.0
                for x, y in _NEIGHBOURS:
                    cell = row + x, column + y
                    if cell in self.cell:
                        near += self.cell[cell] - own_cell.get(cell, 0.0)
                if near > 0.01:
                    score += _NEAR * (1.0 - math.exp(-near))
            out.append(score)
        return out


def likeliest(senses: Sequence[Sense], prominence: Mapping[str, float]) -> tuple[Sense, ...]:
    """The senses that are worth weighing: the best known of a name that very many places bear."""
    if len(senses) <= _MOST_SENSES:
        return tuple(senses)
    return tuple(sorted(senses, key=lambda s: -renown(s, prominence))[:_MOST_SENSES])
