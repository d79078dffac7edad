"""Fetching politely: as robots.txt asks, not too fast, not too long, not too much, and again only what has changed."""

from __future__ import annotations

import time
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from urllib.parse import SplitResult
from urllib.robotparser import RobotFileParser

import httpcore

from quidnunc.articles.addresses import PublicBackend, checked_url, joined
from quidnunc.articles.packing import unpack
from quidnunc.errors import InputError

MAX_PAGE = 16 * 1024 * 1024
MAX_REDIRECTS = 5
TIMEOUT = 20.0
"""Seconds for connecting, and between two pieces of an answer."""

MAX_SECONDS = 60.0
"""For a whole answer, however steadily it trickles."""

INTERVAL = 1.0
"""Seconds between two requests to one host, unless its robots.txt asks for more."""

MAX_CRAWL_DELAY = 60.0

Validators = MutableMapping[str, dict[str, str]]
"""What a server said of each address (``etag``, ``last_modified``), so that it can say "unchanged"."""


def agent() -> str:
    """The name by which we ask, and under which robots.txt may address us."""
    try:
        return f"quidnunc/{version('quidnunc')}"
    except PackageNotFoundError:
        return "quidnunc"


@dataclass(frozen=True, slots=True)
class Page:
    """An answer: the address that gave it in the end, its kind, its body."""

    url: str
    kind: str
    body: bytes


@dataclass(slots=True)
class Fetcher:
    """Fetches pages and feeds.

    Args:
        allow_private: from private addresses too.
        validators: what servers said of addresses before; with it, an unchanged page comes as ``None``.
        interval: seconds between two requests to one host.
        sleep, clock: for tests.
    """

    allow_private: bool = False
    validators: Validators | None = None
    interval: float = INTERVAL
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    _pool: httpcore.ConnectionPool = field(init=False)
    _robots: dict[str, RobotFileParser] = field(default_factory=dict, init=False)
    _last: dict[str, float] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        """Opens the pool of connections."""
        self._pool = httpcore.ConnectionPool(max_connections=8, network_backend=PublicBackend(self.allow_private))

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.close()

    def get(self, url: str) -> Page | None:
        """A page; ``None`` where it is unchanged since the server last gave it.

        Raises:
            InputError: the address may not be fetched, does not answer, or answers with an error or too much.
        """
        parts = checked_url(url)
        for _ in range(MAX_REDIRECTS + 1):
            self._ask_robots(parts)
            status, headers, body = self._request(parts, url, conditional=True)
            if status in (301, 302, 303, 307, 308) and headers.get("location"):
                parts = checked_url(headers["location"], base=joined(parts))
                continue
            if status == 304:
                return None
            if status != 200:
                raise InputError(f"the server answers {status}", source=url)
            self._note(url, headers)
            kind = headers.get("content-type", "").partition(";")[0].strip().lower()
            return Page(joined(parts), kind, unpack(body, headers.get("content-encoding", "").lower(), url, MAX_PAGE))
        raise InputError(f"redirected more than {MAX_REDIRECTS} times; refused", source=url)

    def _note(self, url: str, headers: dict[str, str]) -> None:
        if self.validators is None:
            return
        names = {"etag": "etag", "last-modified": "last_modified"}
        held = {key: headers[name] for name, key in names.items() if name in headers}
        if held:
            self.validators[url] = held

    def _ask_robots(self, parts: SplitResult) -> None:
        """Raises InputError where the host's robots.txt forbids the address."""
        root = f"{parts.scheme}://{parts.netloc}"
        rules = self._robots.get(root)
        if rules is None:
            rules = self._robots[root] = self._rules(root)
        if not rules.can_fetch(agent(), joined(parts)):
            raise InputError("the site's robots.txt asks not to fetch it", source=joined(parts))

    def _rules(self, root: str) -> RobotFileParser:
        rules = RobotFileParser()
        url = f"{root}/robots.txt"
        parts = checked_url(url)
        for _ in range(MAX_REDIRECTS):
            status, headers, body = self._request(parts, url)
            if status in (301, 302, 303, 307, 308) and headers.get("location"):
                parts = checked_url(headers["location"], base=joined(parts))
                continue
            break
        if status == 200:
            text = unpack(body, headers.get("content-encoding", "").lower(), url, MAX_PAGE)
            rules.parse(text.decode("utf-8", "replace").splitlines())
        elif status in (401, 403) or status >= 500:
            rules.parse(["User-agent: *", "Disallow: /"])  # RFC 9309: what cannot be asked is not fetched
        else:
            rules.parse([])
        return rules

    def _request(self, parts: SplitResult, url: str, conditional: bool = False) -> tuple[int, dict[str, str], bytes]:
        """Status, headers (in lower case) and body of one answer, in its time and size."""
        self._wait(parts)
        headers: dict[bytes | str, bytes | str] = {
            "Host": parts.netloc,
            "User-Agent": agent(),
            "Accept-Encoding": "gzip",
            "Accept": "*/*",
        }
        held = (self.validators or {}).get(url, {}) if conditional else {}
        if "etag" in held:
            headers["If-None-Match"] = held["etag"]
        if "last_modified" in held:
            headers["If-Modified-Since"] = held["last_modified"]
        timeout = {"connect": TIMEOUT, "read": TIMEOUT, "write": TIMEOUT, "pool": TIMEOUT}
        begun = self.clock()
        try:
            with self._pool.stream("GET", joined(parts), headers=headers, extensions={"timeout": timeout}) as answer:
                found = {
                    name.decode("latin-1").lower(): value.decode("latin-1") for name, value in reversed(answer.headers)
                }
                body = bytearray()
                for piece in answer.iter_stream():
                    body += piece
                    if len(body) > MAX_PAGE:
                        raise InputError(f"the answer is longer than {MAX_PAGE:,} bytes; refused", source=url)
                    if self.clock() - begun > MAX_SECONDS:
                        raise InputError(f"the answer takes longer than {MAX_SECONDS:.0f} s; refused", source=url)
                return answer.status, found, bytes(body)
        except (
            httpcore.TimeoutException,
            httpcore.NetworkError,
            httpcore.ProtocolError,
            httpcore.UnsupportedProtocol,
        ) as problem:
            what = (
                "does not answer in time"
                if isinstance(problem, httpcore.TimeoutException)
                else f"cannot be reached: {problem}"
            )
            raise InputError(f"the server {what}", source=url) from problem
        except (OSError, ValueError) as problem:
            if isinstance(problem, InputError):
                raise
            raise InputError(f"cannot be fetched: {problem}", source=url) from problem
        finally:
            self._last[parts.netloc] = self.clock()

    def _wait(self, parts: SplitResult) -> None:
        """Lets the host rest."""
        rules = self._robots.get(f"{parts.scheme}://{parts.netloc}")
        asked = rules.crawl_delay(agent()) if rules is not None else None
        pause = max(self.interval, min(float(asked or 0), MAX_CRAWL_DELAY))
        rest = self._last.get(parts.netloc, float("-inf")) + pause - self.clock()
        if rest > 0:
            self.sleep(rest)
