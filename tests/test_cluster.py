"""Reading spread by Daft: on this machine, on a Ray cluster one of whose workers is killed, and into an object store."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from quidnunc import World
from quidnunc.cluster import FileReader, Job
from quidnunc.errors import ClusterError

pytest.importorskip("daft", reason="the extra 'cluster' is not installed")

SENTENCES = (
    "French President Emmanuel Macron met German Chancellor Olaf Scholz in Berlin on Monday.",
    "Kenya deployed 500 troops to Haiti on Tuesday.",
    "Turkey condemned the attack on its embassy in Khartoum.",
)


@pytest.fixture()
def files(tmp_path: Path) -> Path:
    """Four files of three articles and one that is none."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(4):
        lines = [
            json.dumps({"id": f"{number}-{i}", "text": f"{sentence} Bulletin {number}-{i}.", "date": "2023-10-17"})
            for i, sentence in enumerate(SENTENCES)
        ]
        (folder / f"part{number}.jsonl").write_text("\n".join([*lines, '{"text": 5}']) + "\n", encoding="utf-8")
    return folder


def records(world: Path) -> list[tuple[str, str, str]]:
    """What a world holds: article, type and agent of each event."""
    table = World(world).events().arrow().to_pylist()
    return sorted((row["reading"], row["type"], str(row["agents"])) for row in table)


def run(world: Path, files: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own: Daft's runner is set once for each."""
    command = [sys.executable, "-m", "quidnunc", "cluster", str(files / "*.jsonl"), "--into", str(world), *options]
    return subprocess.run(command, capture_output=True, text=True, timeout=400, check=False)


@pytest.fixture()
def plain(tmp_path: Path, files: Path) -> Path:
    """A world that one worker read without disturbance, file by file."""
    world = tmp_path / "plain"
    World(world, create=True)
    worker = FileReader(json.dumps({"world": str(world)}))
    for path in sorted(files.glob("*.jsonl")):
        counts = worker.file(str(path))
        assert counts == {"articles": 4, "added": 3, "known": 0, "rejected": 1, "events": counts["events"]}
    return world


def test_a_worker_reads_a_file_once(plain: Path, files: Path) -> None:
    again = FileReader(json.dumps({"world": str(plain)})).file(str(files / "part0.jsonl"))
    assert (again["added"], again["known"]) == (0, 3)


def test_an_address_that_cannot_be_fetched_is_set_aside(tmp_path: Path) -> None:
    world = tmp_path / "world"
    World(world, create=True)
    counts = FileReader(json.dumps({"world": str(world)})).file("nowhere://host/part.jsonl")
    assert (counts["added"], counts["rejected"]) == (0, 1)
    assert World(world).table("rejected").exists()


def test_this_machine(tmp_path: Path, files: Path, plain: Path) -> None:
    world = tmp_path / "world"
    done = run(world, files, "--workers", "2")
    assert done.returncode == 0, done.stderr
    assert "16 articles of 4 files: 12 added" in done.stderr
    assert records(world) == records(plain)
    assert "0 added (0 events read), 12 known already" in run(world, files, "--workers", "2").stderr


def test_no_file(tmp_path: Path) -> None:
    done = run(tmp_path / "world", tmp_path)
    assert done.returncode == 1
    assert "no file of articles matches" in done.stderr


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from quidnunc.cluster import read_on_cluster

    monkeypatch.setitem(sys.modules, "daft", None)
    with pytest.raises(ClusterError, match="pip install"):
        read_on_cluster(["*.jsonl"], Job(world=str(tmp_path)))


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="finds the process to kill under /proc")
def test_a_ray_cluster_with_a_worker_killed(tmp_path: Path, files: Path, plain: Path) -> None:
    """Two reading processes under Ray, one of which is killed as soon as something is committed."""
    pytest.importorskip("ray", reason="the extra 'cluster' is not installed")
    world = tmp_path / "world"
    command = [
        sys.executable,
        "-m",
        "quidnunc",
        "cluster",
        str(files / "*.jsonl"),
        "--into",
        str(world),
        "--on",
        "local",
    ]
    process = subprocess.Popen([*command, "--workers", "2"], stderr=subprocess.PIPE, text=True, start_new_session=True)
    killed: list[int] = []

    def kill_one() -> None:
        until = time.monotonic() + 300
        while not killed and process.poll() is None and time.monotonic() < until:
            if list(world.glob("readings/**/*.parquet")):
                for victim in _readers_of(process.pid)[:1]:
                    os.kill(victim, signal.SIGKILL)
                    killed.append(victim)
            time.sleep(0.05)

    thread = threading.Thread(target=kill_one)
    thread.start()
    _, told = process.communicate(timeout=400)
    thread.join()
    assert process.returncode == 0, told
    assert killed, told
    assert records(world) == records(plain)


def _readers_of(pid: int) -> list[int]:
    """The processes below one that hold a reader: those of Ray's or Daft's workers that read."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        children.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    below, todo = [], [pid]
    while todo:
        more = children.get(todo.pop(), [])
        below.extend(more)
        todo.extend(more)
    return [one for one in below if b"onnxruntime" in _maps(one) and one != pid]


def _maps(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/maps").read_bytes()
    except OSError:
        return b""
