"""A reading in the making: what the steps hand on to each other, in one order."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, field
from typing import Literal

from quidnunc.gazetteer.roles import Role
from quidnunc.reading.language import Syntax
from quidnunc.records import (
    Actor,
    Article,
    Fact,
    Form,
    Magnitude,
    Place,
    Quotation,
    RelationKind,
    SaidKind,
    Span,
    Stance,
    Status,
    TimeSpan,
)

Number = Literal["singular", "plural"]


@dataclass(slots=True)
class Found:
    """A mention: tokens ``[first, last)`` around a head token, and whom or what it stands for.

    ``actors`` holds ids (several for "the two leaders"); ``country`` a state's id where the words point to one; ``place`` a
    place's id. ``geographic`` says that the words can name a place; ``demonym`` that they are an adjective of nationality;
    ``bearer`` what kind of gazetteer entry bears the name.
    """

    first: int
    last: int
    head: int
    form: Form
    actors: tuple[str, ...] = ()
    country: str | None = None
    place: str | None = None
    geographic: bool = False
    demonym: bool = False
    bearer: str = ""
    gender: str = ""
    number: Number = "singular"
    role: Role | None = None
    former: bool = False
    antecedent: Found | None = None


@dataclass(slots=True)
class Title:
    """A title or description that the text gives a named actor: tokens ``[first, last)``, and whose office it is.

    ``state`` is a state's id, ``body`` an actor's id; both None where the text does not say.
    """

    actor: str
    bearer: Found
    first: int
    last: int
    role: Role
    state: str | None
    body: str | None
    former: bool


@dataclass(slots=True)
class Said:
    """An attribution in the making; spans in characters, ``speaker`` a token (the head of the source)."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    stance: Stance
    channel: str | None = None
    evidence_cited: str | None = None
    parent: int | None = None
    source_head: int | None = None
    cue_head: int | None = None
    kind: SaidKind = "speech"
    quotation: Quotation = "indirect"
    pattern: str = "clause"
    speakers: tuple[str, ...] = ()
    id: str = ""


@dataclass(frozen=True, slots=True)
class Amount:
    """A magnitude, and the characters of the words that say it."""

    magnitude: Magnitude
    span: Span


@dataclass(slots=True)
class Candidate:
    """An event in the making.

    ``contexts``: what it is about, each with the characters of the words that say so.
    ``standing``: a conduct that lasts, told in the simple present ("Iran backs the rebels"), which no day dates.
    ``date_stated``: the text gives the date, be it by reckoning; else it was taken from the scene.
    An ``echo`` is definite and short of an actor ("the attacks"): it goes back to a fuller mention; where there is none, it
    stands by itself only if it is ``whole``, that is has the roles that a record needs. A ``caption``'s event is none of its own.
    ``family``: the parent of its type, or the type itself where it has none.
    """

    type: str
    mode: str | None
    trigger: int
    first: int
    last: int
    agents: tuple[str, ...]
    recipients: tuple[str, ...]
    agent_spans: tuple[Span, ...]
    recipient_spans: tuple[Span, ...]
    weight: float
    reason: str
    reciprocal: bool = False
    contexts: dict[str, Span] = field(default_factory=dict)
    status: Status = "happened"
    status_spans: tuple[Span, ...] = ()
    time: TimeSpan | None = None
    date: tuple[str, str, str] | None = None
    date_reason: str = ""
    date_stated: bool = False
    place: str | None = None
    place_span: Span | None = None
    said_by: tuple[str, ...] = ()
    said_spans: tuple[Span, ...] = ()
    stance: Stance | None = None
    denied_by: tuple[str, ...] = ()
    attributions: tuple[str, ...] = ()
    background: bool = False
    magnitude: tuple[Amount, ...] = ()
    sentences: tuple[int, ...] = ()
    standing: bool = False
    outer: int | None = None
    echo: bool = False
    whole: bool = True
    caption: bool = False
    family: str = ""
    reasons: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Order:
    """A stated order: the event of trigger ``one`` came before, after … that of trigger ``other``; ``cue`` in characters."""

    one: int
    other: int
    kind: RelationKind
    cue: Span


@dataclass(slots=True)
class Draft:
    """An article and all that has been found in it so far.

    ``inner`` are toponyms within the names of others ("Bank of Mexico"): they stand for nobody, and no step but the last needs them.
    """

    article: Article
    syntax: Syntax
    times: list[TimeSpan] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)
    inner: list[Found] = field(default_factory=list)
    actors: dict[str, Actor] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    titles: list[Title] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    covering: dict[int, Found] = field(default_factory=dict)
    by_head: dict[int, Found] = field(default_factory=dict)
    repeated: set[int] = field(default_factory=set)
    captions: set[int] = field(default_factory=set)

    def index_mentions(self) -> None:
        """Recomputes which mention covers a token, the longest winning, and which is headed by it."""
        self.covering = {}
        self.by_head = {}
        for found in sorted(self.found, key=lambda f: (f.last - f.first, f.first)):
            for i in range(found.first, found.last):
                self.covering[i] = found
            self.by_head[found.head] = found


def without(candidates: list[Candidate], rejected: Set[int]) -> list[Candidate]:
    """The candidates that are left; those inside a rejected one stand by themselves."""
    position: dict[int, int] = {}
    for i in range(len(candidates)):
        if i not in rejected:
            position[i] = len(position)
    for c in candidates:
        if c.outer is not None:
            c.outer = position.get(c.outer)
    return [candidates[i] for i in position]
