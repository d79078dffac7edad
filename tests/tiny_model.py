"""A typing model made by hand: it holds the same of every candidate. Written as bytes, so that no test needs the ``onnx`` package."""

from __future__ import annotations

import json
import shutil
import struct
from collections.abc import Mapping, Sequence
from pathlib import Path

from quidnunc.reading.typing_model import SHIPPED

FLOAT, INT64 = 1, 7


def write_model(folder: Path, types: Mapping[str, float], modes: Sequence[tuple[str, str | None]] = ()) -> None:
    """Writes a model that gives each type the same logit whatever it reads; its first status is "happened"."""
    folder.mkdir()
    pairs = [("", None), *modes]
    statuses = ["happened", "ongoing", "planned", "possible", "negated"]
    rows = {"types": list(types.values()), "modes": [4.0] + [0.0] * len(modes), "statuses": [4.0, 0.0, 0.0, 0.0, 0.0]}
    (folder / "model.onnx").write_bytes(_model(rows))
    shutil.copy(SHIPPED / "tokenizer.json", folder)
    card = {"types": list(types), "modes": pairs, "statuses": statuses, "temperature": 1.0, "frames_weight": 0.0}
    (folder / "model.json").write_text(json.dumps(card), "utf-8")


def _model(rows: Mapping[str, Sequence[float]]) -> bytes:
    """ONNX: each output is 0 times the pools' mean, plus a row of constants."""
    nodes = [
        _node("ReduceMean", ["pools"], "mean", _ints("axes", [1, 2]), _int("keepdims", 1)),
        _node("Squeeze", ["mean"], "one", _ints("axes", [2])),
        _node("Mul", ["one", "nought"], "none"),
        *(_node("Add", ["none", f"row_{name}"], name) for name in rows),
    ]
    constants = [_tensor("nought", [0.0]), *(_tensor(f"row_{name}", row) for name, row in rows.items())]
    inputs = [
        _value("ids", INT64, ["s", "l"]), _value("mask", INT64, ["s", "l"]), _value("sentence", INT64, ["n"]),
        _value("pools", FLOAT, ["n", 3, "l"]),
    ]  # fmt: skip
    outputs = [_value(name, FLOAT, ["n", len(row)]) for name, row in rows.items()]
    graph = b"".join(
        [*(_field(1, node) for node in nodes), _field(2, b"tiny"), *(_field(5, one) for one in constants),
         *(_field(11, one) for one in inputs), *(_field(12, one) for one in outputs)]
    )  # fmt: skip
    return _number(1, 7) + _field(7, graph) + _field(8, _number(2, 11))  # IR version 7, operators of version 11


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])


def _number(tag: int, value: int) -> bytes:
    return _varint(tag << 3) + _varint(value)


def _field(tag: int, data: bytes) -> bytes:
    return _varint(tag << 3 | 2) + _varint(len(data)) + data


def _node(kind: str, inputs: Sequence[str], output: str, *attributes: bytes) -> bytes:
    named = b"".join(_field(1, name.encode()) for name in inputs)
    return named + _field(2, output.encode()) + _field(4, kind.encode()) + b"".join(_field(5, a) for a in attributes)


def _int(name: str, value: int) -> bytes:
    return _field(1, name.encode()) + _number(3, value) + _number(20, 2)


def _ints(name: str, values: Sequence[int]) -> bytes:
    return _field(1, name.encode()) + b"".join(_number(8, value) for value in values) + _number(20, 7)


def _tensor(name: str, row: Sequence[float]) -> bytes:
    shape = _number(1, 1) + _number(1, len(row))
    return shape + _number(2, FLOAT) + _field(8, name.encode()) + _field(9, struct.pack(f"<{len(row)}f", *row))


def _value(name: str, kind: int, shape: Sequence[int | str]) -> bytes:
    sizes = b"".join(
        _field(1, _number(1, size) if isinstance(size, int) else _field(2, size.encode())) for size in shape
    )
    return _field(1, name.encode()) + _field(2, _field(1, _number(1, kind) + _field(2, sizes)))
