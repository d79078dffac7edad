"""The command line: the groups of commands, put together."""

from __future__ import annotations

import gc
import io
import sys
from importlib.metadata import version as package_version
from typing import Annotated

import typer

from quidnunc.commands import (
    asking,
    cluster,
    codebook,
    exporting,
    firsts,
    gazetteer,
    incidents,
    reading,
    review,
    serve,
    stories,
    watch,
    where,
    who,
    world,
)

app = typer.Typer(
    name="quidnunc",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Reads world news and writes down [bold]who did what to whom, when, where, on whose word, and whether it "
    "happened[/bold].",
    epilog="Examples:\n\n"
    "quidnunc read report.txt\n\n"
    "quidnunc read news/ --format jsonl > readings.jsonl\n\n"
    "quidnunc why report.txt 4f1d2a",
)


def _print_version(value: bool) -> None:
    if value:
        typer.echo(f"quidnunc {package_version('quidnunc')}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Reads world news into event records."""


for group in (
    reading.app,
    who.app,
    where.app,
    world.app,
    watch.app,
    asking.app,
    firsts.app,
    stories.app,
    incidents.app,
    exporting.app,
    review.app,
    serve.app,
    cluster.app,
    gazetteer.root,
    codebook.app,
):
    app.add_typer(group)


_COLLECT_AFTER = 50_000
"""New objects between two walks of the garbage collector: Python's 700 costs a tenth of the start, which makes objects that stay."""


def main() -> None:
    """The ``quidnunc`` command. What it prints is UTF-8 with LF line ends, whatever the terminal's settings."""
    for stream, errors in ((sys.stdout, "strict"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors, newline="\n")
    gc.set_threshold(_COLLECT_AFTER)
    app()
