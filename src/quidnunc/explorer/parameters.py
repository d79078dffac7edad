"""What pages take from an address: the filters, under the same names as everywhere, and the world at this moment."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import parse_qsl

from fastapi import Depends, HTTPException, Query, Request

from quidnunc.world.filter import Filter
from quidnunc.world.filter_help import HELP, SINGLE

if TYPE_CHECKING:
    from quidnunc.explorer.asking import Moment
    from quidnunc.explorer.settings import Settings

_LONGEST = 300  # characters of one value
_MOST = 50  # values of one filter
LAST_PAGE = 1_000


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: the world at this moment, and how the explorer is set up."""

    request: Request
    moment: Moment
    settings: Settings


def _asked(request: Request) -> Asked:
    return Asked(request, request.app.state.explored.now(), request.app.state.settings)


def _where(**given: Any) -> Filter:  # noqa: ANN401 - words, or lists of them
    return Filter.of({name: value for name, value in given.items() if value is not None})


_Word = Annotated[str, Query(max_length=_LONGEST)]


def _parameter(name: str, metavar: str, text: str) -> inspect.Parameter:
    """A filter as a parameter; those of one value refuse several."""
    kind: Any = list[_Word] | None
    about = Query(description=f"{text} ({metavar})", max_length=1 if name in SINGLE else _MOST)
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=Annotated[kind, about])


_where.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
    [_parameter(name, metavar, text) for name, (metavar, text) in HELP.items()]
)

Ask = Annotated[Asked, Depends(_asked)]
Where = Annotated[Filter, Depends(_where)]
PageNumber = Annotated[int, Query(ge=1, le=LAST_PAGE, description="Which page of the listing.")]
Key = Annotated[str, "an id"]


async def form_of(request: Request) -> dict[str, str]:
    """The fields of a form that our own page sent; a write's handler depends on it.

    Raises:
        HTTPException: 403 where the form lacks what our pages put into it, or 400 where it is no form.
    """
    try:
        pairs = parse_qsl((await request.body()).decode(), keep_blank_values=True, max_num_fields=100)
    except ValueError as problem:
        raise HTTPException(400, "no form") from problem
    form = dict(pairs)
    given = request.headers.get("x-csrf-token") or form.pop("csrf", "")
    if given.encode() != request.app.state.settings.csrf.encode():
        raise HTTPException(
            403, "the form is not from this explorer's page, or from before it was started anew; load the page again"
        )
    return form


Form = Annotated[dict[str, str], Depends(form_of)]
