"""What the gazetteer knows, for pages; loaded when it is first asked."""

from __future__ import annotations

import datetime
from functools import cache

from quidnunc.errors import UnknownNameError
from quidnunc.gazetteer.lookup import Card, Lookup
from quidnunc.gazetteer.sources import own_folder
from quidnunc.gazetteer.store import Gazetteer, load


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer with the user's own tables."""
    return load(None, own_folder())


def lookup(day: str | None) -> Lookup:
    """A look into the gazetteer on a day; today where none is given."""
    return Lookup(gazetteer(), day or datetime.datetime.now(datetime.UTC).date().isoformat())


def cards_of(name: str, day: str | None) -> list[Card]:
    """The cards of a name; none where the gazetteer does not know it."""
    try:
        return lookup(day).cards(name)
    except UnknownNameError:
        return []
