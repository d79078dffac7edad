"""``quidnunc read … --into WORLD``: the run, its progress bar and its closing line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from quidnunc.commands.common import Problems
from quidnunc.records import Article

if TYPE_CHECKING:
    from collections.abc import Callable

    from quidnunc.errors import InputError
    from quidnunc.reading.reader import Reader
    from quidnunc.world.ingest import Progress
    from quidnunc.world.store import World


def read_into(path: str, items: Iterable[Article | InputError] | None, reread: bool) -> None:
    """Reads articles into a world, made where it is not there; without articles, those that it holds are read anew.

    Raises:
        WorldError: the world cannot be opened or written.
    """
    from quidnunc.world.flat import flat_files
    from quidnunc.world.ingest import Ingest
    from quidnunc.world.store import World

    world = World(path, create=items is not None)
    made: list[Reader] = []

    def reader() -> Reader:
        if not made:
            from quidnunc.reading.reader import Reader  # not for a run that has nothing to read

            made.append(Reader())
        return made[0]

    problems = Problems()
    with _bar() as told:
        run = Ingest(world, reader, reread=reread, told=told, refused=problems.tell)
        progress = run.run(_articles_of(world) if items is None else items)
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


def _summary(progress: Progress, path: str) -> str:
    parts = [f"{progress.added:,} added ({progress.events:,} events read)", f"{progress.known:,} known already"]
    if progress.reread:
        parts.append(f"{progress.reread:,} read anew")
    if progress.sightings:
        parts.append(f"{progress.sightings:,} seen again elsewhere")
    if progress.rejected:
        parts.append(f"{progress.rejected:,} set aside")
    return f"{path}: {progress.seen:,} articles: {', '.join(parts)}"


@contextmanager
def _bar() -> Iterator[Callable[[Progress], None]]:
    """A bar on standard error, where that is a terminal."""
    from rich.console import Console
    from rich.progress import Progress as Bar
    from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _: None
        return
    what = "{task.fields[seen]:,} seen · {task.fields[known]:,} known · {task.fields[read]:,} read · {task.fields[events]:,} events"
    columns = (SpinnerColumn(), TextColumn(what), TextColumn("{task.fields[rate]:.1f}/s"), TimeElapsedColumn())
    with Bar(*columns, console=console, transient=True) as bar:
        task = bar.add_task("reading", total=None, seen=0, known=0, read=0, events=0, rate=0.0)

        def told(progress: Progress) -> None:
            elapsed = bar.tasks[task].elapsed or 0.0
            rate = progress.seen / elapsed if elapsed else 0.0
            bar.update(
                task, seen=progress.seen, known=progress.known, read=progress.read, events=progress.events, rate=rate
            )

        yield told
