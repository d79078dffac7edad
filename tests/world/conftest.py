"""A small world for tests: made-up readings, no language model."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from quidnunc.records import Reading
from quidnunc.world.store import World
from tests.world.made import make_reading


@pytest.fixture
def readings() -> list[Reading]:
    return [make_reading(number) for number in range(6)]


@pytest.fixture
def world(tmp_path: Path) -> World:
    """An empty world."""
    return World(tmp_path / "world", create=True)


@pytest.fixture
def reopen(world: World) -> Callable[..., World]:
    """The same world, opened again."""
    return lambda **options: World(world.path, **options)
