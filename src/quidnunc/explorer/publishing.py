"""A selection of a world as a folder of files, to publish with a paper: pages without a server, links between them relative.

What a static page cannot do is left out: forms, and links to pages that are not part of the selection. Charts are pictures.
"""

from __future__ import annotations

import asyncio
import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from fastapi import FastAPI
from starlette.types import Message, Scope

from quidnunc.errors import InputError, WorldError
from quidnunc.explorer.asking import Moment
from quidnunc.explorer.templates import link
from quidnunc.world.filter import Filter

MOST = 2_000
"""Articles of one site; a larger selection is refused, not cut."""

_SIZE = 50  # events a page, as the explorer has it
_ROOMS = ("/claims", "/map", "/network")
_FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)
_SCRIPT = re.compile(r'<script src="(?:/vega/|/static/(?:charts|slider)\.js)[^>]*></script>')
_PICTURE = re.compile(r"<noscript>(<img [^>]*>)</noscript>")
_DRAWN = re.compile(r' data-chart="[^"]*"')
_ADDRESS = re.compile(r' (href|src)="(/[^"]*)"')
_LOCAL = re.compile(r' href="\?[^"]*(#[^"]*)"')


@dataclass(slots=True)
class Site:
    """The files of a site, by the addresses that they stand for."""

    app: FastAPI
    folder: Path
    files: dict[str, str] = field(default_factory=dict)
    _written: set[str] = field(default_factory=set)

    def write(self, pages: Mapping[str, str]) -> int:
        """Writes the pages, and what they show beside text; returns the number of files.

        Args:
            pages: addresses, each with the name of its file.
        """
        self.files.update(pages)
        for address, name in pages.items():
            if name not in self._written:
                self._save(name, self._static(self._get(address).decode()).encode())
        return len(self._written)

    def _static(self, page: str) -> str:
        """A page without what needs a server."""
        page = _DRAWN.sub("", _PICTURE.sub(r"\1", _SCRIPT.sub("", _FORM.sub("", page))))
        return _ADDRESS.sub(self._relative, _LOCAL.sub(r' href="\1"', page))

    def _relative(self, match: re.Match[str]) -> str:
        """An address as the name of a file; a link to what is not part of the site is none."""
        kind, address = match[1], html.unescape(match[2])
        bare, _, mark = address.partition("#")
        parts = urlsplit(bare)
        name = self.files.get(bare)
        if name is None and parts.path.startswith("/article/"):
            name = self.files.get(parts.path)
        if name is None and (
            parts.path.startswith("/static/") or re.fullmatch(r"/charts/\w+\.(svg|png|csv)", parts.path)
        ):
            name = self._beside(bare, parts.path)
        if name is None:
            return ""
        return f' {kind}="{html.escape(name + ("#" + mark if mark else ""))}"'

    def _beside(self, address: str, path: str) -> str:
        """A picture, a table of data or one of our own files, written where it is first met."""
        name = path.removeprefix("/").replace("/", "-")
        self.files[address] = name
        if name not in self._written:
            self._save(name, self._get(address))
        return name

    def _save(self, name: str, content: bytes) -> None:
        self._written.add(name)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            (self.folder / name).write_bytes(content)
        except OSError as problem:
            raise InputError(
                f"the site cannot be written: {problem.strerror}", source=str(self.folder / name)
            ) from problem

    def _get(self, address: str) -> bytes:
        status, body = asyncio.run(_asked(self.app, address))
        if status != 200:
            raise WorldError(f"{address} answers {status}: {body.decode(errors='replace')[:200]}")
        return body


def publish(app: FastAPI, where: Filter, folder: Path) -> int:
    """Writes the site of a selection; returns the number of files.

    Raises:
        InputError: the folder cannot be written, holds other things, or the selection is too large.
    """
    if folder.exists() and any(folder.iterdir()):
        raise InputError("the folder is not empty; a site needs one of its own", source=str(folder))
    return Site(app, folder).write(dict(_pages(app.state.explored.now(), where)))


def _pages(moment: Moment, where: Filter) -> Iterator[tuple[str, str]]:
    readings = [row["reading"] for row in moment.of(where, "DISTINCT reading", f"LIMIT {MOST + 1:d}")]
    if len(readings) > MOST:
        raise InputError(f"the selection has more than {MOST:,} articles; narrow it with filters", source="--export")
    for number in range(1, max(1, -(-moment.count(where) // _SIZE)) + 1):
        name = "index.html" if number == 1 else f"events-{number}.html"
        yield link("/events", where, order="newest", number=number), name
    yield link("/events", where), "index.html"
    yield from (("/events", "index.html"), ("/", "index.html"), ("/codebook", "codebook.html"))
    for room in _ROOMS:
        yield link(room, where), f"{room[1:]}.html"
        yield room, f"{room[1:]}.html"
    for key in sorted(readings):
        yield f"/article/{key}", f"article-{key}.html"


async def _asked(app: FastAPI, address: str) -> tuple[int, bytes]:
    """What the application answers, without a network between."""
    parts = urlsplit(address)
    scope: Scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": parts.path,
        "raw_path": parts.path.encode(),
        "root_path": "",
        "query_string": parts.query.encode(),
        "headers": [(b"host", b"localhost")],
        "client": ("127.0.0.1", 0),
        "server": ("localhost", 80),
    }
    status, body = 500, bytearray()
    waiting = True

    async def receive() -> Message:
        nonlocal waiting
        if waiting:
            waiting = False
            return {"type": "http.request", "body": b"", "more_body": False}
        await asyncio.sleep(3600)
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        nonlocal status
        if message["type"] == "http.response.start":
            status = message["status"]
        elif message["type"] == "http.response.body":
            body.extend(message.get("body", b""))

    await app(scope, receive, send)
    return status, bytes(body)
