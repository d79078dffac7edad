"""Charts as addresses: each one's Vega specification, the picture as SVG and PNG, and the data that it shows."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, wraps
from typing import Any

import vl_convert
from fastapi import APIRouter
from starlette.responses import Response, StreamingResponse

from quidnunc.explorer.parameters import Asked
from quidnunc.explorer.templates import STATIC
from quidnunc.explorer.view import csv_lines, to_json

Spec = dict[str, Any]
VEGA_LITE = "6.4"
_SCALE = 2  # pixels of a PNG for each of the picture


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture: its specification (Vega-Lite, or Vega), the rows that it shows, and what it says in words."""

    spec: Spec
    rows: list[dict[str, Any]]
    words: str

    @property
    def lite(self) -> bool:
        """Whether the specification is Vega-Lite's."""
        return "vega-lite" in self.spec["$schema"]


Maker = Callable[..., Chart]


def chart(router: APIRouter, path: str) -> Callable[[Maker], Maker]:
    """Registers a function that takes ``ask: Ask`` and makes a chart, as ``.spec.json``, ``.json``, ``.csv``, ``.svg``, ``.png``."""

    def register(maker: Maker) -> Maker:
        summary = (inspect.getdoc(maker) or "").split("\n", maxsplit=1)[0].rstrip(".")
        for suffix, answer in _FORMS.items():
            router.add_api_route(
                f"{path}.{suffix}",
                _endpoint(maker, answer),
                methods=["GET"],
                response_class=Response,
                summary=f"{summary} ({suffix})",
                name=f"chart{path}.{suffix}",
                responses={503: {"description": "The question took too long"}},
            )
        return maker

    return register


def _endpoint(maker: Maker, answer: Callable[[Chart], Response]) -> Callable[..., Response]:
    @wraps(maker)
    def shown(ask: Asked, **given: Any) -> Response:  # noqa: ANN401 - whatever the chart takes
        return answer(maker(ask=ask, **given))

    return shown


def _spec(made: Chart) -> Response:
    return Response(to_json({**made.spec, "description": made.words}), media_type="application/json")


def _rows(made: Chart) -> Response:
    return Response(to_json(made.rows), media_type="application/json")


def _csv(made: Chart) -> Response:
    return StreamingResponse(csv_lines(made.rows), media_type="text/csv; charset=utf-8")


def _svg(made: Chart) -> Response:
    spec = _whole(made)
    text = vl_convert.vegalite_to_svg(spec, vl_version=VEGA_LITE) if made.lite else vl_convert.vega_to_svg(spec)
    return Response(text, media_type="image/svg+xml")


def _png(made: Chart) -> Response:
    spec = _whole(made)
    if made.lite:
        picture = vl_convert.vegalite_to_png(spec, vl_version=VEGA_LITE, scale=_SCALE)
    else:
        picture = vl_convert.vega_to_png(spec, scale=_SCALE)
    return Response(picture, media_type="image/png")


_FORMS: dict[str, Callable[[Chart], Response]] = {
    "spec.json": _spec, "json": _rows, "csv": _csv, "svg": _svg, "png": _png,
}  # fmt: skip


def _whole(made: Chart) -> Spec:
    """The specification by itself: our own files, named by their addresses, written into it; a width of its own."""
    spec: Spec = json.loads(to_json({**made.spec, "background": "white", "description": made.words}))
    if spec.get("width") == "container":
        spec["width"] = 900
    _written_in(spec)
    return spec


def _written_in(value: object) -> None:
    if isinstance(value, dict):
        url = value.get("url")
        if isinstance(url, str) and url.startswith("/static/"):
            value["values"] = _file(url.removeprefix("/static/").partition("?")[0])
            del value["url"]
        for held in value.values():
            _written_in(held)
    elif isinstance(value, list):
        for held in value:
            _written_in(held)


@cache
def _file(name: str) -> Any:  # noqa: ANN401 - whatever the file holds
    return json.loads((STATIC / name).read_text(encoding="utf-8"))
