"""Pages from templates: everything escaped, links that keep the filter, words and numbers as people write them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from quidnunc.codebook.loading import load_types
from quidnunc.records import STATUSES, content_id
from quidnunc.world.filter import NAMES, Filter

if TYPE_CHECKING:
    from quidnunc.explorer.parameters import Asked
    from quidnunc.explorer.view import Shown

HTML = Path(__file__).parent / "pages_html"
STATIC = Path(__file__).parent / "static"


def render(template: str, ask: Asked, shown: Shown) -> str:
    """A page."""
    from quidnunc.explorer.pages import PAGES

    request = ask.request
    around = {
        "title": shown.title,
        "command": shown.command,
        "listing": shown.rows is not None,
        "pages": [page for page in PAGES if page.label],
        "here": request.url.path,
        "query": request.url.query,
        "settings": ask.settings,
        "damaged": ask.moment.damaged,
    }
    return environment().get_template(template).render({**shown.data, **shown.extra, **around})


def link(path: str, where: Filter | None = None, /, **changes: object) -> str:
    """An address with a filter, some of its fields changed: ``None`` takes one away, a list gives several values."""
    pairs = [(name, value) for name, value in (where.pairs() if where else ()) if name not in changes]
    for name, value in changes.items():
        values: Iterable[object] = value if isinstance(value, (list, tuple)) else [value]
        pairs += [(name, str(one)) for one in values if one is not None and one != ""]
    order = {name: number for number, name in enumerate(NAMES)}
    pairs.sort(key=lambda pair: order.get(pair[0], len(order)))
    return f"{path}?{urlencode(pairs)}" if pairs else path


def without(where: Filter, name: str, value: str) -> dict[str, object]:
    """The change that takes one value of a filter's field away, for ``link``."""
    kept = [held for field, held in where.pairs() if field == name and held != value]
    return {name: kept or None} if name not in ("between", "box", "near") else {name: None}


def web_address(url: object) -> str | None:
    """An address that may stand in a link: http or https, nothing that runs."""
    if not isinstance(url, str):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def number(value: object) -> str:
    """A number with thin groups of three; nothing for none."""
    if value is None:
        return ""
    return f"{value:,}" if isinstance(value, int) else f"{value:,.1f}"


def day(value: object) -> str:
    """A day as people write it: 6 Feb 2024."""
    if value is None or value == "":
        return "undated"
    text = str(value)[:10]
    try:
        read = datetime.date.fromisoformat(text)
    except ValueError:
        return text
    return f"{read.day} {read:%b %Y}"


def period(start: object, end: object, grain: object = "day") -> str:
    """The days of an event, as finely as its text gives them."""
    if not start:
        return "undated"
    first, last = str(start)[:10], str(end or start)[:10]
    if grain == "year" and first[:4] == last[:4]:
        return first[:4]
    if grain == "month" and first[:7] == last[:7]:
        return day(first).split(" ", 1)[1]
    return day(first) if first == last else f"{day(first)} – {day(last)}"


def words(code: object) -> str:
    """A code as words: ``VERBAL CONFLICT``, ``human_rights`` in lower case without the line."""
    return str(code or "").replace("_", " ").lower()


def quad_class(quad: object) -> str:
    """The class of style for a quad."""
    return "quad-" + words(quad).replace(" ", "-") if quad else "quad-none"


def marked(row: dict[str, Any]) -> list[tuple[str, bool]]:
    """A sentence in pieces, and whether each is the words that name the event."""
    sentence = row.get("sentence") or ""
    at, end = row.get("trigger_start"), row.get("trigger_end")
    start = row.get("sentence_start")
    if at is None or end is None or start is None or not start <= at < end <= start + len(sentence):
        return [(" ".join(sentence.split()), False)]
    pieces = [
        (sentence[: at - start], False),
        (sentence[at - start : end - start], True),
        (sentence[end - start :], False),
    ]
    return [(text, hot) for text, hot in pieces if text]


@cache
def environment() -> Environment:
    """The templates."""
    made = Environment(
        loader=FileSystemLoader(HTML),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    types = load_types()
    made.globals.update(
        quads={name: entry.quad for name, entry in types.items()},
        statuses=STATUSES,
    )
    from quidnunc.explorer.bundle import address as vega_address

    made.globals.update(vega_address=vega_address)
    made.globals.update(link=link, without=without, static=static, marked=marked, period=period, quad_class=quad_class)
    made.filters.update(number=number, day=day, words=words, web_address=web_address)
    return made


@cache
def static(name: str) -> str:
    """The address of one of our files; another one when it changes, so that it may be kept for long."""
    return f"/static/{name}?{content_id((STATIC / name).read_bytes().hex(), length=8)}"
