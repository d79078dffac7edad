"""``quidnunc judgements`` and ``quidnunc score``: what people said of events, taken out and in, and what it says of precision."""

from __future__ import annotations

import json
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quidnunc.commands.common import console, fail
from quidnunc.commands.filters import filtered
from quidnunc.commands.world import WorldPath
from quidnunc.errors import InputError, QuidnuncError

if TYPE_CHECKING:
    from quidnunc.world.review.desk import Desk
    from quidnunc.world.review.scoring import Score

app = typer.Typer()
judgements = typer.Typer(
    help="People's verdicts on a world's events: list, export, import, agreement.", no_args_is_help=True
)
app.add_typer(judgements, name="judgements")


class Form(StrEnum):
    """Files of judgements."""

    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"
    ARGILLA = "argilla"
    PRODIGY = "prodigy"


class Printed(StrEnum):
    """How figures are printed."""

    TABLE = "table"
    JSONL = "jsonl"


Format = Annotated[Printed, typer.Option("--format", "-f", help="For people, or an object a line.")]


def _desk(world: str) -> Desk:
    from quidnunc.world.review.desk import Desk
    from quidnunc.world.store import World

    return Desk(World(world))


@judgements.command(
    "add",
    epilog="Examples:\n\n"
    "quidnunc judgements add WORLD 4f1d2a… reject --by Ada\n\n"
    'quidnunc judgements add WORLD 4f1d2a… fix --field status --value \'"planned"\' --by Ada --note "not before May"',
)
def add(
    world: WorldPath,
    event: Annotated[str, typer.Argument(help="The event's whole id.")],
    verdict: Annotated[str, typer.Argument(metavar="VERDICT", help="accept, reject, unsure, fix or undo.")],
    by: Annotated[str, typer.Option(help="Who judges.")],
    field: Annotated[str | None, typer.Option(help="The field; without it the record as a whole.")] = None,
    value: Annotated[str | None, typer.Option(help="Of a fix: what the field should hold, as JSON.")] = None,
    note: Annotated[str | None, typer.Option(help="In your own words.")] = None,
    adjudicate: Annotated[bool, typer.Option("--adjudicate", help="Settle what reviewers dispute.")] = False,
) -> None:
    """Give a verdict on an event; it applies at once."""
    try:
        desk = _desk(world)
        if verdict == "undo":
            done = desk.undo(by, event=event)
            typer.echo(f"taken back: {done.verdict} of {done.target_id}", err=True)
            return
        desk.judge(
            event,
            verdict,
            by=by,
            field=field,
            value=_value(value),
            note=note,
            role="adjudicator" if adjudicate else "reviewer",
        )
    except QuidnuncError as problem:
        fail(problem)


def _value(given: str | None) -> object:
    if given is None:
        return None
    try:
        return json.loads(given)
    except ValueError as problem:
        raise InputError(f"not JSON: {given}; words stand in quotation marks", source="--value") from problem


@judgements.command("export", epilog="Examples:\n\n"
    "quidnunc judgements export WORLD --format csv --out judgements.csv\n\n"
    "quidnunc judgements export WORLD --format argilla --out records.json\n\n"
    "quidnunc judgements export WORLD --format prodigy --todo 200 --order random --out tasks.jsonl --type ASSAULT")  # fmt: skip
