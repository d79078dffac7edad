"""Review: one event at a time, its sentence and fields, a key for each verdict; and what reviewers agree on and dispute."""

from __future__ import annotations

import json
import threading
from typing import Annotated, Any, Literal
from urllib.parse import quote, unquote

from fastapi import APIRouter, HTTPException, Query, Request
from starlette.responses import RedirectResponse, Response

from quidnunc.codebook.loading import load_types
from quidnunc.errors import FilterError, UnknownEventError, WorldError
from quidnunc.explorer.articles import reading_of
from quidnunc.explorer.asking import MissingError
from quidnunc.explorer.fixing import shown, suggested, value_of
from quidnunc.explorer.parameters import Ask, Asked, Form, Where
from quidnunc.explorer.spans import pieces, role_spans
from quidnunc.explorer.templates import link
from quidnunc.explorer.view import Shown, page
from quidnunc.records import STANCES, STATUSES, Reading
from quidnunc.world.filter import Filter
from quidnunc.world.query import Query as WorldQuery
from quidnunc.world.review.desk import Desk, Dispute
from quidnunc.world.review.fields import FIELDS, GRAINS, as_read
from quidnunc.world.review.queue import ORDERS, Draw
from quidnunc.world.review.verdicts import AS_READ, RECORD, Opinion

router = APIRouter(tags=["review"])

COOKIE = "quidnunc_reviewer"
_YEAR = 365 * 24 * 3600
_LOCK = threading.Lock()
_RECORD = {"accept": "it is an event", "reject": "there is no such event"}

By = Annotated[str | None, Query(max_length=80, description="Who reviews; kept in a cookie.")]
Order = Annotated[Literal["confidence", "random", "stratified"], Query(description="What comes first.")]
Seed = Annotated[int, Query(ge=0, le=1_000_000, description="Another one draws another sample.")]
EventId = Annotated[str | None, Query(max_length=64, pattern="^[0-9a-zA-Z:_-]*$", description="This event.")]
After = Annotated[str | None, Query(max_length=64, pattern="^[0-9a-zA-Z:_-]*$", description="The event just skipped.")]


def desk_of(ask: Asked) -> Desk:
    """The desk of the readings of today; verdicts given in the meantime do not make it anew."""
    state = ask.request.app.state
    with _LOCK:
        held: tuple[int, Desk] | None = getattr(state, "desk", None)
        if held is None or held[0] != ask.moment.version[0]:
            world = ask.moment.world
            held = (ask.moment.version[0], Desk(world, WorldQuery(world, damaged=lambda _: None, judged=False)))
            state.desk = held
    return held[1]


def reviewer_of(request: Request, given: str | None) -> str:
    """Who reviews: as the address says, else as the cookie does; empty where neither does."""
    return " ".join((given if given is not None else unquote(request.cookies.get(COOKIE, ""))).split())


@page(router, "/review", "review.html")
def review(
    ask: Ask,
    where: Where,
    by: By = None,
    order: Order = "confidence",
    seed: Seed = 1,
    show: EventId = None,
    after: After = None,
) -> Shown:
    """The next event to judge, of those that pass the filters; the one named by ``show``, where that is given."""
    desk, name = desk_of(ask), reviewer_of(ask.request, by)
    draw = Draw(order, seed, where)
    row = desk.events([show]).get(show) if show else desk.next(draw, by=name, after=after or None) if name else None
    if show and row is None:
        raise MissingError(f"no event '{show}' in this world")
    state = {"by": name, "order": order, "seed": seed}
    extra: dict[str, Any] = {
        "where": where,
        "state": state,
        "orders": ORDERS,
        "name": name,
        "size": desk.queue(draw).size,
        "writable": ask.settings.writable,
        "csrf": ask.settings.csrf,
        "after": after,
        "hidden": [*state.items(), ("where", where.query_string()), ("after", after or "")],
        "event_id": row and row["event"],
        "skip": None if row is None else link("/review", where, **state, after=row["event"]),
        "restart": link("/review", where, **state),
        "done": len(desk.judged_by(name)) if name else 0,
    }
    if row is None:
        return Shown(title="Review", data={"event": None, "fields": {}}, extra=extra)
    reading = reading_of(ask.moment, row["reading"])
    opinion = next((o for o in desk.opinions().get(row["event"], ()) if o.by == name and o.role == "reviewer"), None)
    fields = {field: _field(field, value, opinion) for field, value in as_read(row).items()}
    return Shown(
        title="Review",
        data={"event": row, "fields": fields},
        command=f"quidnunc judgements add {ask.settings.name} {row['event']} accept --by {json.dumps(name or 'NAME')}",
        extra=extra
        | {
            "said": opinion.record if opinion is not None and None in opinion.words else None,
            "context": _context(reading, row),
            "choices": choices(row["type"] if opinion is None else _now(opinion, "type", row["type"])),
            "actors": sorted({actor.name for actor in reading.actors}),
            "places": sorted({place.name for place in reading.places}),
        },
    )


