"""Mending a damaged world: what is broken is set aside, what can still be read is kept, and nothing is thrown away."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa

from quidnunc.errors import DamagedWorldError, WorldError
from quidnunc.world.store import World, tables_of
from quidnunc.world.tables import DataFile, Table

_KEYS: dict[str, Callable[[dict[str, Any]], object]] = {
    "readings": lambda row: row["id"],
    "sightings": lambda row: (row["reading"], row["url"], row["outlet"]),
    "rejected": lambda row: row["id"],
    "judgements": lambda row: row["id"],
}


@dataclass(slots=True)
class Mended:
    """What was done: files set aside, and rows that were found again in files that no log names any more."""

    aside: list[str] = field(default_factory=list)
    found_again: int = 0
    lost: int = 0


def mend(path: str | Path) -> Mended:
    """Mends a world in a folder so that ``check`` finds nothing.

    Damaged log entries and all that follow them, and damaged data files, move to the world's ``damaged`` folder. Rows of
    data files that the log then no longer names are taken in again, each once.

    Raises:
        WorldError: the world is not in a folder, is of a newer version, or cannot be written.
    """
    folder = Path(path)
    if "://" in str(path):
        raise WorldError("only a world in a folder can be mended", source=str(path))
    done = Mended()
    for name, table in tables_of(str(folder.absolute())).items():
        if not Path(table.uri).is_dir():
            continue
        try:
            _mend_log(table, folder / "damaged" / name, done)
            table.create()
            _mend_files(table, folder / "damaged" / name, done)
            _take_in(table, _KEYS[name], done)
        except OSError as problem:
            raise WorldError(f"cannot be mended: {problem}", source=table.uri) from problem
    World(path)
    return done


def _aside(path: Path, folder: Path, done: Mended) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / path.name
    number = 0
    while target.exists():
        number += 1
        target = folder / f"{path.name}.{number}"
    shutil.move(path, target)
    done.aside.append(str(target))


def _mend_log(table: Table, folder: Path, done: Mended) -> None:
    """Sets aside the first damaged entry and all that were made after it, for they build on it."""
    broken = table.broken_log_files()
    if not broken:
        return
    log = Path(table.uri) / "_delta_log"
    first = int(Path(broken[0]).stem)
    for entry in sorted(log.iterdir()):
        number = entry.name.split(".")[0]
        if not number.isdecimal() or int(number) >= first:  # "_last_checkpoint" may name a later one
            _aside(entry, folder, done)


def _mend_files(table: Table, folder: Path, done: Mended) -> None:
    """Sets aside the data files that cannot be read, and has the log forget them and those that are missing."""
    forgotten = False
    for file in table.files(table.at()):
        try:
            for _ in table.batches(file):
                pass
        except DamagedWorldError:
            place = Path(table.location(file))
            if place.exists():
                _aside(place, folder, done)
            done.lost += file.rows
            forgotten = True
    if forgotten:
        table.forget_missing()


def _take_in(table: Table, key: Callable[[dict[str, Any]], object], done: Mended) -> None:
    """Appends the rows of files that the log does not name, where it lacks them: those of damaged entries, of killed runs."""
    named = table.files(table.at())
    held = {key(row) for file in named for row in _rows(table, file)}
    known = {file.path for file in named}
    rows: list[dict[str, Any]] = []
    for path in sorted(Path(table.uri).glob("*.parquet"), key=lambda path: path.stat().st_mtime):
        if path.name in known:
            continue
        try:
            for row in _rows(table, DataFile(path.name, 0)):
                if key(row) not in held:
                    held.add(key(row))
                    rows.append(row)
        except DamagedWorldError:
            continue  # half a file of a killed run; no log ever named it
    if rows:
        table.append(lambda _: pa.Table.from_pylist(rows, schema=table.schema))
        done.found_again += len(rows)


def _rows(table: Table, file: DataFile) -> Iterator[dict[str, Any]]:
    for batch in table.batches(file):
        yield from batch.to_pylist()
