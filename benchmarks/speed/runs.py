"""Whole runs of the command, each a process of its own: seconds, processor seconds, peak memory of all its processes."""

from __future__ import annotations

import math
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.gold import GoldError

QUIDNUNC = (sys.executable, "-m", "quidnunc")
_PAUSE = 0.1  # seconds between two looks at a process's memory


@dataclass(frozen=True)
class Cost:
    """What a command took: seconds on the wall and on the processor (its child processes' too), and bytes at its peak.

    ``peak`` adds up the peaks of all processes, each with the pages that it shares, so that it is rather too high; None where
    the system does not tell.
    """

    wall: float
    cpu: float
    peak: int | None


@dataclass(frozen=True)
class Run:
    """A file read by the command."""

    stream: str
    articles: int
    words: int
    jobs: int
    fast: bool
    cost: Cost


def cost_of(command: Sequence[str]) -> Cost:
    """Runs a command and throws away what it prints.

    Raises:
        GoldError: it fails, so that nothing was measured.
    """
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    peaks: dict[int, int] = {}
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        while process.poll() is None:
            for pid in _family(process.pid):
                peaks[pid] = max(peaks.get(pid, 0), _peak(pid))
            time.sleep(_PAUSE)
        wall = time.perf_counter() - started
        told = process.stderr.read().decode(errors="replace") if process.stderr is not None else ""
    if process.returncode:
        raise GoldError(f"{' '.join(command[1:])} ended with status {process.returncode}: {told.strip()[-500:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(wall, cpu, sum(peaks.values()) or None)


def least(command: Sequence[str], times: int) -> Cost:
    """The cheapest of some runs, by processor time: what else the machine does only ever adds to it."""
    return min((cost_of(command) for _ in range(times)), key=lambda cost: cost.cpu)


def exponent(runs: Sequence[Run], start: Cost) -> float | None:
    """The power of the number of articles with which processor time grows, start-up taken off: 1 is linear.

    None for fewer than two sizes.

    >>> made = [Run("s", n, n, 1, False, Cost(0, 2 + n * 0.5, None)) for n in (10, 100, 1000)]
    >>> round(exponent(made, Cost(0, 2, None)), 3)
    1.0
    """
    points = [(math.log(run.articles), math.log(max(run.cost.cpu - start.cpu, 1e-3))) for run in runs]
    middle_x = sum(x for x, _ in points) / max(len(points), 1)
    middle_y = sum(y for _, y in points) / max(len(points), 1)
    spread = sum((x - middle_x) ** 2 for x, _ in points)
    if not spread:
        return None
    return sum((x - middle_x) * (y - middle_y) for x, y in points) / spread


def _family(pid: int) -> list[int]:
    """A process and its descendants."""
    out = [pid]
    for parent in out:
        try:
            told = Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii")
        except OSError:  # it has ended, or this is no Linux
            continue
        out.extend(map(int, told.split()))
    return out


def _peak(pid: int) -> int:
    """The most memory that a process had in RAM so far, in bytes; 0 where the system does not tell."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:")), 0)
