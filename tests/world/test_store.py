"""A world keeps every reading once, whoever writes and however often."""

from __future__ import annotations

import datetime
import json
import multiprocessing
from pathlib import Path

import pyarrow as pa
import pytest
from deltalake import DeltaTable, write_deltalake
from hypothesis import given, settings
from hypothesis import strategies as st

from quidnunc import Reader
from quidnunc.errors import InputError, NewerWorldError, NotEnglishError, WorldError
from quidnunc.records import Article, ReaderVersion, Reading
from quidnunc.world.checks import check
from quidnunc.world.known import Sighting
from quidnunc.world.schema import reading_of, readings_schema, readings_table
from quidnunc.world.store import Added, World
from tests.world.made import make_reading

NEWER = ReaderVersion(version="2", codebook="c2", gazetteer="g1")


def ids(world: World) -> list[str]:
    return sorted(reading.id for reading in world.readings())


def test_what_was_added_is_there_in_every_field(world: World, readings: list[Reading]) -> None:
    assert world.add(readings) == Added(new=6)
    assert sorted(world.readings(), key=lambda r: r.id) == sorted(readings, key=lambda r: r.id)
    assert len(world) == 6


def test_a_real_reading_comes_back_byte_for_byte(world: World, reader: Reader) -> None:
    text = (
        'Kyiv said on Monday that Russia had attacked Odesa with 12 drones. Moscow denied this. "We may meet in May," '
        "Turkey's President Erdogan said.\n\nEgypt, a member of the Arab League, never condemned the attack."
    )
    reading = reader.read(Article(text=text, title="Éclat \U0001f600", published="2023-10-17", outlet="The Courier"))
    assert reading.events
    assert reading.attributions
    world.add([reading])
    assert world.reading(reading.id).to_json() == reading.to_json()


def test_the_same_article_twice_adds_nothing(world: World, readings: list[Reading]) -> None:
    world.add(readings)
    version = world.version()
    assert world.add(readings) == Added()
    assert world.add([readings[0], readings[0], make_reading(7)]) == Added(new=1)
    assert len(world) == 7
    assert world.version() == version + 1


def test_an_older_look_at_the_world_adds_nothing_twice(world: World, reopen, readings: list[Reading]) -> None:
    other = reopen()
    other.known()
    world.add(readings)
    assert other.add(readings) == Added()
    assert len(other) == 6


def test_one_reading_by_its_id(world: World, readings: list[Reading]) -> None:
    world.add(readings[:3])
    world.add(readings[3:])
    assert world.reading(readings[4].id) == readings[4]
    with pytest.raises(WorldError, match="no reading 'nothing'"):
        world.reading("nothing")


def test_a_newer_reader_supersedes_and_the_old_stays_readable(world: World, reopen, readings: list[Reading]) -> None:
    world.add(readings)
    before = world.version()
    anew = make_reading(0, reader=NEWER, event={"type": "REJECT"})
    assert world.add([anew], supersede=True) == Added(reread=1)
    assert world.add([anew], supersede=True) == Added()
    assert len(world) == 6
    assert world.reading(anew.id).events[0].type == "REJECT"
    assert reopen(as_of=before).reading(anew.id).events[0].type == "ACCUSE"
    assert list(check(world)) == []


def test_without_supersede_the_first_reading_stays(world: World, readings: list[Reading]) -> None:
    world.add(readings)
    assert world.add([make_reading(0, reader=NEWER)]) == Added()
    assert world.reading(readings[0].id).reader.version == "1"


def test_as_of_a_version_a_day_and_a_moment(world: World, reopen, readings: list[Reading]) -> None:
    world.add(readings[:2])
    first = world.history()[-1]
    world.add(readings[2:])
    assert len(reopen(as_of=first.number)) == 2
    assert len(reopen(as_of=str(first.number))) == 2
    assert len(reopen(as_of=first.at.isoformat())) == 2
    assert len(reopen(as_of=first.at)) == 2
    assert len(reopen(as_of=f"{datetime.datetime.now(datetime.UTC):%Y-%m-%d}")) == 6


