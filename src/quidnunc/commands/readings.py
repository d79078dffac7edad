"""Readings, as commands take them: from a world, or from the JSON lines that ``quidnunc read --format jsonl`` prints."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from quidnunc.errors import InputError
from quidnunc.records import Reading


def is_world(path: str) -> bool:
    """Whether a path is a world: a folder with a table of readings, or an object store's URL."""
    return "://" in path or (Path(path) / "readings" / "_delta_log").is_dir()


def readings_of(path: str, *, judged: bool = True) -> Iterator[Reading]:
    """The readings of a world, as people judged them; of a file of JSON lines; or of standard input (``-``).

    Args:
        path: the world, the file or ``-``.
        judged: lay people's verdicts over a world's readings.

    Raises:
        InputError: a line is no reading; the message names file, line and field.
        WorldError: the world cannot be read.
    """
    if is_world(path):
        from quidnunc.world.review.laying import judged_readings
        from quidnunc.world.store import World

        yield from judged_readings(World(path)) if judged else World(path).readings()
    elif path == "-":
        yield from _lines(sys.stdin.buffer, path)
    elif Path(path).is_dir():
        raise InputError("neither a world nor a file of readings; `quidnunc read … --into` makes a world", source=path)
    else:
        try:
            with Path(path).open("rb") as file:
                yield from _lines(file, path)
        except FileNotFoundError as problem:
            raise InputError("no such file or world", source=path) from problem
        except OSError as problem:
            raise InputError(f"the file cannot be read: {problem.strerror}", source=path) from problem


def _lines(file: BinaryIO, path: str) -> Iterator[Reading]:
    for number, line in enumerate(file, 1):
        if not line.strip():
            continue
        try:
            yield Reading.from_json(line)
        except (msgspec.DecodeError, UnicodeDecodeError) as problem:
            hint = "readings are what `quidnunc read --format jsonl` prints"
            raise InputError(f"no reading: {problem}; {hint}", source=f"{path}:{number}") from problem
