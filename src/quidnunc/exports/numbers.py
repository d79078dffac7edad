"""Ids for formats that want whole numbers."""

from __future__ import annotations

from quidnunc.records import content_id


def number_of(*parts: object) -> int:
    """A stable positive number below 2**52, which every reader of numbers keeps exactly.

    >>> number_of("a", None) == number_of("a", None) != number_of("a", "b")
    True
    """
    return int(content_id(*parts, length=13), 16)
