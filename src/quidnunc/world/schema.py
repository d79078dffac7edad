"""How records lie in tables: Arrow types made from the records themselves, so that a field added there is kept here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import msgspec
import pyarrow as pa
from msgspec import inspect

from quidnunc.records import Reading

_SCALARS: dict[type[inspect.Type], pa.DataType] = {
    inspect.StrType: pa.string(),
    inspect.IntType: pa.int64(),
    inspect.FloatType: pa.float64(),
    inspect.BoolType: pa.bool_(),
    inspect.LiteralType: pa.string(),
}
_TIME = pa.timestamp("us", tz="UTC")


def arrow_type(kind: inspect.Type) -> pa.DataType:
    """The Arrow type of a record's type: structs stay structs, tuples become lists, ``None`` makes nothing but null.

    Raises:
        TypeError: the type has no place in a table (a union of two types, say).
    """
    kind = _without_none(kind)
    if isinstance(kind, inspect.StructType):
        return pa.struct([pa.field(field.encode_name, arrow_type(field.type)) for field in stored(kind)])
    if isinstance(kind, inspect.VarTupleType):
        return pa.list_(arrow_type(kind.item_type))
    if isinstance(kind, inspect.TupleType):
        (item,) = {arrow_type(item) for item in kind.item_types}
        return pa.list_(item)
    scalar = _SCALARS.get(type(kind))
    if scalar is None:
        raise TypeError(f"records may not hold {kind!r}: it has no place in a table")
    return scalar


def stored(kind: inspect.StructType) -> list[inspect.Field]:
    """The fields of a record that tables hold: what people's verdicts lay over it (unset unless they do) is not among them."""
    unset = msgspec.NODEFAULT
    return [f for f in kind.fields if f.required or f.default is not unset or f.default_factory is not unset]


def _without_none(kind: inspect.Type) -> inspect.Type:
    if isinstance(kind, inspect.UnionType):
        kinds = [part for part in kind.types if not isinstance(part, inspect.NoneType)]
        if len(kinds) == 1:
            return kinds[0]
    return kind


@lru_cache(maxsize=1)
def _reading_info() -> inspect.StructType:
    info = inspect.type_info(Reading)
    assert isinstance(info, inspect.StructType)
    return info


@lru_cache(maxsize=1)
def readings_schema() -> pa.Schema:
    """One row an article: the fields of ``Reading``, then the time and the run that added it."""
    fields = [pa.field(field.encode_name, arrow_type(field.type)) for field in stored(_reading_info())]
    return pa.schema([*fields, pa.field("added_at", _TIME), pa.field("run", pa.string())])


# Identical text seen again elsewhere: the article is one, but who else carried it is not lost.
SIGHTINGS = pa.schema(
    [
        pa.field("reading", pa.string()),
        pa.field("source", pa.string()),
        pa.field("url", pa.string()),
        pa.field("outlet", pa.string()),
        pa.field("added_at", _TIME),
        pa.field("run", pa.string()),
    ]
)

# What was not read, and why.
REJECTED = pa.schema(
    [
        pa.field("id", pa.string()),
        pa.field("source", pa.string()),
        pa.field("kind", pa.string()),
        pa.field("field", pa.string()),
        pa.field("message", pa.string()),
        pa.field("added_at", _TIME),
        pa.field("run", pa.string()),
    ]
)

# A person's verdict on a field of a record; append-only, applied over readings, never overwriting them.
JUDGEMENTS = pa.schema(
    [
        pa.field("id", pa.string()),
        pa.field("target", pa.string()),  # reading | event | incident | story | merge
        pa.field("target_id", pa.string()),
        pa.field("reading", pa.string()),
        pa.field("field", pa.string()),  # null: the record as a whole
        pa.field("verdict", pa.string()),  # accept | reject | fix | unsure | undo
        pa.field("value", pa.string()),  # JSON: what it should be
        pa.field("note", pa.string()),
        pa.field("by", pa.string()),
        pa.field("added_at", _TIME),
        pa.field("role", pa.string()),  # reviewer | adjudicator
        pa.field("old", pa.string()),  # JSON: what the reading says; for a record as a whole, of every field
        pa.field("reader", pa.string()),  # what made the reading judged
        pa.field("type", pa.string()),  # the event's, and where its trigger stands: by these it is found
        pa.field("trigger_start", pa.int64()),  # again when a newer reader gives it another id
        pa.field("trigger_end", pa.int64()),
        pa.field("drawn", pa.string()),  # JSON: how the record came to be looked at, for figures
        pa.field("withdraws", pa.string()),  # of an undo: the judgement that it takes back
    ]
)


def readings_table(rows: Iterable[tuple[Reading, Mapping[str, object]]]) -> pa.Table:
    """Readings, each with its ``added_at`` and ``run``, as a table."""
    return pa.Table.from_pylist([{**reading.to_dict(), **extra} for reading, extra in rows], schema=readings_schema())


def reading_of(row: Mapping[str, Any]) -> Reading:
    """The reading of a row; a field that the row's writer did not know takes its default.

    Raises:
        msgspec.ValidationError: the row is no reading.
    """
    return msgspec.convert(_tidy(row, _reading_info()), Reading)


def _tidy(value: object, kind: inspect.Type) -> object:
    """Drops nulls where the record's field allows none, so that its default stands."""
    kind = _without_none(kind)
    if isinstance(kind, inspect.StructType) and isinstance(value, Mapping):
        tidy: dict[str, object] = {}
        for field in stored(kind):
            held = value.get(field.encode_name)
            if held is not None:
                tidy[field.encode_name] = _tidy(held, field.type)
            elif _takes_none(field.type):
                tidy[field.encode_name] = None
            elif isinstance(field.type, inspect.VarTupleType):
                tidy[field.encode_name] = []
        return tidy
    if isinstance(kind, inspect.VarTupleType) and isinstance(value, list):
        return [_tidy(item, kind.item_type) for item in value]
    return value


def _takes_none(kind: inspect.Type) -> bool:
    return isinstance(kind, inspect.UnionType) and any(isinstance(part, inspect.NoneType) for part in kind.types)
