"""Who a filter's words mean: states by name, adjective or code, organisations and their members by date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from quidnunc.gazetteer import Gazetteer, load
from quidnunc.gazetteer.tables import first_day, last_day


@dataclass(frozen=True, slots=True)
class Span:
    """Members of an organisation that joined and left on the same days; ISO days, both inclusive, empty for open."""

    members: tuple[str, ...]
    start: str
    end: str


class Polities:
    """States and organisations by any of their names.

    Args:
        gazetteer: whose states, organisations and memberships.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.states: dict[str, str] = {}
        self.adjectives: dict[str, str] = {}
        for state in gazetteer.states.values():
            for name in (state.name, *state.short_names, state.id, state.iso2, state.wikidata):
                if name:
                    self.states.setdefault(name.lower(), state.id)
            for name in state.adjectives:
                self.adjectives.setdefault(name.lower(), state.id)
        self.organisations: dict[str, str] = {}
        self.organisation_names: dict[str, str] = {}
        for held in gazetteer.organisations.values():
            self.organisation_names[held.id] = held.name
            for name in (held.id, held.name, *held.short_names, *held.acronyms, held.wikidata):
                if name:
                    self.organisations.setdefault(name.lower(), held.id)
        self.members: dict[str, list[tuple[str, str, str]]] = {}
        for membership in gazetteer.memberships:
            if membership.role == "member":
                days = (membership.member, membership.start, membership.end)
                self.members.setdefault(membership.organisation, []).append(days)

    def state(self, name: str) -> str | None:
        """The code of a state by its name, adjective, code or Wikidata id."""
        return self.states.get(name.lower()) or self.adjectives.get(name.lower())

    def organisation(self, name: str) -> str | None:
        """The id of an organisation by any of its names."""
        return self.organisations.get(name.lower().removeprefix("the "))

    def spans(self, organisation: str) -> Iterator[Span]:
        """The members of an organisation, those of the same days together."""
        together: dict[tuple[str, str], list[str]] = {}
        for member, start, end in self.members.get(organisation, ()):
            days = (first_day(start) if start else "", last_day(end) if end else "")
            together.setdefault(days, []).append(member)
        for (start, end), members in sorted(together.items()):
            yield Span(tuple(sorted(members)), start, end)


@lru_cache(maxsize=1)
def polities() -> Polities:
    """The states and organisations that ship, and the user's own."""
    return Polities(load())
