"""What a world holds already: which articles, who read them, and where each was seen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from quidnunc.records import ReaderVersion, content_id


class Sighting(NamedTuple):
    """Where an article that is held already was seen again."""

    reading: str
    source: str
    url: str | None
    outlet: str | None

    @property
    def place(self) -> str:
        """What makes it new: the article with this address and outlet."""
        return place_of(self.reading, self.url, self.outlet)


@dataclass(slots=True)
class Known:
    """The articles that a table of readings holds: ids, who made each reading, and where each was seen."""

    readers: dict[str, int] = field(default_factory=dict)
    versions: list[ReaderVersion] = field(default_factory=list)
    places: set[str] = field(default_factory=set)
    files: set[str] = field(default_factory=set)

    def reader(self, key: str) -> ReaderVersion | None:
        """What made the reading of an article; ``None`` where it is not there."""
        number = self.readers.get(key)
        return None if number is None else self.versions[number]

    def note(self, key: str, reader: ReaderVersion) -> None:
        """Takes one reading in."""
        if reader not in self.versions:
            self.versions.append(reader)
        self.readers[key] = self.versions.index(reader)


def place_of(key: str, url: str | None, outlet: str | None) -> str:
    """What tells one sighting of an article from another."""
    return content_id(key, url or "", outlet or "")
