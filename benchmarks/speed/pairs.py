"""The reader beside bare spaCy in one process, by turns, so that a machine that slows down or warms up favours neither."""

from __future__ import annotations

import itertools
import statistics
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from quidnunc import Article, Reader
from quidnunc.reading.language import load_pipeline

SPACY, WHOLE, FAST = "bare spaCy", "whole reading", "reading --fast"
Contender = Callable[[list[Article]], None]


@dataclass(frozen=True)
class Clock:
    """Seconds of this process, on the processor and on the wall."""

    cpu: float
    wall: float


@dataclass(frozen=True)
class Turn:
    """A batch that every contender read."""

    articles: int
    words: int
    clocks: Mapping[str, Clock]


@dataclass(frozen=True)
class Ratio:
    """Speed beside bare spaCy over all turns, and the quartiles of the single turns' ratios."""

    overall: float
    low: float
    high: float


def contenders() -> dict[str, Contender]:
    """What is measured, by name: the same spaCy components with the same batch size in one thread each."""
    whole = Reader()
    pipeline = load_pipeline()

    def parse(batch: list[Article]) -> None:
        for _ in pipeline.pipe([article.text for article in batch], batch_size=whole.batch_size):
            pass

    fast = Reader(fast=True)
    return {SPACY: parse, WHOLE: lambda batch: _exhaust(whole, batch), FAST: lambda batch: _exhaust(fast, batch)}


def turns(named: Mapping[str, Contender], articles: Iterable[Article], batch: int) -> list[Turn]:
    """All articles read by all contenders, batch by batch; who goes first rotates.

    Args:
        named: the contenders; each reads one batch unmeasured first, to be warm.
        articles: what they read.
        batch: how many articles make a turn.
    """
    rest = iter(articles)
    out: list[Turn] = []
    order = list(named)
    while held := list(itertools.islice(rest, batch)):
        number = len(out)
        if number == 0:
            for run in named.values():
                run(held)
        clocks: dict[str, Clock] = {}
        for name in order[number % len(order) :] + order[: number % len(order)]:
            cpu, wall = time.process_time(), time.perf_counter()
            named[name](held)
            clocks[name] = Clock(time.process_time() - cpu, time.perf_counter() - wall)
        out.append(Turn(len(held), sum(len(article.text.split()) for article in held), clocks))
    return out


def speed(measured: list[Turn], name: str) -> float:
    """A contender's words a second of processor time."""
    return sum(turn.words for turn in measured) / max(sum(turn.clocks[name].cpu for turn in measured), 1e-9)


def seconds(measured: list[Turn], name: str) -> Clock:
    """A contender's seconds an article."""
    articles = sum(turn.articles for turn in measured)
    clocks = [turn.clocks[name] for turn in measured]
    return Clock(sum(c.cpu for c in clocks) / articles, sum(c.wall for c in clocks) / articles)


def ratio(measured: list[Turn], name: str) -> Ratio:
    """How fast a contender is beside bare spaCy, by processor time: 0.5 is half as fast.

    >>> one = Turn(1, 10, {SPACY: Clock(1, 1), WHOLE: Clock(2, 2)})
    >>> ratio([one, one], WHOLE)
    Ratio(overall=0.5, low=0.5, high=0.5)
    """
    single = [turn.clocks[SPACY].cpu / max(turn.clocks[name].cpu, 1e-9) for turn in measured]
    low, high = (single[0], single[0])
    if len(single) > 1:
        low, _, high = statistics.quantiles(single, n=4, method="inclusive")
    return Ratio(speed(measured, name) / speed(measured, SPACY), low, high)


def _exhaust(reader: Reader, batch: list[Article]) -> None:
    for _ in reader.pipe(batch):
        pass
