"""Incidents of a world: asked by filters, kept, made anew only where something has changed, and a window at a time."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest

from quidnunc.errors import DamagedWorldError, FilterError
from quidnunc.records import EventDate, Magnitude, Reading
from quidnunc.world.filter import Filter
from quidnunc.world.incident_files import incident_files
from quidnunc.world.incident_rows import SCHEMA, row_of
from quidnunc.world.incidents import incidents_of
from quidnunc.world.query import INCIDENT_COLUMNS, Query
from quidnunc.world.store import World
from quidnunc.world.windows import world_incidents
from tests.world.made import make_reading
from tests.world.test_incidents import OTHER_TAIL, OTHER_WORDS, reading

ONE = reading("One", said_by=("TOL",), stance="asserts")
TWO = reading("Two", OTHER_WORDS, tail=OTHER_TAIL, word="fired", denied_by=("KAR",))
THREE = reading(
    "Three", "Mirtel has shelled nobody.", tail=" A storm took roofs in Ashbor.", agents=("MIR",), recipients=()
)


@pytest.fixture
def held(world: World) -> World:
    world.add([ONE, TWO, THREE])
    return world


def files(world: World) -> dict[Path, int]:
    """The files of incidents and when each was written."""
    return {path: path.stat().st_ctime_ns for path in Path(world.path).glob("derived/incidents-*/*.parquet")}


def test_an_incident_is_one_row_with_all_who_report_it(held: World) -> None:
    first, second = sorted(held.incidents().rows(), key=lambda row: -row["reports"])
    assert (first["reports"], first["independent"], first["outlets"]) == (2, 2, ["One", "Two"])
    assert (first["type"], first["agents"], first["recipients"]) == ("ASSAULT", ["Karo"], ["Tolbuk"])
    assert [one["value"] for one in first["statuses"]] == ["denied", "claimed"]
    assert {voice["speaker"] for voice in first["contradictions"][0]["no"]} == {"Karo"}
    assert all(voice["sentence"] for side in first["contradictions"][0].values() for voice in side)
    assert [merge["reasons"][0] for merge in first["merges"]] == ["both ASSAULT"]
    assert second["reports"] == 1


def test_rows_are_those_that_the_command_prints(held: World) -> None:
    made = {incident.id: row_of(incident) for incident in incidents_of(held.readings())}
    for row in held.incidents().rows():
        assert {**row, "day": str(row["day"])} == json.loads(json.dumps(made[row["id"]]))
    assert tuple(next(iter(made.values()))) == INCIDENT_COLUMNS == tuple(SCHEMA.names)


def test_every_filter_finds_the_incidents_that_hold_a_passing_event(held: World) -> None:
    assert held.incidents(outlet="One").count() == 1
    assert next(held.incidents(outlet="One").rows())["outlets"] == ["One", "Two"]  # whole, not only what passes
    assert held.incidents(denier="Karo").count() == 1
    assert held.incidents(outlet="Nobody").count() == 0
    assert held.incidents(Filter.of({"type": "ASSAULT"}), least=2).count() == 1
    assert held.incidents(contradicted=True).count() == 1
    assert held.incidents(least=3).count() == 0
    assert [row["reports"] for row in held.incidents(order="reports").rows()] == [2, 1]


def test_columns_order_and_pages_as_of_events(held: World) -> None:
    query = Query(held)
    answer = query.incidents(columns=("id", "reports"), order="reports", limit=1, offset=1)
    assert [tuple(row) for row in answer.rows()] == [("id", "reports")]
    for words in ({"columns": ("who",)}, {"order": "confidence"}, {"limit": -1}):
        with pytest.raises(FilterError):
            query.incidents(**words)


def test_frames_hold_the_nested_columns(held: World) -> None:
    assert list(held.incidents().df()["reports"]) == list(held.incidents().pl()["reports"])


def test_numbers_over_time_are_kept(world: World) -> None:
    def counted(outlet: str, day: str, low: int, words: str | None = None, **fields: object) -> Reading:
        magnitude = (Magnitude(what="killed", low=low, high=low, unit="people"),)
        return reading(outlet, *([words] if words else []), published=day, magnitude=magnitude, **fields)

    world.add([counted("One", "2024-03-05", 12), counted("Two", "2024-03-06", 31, OTHER_WORDS, tail=OTHER_TAIL)])
    (row,) = world.incidents(least=2).rows()
    assert {what: [one["value"] for one in seen] for what, seen in row["magnitudes"].items()} == {
        "people killed": ["12", "31"]
    }


def test_they_are_made_once_and_anew_when_the_world_has_changed(held: World) -> None:
    assert held.incidents().count() == 2
    before = files(held)
    assert len(before) == 1
    assert World(held.path).incidents(outlet="One").count() == 1
    assert set(files(held)) == set(before)
    held.add([make_reading(1)])
    assert World(held.path).incidents().count() == 3
    assert len(files(held)) == 2
    assert World(held.path, as_of=1).incidents().count() == 2  # from the file that was there
    assert len(files(held)) == 2


def test_verdicts_count_and_can_be_left_aside(held: World) -> None:
    (row,) = held.incidents(least=2).rows()
    key = held.judge("merge", row["merges"][0]["id"], "reject", by="Ada")
    assert key
    assert (held.incidents(least=2).count(), held.incidents().count()) == (0, 3)
    assert held.incidents(least=2, judged=False).count() == 1
    held.judge("merge", row["merges"][0]["id"], "undo", by="Ada")
    assert held.incidents(least=2).count() == 1
    held.judge("event", ONE.events[0].id, "reject", by="Ada")
    assert (held.incidents(least=2).count(), held.incidents().count()) == (0, 2)


def test_a_fixed_field_counts(held: World) -> None:
    event = THREE.events[0].id
    day = {"start": "2024-03-01", "end": "2024-03-01", "grain": "day"}
    assert held.incidents().count() == 2
    held.judge("event", event, "fix", by="Ada", field="status", value="planned")
    held.judge("event", event, "fix", by="Ada", field="date", value=day)
    (row,) = (row for row in held.incidents().rows() if row["events"] == [event])
    assert (row["status"], str(row["day"])) == ("planned", "2024-03-01")
    assert next(row for row in held.incidents(judged=False).rows() if row["events"] == [event])["status"] == "happened"


def stream(count: int) -> list[Reading]:
    """Reports of invented events, two of each, a day apart."""
    out = []
    for number in range(count):
        month, day = 1 + number // 14, 1 + 2 * (number % 14)
        date = EventDate(start=f"2024-{month:02}-{day:02}", end=f"2024-{month:02}-{day:02}", grain="day")
        out.append(reading(f"One {number}", published=date.start, date=date))
        later = f"2024-{month:02}-{day + 1:02}"
        out.append(
            reading(
                f"Two {number}",
                OTHER_WORDS,
                tail=f"{OTHER_TAIL} So it was {number}.",
                word="fired",
                published=later,
                date=date,
            )
        )
    return out


@pytest.mark.parametrize("span", [2, 3, 7])
def test_every_event_stands_in_one_incident_whatever_the_windows(world: World, span: int) -> None:
    world.add(stream(20))
    found = list(world_incidents(world, span=span))
    events = [account.event.id for incident in found for account in incident.accounts]
    held = [event.id for reading in world.readings() for event in reading.events]
    assert sorted(events) == sorted(held)
    assert len({incident.id for incident in found}) == len(found)


def test_windows_lose_no_merge_that_lies_within_a_span(world: World) -> None:
    world.add(stream(20))
    whole = {i.id: {a.event.id for a in i.accounts} for i in world_incidents(world) if i.reports > 1}
    parted = {i.id: {a.event.id for a in i.accounts} for i in world_incidents(world, span=8) if i.reports > 1}
    assert len(whole) > 10
    assert len(parted.keys() & whole.keys()) >= 0.9 * len(whole)


def test_only_windows_that_a_new_report_falls_into_are_made_anew(world: World) -> None:
    def made() -> set[str]:
        return set(incident_files(World(world.path), span=8))

    world.add(stream(20))
    first = made()
    world.add([reading("Late", published="2024-12-31", date=None)])
    second = made()
    assert len(first) == 4
    assert len(first & second) >= 3
    assert len(second) == 5


def test_what_nobody_needs_any_more_is_deleted_after_a_day(held: World) -> None:
    held.incidents().count()
    (old,) = files(held)
    held.add([make_reading(1)])
    World(held.path).incidents().count()
    assert len(files(held)) == 2
    os.utime(old, (time.time() - 100_000,) * 2)
    World(held.path).incidents().count()
    assert old not in files(held)
    assert len(files(held)) == 1


def test_a_file_cut_short_is_made_anew(held: World) -> None:
    held.incidents().count()
    (path,) = files(held)
    path.write_bytes(path.read_bytes()[:100])
    assert World(held.path).incidents().count() == 2


def test_a_damaged_file_of_readings_is_told_of_and_left_out(held: World) -> None:
    held.add([make_reading(1)])
    broken = held.files()[0]
    path = Path(held.table("readings").location(broken))
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(DamagedWorldError):
        World(held.path).incidents().count()
    told: list[DamagedWorldError] = []
    assert Query(World(held.path), damaged=told.append).incidents().count() == (1 if broken.rows == 3 else 2)
    assert told


def test_an_empty_world_has_none(world: World) -> None:
    assert world.incidents().count() == 0
    assert world.incidents(agent="Russia").count() == 0
