"""Questions to a world, and the tables made of their answers."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
from deltalake import DeltaTable

from quidnunc.errors import DamagedWorldError, FilterError
from quidnunc.records import EventDate, Reading
from quidnunc.world.filter import Filter
from quidnunc.world.flat import flat_files
from quidnunc.world.panels import Panel
from quidnunc.world.query import COLUMNS, Query
from quidnunc.world.store import World
from tests.world.made import make_reading

CLAIM = {"stance": "alleges", "said_by": ("FRA",), "attributions": ("a1",), "denied_by": ("RUS",)}


def day(value: str, end: str = "", grain: str = "day") -> EventDate:
    return EventDate(start=value, end=end or value, grain=grain)


@pytest.fixture
def asked(world: World) -> Query:
    """Seven events, each different in something."""
    events: list[dict[str, Any]] = [
        {"date": day("2023-03-01")},
        {"type": "ASSAULT", "mode": "aerial", "agents": ("RUS:MIL:military",), "date": day("2023-03-15"), **CLAIM},
        {"type": "ASSAULT", "date": day("2023-04-10"), "status": "planned", "place": None},
        {
            "type": "AID",
            "agents": ("FIN",),
            "recipients": ("FRA",),
            "date": day("2023-04-20"),
            "contexts": ("military",),
        },
        {"type": "CONSULT", "agents": ("FIN", "FRA"), "recipients": ("FIN", "FRA"), "date": day("2023-05-02")},
        {"date": day("2023-01-01", "2023-12-31", "year"), "background": True, "confidence": 0.4},
        {"date": None, "agents": ("FIN",), "recipients": ("RUS",)},
    ]
    world.add([make_reading(n, event=event) for n, event in enumerate(events)])
    return Query(world)


def numbers(query: Query, **filters: Any) -> list[int]:
    """The numbers of the reports whose events pass."""
    return sorted(int(row["source"].split(".")[0]) for row in query.events(Filter.of(filters)).rows())


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, [0, 1, 2, 3, 4, 5, 6]),
        ({"type": "ASSAULT"}, [1, 2]),
        ({"type": ["ASSAULT", "AID"]}, [1, 2, 3]),
        ({"mode": "aerial"}, [1]),
        ({"quad": "material conflict"}, [1, 2]),
        ({"quad": "cooperation"}, [3, 4]),
        ({"context": "military"}, [3]),
        ({"status": "planned"}, [2]),
        ({"stance": "alleges"}, [1]),
        ({"stance": ["none", "alleges"], "type": "ASSAULT"}, [1, 2]),
        ({"voice": "attributed"}, [1]),
        ({"voice": "own", "type": "ASSAULT"}, [2]),
        ({"agent": "Finland"}, [3, 4, 6]),
        ({"agent": "finland", "recipient": "Russia"}, [6]),
        ({"actor": "Finland", "since": "2023-05-01"}, [4, 6]),
        ({"agent": "RUS:*"}, [0, 1, 2, 5]),
        ({"agent": "RUS:MIL"}, [1]),
        ({"agent": "kind:armed_group"}, [1]),
        ({"agent": "*:MIL"}, [1]),
        ({"speaker": "France"}, [1]),
        ({"denier": "Russia"}, [1]),
        ({"between": "Russia,Finland", "type": ["ASSAULT", "ACCUSE"]}, [0, 2, 5, 6]),
        ({"since": "2023-04-01", "until": "2023-04-30"}, [2, 3]),
        ({"place": "turku", "type": "ASSAULT"}, [1]),
        ({"country": "Finnish", "type": "ASSAULT"}, [1]),
        ({"near": "60.4,22.2,10", "type": "ASSAULT"}, [1]),
        ({"near": "60.4,25.2,10"}, []),
        ({"box": "22,60,23,61", "type": "ASSAULT"}, [1]),
        ({"box": "170,-90,-170,90"}, []),
        ({"outlet": "OUTLET 1"}, [1, 4]),
        ({"confidence": 0.5, "outlet": "Outlet 2"}, [2]),
        ({"background": "yes"}, [5]),
        ({"text": "REPORT 3"}, [3]),
        ({"text": "100%"}, []),
        ({"text": "'; DROP TABLE flat; --"}, []),
        ({"agent": "'); DROP TABLE flat; --"}, []),
        ({"source": "4.txt"}, [4]),
    ],
)
def test_filters(asked: Query, filters: dict[str, Any], expected: list[int]) -> None:
    assert numbers(asked, **filters) == expected


def test_a_member_is_one_on_the_day_of_the_event(world: World) -> None:
    """Finland joined NATO on 4 April 2023."""
    days = ["2023-04-03", "2023-04-04"]
    world.add([make_reading(n, event={"agents": ("FIN",), "date": day(value)}) for n, value in enumerate(days)])
    assert numbers(Query(world), agent="any member of NATO") == [1]
    assert numbers(Query(world), agent="member:NATO:GOV") == [1]
    assert numbers(Query(world), recipient="any member of NATO") == [1]


def test_ids_suffice_by_their_first_digits(asked: Query) -> None:
    row = next(asked.events().rows())
    assert asked.events(Filter.of({"event": row["event"][:8]})).count() == 1
    assert asked.events(Filter.of({"reading": row["reading"][:8]})).count() == 1


def test_a_row_says_all(asked: Query) -> None:
    (row,) = asked.events(Filter.of({"mode": "aerial"})).rows()
    assert tuple(row) == COLUMNS
    expected = {
        "agents": ["Russian military"], "agent_countries": ["RUS"], "agent_sectors": ["MIL"], "agent_kinds": ["armed_group"],
        "recipients": ["Finland"], "said_by": ["France"], "denied_by": ["Russia"], "quad": "MATERIAL CONFLICT",
        "day": datetime.date(2023, 3, 15), "date_grain": "day", "place": "Turku", "lat": 60.4515, "trigger": "accused",
        "sentence": "Russia accused Finland in Turku, report 1 said.", "outlet": "Outlet 1", "background": False,
    }  # fmt: skip
    assert {name: row[name] for name in expected} == expected
    assert row["score"] < -8


def test_an_event_without_a_date_counts_on_its_articles_day(asked: Query) -> None:
    (row,) = asked.events(Filter.of({"source": "6.txt"})).rows()
    assert (row["day"].isoformat(), row["date_start"], row["published"]) == ("2023-07-07", None, "2023-07-07")


def test_order_limit_and_offset(asked: Query) -> None:
    days = [row["day"] for row in asked.events().rows()]
    assert days == sorted(days)
    assert [row["day"] for row in asked.events(order="newest").rows()] == days[::-1]
    assert [row["day"] for row in asked.events(limit=2, offset=1).rows()] == days[1:3]
    assert next(asked.events(order="confidence").rows())["confidence"] == 0.4


@pytest.mark.parametrize("given", [{"columns": ("evnt",)}, {"order": "day; DROP"}, {"limit": -1}, {"offset": -1}])
def test_what_there_is_not_is_refused(asked: Query, given: dict[str, Any]) -> None:
    with pytest.raises(FilterError):
        asked.events(**given)


def test_from_a_world_to_arrow_pandas_and_polars(asked: Query, world: World) -> None:
    answer = world.events(type="ASSAULT", since="2023-01-01")
    assert answer.arrow().num_rows == answer.count() == len(answer.df()) == len(answer.pl()) == 2
    assert list(answer.df()["agents"].iloc[0]) == ["Russian military"]


def test_an_empty_world_has_no_events(world: World) -> None:
    assert world.events().count() == 0
    assert Panel(Query(world)).dyads().arrow().num_rows == 0
    assert Panel(Query(world)).countries().arrow().num_rows == 0


def test_superseded_readings_are_not_asked(world: World, readings: list[Reading]) -> None:
    world.add(readings)
    newer = readings[0].reader.__class__(version="2", codebook="c", gazetteer="g")
    before = world.version()
    world.add([make_reading(0, reader=newer, event={"type": "REJECT"})], supersede=True)
    assert world.events().count() == 6
    assert world.events(type="REJECT").count() == 1
    assert World(world.path, as_of=before).events(type="REJECT").count() == 0


def test_verdicts_apply_at_once_and_can_be_undone(world: World, readings: list[Reading]) -> None:
    world.add(readings)
    first, second, *_ = (reading.events[0].id for reading in readings)
    world.judge("event", first, "reject", by="Ada")
    world.judge("event", second, "fix", by="Ada", field="type", value="REJECT")
    world.judge(
        "event",
        second,
        "fix",
        by="Bo",
        field="date",
        value={"start": "2020-02-02", "end": "2020-02-02", "grain": "day"},
    )
    assert world.events().count() == 5
    assert world.events(judged=False).count() == 6
    (row,) = world.events(type="REJECT").rows()
    assert (row["event"], row["day"].isoformat(), row["date_grain"]) == (second, "2020-02-02", "day")
    world.judge("event", first, "undo", by="Bo")
    assert world.events().count() == 5
    world.judge("event", first, "undo", by="Ada")
    assert world.events().count() == 6


def test_flat_events_are_made_once_and_can_be_thrown_away(world: World, readings: list[Reading]) -> None:
    world.add(readings[:3])
    world.add(readings[3:])
    files = flat_files(world)
    times = [Path(file).stat().st_mtime_ns for file in files]
    assert flat_files(world) == files
    assert [Path(file).stat().st_mtime_ns for file in files] == times
    Path(files[0]).unlink()
    Path(files[1]).write_bytes(Path(files[1]).read_bytes()[:100])
    assert world.events().count() == 6


def test_a_file_cut_short_is_named_and_the_rest_answers(world: World, readings: list[Reading]) -> None:
    for reading in readings:
        world.add([reading])
    path = Path(world.table("readings").location(world.files()[0]))
    path.write_bytes(path.read_bytes()[:300])
    with pytest.raises(DamagedWorldError, match=path.name):
        world.events()
    told: list[DamagedWorldError] = []
    assert Query(world, damaged=told.append).events().count() == 5
    assert [problem.source for problem in told] == [str(path)]


def test_a_world_that_may_not_be_written_is_asked_all_the_same(
    world: World, readings: list[Reading], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.add(readings)
    (Path(world.path) / "derived").write_text("a file where the folder would go")
    monkeypatch.setattr("quidnunc.world.flat.user_cache_path", lambda _: tmp_path / "cache")
    assert world.events().count() == 6
    assert list((tmp_path / "cache").rglob("*.parquet"))


def test_dyads_tell_voice_and_claims_apart(asked: Query) -> None:
    rows = {(r["agent"], r["recipient"], str(r["period"]), r["quad"]): r for r in Panel(asked).dyads().rows()}
    assert {key[:3] for key in rows} == {
        ("RUS", "FIN", "2023-03-01"),
        ("FIN", "FRA", "2023-04-01"),
        ("FIN", "FRA", "2023-05-01"),
        ("FRA", "FIN", "2023-05-01"),
        ("FIN", "RUS", "2023-07-01"),
    }
    claimed = rows["RUS", "FIN", "2023-03-01", "MATERIAL CONFLICT"]
    assert (claimed["events"], claimed["own_voice"], claimed["claimed"], claimed["denied"]) == (1, 0, 1, 1)
    assert claimed["mean_score_own_voice"] is None
    assert rows["FIN", "FRA", "2023-04-01", "MATERIAL COOPERATION"]["mean_score"] == 10.0


def test_what_is_too_coarse_for_the_period_is_left_out_and_counted(asked: Query) -> None:
    monthly, yearly = Panel(asked), Panel(asked, period="year")
    assert (monthly.left_out(), yearly.left_out()) == (1, 0)
    assert sum(r["events"] for r in Panel(asked, coarse=True).dyads().rows()) == 1 + sum(
        r["events"] for r in monthly.dyads().rows()
    )


def test_a_filter_may_ask_for_other_statuses(asked: Query) -> None:
    (row,) = Panel(asked, Filter.of({"status": "planned"})).dyads().rows()
    assert (row["agent"], row["recipient"], row["events"]) == ("RUS", "FIN", 1)


def test_the_country_panel_has_its_noughts(asked: Query) -> None:
    rows = list(Panel(asked).countries().rows())
    months = sorted({str(row["period"]) for row in rows})
    assert months == [f"2023-0{month}-01" for month in range(3, 8)]
    assert len(rows) == len(months) * 3
    june = next(r for r in rows if r["country"] == "FIN" and str(r["period"]) == "2023-06-01")
    assert (june["agent_events"], june["recipient_events"], june["place_material_conflict"]) == (0, 0, 0)
    march = next(r for r in rows if r["country"] == "FIN" and str(r["period"]) == "2023-03-01")
    assert (march["recipient_events"], march["recipient_own_voice"], march["place_material_conflict"]) == (2, 1, 1)


def test_a_timeline_has_both_sides(asked: Query) -> None:
    rows = {(str(r["period"]), r["side"], r["quad"]): r["events"] for r in Panel(asked).timeline("Finland").rows()}
    assert rows["2023-04-01", "agent", "MATERIAL COOPERATION"] == 1
    assert rows["2023-03-01", "recipient", "MATERIAL CONFLICT"] == 1


def test_edges_of_the_network(asked: Query) -> None:
    edges = {(r["source"], r["target"]): r for r in Panel(asked, level="actor").network().rows()}
    assert set(edges) == {
        ("Russia", "Finland"), ("Russian military", "Finland"), ("Finland", "France"), ("France", "Finland"), ("Finland", "Russia"),
    }  # fmt: skip
    assert (edges["Finland", "France"]["events"], edges["Finland", "France"]["material_cooperation"]) == (2, 1)


def test_who_accuses_whom(asked: Query) -> None:
    rows = {(r["speaker"], r["target"]): r for r in Panel(asked, level="actor").accusations().rows()}
    assert (rows["Russia", "Finland"]["accusations"], rows["Russia", "Finland"]["allegations"]) == (1, 0)
    alleged = rows["France", "Russian military"]
    assert (alleged["accusations"], alleged["allegations"], alleged["denied"], alleged["types"]) == (
        0,
        1,
        1,
        ["ASSAULT"],
    )


@pytest.mark.parametrize("given", [{"period": "decade"}, {"level": "city"}])
def test_a_panel_that_there_is_not(asked: Query, given: dict[str, str]) -> None:
    with pytest.raises(FilterError, match="there is no"):
        Panel(asked, **given)


def test_a_table_that_there_is_not(asked: Query) -> None:
    with pytest.raises(FilterError, match="there is no 'cities'"):
        Panel(asked).table("cities")
    with pytest.raises(FilterError, match="an actor's name is empty"):
        Panel(asked).table("timeline")


def test_flat_events_are_no_part_of_the_tables(world: World, readings: list[Reading]) -> None:
    world.add(readings)
    world.events().count()
    assert DeltaTable(f"{world.path}/readings").version() == 1


def test_a_world_by_its_url(tmp_path: Path, readings: list[Reading], monkeypatch: pytest.MonkeyPatch) -> None:
    """As on an object store: nothing is read or written but through the store, and flat events lie in the user's cache."""
    monkeypatch.setattr("quidnunc.world.flat.user_cache_path", lambda _: tmp_path / "cache")
    (tmp_path / "world").mkdir()
    world = World((tmp_path / "world").as_uri(), create=True)
    world.add(readings[:3])
    world.add(readings)
    assert world.reading(readings[4].id) == readings[4]
    assert (len(world), world.events(agent="Russia").count()) == (6, 6)
    assert world.compact().after == 1
    assert World(world.path, as_of=1).events().count() == 3
    assert list((tmp_path / "cache").rglob("*.parquet"))
    assert not (tmp_path / "world" / "derived").exists()


def test_what_articles_carry_is_never_run(tmp_path: Path) -> None:
    """Titles and outlets that mean something to a database or a shell are words like others."""
    world = World(tmp_path / "world", create=True)
    odd = ["'); DROP TABLE flat; --", '" OR 1=1 --', "$(touch run)", "\x1b[2J"]
    world.add(make_reading(number, title=words, outlet=words) for number, words in enumerate(odd))
    assert world.events().count() == 4
    for words in odd:
        assert [row["title"] for row in world.events(outlet=words).rows()] == [words]
        assert world.incidents(outlet=words).count() >= 1
    assert not list(tmp_path.rglob("run"))
