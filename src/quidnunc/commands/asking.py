"""``quidnunc ask`` and ``quidnunc panel``: questions to a world."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from quidnunc.commands.common import console, fail
from quidnunc.commands.filters import filtered
from quidnunc.commands.world import WorldPath
from quidnunc.errors import DamagedWorldError, QuidnuncError

if TYPE_CHECKING:
    from quidnunc.world.query import Answer, Query

app = typer.Typer()


class AnswerFormat(StrEnum):
    """How answers are printed."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"


class PanelName(StrEnum):
    """The ready-made tables."""

    COUNTRIES = "countries"
    DYADS = "dyads"
    NETWORK = "network"
    TIMELINE = "timeline"
    ACCUSATIONS = "accusations"


class Order(StrEnum):
    """What comes first."""

    DAY = "day"
    NEWEST = "newest"
    CONFIDENCE = "confidence"
    REPORTS = "reports"


AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="VERSION|DATE", help="The world as it was: a version's number, a day or moment."),
]
Form = Annotated[AnswerFormat, typer.Option("--format", "-f", help="How to print.")]
Formulas = Annotated[
    bool,
    typer.Option("--formulas", help="In CSV, leave cells that a spreadsheet takes for formulas (= + - @) as they are."),
]


@app.command(
    epilog="Examples:\n\n"
    "quidnunc ask WORLD --agent Russia --type ASSAULT --since 2022-02-24\n\n"
    "quidnunc ask WORLD --agent member:NATO --recipient RUS:GOV --quad 'verbal conflict' --format csv\n\n"
    "quidnunc ask WORLD --speaker Ukraine --stance alleges --near 50.45,30.52,100 --count\n\n"
    "quidnunc ask WORLD --incidents --type ASSAULT --least 2 --order reports"
)
@filtered
def ask(
    world: WorldPath,
    words: list[tuple[str, object]],
    form: Form = AnswerFormat.TABLE,
    limit: Annotated[int | None, typer.Option(min=0, help="At most so many events; 50 for a table.")] = None,
    offset: Annotated[int, typer.Option(min=0, help="Leave out so many at the beginning.")] = 0,
    order: Annotated[
        Order, typer.Option(help="What comes first; the least confident events, the most reported incidents.")
    ] = Order.DAY,
    columns: Annotated[str | None, typer.Option(metavar="NAME,NAME", help="Only these columns.")] = None,
    count: Annotated[bool, typer.Option("--count", help="Print only how many there are.")] = False,
    url: Annotated[bool, typer.Option("--url", help="Print the filter as a URL's query string.")] = False,
    raw: Annotated[bool, typer.Option("--raw", help="Without people's verdicts.")] = False,
    incidents: Annotated[
        bool,
        typer.Option(
            "--incidents", help="Each event once, with all who report it: incidents that hold an event which passes."
        ),
    ] = False,
    least: Annotated[
        int, typer.Option(min=1, help="With --incidents: leave out those of fewer independent outlets.")
    ] = 1,
    contradicted: Annotated[
        bool,
        typer.Option("--contradicted", help="With --incidents: only those that some say happened and others deny."),
    ] = False,
    as_of: AsOf = None,
    formulas: Formulas = False,
) -> None:
    """Ask a world for events, as the articles report them, or for incidents. Filters of one name add up, of several narrow down.

    Exit status: 0, also where nothing was found; 1 when the world cannot be read, wholly or in part.
    """
    from quidnunc.commands.incident_table import incident_table
    from quidnunc.world.filter import Filter
    from quidnunc.world.query import COLUMNS, INCIDENT_COLUMNS

    if not incidents and (least > 1 or contradicted):
        raise typer.BadParameter("--least and --contradicted are about incidents; say --incidents too")
    with _asked(world, as_of, judged=not raw) as query:
        where = Filter.of(words)
        if url:
            typer.echo(where.query_string())
            return
        known = INCIDENT_COLUMNS if incidents else COLUMNS
        wanted = tuple(part.strip() for part in columns.split(",")) if columns else known

        def answer(names: tuple[str, ...], order: str | None, limit: int | None, offset: int) -> Answer:
            if not incidents:
                return query.events(where, columns=names, order=order, limit=limit, offset=offset)
            return query.incidents(
                where, least=least, contradicted=contradicted, columns=names, order=order, limit=limit, offset=offset
            )

        if count:
            typer.echo(str(answer(known[:1], None, None, 0).count()))
        elif form is AnswerFormat.TABLE and columns is None:
            shown = answer(known, order.value, 50 if limit is None else limit, offset)
            total = answer(known[:1], None, None, 0).count()
            (incident_table if incidents else _event_table)(shown, total)
        else:
            _print(answer(wanted, order.value, limit, offset).rows(), wanted, form, formulas)


