"""``quidnunc who``: what the gazetteer knows of a name."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from quidnunc.commands.common import console, day_option, fail
from quidnunc.errors import QuidnuncError

if TYPE_CHECKING:
    from rich.console import Console

    from quidnunc.gazetteer.lookup import Card, Dated

app = typer.Typer()

_SHOWN = 12  # offices of a state or organisation that are shown without --all


@app.command(
    epilog="Examples:\n\n"
    "quidnunc who Zelensky\n\n"
    "quidnunc who Russia --on 2023-10-17  (its leaders and memberships on that day)\n\n"
    "quidnunc who Kremlin\n\n"
    "quidnunc who Q1065  (a Wikidata id, an ISO 3166 code or an id of ours)"
)
def who(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name, alias, acronym, demonym or metonym, or an id.")],
    on: Annotated[
        str | None,
        typer.Option(metavar="DATE", callback=day_option, help="The day (YYYY-MM-DD) to show; today by default."),
    ] = None,
    whole: Annotated[bool, typer.Option("--all", help="Show all offices of a state or organisation.")] = False,
) -> None:
    """Show who bears a name: aliases, kind, sector, country, offices, memberships, and where it is known from.

    Exit status: 0 when the name is known; 1 when not, with near names on standard error; 2 for a wrong option.
    """
    from quidnunc.gazetteer import load
    from quidnunc.gazetteer.lookup import Lookup

    if not name.strip():
        raise typer.BadParameter("is empty", param_hint="NAME")
    day = on or datetime.date.today().isoformat()
    try:
        lookup = Lookup(load(), day)
        cards = lookup.cards(name)
    except QuidnuncError as problem:
        fail(problem)
    out = console()
    for number, card in enumerate(cards):
        if number:
            out.print()
        _print(card, day, None if whole or card.kind == "person" else _SHOWN, out)
    others = [person for person in lookup.of_surname(name) if person not in {card.title for card in cards}]
    if others:
        out.print()
        out.print(f"Others of that surname: {', '.join(others)}")


def _print(card: Card, day: str, limit: int | None, out: Console) -> None:
    from rich.table import Table
    from rich.text import Text

    out.print(Text.assemble((card.title, "bold"), f"  {card.kind}", (f"  [{card.source}]", "dim")))
    facts = Table(box=None, padding=(0, 2), show_header=False)
    facts.add_column(style="dim", no_wrap=True)
    facts.add_column(overflow="fold")
    for field, value in card.facts:
        facts.add_row(field, Text(value))
    if card.facts:
        out.print(facts)
    for heading, rows in (
        (f"member on {day}", card.memberships),
        (f"its members on {day}: {len(card.members)}", card.members),
        ("offices" if card.kind == "person" else f"in office on {day}", card.offices[:limit]),
    ):
        if rows:
            out.print(Text(f"  {heading}", style="bold"))
            out.print(_table(rows))
    if limit is not None and len(card.offices) > limit:
        out.print(Text(f"  {len(card.offices) - limit} more offices: --all", style="dim"))


def _table(rows: tuple[Dated, ...]) -> object:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, padding=(0, 2), show_header=True, header_style="dim")
    for column in ("", "who or what", "as", "from", "to", "source"):
        table.add_column(column, overflow="fold")
    for row in rows:
        cells = (row.name, row.role, row.start or "–", row.end or "–", row.source)
        table.add_row("•" if row.holds else "", *(Text(cell) for cell in cells))
    return table
