"""``python -m benchmarks.speed``: measures, prints the page, writes ``SPEED.md`` and ``speed.svg``."""

from __future__ import annotations

import datetime
import os
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from benchmarks.board import circumstances
from benchmarks.generated import EXAMPLES, texts_of
from benchmarks.speed import pairs, plot, report, runs
from benchmarks.speed.runs import QUIDNUNC, Run
from benchmarks.speed.texts import Sample, Stream, sample, streams
from quidnunc import QuidnuncError, Reader
from quidnunc.reading.workers import cores

SIZES, QUICK_SIZES = (100, 1_000, 10_000), (5, 20)
_STEP = 16  # articles of a turn


def run(
    gold: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="The folder of labelled data, whose texts are varied.")
    ] = None,
    largest: Annotated[int, typer.Option(min=1, help="Read no more articles than so many.")] = SIZES[-1],
    paired: Annotated[int, typer.Option(min=2, help="How many articles to read in turns with bare spaCy.")] = 640,
    characters: Annotated[
        int | None, typer.Option(min=200, help="About how much of each text to take; all by default.")
    ] = None,
    price: Annotated[float, typer.Option(min=0, help="What a core costs an hour, for the cost of a million.")] = 0.04,
    quick: Annotated[bool, typer.Option("--quick", help="A few short articles, to see that all of it works.")] = False,
    out: Annotated[Path, typer.Option(metavar="FOLDER", help="Where SPEED.md and speed.svg go.")] = Path(
        __file__
    ).parents[1],
) -> None:
    """Measures how fast Quidnunc reads, beside bare spaCy in the same run."""
    if quick:
        largest, paired, characters = min(largest, QUICK_SIZES[-1]), min(paired, 8), characters or 600
    sizes = tuple(size for size in (QUICK_SIZES if quick else SIZES) if size <= largest) or (largest,)
    try:
        found = _measured(streams(gold), sizes, paired, characters, price, 1 if quick else 5)
    except QuidnuncError as problem:
        typer.echo(f"benchmarks: {problem}", err=True)
        raise typer.Exit(2) from problem
    page = report.markdown(found)
    out.mkdir(parents=True, exist_ok=True)
    (out / "SPEED.md").write_text(page, encoding="utf-8")
    lines = {
        f"{stream}, {jobs} process{'es' if jobs > 1 else ''}{', --fast' if fast else ''}": [
            (float(run.articles), run.cost.cpu) for run in held
        ]
        for (stream, jobs, fast), held in found.series().items()
    }
    picture = plot.svg(lines, "quidnunc read: CPU time, start-up included", "articles", "CPU seconds")
    (out / "speed.svg").write_text(picture, encoding="utf-8")
    typer.echo(page)


def _measured(
    given: list[Stream], sizes: tuple[int, ...], paired: int, characters: int | None, price: float, repeats: int
) -> report.Measured:
    one = EXAMPLES / "summit.txt"
    cost_of_one = runs.least((*QUIDNUNC, "read", str(one)), repeats)
    found = report.Measured(
        circumstances(Reader(), datetime.date.today()),
        given,
        price,
        runs.least((*QUIDNUNC, "--help"), repeats),
        cost_of_one,
        loads=[os.getloadavg()[0]],
    )
    named = pairs.contenders()
    with tempfile.TemporaryDirectory() as folder:
        for stream in given:
            turn = sample(stream, paired, Path(folder), characters)
            _tell(f"{stream.name}: {paired} articles by turns with bare spaCy")
            found.turns[stream.name] = pairs.turns(named, texts_of(str(turn.path)), min(_STEP, max(2, paired // 4)))
            for size in sizes:
                made = sample(stream, size, Path(folder), characters)
                found.runs.extend(_runs(stream, made, ways=_ways(last=size == sizes[-1])))
    found.loads.append(os.getloadavg()[0])
    return found


def _ways(last: bool) -> list[tuple[int, bool]]:
    """Numbers of processes and whether fast; the gate is tried in one process at the largest size, to bound the time."""
    ways = [(jobs, False) for jobs in sorted({1, cores()})]
    if last:
        ways.append((1, True))
    return ways


def _runs(stream: Stream, made: Sample, ways: list[tuple[int, bool]]) -> list[Run]:
    out = []
    for jobs, fast in ways:
        _tell(f"{stream.name}: {made.articles:,} articles, {jobs} processes{', fast' if fast else ''}")
        command = (*QUIDNUNC, "read", str(made.path), "--format", "jsonl", "--jobs", str(jobs))
        cost = runs.cost_of((*command, "--fast") if fast else command)
        out.append(Run(stream.name, made.articles, made.words, jobs, fast, cost))
    return out


def _tell(message: str) -> None:
    typer.echo(f"benchmarks: {message}", err=True)


if __name__ == "__main__":
    typer.run(run)
