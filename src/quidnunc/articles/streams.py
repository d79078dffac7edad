"""Bytes in bounded pieces: files that are compressed, endless, or one single line do no harm."""

from __future__ import annotations

import gzip
import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from quidnunc.errors import InputError

MAX_BYTES = 64 * 1024 * 1024
"""What is read as a whole (a page, a text, a line) may not be longer, unpacked."""

PIECE = 1 << 20


class Readable(Protocol):
    """Something that gives bytes."""

    def read(self, size: int, /) -> bytes:
        """At most so many bytes; none at the end."""


def is_packed(path: Path) -> bool:
    """Whether a file is gzip by its name."""
    return path.suffix.lower() == ".gz"


def plain_suffix(path: Path) -> str:
    """The suffix that names the format: that before ``.gz``, where the file is packed."""
    return Path(path.stem).suffix.lower() if is_packed(path) else path.suffix.lower()


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """A file opened for its bytes, unpacked as they are read.

    Raises:
        InputError: it is missing, may not be read, is no regular file, or what it holds is no gzip; also while reading.
    """
    name = str(path)
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise InputError("is no regular file (a pipe, a device or a folder)", source=name)
        with gzip.open(path, "rb") if is_packed(path) else path.open("rb") as file:
            yield cast("BinaryIO", file)
    except FileNotFoundError as problem:
        raise InputError("no such file", source=name) from problem
    except PermissionError as problem:
        raise InputError("the file may not be read; check its permissions", source=name) from problem
    except (EOFError, zlib.error, gzip.BadGzipFile) as problem:
        raise InputError(f"the gzip data is broken or cut short: {problem}", source=name) from problem
    except OSError as problem:
        raise InputError(f"the file cannot be read: {problem.strerror or problem}", source=name) from problem


def read_bounded(stream: Readable, source: str, limit: int = MAX_BYTES) -> bytes:
    """All bytes of a stream. Raises InputError where they are more than the limit, having read no more than that."""
    pieces: list[bytes] = []
    total = 0
    while piece := stream.read(min(PIECE, limit + 1 - total)):
        pieces.append(piece)
        total += len(piece)
        if total > limit:
            raise InputError(f"unpacked, it is longer than the limit of {limit:,} bytes; split it", source=source)
    return b"".join(pieces)


def bounded_lines(stream: BinaryIO, limit: int = MAX_BYTES) -> Iterator[tuple[int, bytes | None]]:
    """The lines of a stream with their numbers; ``None`` for one longer than the limit, which is passed over unread."""
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        if len(line) <= limit:
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(PIECE)
        yield number, None
