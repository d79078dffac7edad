"""A world's incidents, window by window: what they take in memory and time does not grow faster than the world.

Reports stand by their days. A window holds two spans of them, and gives the incidents that begin in its first one; what
these take of the second one's events, the next window, which begins with it, leaves out. So each event stands in one
incident, and an incident reaches as far as a span is long.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from quidnunc.errors import DamagedWorldError
from quidnunc.records import Reading
from quidnunc.world.incidents import Incident, incidents_of
from quidnunc.world.review.laying import Verdicts
from quidnunc.world.schema import reading_of
from quidnunc.world.store import World
from quidnunc.world.tables import DataFile

SPAN = 4000
"""Reports a span: two of them take a few hundred megabytes."""

_UNDATED = "9999"
_COLUMNS = [
    "id", "source", "url", "title", "outlet", "language", "published", "published_from", "text", "sentences", "actors",
    "places", "events", "reader",
]  # fmt: skip

Damage = Callable[[DamagedWorldError], None]


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """A report in its place: its day, its id, who read it, and the file that holds it."""

    day: str
    key: str
    reader: str
    file: str


@dataclass(frozen=True, slots=True)
class Window:
    """Two spans of reports; the last window of a world gives all its incidents, not only those that begin in the first."""

    first: tuple[Entry, ...]
    second: tuple[Entry, ...]
    last: bool


def windows(world: World, span: int = SPAN, damaged: Damage | None = None) -> list[Window]:
    """The windows of a world, earliest first. ``damaged`` as for ``World.rows``."""
    entries = sorted(_entries(world, damaged))
    spans = [tuple(entries[at : at + span]) for at in range(0, len(entries), span)]
    count = max(1, len(spans) - 1) if spans else 0
    return [
        Window(spans[n], spans[n + 1] if n + 1 < len(spans) else (), last=n + 2 >= len(spans)) for n in range(count)
    ]


def _entries(world: World, damaged: Damage | None) -> Iterator[Entry]:
    for file in world.files():
        try:
            for batch in world.table("readings").batches(file, ["id", "published", "reader"], 8192):
                for row in batch.to_pylist():
                    reader = "/".join(str(row["reader"][part]) for part in sorted(row["reader"]))
                    yield Entry(row["published"] or _UNDATED, row["id"], reader, file.path)
        except DamagedWorldError as problem:
            if damaged is None:
                raise
            damaged(problem)


class Loader:
    """Reads the reports of windows, those of a span only once for the two windows that hold it."""

    def __init__(self, world: World, verdicts: Verdicts | None) -> None:
        self._world = world
        self._verdicts = verdicts
        self._files = {file.path: file for file in world.files()}
        self._held: dict[tuple[Entry, ...], list[Reading]] = {}

    def readings(self, window: Window) -> list[Reading]:
        """The readings of a window, with what incidents are made of, and as people judged them."""
        self._held = {span: self._held.get(span) or self._load(span) for span in (window.first, window.second)}
        return [*self._held[window.first], *(self._held[window.second] if window.second else ())]

    def _load(self, span: Sequence[Entry]) -> list[Reading]:
        by_file: dict[str, list[str]] = {}
        for entry in span:
            by_file.setdefault(entry.file, []).append(entry.key)
        found = {r.id: r for path, keys in by_file.items() for r in self._rows(self._files[path], keys)}
        held = [found[entry.key] for entry in span]
        return held if self._verdicts is None else [self._verdicts.over(reading) for reading in held]

    def _rows(self, file: DataFile, keys: list[str]) -> Iterator[Reading]:
        wanted = pa.array(keys)
        for batch in self._world.table("readings").batches(file, _COLUMNS):
            for row in batch.filter(pc.is_in(batch.column("id"), wanted)).to_pylist():
                yield reading_of(row)


def incidents_in(
    window: Window, readings: Sequence[Reading], taken: Collection[str], apart: Collection[str] = ()
) -> list[Incident]:
    """The incidents that a window gives.

    Args:
        window: the window.
        readings: its readings.
        taken: ids of events that stand in incidents of earlier windows.
        apart: ids of merges taken back.
    """
    found = incidents_of(readings, apart, taken)
    if window.last:
        return found
    begin = {entry.key for entry in window.first}
    return [incident for incident in found if any(account.reading.id in begin for account in incident.accounts)]


def carried(window: Window, incidents: Sequence[Incident]) -> set[str]:
    """The events of the second span that incidents of a window have taken."""
    later = {entry.key for entry in window.second}
    return {a.event.id for incident in incidents for a in incident.accounts if a.reading.id in later}


def world_incidents(
    world: World, apart: Collection[str] = (), verdicts: Verdicts | None = None, span: int = SPAN
) -> Iterator[Incident]:
    """All incidents of a world, those of a window in order of their first reports.

    Args:
        world: the world.
        apart: ids of merges taken back.
        verdicts: what people said of events, where that counts.
        span: reports a span.
    """
    loader = Loader(world, verdicts)
    taken: set[str] = set()
    for window in windows(world, span):
        found = incidents_in(window, loader.readings(window), taken, apart)
        taken = carried(window, found)
        yield from found
