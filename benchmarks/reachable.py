"""What share of labelled toponyms the gazetteer could place at best: with a perfect choice among the places of each one's name."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.gold import Gold, Half
from quidnunc.gazetteer import Gazetteer, load
from quidnunc.gazetteer.places import PlaceEntry, PlaceIndex, kilometres, open_places

REACH = 161.0  # kilometres, as the scorer has it
_OF_STATES = frozenset({"state", "adjective", "people"})


def share(gold: Gold, file: str, half: Half | None, limit: int | None) -> float:
    """The share of the toponyms with coordinates whose name a place within reach bears.

    Raises:
        GoldError: the labelled data are missing.
    """
    gazetteer = load()
    places = open_places(gazetteer)
    labelled = [t for row in gold.rows(file, half, limit) for t in row["toponyms"] if t.get("lat") is not None]
    found = sum(
        any(_within(place, t["lat"], t["lon"]) for place in _named(t["phrase"], gazetteer, places)) for t in labelled
    )
    return found / max(len(labelled), 1)


def _named(phrase: str, gazetteer: Gazetteer, places: PlaceIndex) -> Iterator[PlaceEntry]:
    """All places that a phrase names, abbreviates or is a demonym of."""
    for senses in (places.named(phrase), places.abbreviated(phrase), places.demonyms(phrase)):
        yield from (sense.place for sense in senses)
    for name in gazetteer.index.exact(phrase):
        if name.bearer in _OF_STATES:
            state = places.get(gazetteer.states[name.id].geonames or f"local:{name.id}")
            if state is not None:
                yield state


def _within(place: PlaceEntry, lat: float, lon: float) -> bool:
    return place.lat is not None and place.lon is not None and kilometres(place.lat, place.lon, lat, lon) <= REACH
