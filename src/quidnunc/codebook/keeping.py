"""The shipped codebook as an earlier run read and checked it, kept in the user's cache: parsing its YAML takes ten times as long."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import msgspec

from quidnunc.cache import code_digest, made_once
from quidnunc.codebook.book import Codebook

_CODE = ("book.py", "checks.py", "files.py", "keeping.py", "loading.py", "schema.py")
"""What a kept codebook depends on beside its files: a change there reads it anew."""

_log = logging.getLogger(__name__)


def kept(version: str, load: Callable[[], Codebook]) -> Codebook:
    """A codebook from the cache, or loaded and kept for the next run.

    Args:
        version: the hash over the codebook's files.
        load: reads it from them.

    Raises:
        CodebookError: as ``load``.
    """
    made: list[Codebook] = []

    def make(path: Path) -> None:
        made.append(load())
        path.write_bytes(msgspec.msgpack.encode(made[0]))

    try:
        path = made_once(f"codebook-{version}-{code_digest('quidnunc.codebook', _CODE)}.msgpack", make)
        if not made:
            return msgspec.msgpack.decode(path.read_bytes(), type=Codebook)
    except OSError as problem:
        _log.warning("the codebook cannot be kept (%s); reading its files", problem)
    except msgspec.DecodeError as problem:
        _log.warning("%s cannot be used (%s); reading the codebook's files", path, problem)
        path.unlink(missing_ok=True)
    return made[0] if made else load()
