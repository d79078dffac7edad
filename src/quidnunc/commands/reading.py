"""``quidnunc read`` and ``quidnunc why``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quidnunc.commands.common import (
    AllowPrivate,
    AnyLanguage,
    Columns,
    Follow,
    Problems,
    Published,
    articles,
    console,
    fail,
    reading_options,
)
from quidnunc.errors import InputError, QuidnuncError, UnknownEventError
from quidnunc.records import Article

if TYPE_CHECKING:  # the reader and its spaCy are only loaded once there is something to read
    from quidnunc.reading.reader import Reader, Trace
    from quidnunc.records import Reading

app = typer.Typer()


class OutputFormat(StrEnum):
    """How readings are printed."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"


@app.command(
    epilog="Examples:\n\n"
    "quidnunc read report.txt\n\n"
    "cat report.txt | quidnunc read - --published 2023-10-17\n\n"
    "quidnunc read pages/ feed.jsonl --format csv > events.csv\n\n"
    "quidnunc read news/ --into WORLD  (what WORLD holds is not read twice)\n\n"
    "quidnunc read --reread --into WORLD  (all that an older reader or codebook read, read anew)"
)
def read(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH...",
            help="Articles: .txt (TITLE:, PUBLISHED:, OUTLET:, URL: lines and a blank line may open it), .html, .jsonl, .csv, "
            ".tsv, .parquet, .rss, .atom, .warc, .wet, .pdf, .zip, .urls (all but zip also as .gz), a folder or a pattern of "
            "these, the http(s) address of a page or feed, or - for standard input.",
        ),
    ] = None,
    published: Published = None,
    form: Annotated[OutputFormat, typer.Option("--format", "-f", help="How to print.")] = OutputFormat.TABLE,
    any_language: AnyLanguage = False,
    into: Annotated[
        str | None,
        typer.Option(
            metavar="WORLD", help="Keep the readings in this folder or object-store URL instead of printing them."
        ),
    ] = None,
    reread: Annotated[
        bool,
        typer.Option("--reread", help="With --into: read anew what another reader, codebook or gazetteer had read."),
    ] = False,
    columns: Columns = None,
    follow: Follow = False,
    allow_private: AllowPrivate = False,
) -> None:
    """Read articles and print their records, or keep them in a world.

    Exit status: 0 when all were read; 1 when some could not be (they are named on standard error, the rest are read);
    2 for a wrong option.
    """
    if not paths and not (into and reread):
        raise typer.BadParameter("name the articles to read", param_hint="PATH...")
    if reread and not into:
        raise typer.BadParameter("goes with --into WORLD", param_hint="--reread")
    problems = Problems()
    try:
        options = reading_options(published, any_language, columns, follow, allow_private)
        if into:
            from quidnunc.commands.into import read_into

            read_into(into, articles(paths, options) if paths else None, reread)
            return
        paths = paths or []
        _print_readings(problems.sift(articles(paths, options)), form)
        problems.close()
    except QuidnuncError as problem:
        fail(problem)


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
        explain(trace.reading, trace.groups[key], key, console())
    except QuidnuncError as problem:
        fail(problem)


def _print_readings(articles: Iterator[Article], form: OutputFormat) -> None:
    from quidnunc.exports import EXPORTERS
    from quidnunc.exports.table import QUAD_STYLE, TableWriter
    from quidnunc.reading.reader import Reader

    reader = Reader()
    if form is OutputFormat.TABLE:
        table = TableWriter(console(), {name: QUAD_STYLE[quad] for name, quad in reader.quads.items()})
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
    for item in articles([path], reading_options(day, any_language)):
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
