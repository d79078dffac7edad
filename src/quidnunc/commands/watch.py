"""``quidnunc watch``: feeds into a world, for as long as it runs."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quidnunc.commands.common import AllowPrivate, AnyLanguage, CodebookOption, fail, own_codebook, reading_options
from quidnunc.errors import InputError, QuidnuncError

if TYPE_CHECKING:
    from quidnunc.reading.reader import Reader
    from quidnunc.records import Article, Reading
    from quidnunc.world.store import World

app = typer.Typer()


@app.command(
    epilog="Examples:\n\nquidnunc watch https://example.org/world.rss --into WORLD\n\n"
    "quidnunc watch https://a.example/rss https://b.example/atom --into WORLD --every 30m --no-follow"
)
def watch(
    feeds: Annotated[list[str], typer.Argument(metavar="FEED...", help="Addresses of RSS or Atom feeds.")],
    into: Annotated[str, typer.Option(metavar="WORLD", help="Keep the readings in this folder or object-store URL.")],
    every: Annotated[str, typer.Option(metavar="TIME", help="Time between two looks at a feed: 90s, 10m, 1h.")] = "10m",
    follow: Annotated[
        bool,
        typer.Option("--follow/--no-follow", help="Fetch the pages that the feed links to, or take what it holds."),
    ] = True,
    once: Annotated[bool, typer.Option("--once", help="Look once at each feed, then stop.")] = False,
    any_language: AnyLanguage = False,
    allow_private: AllowPrivate = False,
    codebook: CodebookOption = None,
) -> None:
    """Read what is new in feeds into a world, over and over, and print it. Ctrl-C stops it; started again, it goes on.

    A feed that fails is tried again after twice the time, and so on up to a day; robots.txt is obeyed.
    """
    from quidnunc.articles.web import Fetcher
    from quidnunc.commands.watching import Memory, Watch, seconds_of
    from quidnunc.world.store import World

    try:
        pause = seconds_of(every)
        own_codebook(codebook)
        world = World(into, create=True)
        memory = Memory.load(_memory_of(world.path))
        options = reading_options(None, any_language, follow=follow, allow_private=allow_private)
        with Fetcher(allow_private, validators=memory.validators) as fetcher:
            Watch(feeds, pause, fetcher, memory, options, Taker(world, codebook).take, _failed).run(1 if once else None)
    except KeyboardInterrupt:
        typer.echo("quidnunc: stopped", err=True)
    except QuidnuncError as problem:
        fail(problem)


class Taker:
    """Takes articles into a world and tells of each."""

    def __init__(self, world: World, codebook: Path | None = None) -> None:
        self._world = world
        self._codebook = codebook
        self._reader: Reader | None = None

    def _made(self) -> Reader:
        if self._reader is None:
            from quidnunc.reading.reader import Reader

            self._reader = Reader(codebook=self._codebook)
        return self._reader

    def take(self, articles: Iterable[Article | InputError]) -> None:
        """Reads and commits them."""
        from quidnunc.world.ingest import Ingest

        Ingest(self._world, self._made, found=self._tell, refused=self._refused).run(articles)

    def _tell(self, readings: list[Reading]) -> None:
        for reading in readings:
            events = f"{len(reading.events)} event{'' if len(reading.events) == 1 else 's'}"
            typer.echo(
                f"{_clock()} {reading.outlet or reading.source}: {reading.title or reading.text[:60]} ({events})"
            )

    def _refused(self, problem: InputError) -> None:
        typer.echo(f"{_clock()} set aside: {problem}", err=True)


def _failed(problem: InputError, pause: float) -> None:
    typer.echo(f"{_clock()} {problem}; tried again in {pause / 60:.0f} min", err=True)


def _clock() -> str:
    return f"{datetime.datetime.now().astimezone():%H:%M}"


def _memory_of(path: str) -> Path:
    """Where what was seen is kept: with the world, or for one on an object store in the user's cache."""
    if "://" not in path:
        return Path(path) / "derived" / "watch.json"
    from platformdirs import user_cache_path

    from quidnunc.records import content_id

    return user_cache_path("quidnunc") / "worlds" / content_id(path) / "watch.json"
