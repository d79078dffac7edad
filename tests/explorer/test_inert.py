"""Whatever a text, a title, an outlet or a name holds, the pages show it and run nothing of it."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from quidnunc.world.store import World
from tests.explorer.conftest import client_of
from tests.world.made import make_reading

BAD = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'-alert(1)-'",
    "</title><svg onload=alert(1)>",
    "{{ 7 * 7 }}{% raw %}",
    "javascript:alert(1)",
    "<a href=javascript:alert(1)>",
    "\u202e<iframe srcdoc=x>",
    '=HYPERLINK("http://evil.example")',
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    path = tmp_path_factory.mktemp("hostile") / "world"
    readings = [
        make_reading(number, title=bad, outlet=bad, url=bad, source=bad, text=f"Russia accused {bad} in Turku.")
        for number, bad in enumerate(BAD)
    ]
    World(path, create=True).add(readings)
    return client_of(path)


def test_nothing_of_it_becomes_markup(hostile: TestClient) -> None:
    rows = hostile.get("/events.json?size=100").json()["events"]
    assert {row["title"] for row in rows} == set(BAD)
    paths = ["/", "/events", "/claims", "/map", "/network", "/dyad", "/actor?who=Russia"]
    paths += [f"/article/{row['reading']}?event={row['event']}" for row in rows]
    paths += [f"/incident/{row['event']}" for row in rows]
    for path in paths:
        page = hostile.get(path)
        assert page.status_code == 200, path
        lowered = page.text.lower()
        for sign in (
            "<script>alert",
            "<img src=x",
            "<svg onload",
            "<iframe",
            "<a href=javascript",
            'href="javascript',
            "49{",
        ):
            assert sign not in lowered, (path, sign)


@pytest.mark.parametrize("bad", BAD)
def test_nor_does_what_an_address_holds(hostile: TestClient, bad: str) -> None:
    for path, name in (
        ("/events", "text"),
        ("/events", "outlet"),
        ("/actor", "who"),
        ("/gazetteer", "name"),
        ("/events", "since"),
    ):
        page = hostile.get(path, params={name: bad})
        assert page.status_code in (200, 422)
        lowered = page.text.lower()
        assert not any(
            sign in lowered for sign in ("<script>alert", "<img src=x", "<svg onload", "<iframe", 'href="javascript')
        )


def test_a_spreadsheet_runs_nothing_either(hostile: TestClient) -> None:
    assert "'=HYPERLINK" in hostile.get("/events.csv?size=100").text