def test_as_of_before_a_verdict_does_not_show_it(world: World, reopen, readings: list[Reading]) -> None:
    world.add(readings)
    event = readings[0].events[0].id
    world.judge("event", event, "fix", by="Ada", field="type", value="REJECT", reading=readings[0].id)
    (row,) = world.rows("judgements")
    assert (row["by"], row["verdict"], row["field"], json.loads(row["value"])) == ("Ada", "fix", "type", "REJECT")
    assert list(reopen(as_of=world.version()).rows("judgements")) == []


@pytest.mark.parametrize("as_of", ["2001-01-01", "99", 99, "yesterday"])
def test_as_of_a_time_that_never_was(reopen, as_of: str | int) -> None:
    with pytest.raises(WorldError, match=r"not yet there|no version|neither"):
        reopen(as_of=as_of)


def test_the_past_is_not_written_to(world: World, reopen, readings: list[Reading]) -> None:
    with pytest.raises(WorldError, match="cannot be written"):
        reopen(as_of=0).add(readings)


@pytest.mark.parametrize(
    ("target", "verdict", "by", "message"),
    [
        ("events", "accept", "Ada", "no target 'events'"),
        ("event", "ok", "Ada", "no verdict 'ok'"),
        ("event", "accept", " ", "name"),
    ],
)
def test_a_judgement_that_means_nothing_is_refused(
    world: World, target: str, verdict: str, by: str, message: str
) -> None:
    with pytest.raises(WorldError, match=message):
        world.judge(target, "x", verdict, by=by)


def test_who_else_carried_a_text_is_kept_once(world: World, readings: list[Reading]) -> None:
    world.add(readings)
    elsewhere = Sighting(readings[0].id, "b.txt", "https://example.com/same", "Elsewhere")
    unnamed = Sighting(readings[0].id, "c.txt", None, None)
    itself = Sighting(readings[0].id, "0.txt", readings[0].url, readings[0].outlet)
    assert world.sight([elsewhere, unnamed, itself]) == 1
    assert world.sight([elsewhere]) == 0
    assert [row["outlet"] for row in world.rows("sightings")] == ["Elsewhere"]


def test_what_was_not_read_is_kept_once_with_its_reason(world: World) -> None:
    problems = [NotEnglishError("it is 'fr'", source="a.txt", field="text"), InputError("no such file", source="b.txt")]
    assert world.reject(problems) == 2
    assert world.reject(problems) == 0
    rows = {row["source"]: (row["kind"], row["field"], row["message"]) for row in world.rows("rejected")}
    assert rows == {"a.txt": ("not_english", "text", "it is 'fr'"), "b.txt": ("unreadable", None, "no such file")}


