"""A world's incidents kept as Parquet, a file a window, and made anew only where something in the window has changed.

Derived, never the record itself. A file's name is the hash of all that it was made from: the window's reports and who read
them, what people judged of their events, which events the window before had taken, and the program that merges. Where
people took merges back, the windows that hold these have a file of their own besides. Whatever has not been asked for
in a day, and is not needed now, is deleted.
"""

from __future__ import annotations

import json
import os
import time
import uuid
from collections.abc import Collection, Iterable
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import combinations
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from quidnunc.errors import WorldError
from quidnunc.records import content_id
from quidnunc.world.flat import derived_folders, is_sound
from quidnunc.world.incident_rows import table_of
from quidnunc.world.incidents import merge_id
from quidnunc.world.review.laying import Verdicts
from quidnunc.world.store import World
from quidnunc.world.windows import SPAN, Damage, Loader, Window, carried, incidents_in, windows

_KEPT = 86_400.0  # seconds
_CARRIED = b"quidnunc.carried"


@lru_cache(maxsize=1)
def program() -> str:
    """A hash over the modules and word lists that make incidents; another program keeps its files in a folder of its own."""
    return content_id(*(f"{entry.name}:{content}" for entry, content in _sources(files("quidnunc.world"))), length=12)


def _sources(folder: Traversable) -> Iterable[tuple[Traversable, str]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir() and not entry.name.startswith("__"):
            yield from _sources(entry)
        elif entry.name.endswith((".py", ".yaml", ".csv", ".txt")):
            yield entry, entry.read_text("utf-8")


def incident_files(
    world: World,
    *,
    apart: Collection[str] = (),
    verdicts: Verdicts | None = None,
    damaged: Damage | None = None,
    span: int = SPAN,
) -> list[str]:
    """The files of incidents of the version that is looked at, made where they are not there yet.

    Args:
        world: the world.
        apart: ids of merges taken back.
        verdicts: what people said of events, where that counts.
        damaged: told of each file of readings that cannot be read, which is then left out; without it that raises.
        span: reports a span.

    Raises:
        DamagedWorldError: a file of readings cannot be read and ``damaged`` is not given.
        WorldError: there is nowhere to keep the incidents.
    """
    return [str(path) for path in _Maker(world, apart, verdicts).all(span, damaged)]


class _Maker:
    def __init__(self, world: World, apart: Collection[str], verdicts: Verdicts | None) -> None:
        self._world = world
        self._apart = frozenset(apart)
        self._verdicts = verdicts
        self._loader = Loader(world, verdicts)
        self._folders = list(derived_folders(world, f"incidents-{program()}"))

    def all(self, span: int, damaged: Damage | None) -> list[Path]:
        found = []
        taken: set[str] = set()
        for window in windows(self._world, span, damaged):
            path = self._file(window, taken)
            found.append(path)
            taken = set(json.loads(pq.read_schema(path).metadata[_CARRIED]))
        self._tidy(found)
        return found

    def _file(self, window: Window, taken: set[str]) -> Path:
        reports = (*window.first, *window.second)
        judged = [] if self._verdicts is None else [self._verdicts.mark(entry.key) for entry in reports]
        marks = (f"{entry.day} {entry.key} {entry.reader}" for entry in reports)
        key = content_id(str(len(window.first)), str(window.last), *marks, *judged, *sorted(taken), length=24)
        path = self._held(key) or self._make(key, window, taken, frozenset())
        if self._apart and self._joins_apart(path):
            key = content_id(key, *sorted(self._apart), length=24)
            path = self._held(key) or self._make(key, window, taken, self._apart)
        return path

    def _joins_apart(self, path: Path) -> bool:
        """Whether an incident of a file holds two events that somebody has put apart."""
        lists = pq.read_table(path, columns=["events"]).column("events").to_pylist()
        return any(merge_id(*pair) in self._apart for events in lists for pair in combinations(events, 2))

    def _held(self, key: str) -> Path | None:
        return next((path for folder in self._folders if is_sound(path := folder / f"{key}.parquet")), None)

    def _make(self, key: str, window: Window, taken: set[str], apart: frozenset[str]) -> Path:
        found = incidents_in(window, self._loader.readings(window), taken, apart)
        table = table_of(found)
        table = table.replace_schema_metadata({_CARRIED: json.dumps(sorted(carried(window, found)))})
        problem: OSError | None = None
        for folder in self._folders:
            try:
                folder.mkdir(parents=True, exist_ok=True)
                return _write(table, folder / f"{key}.parquet")
            except OSError as error:
                problem = error
        assert problem is not None
        raise WorldError(f"nowhere to keep the incidents: {problem}", source=str(self._folders[-1])) from problem

    def _tidy(self, needed: Collection[Path]) -> None:
        """Touches what is needed, deletes what nobody has needed for a day; where neither may be done, nothing is lost."""
        for path in needed:
            _touch(path)
        for folder in self._folders:
            for path in folder.glob("*.parquet"):
                if path not in needed and _age(path) > _KEPT:
                    _delete(path)


def _write(table: pa.Table, path: Path) -> Path:
    """Whole or not at all, whoever else does so at the same time."""
    part = path.with_name(f".{path.stem}.{uuid.uuid4().hex[:8]}.part")
    try:
        pq.write_table(table, part, compression="zstd")
        os.replace(part, path)  # noqa: PTH105 - a rename that replaces, on all systems
    finally:
        part.unlink(missing_ok=True)
    return path


def _touch(path: Path) -> None:
    try:
        os.utime(path)
    except OSError:
        return


def _age(path: Path) -> float:
    try:
        return time.time() - path.stat().st_mtime
    except OSError:
        return 0.0


def _delete(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return
