"""What the gate before the parser costs and saves: the same texts read whole and with it, beside bare spaCy, by turns."""

from __future__ import annotations

import itertools
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.gold import Gold
from quidnunc import Article, Reader, Reading
from quidnunc.articles import read_paths
from quidnunc.reading.language import load_pipeline

FILES = ("text_wikinews.jsonl", "text_newscluster.jsonl")
_Key = tuple[str, int, tuple[str, ...], tuple[str, ...]]


@dataclass
class Gated:
    """Times are in seconds of this process's CPU; records count once for each place where they are told.

    ``found`` are records of the whole reading whose type and trigger the gated one has, ``same`` those with the same agents and
    recipients besides; ``more`` are records of the gated reading that the whole one lacks.
    """

    articles: int = 0
    words: int = 0
    parsed: int = 0
    records: int = 0
    found: int = 0
    same: int = 0
    more: int = 0
    gated_seconds: float = 0.0
    spacy_seconds: float = 0.0


def measure(gold: Gold, reader: Reader, limit: int | None = None) -> Gated:
    """Reads all articles of the mixed stream whole and with the gate, and parses them with spaCy alone."""
    fast, pipeline = Reader(fast=True), load_pipeline()
    out = Gated()

    def gated(batch: list[Article]) -> list[Reading]:
        started = time.process_time()
        readings = list(fast.pipe(batch))
        out.gated_seconds += time.process_time() - started
        return readings

    def parse(batch: list[Article]) -> list[Reading]:
        started = time.process_time()
        for _ in pipeline.pipe([article.text for article in batch], batch_size=reader.batch_size):
            pass
        out.spacy_seconds += time.process_time() - started
        return []

    turns: itertools.cycle[tuple[Callable[[list[Article]], list[Reading]], ...]] = itertools.cycle(
        [(gated, parse), (parse, gated)]
    )
    items = itertools.chain.from_iterable(itertools.islice(read_paths([str(gold.file(name))]), limit) for name in FILES)
    rest = (item for item in items if isinstance(item, Article))
    while batch := list(itertools.islice(rest, reader.batch_size)):
        readings = next(filter(None, [turn(batch) for turn in next(turns)]))
        for whole, part in zip(reader.pipe(batch), readings, strict=True):
            _compare(out, whole, part)
    return out


def _compare(out: Gated, whole: Reading, part: Reading) -> None:
    out.articles += 1
    out.words += len(whole.text.split())
    out.parsed += sum(len(part.text[s.start : s.end].split()) for s in part.sentences)
    ours, theirs = _records(whole), _records(part)
    out.records += ours.total()
    out.same += (ours & theirs).total()
    places, others = _places(ours), _places(theirs)
    out.found += (places & others).total()
    out.more += (others - places).total()


def _records(reading: Reading) -> Counter[_Key]:
    names = {actor.id: actor.name for actor in reading.actors}
    return Counter(
        (
            event.type,
            event.trigger.start,
            tuple(sorted(names[key] for key in event.agents)),
            tuple(sorted(names[key] for key in event.recipients)),
        )
        for event in reading.events
    )


def _places(records: Counter[_Key]) -> Counter[tuple[str, int]]:
    out: Counter[tuple[str, int]] = Counter()
    for (type_, start, _, _), count in records.items():
        out[type_, start] += count
    return out
