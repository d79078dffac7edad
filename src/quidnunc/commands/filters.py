"""The filters as options: every command that asks a world takes the same ones, with the words that a URL takes too."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any

import typer

from quidnunc.world.filter_help import HELP, SINGLE


def filtered(command: Callable[..., None]) -> Callable[..., None]:
    """Gives a command the filters as options; they reach it together, as pairs in ``words``."""
    signature = inspect.signature(command, eval_str=True)
    own = [parameter for name, parameter in signature.parameters.items() if name != "words"]
    options = [
        inspect.Parameter(
            name,
            inspect.Parameter.KEYWORD_ONLY,
            default=None,
            annotation=Annotated[
                (str if name in SINGLE else list[str]) | None,
                typer.Option(f"--{name}", metavar=metavar, help=text, rich_help_panel="Filters"),
            ],
        )
        for name, (metavar, text) in HELP.items()
    ]

    @wraps(command)
    def with_filters(*arguments: Any, **given: Any) -> None:  # noqa: ANN401 - whatever the command takes
        words = [(name, given.pop(name)) for name in HELP]
        command(*arguments, words=words, **given)

    with_filters.__signature__ = signature.replace(parameters=[*own, *options])  # type: ignore[attr-defined]
    with_filters.__annotations__ = {p.name: p.annotation for p in (*own, *options)} | {"return": None}
    return with_filters
