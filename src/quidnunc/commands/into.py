"""``quidnunc read … --into WORLD``: the run, its progress bar and its closing line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from quidnunc.commands.common import Problems, stopped, tell
from quidnunc.commands.progress import reading_bar
from quidnunc.records import Article

if TYPE_CHECKING:
    from collections.abc import Callable

    from quidnunc.errors import InputError
    from quidnunc.outcomes import Outcome, ReadsArticles
    from quidnunc.world.ingest import Progress
    from quidnunc.world.store import World


def read_into(
    path: str,
    items: Iterable[Article | InputError] | None,
    reread: bool,
    jobs: int | None,
    total: Callable[[], int | None],
    codebook: Path | None = None,
    fast: bool = False,
) -> None:
    """Reads articles into a world, made where it is not there; without articles, those that it holds are read anew.

    Args:
        path: the world's folder or URL.
        items: the articles.
        reread: read anew what another reader, codebook or gazetteer had read.
        jobs: how many processes read, None for as many as fit.
        total: counts the articles.
        codebook: the folder of a codebook of the user's own.
        fast: parse only what may hold a record.

    Raises:
        WorkerError: reading processes cannot start.
        WorldError: the world cannot be opened or written.
    """
    from quidnunc.world.flat import flat_files
    from quidnunc.world.ingest import Ingest, Progress
    from quidnunc.world.store import World

    world = World(path, create=items is not None)
    made: list[ReadsArticles] = []

    def reader() -> ReadsArticles:
        if not made:
            from quidnunc.reading.workers import own_reader  # not for a run that has nothing to read

            made.append(own_reader(codebook, fast))
        return made[0]

    def outcomes(articles: Iterator[Article]) -> Iterator[Outcome]:
        from quidnunc.reading.workers import spread

        return spread(articles, jobs, reader, ordered=False, told=tell, codebook=codebook, fast=fast)

    problems = Problems()
    progress = Progress()
    try:
        with reading_bar(total) as bar:
            run = Ingest(
                world,
                reader,
                reread=reread,
                told=lambda so_far: bar(so_far.seen, _so_far(so_far)),
                refused=problems.tell,
                outcomes=outcomes,
                progress=progress,
            )
            run.run(_articles_of(world) if items is None else items)
    except KeyboardInterrupt:
        typer.echo(_summary(progress, path), err=True)
        stopped("the same command goes on from here")
    typer.echo(_summary(progress, path), err=True)
    if progress.commits:
        flat_files(world, damaged=lambda _: None)  # now, so that the first question need not wait
    problems.close()


def _articles_of(world: World) -> Iterator[Article]:
    """The articles that a world holds, as they came in."""
    for reading in world.readings():
        yield Article(
            text=reading.text,
            title=reading.title,
            source=reading.source,
            url=reading.url,
            outlet=reading.outlet,
            author=reading.author,
            language=reading.language,
            published=reading.published,
            published_from=reading.published_from,
        )


def _so_far(progress: Progress) -> str:
    return f"· {progress.known:,} known · {progress.read:,} read · {progress.events:,} events"


def _summary(progress: Progress, path: str) -> str:
    parts = [f"{progress.added:,} added ({progress.events:,} events read)", f"{progress.known:,} known already"]
    if progress.reread:
        parts.append(f"{progress.reread:,} read anew")
    if progress.sightings:
        parts.append(f"{progress.sightings:,} seen again elsewhere")
    if progress.rejected:
        parts.append(f"{progress.rejected:,} set aside")
    return f"{path}: {progress.seen:,} articles: {', '.join(parts)}"
