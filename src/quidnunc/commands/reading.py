"""``quidnunc read`` and ``quidnunc why``."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quidnunc.commands.common import (
    AllowPrivate,
    AnyLanguage,
    CodebookOption,
    Columns,
    Fast,
    Follow,
    Jobs,
    Problems,
    Published,
    articles,
    console,
    fail,
    own_codebook,
    reading_options,
    stopped,
    tell,
)
from quidnunc.commands.progress import reading_bar
from quidnunc.errors import InputError, QuidnuncError, UnknownEventError
from quidnunc.records import Article

if TYPE_CHECKING:  # the reader and its spaCy are only loaded once there is something to read
    from quidnunc.exports import Exporter
    from quidnunc.exports.table import TableWriter
    from quidnunc.reading.reader import Trace
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
    "quidnunc read archive.jsonl.gz --into WORLD --jobs 8  (eight processes; Ctrl-C keeps what is read)\n\n"
    "quidnunc read --reread --into WORLD  (all that an older reader or codebook read, read anew)\n\n"
    "quidnunc read news/ --codebook tactics/  (by a codebook of your own)\n\n"
    "quidnunc read stream.jsonl --fast  (passes over what can hold no record)"
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
        typer.Option(
            "--reread", help="With --into: read anew what another reader, codebook, model or gazetteer had read."
        ),
    ] = False,
    columns: Columns = None,
    follow: Follow = False,
    allow_private: AllowPrivate = False,
    jobs: Jobs = None,
    codebook: CodebookOption = None,
    fast: Fast = False,
    unordered: Annotated[
        bool, typer.Option("--unordered", help="Print each as soon as it is read, not in the order of the articles.")
    ] = False,
) -> None:
    """Read articles and print their records, or keep them in a world.

    Exit status: 0 when all were read; 1 when some could not be (they are named on standard error, the rest are read);
    2 for a wrong option; 130 when Ctrl-C stopped it, which keeps what was read.
    """
    if not paths and not (into and reread):
        raise typer.BadParameter("name the articles to read", param_hint="PATH...")
    if reread and not into:
        raise typer.BadParameter("goes with --into WORLD", param_hint="--reread")
    problems = Problems()
    try:
        options = reading_options(published, any_language, columns, follow, allow_private)
        own_codebook(codebook)
        if into:
            from quidnunc.commands.into import read_into

            read_into(
                into, articles(paths, options) if paths else None, reread, jobs, partial(_count, paths), codebook, fast
            )
            return
        paths = paths or []
        readings = _readings(problems, articles(paths, options), jobs, not unordered, codebook, fast)
        _print_readings(_progress(problems, readings, partial(_count, paths)), form)
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
    codebook: CodebookOption = None,
) -> None:
    """Show what led to a record: frame or model, spans, and each field's source."""
    from quidnunc.exports.why import explain

    try:
        own_codebook(codebook)
        trace = _trace(article, published, any_language, codebook)
        key = _event_key(trace, event_id, article)
        explain(trace.reading, trace.groups[key], key, console())
    except QuidnuncError as problem:
        fail(problem)


def _readings(
    problems: Problems,
    items: Iterator[Article | InputError],
    jobs: int | None,
    ordered: bool,
    codebook: Path | None,
    fast: bool,
) -> Iterator[Reading]:
    """The readings of the articles; those that cannot be read are told of."""
    from quidnunc.reading.workers import own_reader, spread

    made = partial(own_reader, codebook, fast)
    outcomes = spread(problems.sift(items), jobs, made, ordered=ordered, told=tell, codebook=codebook, fast=fast)
    return problems.sift(outcomes)


def _count(paths: list[str] | None) -> int | None:
    from quidnunc.articles.counting import count_articles

    return count_articles(paths) if paths else None


def _print_readings(readings: Iterator[Reading], form: OutputFormat) -> None:
    """Prints them; where Ctrl-C stops it, what has been printed is whole."""
    writer = _writer(form)
    written = 0
    try:
        for reading in readings:
            writer.write(reading)
            written += 1
    except KeyboardInterrupt:
        writer.finalize()
        stopped(f"{written:,} article{'' if written == 1 else 's'} read")
    writer.finalize()


def _writer(form: OutputFormat) -> Exporter | TableWriter:
    from quidnunc.exports import EXPORTERS
    from quidnunc.exports.codes import codes
    from quidnunc.exports.table import TableWriter

    if form is not OutputFormat.TABLE:
        return EXPORTERS[form.value](sys.stdout)
    return TableWriter(console(), codes())


def _progress(problems: Problems, readings: Iterator[Reading], total: Callable[[], int | None]) -> Iterator[Reading]:
    """The readings, with a bar on standard error while they are read from a terminal."""
    with reading_bar(total) as bar:
        for done, reading in enumerate(readings, 1):
            bar(done + problems.count, "")
            yield reading


def _trace(article: str, day: str | None, any_language: bool, codebook: Path | None) -> Trace:
    """The reading of one article, with what led to it."""
    from quidnunc.reading.reader import Reader

    path = _file_of(article)
    problem: InputError | None = None
    for item in articles([path], reading_options(day, any_language)):
        if isinstance(item, InputError):
            problem = item
        elif path == article or item.source == article:
            return next(Reader(codebook=codebook).traces([item]))
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
