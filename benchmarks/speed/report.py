"""The measurements as a page."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.speed import pairs
from benchmarks.speed.pairs import Turn
from benchmarks.speed.runs import Cost, Run, exponent
from benchmarks.speed.texts import Stream


@dataclass
class Measured:
    """All that a run of the benchmark found.

    Attributes:
        circumstances: when and with what, as names and values.
        streams: what was read.
        turns: by stream, the contenders' turns.
        help: ``quidnunc --help``.
        one: ``quidnunc read`` on one article.
        runs: whole runs of ``quidnunc read``.
        price: of a core for an hour, in any currency.
        loads: the machine's load average before and after.
    """

    circumstances: list[tuple[str, str]]
    streams: Sequence[Stream]
    price: float
    help: Cost
    one: Cost
    turns: dict[str, list[Turn]] = field(default_factory=dict)
    runs: list[Run] = field(default_factory=list)
    loads: list[float] = field(default_factory=list)

    def series(self) -> dict[tuple[str, int, bool], list[Run]]:
        """The runs by stream, number of processes and whether fast, in the order of their sizes."""
        out: dict[tuple[str, int, bool], list[Run]] = {}
        for run in self.runs:
            out.setdefault((run.stream, run.jobs, run.fast), []).append(run)
        return out


def markdown(measured: Measured) -> str:
    """The page ``SPEED.md``."""
    lines = [
        "# Speed",
        "",
        "Written by `make bench-speed`; do not edit. CPU seconds are those of all processes together; memory is the sum of their "
        "peaks. Ratios compare processor time in one process, by turns, on the same texts, spaCy with the same components and "
        "batch size; behind them stand the quartiles of the single turns.",
        "",
        *(f"- {name}: {value}" for name, value in measured.circumstances),
        *(f"- {stream.name}: {stream.origin}" for stream in measured.streams),
        f"- {_busy(measured.loads)}",
        "",
        "## Start-up",
        "",
        *_table(
            ("command", "CPU s", "wall s", "peak MB"),
            [("`quidnunc --help`", *_cells(measured.help)), ("`quidnunc read`, one article", *_cells(measured.one))],
        ),
        "",
        "## Beside bare spaCy",
        "",
        *_table(("stream", "what", "words/CPU s", "ms CPU/article", "× bare spaCy"), _beside(measured.turns)),
        "",
        "## Whole runs of `quidnunc read`, start-up included",
        "",
        *_table(
            ("stream", "articles", "processes", "mode", "CPU s", "wall s", "articles/s", "words/s", "peak MB"),
            map(_run_row, measured.runs),
        ),
        "",
        "![CPU seconds against articles](speed.svg)",
        "",
        "## Growth and cost",
        "",
        f"Growth: CPU time ∝ articles^exponent, start-up taken off. Cost: a million articles at {measured.price:g} a core-hour.",
        "",
        *_table(
            ("stream", "processes", "mode", "exponent", "core-hours a million", "cost a million"), _growth(measured)
        ),
    ]
    return "\n".join(lines) + "\n"


def _busy(loads: Sequence[float]) -> str:
    cores = os.cpu_count() or 1
    told = " and ".join(f"{load:.1f}" for load in loads)
    advice = (
        "busy with other work: go by ratios and CPU seconds, which it inflates too, not by the wall"
        if max(loads, default=0.0) > cores + 0.5
        else "idle otherwise"
    )
    return f"machine: {cores} cores, load average {told or 'unknown'} before and after, {advice}"


def _beside(turns: Mapping[str, list[Turn]]) -> Iterable[tuple[str, ...]]:
    for stream, measured in turns.items():
        for name in measured[0].clocks:
            found = pairs.ratio(measured, name)
            beside = "1" if name == pairs.SPACY else f"{found.overall:.2f} ({found.low:.2f}–{found.high:.2f})"
            each = pairs.seconds(measured, name).cpu * 1000
            yield stream, name, f"{pairs.speed(measured, name):,.0f}", f"{each:.1f}", beside


def _run_row(run: Run) -> tuple[str, ...]:
    cost = run.cost
    speed = (f"{run.articles / cost.wall:.1f}", f"{run.words / cost.wall:,.0f}")
    cells = _cells(cost)
    return run.stream, f"{run.articles:,}", str(run.jobs), _mode(run.fast), *cells[:2], *speed, cells[2]


def _growth(measured: Measured) -> Iterable[tuple[str, ...]]:
    for (stream, jobs, fast), runs in measured.series().items():
        largest = max(runs, key=lambda run: run.articles)
        hours = largest.cost.cpu / largest.articles * 1e6 / 3600
        power = exponent(runs, measured.one)
        grown = "–" if power is None else f"{power:.3f}"
        yield stream, str(jobs), _mode(fast), grown, f"{hours:.1f}", f"{hours * measured.price:.2f}"


def _mode(fast: bool) -> str:
    return "--fast" if fast else "whole"


def _cells(cost: Cost) -> tuple[str, str, str]:
    return f"{cost.cpu:.2f}", f"{cost.wall:.2f}", "–" if cost.peak is None else f"{cost.peak / 1e6:.0f}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterable[str]:
    yield "| " + " | ".join(head) + " |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield "| " + " | ".join(row) + " |"
