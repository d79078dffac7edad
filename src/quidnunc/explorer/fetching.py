"""Whole readings by their ids, out of tables of any size."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import duckdb

from quidnunc.errors import WorldError
from quidnunc.records import Reading
from quidnunc.world.schema import reading_of
from quidnunc.world.store import World


def fetch(world: World, cursor: duckdb.DuckDBPyConnection, keys: Sequence[str]) -> Iterator[Reading]:
    """The readings of some ids that the world holds; those that it lacks are passed over.

    First which file holds each, for which the column of ids alone is read; then one row of one file at a time, as a single
    equality lets DuckDB pass over the texts of all other rows.
    """
    if "://" in world.path:
        yield from _one_by_one(world, keys)
        return
    table = world.table("readings")
    files = [table.location(file) for file in world.files()]
    if not files or not keys:
        return
    holders = cursor.execute(
        "SELECT id, filename FROM read_parquet(?, filename = true) WHERE list_contains(?, id)", [files, list(keys)]
    ).fetchall()
    for key, file in sorted(holders, key=lambda pair: keys.index(pair[0])):
        found = cursor.sql("SELECT * FROM read_parquet(?) WHERE id = ? LIMIT 1", params=[file, key])
        for row in found.to_arrow_table().to_pylist():
            yield reading_of(row)


def _one_by_one(world: World, keys: Sequence[str]) -> Iterator[Reading]:
    for key in keys:
        try:
            yield world.reading(key)
        except WorldError:
            continue
