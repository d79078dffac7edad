"""Ten thousand articles into a world, and once more. Long: ``make soak`` runs it.

``GOLD`` may name a folder of texts to vary, ``SOAK_ARTICLES`` and ``SOAK_EVENTS`` other numbers, ``SOAK_CHARACTERS`` how
much of each text to take.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from benchmarks.generated import EXAMPLES, generate, texts_of
from benchmarks.world_volume import QUESTIONS, build, timed
from quidnunc.world.checks import check
from quidnunc.world.filter import Filter
from quidnunc.world.panels import Panel
from quidnunc.world.query import Query
from quidnunc.world.store import World
from tests.world.made import make_reading

COUNT = int(os.environ.get("SOAK_ARTICLES", "10000"))
EVENTS = int(os.environ.get("SOAK_EVENTS", "1000000"))
CHARACTERS = int(os.environ.get("SOAK_CHARACTERS", "0")) or None


def texts() -> str:
    """The volume texts of the labelled data, where they are; else the bundled examples."""
    gold = Path(os.environ.get("GOLD", "../shared/gold")) / "text_wikinews.jsonl"
    return str(gold if gold.is_file() else EXAMPLES)


def memory_of(process: int) -> int:
    """Bytes that a process and all that it started hold, what they share counted once; 0 where the system does not tell."""
    total, waiting = 0, [process]
    while waiting:
        folder = Path(f"/proc/{waiting.pop()}")
        try:
            for line in (folder / "smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1]) << 10
            for task in (folder / "task").iterdir():
                waiting += map(int, (task / "children").read_text().split())
        except (OSError, ValueError):
            continue  # it has ended
    return total


def into(world: Path, articles: Path) -> tuple[float, int, str]:
    """CPU seconds, the most memory held at a time by all processes together, and the closing line of ``read --into``."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "quidnunc", "read", str(articles), "--into", str(world)]
    run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    held, ended = [0], threading.Event()

    def watch() -> None:
        while not ended.wait(0.5):
            held.append(memory_of(run.pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    _, errors = run.communicate()
    ended.set()
    watcher.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert run.returncode in (0, 1), errors[-2000:]  # 1: texts that variation made unreadable are set aside
    line = next(line for line in errors.splitlines() if " articles: " in line)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, max(held), line


def test_articles_that_are_generated_differ_and_a_fifth_are_near_copies() -> None:
    records = list(generate(texts_of(str(EXAMPLES)), 400, seed=3))
    assert records == list(generate(texts_of(str(EXAMPLES)), 400, seed=3))
    assert len({(r["title"], r["text"], r["date"]) for r in records}) > 390
    near = sum("(Agency)" in r["text"] or r["title"].endswith(": report") for r in records)
    assert near > 0.15 * len(records)


@pytest.mark.soak
def test_many_articles_in_one_run_and_nothing_in_the_second(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for record in generate(texts_of(texts()), COUNT, characters=CHARACTERS):
            file.write(json.dumps(record) + "\n")
    begun = time.monotonic()
    first, most, line = into(tmp_path / "world", path)
    sys.stderr.write(f"first run: {first:.0f} s CPU, {time.monotonic() - begun:.0f} s: {line}\n")
    peak = max(most, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss << 10)
    sys.stderr.write(f"peak memory, all processes together: {peak / (1 << 20):.0f} MB\n")
    second, _, line = into(tmp_path / "world", path)
    sys.stderr.write(f"second run: {second:.1f} s CPU: {line}\n")
    world = World(tmp_path / "world")
    assert list(check(world)) == []
    assert " 0 added (0 events read)" in line
    assert len(world) > 0.95 * COUNT
    assert peak < 2 << 30
    assert second < 0.05 * first


@pytest.mark.soak
def test_questions_to_a_million_events(tmp_path: Path) -> None:
    """Half the CPU seconds are what two cores take that do nothing else; on such a machine the clock says the same."""
    source = World(tmp_path / "source", create=True)
    source.add(make_reading(n, outlet=f"Outlet {n}") for n in range(300))
    query = Query(build(source, tmp_path / "world", EVENTS))
    assert query.events().count() >= EVENTS
    for name, words in QUESTIONS.items():
        where = Filter.of(words)
        spent = timed(lambda where=where: query.events(where).count())
        sys.stderr.write(f"{name}: {spent}\n")
        assert min(spent.wall, spent.cpu / 2) <= 0.5, name
    spent = timed(lambda: Panel(query).table("dyads").arrow())
    sys.stderr.write(f"dyads by month: {spent}\n")
    assert min(spent.wall, spent.cpu / 2) <= 1.5
