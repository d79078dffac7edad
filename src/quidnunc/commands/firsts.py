"""``quidnunc firsts``: what reports call the first, the second or never, checked against the record."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer

from quidnunc.commands.common import fail
from quidnunc.commands.world import WorldPath
from quidnunc.errors import DamagedWorldError, QuidnuncError

app = typer.Typer()


class FirstsFormat(StrEnum):
    """How they are printed."""

    TABLE = "table"
    JSONL = "jsonl"


@app.command(epilog="Examples:\n\nquidnunc firsts WORLD\n\nquidnunc firsts WORLD --format jsonl > firsts.jsonl")
def firsts(
    world: WorldPath,
    form: Annotated[FirstsFormat, typer.Option("--format", "-f", help="How to print.")] = FirstsFormat.TABLE,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="VERSION|DATE", help="The world as it was.")] = None,
) -> None:
    """Check "his first visit since …", "only the second …", "has never condemned …" against the world's own record.

    Each statement is supported, contradicted (with the earlier deed), or not decidable (and why).
    """
    import msgspec

    from quidnunc.world.firsts import firsts as found
    from quidnunc.world.store import World

    damaged: list[DamagedWorldError] = []
    try:
        for first in found(World(world, as_of=as_of), damaged=damaged.append):
            if form is FirstsFormat.JSONL:
                sys.stdout.write(msgspec.json.encode(first).decode() + "\n")
                continue
            claim = first.claim
            typer.echo(f"{first.verdict.upper()}: {claim.text}")
            typer.echo(f"    {claim.source}, {claim.published or 'undated'}: {first.reason}")
            for deed in first.found[:3]:
                whom = f" → {', '.join(deed.recipients)}" if deed.recipients else ""
                where = f" in {deed.place}" if deed.place else ""
                typer.echo(
                    f"    {deed.day} {', '.join(deed.agents)} → {deed.type}{whom}{where} ({deed.source}, {deed.event})"
                )
    except QuidnuncError as problem:
        fail(problem)
    if damaged:
        for damage in damaged:
            typer.echo(f"quidnunc: {damage}; its articles are left out", err=True)
        raise typer.Exit(1)
