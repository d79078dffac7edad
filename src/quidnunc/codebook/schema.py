"""The shapes of the codebook's YAML files."""

from __future__ import annotations

from typing import Literal

import msgspec

from quidnunc.records import Stance, Status

Quad = Literal["VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT"]
Needs = Literal["agent", "recipient", "both", "any"]
Complement = Literal["clause", "infinitive", "gerund"]


class _Strict(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A mapping in which an unknown key is an error."""


class Mode(_Strict):
    """A way in which a type of event is done."""

    score: float
    definition: str


class EventType(_Strict):
    """One of PLOVER's event types; ``score`` is its Goldstein-style intensity, -10 to 10."""

    name: str
    quad: Quad
    score: float
    requires_recipient: bool
    definition: str
    modes: dict[str, Mode] = {}


class Context(_Strict):
    """What an event is about, with the words that tell of it."""

    name: str
    definition: str
    cues: tuple[str, ...]


class Inner(_Strict):
    """What a frame says of the event named in its complement or object."""

    status: Status | None = None
    stance: Stance | None = None
    agent: Literal["subject", "object"] | None = None


class Frame(_Strict):
    """A predicate, its roles, and the type and mode of the events it names. The documentation lists the keys."""

    verb: tuple[str, ...] = ()
    noun: tuple[str, ...] = ()
    adjective: tuple[str, ...] = ()
    object: tuple[str, ...] = ()
    not_object: tuple[str, ...] = ()
    prep: dict[str, tuple[str, ...]] = {}
    complement: tuple[Complement, ...] = ()
    voice: Literal["active", "passive"] | None = None
    agent: tuple[str, ...] | None = None
    recipient: tuple[str, ...] | None = None
    type: str | None = None
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    reciprocal: bool = False
    inner: Inner | None = None
    status: Status | None = None
    needs: Needs = "any"
    weight: float = 0.8
    gloss: str = ""


class FrameFile(_Strict):
    """A file of frames; ``type`` is what its frames name unless they say otherwise."""

    frames: tuple[Frame, ...]
    type: str | None = None


class SupportVerb(_Strict):
    """A verb that lends its subject to an event noun: "launched an attack" (agent), "suffered an attack" (recipient).

    ``passive_only`` is no field: in the passive the by-phrase is the subject. ``inner`` is what the verb says of the event's
    status ("called off the talks").
    """

    verb: tuple[str, ...]
    subject: Literal["agent", "recipient", "none"]
    preposition: str | None = None
    status: Status | None = None


class CameoCode(_Strict):
    """A CAMEO code and the PLOVER type and mode it answers to."""

    code: str
    name: str
    type: str
    mode: str | None = None
    export: bool = False


class FactPredicate(_Strict):
    """A standing relation and what its object is."""

    name: str
    definition: str
    object: Literal["state", "organisation", "actor", "place", "text"]
