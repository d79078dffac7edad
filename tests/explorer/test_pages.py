"""Pages: what they show, their data beside them, and what they answer to nonsense."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from quidnunc.explorer.templates import link, marked, period, web_address
from quidnunc.world.filter import Filter
from quidnunc.world.store import World


def test_today_counts_what_the_world_holds(client: TestClient, examples: Path) -> None:
    data = client.get("/index.json").json()
    events = client.get("/events.json").json()
    assert data["counts"]["events"] == events["total"] > 0
    assert data["counts"]["articles"] == len(World(examples))
    assert data["counts"]["rejected"] == client.get("/rejected.json").json()["total"] == 1
    newest = [row["published"] for row in data["newest"]]
    assert newest[0] == data["counts"]["newest"]
    assert newest == sorted(newest, reverse=True)
    assert "Most active" in client.get("/").text


def test_events_are_filtered_by_their_address_and_say_the_command(client: TestClient) -> None:
    answer = client.get("/events?agent=Finland&type=ACCUSE")
    assert "quidnunc ask WORLD --agent Finland --type ACCUSE" in answer.text
    rows = client.get("/events.json?agent=Finland&type=ACCUSE").json()["events"]
    assert rows
    assert all(row["type"] == "ACCUSE" and "Finland" in " ".join(row["agents"]) for row in rows)


def test_facets_count_the_events_that_pass(client: TestClient) -> None:
    data = client.get("/events.json?size=5000").json()
    for name in ("type", "status", "quad"):
        counted: dict[str, int] = {}
        for row in data["events"]:
            counted[row[name]] = counted.get(row[name], 0) + 1
        assert {row["value"]: row["events"] for row in data["facets"][name]}.items() <= counted.items()
        assert data["facets"][name][0]["events"] == max(counted.values())


def test_csv_is_the_listing_and_runs_no_formula(client: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get("/events.csv?size=5000").text)))
    assert [row["event"] for row in rows] == [
        row["event"] for row in client.get("/events.json?size=5000").json()["events"]
    ]
    assert not any(cell.lstrip().startswith(("=", "+", "@")) for row in rows for cell in row.values())


def test_pages_of_a_listing_follow_each_other(client: TestClient) -> None:
    whole = [row["event"] for row in client.get("/events.json?size=9").json()["events"]]
    parts = [
        row["event"]
        for number in (1, 2, 3)
        for row in client.get(f"/events.json?size=3&number={number}").json()["events"]
    ]
    assert parts == whole


def test_an_article_marks_what_each_event_rests_on(client: TestClient) -> None:
    row = client.get("/events.json?type=ACCUSE").json()["events"][0]
    page = client.get(f"/article/{row['reading']}?event={row['event']}").text
    assert f'id="e-{row["event"]}"' in page
    assert "hot-trigger" in page
    assert page.count("hot-agent") >= 1
    assert "hot-trigger" not in client.get(f"/article/{row['reading']}").text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/events?type=FOO", 422),
        ("/events?since=yesterday", 422),
        ("/events?number=0", 422),
        ("/events?size=1000000", 422),
        ("/events?box=1,2", 422),
        ("/events?since=2020-01-01&since=2021-01-01", 422),
        ("/article/none", 404),
        ("/article/%2e%2e%2fetc", 404),
        ("/nowhere", 404),
        ("/static/../app.py", 404),
    ],
)
def test_nonsense_is_told_and_breaks_nothing(client: TestClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert 'role="alert"' in answer.text or status == 404


def test_errors_of_data_are_data(client: TestClient) -> None:
    answer = client.get("/events.json?type=FOO")
    assert answer.status_code == 422
    assert "no 'FOO'" in answer.json()["error"]


def test_links_keep_the_filter_and_change_one_field() -> None:
    where = Filter.of({"agent": ["Russia", "Belarus"], "type": "ASSAULT"})
    assert link("/events", where, type=None) == "/events?agent=Russia&agent=Belarus"
    assert link("/events", where, since="2022-01-01").endswith("type=ASSAULT&since=2022-01-01")
    assert link("/events") == "/events"


def test_only_web_addresses_become_links() -> None:
    assert web_address("https://example.org/a") == "https://example.org/a"
    for bad in ("javascript:alert(1)", "data:text/html,x", "//example.org", "http:example", "https://[", None, 3):
        assert web_address(bad) is None


def test_days_are_written_as_finely_as_they_are_known() -> None:
    assert period("2024-02-06", "2024-02-06", "day") == "6 Feb 2024"
    assert period("2024-02-01", "2024-02-29", "month") == "Feb 2024"
    assert period("2024-01-01", "2024-12-31", "year") == "2024"
    assert period("2024-02-06", "2024-02-08", "day") == "6 Feb 2024 – 8 Feb 2024"
    assert period(None, None) == "undated"


def test_the_words_that_name_an_event_are_marked_in_its_sentence() -> None:
    row = {"sentence": "Rebels took the port.", "sentence_start": 100, "trigger_start": 107, "trigger_end": 111}
    assert marked(row) == [("Rebels ", False), ("took", True), (" the port.", False)]
    assert marked({**row, "trigger_start": 90}) == [("Rebels took the port.", False)]
