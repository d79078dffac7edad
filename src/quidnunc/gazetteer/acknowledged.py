"""What looks like a mistake in the tables and is none: ``acknowledged.yaml``, each entry with its reason."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec

from quidnunc.gazetteer.entries import Term
from quidnunc.gazetteer.yamls import read_yaml


class Overlap(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An office that several held at once; without ``people``, one that always has several holders."""

    of: str
    office: str
    reason: str
    people: tuple[str, ...] = ()


class Vacancy(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"start": "from", "end": "to"}):
    """A time when nobody held an office, or an office that did not exist; bounds may be empty."""

    of: str
    office: str
    reason: str
    start: str = ""
    end: str = ""


class Early(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A state whose offices are older than the state as the table dates it, or outlived it."""

    of: str
    reason: str


class Namesakes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Rows that share a name or a Wikidata id with good reason."""

    keys: tuple[str, ...]
    reason: str


class Acknowledged(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file. Gaps are looked for from ``since`` to ``horizon`` where they are longer than ``longest_gap`` days."""

    since: str
    horizon: str
    longest_gap: int
    overlaps: tuple[Overlap, ...] = ()
    vacancies: tuple[Vacancy, ...] = ()
    early: tuple[Early, ...] = ()
    namesakes: tuple[Namesakes, ...] = ()

    def shared(self, of: str, office: str, *people: str) -> bool:
        """Whether these people are known to have held an office at the same time."""
        return any(
            entry.of == of and entry.office == office and (not entry.people or set(people) <= set(entry.people))
            for entry in self.overlaps
        )

    def vacant(self, of: str, office: str, start: str, end: str) -> bool:
        """Whether an office is known to have been vacant all the time between two days."""
        return any(
            entry.of == of
            and entry.office == office
            and (not entry.start or entry.start <= start)
            and (not entry.end or end <= entry.end)
            for entry in self.vacancies
        )

    def outlives(self, term: Term) -> bool:
        """Whether terms in this state may lie outside its dates."""
        return any(entry.of == term.of for entry in self.early)

    def same_name(self, *keys: str) -> bool:
        """Whether rows are known to share a name or an id."""
        return _covers((entry.keys for entry in self.namesakes), keys)


def _covers(groups: Iterable[tuple[str, ...]], keys: tuple[str, ...]) -> bool:
    return any(set(keys) <= set(group) for group in groups)


def load_acknowledged(path: Path) -> Acknowledged:
    """Reads ``acknowledged.yaml``. Raises GazetteerError where it is missing or breaks its contract."""
    return read_yaml(path, Acknowledged)
