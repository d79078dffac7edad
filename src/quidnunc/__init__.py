"""Quidnunc reads world news and writes down who did what to whom, when, where, on whose word, and whether it happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quidnunc.errors import QuidnuncError
from quidnunc.records import Actor, Article, Attribution, Event, Fact, Place, Reading, TimeSpan

if TYPE_CHECKING:
    from quidnunc.reading.reader import Reader, read

__all__ = [
    "Actor",
    "Article",
    "Attribution",
    "Event",
    "Fact",
    "Place",
    "QuidnuncError",
    "Reader",
    "Reading",
    "TimeSpan",
    "read",
]


def __getattr__(name: str) -> object:
    """Loads the reader, and spaCy with it, only when it is asked for; records and errors cost nothing."""
    if name in ("Reader", "read"):
        from quidnunc.reading import reader

        return getattr(reader, name)
    raise AttributeError(f"module 'quidnunc' has no attribute '{name}'")
