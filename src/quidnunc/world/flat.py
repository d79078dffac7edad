"""Events laid flat: one a row, its actors' countries and sectors beside their names, its place and sentence written out.

Derived, never the record itself: each Parquet file of ``readings`` has one file of flat events, made when it is first
asked for and kept for ever, since a Delta table's files never change. Deleting the ``derived`` folder loses nothing.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from platformdirs import user_cache_path

from quidnunc.codebook.loading import load_types
from quidnunc.errors import DamagedWorldError, WorldError
from quidnunc.records import content_id
from quidnunc.world.store import World
from quidnunc.world.tables import DataFile

ROLES = {"agent": "agents", "recipient": "recipients", "speaker": "said_by", "denier": "denied_by"}
"""The sides of an event: the prefix of its columns, and the event's field."""

_COLUMNS = [
    "id",
    "source",
    "url",
    "outlet",
    "title",
    "published",
    "text",
    "sentences",
    "actors",
    "places",
    "events",
    "reader",
]
_BATCH = 2048
_ROW_GROUP = 120_000  # rows that DuckDB takes at a time; many small groups slow every question


def _side(prefix: str, field: str) -> str:
    """The columns of one side. Names, ids and the rest stand in the same order; the last three serve filters alone."""
    found = f"{field}_"
    return f"""
        list_transform({found}, lambda a: a.name) AS {field},
        list_transform({found}, lambda a: a.id) AS {prefix}_ids,
        list_transform({found}, lambda a: a.country) AS {prefix}_countries,
        list_transform({found}, lambda a: a.sector) AS {prefix}_sectors,
        list_transform({found}, lambda a: a.kind) AS {prefix}_kinds,
        list_distinct(flatten(list_transform({found}, lambda a: [lower(a.name), a.id, a.wikidata]))) AS {prefix}_keys,
        list_distinct(list_transform({found}, lambda a: a.country || ':' || a.sector)) AS {prefix}_codes,
        list_distinct(list_transform(
            list_filter({found}, lambda a: a.kind IN ('state', 'government')), lambda a: a.country)) AS {prefix}_states"""


def _found(field: str) -> str:
    return (
        f"list_filter(list_transform(coalesce(e.{field}, []), lambda k: actors[list_position(actor_ids, k)]), "
        f"lambda a: a IS NOT NULL) AS {field}_"
    )


_SQL = f"""
WITH articles AS (
    SELECT *, list_transform(actors, lambda a: a.id) AS actor_ids, list_transform(places, lambda p: p.id) AS place_ids
    FROM batch
), unnested AS (
    SELECT articles.* EXCLUDE (events), unnest(events) AS e FROM articles
), resolved AS (
    SELECT *, {", ".join(_found(field) for field in ROLES.values())},
        places[list_position(place_ids, e.place)] AS place_,
        sentences[e.evidence.sentences[1] + 1] AS sentence_
    FROM unnested
)
SELECT
    e.id AS event, id AS reading, source, url, outlet, title, published,
    e.type AS type, e.mode AS mode, e.coding.parent AS parent, coalesce(e.coding.quad, whole.quad) AS quad,
    coalesce(e.coding.score, moded.score, whole.score) AS score,
    coalesce(e.contexts, []) AS contexts,
    e.status AS status, e.stance AS stance, coalesce(e.background, false) AS background, e.confidence AS confidence,
    TRY_CAST(coalesce(e.date.start, published) AS DATE) AS day,
    e.date.start AS date_start, e.date.end AS date_end, e.date.grain AS date_grain,
    {",".join(_side(prefix, field) for prefix, field in ROLES.items())},
    place_.name AS place, place_.id AS place_id, place_.country AS place_country,
    place_.lat AS lat, place_.lon AS lon, place_.feature AS place_feature,
    coalesce(e.magnitude, []) AS magnitude, coalesce(e.attributions, []) AS attributions,
    e.trigger.start AS trigger_start, e.trigger.end AS trigger_end,
    substring(text, e.trigger.start + 1, e.trigger.end - e.trigger.start) AS trigger,
    sentence_.start AS sentence_start, sentence_.end AS sentence_end,
    substring(text, sentence_.start + 1, sentence_.end - sentence_.start) AS sentence,
    concat_ws(' ', reader.version, reader.codebook, reader.gazetteer) AS reader
FROM resolved
LEFT JOIN scores AS moded ON moded.type = e.type AND moded.mode = e.mode
LEFT JOIN scores AS whole ON whole.type = e.type AND whole.mode IS NULL
"""


