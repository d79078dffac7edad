"""A world of a million events behind the explorer: how long pages take, four asked at a time, and how much memory. ``make soak``.

``WORLD`` may name such a world (``python -m benchmarks.world_volume`` makes one); without it one is made of the bundled examples.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from benchmarks.world_volume import build
from quidnunc.world.store import World
from tests.explorer.browser import served

EVENTS = 1_000_000
REQUESTS = 200


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory, examples: Path) -> Iterator[Path]:
    given = os.environ.get("WORLD")
    if given:
        yield Path(given)
        return
    path = tmp_path_factory.mktemp("large") / "world"
    build(World(examples), path, EVENTS)
    yield path


@pytest.mark.soak
def test_every_page_answers_within_a_second(large: Path) -> None:
    with served(large) as origin:
        client = httpx.Client(base_url=origin, timeout=60)
        rows = client.get("/events.json?size=40").json()["events"]
        names = sorted({name for row in rows for name in row["agents"]})[:8]
        asked = {
            "today": ["/"],
            "events": [f"/events?number={number}" for number in range(1, 20)]
            + [f"/events?actor={name}" for name in names],
            "article": [f"/article/{row['reading']}" for row in rows],
            "incident": [f"/incident/{row['event']}" for row in rows],
            "actor": [f"/actor?who={name}" for name in names],
            "dyad": ["/dyad"] + [f"/dyad?between={name}&between={names[0]}" for name in names[1:]],
            "network": ["/network", "/network?level=country"],
            "map": ["/map", "/charts/map.spec.json"],
            "claims": ["/claims"],
            "books": ["/codebook", "/gazetteer", "/rejected", "/docs"],
        }
        slow = {}
        for page, paths in asked.items():
            one = [paths[number % len(paths)] for number in range(REQUESTS)]
            with ThreadPoolExecutor(4) as pool:
                times = sorted(pool.map(lambda path: timed(client, path), one))
            p95 = times[int(0.95 * len(times))]
            sys.stderr.write(
                f"{page:10} median {times[len(times) // 2]:.3f} s  p95 {p95:.3f} s  worst {times[-1]:.3f} s\n"
            )
            if p95 > 1.0:
                slow[page] = p95
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        sys.stderr.write(f"peak memory of tests and server together: {peak:,.0f} MB\n")
        assert slow == {}


def timed(client: httpx.Client, path: str) -> float:
    begun = time.perf_counter()
    answer = client.get(path)
    assert answer.status_code == 200, path
    return time.perf_counter() - begun
