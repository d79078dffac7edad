"""Toponyms → places."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

import msgspec

from quidnunc.gazetteer import Gazetteer
from quidnunc.gazetteer.places import PlaceEntry, PlaceIndex, Sense, open_places
from quidnunc.reading.draft import Draft, Found
from quidnunc.reading.language import Syntax
from quidnunc.reading.name_parts import names_itself
from quidnunc.reading.settled import is_settled
from quidnunc.reading.teams import Teams
from quidnunc.reading.toponym_lookup import Toponym
from quidnunc.reading.toponym_senses import Node, is_in, likeliest, settle
from quidnunc.reading.toponyms import ToponymFinder
from quidnunc.reading.where_lexicon import where_lexicon
from quidnunc.records import Place

_DEMONYM, _ACTOR = 0.5, 0.25
_LISTING = frozenset({",", "and", "or", "&"})
_CONTAINED, _CONTAINS, _BESIDE = 6.0, 3.0, 1.0
_ALIKE = 1.5  # what is listed together is of a kind
_SHARE_OF_DIVISION, _OVERSHADOWED = 0.1, 1.5


class Locator:
    """Finds the places that an article names.

    Args:
        gazetteer: who there is, and its tables of places.
        places: the index of places; by default the gazetteer's, made when it is first needed.
    """

    def __init__(self, gazetteer: Gazetteer, places: PlaceIndex | None = None) -> None:
        self.gazetteer = gazetteer
        self.places = places or open_places(gazetteer)
        self.lexicon = where_lexicon()

    def locate(self, draft: Draft) -> None:
        """Sets ``place``, and a town's ``country``, on the mentions that name known places; enters the places in the draft.

        Toponyms that no mention covers become mentions.
        """
        toponyms = ToponymFinder(draft, self.gazetteer, self.places, self.lexicon).find()
        groups: dict[str, list[Toponym]] = defaultdict(list)
        for toponym in toponyms:
            toponym.senses = likeliest(toponym.senses, self.lexicon.prominence)
            groups[_group(toponym)].append(toponym)
        containers, lists = _containers(draft.syntax, toponyms), _lists(draft.syntax, toponyms)
        names = list(groups.values())
        nodes = [Node(max(g, key=lambda t: len(t.senses)).senses, 1.0 + math.log(len(g))) for g in names]
        for node, group in zip(nodes, names, strict=True):
            node.bonus = [
                max(_said(sense.place, t, containers) + _alike(sense.place, lists.get(id(t), ())) for t in group)
                - _overshadowed(sense.place, group[0], node.senses)
                for sense in node.senses
            ]
        settled: list[Found] = []
        scores = settle(nodes, self.lexicon.prominence, self._countries(draft))
        for node, group, values in zip(nodes, names, scores, strict=True):
            best = max(range(len(values)), key=lambda i: values[i])
            clear = is_settled(node, values, best, group) and not _is_elsewhere(
                node.senses[best].place, group, containers
            )
            for toponym in group:
                self._place(draft, toponym, node.senses[best].place)
                if clear:
                    settled.append(toponym.found)
        for found in (*draft.found, *draft.inner):
            if found.demonym and found.place is None and found.country in self.gazetteer.states:
                found.place = self._state(draft, found.country)
                settled.append(found)
        if toponyms:
            draft.index_mentions()
        _withhold(draft, settled)

    def _countries(self, draft: Draft) -> dict[str, float]:
        """What demonyms and known actors say about where the article plays: weights by state."""
        counts: dict[tuple[str, bool], int] = defaultdict(int)
        for found in draft.found:
            if found.country and (found.demonym or not found.geographic):
                counts[found.country, found.demonym] += 1
        out: dict[str, float] = defaultdict(float)
        for (country, demonym), count in counts.items():
            out[country] += (_DEMONYM if demonym else _ACTOR) * (1.0 + math.log(count))
        return out

    def _place(self, draft: Draft, toponym: Toponym, place: PlaceEntry) -> None:
        """Writes a decision down. A mention that turns out to be no state stands for none ("Georgia", "Paris, Texas")."""
        found = toponym.found
        found.geographic = True
        if toponym.state is None:
            if not place.feature.startswith(("CONT", "RGN")) and found.actors and found.actors[0].startswith("local:"):
                found.actors = ()
        elif place.country != toponym.state and self.gazetteer.states[toponym.state].status != "former":
            found.actors = ()
        found.country = place.country or None
        found.place = self._enter(draft, place)

    def _state(self, draft: Draft, key: str) -> str:
        state = self.gazetteer.states[key]
        place = self.places.get(state.geonames or f"local:{state.id}")
        if place is None:
            place = PlaceEntry(f"local:{key}", state.name, key, "", state.lat, state.lon, "PCLI", 0, state.wikidata)
        return self._enter(draft, place)

    def _enter(self, draft: Draft, place: PlaceEntry) -> str:
        if place.id not in draft.places:
            state = self.gazetteer.states.get(place.country)
            draft.places[place.id] = Place(
                id=place.id,
                name=place.name,
                country=(state.iso3 or state.id) if state else None,
                lat=place.lat,
                lon=place.lon,
                feature=place.feature,
                wikidata=place.wikidata or None,
            )
        return place.id


def _withhold(draft: Draft, settled: Sequence[Found]) -> None:
    """Leaves their Wikidata ids only to the places that some mention names, and that are settled on."""
    teams = Teams(draft)
    named = {f.place for f in settled if names_itself(draft, f, teams)}
    for key, place in draft.places.items():
        if place.wikidata and key not in named:
            draft.places[key] = msgspec.structs.replace(place, wikidata=None)


def _group(toponym: Toponym) -> str:
    """Toponyms that mean the same: the same name beside the same noun."""
    return f"{toponym.key}|{toponym.kind}|{toponym.state or ''}"


def _said(place: PlaceEntry, toponym: Toponym, containers: dict[int, list[tuple[Toponym, float]]]) -> float:
    """What the text says outright: that the toponym's place lies in another, or another in it."""
    bonus = 0.0
    for other, weight in containers.get(id(toponym), ()):
        if weight > 0:
            inside = any(is_in(place, sense.place) for sense in other.senses)
        else:
            inside = any(is_in(sense.place, place) for sense in other.senses)
        bonus += abs(weight) if inside else 0.0
    return bonus


