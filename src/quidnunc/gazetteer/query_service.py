"""Wikidata's public query service: SPARQL over HTTPS, as its etiquette has it: say who asks, one query at a time, back off."""

from __future__ import annotations

import time
from collections.abc import Callable
from importlib.metadata import version

import httpx
import msgspec

from quidnunc.errors import ServiceError

ENDPOINT = "https://query.wikidata.org/sparql"
_BUSY = frozenset({429, 500, 502, 503, 504})
_TRIES = 5
_TIMEOUT = httpx.Timeout(75.0, connect=15.0)  # the service itself gives up after 60 seconds
_LONGEST_WAIT = 120.0

Bindings = list[dict[str, str]]


class _Value(msgspec.Struct):
    value: str


class _Results(msgspec.Struct):
    bindings: list[dict[str, _Value]]


class _Answer(msgspec.Struct):
    results: _Results


def user_agent(contact: str) -> str:
    """Who asks: the etiquette wants the tool, its version and, best, somebody to write to.

    >>> user_agent("ana@example.org").split(" ")[-1]
    '(ana@example.org)'
    """
    return f"Quidnunc/{version('quidnunc')} (gazetteer update) ({contact or 'no contact given'})"


class QueryService:
    """Asks queries.

    Args:
        contact: an address or page of whoever runs this, for the service's operators.
        endpoint: the service.
        transport: how requests are sent; over the network by default.
        pause: seconds between queries, and the first wait when the service is busy, which doubles.
        sleep: how to wait.
    """

    def __init__(
        self,
        contact: str = "",
        *,
        endpoint: str = ENDPOINT,
        transport: httpx.BaseTransport | None = None,
        pause: float = 1.0,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        headers = {"User-Agent": user_agent(contact), "Accept": "application/sparql-results+json"}
        self._client = httpx.Client(headers=headers, timeout=_TIMEOUT, transport=transport)
        self._endpoint = endpoint
        self._pause = pause
        self._sleep = sleep
        self._asked = False

    def select(self, query: str) -> Bindings:
        """The rows of a SELECT query: values as text, by variable.

        Raises:
            ServiceError: the service cannot be reached, refuses, stays busy, or answers something else.
        """
        if self._asked:
            self._sleep(self._pause)
        self._asked = True
        problem = ""
        for attempt in range(_TRIES):
            wait = self._pause * 2**attempt
            try:
                answer = self._client.post(self._endpoint, data={"query": query})
            except httpx.TransportError as failure:
                problem = str(failure) or type(failure).__name__
            else:
                if answer.status_code == httpx.codes.OK:
                    return self._rows(answer)
                problem = f"HTTP {answer.status_code}"
                if answer.status_code not in _BUSY:
                    detail = answer.text.strip().splitlines()[:1]
                    raise ServiceError(f"refused the query: {problem} {' '.join(detail)}"[:300], source=self._endpoint)
                wait = max(wait, _retry_after(answer))
            if attempt + 1 < _TRIES:
                self._sleep(min(wait, _LONGEST_WAIT))
        raise ServiceError(f"no answer after {_TRIES} tries ({problem}); try again later", source=self._endpoint)

    def _rows(self, answer: httpx.Response) -> Bindings:
        try:
            results = msgspec.json.decode(answer.content, type=_Answer).results
        except msgspec.MsgspecError as problem:
            raise ServiceError(f"answered no SPARQL results: {problem}", source=self._endpoint) from problem
        return [{name: value.value for name, value in row.items()} for row in results.bindings]

    def close(self) -> None:
        """Closes the connection."""
        self._client.close()


def _retry_after(answer: httpx.Response) -> float:
    """The seconds that a busy service asks to wait; 0 where it gives none or a date."""
    value = answer.headers.get("Retry-After", "")
    return float(value) if value.isdecimal() else 0.0
