"""Which bearer of a shared name an article means: by the entity's label, the countries spoken of, and who existed on the day."""

from __future__ import annotations

from collections import Counter

from quidnunc.gazetteer import Gazetteer
from quidnunc.gazetteer.names import Name
from quidnunc.gazetteer.tables import first_day
from quidnunc.reading.name_spans import Known
from quidnunc.reading.persons import Persons

_ORDER = ("state", "metonym", "collective", "capital", "organisation", "person", "adjective", "people", "place")
_OF_STATES = frozenset({"state", "adjective", "capital", "people"})
_SHARED = 3  # a name of more bearers than this ("Supreme Court") names none without a country


class Bearers:
    """Chooses among the bearers of names in one article.

    Args:
        gazetteer: who there is.
        persons: who is in office.
        day: the report's ISO date, or None.
        known: the article's known names, which say what countries it speaks of.

    Attributes:
        countries: how often each state is named, by id.
        spoken: all states named, or whose bodies are.
    """

    def __init__(self, gazetteer: Gazetteer, persons: Persons, day: str | None, known: list[Known]) -> None:
        self.gazetteer = gazetteer
        self.persons = persons
        self.day = day
        self.countries: Counter[str] = Counter()
        self.country_at: dict[int, str] = {}
        self.chosen: set[str] = set()
        bodies = (names[0].id for _, _, names in known if len(names) == 1 and names[0].bearer == "organisation")
        belonging = {self.gazetteer.organisations[key].country for key in bodies} & gazetteer.states.keys()
        for first, last, names in known:
            if len({name.id for name in names}) == 1 and names[0].bearer in _OF_STATES:
                self.countries[names[0].id] += 1
                for i in range(first, last):
                    self.country_at[i] = names[0].id
        self.spoken = frozenset(belonging | self.countries.keys())

    def choose(self, names: list[Name], label: str, at: int) -> Name | None:
        """One bearer of an ambiguous name: by label, kind, country, and who was in office; None where nothing tells."""
        people = [n for n in names if n.bearer == "person"]
        if label == "PERSON" and people:
            names = people
        if len(names) > 1:
            if all(n.bearer == "person" for n in names):
                return max(names, key=lambda n: self.persons.prominence(n.id))
            names = sorted(names, key=lambda n: (not self.exists(n), _ORDER.index(n.bearer)))
            alike = [n for n in names if n.bearer == names[0].bearer and self.exists(n) == self.exists(names[0])]
            if names[0].bearer in ("organisation", "metonym"):
                return self._of_country(alike, at)
            if names[0].bearer in ("adjective", "people"):  # "Dominican"
                return max(alike, key=lambda n: (self.countries[n.id], n.id not in self.gazetteer.words.risky.lesser))
        return names[0]

    def _of_country(self, names: list[Name], at: int) -> Name | None:
        """The body or metonym of a shared name that belongs to the country named right before, or most spoken of."""
        before = self.country_at.get(at - 1) or self.country_at.get(at - 2)
        scored = []
        for order, name in enumerate(names):
            if name.bearer == "metonym":
                country = self.gazetteer.metonyms[int(name.id)].state
            else:
                country = self.gazetteer.organisations[name.id].country
            scored.append(
                (
                    country == before and bool(before),
                    name.id in self.chosen,
                    self.countries.get(country, 0),
                    -order,
                    name,
                )
            )
        best = max(scored, key=lambda item: item[:4])
        if len(names) > _SHARED and not any(best[:3]):
            return None
        return best[4]

    def exists(self, name: Name) -> bool:
        """Whether a state or organisation existed on the report's day."""
        entry = self.gazetteer.states.get(name.id) or self.gazetteer.organisations.get(name.id)
        if entry is None or self.day is None:
            return entry is None or not entry.end
        return (not entry.start or first_day(entry.start) <= self.day) and (
            not entry.end or self.day <= entry.end + "-12-31"
        )
