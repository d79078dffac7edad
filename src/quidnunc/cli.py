"""The command line: ``quidnunc read``, ``quidnunc why``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from enum import Enum
from importlib.metadata import version as package_version
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from quidnunc.errors import InputError, QuidnuncError, UnknownEventError
from quidnunc.records import Article

if TYPE_CHECKING:
    from rich.console import Console

    from quidnunc.reading.reader import Reader
    from quidnunc.records import Reading

app = typer.Typer(
    name="quidnunc",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Reads world news and writes down [bold]who did what to whom, when, where, on whose word, and whether it happened[/bold].",
    epilog="Examples:  quidnunc read report.txt  ·  quidnunc read news/ --format jsonl > readings.jsonl  ·  quidnunc why report.txt 4f1d2a…",
)


class OutputFormat(str, Enum):
    """How readings are printed."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"


def _print_version(value: bool) -> None:
    if value:
        typer.echo(f"quidnunc {package_version('quidnunc')}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Reads world news into event records."""


@app.command(
    epilog="Examples:  quidnunc read report.txt  ·  cat report.txt | quidnunc read - --published 2023-10-17  ·  "
    "quidnunc read pages/ feed.jsonl --format csv > events.csv"
)
def read(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH...", help="Articles: .txt (TITLE:, PUBLISHED:, OUTLET:, URL: lines may open it), .html, .jsonl, a folder of these, or - for standard input."),
    ],
    published: Annotated[
        Optional[str], typer.Option(metavar="DATE", help="The day (YYYY-MM-DD) of articles that have none of their own.")
    ] = None,
    form: Annotated[OutputFormat, typer.Option("--format", "-f", help="How to print.")] = OutputFormat.TABLE,
    any_language: Annotated[bool, typer.Option("--any-language", help="Do not set aside texts that are not English.")] = False,
) -> None:
    """Read articles and print their records.

    Exit status: 0 when all were read; 1 when some could not be (they are named on standard error, the rest are read); 2 for a wrong option.
    """
    options_day = _day(published)
    problems = _Problems()
    _run(paths, options_day, form, not any_language, problems)
    problems.close()


@app.command(epilog="Example:  quidnunc why report.txt 4f1d2a (the first digits of the id suffice)")
def why(
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="The article's file, FILE#ID for one of a .jsonl file, or -.")],
    event_id: Annotated[str, typer.Argument(metavar="EVENT_ID", help="The event's id, as `quidnunc read` prints it.")],
    published: Annotated[
        Optional[str], typer.Option(metavar="DATE", help="The day (YYYY-MM-DD) of an article that has none of its own.")
    ] = None,
) -> None:
    """Show what led to a record: frame or model, spans, and each field's source."""
    from quidnunc.exports.why import explain

    day = _day(published)
    try:
        path, _, record = article.partition("#")
        for item in _articles([path], day, True):
            if isinstance(item, InputError):
                if not record:
                    raise item
                continue
            if record and item.source != article:
                continue
            trace = next(_reader().traces([item]))
            matches = [key for key in trace.groups if key.startswith(event_id)]
            if len(matches) == 1:
                explain(trace.reading, trace.groups[matches[0]], matches[0], _console())
                return
            if len(matches) > 1:
                raise UnknownEventError(f"'{event_id}' begins the ids of {len(matches)} events: {', '.join(sorted(matches))}")
        raise UnknownEventError(f"no event '{event_id}' in {article}; `quidnunc read {article}` lists the ids")
    except QuidnuncError as problem:
        _fail(problem)


class _Problems:
    """Articles that could not be read: printed as they come, counted for the exit status."""

    def __init__(self) -> None:
        self.count = 0

    def add(self, problem: InputError) -> None:
        """Prints one."""
        self.count += 1
        typer.echo(f"quidnunc: {problem}", err=True)

    def close(self) -> None:
        """Exit status 1 where there was any."""
        if self.count:
            typer.echo(f"quidnunc: {self.count} article{'s' if self.count > 1 else ''} could not be read", err=True)
            raise typer.Exit(1)


def _day(published: str | None) -> str | None:
    """The ``--published`` option, checked."""
    if published is None:
        return None
    from quidnunc.articles.source import iso_day

    try:
        return iso_day(published, "--published", "DATE")
    except InputError as problem:
        raise typer.BadParameter(problem.message, param_hint="--published") from problem


def _articles(paths: list[str], day: str | None, check_language: bool) -> Iterator[Article | InputError]:
    from quidnunc.articles import Options, read_paths

    return read_paths(paths, Options(published=day, check_language=check_language))


def _reader() -> Reader:
    from quidnunc.reading.reader import Reader

    return Reader()


def _console() -> Console:
    from rich.console import Console

    width = None if sys.stdout.isatty() else 140
    return Console(width=width, highlight=False, soft_wrap=False)


def _run(paths: list[str], day: str | None, form: OutputFormat, check_language: bool, problems: _Problems) -> None:
    from quidnunc.exports import EXPORTERS
    from quidnunc.exports.table import QUAD_STYLE, TableWriter

    def good() -> Iterator[Article]:
        for item in _articles(paths, day, check_language):
            if isinstance(item, InputError):
                problems.add(item)
            else:
                yield item

    try:
        reader = _reader()
        console = _console()
        if form is OutputFormat.TABLE:
            table = TableWriter(console, {name: QUAD_STYLE[quad] for name, quad in reader.quads.items()})
            for reading in _progress(reader, good()):
                table.write(reading)
            return
        exporter = EXPORTERS[form.value](sys.stdout)
        for reading in _progress(reader, good()):
            exporter.write(reading)
        exporter.finalize()
    except BrokenPipeError:
        sys.stderr.close()
        raise typer.Exit(0) from None
    except QuidnuncError as problem:
        _fail(problem)


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


def _fail(problem: QuidnuncError) -> None:
    typer.echo(f"quidnunc: {problem}", err=True)
    raise typer.Exit(1)


def main() -> None:
    """The ``quidnunc`` command."""
    app()
