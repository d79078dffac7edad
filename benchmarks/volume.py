"""Volume and speed: every article of a large file read, every span checked, and the reading timed beside bare spaCy."""

from __future__ import annotations

import itertools
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from quidnunc import Article, Reader, Reading
from quidnunc.reading.language import load_pipeline
from tests.reading.span_rules import broken_rules

FILE = "text_wikinews.jsonl"


@dataclass
class Volume:
    """What reading a large file came to. Times are in seconds of the wall clock."""

    articles: int = 0
    words: int = 0
    events: int = 0
    reading_seconds: float = 0.0
    spacy_seconds: float = 0.0
    broken: Counter[str] = field(default_factory=Counter)

    @property
    def reading_speed(self) -> float:
        """Words a second of the whole reading."""
        return self.words / max(self.reading_seconds, 1e-9)

    @property
    def spacy_speed(self) -> float:
        """Words a second of the same pipeline alone."""
        return self.words / max(self.spacy_seconds, 1e-9)


def measure(reader: Reader, articles: Iterable[Article]) -> Volume:
    """Reads all articles and parses them with spaCy alone, by turns.

    The two alternate by batch, and the one that goes first alternates too, so that a machine that slows down or warms
    up favours neither. Both run the same components with the same batch size in the same thread.
    """
    pipeline = load_pipeline()
    volume = Volume()

    def read(batch: list[Article]) -> None:
        started = time.perf_counter()
        readings = list(reader.pipe(batch))
        volume.reading_seconds += time.perf_counter() - started
        _count(volume, readings)

    def parse(batch: list[Article]) -> None:
        started = time.perf_counter()
        for _ in pipeline.pipe([article.text for article in batch], batch_size=reader.batch_size):
            pass
        volume.spacy_seconds += time.perf_counter() - started

    turns: itertools.cycle[tuple[Callable[[list[Article]], None], ...]] = itertools.cycle(
        [(read, parse), (parse, read)]
    )
    rest = iter(articles)
    while batch := list(itertools.islice(rest, reader.batch_size)):
        volume.words += sum(len(article.text.split()) for article in batch)
        for turn in next(turns):
            turn(batch)
    return volume


def _count(volume: Volume, readings: list[Reading]) -> None:
    volume.articles += len(readings)
    for reading in readings:
        volume.events += len(reading.events)
        volume.broken.update(rule for rule, _ in broken_rules(reading))