def _now(opinion: Opinion, field: str, read: object) -> Any:  # noqa: ANN401 - whatever a field holds
    held = opinion.values.get(field, AS_READ)
    return read if held == AS_READ else json.loads(held)


def _field(field: str, value: Any, opinion: Opinion | None) -> dict[str, Any]:  # noqa: ANN401 - whatever a field holds
    """A field as the page shows it: what is read, and what this reviewer made of it."""
    now = value if opinion is None else _now(opinion, field, value)
    return {
        "label": FIELDS[field].label,
        "read": value,
        "now": now,
        "words": shown(now),
        "read_words": shown(value),
        "fixed": now != value,
    }


def choices(type_: str) -> dict[str, list[str]]:
    """What the fields of few values may hold."""
    types = load_types()
    return {
        "type": list(types),
        "mode": ["none", *(types[type_].modes if type_ in types else ())],
        "status": list(STATUSES),
        "stance": ["none", *STANCES],
        "background": ["no", "yes"],
        "grain": list(GRAINS),
    }


def _context(reading: Reading, row: dict[str, Any]) -> dict[str, Any]:
    """The sentence in pieces, and those around it."""
    event = next(one for one in reading.events if one.id == row["event"])
    at = [s.start for s in reading.sentences]
    start, end = row["sentence_start"] or 0, row["sentence_end"] or len(reading.text)
    number = at.index(start) if start in at else 0
    around = reading.sentences
    before = reading.text[around[number - 1].start : around[number - 1].end] if number else ""
    later = reading.text[around[number + 1].start : around[number + 1].end] if number + 1 < len(around) else ""
    spans = [*role_spans(event)]
    return {"before": before, "pieces": pieces(reading.text[start:end], spans, event.id, start), "after": later}


@page(router, "/review/agreement", "agreement.html", listing=True)
def agreement(ask: Ask, by: By = None) -> Shown:
    """How far reviewers agree, field by field, and the events in dispute, for an adjudicator to settle."""
    desk = desk_of(ask)
    names = ("field", "alpha", "low", "high", "units", "values", "agreed")
    return Shown(
        title="Agreement",
        data={
            "agreement": [{name: getattr(alpha, name) for name in names} for alpha in desk.agreement()],
            "disputes": [_dispute(dispute) for dispute in desk.disputes()],
        },
        rows="agreement",
        command=f"quidnunc judgements agreement {ask.settings.name}",
        extra={
            "name": reviewer_of(ask.request, by),
            "labels": {name: field.label for name, field in FIELDS.items()},
            "writable": ask.settings.writable,
            "csrf": ask.settings.csrf,
        },
    )


def _dispute(dispute: Dispute) -> dict[str, Any]:
    read = as_read(dispute.row)
    held = dispute.standing
    fields: dict[str, list[dict[str, Any]]] = {}
    for field in held.open:
        sides: dict[str, list[str]] = {}
        for opinion in held.opinions:
            value = opinion.record if field == RECORD else opinion.holds(field) if opinion.record == "accept" else None
            if value is not None and value != "unsure":
                sides.setdefault(value, []).append(opinion.by)
        fields[field] = [
            {
                "value": value,
                "words": _RECORD[value]
                if field == RECORD
                else shown(read[field])
                if value == AS_READ
                else shown(json.loads(value)),
                "by": sorted(set(people)),
            }
            for value, people in sides.items()
        ]
    notes = sorted({(w.by, w.note) for o in held.opinions for w in o.words.values() if w.note})
    return {"event": dispute.row, "fields": fields, "notes": [{"by": by, "note": note} for by, note in notes]}


