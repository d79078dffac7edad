"""``quidnunc cluster``: files of articles into a world, on this machine's cores or a Ray cluster's, as one Daft plan."""

from __future__ import annotations

import logging
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from quidnunc.commands.common import (
    AnyLanguage,
    CodebookOption,
    Columns,
    Fast,
    Published,
    fail,
    own_codebook,
    reading_options,
)
from quidnunc.errors import QuidnuncError

app = typer.Typer()


@app.command(
    epilog="Examples:\n\n"
    "quidnunc cluster 's3://news/2023/*.parquet' --into s3://worlds/2023 --on ray://head:10001 --workers 64\n\n"
    "quidnunc cluster 'crawl/*.warc.gz' --into WORLD  (this machine's cores)"
)
def cluster(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="FILE...", help="Files or patterns, here or on an object store, of any format."),
    ],
    into: Annotated[
        str, typer.Option(metavar="WORLD", help="The world: a folder that all machines share, or an object-store URL.")
    ],
    on: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="A Ray cluster (ray://HOST:PORT, or auto); this machine without it."),
    ] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes that read: one a core of this machine, two on Ray by default.")
    ] = None,
    attempts: Annotated[
        int,
        typer.Option(min=1, help="How often to start anew when machines are lost; nothing committed is read again."),
    ] = 3,
    published: Published = None,
    any_language: AnyLanguage = False,
    columns: Columns = None,
    codebook: CodebookOption = None,
    fast: Fast = False,
    reread: Annotated[bool, typer.Option("--reread", help="Read anew what another reader had read.")] = False,
) -> None:
    """Read files of articles on many machines, into one world.

    Exit status: 0 when all files were read (what could not be is in the world's rejected); 1 when the run failed for good.
    """
    try:
        from quidnunc.cluster import Job, read_on_cluster

        own_codebook(codebook)
        logging.basicConfig(format="%(message)s", stream=sys.stderr)
        options = asdict(reading_options(published, any_language, columns, follow=False, allow_private=False))
        folder = None if codebook is None else str(Path(codebook).absolute())
        job = Job(world=into, options=options, codebook=folder, fast=fast, reread=reread)
        outcome = read_on_cluster(paths, job, on=on, workers=workers, attempts=attempts)
    except QuidnuncError as problem:
        fail(problem)
    typer.echo(
        f"{into}: {outcome.articles:,} articles of {outcome.files:,} files: {outcome.added:,} added ({outcome.events:,} events read), "
        f"{outcome.known:,} known already, {outcome.rejected:,} set aside; {outcome.seconds:,.1f} s",
        err=True,
    )
