"""Judgements as data to cite: a header that says of which world and reader they are, then one row a judgement.

CSV opens with lines of ``# name: value`` (``comment="#"`` in pandas, ``comment.char = "#"`` in R); JSONL with an object whose
``quidnunc`` is ``judgements``; Parquet keeps the header in its schema's metadata.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from quidnunc.errors import InputError
from quidnunc.exports.cells import cell, spreadsheet_safe

COLUMNS = (
    "id", "by", "role", "at", "verdict", "field", "value", "old", "note", "stands",
    "event", "reading", "type", "trigger_start", "trigger_end", "reader", "drawn", "withdraws",
    "source", "url", "outlet", "title", "published", "sentence",
)  # fmt: skip
"""The columns of a row. ``value``, ``old`` and ``drawn`` are JSON; ``stands`` is whether nothing newer of the same person replaced
or took it back; the last six say where the event was read, where it still is."""

_NUMBERS = ("trigger_start", "trigger_end")
_SCHEMA = pa.schema(
    [(name, pa.int64() if name in _NUMBERS else pa.bool_() if name == "stands" else pa.string()) for name in COLUMNS]
)
FORMS = ("csv", "jsonl", "parquet")


def write(form: str, path: Path, header: Mapping[str, object], rows: Sequence[Mapping[str, Any]]) -> None:
    """Writes a file in one of ``FORMS``. Raises OSError where it cannot be written."""
    if form == "parquet":
        table = pa.Table.from_pylist([dict(row) for row in rows], schema=_SCHEMA)
        pq.write_table(table.replace_schema_metadata({"quidnunc": json.dumps(dict(header), ensure_ascii=False)}), path)
        return
    path.write_text(text(form, header, rows), encoding="utf-8", newline="")


def text(form: str, header: Mapping[str, object], rows: Iterable[Mapping[str, Any]]) -> str:
    """The text of a CSV or JSONL file."""
    out = io.StringIO()
    if form == "jsonl":
        out.write(json.dumps({"quidnunc": "judgements", **header}, ensure_ascii=False) + "\n")
        out.writelines(json.dumps(dict(row), ensure_ascii=False) + "\n" for row in rows)
        return out.getvalue()
    for name, value in header.items():
        told = json.dumps(value, ensure_ascii=False) if isinstance(value, Mapping) else " ".join(str(value).split())
        out.write(f"# {name}: {told}\n")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([spreadsheet_safe(cell(row.get(name))) for name in COLUMNS] for row in rows)
    return out.getvalue()


def read(path: Path) -> list[tuple[str, dict[str, Any]]]:
    """The rows of a file that ``write`` made, each with the place where it stands (``FILE:LINE``).

    Raises:
        InputError: the file cannot be read, or is none of these; the message names the line.
    """
    try:
        if path.suffix == ".parquet":
            rows = pq.read_table(path).to_pylist()
            return [(f"{path}:{number}", row) for number, row in enumerate(rows, 1)]
        raw = path.read_text("utf-8-sig")
    except FileNotFoundError as problem:
        raise InputError("no such file", source=str(path)) from problem
    except (OSError, UnicodeDecodeError, pa.ArrowException) as problem:
        raise InputError(f"the file cannot be read: {problem}", source=str(path)) from problem
    return _csv(path, raw) if path.suffix == ".csv" else json_lines(path, raw)


def json_lines(path: Path, raw: str) -> list[tuple[str, dict[str, Any]]]:
    """The objects of JSON lines, our header left out. Raises InputError where a line is none."""
    found = []
    for number, line in enumerate(raw.splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as problem:
            raise InputError(f"not JSON: {problem}", source=f"{path}:{number}") from problem
        if not isinstance(row, dict):
            raise InputError("not an object", source=f"{path}:{number}")
        if row.get("quidnunc") != "judgements":
            found.append((f"{path}:{number}", row))
    return found


def _csv(path: Path, raw: str) -> list[tuple[str, dict[str, Any]]]:
    stream = io.StringIO(raw, newline="")
    skipped, at = 0, 0
    for line in stream:
        if not line.startswith("#"):
            break
        skipped, at = skipped + 1, at + len(line)
    reader = csv.DictReader(io.StringIO(raw[at:], newline=""))
    if reader.fieldnames is None or not {"event", "verdict", "by"} <= set(reader.fieldnames):
        raise InputError("lacks the columns event, verdict and by", source=f"{path}:{skipped + 1}")
    found = []
    for row in reader:
        place = f"{path}:{skipped + reader.line_num}"
        told: dict[str, Any] = {name: _plain(value) for name, value in row.items() if name is not None}
        for name in _NUMBERS:
            if told.get(name) is not None:
                try:
                    told[name] = int(told[name])
                except ValueError as problem:
                    raise InputError(f"'{told[name]}' is no number", source=place, field=name) from problem
        found.append((place, told))
    return found


def _plain(value: str | None) -> str | None:
    """A cell without the apostrophe that keeps spreadsheets from running it; nothing for an empty one."""
    if value and value.startswith("'") and spreadsheet_safe(value[1:]) == value:
        value = value[1:]
    return value or None