@filtered
def export(
    world: WorldPath,
    words: list[tuple[str, object]],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="The file to write.")],
    form: Annotated[Form, typer.Option("--format", "-f", help="What to write.")] = Form.JSONL,
    todo: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="For Argilla and Prodigy: N events that nobody judged yet.")
    ] = None,
    order: Annotated[str, typer.Option(help="Of --todo: confidence, random or stratified.")] = "random",
    seed: Annotated[int, typer.Option(help="Of --todo: another one gives another sample.")] = 1,
) -> None:
    """Write judgements as data to cite (csv, jsonl, parquet), or events for annotation tools (argilla, prodigy).

    The filters choose among the events of --todo.
    """
    from quidnunc.exports.verdicts import write
    from quidnunc.world.filter import Filter
    from quidnunc.world.review import argilla, prodigy
    from quidnunc.world.review.citing import citable
    from quidnunc.world.review.exchange import judged, to_do
    from quidnunc.world.review.queue import Draw

    part = out.with_name(f".{out.name}.part")
    try:
        desk = _desk(world)
        where = Filter.of(words)
        if form in (Form.ARGILLA, Form.PRODIGY):
            tasks = list(judged(desk) if todo is None else to_do(desk, Draw(order, seed, where), todo))
            if form is Form.ARGILLA:
                part.write_text(json.dumps(argilla.records(tasks), ensure_ascii=False, indent=1) + "\n", "utf-8")
            else:
                text = (json.dumps(line, ensure_ascii=False) + "\n" for line in prodigy.lines(tasks))
                part.write_text("".join(text), "utf-8")
            told = f"{len(tasks):,} events"
        else:
            if todo is not None or where != Filter():
                raise InputError("--todo and filters are for argilla and prodigy", source=form.value)
            header, rows = citable(desk)
            write(form.value, part, header, rows)
            told = f"{len(rows):,} judgements"
        part.replace(out)
    except OSError as problem:
        fail(InputError(f"cannot be written: {problem.strerror or problem}", source=str(out)))
    except QuidnuncError as problem:
        fail(problem)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    typer.echo(f"{out}: {told}", err=True)


@judgements.command("import", epilog="Examples:\n\n"
    "quidnunc judgements import WORLD judgements.csv\n\n"
    "quidnunc judgements import WORLD annotated.jsonl --format prodigy\n\n"
    "quidnunc judgements import WORLD records.json --format argilla --user 5c0e…=Ada")  # fmt: skip
def import_(
    world: WorldPath,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What export wrote, or an annotation tool.")],
    form: Annotated[
        Form | None, typer.Option("--format", "-f", help="What it is; by its suffix, if csv, jsonl or parquet.")
    ] = None,
    user: Annotated[
        list[str] | None, typer.Option(metavar="ID=NAME", help="For Argilla: a user's name. Repeat.")
    ] = None,
) -> None:
    """Take judgements in: all of a file or none; those that are held already add nothing."""
    from quidnunc.world.review.citing import taken_in
    from quidnunc.world.review.exchange import take_in

    try:
        desk = _desk(world)
        if form is Form.PRODIGY:
            from quidnunc.world.review.prodigy import given

            new = take_in(desk, given(_objects(file)), "prodigy")
        elif form is Form.ARGILLA:
            from quidnunc.world.review import argilla

            known = {argilla.user_id(j.by): j.by for j in desk.carried().found}
            new = take_in(desk, argilla.given(_objects(file), known | _users(user or [])), "argilla")
        else:
            from quidnunc.exports.verdicts import read

            new = taken_in(desk, read(file))
    except QuidnuncError as problem:
        fail(problem)
    typer.echo(f"{world}: {new:,} new judgement{'s' if new != 1 else ''}", err=True)


def _users(given: list[str]) -> dict[str, str]:
    pairs = [word.partition("=") for word in given]
    for key, sign, name in pairs:
        if not (key and sign and name):
            raise InputError(f"'{key}{sign}{name}' is not ID=NAME", source="--user")
    return {key: name for key, _, name in pairs}


def _objects(file: Path) -> list[tuple[str, dict[str, object]]]:
    """The objects of a JSON list or of JSON lines, each with its place."""
    from quidnunc.exports.verdicts import json_lines

    try:
        raw = file.read_text("utf-8-sig")
    except FileNotFoundError as problem:
        raise InputError("no such file", source=str(file)) from problem
    except (OSError, UnicodeDecodeError) as problem:
        raise InputError(f"the file cannot be read: {problem}", source=str(file)) from problem
    if not raw.lstrip().startswith("["):
        return json_lines(file, raw)
    try:
        found = json.loads(raw)
    except ValueError as problem:
        raise InputError(f"not JSON: {problem}", source=str(file)) from problem
    for number, row in enumerate(found):
        if not isinstance(row, dict):
            raise InputError("not an object", source=f"{file}[{number}]")
    return [(f"{file}[{number}]", row) for number, row in enumerate(found)]


