"""``quidnunc export``."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from quidnunc.commands.common import fail
from quidnunc.commands.readings import is_world, readings_of
from quidnunc.errors import InputError, QuidnuncError

if TYPE_CHECKING:
    from quidnunc.exports.admission import Admission, Tally
    from quidnunc.exports.formats import EventExporter
    from quidnunc.records import Reading
    from quidnunc.told import Told

    Item = Reading | Told | str  # an article, an event, or why an event stays out

app = typer.Typer()


def _format(name: str) -> str:
    """The ``--format`` option, checked; the registry is looked at only when the command is run."""
    from quidnunc.exports.formats import FORMATS

    if name not in FORMATS and name not in _WHOLE:
        raise typer.BadParameter(f"no format '{name}'; there are {', '.join((*_WHOLE, *FORMATS))}")
    return name


def _widened(names: list[str] | None) -> list[str] | None:
    """The ``--also`` option, checked."""
    from quidnunc.exports.admission import Wider

    known = [wider.value for wider in Wider]
    for name in names or ():
        if name not in known:
            raise typer.BadParameter(f"no such kind '{name}'; there are {', '.join(known)}")
    return names


_WHOLE = ("jsonl", "json")  # whole readings, as `quidnunc read` prints them


@app.command(
    epilog="Examples:\n\n"
    "quidnunc export WORLD --format parquet --out events.parquet\n\n"
    "quidnunc export readings.jsonl --format polecat --out polecat.tsv\n\n"
    "quidnunc export WORLD --format gdelt-events --out events.tsv --also alleged --also denied\n\n"
    "Formats: jsonl, json (whole readings), csv, csv-raw, parquet, duckdb, geojson, ical, polecat, icews, gdelt-events, "
    "gdelt-mentions, plover, ftm, ftm-statements, graphml, gexf"
)
def export(
    path: Annotated[
        str,
        typer.Argument(
            metavar="WORLD|READINGS", help="A world, a file that `quidnunc read --format jsonl` printed, or -."
        ),
    ],
    form: Annotated[str, typer.Option("--format", "-f", metavar="FORMAT", callback=_format, help="What to write.")],
    out: Annotated[
        str, typer.Option("--out", "-o", metavar="PATH", help="The file to write; - prints (text formats only).")
    ] = "-",
    also: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KIND",
            callback=_widened,
            help="In formats where every row reads as a fact, let these in too: planned, possible, negated, alleged, doubted, "
            "denied, or all. May be given again.",
        ),
    ] = None,
    merged: Annotated[
        bool | None,
        typer.Option(
            "--incidents/--reports",
            help="One row an incident, or one for each report of it. GDELT's tables count reports, and hold incidents by "
            "default; all other formats hold reports.",
        ),
    ] = None,
) -> None:
    """Write events in a format that other tools read.

    Formats without a field for whether an event happened and on whose word get only what happened or goes on, in the
    newspaper's own voice or asserted, and denied by nobody; what was left out is counted on standard error.
    """
    from quidnunc.exports.admission import Admission

    try:
        if form in _WHOLE:
            with _text(out) as stream:
                _write_whole(form, path, stream)
            return
        tally = _write_events(form, path, out, Admission.of(also or ()), merged)
    except QuidnuncError as problem:
        fail(problem)
    typer.echo(f"quidnunc: {form}: {tally}", err=True)


def _write_whole(form: str, path: str, stream: TextIO) -> None:
    from quidnunc.exports import EXPORTERS

    exporter = EXPORTERS[form](stream)
    for reading in readings_of(path):
        exporter.write(reading)
    exporter.finalize()


def _write_events(name: str, path: str, out: str, admission: Admission, merged: bool | None) -> Tally:
    from quidnunc.exports.formats import FORMATS

    form = FORMATS[name]
    told = _told_by_incidents if (form.merged if merged is None else merged) else _told_by_reports
    if form.binary and out == "-":
        raise InputError(f"{name} is no text; give a file with --out", source="-")
    if not form.binary:
        with _text(out) as stream:
            return _run(form.make(stream), told(path, admission if form.as_facts else None))
    with _replaced(out) as part:
        return _run(form.make(part), told(path, admission if form.as_facts else None))


def _run(exporter: EventExporter, items: Iterable[Item]) -> Tally:
    """Writes what is told; what may not go out in this format, or finds no room there, is counted."""
    from quidnunc.exports.admission import Tally
    from quidnunc.exports.formats import TakesReadings
    from quidnunc.told import Told

    tally = Tally()
    for item in items:
        if isinstance(item, Told):
            tally.count(exporter.write(item))
        elif isinstance(item, str):
            tally.count(item)
        elif isinstance(exporter, TakesReadings):
            exporter.take(item)
    exporter.finalize()
    return tally


def _told_by_reports(path: str, admission: Admission | None) -> Iterator[Item]:
    """Each reading, and each of its events or why it stays out."""
    from quidnunc.told import told_by

    for reading in _each_once(path):
        yield reading
        for told in told_by(reading):
            yield (admission.refusal(told.lead.event) if admission else None) or told


def _told_by_incidents(path: str, admission: Admission | None) -> Iterator[Item]:
    """Each reading, and each incident by those of its accounts that may go out, or why none of them may."""
    from quidnunc.commands.incidents import merged
    from quidnunc.told import Told

    readings: list[Reading] = []
    for reading in _each_once(path):
        yield reading
        if not is_world(path):  # a world's incidents are made of what it holds, a window at a time
            readings.append(reading)
    for incident in merged(path, readings):
        refusals = [admission.refusal(account.event) if admission else None for account in incident.accounts]
        let_out = [account for account, refusal in zip(incident.accounts, refusals, strict=True) if refusal is None]
        yield Told(let_out[0], tuple(let_out[1:])) if let_out else refusals[0] or ""


def _each_once(path: str) -> Iterator[Reading]:
    """The readings of a path; one text in two papers is read as one, and its events are not two."""
    seen: set[str] = set()
    for reading in readings_of(path):
        if reading.id not in seen:
            seen.add(reading.id)
            yield reading


@contextmanager
def _text(out: str) -> Iterator[TextIO]:
    """A file of text, or standard output."""
    if out == "-":
        yield sys.stdout
        sys.stdout.flush()
        return
    with _replaced(out) as part, part.open("w", encoding="utf-8", newline="") as stream:
        yield stream


@contextmanager
def _replaced(out: str) -> Iterator[Path]:
    """A path beside the one asked for, which takes its place once all is written: a broken run leaves nothing half done.

    Raises:
        InputError: there is no writing there.
    """
    path = Path(out)
    part = path.with_name(f".{path.name}.part")
    try:
        part.touch()
        yield part
        part.replace(path)
    except OSError as problem:
        raise InputError(f"cannot be written: {problem.strerror or problem}", source=out) from problem
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
