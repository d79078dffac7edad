"""``quidnunc watch``: feeds into a world, again and again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from quidnunc.articles import Options
from quidnunc.articles.web import Fetcher
from quidnunc.cli import app
from quidnunc.commands.watching import LONGEST, Memory, Watch, seconds_of
from quidnunc.errors import InputError
from quidnunc.records import Article
from quidnunc.world.store import World
from tests.articles.site import Answer, Site, serving
from tests.articles.test_web import HTML, PAGE, feed
from tests.world.made import MadeReader

XML = {"Content-Type": "application/rss+xml"}


@pytest.fixture
def site() -> Iterator[Site]:
    with serving({}) as site:
        site.answers["/feed"] = Answer(feed([f"{site.root}/{n}" for n in range(2)]), headers={**XML, "ETag": '"1"'})
        yield site


class Run:
    """A watch with a clock of its own, and what it told."""

    def __init__(self, memory: Memory, feeds: list[str], follow: bool = False) -> None:
        self.now = 0.0
        self.waits: list[float] = []
        self.taken: list[str] = []
        self.failures: list[float] = []
        fetcher = Fetcher(allow_private=True, validators=memory.validators, interval=0, sleep=lambda _: None)
        options = Options(follow=follow, check_language=False)
        self.watch = Watch(
            feeds, 600, fetcher, memory, options, self.take, lambda _, pause: self.failures.append(pause),
            sleep=self.sleep, clock=lambda: self.now, dice=lambda: 0.5,
        )  # fmt: skip

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds

    def take(self, items: Iterable[Article | InputError]) -> None:
        self.taken += [item.title if isinstance(item, Article) else "refused" for item in items]


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    return Memory(tmp_path / "watch.json")


def test_only_new_entries_are_taken_oldest_first(site: Site, memory: Memory) -> None:
    run = Run(memory, [f"{site.root}/feed"])
    run.watch.run(2)
    assert run.taken == ["Report 1", "Report 0"]
    assert run.waits == [600]
    site.answers["/feed"] = Answer(feed([f"{site.root}/{n}" for n in range(3)]), headers=XML)
    run.watch.run(1)
    assert run.taken == ["Report 1", "Report 0", "Report 2"]


def test_an_unchanged_feed_is_not_sent_again(site: Site, memory: Memory) -> None:
    Run(memory, [f"{site.root}/feed"]).watch.run(2)
    assert [headers.get("if-none-match") for path, headers in site.asked if path == "/feed"] == [None, '"1"']


def test_a_watch_started_again_goes_on(site: Site, memory: Memory) -> None:
    Run(memory, [f"{site.root}/feed"]).watch.run(1)
    again = Run(Memory.load(memory.path), [f"{site.root}/feed"])
    again.watch.run(1)
    assert again.taken == []


def test_what_could_not_be_committed_is_taken_again(site: Site, memory: Memory) -> None:
    run = Run(memory, [f"{site.root}/feed"])

    def broken(_: object) -> None:
        raise KeyboardInterrupt

    run.watch.take = broken
    with pytest.raises(KeyboardInterrupt):
        run.watch.run(1)
    again = Run(Memory.load(memory.path), [f"{site.root}/feed"])
    again.watch.run(1)
    assert again.taken == ["Report 1", "Report 0"]


def test_a_memory_that_is_broken_is_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "watch.json"
    for text in ("{", "[]", '{"seen": 5, "validators": {}}'):
        path.write_text(text)
        assert Memory.load(path) == Memory(path)


def test_a_feed_that_fails_is_left_in_peace_for_longer_each_time(site: Site, memory: Memory) -> None:
    site.answers["/feed"] = Answer(status=503)
    run = Run(memory, [f"{site.root}/feed"])
    run.watch.run(10)
    assert run.failures[:3] == [1200, 2400, 4800]
    assert run.failures[-1] == LONGEST


def test_one_feed_that_fails_holds_up_no_other(site: Site, memory: Memory) -> None:
    run = Run(memory, [f"{site.root}/gone", f"{site.root}/feed"])
    run.watch.run(1)
    assert run.taken == ["Report 1", "Report 0"]
    assert len(run.failures) == 1


def test_pages_are_followed_and_where_they_fail_the_feeds_own_text_stands(site: Site, memory: Memory) -> None:
    site.answers["/0"] = Answer(PAGE, headers=HTML)
    run = Run(memory, [f"{site.root}/feed"], follow=True)
    run.watch.run(1)
    assert run.taken == ["Report 1", "Talks"]


@pytest.mark.parametrize(("words", "seconds"), [("90", 90), ("10m", 600), ("1.5 h", 5400), ("1d", 86400)])
def test_times_to_wait(words: str, seconds: float) -> None:
    assert seconds_of(words) == seconds


@pytest.mark.parametrize("words", ["", "soon", "0", "-5m", "10 weeks"])
def test_no_times_to_wait(words: str) -> None:
    with pytest.raises(InputError, match="no time to wait"):
        seconds_of(words)


def test_the_command_prints_what_is_new_and_keeps_it(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quidnunc.reading.reader.Reader", MadeReader)
    arguments = [
        "watch",
        f"{site.root}/feed",
        "--into",
        str(tmp_path / "w"),
        "--once",
        "--no-follow",
        "--allow-private",
    ]
    first = CliRunner().invoke(app, arguments)
    assert first.exit_code == 0, first.output
    assert [line[6:] for line in first.stdout.splitlines()] == [
        "The Courier: Report 1 (1 event)",
        "The Courier: Report 0 (1 event)",
    ]
    assert len(World(tmp_path / "w")) == 2
    assert CliRunner().invoke(app, arguments).stdout == ""
    refused = CliRunner().invoke(app, arguments[:-1])
    assert "private address 127.0.0.1" in refused.stderr