@lru_cache(maxsize=1)
def _scores() -> pa.Table:
    """Quad class and intensity of each type and mode, for events whose record does not say; an unknown mode takes its type's."""
    rows = [
        {
            "type": name,
            "mode": mode,
            "quad": entry.quad,
            "score": entry.score if mode is None else entry.modes[mode].score,
        }
        for name, entry in load_types().items()
        for mode in (None, *entry.modes)
    ]
    types = {"type": pa.string(), "mode": pa.string(), "quad": pa.string(), "score": pa.float64()}
    return pa.Table.from_pylist(rows, schema=pa.schema(types.items()))


@lru_cache(maxsize=1)
def layout() -> str:
    """A hash over all that the flat events depend on besides the readings; another one gives a folder of its own."""
    return content_id(_SQL, *_COLUMNS, *_scores().to_pylist(), length=12)


def flat_files(world: World, *, damaged: Callable[[DamagedWorldError], None] | None = None) -> list[str]:
    """The files of flat events of the version that is looked at, made where they are not there yet.

    Args:
        world: the world.
        damaged: told of each file of readings that cannot be read, which is then left out; without it that raises.

    Raises:
        DamagedWorldError: a file of readings cannot be read and ``damaged`` is not given.
        WorldError: there is nowhere to keep the flat events.
    """
    found = []
    folders = list(derived_folders(world, f"events-{layout()}"))
    for file in world.files():
        name = f"{Path(file.path).stem}.parquet"
        held = next((folder / name for folder in folders if is_sound(folder / name)), None)
        try:
            found.append(str(held or _make(world, file, folders, name)))
        except DamagedWorldError as problem:
            if damaged is None:
                raise
            damaged(problem)
    return found


def is_sound(path: Path) -> bool:
    """Whether a file is there, and whole; what is cut short is made anew."""
    try:
        pq.read_metadata(path)
    except (OSError, pa.ArrowException):
        return False
    return True


def derived_folders(world: World, name: str) -> Iterator[Path]:
    """Where what is derived may be kept: with the world, where that is a folder, or in the user's cache."""
    if "://" not in world.path:
        yield Path(world.path) / "derived" / name
    yield user_cache_path("quidnunc") / "worlds" / content_id(world.path) / name


def _make(world: World, file: DataFile, folders: list[Path], name: str) -> Path:
    problem: OSError | None = None
    for folder in folders:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            return _write(world, file, folder / name)
        except OSError as error:
            problem = error
    assert problem is not None
    raise WorldError(f"nowhere to keep the events laid flat: {problem}", source=str(folders[-1])) from problem


def _write(world: World, file: DataFile, path: Path) -> Path:
    """Lays one file's events flat; whole or not at all, whoever else does so at the same time."""
    part = path.with_name(f".{path.stem}.{uuid.uuid4().hex[:8]}.part")
    empty = lay_flat(world.table("readings").schema.empty_table())
    try:
        with pq.ParquetWriter(part, empty.schema, compression="lz4") as writer:
            held = [empty]
            for batch in world.table("readings").batches(file, _COLUMNS, _BATCH):
                held.append(lay_flat(pa.Table.from_batches([batch])))
                if sum(rows.num_rows for rows in held) >= _ROW_GROUP:
                    writer.write_table(pa.concat_tables(held), row_group_size=_ROW_GROUP)
                    held = [empty]
            writer.write_table(pa.concat_tables(held), row_group_size=_ROW_GROUP)
        os.replace(part, path)  # noqa: PTH105 - a rename that replaces, on all systems
    finally:
        part.unlink(missing_ok=True)
    return path


def lay_flat(readings: pa.Table) -> pa.Table:
    """The flat events of a table of readings."""
    with duckdb.connect() as connection:
        connection.register("batch", readings)
        connection.register("scores", _scores())
        return connection.sql(_SQL).to_arrow_table()