def test_no_world_there(tmp_path: Path) -> None:
    with pytest.raises(WorldError, match="no world here"):
        World(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


def test_a_folder_of_other_things_is_no_place_for_a_world(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_bytes(b"")
    with pytest.raises(WorldError, match=r"other things \(thesis.docx\)"):
        World(tmp_path, create=True)


def test_another_delta_table_is_no_world(tmp_path: Path, readings: list[Reading]) -> None:
    write_deltalake(tmp_path / "w" / "readings", readings_table([(readings[0], {})]))
    with pytest.raises(WorldError, match="not the 'readings' of a world"):
        World(tmp_path / "w")


def test_a_world_of_a_newer_version_is_left_alone(world: World, reopen) -> None:
    path = Path(world.path) / "readings" / "_delta_log" / f"{0:020}.json"
    path.write_text(path.read_text().replace('\\"format\\": 1', '\\"format\\": 2'))
    with pytest.raises(NewerWorldError, match=r"world format 2.*upgrade Quidnunc"):
        reopen()


def test_a_world_of_a_newer_delta_lake_is_left_alone(world: World, reopen) -> None:
    path = Path(world.path) / "readings" / "_delta_log" / f"{0:020}.json"
    actions = [json.loads(line) for line in path.read_text().splitlines()]
    for action in actions:
        if "protocol" in action:
            action["protocol"] = {"minReaderVersion": 9, "minWriterVersion": 9}
    path.write_text("\n".join(json.dumps(action) for action in actions))
    with pytest.raises(WorldError, match=r"(?i)newer|version"):
        reopen().add([make_reading(1)])


def test_files_are_put_together_and_old_versions_stay(world: World, reopen, readings: list[Reading]) -> None:
    for reading in readings:
        world.add([reading])
    done = world.compact()
    assert (done.before, done.after, done.deleted) == (6, 1, 0)
    assert ids(world) == sorted(reading.id for reading in readings)
    assert len(reopen(as_of=3)) == 3
    assert list(check(world)) == []
    assert world.add(readings) == Added()


def test_forgetting_deletes_what_only_old_versions_need(world: World, reopen, readings: list[Reading]) -> None:
    for reading in readings:
        world.add([reading])
    assert world.compact(forget_days=0).deleted == 6
    assert ids(reopen()) == sorted(reading.id for reading in readings)
    assert list(check(reopen())) == []


def test_a_world_written_before_a_field_existed_takes_readings_that_have_it(
    world: World, reopen, readings: list[Reading], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both an outer and a nested field; the old rows take their defaults."""
    old = readings_schema()
    events = old.field("events").type.value_type
    nested = pa.list_(pa.struct([field for field in events if field.name != "denied_by"]))
    older = pa.schema([f.with_type(nested) if f.name == "events" else f for f in old if f.name != "relations"])
    path = f"{world.path}-old"
    monkeypatch.setattr("quidnunc.world.store.readings_schema", lambda: older)
    World(path, create=True).table("readings").append(
        lambda _: pa.Table.from_pylist([readings[0].to_dict()], schema=older)
    )
    monkeypatch.undo()
    assert World(path).add([make_reading(1, event={"denied_by": ("RUS",)})]) == Added(new=1)
    found = {reading.id: reading.events[0].denied_by for reading in World(path).readings()}
    assert found == {readings[0].id: (), readings[1].id: ("RUS",)}
    assert World(path).add([make_reading(0, reader=NEWER)], supersede=True) == Added(reread=1)


@settings(max_examples=25)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1), st.integers(0, 9))
def test_any_text_comes_back(text: str, number: int) -> None:
    reading = make_reading(number, text="Russia accused Finland: " + text, title=text)
    (row,) = readings_table([(reading, {})]).to_pylist()
    assert reading_of(row) == reading


def write_shares(path: str, shares: list[list[int]]) -> None:
    world = World(path, create=True)
    for share in shares:
        world.add([make_reading(number) for number in share])


@pytest.mark.parametrize("writers", [2, 4])
def test_writers_at_once_all_land_and_nothing_stands_twice(tmp_path: Path, writers: int) -> None:
    """Each writes its own articles and some that all write; the world is made by whoever comes first."""
    path = str(tmp_path / "world")
    context = multiprocessing.get_context("spawn")
    plans = [[[100 * writer + n, n] for n in range(6)] for writer in range(1, writers + 1)]
    runs = [context.Process(target=write_shares, args=(path, plan)) for plan in plans]
    for run in runs:
        run.start()
    for run in runs:
        run.join(120)
    assert [run.exitcode for run in runs] == [0] * writers
    world = World(path)
    assert ids(world) == sorted(make_reading(n).id for n in {n for plan in plans for share in plan for n in share})
    assert list(check(world)) == []


def test_a_clock_set_back_does_not_turn_versions_round(world: World, reopen, readings: list[Reading]) -> None:
    world.add(readings[:1])
    world.add(readings[1:2])
    log = Path(world.path) / "readings" / "_delta_log" / f"{2:020}.json"
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    for line in lines:
        if "commitInfo" in line:
            line["commitInfo"]["timestamp"] -= 86_400_000
    log.write_text("\n".join(json.dumps(line) for line in lines))
    versions = reopen().history()
    assert [version.number for version in versions] == [0, 1, 2]
    assert versions == sorted(versions, key=lambda version: version.at)
    assert len(reopen(as_of=versions[-1].at)) == 2


def test_the_table_is_plain_delta_lake(world: World, readings: list[Reading]) -> None:
    """Anybody's Delta reader sees nested columns, not blobs of JSON."""
    world.add(readings)
    table = DeltaTable(f"{world.path}/readings").to_pyarrow_table()
    assert table.num_rows == 6
    assert {event["type"] for events in table["events"].to_pylist() for event in events} == {"ACCUSE"}
