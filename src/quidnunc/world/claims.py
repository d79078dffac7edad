"""Statements that something was the first or the n-th of its kind, or never was: found in the words of a reading.

"the president's first journey abroad since the coup", "only their second summit in ten years", "has never once criticised":
who, what kind of deed, the how-manieth, to whom, since when. Found by the words of ``lexicon/firsts.yaml`` around mentions, events
and times that the reading already has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import msgspec
import yaml

from quidnunc.errors import DataError
from quidnunc.records import Event, Mention, Reading, Sentence
from quidnunc.world.lexicons import FOLDER


class Deed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Nouns and the events that they count."""

    words: tuple[str, ...]
    type: str
    modes: tuple[str | None, ...] = ()

    def counts(self, type_: str, mode: str | None, parent: str | None = None) -> bool:
        """Whether an event is such a deed; one of a sub-type is one of its parent's, too."""
        if self.type not in (type_, parent):
            return False
        if not self.modes:
            return True
        barred = {name[1:] for name in self.modes if name is not None and name.startswith("~")}
        return mode in self.modes or (bool(barred) and mode is not None and mode not in barred)


class StateClass(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A description of states, and which are meant."""

    words: tuple[str, ...]
    states: tuple[str, ...]


class FirstWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``firsts.yaml``."""

    ordinals: dict[str, int]
    deeds: tuple[Deed, ...]
    abroad: frozenset[str]
    classes: tuple[StateClass, ...]

    def deed(self, noun: str) -> Deed:
        """The deed of a noun."""
        return next(deed for deed in self.deeds if noun.lower() in deed.words)

    def states(self, words: str) -> tuple[str, ...]:
        """The states that a description means; none where it is no such description."""
        text = words.lower()
        fitting = [
            (len(word), kind.states) for kind in self.classes for word in kind.words if re.search(rf"\b{word}\b", text)
        ]
        return max(fitting)[1] if fitting else ()


@cache
def first_words(path: Path = FOLDER / "firsts.yaml") -> FirstWords:
    """The words of such statements. Raises DataError where the file is missing or breaks its contract."""
    try:
        return msgspec.convert(yaml.safe_load(path.read_text(encoding="utf-8")), FirstWords)
    except (OSError, yaml.YAMLError, msgspec.ValidationError) as problem:
        raise DataError(str(problem), source=str(path)) from problem


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """One statement.

    Attributes:
        reading, source, published: where it stands. ``start``, ``end``: its characters; ``text``: its sentence.
        ordinal: 1 for first, 2 for second, …; 0 for never.
        actor: whose deed, by id and ``actor_name``; None where the text does not let us know.
        deed: what kind; ``type`` of event. ``abroad``: only those in another country.
        towards: ids of whom it is to or with; ``states``: the states that a description of them means.
        vague: a description of whom that nothing here can check ("an ally").
        since: the first day of the time spoken of, where it is dated; ``undated``: the words after "since" that are not;
            ``anchor``: type, agent and recipient of the event that they tell of, which other reports may date.
    """

    reading: str
    source: str
    published: str | None
    start: int
    end: int
    text: str
    ordinal: int
    actor: str | None
    actor_name: str
    deed: Deed
    type: str
    abroad: bool = False
    towards: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    vague: str = ""
    since: str | None = None
    undated: str = ""
    anchor: tuple[str, str, str] | None = None


@cache
def _pattern() -> re.Pattern[str]:
    words = first_words()
    nouns = sorted((word for deed in words.deeds for word in deed.words), key=len, reverse=True)
    ordinals = "|".join(words.ordinals)
    # "first ever state visit", "second foreign visit": up to three words between, none of them a verb's or a clause's.
    between = r"(?:\s+(?!and\b|or\b|to\b|of\b|that\b|is\b|was\b)[\w’'-]+){0,3}?"
    return re.compile(
        rf"\b(?P<ordinal>{ordinals})(?P<between>{between})\s+(?P<noun>{'|'.join(map(re.escape, nouns))})\b",
        re.IGNORECASE,
    )


_NEVER = re.compile(r"\bnever\b", re.IGNORECASE)
_SINCE = re.compile(r"\bsince\b", re.IGNORECASE)
_OWNER = re.compile(r"(?:['’]s?)?\s*(?:only|very)?\s*", re.IGNORECASE)
_TOWARDS = re.compile(r"\s+(?:to|with|against|on|from|between)\s+(?P<whom>[^,;.()–—]{1,60})")
_END = re.compile(r"\b(?:since|in|after|before|for|as|when|which|who|that)\b|[,;–—]")


def claims_in(reading: Reading) -> Iterator[Claim]:
    """The statements of a reading, in order."""
    for sentence in reading.sentences:
        text = reading.text[sentence.start : sentence.end]
        matches = list(_pattern().finditer(text))
        for number, match in enumerate(matches):
            until = matches[number + 1].start() if number + 1 < len(matches) else len(text)
            claim = _ordinal_claim(reading, sentence, match, until)
            if claim.actor or claim.since or claim.undated or "ever" in match["between"].lower().split():
                yield claim  # else it only counts off: "the first attack was …, the second …"
        if _NEVER.search(text):
            yield from _never_claims(reading, sentence)


def tells_a_first(sentence: str) -> bool:
    """Whether a sentence itself says that something was the n-th since a day: that day is then not the deed's own."""
    return _pattern().search(sentence) is not None and _SINCE.search(sentence) is not None


def _ordinal_claim(reading: Reading, sentence: Sentence, match: re.Match[str], until: int) -> Claim:
    words = first_words()
    deed = words.deed(match["noun"])
    tail = match.string[match.end() : until]
    at = sentence.start + match.start()
    after = sentence.start + match.end()
    towards, states, vague = _whom(reading, after, tail)
    since, undated, anchor = _since(reading, after, tail)
    actor = _owner(reading, sentence, at) or _by(reading, after, tail)
    return _claim(
        reading,
        sentence,
        (at, after),
        ordinal=words.ordinals[match["ordinal"].lower()],
        actor=actor,
        deed=deed,
        abroad=bool(words.abroad & set(match["between"].lower().split())),
        towards=towards,
        states=states,
        vague=vague,
        since=since,
        undated=undated,
        anchor=anchor,
    )


def _never_claims(reading: Reading, sentence: Sentence) -> Iterator[Claim]:
    """Negated events of a sentence with "never" shortly before them."""
    for event in reading.events:
        trigger = event.trigger
        if event.status != "negated" or not event.agents or not sentence.start <= trigger.start < sentence.end:
            continue
        before = reading.text[max(sentence.start, trigger.start - 40) : trigger.start]
        if not _NEVER.search(before):
            continue
        since, undated, anchor = _since(reading, trigger.end, reading.text[trigger.end : sentence.end])
        yield _claim(
            reading,
            sentence,
            (trigger.start, trigger.end),
            ordinal=0,
            actor=event.agents[0],
            deed=Deed(words=(), type=event.type, modes=() if event.mode is None else (event.mode, None)),
            abroad=False,
            towards=event.recipients,
            states=(),
            vague="",
            since=since,
            undated=undated,
            anchor=anchor,
        )


def _claim(
    reading: Reading, sentence: Sentence, span: tuple[int, int], *, actor: str | None, deed: Deed, **fields: object
) -> Claim:
    names = {held.id: held.name for held in reading.actors}
    made: dict[str, object] = {
        "reading": reading.id,
        "source": reading.source,
        "published": reading.published,
        "start": span[0],
        "end": span[1],
        "text": " ".join(reading.text[sentence.start : sentence.end].split()),
        "actor": actor,
        "actor_name": names.get(actor or "", ""),
        "deed": deed,
        "type": deed.type,
        **fields,
    }
    return msgspec.convert(made, Claim, from_attributes=True)


def _owner(reading: Reading, sentence: Sentence, at: int) -> str | None:
    """Whose it is: the actor named right before it ("Putin's first trip", "his second")."""
    fitting = [
        mention
        for mention in reading.mentions
        if mention.actor
        and sentence.start <= mention.start
        and mention.end <= at
        and _OWNER.fullmatch(reading.text[mention.end : at])
    ]
    return max(fitting, key=lambda mention: mention.end).actor if fitting else None


def _by(reading: Reading, after: int, tail: str) -> str | None:
    """Whose it is, after "by": "the first visit by an American president"."""
    match = re.match(r"\s+(?:[\w’'-]+\s+){0,4}?by\s+(?:an?\s+|the\s+)?", tail)
    if match is None:
        return None
    at = after + match.end()
    return next(
        (mention.actor for mention in reading.mentions if mention.actor and mention.start <= at + 1 < mention.end + 1),
        None,
    )


def _whom(reading: Reading, after: int, tail: str) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """To whom or with whom: actors (a place stands for its state), or the states that a description means, or its words."""
    match = _TOWARDS.match(tail)
    if match is None:
        return (), (), ""
    words = _END.split(match["whom"])[0].strip()
    start = after + match.start("whom")
    end = start + len(words)
    inside = [mention for mention in reading.mentions if start <= mention.start < end]
    named = [actor for mention in inside if (actor := _party(reading, mention)) is not None and _is_named(mention)]
    if named:
        return tuple(dict.fromkeys(named)), (), ""
    states = first_words().states(words)
    return (), states, "" if states else words


def _is_named(mention: Mention) -> bool:
    """Whether the words are a name, be it another's that stands for the actor ("Moscow")."""
    return mention.form == "name" or (mention.form == "nominal" and mention.text[:1].isupper())


def _party(reading: Reading, mention: Mention) -> str | None:
    if mention.actor is not None:
        return mention.actor
    return next((place.country for place in reading.places if place.id == mention.place), None)


def _since(reading: Reading, after: int, tail: str) -> tuple[str | None, str, tuple[str, str, str] | None]:
    """The first day of the time spoken of: that of a time in the words after "since", or of an event there that has a date.

    Where neither has one: the words, and type, agent and recipient of the event that they tell of.
    """
    match = _SINCE.search(tail)
    if match is None:
        return None, "", None
    start = after + match.end()
    words = re.split(r"[,;–—]|\bwhich\b|\bwho\b", tail[match.end() :])[0]
    end = start + len(words)
    for time in reading.times:
        if start <= time.start < end and time.from_ is not None:
            return time.from_, "", None
    events = [event for event in reading.events if start <= event.trigger.start < end and _happened(event)]
    dated = [event.date.start for event in events if event.date]
    if dated:
        return min(dated), "", None
    whole = next((event for event in events if event.agents and event.recipients), None)
    return None, words.strip(), None if whole is None else (whole.type, whole.agents[0], whole.recipients[0])


def _happened(event: Event) -> bool:
    return event.status in ("happened", "ongoing")
