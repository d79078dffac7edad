"""The books: the codebook's types, the gazetteer's names, and what was set aside unread."""

from __future__ import annotations

import shlex
from functools import cache
from typing import Annotated

import msgspec
from fastapi import APIRouter, Query

from quidnunc.codebook.book import Codebook
from quidnunc.codebook.loading import load
from quidnunc.errors import UnknownNameError
from quidnunc.explorer.asking import Moment, Row
from quidnunc.explorer.cards import gazetteer as whole_gazetteer
from quidnunc.explorer.cards import lookup
from quidnunc.explorer.parameters import Ask, PageNumber
from quidnunc.explorer.view import Shown, page
from quidnunc.world.filter import Filter

codebook_router = APIRouter(tags=["books"])
gazetteer_router = APIRouter(tags=["books"])
rejected_router = APIRouter(tags=["world"])

Name = Annotated[str, Query(max_length=200, description="A name, id or Wikidata id.")]
Day = Annotated[str | None, Query(pattern=r"^\d{4}-\d{2}-\d{2}$", description="The day by which offices are shown.")]
_SIZE = 100


@cache
def _book() -> Codebook:
    return load()


@page(codebook_router, "/codebook", "codebook.html", listing=True)
def codebook(ask: Ask) -> Shown:
    """The event types with quad class, intensity, definition and modes, each with how many events this world holds."""
    book = _book()
    counts = {
        row["type"]: row["events"]
        for row in ask.moment.ask("SELECT type, count(*) AS events FROM {events} GROUP BY type")
    }
    rows = [
        {"type": code, "name": entry.name, "quad": entry.quad, "score": entry.score, "definition": entry.definition,
         "modes": {mode: msgspec.to_builtins(one) for mode, one in entry.modes.items()}, "events": counts.get(code, 0),
         "frames": sum(frame.type == code for frame in book.frames)}
        for code, entry in book.types.items()
    ]  # fmt: skip
    contexts = {code: {"name": one.name, "definition": one.definition} for code, one in book.contexts.items()}
    return Shown(
        title="Codebook",
        data={"types": rows, "contexts": contexts, "version": book.version},
        rows="types",
        command="quidnunc codebook --help",
    )


@page(gazetteer_router, "/gazetteer", "gazetteer.html")
def gazetteer(ask: Ask, name: Name = "", day: Day = None) -> Shown:
    """What the gazetteer knows of a name: states, organisations, people, their offices and memberships on a day."""
    message = None
    cards = []
    if name.strip():
        try:
            cards = lookup(day).cards(name.strip())
        except UnknownNameError as problem:
            message = str(problem)
    events = ask.moment.count(Filter.of({"actor": name})) if cards else None
    shown = () if name.strip() else whole_gazetteer().states.values()
    states = [{"id": one.id, "name": one.display, "iso3": one.iso3, "wikidata": one.wikidata} for one in shown]
    return Shown(
        title="Gazetteer",
        data={
            "events": events,
            "name": name,
            "day": day,
            "message": message,
            "found": [_plain(card) for card in cards],
            "states": states,
        },
        command=shlex.join(["quidnunc", "who", name]) if name else None,
    )


def _plain(card: object) -> Row:
    plain: Row = msgspec.to_builtins(card)
    return plain


@page(rejected_router, "/rejected", "rejected.html", listing=True)
def rejected(ask: Ask, number: PageNumber = 1) -> Shown:
    """What was set aside unread, and why."""
    rows: list[Row] = ask.moment.kept("rejected rows", lambda: _rejected(ask.moment))
    return Shown(
        title="Rejected",
        data={
            "total": len(rows),
            "page": number,
            "last": max(1, -(-len(rows) // _SIZE)),
            "rejected": rows[(number - 1) * _SIZE : number * _SIZE],
        },
        rows="rejected",
        command=f"quidnunc rejected {ask.settings.name}",
    )


def _rejected(moment: Moment) -> list[Row]:
    columns = ["source", "kind", "field", "message", "added_at"]
    rows = moment.world.rows("rejected", columns, damaged=lambda _: None)
    return sorted(rows, key=lambda row: (row["added_at"], row["source"]), reverse=True)
