"""Whether two accounts tell of one event, and why.

Being near in space or time is no reason: most of what happens in a capital on one day is different events. Two accounts are
one event where nothing that both of them give speaks against it (type, mode, sides, day, place), where they share a named
side, and where their sentences share a good part of what they say: the more, the less else speaks for it. Where only
one side is the same, and neither day nor spot, the sentence of one must hold the words that name the event of the other.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from quidnunc.records import STATUSES, Actor, Event, Status
from quidnunc.told import Account
from quidnunc.world.wording import wording

DAYS = 1  # reports of one event may name neighbouring days: clocks differ, and events last into the night
NEWS = 7  # days between reports, where an event has no day of its own
ALIKE_SURE = (
    0.2  # of what the shorter sentence says, names of the sides aside: where sides and day or spot are the same
)
ALIKE = 0.3  # where two of these are
ALIKE_LOOSE = 0.4  # where one is
ALIKE_ALONE = 0.5  # where none is, or where the reports are of different stories
_NEVER = 2.0
FEWEST = 3  # words that must be the same before sentences say the same, unless both sides are
_DAYLIKE = ("day", "time")
_ORGANS = ("state", "government")
_ANONYMOUS = "anonymous:"
_SETTLED: frozenset[Status] = frozenset(("happened", "ongoing", "negated"))
_MAY_BE: dict[Status, frozenset[Status]] = {  # what is only possible never happened for that
    **dict.fromkeys(_SETTLED, _SETTLED | {"planned"}),
    "planned": frozenset(STATUSES),
    "possible": frozenset(("possible", "planned")),
}
_STATE_SECTORS = ("GOV", "MIL")


@dataclass(frozen=True, slots=True)
class Piece:
    """An account and what is compared of it."""

    account: Account
    story: str
    copy_of: str
    words: frozenset[str]
    sides: tuple[frozenset[str], frozenset[str]]
    span: tuple[int, int] | None
    published: int | None

    @property
    def event(self) -> Event:
        """Its event."""
        return self.account.event

    @property
    def reading(self) -> str:
        """The id of its report."""
        return self.account.reading.id


@dataclass(frozen=True, slots=True)
class Likelihood:
    """That two accounts are of one event: the more reasons and the more alike their words, the stronger."""

    strength: float
    reasons: tuple[str, ...]


def piece_of(account: Account, story: str, copy_of: str) -> Piece:
    """What is compared of an account.

    Args:
        account: the account.
        story: which story its report belongs to.
        copy_of: the report that its own repeats, or its own: copies share it.
    """
    event, reading = account.event, account.reading
    words = wording("", account.sentence).words
    named = [actor.name for actor in (*account.agents, *account.recipients)]
    return Piece(
        account,
        story,
        copy_of,
        frozenset(words.keys() - wording("", " ".join(named)).words.keys()),
        (_keys(account.agents), _keys(account.recipients)),
        _span(event),
        None if reading.published is None else date.fromisoformat(reading.published).toordinal(),
    )


class Sameness:
    """Compares accounts; a word that many of them use says less.

    Args:
        pieces: all that may be compared.
    """

    def __init__(self, pieces: Sequence[Piece]) -> None:
        counts = Counter(word for piece in pieces for word in piece.words)
        self._weights = {word: math.log(1 + len(pieces) / count) for word, count in counts.items()}

    def compare(self, one: Piece, other: Piece) -> Likelihood | None:
        """Why two accounts are of one event; ``None`` where they are not."""
        if contradict(one, other) or not _may_meet(one, other):
            return None
        shared = one.words & other.words
        agents, recipients = one.sides[0] & other.sides[0], one.sides[1] & other.sides[1]
        both = bool(agents and recipients)
        alike = self._share(one.words, other.words) if both or len(shared) >= FEWEST else 0.0
        mode = one.event.mode if one.event.mode == other.event.mode else None
        type_ = one.event.type if one.event.type == other.event.type else one.event.family
        found = [f"both {type_}" + (f"/{mode}" if mode else "")]
        if agents:
            found.append(f"agent {_shown(one, agents)}")
        if recipients:
            found.append(f"recipient {_shown(one, recipients)}")
        same_story = one.story == other.story
        if same_story:
            found.append("copies of one report" if one.copy_of == other.copy_of else "reports of one story")
        same_day = one.span is not None and other.span is not None
        if same_day:
            found.append(f"days {_days(one)} and {_days(other)}")
        place = one.account.place
        if place is not None and other.account.place is not None and place.id == other.account.place.id:
            found.append(f"place {place.name}")
        named = _named_in(one, other) + _named_in(other, one)
        frame = same_day + _same_spot(one, other)
        if named < (2 if not agents | recipients else 0 if both or frame else 1):
            return None
        if alike < _needed(same_story, bool(_named(agents | recipients)) + both, frame):
            return None
        if alike:
            heaviest = sorted(shared, key=lambda word: (-self._weights[word], word))[:5]
            found.append(f"words in common {alike:.0%}: {', '.join(heaviest)}")
        return Likelihood(round(alike + len(found), 3), tuple(found))

    def _share(self, one: frozenset[str], other: frozenset[str]) -> float:
        """How much of what the shorter sentence says the other says too, by weight."""
        least = min(sum(self._weights[word] for word in words) for words in (one, other))
        return sum(self._weights[word] for word in one & other) / least if least else 0.0


def _needed(same_story: bool, sides: int, frame: int) -> float:
    """How much two sentences must share.

    Args:
        same_story: their reports are of one story.
        sides: 0 where no named actor is on the same side of both, 1 where one is, 2 where both sides are the same.
        frame: whether day and spot (a town, not a country) are the same, each counting 1.
    """
    if not same_story:
        return ALIKE_ALONE if sides == 2 and frame else _NEVER
    for strength, enough in ((3, ALIKE_SURE), (2, ALIKE), (1, ALIKE_LOOSE)):
        if sides + frame >= strength:
            return enough
    return ALIKE_ALONE


def _of_a_kind(a: Event, b: Event) -> bool:
    """Whether two events are of one type, or one of a sub-type of the other's."""
    return a.type == b.type or (a.family == b.family and a.family in (a.type, b.type))


