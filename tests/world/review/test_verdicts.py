"""Which verdict stands, and how it shows: at once, everywhere, never overwriting."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from quidnunc.errors import FilterError, UnknownEventError, WorldError
from quidnunc.records import ReaderVersion
from quidnunc.world.panels import Panel
from quidnunc.world.query import Query
from quidnunc.world.review.desk import Desk
from quidnunc.world.review.laying import Verdicts, judged_readings
from quidnunc.world.store import World
from tests.world.made import FRANCE, TURKU, make_reading

Row = Callable[[str], dict[str, Any] | None]
BACKWARDS = {"start": "2023-02-03", "end": "2023-02-01", "grain": "day"}
ITALY = {"id": "ITA", "name": "Italy", "kind": "state", "country": "ITA", "sector": "GOV", "wikidata": "Q38"}


def test_what_is_rejected_goes_and_comes_back_when_it_is_taken_back(desk: Desk, ids: list[str], row_of: Row) -> None:
    desk.judge(ids[0], "reject", by="Ada")
    assert row_of(ids[0]) is None
    assert desk.undo("Ada").target_id == ids[0]
    assert row_of(ids[0]) is not None
    with pytest.raises(WorldError, match="no verdict of 'Ada'"):
        desk.undo("Ada")


def test_what_is_accepted_says_so(desk: Desk, ids: list[str], row_of: Row, reviewed: World) -> None:
    desk.judge(ids[0], "accept", by="Ada")
    desk.judge(ids[1], "unsure", by="Ada")
    assert [row_of(event)["verdict"] for event in ids[:3]] == ["accepted", "unsure", None]
    assert [row["event"] for row in reviewed.events(verdict="accepted").rows()] == [ids[0]]
    assert reviewed.events(verdict="none").count() == 8


def test_a_fixed_type_brings_its_quad_and_score_along(desk: Desk, ids: list[str], row_of: Row, reviewed: World) -> None:
    desk.judge(ids[0], "fix", by="Ada", field="type", value="AID")
    row = row_of(ids[0])
    assert (row["type"], row["quad"], row["fixed"], row["verdict"]) == (
        "AID",
        "MATERIAL COOPERATION",
        ["type"],
        "fixed",
    )
    assert row["score"] > 0
    assert row["sentence"] == "Russia accused Finland in Turku, report 0 said."
    assert reviewed.events(type="AID").count() == 3
    quads = Panel(Query(World(reviewed.path)), period="year").dyads().arrow().to_pylist()
    assert {line["quad"]: line["events"] for line in quads} == {
        "VERBAL CONFLICT": 5,
        "MATERIAL CONFLICT": 2,
        "MATERIAL COOPERATION": 3,
    }


def test_a_mode_that_the_fixed_type_lacks_goes_with_the_old_type(desk: Desk, ids: list[str], row_of: Row) -> None:
    desk.judge(ids[6], "fix", by="Ada", field="mode", value="aerial")
    assert row_of(ids[6])["mode"] == "aerial"
    desk.judge(ids[6], "fix", by="Ada", field="type", value="AID")
    assert row_of(ids[6])["mode"] is None


def test_fixed_actors_places_and_dates_answer_every_filter(desk: Desk, ids: list[str], reviewed: World) -> None:
    desk.judge(ids[0], "fix", by="Ada", field="agents", value=[ITALY, msgspec.to_builtins(FRANCE)])
    desk.judge(ids[0], "fix", by="Ada", field="place", value=None)
    desk.judge(ids[0], "fix", by="Ada", field="date", value="2020-02-02")
    (row,) = reviewed.events(agent="Q38").rows()
    assert (row["event"], row["agents"], row["agent_countries"]) == (ids[0], ["Italy", "France"], ["ITA", "FRA"])
    assert (row["place"], row["lat"], row["day"].isoformat(), row["date_grain"]) == (None, None, "2020-02-02", "day")
    assert reviewed.events(agent="ITA:GOV", until="2020-12-31").count() == 1
    assert reviewed.events(agent="Italy", country="Finland").count() == 0
    assert reviewed.events(judged=False, agent="Italy").count() == 0


def test_a_reading_shows_the_same_and_whose_word_it_is(desk: Desk, ids: list[str], reviewed: World) -> None:
    before = list(reviewed.readings())
    desk.judge(ids[0], "reject", by="Ada")
    desk.judge(ids[1], "fix", by="Ada", field="agents", value=[ITALY], note="the minister is Italy's")
    desk.judge(ids[1], "fix", by="Bo", field="place", value={**msgspec.to_builtins(TURKU), "id": "1", "name": "Vaasa"})
    after = list(judged_readings(World(reviewed.path)))
    assert sorted(len(reading.events) for reading in after) == [0, *[1] * 9]
    (event,) = (event for reading in after for event in reading.events if event.id == ids[1])
    (reading,) = (reading for reading in after if event in reading.events)
    assert (event.agents, event.place, event.evidence.agents) == (("ITA",), "1", ())
    assert {actor.id for actor in reading.actors} >= {"ITA"} and {place.name for place in reading.places} >= {"Vaasa"}
    told = {verdict.field: verdict for verdict in event.judged}
    assert (told["agents"].verdict, told["agents"].by, told["agents"].note) == (
        "fixed",
        ("Ada",),
        "the minister is Italy's",
    )
    assert json.loads(told["agents"].old) == [{"id": "RUS", "name": "Russia"}]
    assert b'"judged":[' in reading.to_json()
    untouched = [
        reading for reading in after if all(e.judged is msgspec.UNSET for e in reading.events) and reading.events
    ]
    assert len(untouched) == 8
    assert all(reading in before and b'"judged"' not in reading.to_json() for reading in untouched)
    assert list(World(reviewed.path).readings()) == before


def test_reviewers_who_differ_leave_it_open_until_it_is_settled(desk: Desk, ids: list[str], row_of: Row) -> None:
    desk.judge(ids[0], "reject", by="Ada")
    desk.judge(ids[0], "accept", by="Bo")
    assert (row_of(ids[0])["verdict"], [d.event for d in desk.disputes()]) == ("open", [ids[0]])
    assert desk.disputes()[0].standing.open == ("event",)
    desk.judge(ids[0], "reject", by="Cy", role="adjudicator")
    assert row_of(ids[0]) is None
    assert desk.disputes() == []
    desk.judge(ids[0], "accept", by="Di", role="adjudicator")  # of several adjudicators the last
    assert row_of(ids[0])["verdict"] == "accepted"


def test_a_field_in_dispute_stays_as_read_until_it_is_settled(desk: Desk, ids: list[str], row_of: Row) -> None:
    desk.judge(ids[0], "accept", by="Ada")
    desk.judge(ids[0], "fix", by="Bo", field="status", value="planned")
    desk.judge(ids[0], "fix", by="Bo", field="type", value="REJECT")
    row = row_of(ids[0])
    assert (row["status"], row["verdict"], row["fixed"]) == ("happened", "open", [])
    assert desk.disputes()[0].standing.open == ("status", "type")
    desk.judge(ids[0], "fix", by="Cy", role="adjudicator", field="status", value="planned")
    desk.judge(ids[0], "accept", by="Cy", role="adjudicator", field="type")
    row = row_of(ids[0])
    assert (row["status"], row["type"], row["verdict"], row["fixed"]) == ("planned", "ACCUSE", "fixed", ["status"])


def test_fixes_of_different_fields_by_different_people_add_up(desk: Desk, ids: list[str], row_of: Row) -> None:
    desk.judge(ids[0], "fix", by="Ada", field="status", value="planned")
    desk.judge(ids[0], "fix", by="Bo", field="stance", value="alleges")
    row = row_of(ids[0])
    assert (row["status"], row["stance"], row["fixed"], row["verdict"]) == (
        "planned",
        "alleges",
        ["stance", "status"],
        "fixed",
    )


def test_of_one_persons_verdicts_the_last_counts(desk: Desk, ids: list[str], row_of: Row) -> None:
    for verdict in ("accept", "reject", "unsure"):
        desk.judge(ids[0], verdict, by="Ada")
    assert row_of(ids[0])["verdict"] == "unsure"
    desk.undo("Ada")
    assert row_of(ids[0]) is None
    assert [j.verdict for j in desk.history(ids[0])] == ["accept", "reject", "unsure", "undo"]


def test_a_past_world_shows_no_later_verdict(desk: Desk, ids: list[str], reviewed: World) -> None:
    version = reviewed.version()
    desk.judge(ids[0], "reject", by="Ada")
    past = World(reviewed.path, as_of=version)
    assert past.events().count() == 10
    with pytest.raises(WorldError, match="past and cannot be written"):
        Desk(past).judge(ids[1], "reject", by="Ada")


@pytest.mark.parametrize(
    ("given", "error", "message"),
    [
        ({"verdict": "maybe"}, FilterError, "there is no 'maybe'"),
        ({"verdict": "fix"}, FilterError, "one field"),
        ({"verdict": "reject", "field": "date"}, FilterError, "one field"),
        ({"verdict": "fix", "field": "day", "value": "x"}, FilterError, "no such field"),
        ({"verdict": "fix", "field": "type", "value": "WAR"}, FilterError, "'WAR' is none of"),
        ({"verdict": "fix", "field": "date", "value": "2023-02-30"}, FilterError, "date"),
        ({"verdict": "fix", "field": "date", "value": BACKWARDS}, FilterError, "after its end"),
        ({"verdict": "fix", "field": "agents", "value": [{"name": "x"}]}, FilterError, "agents"),
        ({"verdict": "fix", "field": "background", "value": "yes"}, FilterError, "neither true nor false"),
        ({"verdict": "accept", "by": " "}, WorldError, "needs the name"),
        ({"verdict": "accept", "event": "nope"}, UnknownEventError, "no event 'nope'"),
        ({"verdict": "accept", "role": "boss"}, WorldError, "no role 'boss'"),
    ],
)  # fmt: skip
def test_a_verdict_that_makes_no_sense_is_refused(
    desk: Desk, ids: list[str], given: dict[str, Any], error: type[Exception], message: str
) -> None:
    full = {"event": ids[0], "by": "Ada", **given}
    with pytest.raises(error, match=message):
        desk.judge(full.pop("event"), full.pop("verdict"), **full)
    assert desk.world.judgements() == []


def test_a_hundred_verdicts_lie_in_few_files(desk: Desk, ids: list[str], reviewed: World) -> None:
    for number in range(100):
        desk.judge(ids[number % 10], "accept" if number % 2 else "reject", by=f"P{number % 7}")
    assert len(reviewed.files("judgements")) < 70
    assert len(World(reviewed.path).judgements()) == len(reviewed.judgements()) == 100


def test_verdicts_over_flat_events_and_over_readings_are_the_same(desk: Desk, ids: list[str], reviewed: World) -> None:
    desk.judge(ids[0], "accept", by="Ada")
    desk.judge(ids[1], "reject", by="Ada")
    desk.judge(ids[2], "fix", by="Ada", field="date", value=None)
    desk.judge(ids[3], "fix", by="Ada", field="contexts", value=["military"])
    desk.judge(ids[3], "accept", by="Bo")
    rows = {row["event"]: row for row in World(reviewed.path).events().rows()}
    verdicts = Verdicts(reviewed)
    events = {event.id: event for reading in reviewed.readings() for event in verdicts.over(reading).events}
    assert rows.keys() == events.keys()
    for key, event in events.items():
        row = rows[key]
        assert (row["type"], row["date_start"], tuple(row["contexts"])) == (
            event.type, event.date and event.date.start, event.contexts,
        )  # fmt: skip


def test_a_fix_after_the_article_was_read_anew_shows_what_is_read_now(
    desk: Desk, ids: list[str], reviewed: World
) -> None:
    """Rows of fixed events are kept from question to question, but not from one version of the readings to the next."""
    desk.judge(ids[0], "fix", by="Ada", field="status", value="planned")
    assert next(reviewed.events(event=ids[0]).rows())["stance"] is None
    newer = ReaderVersion(version="2", codebook="c1", gazetteer="g1")
    changed = {"confidence": 0.5, "stance": "alleges"}
    reviewed.add([make_reading(0, reader=newer, event=changed)], supersede=True)
    row = next(reviewed.events(event=ids[0]).rows())
    assert (row["status"], row["stance"]) == ("planned", "alleges")
