"""Feeds, over and over: what is new is read into a world, what fails is left in peace for longer each time."""

from __future__ import annotations

import json
import os
import random
import re
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from quidnunc.errors import InputError, WorldError
from quidnunc.records import Article

if TYPE_CHECKING:
    from quidnunc.articles import Options
    from quidnunc.articles.feed import Entry
    from quidnunc.articles.web import Fetcher

MAX_SEEN = 20_000
"""Entries remembered for each feed."""

LONGEST = 24 * 3600.0
"""Seconds between two tries at a feed that keeps failing."""

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*([smhd]?)")


def seconds_of(words: str) -> float:
    """``10m``, ``1h``, ``90`` (seconds) as seconds.

    Raises:
        InputError: it is of another form, or less than a second.

    >>> seconds_of("10m"), seconds_of("1.5h"), seconds_of("90")
    (600.0, 5400.0, 90.0)
    """
    match = _DURATION.fullmatch(words.strip().lower())
    found = float(match[1]) * _UNITS[match[2] or "s"] if match else 0.0
    if found < 1:
        raise InputError(f"'{words}' is no time to wait; write 90s, 10m, 1h or 1d", field="--every")
    return found


@dataclass(slots=True)
class Memory:
    """What was seen, kept in a file, so that a watch that is started again goes on where it stopped.

    Losing it loses nothing: the world itself knows its articles.
    """

    path: Path
    validators: dict[str, dict[str, str]] = field(default_factory=dict)
    seen: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path) -> Memory:
        """The memory in a file; an empty one where there is none, or none that can be read."""
        try:
            held = json.loads(path.read_text(encoding="utf-8"))
            return cls(path, dict(held["validators"]), {feed: list(keys) for feed, keys in held["seen"].items()})
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return cls(path)

    def save(self) -> None:
        """Writes it, whole or not at all.

        Raises:
            WorldError: it cannot be written.
        """
        part = self.path.with_suffix(".part")
        text = json.dumps(
            {"validators": self.validators, "seen": {f: keys[-MAX_SEEN:] for f, keys in self.seen.items()}}
        )
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            part.write_text(text, encoding="utf-8")
            os.replace(part, self.path)  # noqa: PTH105 - a rename that replaces, on all systems
        except OSError as problem:
            raise WorldError(f"what was seen cannot be kept: {problem.strerror}", source=str(self.path)) from problem


@dataclass(slots=True)
class Feed:
    """A feed watched: when it is asked next, and how often in a row it failed."""

    url: str
    due: float = 0.0
    failures: int = 0


@dataclass(slots=True)
class Watch:
    """Watches feeds.

    Args:
        feeds: their addresses.
        every: seconds between two looks at each.
        fetcher: with the memory's validators, so that an unchanged feed costs next to nothing.
        memory: what was seen.
        options: how to read; with ``follow`` the pages that entries link to are fetched.
        take: takes new articles into the world and returns when they are committed.
        failed: told of each feed that could not be read, and in how many seconds it is tried again.
        sleep, clock, dice: for tests.
    """

    feeds: list[str]
    every: float
    fetcher: Fetcher
    memory: Memory
    options: Options
    take: Callable[[Iterable[Article | InputError]], None]
    failed: Callable[[InputError, float], None]
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    dice: Callable[[], float] = random.random

    def run(self, rounds: int | None = None) -> None:
        """Looks at each feed when it is due; for ever, or so many times at each."""
        watched = [Feed(url) for url in dict.fromkeys(self.feeds)]
        looks = dict.fromkeys((feed.url for feed in watched), 0)
        while watched:
            feed = min(watched, key=lambda feed: feed.due)
            wait = feed.due - self.clock()
            if wait > 0:
                self.sleep(wait)
            self._look(feed)
            looks[feed.url] += 1
            if rounds is not None and looks[feed.url] >= rounds:
                watched.remove(feed)

    def _look(self, feed: Feed) -> None:
        """Reads what is new in a feed; only once it is committed is it remembered as seen."""
        held = self.memory.validators.get(feed.url)
        try:
            entries = self._new(feed.url)
            if entries:
                self.take(self._articles(entries))
                self.memory.seen.setdefault(feed.url, []).extend(entry.key for entry in entries)
            self.memory.save()
            feed.failures = 0
            feed.due = self.clock() + self.every
        except InputError as problem:
            self.memory.validators.pop(feed.url, None)  # "unchanged" next time would hide what failed now
            if held is not None:
                self.memory.validators[feed.url] = held
            feed.failures += 1
            pause = min(LONGEST, self.every * 2**feed.failures) * (0.75 + 0.5 * self.dice())
            feed.due = self.clock() + pause
            self.failed(problem, pause)

    def _new(self, url: str) -> list[Entry]:
        """The entries of a feed that were not seen before, oldest first. Raises InputError where it cannot be read."""
        from quidnunc.articles.feed import parse_feed
        from quidnunc.errors import NoTextError

        page = self.fetcher.get(url)
        if page is None:
            return []
        seen = set(self.memory.seen.get(url, ()))
        try:
            entries = parse_feed(page.body, url)
        except NoTextError:
            return []
        fresh = {entry.key: entry for entry in reversed(entries) if entry.key not in seen}
        return list(fresh.values())

    def _articles(self, entries: list[Entry]) -> Iterator[Article | InputError]:
        """The article of each entry: its page where that can be had, else what the feed holds."""
        from quidnunc.articles.feed import article_of_entry
        from quidnunc.articles.fetching import article_of_page

        for entry in entries:
            if not (self.options.follow and entry.link):
                yield article_of_entry(entry, self.options)
                continue
            try:
                page = self.fetcher.get(entry.link)
                if page is not None:
                    yield article_of_page(page, entry.link, self.options)
            except InputError as problem:
                own = article_of_entry(entry, self.options)
                yield problem if isinstance(own, InputError) else own
