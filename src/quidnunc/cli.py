"""The command line: ``quidnunc read``, ``quidnunc why``."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from enum import StrEnum
from importlib.metadata import version as package_version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quidnunc.errors import InputError, QuidnuncError, UnknownEventError
from quidnunc.records import Article, iso_day

if TYPE_CHECKING:  # the reader and its spaCy are only loaded once there is something to read
    from rich.console import Console

    from quidnunc.reading.reader import Reader, Trace
    from quidnunc.records import Reading

app = typer.Typer(
    name="quidnunc",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Reads world news and writes down [bold]who did what to whom, when, where, on whose word, and whether it "
    "happened[/bold].",
    epilog="Examples:\n\n"
    "quidnunc read report.txt\n\n"
    "quidnunc read news/ --format jsonl > readings.jsonl\n\n"
    "quidnunc why report.txt 4f1d2a",
)


class OutputFormat(StrEnum):
    """How readings are printed."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"


def _print_version(value: bool) -> None:
    if value:
        typer.echo(f"quidnunc {package_version('quidnunc')}")
        raise typer.Exit


def _day(value: str | None) -> str | None:
    """The ``--published`` option, checked."""
    if value is None:
        return None
    try:
        return iso_day(value)
    except InputError as problem:
        raise typer.BadParameter(problem.message) from problem


Published = Annotated[
    str | None,
    typer.Option(metavar="DATE", callback=_day, help="The day (YYYY-MM-DD) of articles that have none of their own."),
]
AnyLanguage = Annotated[bool, typer.Option("--any-language", help="Do not set aside texts that are not English.")]


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Reads world news into event records."""


@app.command(
    epilog="Examples:\n\n"
    "quidnunc read report.txt\n\n"
    "cat report.txt | quidnunc read - --published 2023-10-17\n\n"
    "quidnunc read pages/ feed.jsonl --format csv > events.csv"
)
def read(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH...",
            help="Articles: .txt (TITLE:, PUBLISHED:, OUTLET:, URL: lines and a blank line may open it), .html, .jsonl, "
            "a folder of these, or - for standard input.",
        ),
    ],
    published: Published = None,
    form: Annotated[OutputFormat, typer.Option("--format", "-f", help="How to print.")] = OutputFormat.TABLE,
    any_language: AnyLanguage = False,
) -> None:
    """Read articles and print their records.

    Exit status: 0 when all were read; 1 when some could not be (they are named on standard error, the rest are read);
    2 for a wrong option.
    """
    problems = _Problems()
    try:
        _print_readings(problems.sift(_articles(paths, published, any_language)), form)
        problems.close()
    except QuidnuncError as problem:
        _fail(problem)


@app.command(
    epilog="Examples:\n\n"
    "quidnunc why report.txt 4f1d2a  (the first digits of the id suffice)\n\n"
    "quidnunc why feed.jsonl#17 4f1d2a"
)
def why(
    article: Annotated[
        str, typer.Argument(metavar="ARTICLE", help="The article's file, FILE#ID for one of a .jsonl file, or -.")
    ],
    event_id: Annotated[str, typer.Argument(metavar="EVENT_ID", help="The event's id, as `quidnunc read` prints it.")],
    published: Published = None,
    any_language: AnyLanguage = False,
) -> None:
    """Show what led to a record: frame or model, spans, and each field's source."""
    from quidnunc.exports.why import explain

    try:
        trace = _trace(article, published, any_language)
        key = _event_key(trace, event_id, article)
        explain(trace.reading, trace.groups[key], key, _console())
    except QuidnuncError as problem:
        _fail(problem)


class _Problems:
    """Articles that could not be read: printed as they come, counted for the exit status."""

    def __init__(self) -> None:
        self.count = 0

    def sift(self, items: Iterator[Article | InputError]) -> Iterator[Article]:
        """The articles; what could not be read is printed instead."""
        for item in items:
            if isinstance(item, InputError):
                self.count += 1
                typer.echo(f"quidnunc: {item}", err=True)
            else:
                yield item

    def close(self) -> None:
        """Exit status 1 where there was any."""
        if self.count:
            typer.echo(f"quidnunc: {self.count} article{'s' if self.count > 1 else ''} could not be read", err=True)
            raise typer.Exit(1)


def _articles(paths: list[str], day: str | None, any_language: bool) -> Iterator[Article | InputError]:
    from quidnunc.articles import Options, read_paths

    return read_paths(paths, Options(published=day, check_language=not any_language))


def _print_readings(articles: Iterator[Article], form: OutputFormat) -> None:
    from quidnunc.exports import EXPORTERS
    from quidnunc.exports.table import QUAD_STYLE, TableWriter
    from quidnunc.reading.reader import Reader

    reader = Reader()
    if form is OutputFormat.TABLE:
        table = TableWriter(_console(), {name: QUAD_STYLE[quad] for name, quad in reader.quads.items()})
        for reading in _progress(reader, articles):
            table.write(reading)
        return
    exporter = EXPORTERS[form.value](sys.stdout)
    for reading in _progress(reader, articles):
        exporter.write(reading)
    exporter.finalize()


def _progress(reader: Reader, articles: Iterator[Article]) -> Iterator[Reading]:
    """The readings, with a bar on standard error while many articles are read from a terminal."""
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    if not console.is_terminal:
        yield from reader.pipe(articles)
        return
    columns = (SpinnerColumn(), TextColumn("reading"), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("reading", total=None)
        for reading in reader.pipe(articles):
            progress.advance(task)
            yield reading


def _trace(article: str, day: str | None, any_language: bool) -> Trace:
    """The reading of one article, with what led to it."""
    from quidnunc.reading.reader import Reader

    path = _file_of(article)
    problem: InputError | None = None
    for item in _articles([path], day, any_language):
        if isinstance(item, InputError):
            problem = item
        elif path == article or item.source == article:
            return next(Reader().traces([item]))
    if problem is not None and path == article:
        raise problem
    raise InputError(f"no record '{article[len(path) + 1 :]}' that can be read", source=path)


def _file_of(article: str) -> str:
    """The file of ``FILE#ID``; either may hold a ``#`` itself."""
    parts = article.split("#")
    heads = ("#".join(parts[:n]) for n in range(len(parts), 0, -1))
    return next((head for head in heads if head == "-" or Path(head).exists()), article)


def _event_key(trace: Trace, event_id: str, article: str) -> str:
    """The one event whose id begins so."""
    matches = sorted(key for key in trace.groups if key.startswith(event_id))
    if not matches:
        raise UnknownEventError(f"no event '{event_id}' in {article}; `quidnunc read {article}` lists the ids")
    if len(matches) > 1:
        raise UnknownEventError(f"'{event_id}' begins the ids of {len(matches)} events: {', '.join(matches)}")
    return matches[0]


def _console() -> Console:
    from rich.console import Console

    width = None if sys.stdout.isatty() else 140
    return Console(width=width, highlight=False, soft_wrap=False)


def _fail(problem: QuidnuncError) -> None:
    typer.echo(f"quidnunc: {problem}", err=True)
    raise typer.Exit(1)


def main() -> None:
    """The ``quidnunc`` command. What it prints is UTF-8 with LF line ends, whatever the terminal's settings."""
    for stream, errors in ((sys.stdout, "strict"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors, newline="\n")
    app()
