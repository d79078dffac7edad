"""``quidnunc where``: the places that a name may mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from quidnunc.commands.common import console, fail
from quidnunc.errors import QuidnuncError

if TYPE_CHECKING:
    from rich.console import Console

    from quidnunc.gazetteer.atlas import PlaceCard

app = typer.Typer()

_SHOWN = 12  # places that are shown without --all
_NAMES = 12  # other names of each that are


@app.command(
    epilog="Examples:\n\n"
    "quidnunc where Odesa\n\n"
    "quidnunc where Springfield --country USA --all\n\n"
    "quidnunc where Alexandria --near Louisiana  (the nearest first)\n\n"
    "quidnunc where Ala.\n\n"
    "quidnunc where 2643743  (a GeoNames id)"
)
def where(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name, alias, abbreviation or demonym, or an id.")],
    country: Annotated[
        str, typer.Option(metavar="STATE", help="Only places of this state: its ISO 3166 alpha-3 code or its name.")
    ] = "",
    near: Annotated[
        str, typer.Option(metavar="PLACE", help="Order by distance from this place, the best known of its name.")
    ] = "",
    whole: Annotated[bool, typer.Option("--all", help="Show all places and all their names.")] = False,
) -> None:
    """Show the places that bear a name: coordinates, kind, division, country, population, aliases, and where each is known from.

    Exit status: 0 when the name is known; 1 when not, with near names on standard error; 2 for a wrong option.
    """
    from quidnunc.gazetteer import load
    from quidnunc.gazetteer.atlas import Atlas
    from quidnunc.gazetteer.places import open_places

    if not name.strip():
        raise typer.BadParameter("is empty", param_hint="NAME")
    try:
        gazetteer = load()
        cards = Atlas(gazetteer, open_places(gazetteer)).cards(name, country, near)
    except QuidnuncError as problem:
        fail(problem)
    out = console()
    for number, card in enumerate(cards if whole else cards[:_SHOWN]):
        if number:
            out.print()
        _print(card, None if whole else _NAMES, out)
    if not whole and len(cards) > _SHOWN:
        out.print()
        out.print(f"{len(cards) - _SHOWN} more places of that name: --all", style="dim")


def _print(card: PlaceCard, limit: int | None, out: Console) -> None:
    from rich.table import Table
    from rich.text import Text

    out.print(Text.assemble((card.name, "bold"), f"  {card.kind}", (f"  [{card.source}]", "dim")))
    facts = Table(box=None, padding=(0, 2), show_header=False)
    facts.add_column(style="dim", no_wrap=True)
    facts.add_column(overflow="fold")
    for field, value in _facts(card, limit):
        if value:
            facts.add_row(field, Text(value))
    out.print(facts)


def _facts(card: PlaceCard, limit: int | None) -> tuple[tuple[str, str], ...]:
    names = card.aliases[:limit]
    more = len(card.aliases) - len(names)
    at = "" if card.lat is None or card.lon is None else f"{card.lat:.4f}, {card.lon:.4f}"
    return (
        ("in", ", ".join(part for part in (card.division, card.country) if part and part != card.name)),
        ("at", at),
        ("distance", "" if card.kilometres is None else f"{card.kilometres:,.0f} km"),
        ("population", f"{card.population:,}" if card.population else ""),
        ("also", ", ".join(names) + (f" and {more} more" if more > 0 else "")),
        ("id", ", ".join(part for part in (card.id, card.wikidata) if part)),
    )
