"""What the commands share: options, how problems are told, where things are printed."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn, TypeVar

import typer

from quidnunc.errors import InputError, QuidnuncError
from quidnunc.records import Article, Reading, iso_day

if TYPE_CHECKING:
    from rich.console import Console

    from quidnunc.articles import Options


T = TypeVar("T", bound=Article | Reading)

INTERRUPTED = 130
"""The exit status after Ctrl-C: 128 and the signal's number."""


def day_option(value: str | None) -> str | None:
    """An option that takes a day, checked."""
    if value is None:
        return None
    try:
        return iso_day(value)
    except InputError as problem:
        raise typer.BadParameter(problem.message) from problem


Published = Annotated[
    str | None,
    typer.Option(
        metavar="DATE", callback=day_option, help="The day (YYYY-MM-DD) of articles that have none of their own."
    ),
]
AnyLanguage = Annotated[bool, typer.Option("--any-language", help="Do not set aside texts that are not English.")]


Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        "-j",
        min=1,
        metavar="N",
        help="How many processes read. By default one a processor core, or a single one for a few articles.",
        show_default=False,
    ),
]


CodebookOption = Annotated[
    Path | None,
    typer.Option(
        "--codebook",
        metavar="DIR",
        help="Read by this codebook of your own and the typing model trained for it; see `quidnunc codebook`.",
        show_default=False,
    ),
]


Fast = Annotated[
    bool,
    typer.Option(
        "--fast",
        help="Parse only what may hold a record by its words: for streams of which most is not politics. Loses a few records, "
        "and what stands outside; `quidnunc read` tells so in each record's reader.",
    ),
]


def own_codebook(folder: Path | None) -> None:
    """Checks a codebook of the user's own before anything is read by it, and tells where it has no typing model.

    Raises:
        CodebookError: it breaks its contract.
        ModelError: its typing model cannot be read, or was made for another codebook.
    """
    if folder is None:
        return
    from quidnunc.reading.own import is_trained

    if not is_trained(folder):
        tell(f"{folder} has no typing model: its frames alone decide; 'quidnunc train {folder}' makes one")


class Problems:
    """Articles that could not be read: printed as they come, counted for the exit status."""

    def __init__(self) -> None:
        self.count = 0

    def sift(self, items: Iterable[T | InputError]) -> Iterator[T]:
        """The articles, or the readings; what could not be read is printed instead."""
        for item in items:
            if isinstance(item, InputError):
                self.tell(item)
            else:
                yield item

    def tell(self, problem: InputError) -> None:
        """Prints one and counts it."""
        self.count += 1
        typer.echo(f"quidnunc: {problem}", err=True)

    def close(self) -> None:
        """Exit status 1 where there was any."""
        if self.count:
            typer.echo(f"quidnunc: {self.count} article{'s' if self.count > 1 else ''} could not be read", err=True)
            raise typer.Exit(1)


Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="FIELD=NAME",
        help="In CSV, Parquet and JSONL: the column that holds a field (text=Body). Repeat.",
    ),
]
Follow = Annotated[
    bool, typer.Option("--follow", help="Fetch the pages that feeds link to, not only what the feed holds.")
]
AllowPrivate = Annotated[
    bool, typer.Option("--allow-private", help="Fetch from this machine and the local network, too.")
]


def reading_options(
    day: str | None,
    any_language: bool,
    columns: list[str] | None = None,
    follow: bool = False,
    allow_private: bool = False,
) -> Options:
    """How to read, from the command's options.

    Raises:
        InputError: a column mapping of another form.
    """
    from quidnunc.articles import Options
    from quidnunc.articles.rows import parse_mapping

    return Options(day, not any_language, parse_mapping(columns or []), follow, allow_private)


def articles(paths: list[str], options: Options) -> Iterator[Article | InputError]:
    """The articles of the paths given."""
    from quidnunc.articles import read_paths

    return read_paths(paths, options)


def console() -> Console:
    """Where tables go: standard output, as wide as the terminal, or 140 columns."""
    from rich.console import Console

    width = None if sys.stdout.isatty() else 140
    return Console(width=width, highlight=False, soft_wrap=False)


def stopped(what: str) -> NoReturn:
    """Tells that Ctrl-C ended the run and what of it stays, and ends with the exit status that shells expect."""
    typer.echo(f"quidnunc: stopped; {what}", err=True)
    raise typer.Exit(INTERRUPTED)


def tell(message: str) -> None:
    """Tells something on standard error."""
    typer.echo(f"quidnunc: {message}", err=True)


def fail(problem: QuidnuncError) -> NoReturn:
    """Tells what went wrong and ends with exit status 1."""
    typer.echo(f"quidnunc: {problem}", err=True)
    raise typer.Exit(1)
