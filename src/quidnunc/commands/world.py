"""``quidnunc check``, ``compact``, ``history``: the upkeep of a world."""

from __future__ import annotations

from typing import Annotated

import typer

from quidnunc.commands.common import fail
from quidnunc.errors import QuidnuncError

app = typer.Typer()

WorldPath = Annotated[str, typer.Argument(metavar="WORLD", help="The world's folder or object-store URL.")]


@app.command(epilog="Examples:\n\nquidnunc check WORLD\n\nquidnunc check WORLD --mend")
def check(
    world: WorldPath,
    mend: Annotated[
        bool,
        typer.Option("--mend", help="First set damaged files aside (in WORLD/damaged) and keep all that can be read."),
    ] = False,
) -> None:
    """Verify a world: every file readable, every article once, every span and reference sound.

    Exit status: 0 when all holds, 1 when something does not; each finding is printed on a line.
    """
    from quidnunc.world.checks import check as findings
    from quidnunc.world.checks import notes
    from quidnunc.world.store import World

    try:
        if mend:
            _mend(world)
        held = World(world)
        count = 0
        for finding in findings(held):
            count += 1
            typer.echo(str(finding))
        if count:
            typer.echo(f"quidnunc: {count:,} finding{'s' if count > 1 else ''}", err=True)
            raise typer.Exit(1)
        for note in notes(held):
            typer.echo(f"note: {note}", err=True)
        typer.echo(f"{world}: sound: {len(held):,} articles, version {held.version()}")
    except QuidnuncError as problem:
        fail(problem)


def _mend(world: str) -> None:
    from quidnunc.world.mend import mend

    done = mend(world)
    for path in done.aside:
        typer.echo(f"set aside: {path}", err=True)
    if done.found_again:
        typer.echo(f"found again in files that no log named: {done.found_again:,} rows", err=True)
    if done.lost:
        typer.echo(f"lost with damaged files: {done.lost:,} rows; read their articles again", err=True)


@app.command(epilog="Example:\n\nquidnunc rejected WORLD")
def rejected(world: WorldPath) -> None:
    """List what was set aside and why: source, kind, field and reason, a line each."""
    from quidnunc.world.store import World

    try:
        for row in sorted(World(world).rows("rejected"), key=lambda row: (row["added_at"], row["source"])):
            typer.echo("\t".join((row["source"], row["kind"], row["field"] or "", " ".join(row["message"].split()))))
    except QuidnuncError as problem:
        fail(problem)


@app.command(epilog="Example:\n\nquidnunc history WORLD")
def history(world: WorldPath) -> None:
    """List the versions of a world: the numbers that --as-of takes."""
    from quidnunc.world.store import World

    try:
        for version in World(world).history():
            typer.echo(f"{version.number}\t{version.at:%Y-%m-%dT%H:%M:%S.%fZ}\t{version.operation}")
    except QuidnuncError as problem:
        fail(problem)


@app.command(epilog="Examples:\n\nquidnunc compact WORLD\n\nquidnunc compact WORLD --forget 90  (days)")
def compact(
    world: WorldPath,
    forget: Annotated[
        int | None,
        typer.Option(
            metavar="DAYS",
            min=0,
            help="Also delete files that only versions older than this need: --as-of no longer reaches those.",
        ),
    ] = None,
) -> None:
    """Put many small files together. All versions stay readable, unless --forget says otherwise."""
    from quidnunc.world.store import World

    try:
        done = World(world).compact(forget_days=forget)
        typer.echo(f"{world}: {done.before:,} files put together into {done.after:,}; {done.deleted:,} deleted")
    except QuidnuncError as problem:
        fail(problem)
