"""``quidnunc gazetteer``: a user's own actors and places, refreshing from Wikidata, and checks."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from quidnunc.commands.common import day_option, fail
from quidnunc.errors import GazetteerError, QuidnuncError

app = typer.Typer(
    no_args_is_help=True, help="Keep the gazetteer: add your own actors and places, check it, refresh it from Wikidata."
)
root = typer.Typer()
root.add_typer(app, name="gazetteer")

Own = Annotated[
    Path | None,
    typer.Option(
        "--own",
        metavar="DIR",
        help="The folder of your own tables; by default $QUIDNUNC_GAZETTEER, else one among your user data.",
    ),
]


@app.command(
    epilog="Examples:\n\n"
    "quidnunc gazetteer add militias.csv  (columns id, name, kind, sector, country …)\n\n"
    "quidnunc gazetteer add people.csv offices.csv  (people and the offices they hold, together)"
)
def add(
    files: Annotated[list[Path], typer.Argument(metavar="FILE.csv...", help="Tables; the header says of what kind.")],
    own: Own = None,
) -> None:
    """Add your own organisations, people, offices, memberships or places; readings know them from then on.

    All rows of all files are checked first, against each other and against what there is; one wrong row, and nothing is added.
    A file of the same name that was added before is replaced.

    Exit status: 0 when all was added; 1 when nothing was, with file, row and column on standard error.
    """
    from quidnunc.gazetteer.adding import add as add_tables

    try:
        folder = _own(own)
        for addition in add_tables(files, folder):
            count = len(addition.rows)
            typer.echo(f"{addition.path}: {count:,} row{'s' * (count != 1)} of {addition.shape.name} added to {folder}")
    except QuidnuncError as problem:
        fail(problem)


@app.command("list", epilog="Example:\n\nquidnunc gazetteer list")
def list_(own: Own = None) -> None:
    """List your own tables, with their rows."""
    from quidnunc.gazetteer.adding import kept

    try:
        folder = _own(own)
        for path, count in kept(folder):
            typer.echo(f"{path.relative_to(folder)}\t{count}")
    except QuidnuncError as problem:
        fail(problem)


@app.command(epilog="Example:\n\nquidnunc gazetteer remove people/mine.csv")
def remove(
    table: Annotated[str, typer.Argument(metavar="TABLE/FILE.csv", help="As `quidnunc gazetteer list` names it.")],
    own: Own = None,
) -> None:
    """Remove one of your own tables, if what is left agrees without it."""
    from quidnunc.gazetteer.adding import remove as remove_table

    try:
        remove_table(table, _own(own))
        typer.echo(f"{table} removed")
    except QuidnuncError as problem:
        fail(problem)


@app.command(epilog="Examples:\n\nquidnunc gazetteer check\n\nquidnunc gazetteer check my-tables/  (a whole gazetteer)")
def check(
    folder: Annotated[
        Path | None, typer.Argument(metavar="[FOLDER]", help="A gazetteer's folder; the one that ships by default.")
    ] = None,
    own: Own = None,
) -> None:
    """Look for what does not agree between tables: dangling ids, duplicates, overlaps, gaps, dates in no calendar.

    Exit status: 0 when all agrees; 1 when not, with each finding on a line.
    """
    from quidnunc.gazetteer.checks import check as findings
    from quidnunc.gazetteer.sources import own_folder
    from quidnunc.gazetteer.store import DATA, Gazetteer

    try:
        beside = own if own is not None or folder is not None else own_folder()
        problems = findings(Gazetteer(folder or DATA, beside))
        for problem in problems:
            typer.echo(str(problem))
        if problems:
            typer.echo(f"quidnunc: {len(problems):,} finding{'s' * (len(problems) != 1)}", err=True)
            raise typer.Exit(1)
        typer.echo("sound")
    except QuidnuncError as problem:
        fail(problem)


@app.command(
    epilog="Examples:\n\n"
    "quidnunc gazetteer update --dry-run\n\n"
    "quidnunc gazetteer update --contact ana@example.org --since 2020-01-01"
)
def update(
    contact: Annotated[
        str,
        typer.Option(
            metavar="ADDRESS", help="Your e-mail or page, which Wikidata's operators ask of whoever queries much."
        ),
    ] = "",
    since: Annotated[
        str,
        typer.Option(
            metavar="DATE", callback=day_option, help="Leave out terms that ended before this day (YYYY-MM-DD)."
        ),
    ] = "1990-01-01",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print the changes and keep none.")] = False,
    own: Own = None,
) -> None:
    """Refresh heads of states, governments and organisations, and organisations' dates, from Wikidata's public query service.

    What changes is printed: + added, ~ filled or closed, = kept as our tables have it though Wikidata says otherwise, ? left out.
    It is written to your own tables; rows checked by hand are never overwritten. Needs a network and the extra quidnunc[update].

    Exit status: 0 when refreshed; 1 when the service did not answer, and then nothing has changed.
    """
    try:
        from quidnunc.gazetteer.query_service import QueryService
    except ModuleNotFoundError as problem:
        fail(GazetteerError(f"'{problem.name}' is missing: pip install 'quidnunc[update]'"))
    from quidnunc.gazetteer.refresh import refresh

    service = QueryService(contact)
    try:
        folder = _own(own)
        work = refresh(service, folder, since=since)
        for change in work.changes:
            typer.echo(str(change))
        if not dry_run:
            work.keep(folder)
        made = sum(change.kind in ("new", "closed", "filled") for change in work.changes)
        where = "not kept (--dry-run)" if dry_run else f"kept in {folder}"
        typer.echo(f"quidnunc: {made:,} change{'s' * (made != 1)}, {where}", err=True)
    except QuidnuncError as problem:
        fail(problem)
    finally:
        service.close()


def _own(chosen: Path | None) -> Path:
    """The folder of the user's own tables."""
    from quidnunc.gazetteer.sources import own_folder

    folder = chosen or own_folder()
    if folder is None:
        raise GazetteerError("no folder for your own tables: set QUIDNUNC_GAZETTEER to one, or give --own DIR")
    return folder
