"""The records that every room of Quidnunc speaks.

The contract (names and meanings) is the one in the documentation, "The record of an article". All spans are
``[start, end)`` in code points into ``Reading.text``. All structs are frozen; equal input gives equal bytes.
"""

from __future__ import annotations

import datetime
import hashlib
from typing import Any, Literal

import msgspec

from quidnunc.errors import InputError

Span = tuple[int, int]

Form = Literal["name", "nominal", "pronoun"]
ActorKind = Literal["state", "government", "person", "organisation", "armed_group", "group"]
Quad = Literal["VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT"]
Status = Literal["happened", "ongoing", "planned", "possible", "negated"]
Stance = Literal["asserts", "alleges", "denies", "doubts"]
SaidKind = Literal["speech", "thought", "attitude", "seeming"]
Quotation = Literal["direct", "indirect", "mixed"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
VerdictKind = Literal["accepted", "fixed", "open", "unsure"]
PublishedFrom = Literal["header", "argument", "page", "file", "none"]
RelationKind = Literal["before", "after", "because_of", "response_to", "part_of"]

STATUSES: tuple[Status, ...] = ("happened", "ongoing", "planned", "possible", "negated")
STANCES: tuple[Stance, ...] = ("asserts", "alleges", "denies", "doubts")


def iso_day(value: str, *, source: str = "", field: str | None = None) -> str:
    """A day as it is written in records. Raises InputError where it is no date, or not written as YYYY-MM-DD.

    >>> iso_day("2023-10-17")
    '2023-10-17'
    """
    try:
        if datetime.date.fromisoformat(value).isoformat() == value:
            return value
    except ValueError:
        pass
    raise InputError(f"'{value}' is no date; write YYYY-MM-DD", source=source, field=field)


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """What all records share: frozen, keyword-only, compared by value."""


class Article(Record, frozen=True, kw_only=True):
    """One report as it came in.

    Only ``text`` is needed. ``published`` is an ISO date (``"2023-10-17"``); without one, relative dates stay
    unanchored.

    >>> Article(text="Rebels attacked the town.", published="2023-10-17").published
    '2023-10-17'
    """

    text: str
    title: str = ""
    source: str = "-"
    url: str | None = None
    outlet: str | None = None
    author: str | None = None
    language: str = "en"
    published: str | None = None
    published_from: PublishedFrom | None = None

    def __post_init__(self) -> None:
        """Checks ``published``. Raises InputError where it is no date, or not written as YYYY-MM-DD."""
        if self.published is not None:
            iso_day(self.published, field="published")

    @property
    def day(self) -> datetime.date | None:
        """The day of publication."""
        return None if self.published is None else datetime.date.fromisoformat(self.published)

    @property
    def key(self) -> str:
        """The id that its reading bears: a hash over text, title and published date."""
        return content_id(self.text, self.title, self.published or "")


class Sentence(Record, frozen=True, kw_only=True):
    """A sentence's span."""

    start: int
    end: int


class Mention(Record, frozen=True, kw_only=True):
    """Words that stand for an actor, a place, or both ("Beijing criticised")."""

    start: int
    end: int
    text: str
    form: Form
    actor: str | None = None
    place: str | None = None


class Count(Record, frozen=True, kw_only=True):
    """How many; ``low`` equals ``high`` where the text gives one number."""

    low: int
    high: int


class Actor(Record, frozen=True, kw_only=True):
    """Someone who can act: a state, government, person, organisation, armed group or group of people."""

    id: str
    name: str
    kind: ActorKind
    country: str | None = None
    sector: str | None = None
    wikidata: str | None = None
    anonymous: bool = False
    count: Count | None = None


class Place(Record, frozen=True, kw_only=True):
    """Somewhere: ``feature`` is a GeoNames feature code, ``lat`` and ``lon`` are WGS 84 degrees."""

    id: str
    name: str
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    feature: str
    wikidata: str | None = None


class TimeSpan(Record, frozen=True, kw_only=True):
    """A time expression: its TIMEX3 value, and the days it covers (both inclusive) where it can be anchored."""

    start: int
    end: int
    text: str
    type: TimeType
    value: str
    from_: str | None = msgspec.field(default=None, name="from")
    to: str | None = None
    grain: str


class Attribution(Record, frozen=True, kw_only=True):
    """Who says what: spans of source, cue and content (each may be discontinuous or empty).

    ``kind`` tells speech from thought ("believes"), attitude ("supports") and what merely seems so; ``quotation`` whether the
    content stands in quotation marks.
    """

    id: str
    parent: str | None = None
    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    content: tuple[Span, ...] = ()
    speaker: str | None = None
    stance: Stance
    kind: SaidKind = "speech"
    quotation: Quotation = "indirect"
    channel: str | None = None
    evidence_cited: str | None = None


class EventDate(Record, frozen=True, kw_only=True):
    """When an event happens: first and last day, both inclusive, and how fine the text's own words are."""

    start: str
    end: str
    grain: str


class Magnitude(Record, frozen=True, kw_only=True):
    """A number attached to an event: what is counted, from ``low`` to ``high``, in ``unit``.

    A bound that the text does not give is None ("at least 12" has no ``high``, "up to 200" no ``low``); one of both is given.
    ``unit`` is ``people``, an ISO 4217 code, ``year`` or ``month``, ``percent``, or empty where ``what`` names the things counted.
    """

    what: str
    low: float | None
    high: float | None
    unit: str


class Trigger(Record, frozen=True, kw_only=True):
    """The words that name an event."""

    start: int
    end: int


class Evidence(Record, frozen=True, kw_only=True):
    """The characters that each field of an event rests on.

    ``magnitude`` holds the words of each magnitude and ``contexts`` the cue of each context, in the order of the event's own.
    """

    sentences: tuple[int, ...]
    agents: tuple[Span, ...] = ()
    recipients: tuple[Span, ...] = ()
    date: Span | None = None
    place: Span | None = None
    status: tuple[Span, ...] = ()
    said_by: tuple[Span, ...] = ()
    magnitude: tuple[Span, ...] = ()
    contexts: tuple[Span, ...] = ()


class Verdict(Record, frozen=True, kw_only=True):
    """A field of an event as people judged it.

    ``field`` is the field's name, or ``event`` for the record as a whole. ``old`` is what the reading says, as JSON, where
    another value stands in its place.
    """

    field: str
    verdict: VerdictKind
    by: tuple[str, ...]
    at: str
    old: str | None = None
    note: str | None = None


class Coding(Record, frozen=True, kw_only=True):
    """How a type and mode of a codebook of the user's own stand among PLOVER's, so that whoever reads the record needs no codebook.

    ``parent`` is the type that a sub-type belongs to; ``quad`` and ``score`` are quad class and intensity; ``cameo`` the code under
    which it goes out.
    """

    parent: str | None
    quad: Quad
    score: float
    cameo: str


class Event(Record, frozen=True, kw_only=True):
    """Who did what to whom, when, where, on whose word, and whether it happened."""

    id: str
    type: str
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    agents: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    date: EventDate | None = None
    place: str | None = None
    status: Status
    said_by: tuple[str, ...] = ()
    stance: Stance | None = None
    denied_by: tuple[str, ...] = ()
    attributions: tuple[str, ...] = ()
    background: bool = False
    confidence: float
    magnitude: tuple[Magnitude, ...] = ()
    trigger: Trigger
    evidence: Evidence
    coding: Coding | None = None
    judged: tuple[Verdict, ...] | msgspec.UnsetType = msgspec.UNSET
    """Whose verdicts this record shows; absent from a reading as it was read."""

    @property
    def family(self) -> str:
        """The parent of its type, or the type itself where it has none."""
        return self.type if self.coding is None or self.coding.parent is None else self.coding.parent


class Relation(Record, frozen=True, kw_only=True):
    """How one event stands to another, where the text says so, and the characters of the words that say it.

    "after": the event ``from`` came after the event ``to``; "because_of", "response_to", "part_of" read likewise.
    """

    from_: str = msgspec.field(name="from")
    to: str
    kind: RelationKind
    evidence: tuple[Span, ...] = ()


class FactEvidence(Record, frozen=True, kw_only=True):
    """The sentences and characters that a fact rests on."""

    sentences: tuple[int, ...]
    spans: tuple[Span, ...]


class Fact(Record, frozen=True, kw_only=True):
    """A standing relation: an office held, a membership, an alliance."""

    subject: str
    predicate: str
    object: str
    role: str | None = None
    negated: bool = False
    from_: str | None = msgspec.field(default=None, name="from")
    to: str | None = None
    said_by: tuple[str, ...] = ()
    evidence: FactEvidence


class ReaderVersion(Record, frozen=True, kw_only=True):
    """What made a reading: the package's version, hashes of codebook, gazetteer and typing model; no ``model``: the frames alone."""

    version: str
    codebook: str
    gazetteer: str
    model: str | None = None


class Reading(Record, frozen=True, kw_only=True):
    """One article, read. The unit of work, of storage, of retry and of distribution."""

    id: str
    source: str
    url: str | None
    title: str
    outlet: str | None
    author: str | None = None
    language: str
    published: str | None
    published_from: PublishedFrom
    text: str
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    actors: tuple[Actor, ...]
    places: tuple[Place, ...]
    times: tuple[TimeSpan, ...]
    attributions: tuple[Attribution, ...]
    events: tuple[Event, ...]
    relations: tuple[Relation, ...]
    facts: tuple[Fact, ...]
    reader: ReaderVersion

    def to_json(self) -> bytes:
        """The reading as one line of UTF-8 JSON, the same bytes for the same reading.

        Characters that JSON allows in strings but that other tools take for line ends are escaped.
        """
        line = _ENCODER.encode(self)
        for character in _LINE_ENDS:
            line = line.replace(character.encode(), f"\\u{ord(character):04x}".encode())
        return line

    @classmethod
    def from_json(cls, line: bytes | str) -> Reading:
        """The reading that ``to_json`` wrote. Raises msgspec.ValidationError where the line breaks the contract."""
        return _DECODER.decode(line)

    def to_dict(self) -> dict[str, Any]:
        """The reading as plain dictionaries and lists, keys as in JSON."""
        built = msgspec.to_builtins(self)
        assert isinstance(built, dict)
        return built


_LINE_ENDS = "\u0085\u2028\u2029"
_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Reading)


def content_id(*parts: object, length: int = 16) -> str:
    """A stable id: the first ``length`` hex digits of a BLAKE2b hash over the parts.

    >>> content_id("a", 1) == content_id("a", 1), content_id("a", 1) == content_id("a1")
    (True, False)
    """
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        data = str(part).encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()[:length]
