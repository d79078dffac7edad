"""Packed bodies of web pages, unpacked within bounds."""

from __future__ import annotations

import zlib

from quidnunc.errors import InputError

_WINDOW = {"gzip": 31, "x-gzip": 31, "deflate": 47}


def unpack(data: bytes, packing: str, source: str, limit: int) -> bytes:
    """The bytes of a body.

    Args:
        data: as they came.
        packing: its ``Content-Encoding``; empty or ``identity`` for none.
        source: where it comes from, for errors.
        limit: how many bytes it may have, unpacked.

    Raises:
        InputError: a packing that is not known, broken data, or more than the limit (a "zip bomb").
    """
    if packing in ("", "identity"):
        return data
    if packing not in _WINDOW:
        raise InputError(f"packed as '{packing}', which is not unpacked here", source=source)
    stream = zlib.decompressobj(_WINDOW[packing])
    try:
        found = stream.decompress(data, limit + 1)
    except zlib.error as problem:
        raise InputError(f"the packed data is broken: {problem}", source=source) from problem
    if len(found) > limit:
        raise InputError(f"unpacked, it is longer than the limit of {limit:,} bytes", source=source)
    return found
