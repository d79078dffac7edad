"""The benchmark of speed, and the work of reading pinned without a clock."""

from __future__ import annotations

import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner

from benchmarks.gold import GoldError
from benchmarks.speed import pairs, plot, runs, steps
from benchmarks.speed.__main__ import run
from benchmarks.speed.texts import streams


def test_work_of_reading_has_not_grown() -> None:
    python, before = steps.pinned()
    now = steps.counted()
    assert not steps.grown(before, now), "if it is worth it: python -m benchmarks.speed.steps --pin"
    if python == f"{sys.version_info.major}.{sys.version_info.minor}":
        shrunk = "much less work than pinned: pin it anew, so that the test stays sharp"
        assert sum(now.values()) > sum(before.values()) * (1 - 2 * steps.MARGIN), shrunk


def test_a_module_that_grows_is_named() -> None:
    before = {"reading/a.py": 500.0, "reading/b.py": 400.0}
    assert steps.grown(before, {**before, "reading/c.py": 200.0}).endswith("grown most: reading/c.py 0 → 200")
    moved = {"reading/a.py": 300.0, "reading/b.py": 600.0}  # no more in all, but one module much more
    assert "reading/b.py 400 → 600" in steps.grown(before, moved)


def test_quick_run_writes_page_and_plot(tmp_path: Path) -> None:
    import typer

    app = typer.Typer()
    app.command()(run)
    done = CliRunner().invoke(app, ["--quick", "--largest", "5", "--price", "0.1", "--out", str(tmp_path)])
    assert done.exit_code == 0, done.output
    page = (tmp_path / "SPEED.md").read_text(encoding="utf-8")
    assert pairs.WHOLE in page and "quidnunc --help" in page and "0.1 a core-hour" in page
    plotted = ElementTree.parse(tmp_path / "speed.svg").getroot()
    assert len(plotted.findall(".//{http://www.w3.org/2000/svg}polyline")) >= 1


def test_missing_gold_is_told(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="no labelled data"):
        streams(tmp_path)


def test_failing_command_is_no_measurement() -> None:
    with pytest.raises(GoldError, match="status 3"):
        runs.cost_of([sys.executable, "-c", "raise SystemExit(3)"])


def test_memory_of_child_processes_counts() -> None:
    if not Path("/proc/self/status").exists():
        pytest.skip("the system tells no process's memory")
    hold = "import time; held = bytearray(60_000_000); time.sleep(1.5)"
    nest = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {hold!r}])"
    cost = runs.cost_of([sys.executable, "-c", nest])
    assert cost.peak is not None and cost.peak > 60_000_000


def test_growth_of_one_size_is_unknown() -> None:
    one = runs.Run("s", 10, 10, 1, False, runs.Cost(1, 1, None))
    assert runs.exponent([one], runs.Cost(0, 0, None)) is None


def test_names_in_a_plot_are_escaped() -> None:
    assert "<&" not in plot.svg({"<&": [(1, 1), (10, 3)]}, "<&", "x", "y")
