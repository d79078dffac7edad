"""Who a filter's words mean: states by name, adjective or code, organisations and their members by date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from quidnunc.gazetteer.rows import MEMBERSHIP_COLUMNS, ORGANISATION_COLUMNS, STATE_COLUMNS
from quidnunc.gazetteer.store import DATA
from quidnunc.gazetteer.tables import first_day, last_day, read_table, read_tables


@dataclass(frozen=True, slots=True)
class Span:
    """Members of an organisation that joined and left on the same days; ISO days, both inclusive, empty for open."""

    members: tuple[str, ...]
    start: str
    end: str


class Polities:
    """States and organisations by any of their names; the gazetteer's tables without the rest of the gazetteer."""

    def __init__(self) -> None:
        self.codes: set[str] = set()
        self.states: dict[str, str] = {}
        self.adjectives: dict[str, str] = {}
        for row in read_table(DATA / "states.csv", STATE_COLUMNS):
            code = row["id"]
            self.codes.add(code)
            for name in (row["name"], *row.many("short_names"), code, row["iso2"], row["wikidata"]):
                if name:
                    self.states.setdefault(name.lower(), code)
            for name in row.many("adjectives"):
                self.adjectives.setdefault(name.lower(), code)
        self.organisations: dict[str, str] = {}
        self.organisation_names: dict[str, str] = {}
        for row in read_tables(DATA / "organisations", ORGANISATION_COLUMNS):
            self.organisation_names[row["id"]] = row["name"]
            for name in (row["id"], row["name"], *row.many("short_names"), *row.many("acronyms"), row["wikidata"]):
                if name:
                    self.organisations.setdefault(name.lower(), row["id"])
        self.members: dict[str, list[tuple[str, str, str]]] = {}
        for row in read_tables(DATA / "memberships", MEMBERSHIP_COLUMNS):
            if row["role"] == "member":
                held = self.members.setdefault(row["organisation"], [])
                held.append((row["member"], row["from"], row["to"]))

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
    """The states and organisations that ship."""
    return Polities()
