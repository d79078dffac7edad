"""A world of ten events of several types, and its desk."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from quidnunc.world.review.desk import Desk
from quidnunc.world.store import World
from tests.world.made import make_reading

TYPES = ("ACCUSE", "ACCUSE", "ACCUSE", "ACCUSE", "ACCUSE", "ACCUSE", "ASSAULT", "ASSAULT", "AID", "AID")


@pytest.fixture
def reviewed(world: World) -> World:
    """Ten reports; the later the report, the surer its event."""
    events = [{"type": name, "confidence": 0.5 + n / 100} for n, name in enumerate(TYPES)]
    world.add([make_reading(n, event=event) for n, event in enumerate(events)])
    return world


@pytest.fixture
def desk(reviewed: World) -> Desk:
    return Desk(reviewed)


@pytest.fixture
def ids(desk: Desk) -> list[str]:
    """The events' ids, in order of the reports."""
    rows = sorted(desk.query.events().rows(), key=lambda row: int(row["source"].split(".")[0]))
    return [row["event"] for row in rows]


@pytest.fixture
def row_of(reviewed: World) -> Callable[[str], dict | None]:
    """An event as the world shows it now; None where it shows none."""
    return lambda event: next(World(reviewed.path).events(event=event).rows(), None)
