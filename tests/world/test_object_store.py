"""A world on an object store: an S3-compatible server on the loopback, in a process of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from typer.testing import CliRunner

from quidnunc.cli import app
from quidnunc.errors import WorldError
from quidnunc.records import Reading
from quidnunc.world.checks import check
from quidnunc.world.mend import mend
from quidnunc.world.store import World
from tests.world.made import make_reading

BUCKET = "worlds"
EXAMPLES = Path(__file__).parents[2] / "examples"

WRITE = """
import sys
from quidnunc.world.store import World
from tests.world.made import make_reading
world = World(sys.argv[1])
for number in range(int(sys.argv[2]), int(sys.argv[3])):
    print(world.add([make_reading(number)]).new)
"""


def free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The server's address."""
    port = free_port()
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 120
    while True:
        with socket.socket() as attempt:
            if attempt.connect_ex(("127.0.0.1", port)) == 0:
                break
        assert run.poll() is None, "the server did not start"
        assert time.monotonic() < deadline, "the server does not answer"
        time.sleep(0.1)
    yield f"http://127.0.0.1:{port}"
    run.terminate()
    run.wait(timeout=30)


@pytest.fixture
def options(server: str) -> dict[str, str]:
    """What names the server and opens it."""
    return {
        "AWS_ENDPOINT_URL": server,
        "AWS_ALLOW_HTTP": "true",
        "AWS_ACCESS_KEY_ID": "ada",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_REGION": "us-east-1",
    }


@pytest.fixture
def url(
    options: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> str:
    """An address for a world, its credentials in the environment, what is derived of it kept in a folder of the test's own."""
    boto3 = pytest.importorskip("boto3")
    for name, value in options.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("quidnunc.world.flat.user_cache_path", lambda _: tmp_path / "cache")
    boto3.client("s3").create_bucket(Bucket=BUCKET)
    return f"s3://{BUCKET}/{request.node.name}"


def test_what_is_added_is_there_once_and_answers(url: str, readings: list[Reading]) -> None:
    world = World(url, create=True)
    assert world.add(readings).new == 6
    assert World(url).add(readings).new == 0
    assert list(World(url).readings()) == readings
    assert World(url).reading(readings[3].id) == readings[3]
    assert World(url).events(agent="Russia").count() == 6
    assert World(url).events(agent="Finland").count() == 0
    assert list(check(World(url))) == []


def test_options_may_be_given_instead_of_the_environment(
    url: str, options: dict[str, str], readings: list[Reading], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in options:
        monkeypatch.delenv(name)
    world = World(url, create=True, storage_options=options)
    assert world.add(readings).new == 6
    assert World(url, storage_options=options).events().count() == 6


def test_writers_at_once_all_land_and_nothing_stands_twice(url: str) -> None:
    """Commits are conditional puts: of two that would write one log entry, one is told to try again."""
    World(url, create=True)
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(root / "src"), str(root)])}

    def write(start: int) -> int:
        command = [sys.executable, "-c", WRITE, url, str(start), str(start + 12)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)
        assert done.returncode == 0, done.stderr
        return sum(map(int, done.stdout.split()))

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(write, (0, 4))) == 16
    world = World(url)
    assert sorted(reading.id for reading in world.readings()) == sorted(make_reading(n).id for n in range(16))
    assert len(world.history()) == 17
    assert list(check(world)) == []


def test_compacting_keeps_all_and_forgetting_deletes_what_is_not_needed(url: str, readings: list[Reading]) -> None:
    world = World(url, create=True)
    for reading in readings:
        world.add([reading])
    done = World(url).compact()
    assert (done.before - done.after, done.deleted) == (5, 0)
    assert len(World(url, as_of=3)) == 3
    assert World(url).compact(forget_days=0).deleted >= 6
    assert sorted(r.id for r in World(url).readings()) == sorted(r.id for r in readings)
    assert World(url).events().count() == 6
    assert list(check(World(url))) == []


def test_judgements_and_refusals_are_kept_there_too(url: str, readings: list[Reading]) -> None:
    world = World(url, create=True)
    world.add(readings)
    world.judge("event", readings[0].events[0].id, "reject", by="Ada")
    assert World(url).events().count() == 5
    with pytest.raises(WorldError, match="only a world in a folder can be mended"):
        mend(url)


def test_the_commands_take_the_address(url: str) -> None:
    def run(*words: str) -> str:
        done = CliRunner().invoke(app, list(words), catch_exceptions=False)
        return done.output

    assert "1 seen again elsewhere" in run("read", str(EXAMPLES / "border.jsonl"), "--into", url)
    assert "0 added (0 events read)" in run("read", str(EXAMPLES / "border.jsonl"), "--into", url)
    assert "sound" in run("check", url)
    assert "files put together" in run("compact", url)
    assert int(run("ask", url, "--count")) > 0
    assert run("history", url).count("\n") >= 2


def test_no_world_at_an_address_is_said_plainly(url: str) -> None:
    with pytest.raises(WorldError, match="no world here") as caught:
        World(f"{url}-none")
    assert "\x1b" not in str(caught.value)


def test_a_bucket_that_is_not_there_is_said_plainly(url: str) -> None:
    with pytest.raises(WorldError) as caught:
        World("s3://no-such-bucket/world", create=True)
    assert "\x1b" not in str(caught.value)
    assert "NoSuchBucket" in str(caught.value)
