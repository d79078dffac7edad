"""Quidnunc reads world news and writes down who did what to whom, when, where, on whose word, and whether it happened."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from quidnunc.errors import QuidnuncError
from quidnunc.records import Actor, Article, Attribution, Event, Fact, Place, Reading, TimeSpan

if TYPE_CHECKING:
    from quidnunc.reading.reader import Reader, read
    from quidnunc.world.store import World

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
    "World",
    "read",
]


_LAZY = {"Reader": "quidnunc.reading.reader", "World": "quidnunc.world.store", "read": "quidnunc.reading.reader"}


def __getattr__(name: str) -> object:
    """Loads the reader (and spaCy with it) and the world only when they are asked for; records and errors cost nothing."""
    if name in _LAZY:
        return getattr(import_module(_LAZY[name]), name)
    raise AttributeError(f"module 'quidnunc' has no attribute '{name}'")