@judgements.command("agreement", epilog="Example:\n\nquidnunc judgements agreement WORLD")
def agreement(world: WorldPath, form: Format = Printed.TABLE) -> None:
    """Show how far reviewers agree (Krippendorff's alpha, field by field), and what they dispute."""
    from rich.table import Table

    try:
        desk = _desk(world)
        found, disputes = desk.agreement(), desk.disputes()
    except QuidnuncError as problem:
        fail(problem)
    if form is Printed.JSONL:
        for alpha in found:
            names = ("field", "alpha", "low", "high", "units", "values", "agreed")
            typer.echo(json.dumps({name: getattr(alpha, name) for name in names}))
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("field", "alpha", "95%", "events judged twice", "agreed"):
        table.add_column(name, justify="left" if name == "field" else "right")
    for alpha in found:
        spread = "–" if alpha.low is None or alpha.high is None else f"{alpha.low:.2f} to {alpha.high:.2f}"
        known = "–" if alpha.alpha is None else f"{alpha.alpha:.2f}"
        table.add_row(alpha.field, known, spread, str(alpha.units), f"{alpha.agreed or 0:.0%}")
    console().print(table)
    for dispute in disputes:
        held = dispute.standing
        said = "; ".join(f"{o.by}: {o.record or 'no word on the record'}" for o in held.opinions)
        typer.echo(f"in dispute: {dispute.event} ({', '.join(held.open)}): {said}")
    if not found:
        typer.echo("no event was judged by two people", err=True)


@app.command(epilog="Examples:\n\nquidnunc score WORLD\n\nquidnunc score WORLD --format jsonl")
def score(world: WorldPath, form: Format = Printed.TABLE) -> None:
    """Tell how precise the readings are, by what people judged: overall, by type and by field, with 95% intervals.

    Only events drawn at random (quidnunc serve: the review's orders random and stratified) say so of the readings as a whole.
    """
    from quidnunc.world.review.scoring import scores

    try:
        found = scores(_desk(world))
    except QuidnuncError as problem:
        fail(problem)
    for one in found:
        if form is Printed.JSONL:
            for share in one.shares:
                told = {
                    name: getattr(share, name) for name in ("of", "what", "right", "judged", "share", "low", "high")
                }
                head = {"reader": one.reader, "order": one.order, "where": one.where, "unbiased": one.unbiased}
                typer.echo(json.dumps({**head, **told}))
        else:
            _show(one)
    if not found:
        typer.echo("nothing is judged yet; `quidnunc serve` has a page for it", err=True)


_SAMPLES = {
    "random": "random sample of {}: unbiased",
    "stratified": "random sample of each type of {}, weighted by the types' shares: unbiased",
    "confidence": "least confident first of {}: NOT a sample; the figures are of these events alone",
    "hand": "picked by hand: NOT a sample; the figures are of these events alone",
}


def _show(one: Score) -> None:
    from rich.table import Table
    from rich.text import Text

    out = console()
    of = f"the events with {one.where}" if one.where else "all events"
    out.print(Text(_SAMPLES.get(one.order, one.order).format(of), style="bold"))
    undecided = f"; {one.unsure} unsure and {one.open} in dispute, not counted" if one.unsure or one.open else ""
    out.print(Text(f"reader {one.reader or 'unknown'}: {one.judged:,} events judged{undecided}"))
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("of", "right", "precision", "95%", "events"):
        table.add_column(name, justify="left" if name in ("of", "right") else "right")
    for share in one.shares:
        bounds = f"{share.low:.3f} to {share.high:.3f}"
        table.add_row(share.of, share.what, f"{share.share:.3f}", bounds, f"{share.right}/{share.judged}")
    out.print(table)
    if undecided and one.bounds is not None:
        low, high = one.bounds
        out.print(Text(f"were all undecided ones wrong or right: {low:.3f} to {high:.3f} of them are events"))
    out.print()
