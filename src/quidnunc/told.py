"""One event with all who report it, its actors and places looked up: what the formats of events are given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from quidnunc.records import Actor, Event, Place, Reading


@dataclass(frozen=True)
class Account:
    """An event as one report tells it."""

    reading: Reading
    event: Event

    @cached_property
    def _actors(self) -> dict[str, Actor]:
        return {actor.id: actor for actor in self.reading.actors}

    @property
    def agents(self) -> list[Actor]:
        """Who did it."""
        return self._named(self.event.agents)

    @property
    def recipients(self) -> list[Actor]:
        """To whom."""
        return self._named(self.event.recipients)

    @property
    def said_by(self) -> list[Actor]:
        """On whose word; nobody's where the newspaper tells it itself."""
        return self._named(self.event.said_by)

    @property
    def denied_by(self) -> list[Actor]:
        """Who denies it."""
        return self._named(self.event.denied_by)

    def _named(self, keys: Iterable[str]) -> list[Actor]:
        return [self._actors[key] for key in keys]

    @cached_property
    def place(self) -> Place | None:
        """Where."""
        return next((place for place in self.reading.places if place.id == self.event.place), None)

    @property
    def day(self) -> str | None:
        """The first day of the event; where it has none, the day of the report."""
        return self.event.date.start if self.event.date else self.reading.published

    @property
    def trigger(self) -> str:
        """The words that name the event."""
        return self.reading.text[self.event.trigger.start : self.event.trigger.end]

    @cached_property
    def sentence_number(self) -> int:
        """The sentence that holds the words which name the event, counted from 0; else the first that tells of it."""
        start, sentences = self.event.trigger.start, self.reading.sentences
        numbers = self.event.evidence.sentences
        return next((n for n in numbers if sentences[n].start <= start < sentences[n].end), numbers[0])

    @property
    def sentence(self) -> str:
        """That sentence, on one line."""
        span = self.reading.sentences[self.sentence_number]
        return " ".join(self.reading.text[span.start : span.end].split())

    @property
    def publisher(self) -> str:
        """The outlet, or where the report was read."""
        return self.reading.outlet or self.reading.source

    @property
    def address(self) -> str:
        """The report's canonical address, or where it was read."""
        return self.reading.url or self.reading.source

    def pairs(self) -> Iterator[tuple[Actor | None, Actor | None]]:
        """Each agent with each recipient, as dyadic formats have it; ``None`` where a side is not named."""
        nobody: list[Actor | None] = [None]
        yield from product(self.agents or nobody, self.recipients or nobody)


@dataclass(frozen=True)
class Told:
    """An event: the account that speaks for it, and the others."""

    lead: Account
    others: tuple[Account, ...] = ()

    @property
    def accounts(self) -> tuple[Account, ...]:
        """All accounts, the one that speaks for the event first."""
        return (self.lead, *self.others)


def told_by(reading: Reading) -> Iterator[Told]:
    """The events of a reading, each as it stands there."""
    for event in reading.events:
        yield Told(Account(reading, event))


def bounds(low: float | None, high: float | None) -> str:
    """A number's bounds in words.

    >>> bounds(12, 12), bounds(30, 40), bounds(1000, None), bounds(None, 2.5)
    ('12', '30 to 40', 'at least 1,000', 'up to 2.5')
    """
    least, most = ("" if value is None else f"{value:,.15g}" for value in (low, high))
    if low is None or high is None:
        return f"at least {least}" if high is None else f"up to {most}"
    return least if low == high else f"{least} to {most}"
