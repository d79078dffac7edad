"""``check`` names all that does not hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from quidnunc.records import EventDate, Mention, Reading, Trigger
from quidnunc.world.checks import check
from quidnunc.world.invariants import broken
from quidnunc.world.schema import readings_table
from quidnunc.world.store import World
from tests.world.made import make_reading


def messages(world: World) -> list[str]:
    return [str(finding) for finding in check(world)]


def test_a_sound_world(world: World, readings: list[Reading]) -> None:
    world.add(readings)
    assert messages(world) == []


def test_an_article_that_stands_twice(world: World, readings: list[Reading]) -> None:
    rows = readings_table([(readings[0], {}), (readings[0], {})])
    world.table("readings").append(lambda _: rows)
    assert messages(world) == [f"reading {readings[0].id}: stands twice"]


@pytest.mark.parametrize(
    ("event", "message"),
    [
        ({"trigger": Trigger(start=5, end=5000)}, "the span 5, 5000 is empty or outside the text"),
        ({"agents": ("Q0",)}, "agents 'Q0' is not in the reading"),
        ({"place": "nowhere"}, "place 'nowhere' is not in the reading"),
        ({"confidence": 1.5}, "a confidence of 1.5"),
        ({"date": EventDate(start="2023-02-02", end="2023-02-01", grain="day")}, "after its end"),
        ({"attributions": ("a9",)}, "attributions 'a9'"),
    ],
)
def test_an_event_that_does_not_hold(event: dict[str, Any], message: str) -> None:
    (found,) = broken(make_reading(1, event=event))
    assert message in found


def test_a_mention_that_says_other_words_than_the_text() -> None:
    mention = Mention(start=0, end=6, text="France", form="name", actor="RUS")
    (found,) = broken(msgspec.structs.replace(make_reading(1), mentions=(mention,)))
    assert "its text is not what stands at 0, 6" in found


def test_an_id_that_is_not_the_texts(readings: list[Reading]) -> None:
    (found,) = broken(msgspec.structs.replace(readings[0], title="Another title"))
    assert "not the hash" in found


def test_a_file_cut_short_is_named_and_the_rest_read(world: World, readings: list[Reading]) -> None:
    for reading in readings:
        world.add([reading])
    file = world.files()[2]
    path = Path(world.table("readings").location(file))
    path.write_bytes(path.read_bytes()[:400])
    (finding,) = messages(world)
    assert path.name in finding
    assert "1 rows are lost" in finding
    told: list[str] = []
    assert len(list(world.readings(damaged=lambda problem: told.append(problem.source)))) == 5
    assert told == [str(path)]


def test_a_missing_file_is_named(world: World, readings: list[Reading]) -> None:
    world.add(readings)
    path = Path(world.table("readings").location(world.files()[0]))
    path.unlink()
    (finding,) = messages(world)
    assert path.name in finding
