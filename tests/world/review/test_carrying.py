"""Verdicts after the articles were read anew: they follow the event by article, type and trigger."""

from __future__ import annotations

from typing import Any

import pytest

from quidnunc.records import ReaderVersion, Trigger
from quidnunc.world.checks import notes
from quidnunc.world.review.desk import Desk
from quidnunc.world.review.laying import judged_readings
from quidnunc.world.store import World
from tests.world.made import make_reading

NEWER = ReaderVersion(version="2", codebook="c1", gazetteer="g1")


@pytest.fixture
def one(world: World) -> tuple[World, str]:
    """A world of one event, and its id."""
    world.add([make_reading(0)])
    return world, make_reading(0).events[0].id


def reread(world: World, **event: Any) -> None:
    world.add([make_reading(0, reader=NEWER, event={"id": "another-id", **event})], supersede=True)


def test_a_rejection_follows_the_event_to_its_new_id(one: tuple[World, str]) -> None:
    world, event = one
    Desk(world).judge(event, "reject", by="Ada")
    reread(world, agents=("FRA",))
    assert world.events().count() == 0
    assert [len(reading.events) for reading in judged_readings(world)] == [0]
    assert world.events(judged=False).count() == 1
    assert list(notes(world)) == []


def test_a_fix_follows_too(one: tuple[World, str]) -> None:
    world, event = one
    Desk(world).judge(event, "fix", by="Ada", field="status", value="planned")
    reread(world, trigger=Trigger(start=9, end=15))
    (row,) = world.events().rows()
    assert (row["event"], row["status"], row["fixed"]) == ("another-id", "planned", ["status"])
    assert next(judged_readings(world)).events[0].status == "planned"


@pytest.mark.parametrize("changed", [{"type": "REJECT"}, {"trigger": Trigger(start=20, end=25)}])
def test_it_does_not_follow_to_another_type_or_other_words(one: tuple[World, str], changed: dict[str, Any]) -> None:
    world, event = one
    Desk(world).judge(event, "reject", by="Ada")
    reread(world, **changed)
    assert world.events().count() == 1
    assert [len(reading.events) for reading in judged_readings(world)] == [1]
    (orphan,) = Desk(world).carried().orphans
    assert orphan.target_id == event
    (note,) = notes(world)
    assert event in str(note) and "Ada" in str(note)
    assert len(world.judgements()) == 1


def test_an_acceptance_of_other_values_no_longer_counts(one: tuple[World, str]) -> None:
    world, event = one
    Desk(world).judge(event, "accept", by="Ada")
    reread(world, id=event, status="planned")
    assert [row["verdict"] for row in world.events().rows()] == [None]
    assert Desk(world).judged_by("Ada") == set()


def test_an_acceptance_of_the_same_values_still_does(one: tuple[World, str]) -> None:
    world, event = one
    Desk(world).judge(event, "accept", by="Ada")
    reread(world)
    assert [row["verdict"] for row in world.events().rows()] == ["accepted"]
    assert Desk(world).judged_by("Ada") == {"another-id"}


def test_a_verdict_of_an_older_quidnunc_without_anchor_holds_by_its_id_alone(one: tuple[World, str]) -> None:
    world, event = one
    world.judge("event", event, "reject", by="Ada")
    assert world.events().count() == 0
    reread(world)
    assert world.events().count() == 1
    assert len(list(notes(world))) == 1