def contradict(one: Piece, other: Piece) -> bool:
    """Whether anything that both accounts give speaks against one event, or one report tells them as two."""
    a, b = one.event, other.event
    if one.reading == other.reading and not _two_voices(a, b):
        return True
    if b.status not in _MAY_BE[a.status]:
        return True
    if not _of_a_kind(a, b) or (a.mode and b.mode and a.mode != b.mode):
        return True
    if _other_sides(one, other):
        return True
    if one.span and other.span and (one.span[0] - DAYS > other.span[1] or other.span[0] - DAYS > one.span[1]):
        return True
    return _elsewhere(one, other)


def _other_sides(one: Piece, other: Piece) -> bool:
    """Whether the sides of two accounts exclude each other."""
    (agents, recipients), (others, their_recipients) = one.sides, other.sides
    if (
        agents & recipients or others & their_recipients
    ):  # what parties do with each other: two of them must be the same
        return len((agents | recipients) & (others | their_recipients)) < 2
    for mine, theirs in zip(one.sides, other.sides, strict=True):
        if _named(mine) and _named(theirs) and not mine & theirs:  # who is only described may be anybody
            return True
    crossed = agents & their_recipients or recipients & others  # a blow and a counter-blow
    return bool(crossed) and not (agents & others or recipients & their_recipients)


def _named(keys: frozenset[str]) -> frozenset[str]:
    """Those that are not only described."""
    return frozenset(key for key in keys if not key.startswith(_ANONYMOUS))


def _named_in(one: Piece, other: Piece) -> bool:
    """Whether the words that name the event of one stand in the sentence of the other, whatever their endings."""
    stems = [word[: max(3, len(word) - 3)] for word in wording("", one.account.trigger.lower()).words]
    return any(word.startswith(stem) for stem in stems for word in other.words)


def _same_spot(one: Piece, other: Piece) -> bool:
    """Whether both accounts give one place that is no country."""
    here, there = one.account.place, other.account.place
    return here is not None and there is not None and here.id == there.id and not here.feature.startswith("PCL")


def _elsewhere(one: Piece, other: Piece) -> bool:
    """Whether two places exclude each other; a country holds all places in it."""
    here, there = one.account.place, other.account.place
    if here is None or there is None or here.id == there.id:
        return False
    if here.country and there.country and here.country != there.country:
        return True
    return not any(place.feature.startswith(("PCL", "ADM")) for place in (here, there))


def _may_meet(one: Piece, other: Piece) -> bool:
    """Whether time lets two accounts be of one event."""
    if one.span and other.span:
        return True
    if one.event.background != other.event.background:
        return False
    if one.published is None or other.published is None:
        return one.story == other.story
    return abs(one.published - other.published) <= NEWS


def _two_voices(one: Event, other: Event) -> bool:
    """Whether one report has two people's words on one thing; what it says twice in one voice are two things to its reader."""
    settled = one.status in _SETTLED and other.status in _SETTLED
    return settled and voice(one) != voice(other)


def voice(event: Event) -> tuple[object, ...]:
    """On whose word an event stands, how they stand to it, and who denies it."""
    return event.said_by, event.stance, event.denied_by


def _keys(actors: Iterable[Actor]) -> frozenset[str]:
    """Who an actor is to other reports: a state, its government and its forces count as one."""
    return frozenset(_key(actor) for actor in actors)


def _key(actor: Actor) -> str:
    if actor.country and (actor.kind in _ORGANS or (actor.anonymous and actor.sector in _STATE_SECTORS)):
        return f"state:{actor.country}"
    if actor.country and actor.kind in ("armed_group", "organisation") and actor.sector == "MIL":
        return f"state:{actor.country}"
    return f"{_ANONYMOUS}{actor.id}" if actor.anonymous else actor.wikidata or actor.id


def _shown(piece: Piece, keys: frozenset[str]) -> str:
    actors = (*piece.account.agents, *piece.account.recipients)
    return ", ".join(dict.fromkeys(actor.name for actor in actors if _key(actor) in keys))


def _span(event: Event) -> tuple[int, int] | None:
    """The days of an event as ordinals, where its date is that fine."""
    if event.date is None or event.date.grain not in _DAYLIKE:
        return None
    return date.fromisoformat(event.date.start).toordinal(), date.fromisoformat(event.date.end).toordinal()


def _days(piece: Piece) -> str:
    assert piece.event.date is not None
    start, end = piece.event.date.start, piece.event.date.end
    return start if start == end else f"{start} to {end}"