def _is_elsewhere(
    place: PlaceEntry, group: Sequence[Toponym], containers: dict[int, list[tuple[Toponym, float]]]
) -> bool:
    """Whether the text says that the name lies where this place does not ("X, El Salvador" where only one in Colombia is known)."""
    return any(
        weight >= _CONTAINED and not any(is_in(place, sense.place) for sense in outer.senses)
        for toponym in group
        for outer, weight in containers.get(id(toponym), ())
    )


def _overshadowed(place: PlaceEntry, toponym: Toponym, senses: Sequence[Sense]) -> float:
    """What is to be taken off a division whose bare name means the town in it ("Kherson", not "Kherson region")."""
    if toponym.kind or not place.feature.startswith("ADM"):
        return 0.0
    inner = (s.place for s in senses if s.place.feature.startswith("PPL") and s.place.country == place.country)
    towns = any(p.admin1 == place.admin1 and p.population >= _SHARE_OF_DIVISION * place.population for p in inner)
    return _OVERSHADOWED if towns else 0.0


def _containers(syntax: Syntax, toponyms: list[Toponym]) -> dict[int, list[tuple[Toponym, float]]]:
    """By toponym (its ``id()``): those that it is said to lie in (positive weight) or to contain (negative)."""
    out: dict[int, list[tuple[Toponym, float]]] = defaultdict(list)
    starts = {t.first: t for t in toponyms}
    for toponym in toponyms:
        after = toponym.last
        if after >= len(syntax):
            continue
        outer = None
        if syntax.words[after] in (",", "(", "in"):
            outer = starts.get(after + 1)
        elif syntax.lowers[after] == "," or syntax.lowers[after] in ("'s", "’s"):
            outer = None
        if outer is not None and _encloses(syntax, toponym, outer):
            out[id(toponym)].append((outer, _CONTAINED))
            out[id(outer)].append((toponym, -_CONTAINS))
        if syntax.lowers[after] in ("'s", "’s"):
            inner = starts.get(after + 1)
            if inner is not None:
                out[id(inner)].append((toponym, _BESIDE))
                out[id(toponym)].append((inner, -_BESIDE))
    return out


def _lists(syntax: Syntax, toponyms: list[Toponym]) -> dict[int, list[Toponym]]:
    """By toponym (its ``id()``): those that stand beside it in a list ("Georgia, Alabama and Tennessee")."""
    out: dict[int, list[Toponym]] = defaultdict(list)
    for one, other in pairwise(toponyms):
        between = set(syntax.lowers[one.last : other.first])
        if between and between <= _LISTING and not other.abbreviation:
            out[id(one)].append(other)
            out[id(other)].append(one)
    return out


def _alike(place: PlaceEntry, others: Sequence[Toponym]) -> float:
    """What speaks for a division if those listed beside it may be divisions of the same state."""
    if place.feature != "ADM1":
        return 0.0
    same = any(
        sense.place.feature == "ADM1" and sense.place.country == place.country and sense.place.id != place.id
        for other in others
        for sense in other.senses
    )
    return _ALIKE if same else 0.0


def _encloses(syntax: Syntax, inner: Toponym, outer: Toponym) -> bool:
    """Whether "X, Y" says that X lies in Y, rather than listing both."""
    if outer.abbreviation:
        return True
    wide = any(s.place.feature.startswith(("PCL", "ADM")) for s in outer.senses)
    if not wide:
        return False
    if syntax.words[inner.last] != ",":
        return True
    same = (
        {s.place.feature[:3] for s in inner.senses[:3]}
        & {s.place.feature[:3] for s in outer.senses[:1]}
        & {"PCL", "ADM"}
    )
    if not same:
        return True
    after = outer.last
    return not (
        after < len(syntax)
        and (
            syntax.lowers[after] in ("and", "or", "&")
            or (syntax.lowers[after] == "," and after + 1 < len(syntax) and syntax.words[after + 1][0].isupper())
        )
    )
