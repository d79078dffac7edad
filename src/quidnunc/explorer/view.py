"""One function, three answers: a page for people, and the same as ``.json`` and, where there is a listing, ``.csv``."""

from __future__ import annotations

import csv
import inspect
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from fastapi import APIRouter
from starlette.responses import HTMLResponse, Response, StreamingResponse

from quidnunc.explorer.parameters import Asked
from quidnunc.explorer.templates import render
from quidnunc.exports.cells import cell, spreadsheet_safe

Handler = Callable[..., "Shown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a page shows.

    Attributes:
        title: of the page.
        data: what there is to see; the template's variables, and all that ``.json`` gives.
        rows: the key of the listing among the data, which ``.csv`` gives.
        command: the ``quidnunc`` command that tells the same.
        extra: what only the template needs: forms, choices.
        status: the answer's HTTP status.
    """

    title: str
    data: dict[str, Any]
    rows: str | None = None
    command: str | None = None
    extra: dict[str, Any] = field(default_factory=dict)
    status: int = 200


def page(router: APIRouter, path: str, template: str, *, listing: bool = False) -> Callable[[Handler], Handler]:
    """Registers a function that takes ``ask: Ask`` and parameters, and returns what is shown, as a page, ``.json`` and ``.csv``.

    Args:
        router: the room's routes.
        path: the page's path; ``/`` is ``/index.json`` in JSON.
        template: the template's file name.
        listing: whether there is a ``.csv``.
    """
    stem = "/index" if path == "/" else path

    def register(handler: Handler) -> Handler:
        summary = inspect.getdoc(handler) or ""
        added = [(path, "", _html(handler, template)), (f"{stem}.json", " as JSON", _as_json(handler))]
        if listing:
            added.append((f"{stem}.csv", " as CSV", _as_csv(handler)))
        for address, form, endpoint in reversed(added):  # the suffixes first: an id in the path would take them in
            router.add_api_route(
                address,
                endpoint,
                methods=["GET"],
                response_class=_CLASSES[form],
                summary=summary.split("\n", maxsplit=1)[0].rstrip(".") + form,
                description=summary,
                name=f"{handler.__module__.rpartition('.')[2]}.{handler.__name__}{form.replace(' as ', '.').lower()}",
                responses={404: {"description": "No such thing"}, 503: {"description": "The question took too long"}},
            )
        return handler

    return register


def _html(handler: Handler, template: str) -> Callable[..., Response]:
    @wraps(handler)
    def shown(ask: Asked, **given: Any) -> Response:  # noqa: ANN401 - whatever the handler takes
        made = handler(ask=ask, **given)
        return HTMLResponse(render(template, ask, made), status_code=made.status)

    return shown


def _as_json(handler: Handler) -> Callable[..., Response]:
    @wraps(handler)
    def shown(ask: Asked, **given: Any) -> Response:  # noqa: ANN401 - whatever the handler takes
        made = handler(ask=ask, **given)
        return Response(to_json(made.data), media_type="application/json", status_code=made.status)

    return shown


def _as_csv(handler: Handler) -> Callable[..., Response]:
    @wraps(handler)
    def shown(ask: Asked, **given: Any) -> Response:  # noqa: ANN401 - whatever the handler takes
        made = handler(ask=ask, **given)
        rows = made.data[made.rows] if made.rows is not None else []
        return StreamingResponse(csv_lines(rows), media_type="text/csv; charset=utf-8")

    return shown


_CLASSES: dict[str, type[Response]] = {"": HTMLResponse, " as JSON": Response, " as CSV": StreamingResponse}


def to_json(data: object) -> str:
    """JSON, days as ISO dates."""
    return json.dumps(data, ensure_ascii=False, default=str, allow_nan=False)


def csv_lines(rows: list[dict[str, Any]]) -> Iterator[str]:
    """Rows as CSV, their first row's names as the header; no cell that a spreadsheet would take for a formula."""
    if not rows:
        return
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    names = list(rows[0])
    writer.writerow(names)
    for row in rows:
        writer.writerow([spreadsheet_safe(cell(row.get(name))) for name in names])
        if buffer.tell() > 1 << 15:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()
