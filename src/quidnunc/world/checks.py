"""Whether a world is sound: every file readable, every article once, every reading as it should be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from quidnunc.errors import DamagedWorldError, WorldError
from quidnunc.world.invariants import broken
from quidnunc.world.schema import reading_of
from quidnunc.world.store import TABLES, World
from quidnunc.world.tables import DataFile, Table


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not hold: where, and what."""

    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


def check(world: World) -> Iterator[Finding]:
    """All that does not hold; nothing of a sound world. Reads every row, one file at a time."""
    for name in TABLES:
        yield from _log(world.table(name))
    yield from _readings(world)
    yield from _satellites(world)


def notes(world: World) -> Iterator[Finding]:
    """What is sound, but worth knowing: judgements whose events the readings of today no longer tell."""
    from quidnunc.world.review.desk import Desk  # here: a sound check needs no query

    for orphan in Desk(world).carried().orphans:
        field = f" of its {orphan.field}" if orphan.field else ""
        message = f"{orphan.by}'s '{orphan.verdict}'{field} is of event {orphan.target_id}, which is no longer read"
        article = f" (article {orphan.reading})" if orphan.reading else ""
        yield Finding(f"judgement {orphan.id}", message + article)


def _log(table: Table) -> Iterator[Finding]:
    for path in table.broken_log_files():
        yield Finding(path, "the log entry is damaged")
    log = Path(table.uri) / "_delta_log"
    numbers = sorted(int(path.stem) for path in log.glob("*.json") if path.stem.isdecimal()) if log.is_dir() else []
    if numbers and numbers != list(range(numbers[0], numbers[-1] + 1)):
        lost = sorted(set(range(numbers[0], numbers[-1])) - set(numbers))
        yield Finding(str(log), f"the log entry of version {lost[0]} is missing")


def _files(world: World, name: str) -> Iterator[DataFile | Finding]:
    """The files of a table; what is wrong with its log comes as a finding."""
    try:
        yield from world.files(name)
    except WorldError as problem:
        yield Finding(problem.source, problem.message)


def _rows(world: World, name: str) -> Iterator[dict[str, Any] | Finding]:
    table = world.table(name)
    for file in _files(world, name):
        if isinstance(file, Finding):
            yield file
            continue
        count = 0
        try:
            for batch in table.batches(file):
                count += batch.num_rows
                yield from batch.to_pylist()
        except DamagedWorldError as problem:
            yield Finding(problem.source, f"{problem.message} ({file.rows:,} rows are lost with it)")
        else:
            if count != file.rows:
                yield Finding(table.location(file), f"{count:,} rows where the log says {file.rows:,}")


def _readings(world: World) -> Iterator[Finding]:
    seen: set[str] = set()
    for row in _rows(world, "readings"):
        if isinstance(row, Finding):
            yield row
            continue
        key = str(row.get("id"))
        where = f"reading {key}"
        if key in seen:
            yield Finding(where, "stands twice")
        seen.add(key)
        try:
            reading = reading_of(row)
        except msgspec.ValidationError as problem:
            yield Finding(where, str(problem))
            continue
        yield from (Finding(where, message) for message in broken(reading))


def _satellites(world: World) -> Iterator[Finding]:
    for name in ("sightings", "rejected", "judgements"):
        seen: set[tuple[object, ...]] = set()
        for row in _rows(world, name):
            if isinstance(row, Finding):
                yield row
                continue
            key = (row["reading"], row["url"], row["outlet"]) if name == "sightings" else (row["id"],)
            if key in seen:
                yield Finding(f"{name} {key[0]}", "stands twice")
            seen.add(key)
