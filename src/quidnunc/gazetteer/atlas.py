"""What is known of a place's name: all places that bear it, for people to read, and near names where none does."""

from __future__ import annotations

import difflib
import math
from dataclasses import dataclass, replace

from quidnunc.errors import UnknownNameError
from quidnunc.gazetteer.place_names import ABBREVIATION, DEMONYM, abbreviation_key, demonym_key, key_of
from quidnunc.gazetteer.places import PRIMARY, PlaceEntry, PlaceIndex, Sense, kilometres
from quidnunc.gazetteer.store import Gazetteer
from quidnunc.gazetteer.yamls import read_yaml

_NEAR = 5  # how many near names are suggested
_ALIKE = 0.75  # how alike a near name is at least, by difflib's measure
_LENGTHS = 2  # by how many letters a near name may be longer or shorter


@dataclass(frozen=True, slots=True)
class PlaceCard:
    """A place that bears a name.

    Attributes:
        name: its own name.
        kind: what it is, in words ("town", "strait").
        division, country: where it lies, in names; empty where no table says.
        lat, lon: degrees; None where unknown.
        population: 0 where unknown.
        id: its GeoNames id, or ``local:…``.
        wikidata: its Wikidata id or empty.
        aliases: its other names.
        source: where the entry comes from.
        kilometres: how far from the place that was asked about; None where none was.
    """

    name: str
    kind: str
    division: str
    country: str
    lat: float | None
    lon: float | None
    population: int
    id: str
    wikidata: str
    aliases: tuple[str, ...]
    source: str
    kilometres: float | None = None


class Atlas:
    """Looks up places.

    Args:
        gazetteer: the states, and the folder of tables.
        places: the index of places.

    Attributes:
        kinds: what feature codes mean, in words.

    Raises:
        GazetteerError: the table of feature codes breaks its contract.
    """

    def __init__(self, gazetteer: Gazetteer, places: PlaceIndex) -> None:
        self._gazetteer = gazetteer
        self._places = places
        self.kinds = read_yaml(gazetteer.folder / "features.yaml", dict[str, str])

    def cards(self, name: str, country: str = "", near: str = "") -> list[PlaceCard]:
        """All places that bear a name or id: as their own name before another, states and the populous first; or by distance.

        Args:
            name: a name, alias, abbreviation, demonym or id.
            country: only those of this state: its id, or one of its names.
            near: the name of a place that the others are measured from, the best known of that name.

        Raises:
            UnknownNameError: no place bears the name (the message suggests near names), or there is no such state or place to measure
                from, or none of the places lies in the state.
        """
        entries = self._entries(name)
        if not entries:
            raise UnknownNameError(self._unknown(name))
        if country:
            state = self._state(country)
            entries = [entry for entry in entries if entry.country == state]
            if not entries:
                raise UnknownNameError(f"no place named '{name}' is known in {self._gazetteer.states[state].name}")
        cards = [self._card(entry) for entry in entries]
        if not near:
            return cards
        origin = self.cards(near)[0]
        return sorted((_measured(card, origin) for card in cards), key=_distance)

    def near(self, name: str) -> list[str]:
        """Known names that are spelled almost so, the most alike first."""
        wanted = key_of(name)
        if not wanted:
            return []
        keys = [key for key in self._places.keys_with(wanted[:2]) if abs(len(key) - len(wanted)) <= _LENGTHS]
        close = difflib.get_close_matches(wanted, keys, n=4 * _NEAR, cutoff=_ALIKE)
        names: dict[str, None] = {}
        for key in close:
            best = self._places.senses(key)[0]
            spelled = best.place.name if key == key_of(best.place.name) else key.title()
            names.setdefault(spelled)
        return list(names)[:_NEAR]

    def _entries(self, name: str) -> list[PlaceEntry]:
        by_id = self._places.get(name) if name.isdigit() or name.startswith("local:") else None
        senses = [] if by_id is None else [Sense(by_id, PRIMARY)]
        for key in (abbreviation_key(name), key_of(name), demonym_key(name)):
            senses.extend(self._places.senses(key) if key.strip(DEMONYM + ABBREVIATION + " ") else ())
        senses.sort(key=lambda s: (s.rank, not s.place.feature.startswith("PCL"), -s.place.population))
        return list({sense.place.id: sense.place for sense in senses}.values())

    def _state(self, country: str) -> str:
        """A state's id by its id or name."""
        if country.upper() in self._gazetteer.states:
            return country.upper()
        for known in self._gazetteer.index.exact(country):
            if known.bearer == "state":
                return known.id
        raise UnknownNameError(f"no state '{country}' is known; give its ISO 3166 alpha-3 code or its name")

    def _card(self, entry: PlaceEntry) -> PlaceCard:
        state = self._gazetteer.states.get(entry.country)
        aliases, source = self._places.told(entry.id)
        division = "" if entry.admin1 == entry.name else entry.admin1
        return PlaceCard(
            name=entry.name,
            kind=self.kinds.get(entry.feature, entry.feature),
            division=division,
            country=state.name if state else "",
            lat=entry.lat,
            lon=entry.lon,
            population=entry.population,
            id=entry.id,
            wikidata=entry.wikidata,
            aliases=aliases,
            source=source,
        )

    def _unknown(self, name: str) -> str:
        near = self.near(name)
        return f"'{name}' is not known" + (f"; near it: {', '.join(near)}" if near else "; no known name is near it")


def _measured(card: PlaceCard, origin: PlaceCard) -> PlaceCard:
    if card.lat is None or card.lon is None or origin.lat is None or origin.lon is None:
        return card
    return replace(card, kilometres=kilometres(card.lat, card.lon, origin.lat, origin.lon))


def _distance(card: PlaceCard) -> float:
    return math.inf if card.kilometres is None else card.kilometres
