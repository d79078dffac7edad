"""Ten thousand articles into a world, and once more. Long: ``make soak`` runs it.

``GOLD`` may name a folder of texts to vary, ``SOAK_ARTICLES`` another number, ``SOAK_CHARACTERS`` how much of each to take.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

from benchmarks.generated import EXAMPLES, generate, texts_of
from quidnunc.world.checks import check
from quidnunc.world.store import World

COUNT = int(os.environ.get("SOAK_ARTICLES", "10000"))
CHARACTERS = int(os.environ.get("SOAK_CHARACTERS", "0")) or None


def texts() -> str:
    """The volume texts of the labelled data, where they are; else the bundled examples."""
    gold = Path(os.environ.get("GOLD", "../shared/gold")) / "text_wikinews.jsonl"
    return str(gold if gold.is_file() else EXAMPLES)


def into(world: Path, articles: Path) -> tuple[float, str]:
    """CPU seconds and the closing line of ``read --into``."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "quidnunc", "read", str(articles), "--into", str(world)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode in (0, 1), done.stderr[-2000:]  # 1: texts that variation made unreadable are set aside
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, next(
        line for line in done.stderr.splitlines() if " articles: " in line
    )


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
    first, line = into(tmp_path / "world", path)
    sys.stderr.write(f"first run: {first:.0f} s CPU, {time.monotonic() - begun:.0f} s: {line}\n")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    sys.stderr.write(f"peak memory: {peak / 1024:.0f} MB\n")
    second, line = into(tmp_path / "world", path)
    sys.stderr.write(f"second run: {second:.1f} s CPU: {line}\n")
    world = World(tmp_path / "world")
    assert list(check(world)) == []
    assert " 0 added (0 events read)" in line
    assert len(world) > 0.95 * COUNT
    assert peak < 2 * 1024 * 1024
    assert second < 0.05 * first
