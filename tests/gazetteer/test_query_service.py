"""Asking the query service: who asks, waiting when it is busy, and what it may answer."""

from __future__ import annotations

import json
from collections.abc import Callable
from urllib.parse import parse_qs

import httpx
import pytest

from quidnunc.errors import ServiceError
from quidnunc.gazetteer.query_service import ENDPOINT, QueryService

ROWS = {"results": {"bindings": [{"body": {"type": "uri", "value": "http://www.wikidata.org/entity/Q159"}}]}}


class Sent:
    """A fake service: gives its answers one by one and keeps what it was asked; waits are counted, not slept."""

    def __init__(self, *answers: httpx.Response | Exception) -> None:
        self.answers = list(answers)
        self.requests: list[httpx.Request] = []
        self.waits: list[float] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def service(self, contact: str = "") -> QueryService:
        return QueryService(contact, transport=httpx.MockTransport(self), sleep=self.waits.append)


def ok(data: object = ROWS) -> httpx.Response:
    return httpx.Response(200, content=json.dumps(data).encode())


def test_a_query_says_who_asks() -> None:
    sent = Sent(ok())
    rows = sent.service("ana@example.org").select("SELECT ?body WHERE {}")
    assert rows == [{"body": "http://www.wikidata.org/entity/Q159"}]
    (request,) = sent.requests
    assert str(request.url) == ENDPOINT
    assert parse_qs(request.content.decode())["query"] == ["SELECT ?body WHERE {}"]
    assert request.headers["User-Agent"].startswith("Quidnunc/")
    assert "ana@example.org" in request.headers["User-Agent"]
    assert request.headers["Accept"] == "application/sparql-results+json"


def test_a_pause_between_queries() -> None:
    sent = Sent(ok(), ok())
    service = sent.service()
    service.select("one")
    service.select("two")
    assert sent.waits == [1.0]


def test_backs_off_when_busy() -> None:
    sent = Sent(httpx.Response(503), httpx.ConnectTimeout("slow"), ok())
    assert len(sent.service().select("q")) == 1
    assert sent.waits == [1.0, 2.0]


def test_waits_as_long_as_it_is_told() -> None:
    sent = Sent(httpx.Response(429, headers={"Retry-After": "30"}), ok())
    sent.service().select("q")
    assert sent.waits == [30.0]


FAILURES: list[tuple[str, Callable[[], Sent], int, str]] = [
    ("stays busy", lambda: Sent(*[httpx.Response(502)] * 5), 5, r"no answer after 5 tries \(HTTP 502\)"),
    ("no network", lambda: Sent(*[httpx.ConnectError("no route")] * 5), 5, r"no answer after 5 tries \(no route\)"),
    (
        "a wrong query",
        lambda: Sent(httpx.Response(400, text="MalformedQuery\nat line 1")),
        1,
        "HTTP 400 MalformedQuery",
    ),
    ("a page, no results", lambda: Sent(httpx.Response(200, text="<html>")), 1, "answered no SPARQL results"),
    ("other JSON", lambda: Sent(ok({"a": 1})), 1, "answered no SPARQL results"),
]


@pytest.mark.parametrize(("make", "asked", "message"), [f[1:] for f in FAILURES], ids=[f[0] for f in FAILURES])
def test_failures_are_told(make: Callable[[], Sent], asked: int, message: str) -> None:
    sent = make()
    with pytest.raises(ServiceError, match=message) as caught:
        sent.service().select("q")
    assert caught.value.source == ENDPOINT
    assert len(sent.requests) == asked