@router.get("/review/names.json", name="review.names")
def names(begun: Annotated[str, Query(max_length=80, description="How the name begins.")]) -> list[str]:
    """Names that the gazetteer knows, by their beginning."""
    return suggested(begun)


@router.post("/review/verdict", name="review.verdict", response_class=RedirectResponse, status_code=303)
def verdict(ask: Ask, form: Form) -> Response:
    """Takes a verdict on the record as a whole and goes on to the next event."""
    draw = _draw(form)
    _judge(ask, form, form.get("verdict", ""), draw=draw)
    return _on(ask, form, link("/review", draw.where, **_state(form)))


@router.post("/review/fix", name="review.fix", response_class=RedirectResponse, status_code=303)
def fix(ask: Ask, form: Form) -> Response:
    """Takes what a field should hold, and stays with the event; the value that is read says that it is right."""
    draw, event, field = _draw(form), form.get("event", ""), form.get("field", "")
    row = _row(ask, event)
    value = value_of(field, form, reading_of(ask.moment, row["reading"]))
    right = shown(value) == shown(as_read(row)[field])
    _judge(ask, form, "accept" if right else "fix", field=field, value=None if right else value, draw=draw)
    return _on(ask, form, link("/review", draw.where, **_state(form), show=event) + f"#field-{field}")


@router.post("/review/settle", name="review.settle", response_class=RedirectResponse, status_code=303)
def settle(ask: Ask, form: Form) -> Response:
    """Takes an adjudicator's word on a record or a field in dispute."""
    field, value = form.get("field", ""), form.get("value", "")
    if field == RECORD:
        _judge(ask, form, value, role="adjudicator")
    elif value == AS_READ:
        _judge(ask, form, "accept", field=field, role="adjudicator")
    else:
        try:
            fixed = json.loads(value)
        except ValueError as problem:
            raise FilterError("not a value that was offered", field="value") from problem
        _judge(ask, form, "fix", field=field, value=fixed, role="adjudicator")
    return _on(ask, form, "/review/agreement")


@router.post("/review/undo", name="review.undo", response_class=RedirectResponse, status_code=303)
def undo(ask: Ask, form: Form) -> Response:
    """Takes back the reviewer's last verdict and shows its event again."""
    try:
        back = desk_of(ask).undo(_by(form))
    except WorldError as problem:
        raise HTTPException(404, problem.message) from problem
    return _on(ask, form, link("/review", _draw(form).where, **_state(form), show=back.target_id))


def _judge(ask: Asked, form: dict[str, str], given: str, **about: Any) -> None:  # noqa: ANN401 - see ``Desk.judge``
    event = form.get("event", "")
    _row(ask, event)
    desk_of(ask).judge(event, given, by=_by(form), note=form.get("note") or None, **about)


def _row(ask: Asked, event: str) -> dict[str, Any]:
    try:
        return desk_of(ask).event(event)
    except UnknownEventError as problem:
        raise MissingError(f"no event '{event}' in this world") from problem


def _by(form: dict[str, str]) -> str:
    name = " ".join(form.get("by", "").split())[:80]
    if not name:
        raise FilterError("a verdict needs your name", field="by")
    return name


def _draw(form: dict[str, str]) -> Draw:
    seed = form.get("seed", "1")
    if not seed.isdecimal():
        raise FilterError(f"'{seed}' is no number", field="seed")
    return Draw(form.get("order", "confidence"), int(seed), Filter.from_query_string(form.get("where", "")))


def _state(form: dict[str, str]) -> dict[str, object]:
    """What goes on from form to page: who reviews, in which order, and from where on."""
    order, seed, after = form.get("order", "confidence"), form.get("seed", "1"), form.get("after") or None
    return {"by": _by(form), "order": order, "seed": seed, "after": after}


def _on(ask: Asked, form: dict[str, str], address: str) -> Response:
    """On to the next page, which shows what was just said; the reviewer's name is kept."""
    ask.request.app.state.explored.now(fresh=True)
    response = RedirectResponse(address, status_code=303)
    response.set_cookie(COOKIE, quote(_by(form)), max_age=_YEAR, httponly=True, samesite="strict", path="/review")
    return response
