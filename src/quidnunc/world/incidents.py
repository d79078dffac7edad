"""Incidents: one event as several reports tell it, with every merge's reason, so that any can be taken back.

Accounts are put together pair by pair, the surest first. Two groups join only where no account of one contradicts one of the
other, and at least half of the pairs between them say so themselves: no chain of half-likenesses leads from one event to another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from quidnunc.records import Reading, content_id
from quidnunc.told import Account
from quidnunc.world.contradictions import Contradiction, contradictions
from quidnunc.world.copies import SHARED, phrases, shared
from quidnunc.world.review.judgement import judgements_of
from quidnunc.world.review.verdicts import opinions, standing_of
from quidnunc.world.sameness import Likelihood, Piece, Sameness, contradict, piece_of, voice
from quidnunc.world.store import World
from quidnunc.world.stories import Report, Stories
from quidnunc.world.timelines import Agreement, Reported, agreement, magnitudes, statuses
from quidnunc.world.unions import Unions


@dataclass(frozen=True, slots=True)
class Merge:
    """Two accounts held for one event. ``id`` names the pair, whatever else their incident holds."""

    id: str
    one: str
    other: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Incident:
    """One event and all who report it.

    Attributes:
        id: of its earliest account.
        accounts: by the days of their reports; the first speaks for all.
        copies: for each account a number that accounts share which repeat one another, as copies of a report or word for word.
        merges: the pairs that put it together, each with its reasons.
    """

    id: str
    accounts: tuple[Account, ...]
    copies: tuple[int, ...]
    merges: tuple[Merge, ...]

    @property
    def reports(self) -> int:
        """How many reports tell of it."""
        return len({account.reading.id for account in self.accounts})

    @property
    def outlets(self) -> list[str]:
        """The outlets that tell of it in words of their own: copies of one wire report count once, for its first outlet."""
        found: dict[int, str] = {}
        for account, copy_of in zip(self.accounts, self.copies, strict=True):
            found.setdefault(copy_of, account.publisher)
        return sorted(set(found.values()))

    @property
    def speakers(self) -> list[str]:
        """On whose word it stands, by name; none where only newspapers tell it themselves."""
        return sorted({actor.name for account in self.accounts for actor in account.said_by})

    @property
    def first(self) -> str | None:
        """The day of the first report."""
        return min((a.reading.published for a in self.accounts if a.reading.published), default=None)

    @property
    def last(self) -> str | None:
        """The day of the last report."""
        return max((a.reading.published for a in self.accounts if a.reading.published), default=None)

    @property
    def agreement(self) -> Agreement:
        """The fields that all accounts agree on, and those that they dispute."""
        return agreement(self.accounts)

    @property
    def magnitudes(self) -> dict[str, list[Reported]]:
        """What is counted, and the numbers as they were reported over time: ``12 → 31``."""
        return magnitudes(self.accounts)

    @property
    def statuses(self) -> list[Reported]:
        """What was said of whether it happened, over time: ``planned → happened``, ``alleged → denied → admitted``."""
        return statuses(self.accounts)

    @property
    def contradictions(self) -> list[Contradiction]:
        """Who says that it is so and who says that it is not, side by side."""
        return contradictions(self.accounts)


def incidents_of(
    readings: Iterable[Reading], apart: Collection[str] = (), without: Collection[str] = ()
) -> list[Incident]:
    """The incidents of some readings, in order of their first reports; an event that only one tells is one too.

    Args:
        readings: the readings.
        apart: ids of merges taken back: the two accounts never stand in one incident.
        without: ids of events that are left out.
    """
    held = list(readings)
    stories = Stories()
    stories.add(Report.of(reading) for reading in held)
    place = {member.key: (story.id, member.copy_of or member.key) for story in stories for member in story.members}
    unlike = {reading.id: reading for reading in held}.values()
    pieces = [
        piece_of(Account(reading, event), *place[reading.id])
        for reading in unlike
        for event in reading.events
        if event.id not in without
    ]
    pieces.sort(key=_order)
    groups = _Groups(pieces, frozenset(apart))
    return sorted(groups.incidents(), key=lambda incident: (incident.first or "9999", incident.id))


def taken_back(world: World) -> frozenset[str]:
    """The ids of the merges that people have rejected in a world."""
    said = opinions(judgements_of(world, "merge"))
    return frozenset(merge for merge, held in said.items() if standing_of(held).state == "rejected")


def merge_id(one: str, other: str) -> str:
    """The id of a merge of two events, whichever is named first."""
    return content_id("merge", *sorted((one, other)))


class _Groups:
    """Accounts, put together the surest first."""

    def __init__(self, pieces: list[Piece], apart: frozenset[str]) -> None:
        self._pieces = pieces
        self._apart = apart
        self._group = list(range(len(pieces)))
        self._members = {number: [number] for number in range(len(pieces))}
        self._merges: dict[int, list[Merge]] = defaultdict(list)
        sameness = Sameness(pieces)
        self._found: dict[tuple[int, int], Likelihood] = {}
        for pair in candidates(pieces):
            likelihood = sameness.compare(pieces[pair[0]], pieces[pair[1]])
            if likelihood is not None:
                self._found[pair] = likelihood
        for (one, other), likelihood in sorted(self._found.items(), key=lambda item: (-item[1].strength, item[0])):
            self._join(one, other, likelihood)

    def _join(self, one: int, other: int, likelihood: Likelihood) -> None:
        here, there = self._group[one], self._group[other]
        if here == there or not self._fit(self._members[here], self._members[there]):
            return
        for number in self._members[there]:
            self._group[number] = here
        self._members[here] += self._members.pop(there)
        events = (self._pieces[one].event.id, self._pieces[other].event.id)
        self._merges[here] += [*self._merges.pop(there, []), Merge(merge_id(*events), *events, likelihood.reasons)]

    def _fit(self, here: list[int], there: list[int]) -> bool:
        said = 0
        for one in here:
            for other in there:
                a, b = self._pieces[one], self._pieces[other]
                if contradict(a, b) or merge_id(a.event.id, b.event.id) in self._apart:
                    return False
                said += (min(one, other), max(one, other)) in self._found
        return 2 * said >= len(here) * len(there)

    def incidents(self) -> Iterator[Incident]:
        """What came together."""
        for group, members in self._members.items():
            pieces = sorted((self._pieces[number] for number in members), key=_order)
            yield Incident(
                content_id("incident", pieces[0].event.id),
                tuple(piece.account for piece in pieces),
                _repeated(pieces),
                tuple(self._merges[group]),
            )


def candidates(pieces: list[Piece]) -> set[tuple[int, int]]:
    """The pairs that may be of one event: of one family of types, and of one story or with both sides and the day in common."""
    shelves: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for number, piece in enumerate(pieces):
        shelves[piece.event.family, piece.story].append(number)
        if piece.span is not None:
            for agent in piece.sides[0]:
                for recipient in piece.sides[1]:
                    for day in (piece.span[0], piece.span[0] + 1):  # the shelf of its day, and that of the next
                        shelves[piece.event.family, agent, recipient, day].append(number)
    return {pair for shelf in shelves.values() for pair in combinations(shelf, 2)}


def _order(piece: Piece) -> tuple[str, bool, float, str]:
    """Earlier reports first; within a day what the newspaper tells itself, then what is surest."""
    event = piece.event
    return (piece.account.reading.published or "9999", bool(event.said_by), -event.confidence, event.id)


def _repeated(pieces: list[Piece]) -> tuple[int, ...]:
    """For each account the first that it repeats: in a copy of its report, or in a sentence taken over in the same voice."""
    said = [phrases(piece.account.sentence) for piece in pieces]
    unions = Unions()
    for one, other in combinations(range(len(pieces)), 2):
        taken_over = voice(pieces[one].event) == voice(pieces[other].event) and shared(said[one], said[other]) >= SHARED
        if pieces[one].copy_of == pieces[other].copy_of or taken_over:
            unions.join(one, other)
    return tuple(unions.find(number) for number in range(len(pieces)))
