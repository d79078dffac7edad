"""What may befall a world: kills, a full disk, files cut short, a folder that may not be written."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import textwrap
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pytest

from quidnunc.errors import DamagedWorldError, WorldError
from quidnunc.records import Reading
from quidnunc.world.checks import check
from quidnunc.world.mend import mend
from quidnunc.world.store import World
from tests.world.made import make_article, make_reading

ROOT = Path(__file__).parents[2]
ARTICLES = 60

# Reads sixty articles into a world, three a commit, some of them refused and some seen twice; says so after each.
RUN = """
import sys, resource
from quidnunc.errors import InputError
from quidnunc.world.ingest import Ingest
from quidnunc.world.store import World
from tests.world.made import MadeReader, make_article
path, limit = sys.argv[1], int(sys.argv[2])
if limit:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
def articles():
    for n in range({articles}):
        yield make_article(n)
        if n % 10 == 0:
            yield InputError("broken", source=f"{{n}}.bad")
            yield make_article(n, outlet="Elsewhere", url=f"https://example.com/{{n}}")
world = World(path, create=True)
print("begun", flush=True)
Ingest(world, MadeReader, batch=3).run(articles())
"""


def start(path: Path, limit: int = 0) -> subprocess.Popen[str]:
    code = textwrap.dedent(RUN).replace("{articles}", str(ARTICLES)).replace("{{", "{").replace("}}", "}")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    command = [sys.executable, "-c", code, str(path), str(limit)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def assert_whole(path: Path) -> None:
    """All is there, once."""
    world = World(path)
    assert list(check(world)) == []
    assert sorted(reading.id for reading in world.readings()) == sorted(make_article(n).key for n in range(ARTICLES))
    assert len(list(world.rows("rejected"))) == ARTICLES // 10
    assert len(list(world.rows("sightings"))) == ARTICLES // 10


def kill_and_go_on(path: Path, kills: int, seed: int) -> None:
    dice = random.Random(seed)
    for _ in range(kills):
        run = start(path)
        assert run.stdout is not None
        run.stdout.readline()
        time.sleep(dice.uniform(0, 1.2))
        run.send_signal(signal.SIGKILL)
        run.communicate()
        world = World(path)
        assert list(check(world)) == []
    last = start(path)
    _, errors = last.communicate(timeout=300)
    assert last.returncode == 0, errors
    assert_whole(path)


def test_killed_runs_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    kill_and_go_on(tmp_path / "world", kills=3, seed=1)


@pytest.mark.soak
def test_twenty_kills_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    kill_and_go_on(tmp_path / "world", kills=20, seed=2)


def test_a_full_disk_is_named_and_nothing_half_written_counts(tmp_path: Path) -> None:
    """No file may grow beyond so many bytes: neither the data nor, later, the log."""
    path = tmp_path / "world"
    World(path, create=True)
    run = start(path, limit=8_000)
    _, errors = run.communicate(timeout=300)
    assert run.returncode != 0
    assert "the file-size limit is reached; nothing of this batch was added" in errors
    assert list(check(World(path))) == []
    again = start(path)
    _, errors = again.communicate(timeout=300)
    assert again.returncode == 0, errors
    assert_whole(path)


def test_a_disk_that_is_full_for_an_instant_is_no_harm(
    world: World, readings: list[Reading], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    world.add(readings[:2])
    with monkeypatch.context() as patch:
        patch.setattr("quidnunc.world.tables.write_deltalake", full)
        with pytest.raises(WorldError, match="the disk is full; nothing of this batch was added"):
            world.add(readings[2:])
    assert len(world) == 2
    world.add(readings[2:])
    assert len(world) == 6


@contextmanager
def as_nobody() -> Iterator[None]:
    """Root may write anywhere, so that nobody must try."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody may look into."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        for path in [folder, *folder.rglob("*")]:
            if path.is_dir():
                path.chmod(0o755)


