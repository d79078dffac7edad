"""Articles into a world: what is known is passed over, the rest is read and committed batch by batch."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

from quidnunc.errors import InputError
from quidnunc.outcomes import Outcome, ReadsArticles, outcomes
from quidnunc.records import Article, Reading
from quidnunc.world.known import Sighting
from quidnunc.world.store import World

BATCH = 128
"""Articles a commit."""

PAUSE = 20.0
"""Seconds after which what has been read is committed, unless another time is asked for."""


@dataclass(slots=True)
class Progress:
    """How far a run has come; all are numbers of articles."""

    seen: int = 0
    known: int = 0
    read: int = 0
    events: int = 0
    added: int = 0
    reread: int = 0
    sightings: int = 0
    rejected: int = 0
    commits: int = 0


@dataclass(slots=True)
class Ingest:
    """One run of articles into a world.

    Args:
        world: where they go.
        reader: makes a reader once there is something to read; a second run over the same articles needs none.
        version: what the reader's readings bear, asked only with ``reread``.
        reread: read articles anew whose reading another reader, codebook or gazetteer made.
        batch: articles a commit.
        pause: seconds after which what has been read is committed, however little; None to wait for a whole batch.
        told: called after each article and each commit with how far the run has come.
        refused: called with each article that could not be read.
        found: called with the readings of each commit.
        outcomes: reads the articles in place of ``reader``, one outcome each, in any order.
    """

    world: World
    reader: Callable[[], ReadsArticles]
    reread: bool = False
    batch: int = BATCH
    pause: float | None = PAUSE
    told: Callable[[Progress], None] = lambda _: None
    refused: Callable[[InputError], None] = lambda _: None
    found: Callable[[list[Reading]], None] = lambda _: None
    outcomes: Callable[[Iterator[Article]], Iterator[Outcome]] | None = None
    progress: Progress = field(default_factory=Progress)
    _refusals: list[InputError] = field(default_factory=list)
    _sightings: list[Sighting] = field(default_factory=list)
    _pending: set[str] = field(default_factory=set)

    def run(self, articles: Iterable[Article | InputError]) -> Progress:
        """Takes all articles in; what was committed stays, whatever ends the run.

        Raises:
            WorldError: the world cannot be written.
        """
        batch: list[Reading] = []
        since = time.monotonic()
        try:
            for reading in self._readings(self._fresh(articles)):
                batch.append(reading)
                self.progress.read += 1
                self.progress.events += len(reading.events)
                self.told(self.progress)
                if len(batch) >= self.batch or (self.pause is not None and time.monotonic() - since > self.pause):
                    ready, batch = batch, []
                    self._commit(ready)
                    since = time.monotonic()
        except KeyboardInterrupt:
            self._commit(batch)
            raise
        self._commit(batch)
        return self.progress

    def _fresh(self, articles: Iterable[Article | InputError]) -> Iterator[Article]:
        """The articles that the world lacks; of the others, where they were seen, and what could not be read."""
        known = self.world.known()
        version = self.reader().version if self.reread else None
        for item in articles:
            self.progress.seen += 1
            if isinstance(item, InputError):
                self._refuse(item)
            else:
                held = known.reader(item.key)
                if item.key in self._pending or (held is not None and version in (None, held)):
                    self.progress.known += 1
                    sighting = Sighting(item.key, item.source, item.url, item.outlet)
                    if sighting.place not in known.places:
                        self._sightings.append(sighting)
                else:
                    self._pending.add(item.key)
                    yield item
            self.told(self.progress)
            if len(self._refusals) + len(self._sightings) >= 50 * self.batch:
                self._commit([])

    def _readings(self, articles: Iterator[Article]) -> Iterator[Reading]:
        for outcome in (self.outcomes or self._outcomes)(articles):
            if isinstance(outcome, InputError):
                self._refuse(outcome)
            else:
                yield outcome

    def _outcomes(self, articles: Iterator[Article]) -> Iterator[Outcome]:
        """Read by the run's own reader, which is made once there is something to read."""
        for first in articles:
            yield from outcomes(self.reader(), chain([first], articles))

    def _refuse(self, problem: InputError) -> None:
        self.progress.rejected += 1
        self._refusals.append(problem)
        self.refused(problem)

    def _commit(self, batch: list[Reading]) -> None:
        refusals, self._refusals = self._refusals, []
        if batch:
            added = self.world.add(batch, supersede=self.reread)
            self.progress.added += added.new
            self.progress.reread += added.reread
            self.progress.commits += 1
            self._pending.difference_update(reading.id for reading in batch)
            self.found(batch)
        held = self.world.known().readers
        self.progress.sightings += self.world.sight(s for s in self._sightings if s.reading in held)
        self._sightings = [s for s in self._sightings if s.reading not in held and s.reading in self._pending]
        self.world.reject(refusals)
        self.told(self.progress)
