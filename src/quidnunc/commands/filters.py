"""The filters as options: every command that asks a world takes the same ones, with the words that a URL takes too."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any

import typer

HELP: dict[str, tuple[str, str]] = {
    "actor": ("WHO", "Agent or recipient: a name, RUS:GOV, RUS:*, *:REB, member:NATO, 'any Russian government actor'."),
    "agent": ("WHO", "Who acts."),
    "recipient": ("WHO", "To whom it is done."),
    "speaker": ("WHO", "On whose word."),
    "denier": ("WHO", "Who denies it."),
    "between": ("WHO,WHO", "Two actors, one on either side."),
    "type": ("TYPE", "Event type (ASSAULT, CONSULT, …)."),
    "mode": ("MODE", "Mode of the type."),
    "quad": ("QUAD", "'verbal conflict' and so on, or only cooperation, conflict, verbal, material."),
    "context": ("CONTEXT", "What it is about (military, election, …)."),
    "status": ("STATUS", "happened, ongoing, planned, possible, negated."),
    "stance": ("STANCE", "asserts, alleges, denies, doubts, or none: the newspaper's own voice."),
    "voice": ("VOICE", "own or attributed."),
    "since": ("DATE", "First day."),
    "until": ("DATE", "Last day."),
    "place": ("NAME", "Where it happened."),
    "country": ("NAME", "In which country it happened, by name or code."),
    "box": ("W,S,E,N", "In a box of degrees."),
    "near": ("LAT,LON,KM", "Within so many kilometres."),
    "outlet": ("NAME", "Who reports it."),
    "source": ("SOURCE", "The article's source."),
    "reading": ("ID", "The article's id."),
    "event": ("ID", "The event's id."),
    "confidence": ("0..1", "At least so much."),
    "text": ("WORDS", "Words that the sentence or the title holds."),
    "background": ("yes|no", "Only context, or only news."),
    "verdict": ("VERDICT", "What people hold of it: accepted, fixed, open, unsure, or none: nobody judged it."),
}  # fmt: skip
"""The metavariable and the help of each filter."""

_SINGLE = ("voice", "since", "until", "box", "near", "confidence", "background")


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
                (str if name in _SINGLE else list[str]) | None,
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