def test_a_folder_that_may_not_be_written_is_read_all_the_same(
    open_folder: Path, readings: list[Reading], monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World(open_folder / "world", create=True)
    world.add(readings)
    assert world.events(agent="Russia").count() == 6  # and all that this loads is loaded, which nobody may not
    shutil.rmtree(Path(world.path) / "derived")
    for path in [Path(world.path), *Path(world.path).rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    (cache := open_folder / "cache").mkdir()
    cache.chmod(0o777)
    monkeypatch.setattr("quidnunc.world.flat.user_cache_path", lambda _: cache)
    with as_nobody():
        again = World(world.path)
        assert len(list(again.readings())) == 6
        assert again.events(agent="Russia").count() == 6
        with pytest.raises(WorldError, match="cannot be written: permission denied"):
            again.add([make_reading(77)])
        with pytest.raises(WorldError, match="cannot be made"):
            World(Path(world.path) / "inner", create=True)
    assert len(World(world.path)) == 6


def truncate(path: Path, to: int) -> None:
    path.write_bytes(path.read_bytes()[:to])


def log_entry(world: World, version: int) -> Path:
    return Path(world.path) / "readings" / "_delta_log" / f"{version:020}.json"


@pytest.fixture
def grown(world: World, readings: list[Reading]) -> World:
    """Six commits of one reading each."""
    for reading in readings:
        world.add([reading])
    return world


@pytest.mark.parametrize("version", [0, 3, 6])
def test_a_log_entry_cut_short_is_named_and_mended_without_loss(
    grown: World, readings: list[Reading], reopen: Callable[..., World], version: int
) -> None:
    truncate(log_entry(grown, version), 40)
    with pytest.raises(
        DamagedWorldError, match=f"{version:020}.json: the log entry is damaged; `quidnunc check --mend`"
    ):
        reopen()
    if version > 0:
        assert len(grown.table("readings").files(grown.table("readings").at(version - 1))) == version - 1
    done = mend(grown.path)
    assert done.found_again == (6 if version == 0 else 7 - version)
    assert any(f"{version:020}.json" in path for path in done.aside)
    assert list(check(reopen())) == []
    assert sorted(reading.id for reading in reopen().readings()) == sorted(reading.id for reading in readings)


def test_a_data_file_cut_short_is_set_aside_and_its_articles_can_be_read_again(
    grown: World, readings: list[Reading], reopen: Callable[..., World]
) -> None:
    path = Path(grown.table("readings").location(grown.files()[0]))
    truncate(path, 500)
    done = mend(grown.path)
    assert (done.lost, done.found_again) == (1, 0)
    assert [Path(name).name for name in done.aside] == [path.name]
    assert list(check(reopen())) == []
    assert len(reopen()) == 5
    assert reopen().add(readings).new == 1


def test_a_missing_data_file_is_forgotten(grown: World, reopen: Callable[..., World]) -> None:
    Path(grown.table("readings").location(grown.files()[0])).unlink()
    assert mend(grown.path).lost == 1
    assert list(check(reopen())) == []


def test_a_missing_log_entry_is_named(grown: World) -> None:
    log_entry(grown, 3).unlink()
    assert any("version 3 is missing" in str(finding) for finding in check(grown))


def test_verdicts_in_a_damaged_log_are_found_again(
    grown: World, readings: list[Reading], reopen: Callable[..., World]
) -> None:
    key = grown.judge("event", readings[0].events[0].id, "reject", by="Ada")
    truncate(Path(grown.path) / "judgements" / "_delta_log" / f"{1:020}.json", 40)
    mend(grown.path)
    assert [row["id"] for row in reopen().rows("judgements")] == [key]
    assert reopen().events().count() == 5


def test_a_sound_world_has_nothing_to_mend(grown: World) -> None:
    version = grown.version()
    done = mend(grown.path)
    assert (done.aside, done.found_again, done.lost) == ([], 0, 0)
    assert grown.version() == version


def test_memory_does_not_grow_with_the_world(world: World) -> None:
    """Reading all again holds a batch, not the table: forty megabytes of text pass through a few."""
    long = "Russia accused Finland in Turku. " * 4000
    for share in range(10):
        world.add([make_reading(30 * share + n, text=f"{long} {share} {n}") for n in range(30)])
    before = pa.total_allocated_bytes()
    held = [pa.total_allocated_bytes() - before for _ in world.readings()]
    assert len(held) == 300
    assert max(held) < 20 << 20
