"""A world of a million events, made by repeating real readings with other ids and days, and questions to it timed.

Run it as ``python -m benchmarks.world_volume SOURCE_WORLD TARGET_FOLDER [--events N]``.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from quidnunc.world.filter import Filter
from quidnunc.world.panels import PANELS, Panel
from quidnunc.world.query import Query
from quidnunc.world.store import World

FILES = 20

# Ids differ from copy to copy, and days move by weeks, so that dyads spread over months and nothing is one row twice.
_COPY = """
SELECT * REPLACE (
    md5(id || CAST(copy AS VARCHAR))[1:16] AS id,
    CAST(CAST(published AS DATE) + CAST(7 * (copy % 520) AS INTEGER) AS VARCHAR) AS published,
    list_transform(events, lambda e: struct_update(e,
        id := md5(e.id || CAST(copy AS VARCHAR))[1:12],
        date := CASE WHEN e.date IS NOT NULL THEN struct_update(e.date,
            "start" := CAST(CAST(e.date.start AS DATE) + CAST(7 * (copy % 520) AS INTEGER) AS VARCHAR),
            "end" := CAST(CAST(e.date.end AS DATE) + CAST(7 * (copy % 520) AS INTEGER) AS VARCHAR)) END)) AS events
) FROM readings, (SELECT unnest(range(?, ?)) AS copy)
"""

QUESTIONS: dict[str, dict[str, object]] = {
    "agent Russia": {"agent": "Russia"},
    "any Russian government actor": {"actor": "any Russian government actor"},
    "any member of NATO, on that date": {"agent": "member:NATO"},
    "between United States and China": {"between": ["United States", "China"]},
    "material conflict that happened since 2015": {"quad": "material conflict", "status": "happened", "since": "2015-01-01"},
    "within 300 km of Baghdad": {"near": "33.3,44.4,300"},
    "speaker, stance, confidence": {"speaker": "*:GOV", "stance": ["asserts", "alleges"], "confidence": 0.7},
    "text: sanctions": {"text": "sanctions"},
}  # fmt: skip


def build(source: World, target: Path, events: int) -> World:
    """A world of about so many events from the readings of another."""
    readings = source.to_arrow()
    held = sum(len(row) for row in readings.column("events").to_pylist())
    copies = events // held + 1
    world = World(target, create=True)
    step = copies // FILES + 1
    with duckdb.connect() as connection:
        connection.register("readings", readings)
        for start in range(0, copies, step):
            copied: pa.Table = connection.sql(_COPY, params=[start, min(start + step, copies)]).to_arrow_table()
            table = copied.drop_columns(["copy"]).cast(readings.schema)
            world.table("readings").append(lambda _, table=table: table)  # type: ignore[misc]
    return world


@dataclass(frozen=True, order=True, slots=True)
class Seconds:
    """Wall-clock and CPU seconds; where other work shares the machine, half the latter is what two idle cores would take."""

    wall: float
    cpu: float

    def __str__(self) -> str:
        return f"{self.wall:.2f} s ({self.cpu:.2f} s CPU)"


def timed(work: Callable[[], object], tries: int = 3) -> Seconds:
    """The best of a few tries."""

    def once() -> Seconds:
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        return Seconds(time.perf_counter() - wall, time.process_time() - cpu)

    return min(once() for _ in range(tries))


def main() -> None:
    """Builds the world unless it is there, then times each question."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source")
    parser.add_argument("target", type=Path)
    parser.add_argument("--events", type=int, default=1_000_000)
    options = parser.parse_args()
    if not options.target.exists():
        print(f"built in {timed(lambda: build(World(options.source), options.target, options.events), 1)}")
    world = World(options.target)
    made: list[Query] = []
    print(f"opened (events laid flat on the first time) in {timed(lambda: made.append(Query(world)), 1)}")
    print(f"opened again in {timed(lambda: Query(world))}")
    query = made[0]
    print(f"{query.events().count():,} events of {len(world):,} articles")
    for name, words in QUESTIONS.items():
        where = Filter.of(words)
        count = query.events(where).count()
        first = timed(lambda where=where: query.events(where, limit=100).arrow())  # type: ignore[misc]
        counted = timed(lambda where=where: query.events(where).count())  # type: ignore[misc]
        print(f"{name:45} {count:9,} events   counted {counted}   first hundred by day {first}")
    for kind in PANELS:
        table: list[pa.Table] = []
        seconds = timed(lambda kind=kind, table=table: table.append(Panel(query).table(kind).arrow()))  # type: ignore[misc]
        print(f"{kind:45} {table[-1].num_rows:9,} rows     {seconds}")


if __name__ == "__main__":
    main()
