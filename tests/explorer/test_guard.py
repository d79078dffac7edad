"""Who may ask what: names, tokens, sizes, writes, and the policy that every answer carries."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.explorer.conftest import client_of

TOKEN = "a-token-of-some-length"


@pytest.mark.parametrize("path", ["/", "/events", "/nowhere", "/static/style.css", "/events?type=FOO"])
def test_every_answer_forbids_scripts_and_styles_but_our_own(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "", "127.0.0.1.evil.example", "[::2]"])
def test_a_name_rebound_to_this_machine_is_refused(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:9", "[::1]:9", "LOCALHOST"])
def test_this_machine_is_known_by_all_its_names(client: TestClient, host: str) -> None:
    assert client.get("/events.json", headers={"host": host}).status_code == 200


def test_without_its_token_nothing_is_shown_and_with_it_the_address_is_kept(examples: Path) -> None:
    client = client_of(examples, token=TOKEN)
    for path in ("/", "/events.json", "/openapi.json", "/static/style.css"):
        assert client.get(path).status_code == 401
    assert client.get("/?token=another").status_code == 401
    moved = client.get(f"/events?type=ACCUSE&token={TOKEN}")
    assert (moved.status_code, moved.headers["location"]) == (303, "/events?type=ACCUSE")
    assert "HttpOnly" in moved.headers["set-cookie"]
    assert "samesite=strict" in moved.headers["set-cookie"].lower()
    assert client.get("/events").status_code == 200
    bare = client_of(examples, token=TOKEN)
    assert bare.get("/events", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200


def test_the_token_leads_to_no_other_site(examples: Path) -> None:
    moved = client_of(examples, token=TOKEN).get(f"http://127.0.0.1:8000//evil.example/?token={TOKEN}")
    assert moved.headers["location"] == "/evil.example/"


def test_a_request_too_large_is_refused_before_it_is_read(client: TestClient) -> None:
    assert client.post("/events", content=b"x" * 70_000).status_code == 413
    assert client.post("/events", content=iter([b"x" * 40_000] * 2)).status_code in (405, 413)


def test_a_write_from_another_sites_page_is_refused(client: TestClient) -> None:
    assert client.post("/events", headers={"origin": "https://evil.example"}).status_code == 403
    assert client.post("/events", headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert client.post("/events", headers={"origin": "null"}).status_code == 403
    assert client.post("/events", headers={"origin": "http://127.0.0.1:8000"}).status_code == 405


def test_what_only_shows_takes_no_writes(examples: Path) -> None:
    for settings in ({"read_only": True}, {"as_of": "1"}):
        assert client_of(examples, **settings).post("/events").status_code == 403
