"""The world that an explorer shows: the newest version of it, questions with a time limit, and answers kept while it stays."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, TypeVar

import duckdb

from quidnunc.errors import DamagedWorldError, QuidnuncError
from quidnunc.explorer.fetching import fetch
from quidnunc.explorer.settings import Settings
from quidnunc.records import Reading
from quidnunc.world.filter import Filter
from quidnunc.world.query import Answer, Query
from quidnunc.world.store import World

Row = dict[str, Any]
T = TypeVar("T")

_LOOK = 1.0  # seconds between looks whether the world has grown
_KEPT = 512  # answers kept
_LARGEST = 5_000  # rows of an answer that is kept
_MEMORY = "700MB"  # for DuckDB's own work


class TooSlowError(QuidnuncError):
    """A question took longer than one may."""


class MissingError(QuidnuncError):
    """The world holds no such thing."""


class Moment:
    """One version of the world, to ask.

    Attributes:
        world: the world.
        version: of its readings and judgements.
        damaged: the files of it that cannot be read, and are left out.
    """

    def __init__(self, world: World, version: tuple[int, int], settings: Settings) -> None:
        self.world = world
        self.version = version
        self.damaged: list[DamagedWorldError] = []
        self.query = Query(world, damaged=self.damaged.append)
        self._seconds = settings.seconds
        self._kept: OrderedDict[object, Any] = OrderedDict()
        self._lock = threading.Lock()
        self.query.cursor().execute(f"SET memory_limit = '{_MEMORY}'")

    def rows(self, answer: Answer) -> list[Row]:
        """An answer's rows, kept while this version is the newest.

        Raises:
            TooSlowError: it takes longer than the settings allow.
        """
        key = (answer.sql, repr(answer.parameters))
        found: list[Row] = self.kept(key, lambda: self._run(answer))
        return found

    def kept(self, key: object, make: Callable[[], T]) -> T:
        """What was made under a key before, or is now; a list too long is made anew each time."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                held: T = self._kept[key]
                return held
        made = make()
        if not isinstance(made, list) or len(made) <= _LARGEST:
            with self._lock:
                self._kept[key] = made
                if len(self._kept) > _KEPT:
                    self._kept.popitem(last=False)
        return made

    def ask(self, sql: str, parameters: tuple[object, ...] = ()) -> list[Row]:
        """The rows of SQL of this package's own making; ``events`` are the flat events with people's verdicts applied."""
        return self.rows(self.query.ask(sql.replace("{events}", self.query.view), parameters))

    def of(self, where: Filter, columns: str, rest: str = "") -> list[Row]:
        """Rows over the events that pass a filter: ``SELECT columns FROM (those events) rest``."""
        sql, parameters = self.query.matching(where, "*")
        return self.ask(f"SELECT {columns} FROM ({sql}) {rest}", parameters)

    def events(self, where: Filter, **options: Any) -> list[Row]:  # noqa: ANN401 - those of ``Query.events``
        """The events that pass a filter, as ``Query.events`` gives them."""
        return self.rows(self.query.events(where, **options))

    def count(self, where: Filter) -> int:
        """How many events pass a filter."""
        return int(self.of(where, "count(*) AS events")[0]["events"])

    def readings(self, keys: Sequence[str]) -> list[Reading]:
        """The readings of some ids that the world holds, in their order."""
        missing = [key for key in dict.fromkeys(keys) if not self._has(("reading", key))]
        fetched = {reading.id: reading for reading in fetch(self.world, self.query.cursor(), missing)}
        found: list[Reading | None] = [self.kept(("reading", key), partial(fetched.get, key)) for key in keys]
        return [reading for reading in found if reading is not None]

    def _has(self, key: object) -> bool:
        with self._lock:
            return key in self._kept

    def _run(self, answer: Answer) -> list[Row]:
        cursor = self.query.cursor()
        clock = threading.Timer(self._seconds, cursor.interrupt)
        clock.daemon = True
        clock.start()
        try:
            rows: list[Row] = answer.table(cursor).to_pylist()
            return rows
        except duckdb.InterruptException as problem:
            message = f"the world was asked for longer than {self._seconds:g} seconds; narrow the question"
            raise TooSlowError(message) from problem
        finally:
            clock.cancel()


class Explored:
    """The newest version of a world; who asks while it is being opened gets the one before.

    Args:
        path: the world's folder or URL.
        settings: as the explorer is set up.

    Raises:
        WorldError: it cannot be opened.
    """

    def __init__(self, path: str, settings: Settings) -> None:
        self._path = path
        self._settings = settings
        self._opening = threading.Lock()
        self._looked = time.monotonic()
        self._moment = self._open()

    def now(self, *, fresh: bool = False) -> Moment:
        """The newest version; ``fresh`` looks even where it looked just now, as after a write."""
        if not fresh and (self._settings.as_of is not None or time.monotonic() - self._looked < _LOOK):
            return self._moment
        if self._opening.acquire(blocking=fresh):
            try:
                if self._version(self._moment.world) != self._moment.version:
                    self._moment = self._open()
                self._looked = time.monotonic()
            finally:
                self._opening.release()
        return self._moment

    def _open(self) -> Moment:
        world = World(self._path, as_of=self._settings.as_of)
        return Moment(world, self._version(world), self._settings)

    @staticmethod
    def _version(world: World) -> tuple[int, int]:
        judged = world.version("judgements") if world.table("judgements").exists() else -1
        return world.version(), judged
