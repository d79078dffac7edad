"""Toponyms → places."""

from __future__ import annotations

from quidnunc.gazetteer import Gazetteer
from quidnunc.reading.draft import Draft
from quidnunc.records import Place


class Locator:
    """Finds the places that geographic mentions name."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer

    def locate(self, draft: Draft) -> None:
        """Sets ``place`` (and the country of a town) on every geographic mention of the draft that names a known place."""
        for found in draft.found:
            if found.geographic and found.country in self.gazetteer.states:
                state = self.gazetteer.states[found.country]
                key = state.geonames or f"local:{state.id}"
                draft.places.setdefault(
                    key,
                    Place(id=key, name=state.name, country=state.iso3 or state.id, lat=state.lat, lon=state.lon, feature="PCLI", wikidata=state.wikidata or None),
                )
                found.place = key
