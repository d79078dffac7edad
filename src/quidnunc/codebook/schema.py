"""The shapes of the codebook's YAML files."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from quidnunc.records import Quad, Stance, Status

Needs = Literal["agent", "recipient", "both", "any"]
Complement = Literal["clause", "infinitive", "gerund"]
Kind = Literal["verb", "noun", "adjective"]

Text = Annotated[str, msgspec.Meta(min_length=1)]
Words = tuple[Text, ...]
Score = Annotated[float, msgspec.Meta(ge=-10, le=10)]
Weight = Annotated[float, msgspec.Meta(ge=0, le=1)]
Code = Annotated[str, msgspec.Meta(pattern=r"^[0-9]{2,4}$")]


class _Strict(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A mapping in which an unknown key is an error."""


class Mode(_Strict, frozen=True, kw_only=True):
    """A way in which a type of event is done."""

    score: Score
    definition: Text


class EventType(_Strict, frozen=True, kw_only=True):
    """An event type: one of PLOVER's, or one of the user's own. ``score`` is its Goldstein-style intensity, -10 to 10.

    A sub-type names its ``parent``, of whose quad class it is; what it leaves out of ``score`` and ``requires_recipient`` is the
    parent's, and rules of reading that hold for the parent hold for it.
    """

    name: Text
    parent: str | None = None
    quad: Quad
    score: Score
    requires_recipient: bool
    definition: Text
    modes: dict[str, Mode] = {}


class Context(_Strict, frozen=True, kw_only=True):
    """What an event is about, with the words that tell of it.

    ``parties``: whether cues count that stand in the words for the doers and those done to ("the court ordered"): always, in
    material deeds alone, or never.
    """

    name: Text
    definition: Text
    cues: Annotated[Words, msgspec.Meta(min_length=1)]
    parties: Literal["always", "deeds", "never"] = "always"


class Inner(_Strict, frozen=True, kw_only=True):
    """What a frame says of the event named in its complement or object."""

    status: Status | None = None
    stance: Stance | None = None
    agent: Literal["subject", "object"] | None = None


class FrameEntry(_Strict, frozen=True, kw_only=True):
    """A frame as its file gives it: a predicate, its roles, the type and mode of the events it names. The documentation lists keys.

    ``claimed`` says that the words are the agent's own account of the act ("claimed responsibility for"), and its
    stance. ``hostile`` frames hold only around a deed of conflict ("vowed to destroy"); elsewhere the words mean another frame.
    ``idle`` frames name no event: so used, their words mean nothing that is coded ("a request for comment").

    A lemma of several words is, for a verb, the verb and a particle, adverb or predicate word that depends on it ("call
    off", "take hostage", "find guilty"); for a noun, the noun with the words right before it ("hunger strike").
    """

    verb: Words = ()
    noun: Words = ()
    adjective: Words = ()
    object: Words = ()
    not_object: Words = ()
    prep: dict[str, Words] = {}
    complement: tuple[Complement, ...] = ()
    voice: Literal["active", "passive"] | None = None
    intransitive: bool = False
    agent: Words | None = None
    recipient: Words | None = None
    type: str | None = None
    mode: str | None = None
    contexts: Words = ()
    reciprocal: bool = False
    hostile: bool = False
    idle: bool = False
    inner: Inner | None = None
    status: Status | None = None
    claimed: Stance | None = None
    needs: Needs = "any"
    weight: Weight = 0.8
    gloss: str = ""

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """Which of verb, noun and adjective the frame has lemmas for; a valid frame has exactly one."""
        lemmas: tuple[tuple[Kind, Words], ...] = (
            ("verb", self.verb),
            ("noun", self.noun),
            ("adjective", self.adjective),
        )
        return tuple(kind for kind, words in lemmas if words)

    @property
    def lemmas(self) -> Words:
        """The lemmas that evoke the frame."""
        return self.verb or self.noun or self.adjective


class Frame(FrameEntry, frozen=True, kw_only=True):
    """A frame with its ``family``: its type, or the parent of its type where that is a sub-type."""

    family: str = ""


class SupportVerb(_Strict, frozen=True, kw_only=True):
    """A verb that lends its subject to an event noun: "launched an attack" (agent), "suffered an attack" (recipient).

    ``passive_only`` is no field: in the passive the by-phrase is the subject. ``status`` is what the verb says of the
    event ("called off the talks").
    """

    verb: Words
    subject: Literal["agent", "recipient", "none"]
    preposition: str | None = None
    status: Status | None = None


class CameoCode(_Strict, frozen=True, kw_only=True):
    """A CAMEO code and the PLOVER type and mode it answers to; no type where PLOVER has none (mere statements).

    ``export`` marks the code that stands for its type and mode in CAMEO formats; ``also`` lists further modes of the
    type that go out under the same code, CAMEO having none of their own.
    """

    code: Code
    name: Text
    type: str | None = None
    mode: str | None = None
    export: bool = False
    also: Words = ()


class FactPredicate(_Strict, frozen=True, kw_only=True):
    """A standing relation and what its object is."""

    name: Text
    definition: Text
    object: Literal["state", "organisation", "actor", "place", "text"]


class Grammar(_Strict, frozen=True, kw_only=True):
    """The slots that frames may name; prepositions are slots of every kind.

    Events of ``personal_types`` and ``personal_modes`` happen to somebody himself: an object that only belongs to him does not do.
    ``unlikely_agents`` names, by type, the sectors that hardly ever do such a thing: the word then rather means something else.
    ``general_nouns`` are those that may go back to any event of their type ("the attack" to a bombing), where others go back
    to their like only ("the invasion" to no bombing); of a type not named there every noun is general.
    An event of ``civic_types`` that concerns only ``bystanders``, people as such in the plural or singular, is everyday
    administration ("urged residents to stay indoors") and makes no record.
    The words of ``no_cues`` are no cues of a context ("hunger strike"), nor are those right before ``offices`` ("the energy
    minister").
    """

    verb_slots: Words
    noun_slots: Words
    adjective_slots: Words
    prepositions: Words
    personal_types: frozenset[str] = frozenset()
    personal_modes: frozenset[str] = frozenset()
    unlikely_agents: dict[str, frozenset[str]] = {}
    general_nouns: dict[str, frozenset[str]] = {}
    civic_types: frozenset[str] = frozenset()
    bystanders: frozenset[str] = frozenset()
    no_cues: Words = ()
    offices: frozenset[str] = frozenset()
