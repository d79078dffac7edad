"""People's verdicts, applied over the events: the last word of each person's counts, and the last person's of all."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import duckdb
import pyarrow as pa

from quidnunc.world.store import World

FIXABLE = ("type", "mode", "status", "stance", "date_start", "date_end", "date_grain", "place_country", "background")
"""The columns that a verdict ``fix`` may set; ``date`` sets start, end and grain at once."""


def apply_judgements(connection: duckdb.DuckDBPyConnection, world: World) -> str:
    """The name of a view over ``flat``: rejected events left out, fixed fields fixed. ``flat`` itself where none is judged."""
    rows = list(world.rows("judgements", ["id", "target", "target_id", "field", "verdict", "value", "by", "added_at"]))
    verdicts = standing(row for row in rows if row["target"] == "event")
    if not verdicts:
        return "flat"
    fixes: dict[str, dict[str, Any]] = {}
    rejected = set()
    for (event, field), row in verdicts.items():
        if row["verdict"] == "reject" and field is None:
            rejected.add(event)
        elif row["verdict"] == "fix" and row["value"] is not None:
            fixes.setdefault(event, {}).update(_columns(field, json.loads(row["value"])))
    connection.from_arrow(pa.table({"id": pa.array(sorted(rejected), pa.string())})).create("rejected_events")
    types = {name: pa.bool_() if name == "background" else pa.string() for name in FIXABLE}
    fixed = [{"id": event, "names": sorted(values), **values} for event, values in sorted(fixes.items())]
    schema = pa.schema({"id": pa.string(), "names": pa.list_(pa.string()), **types}.items())
    connection.from_arrow(pa.Table.from_pylist(fixed, schema=schema)).create("fixes")
    replaced = ", ".join(f"CASE WHEN list_contains(f.names, '{n}') THEN f.{n} ELSE e.{n} END AS {n}" for n in FIXABLE)
    day = "CASE WHEN list_contains(f.names, 'date_start') THEN TRY_CAST(f.date_start AS DATE) ELSE e.day END AS day"
    connection.execute(
        f"CREATE VIEW judged AS SELECT e.* REPLACE ({replaced}, {day}) FROM flat e LEFT JOIN fixes f ON f.id = e.event "
        "WHERE e.event NOT IN (SELECT id FROM rejected_events)"
    )
    return "judged"


def standing(rows: Iterable[dict[str, Any]]) -> dict[tuple[str, str | None], dict[str, Any]]:
    """The verdict that stands on each field of each target: the newest that its giver has not undone."""
    given: dict[tuple[str, str | None], list[dict[str, Any]]] = {}
    for row in sorted(rows, key=lambda row: (row["added_at"], row["id"])):
        stack = given.setdefault((row["target_id"], row["field"]), [])
        if row["verdict"] == "undo":
            for held in reversed(stack):
                if held["by"] == row["by"]:
                    stack.remove(held)
                    break
        elif row["verdict"] != "unsure":
            stack.append(row)
    return {key: stack[-1] for key, stack in given.items() if stack}


def _columns(field: str | None, value: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever JSON holds
    """The columns that a fix sets; one of a field that no column holds alone sets none."""
    if field == "date":
        date = value if isinstance(value, dict) else {}
        return {f"date_{part}": date.get(part) for part in ("start", "end", "grain")}
    if field in FIXABLE and (value is None or isinstance(value, bool if field == "background" else str)):
        return {field: value}
    return {}
