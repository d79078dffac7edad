"""People's verdicts laid over the flat events: rejected ones left out, fixed fields fixed, all marked with what is held of them."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from quidnunc.world.flat import lay_flat
from quidnunc.world.review.fields import FIELDS, as_read, mode_of
from quidnunc.world.review.judgement import judgements_of
from quidnunc.world.review.today import today
from quidnunc.world.review.verdicts import Fix, Standing, opinions, standing_of
from quidnunc.world.schema import readings_schema
from quidnunc.world.store import World

_PLAIN = "CREATE VIEW judged AS SELECT *, CAST(NULL AS VARCHAR) AS verdict, CAST([] AS VARCHAR[]) AS fixed FROM flat"


def apply_judgements(connection: duckdb.DuckDBPyConnection, world: World, *, judged: bool = True) -> str:
    """The name of a view over ``flat`` with two more columns.

    ``verdict`` is ``accepted``, ``fixed``, ``open`` (reviewers differ), ``unsure``, or null where nobody judged; ``fixed`` names
    the fields that show another value than was read.
    """
    standings = standings_of(connection, world) if judged else {}
    if not standings:
        connection.execute(_PLAIN)
        return "judged"
    fixes = {event: held.fixes for event, held in standings.items() if held.fixes and held.state != "rejected"}
    states = [
        {
            "key": event,
            "verdict": held.state,
            "fixed": sorted(held.fixes),
            "apart": held.state == "rejected" or event in fixes,
        }
        for event, held in sorted(standings.items())
    ]
    schema = {"key": pa.string(), "verdict": pa.string(), "fixed": pa.list_(pa.string()), "apart": pa.bool_()}
    connection.from_arrow(pa.Table.from_pylist(states, schema=pa.schema(schema.items()))).create("states")
    _lay_fixes(connection, world, fixes)
    connection.execute(
        "CREATE VIEW judged AS SELECT e.*, s.verdict, coalesce(s.fixed, []) AS fixed FROM flat e "
        "LEFT JOIN states s ON s.key = e.event WHERE s.apart IS NOT TRUE "
        "UNION ALL SELECT f.*, s.verdict, s.fixed FROM fixed_events f JOIN states s ON s.key = f.event"
    )
    return "judged"


def standings_of(connection: duckdb.DuckDBPyConnection, world: World) -> dict[str, Standing]:
    """What stands of each event that people judged, by the ids of the events that ``flat`` holds."""
    found = today(judgements_of(world), lambda columns, by, keys: _asked(connection, columns, by, keys)).found
    return {event: standing_of(held) for event, held in opinions(found).items()}


def _asked(connection: duckdb.DuckDBPyConnection, columns: str, by: str, keys: Iterable[str]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = _table(connection, columns, by, keys).to_pylist()
    return found


def _table(connection: duckdb.DuckDBPyConnection, columns: str, by: str, keys: Iterable[str]) -> pa.Table:
    sql = f"SELECT {columns} FROM flat WHERE {by} IN (SELECT unnest(CAST(? AS VARCHAR[])))"
    return connection.sql(sql, params=[list(keys)]).to_arrow_table()


_READ: OrderedDict[tuple[str, int], pa.Table] = OrderedDict()
_WORLDS = 4


def _as_they_were_read(connection: duckdb.DuckDBPyConnection, world: World, events: Collection[str]) -> pa.Table:
    """The whole rows of events. To find them is to scan all columns of all events, so those found are kept: a server asks
    for the same ones after each verdict."""
    key = (world.path, world.version())
    held = _READ.get(key)
    known = set() if held is None else set(held.column("event").to_pylist())
    missing = sorted(set(events) - known)
    if missing:
        found = _table(connection, "*", "event", missing)
        held = found if held is None else pa.concat_tables([held, found])
        _READ[key] = held
        while len(_READ) > _WORLDS:
            _READ.popitem(last=False)
    if held is None:
        return _table(connection, "*", "event", ())
    return held.filter(pc.is_in(held.column("event"), pa.array(sorted(events), held.schema.field("event").type)))


def _lay_fixes(connection: duckdb.DuckDBPyConnection, world: World, fixes: Mapping[str, Mapping[str, Fix]]) -> None:
    """Makes ``fixed_events``: the rows of fixed events, each fixed field's columns laid out as a reading's would be."""
    read = _as_they_were_read(connection, world, fixes.keys())
    connection.from_arrow(read).create("read_events")
    rows = [_as_reading(row, fixes[row["event"]]) for row in read.to_pylist()]
    names = [
        "id",
        "published",
        "text",
        "sentences",
        "actors",
        "places",
        "events",
        "reader",
        "source",
        "url",
        "outlet",
        "title",
    ]
    schema = pa.schema([readings_schema().field(name) for name in names])
    laid = lay_flat(pa.Table.from_pylist(rows, schema=schema))
    changed = [
        sorted({column for field in fixes[event] for column in FIELDS[field].columns})
        for event in laid.column("event").to_pylist()
    ]
    laid = laid.append_column("changed", pa.array(changed, pa.list_(pa.string())))
    connection.from_arrow(laid).create("laid")
    columns = sorted({column for field in FIELDS.values() for column in field.columns})
    replaced = ", ".join(f"CASE WHEN list_contains(l.changed, '{c}') THEN l.{c} ELSE e.{c} END AS {c}" for c in columns)
    connection.execute(
        f"CREATE TABLE fixed_events AS SELECT e.* REPLACE ({replaced}) FROM read_events e JOIN laid l ON l.event = e.event"
    )


def _as_reading(row: Mapping[str, Any], fixes: Mapping[str, Fix]) -> dict[str, Any]:
    """A reading of one event that holds the fixed values; of the others only what the columns of fixed ones depend on."""
    values = as_read(row)
    values.update({field: json.loads(fix.value) for field, fix in fixes.items()})
    sides = ("agents", "recipients", "said_by", "denied_by")
    return {
        "id": row["reading"],
        "published": row["published"],
        "text": "",
        "sentences": [],
        "actors": list({actor["id"]: actor for side in sides for actor in values[side]}.values()),
        "places": [values["place"]] if values["place"] else [],
        "events": [
            {
                **values,
                "id": row["event"],
                "mode": mode_of(values["type"], values["mode"]),
                **{side: [actor["id"] for actor in values[side]] for side in sides},
                "place": values["place"] and values["place"]["id"],
                "trigger": {"start": 0, "end": 0},
                "evidence": {"sentences": []},
            }
        ],
    }
