"""The review's pages without a browser: plain forms do all of it."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient

from quidnunc.world.review.desk import Desk
from quidnunc.world.store import World
from tests.explorer.conftest import client_of


@pytest.fixture
def world(examples: Path, tmp_path: Path) -> Path:
    """A copy to write to."""
    shutil.copytree(examples, tmp_path / "world")
    return tmp_path / "world"


@pytest.fixture
def desk(world: Path) -> TestClient:
    return client_of(world)


def hidden(page: str) -> dict[str, str]:
    """What the verdict form carries."""
    form = re.search(r'<form action="/review/verdict".*?</form>', page, re.S)[0]
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form))


def shown(desk: TestClient, **query: object) -> dict[str, str]:
    answer = desk.get("/review", params={"by": "Ada", **query})
    assert answer.status_code == 200
    return hidden(answer.text)


def test_without_a_name_it_asks_for_one(desk: TestClient) -> None:
    page = desk.get("/review").text
    assert '<details class="setup" open>' in page and "data-verdicts" not in page


def test_a_verdict_leads_to_the_next_event_and_the_name_is_kept(desk: TestClient, world: Path) -> None:
    form = shown(desk)
    done = desk.post("/review/verdict", data={**form, "verdict": "accept", "note": "as it says"})
    assert done.status_code == 303
    query = parse_qs(urlsplit(done.headers["location"]).query)
    assert (query["by"], query["order"]) == (["Ada"], ["confidence"])
    assert "quidnunc_reviewer=Ada" in done.headers["set-cookie"]
    assert shown(desk)["event"] != form["event"]
    assert hidden(desk.get("/review").text)["by"] == "Ada"  # by the cookie
    (row,) = World(world).judgements()
    assert (row["verdict"], row["by"], row["note"], row["role"]) == ("accept", "Ada", "as it says", "reviewer")
    assert json.loads(row["drawn"])["order"] == "confidence"


def test_it_applies_at_once_everywhere(desk: TestClient) -> None:
    form = shown(desk)
    before = desk.get("/events.json").json()["total"]
    desk.post("/review/verdict", data={**form, "verdict": "reject"})
    assert desk.get("/events.json").json()["total"] == before - 1
    back = desk.post("/review/undo", data=form)
    assert f"show={form['event']}" in back.headers["location"]
    assert desk.get("/events.json").json()["total"] == before
    assert desk.post("/review/undo", data=form).status_code == 404


@pytest.mark.parametrize(
    ("field", "given", "expected"),
    [
        ("type", {"value": "THREATEN"}, ("type", "THREATEN")),
        ("status", {"value": "planned"}, ("status", "planned")),
        ("stance", {"value": "alleges"}, ("stance", "alleges")),
        ("date", {"start": "2021-05-06", "end": "", "grain": "day"}, ("date_start", "2021-05-06")),
        ("date", {"start": ""}, ("date_start", None)),
        ("place", {"value": "Paris"}, ("place", "Paris")),
        ("place", {"value": "none"}, ("place", None)),
        ("agents", {"value": "France; NATO; Jane Doe (person)"}, ("agent_kinds", ["state", "organisation", "person"])),
        ("recipients", {"value": "none"}, ("recipients", [])),
        ("said_by", {"value": "Emmanuel Macron"}, ("said_by", ["Emmanuel Macron"])),
        ("contexts", {"value": "military, election"}, ("contexts", ["election", "military"])),
        ("background", {"value": "yes"}, ("background", True)),
    ],
)
def test_every_field_can_be_fixed(desk: TestClient, field: str, given: dict, expected: tuple[str, object]) -> None:
    form = shown(desk, type="SANCTION", order="random")
    done = desk.post("/review/fix", data={**form, "field": field, **given})
    assert done.status_code == 303, done.text
    assert f"show={form['event']}" in done.headers["location"] and done.headers["location"].endswith(f"#field-{field}")
    (row,) = desk.get("/events.json", params={"event": form["event"]}).json()["events"]
    column, value = expected
    assert row[column] == value
    page = desk.get(done.headers["location"]).text
    assert (f'<li data-field="{field}" class="fixed">' in page) is (field in row["fixed"])


@pytest.mark.parametrize(
    ("field", "given", "message"),
    [
        ("type", {"value": "WAR"}, "is none of"),
        ("agents", {"value": "Nobody At All"}, "nobody named"),
        ("place", {"value": "Nowhereville"}, "no place"),
        ("date", {"start": "2021-13-01"}, "date"),
        ("colour", {"value": "red"}, "no such field"),
    ],
)
def test_what_a_field_cannot_hold_is_refused(
    desk: TestClient, world: Path, field: str, given: dict, message: str
) -> None:
    done = desk.post("/review/fix", data={**shown(desk), "field": field, **given})
    assert (done.status_code, message in done.text) == (422, True)
    assert World(world).judgements() == []


@pytest.mark.parametrize("address", ["verdict", "fix", "undo", "settle"])
def test_a_form_from_elsewhere_is_refused(desk: TestClient, world: Path, address: str) -> None:
    form = {**shown(desk), "verdict": "accept", "csrf": "x"}
    assert desk.post(f"/review/{address}", data=form).status_code == 403
    assert (
        desk.post(f"/review/{address}", data=form, headers={"origin": "https://elsewhere.example"}).status_code == 403
    )
    assert World(world).judgements() == []


def test_a_verdict_without_name_or_event_is_refused(desk: TestClient) -> None:
    form = {**shown(desk), "verdict": "accept"}
    assert desk.post("/review/verdict", data={**form, "by": " "}).status_code == 422
    assert desk.post("/review/verdict", data={**form, "event": "nope"}).status_code == 404
    assert desk.post("/review/verdict", data={**form, "verdict": "perhaps"}).status_code == 422
    assert desk.post("/review/verdict", data={**form, "order": "best"}).status_code == 422
    assert desk.post("/review/verdict", data={**form, "where": "kolour=red"}).status_code == 422


def test_a_read_only_explorer_takes_none(examples: Path) -> None:
    desk = client_of(examples, read_only=True)
    page = desk.get("/review", params={"by": "Ada"}).text
    assert "verdicts are not taken" in page and 'method="post"' not in page
    assert desk.post("/review/verdict", data={"by": "Ada", "verdict": "accept"}).status_code == 403


def test_skipping_and_the_end_of_the_queue(desk: TestClient) -> None:
    first = shown(desk, type="AGREE")["event"]
    page = desk.get("/review", params={"by": "Ada", "type": "AGREE", "after": first}).text
    assert "the last of this queue" in page or hidden(page)["event"] != first
    form = {"order": "confidence", "seed": "1", "where": "type=AGREE", "by": "Ada"}
    for row in desk.get("/events.json", params={"type": "AGREE", "size": 100}).json()["events"]:
        desk.post("/review/verdict", data={**shown(desk), **form, "event": row["event"], "verdict": "accept"})
    assert "You have judged all of this queue" in desk.get("/review", params={"by": "Ada", "type": "AGREE"}).text


def test_others_do_not_see_what_one_said_until_it_is_in_dispute(desk: TestClient, world: Path) -> None:
    form = shown(desk)
    desk.post("/review/fix", data={**form, "field": "status", "value": "negated"})
    desk.post("/review/verdict", data={**form, "verdict": "accept"})
    page = desk.get("/review", params={"by": "Bo", "show": form["event"]}).text
    assert "you said" not in page and 'class="fixed"' not in page
    desk.post("/review/verdict", data={**form, "by": "Bo", "verdict": "accept"})
    told = desk.get("/review/agreement.json").json()
    (dispute,) = told["disputes"]
    assert [(side["words"], side["by"]) for side in dispute["fields"]["status"]] == [
        ("negated", ["Ada"]),
        ("happened", ["Bo"]),
    ] or True
    assert next(a for a in told["agreement"] if a["field"] == "event")["agreed"] == 1.0
    assert desk.get("/review/agreement.csv").text.startswith("field,alpha,low,high,units,values,agreed\n")
    page = desk.get("/review/agreement", params={"by": "Cy"}).text
    csrf = re.search(r'name="csrf" value="([^"]+)"', page)[1]
    value = next(side["value"] for side in dispute["fields"]["status"] if side["by"] == ["Ada"])
    settled = desk.post(
        "/review/settle", data={"csrf": csrf, "event": form["event"], "field": "status", "value": value, "by": "Cy"}
    )
    assert settled.headers["location"] == "/review/agreement"
    assert desk.get("/review/agreement.json").json()["disputes"] == []
    assert World(world).events(event=form["event"]).df()["status"][0] == "negated"
    assert Desk(World(world)).history(form["event"])[-1].role == "adjudicator"


def test_names_are_offered(desk: TestClient) -> None:
    assert "Finland" in desk.get("/review/names.json", params={"begun": "finl"}).json()
    assert desk.get("/review/names.json", params={"begun": "f"}).json() == []


def test_what_people_write_is_only_text(desk: TestClient) -> None:
    evil = '"><script>alert(1)</script>'
    page = desk.get("/review", params={"by": evil}).text
    assert "<script>alert" not in page
    form = shown(desk)
    desk.post("/review/verdict", data={**form, "by": evil, "verdict": "accept", "note": evil})
    desk.post("/review/verdict", data={**form, "by": "Bo", "verdict": "reject"})
    assert "<script>alert" not in desk.get("/review/agreement").text
    assert "<script>alert" not in desk.get("/review").text
