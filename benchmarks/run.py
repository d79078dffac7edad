"""Measures every track and prints one scoreboard: ``python -m benchmarks.run --gold FOLDER``."""

from __future__ import annotations

import datetime
import re
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from benchmarks import apolitical, board, causes, cost, gated, grouping, reachable, volume, who
from benchmarks.board import Row
from benchmarks.gold import Gold, GoldError, Half, write_readings, write_rows
from benchmarks.tracks import APOLITICAL, GATED, NAMES, SYNDICATION, TRACKS, VOLUME, Measure, Track
from quidnunc import QuidnuncError, Reader

_PROFILED = 64  # articles of the volume file that are read once more under the profiler


def run(
    gold: Annotated[Path, typer.Option(help="The folder of labelled data.", metavar="FOLDER")],
    track: Annotated[
        list[str] | None, typer.Option(help=f"Only this track; may be given again. One of {', '.join(NAMES)}.")
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Only so many records of each track.")] = None,
) -> None:
    """Measures Quidnunc on labelled data.

    A run of all tracks without a limit writes its table to benchmarks/RESULTS.md as well, and what goes wrong, by cause, to
    benchmarks/ERRORS.md. Exit status 2 where there is no labelled data.
    """
    unknown = sorted(set(track or ()) - set(NAMES))
    if unknown:
        raise typer.BadParameter(f"no track {', '.join(unknown)}; there are {', '.join(NAMES)}", param_hint="--track")
    wanted = track or list(NAMES)
    console, progress = Console(width=None if sys.stdout.isatty() else 160), Console(stderr=True)
    try:
        labelled = Gold(gold)
        reader = Reader()
        rows: list[Row] = []
        if VOLUME in wanted:  # first, while the process is fresh: it is timed
            progress.print(f"reading {volume.FILE} …", style="dim")
            rows += _volume(labelled, reader, limit)
        measured: list[Row] = []
        for one in (one for one in TRACKS if one.name in wanted):
            progress.print(f"measuring {one.name} …", style="dim")
            measured += _measure(one, labelled, reader, limit)
        if SYNDICATION in wanted:
            progress.print(f"measuring {SYNDICATION} …", style="dim")
            measured += grouping.syndication(labelled, limit)
        if APOLITICAL in wanted:
            progress.print(f"measuring {APOLITICAL} …", style="dim")
            measured += _apolitical(labelled, reader, limit)
        if GATED in wanted:
            progress.print("reading with the gate …", style="dim")
            rows += _gated(labelled, reader, limit)
        tallies = [
            causes.COUNTERS[one.name](one, labelled, reader, limit)
            for one in TRACKS
            if track is None and limit is None and one.name in causes.COUNTERS
        ]
    except QuidnuncError as problem:
        typer.echo(f"benchmarks: {problem}", err=True)
        raise typer.Exit(2) from problem
    rows = measured + rows
    console.print(board.table(rows))
    if track is None and limit is None:
        today = datetime.date.today()
        board.RESULTS.write_text(board.markdown(rows, reader, today), encoding="utf-8")
        causes.ERRORS.write_text(causes.markdown(tallies, reader, today), encoding="utf-8")
        progress.print("written to benchmarks/RESULTS.md and benchmarks/ERRORS.md", style="dim")


def _measure(track: Track, gold: Gold, reader: Reader, limit: int | None) -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        printed = _SCORERS[track.scored_by](track, gold, reader, limit, Path(folder))
    data = track.data if limit is None else f"{track.data}, first {limit}"
    rows = [Row(track.name, data, m.name, _shown(m, printed, limit), m.anchor) for m in track.measures]
    if track.name == "factuality":
        rows += _majority(printed, data)
    if track.command == "geo":
        best = reachable.share(gold, track.file, _half(track), limit)
        rows.append(Row(track.name, data, "acc@161 of all, best choice among the gazetteer's", f"{best:.3f}"))
    return rows


def _shown(measure: Measure, printed: str, limit: int | None) -> str:
    """A figure; a dash where a limit left the scorer nothing of that kind."""
    figure = measure.find(printed)
    if figure is None and limit is None:
        raise GoldError(f"the scorer printed no '{measure.name}':\n{printed}")
    return "–" if figure is None else f"{figure:.3f}"


def _score_events(track: Track, gold: Gold, reader: Reader, limit: int | None, folder: Path) -> str:
    names = [row["id"] for row in gold.rows(track.file)]
    leave = track.only.removeprefix("-")
    names = [n for n in names if (n == leave) != track.only.startswith("-")][:limit]
    articles = (article for name in names for article in gold.articles(f"articles/{name}.txt"))
    predictions = write_readings(reader.pipe(articles), folder / "readings.jsonl")
    paths = [str(gold.file(track.file)), str(predictions), str(gold.file("articles"))]
    return gold.score("score_events", [*paths, "--only", ",".join(names)])


def _score_who(track: Track, gold: Gold, reader: Reader, limit: int | None, _folder: Path) -> str:
    return who.summary(list(who.matches(gold, track.file, reader, _half(track), limit)))


def _score_readings(track: Track, gold: Gold, reader: Reader, limit: int | None, folder: Path) -> str:
    half = _half(track)
    rows = write_rows(gold.rows(track.file, half, limit), folder / "gold.jsonl")
    predictions = write_readings(reader.pipe(gold.articles(track.file, half, limit)), folder / "readings.jsonl")
    return gold.score("score_tracks", [track.command, str(rows), str(predictions)])


def _score_reader(track: Track, gold: Gold, _reader: Reader, limit: int | None, folder: Path) -> str:
    rows = write_rows(gold.rows(track.file, _half(track), limit), folder / "gold.jsonl")
    return gold.score("score_tracks", [track.command, str(rows)])


def _score_stories(track: Track, gold: Gold, _reader: Reader, limit: int | None, folder: Path) -> str:
    return grouping.score(track, gold, limit, folder)


_SCORERS = {
    "events": _score_events,
    "who": _score_who,
    "readings": _score_readings,
    "reader": _score_reader,
    "stories": _score_stories,
}


def _half(track: Track) -> Half | None:
    return None if track.whole else "odd"


def _majority(printed: str, data: str) -> list[Row]:
    """What always answering the most frequent class would reach, from the class sizes that the scorer prints."""
    sizes = Counter({label: int(n) for label, n in re.findall(r"^\s+(\w+)\s+F1 .* n (\d+)$", printed, re.MULTILINE)})
    (_, most), total = sizes.most_common(1)[0], sizes.total()
    figures = (
        ("majority baseline, macro-F1", 2 * most / (most + total) / len(sizes)),
        ("majority baseline, accuracy", most / total),
    )
    return [Row("factuality", data, name, f"{figure:.3f}") for name, figure in figures]


def _apolitical(gold: Gold, reader: Reader, limit: int | None) -> list[Row]:
    found = apolitical.rates(gold, reader, limit)
    data = f"{apolitical.FILE.removesuffix('.jsonl')}, labelled" + (f", first {limit}" if limit else "")
    return [
        Row(APOLITICAL, data, f"records an article, {kind} ({n})", f"{rate:.2f}")
        for kind, (n, rate) in sorted(found.items())
    ]


def _gated(gold: Gold, reader: Reader, limit: int | None) -> list[Row]:
    found = gated.measure(gold, reader, limit)
    data = "wikinews and newscluster" + (f", first {limit} of each" if limit else "")
    figures = (
        ("words read with --fast", f"{found.words:,}", ""),
        ("share of words parsed", f"{found.parsed / max(found.words, 1):.3f}", ""),
        ("records of the whole reading found", f"{found.found / max(found.records, 1):.4f}", "bound: 0.97"),
        ("… with the same actors", f"{found.same / max(found.records, 1):.4f}", ""),
        ("records more", f"{found.more / max(found.records, 1):.4f}", ""),
        ("share of spaCy's speed, CPU", f"{found.spacy_seconds / max(found.gated_seconds, 1e-9):.2f}", "bound: 1.30"),
    )
    return [Row(GATED, data, name, ours, anchor) for name, ours, anchor in figures]


def _volume(gold: Gold, reader: Reader, limit: int | None) -> list[Row]:
    found = volume.measure(reader, gold.articles(volume.FILE, limit=limit))
    data = f"{volume.FILE.removesuffix('.jsonl')}, whole" + (f", first {limit}" if limit else "")
    figures = [
        ("articles read", f"{found.articles:,}", ""),
        ("words read", f"{found.words:,}", ""),
        ("events found", f"{found.events:,}", ""),
        ("broken span rules", f"{found.broken.total():,}", ""),
        *((f"broken: {rule}", f"{n:,}", "") for rule, n in found.broken.most_common()),
        (
            "words a second, one thread",
            f"{found.reading_speed:,.0f}",
            f"spaCy alone, same run: {found.spacy_speed:,.0f}",
        ),
        ("share of spaCy's speed", f"{found.reading_speed / found.spacy_speed:.2f}", "spaCy alone: 1.00"),
    ]
    spent = cost.shares(reader, gold.articles(volume.FILE, limit=min(limit or _PROFILED, _PROFILED)))
    figures += [(f"share of reading time: {question}", f"{share:.3f}", "") for question, share in spent.items()]
    figures.append(("share of reading time: all three", f"{sum(spent.values()):.3f}", "bound: 0.20"))
    return [Row(VOLUME, data, name, ours, anchor) for name, ours, anchor in figures]


if __name__ == "__main__":
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    app.command()(run)
    app()