@app.command(
    epilog="Examples:\n\n"
    "quidnunc panel WORLD dyads --period month --format csv > dyads.csv\n\n"
    "quidnunc panel WORLD countries --since 2020-01-01 --format csv\n\n"
    "quidnunc panel WORLD timeline --of Turkey --period quarter"
)
@filtered
def panel(
    world: WorldPath,
    name: Annotated[PanelName, typer.Argument(help="Which table.")],
    words: list[tuple[str, object]],
    period: Annotated[str, typer.Option(metavar="PERIOD", help="day, week, month, quarter or year.")] = "month",
    level: Annotated[str, typer.Option(metavar="LEVEL", help="Parties by country or by actor.")] = "country",
    of: Annotated[str | None, typer.Option("--of", metavar="WHO", help="Whose timeline.")] = None,
    coarse: Annotated[
        bool, typer.Option("--coarse", help="Count events dated more coarsely than the period on their first day.")
    ] = False,
    form: Form = AnswerFormat.TABLE,
    as_of: AsOf = None,
    formulas: Formulas = False,
) -> None:
    """Print a ready-made table: countries, dyads, network, timeline, accusations.

    Only events that happened or go on are counted, unless --status says otherwise; those in the newspapers' own voice and
    those on somebody's word are told apart. What is dated too coarsely for the period is left out, and counted on standard error.
    """
    from quidnunc.world.filter import Filter
    from quidnunc.world.panels import Panel

    with _asked(world, as_of) as query:
        made = Panel(query, Filter.of(words), period, level, coarse)
        table = made.table(name.value, actor=of).arrow()
        left_out = made.left_out()
        _print(table.to_pylist(), tuple(table.column_names), form, formulas)
        if left_out:
            typer.echo(
                f"quidnunc: {left_out:,} events left out: dated more coarsely than a {period}, or not at all", err=True
            )


@contextmanager
def _asked(path: str, as_of: str | None, *, judged: bool = True) -> Iterator[Query]:
    """A world to ask; what of it cannot be read is named, and the exit status then is 1."""
    from quidnunc.world.query import Query
    from quidnunc.world.store import World

    damaged: list[DamagedWorldError] = []
    try:
        yield Query(World(path, as_of=as_of), damaged=damaged.append, judged=judged)
    except QuidnuncError as problem:
        fail(problem)
    if damaged:
        for damage in damaged:
            typer.echo(f"quidnunc: {damage}; its articles are left out", err=True)
        raise typer.Exit(1)


def _event_table(answer: Answer, total: int) -> None:
    """Events for people: when, who did what to whom, whether and on whose word, and the sentence."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, show_header=True, header_style="bold")
    for title in ("day", "who did what to whom", "whether, on whose word", "sentence"):
        table.add_column(title, no_wrap=title == "day", overflow="fold")
    shown = 0
    for row in answer.rows():
        shown += 1
        told = [row["status"], *([f"in {row['place']}"] if row["place"] else [])]
        if row["stance"]:
            told.append(f"{', '.join(row['said_by']) or 'somebody'} {row['stance']}")
        if row["denied_by"]:
            told.append(f"denied by {', '.join(row['denied_by'])}")
        deed = " → ".join(
            part for part in (", ".join(row["agents"]), row["type"], ", ".join(row["recipients"])) if part
        )
        day = f"{row['day'] or '–'}{'' if row['date_start'] else '*'}"
        sentence = " ".join((row["sentence"] or "").split())
        cells = (
            day,
            f"{deed}\n{row['event']}",
            "\n".join(told),
            sentence + (f" ({row['outlet']})" if row["outlet"] else ""),
        )
        table.add_row(*(Text(cell) for cell in cells))
    console().print(table)
    typer.echo(f"{shown:,} of {total:,} events; * the article's day, as the event has none of its own", err=True)


def _print(rows: Iterable[dict[str, Any]], columns: tuple[str, ...], form: AnswerFormat, formulas: bool) -> None:
    from quidnunc.exports.cells import cell, spreadsheet_safe

    if form is AnswerFormat.JSONL:
        for row in rows:
            sys.stdout.write(json.dumps(row, ensure_ascii=False, default=str) + "\n")
        return
    if form is AnswerFormat.CSV:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        for row in rows:
            cells = (cell(row[name]) for name in columns)
            writer.writerow(cells if formulas else map(spreadsheet_safe, cells))
        return
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in columns:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(Text(_shown(row[name])) for name in columns))
    console().print(table)


def _shown(value: object) -> str:
    from quidnunc.exports.cells import cell

    return f"{value:.2f}" if isinstance(value, float) else str(cell(value))
