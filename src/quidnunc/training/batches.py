"""Examples as arrays."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from quidnunc.codebook.examples import NONE, Example
from quidnunc.records import Span, Status
from quidnunc.training.network import WIDTH, Network, base_folder
from quidnunc.training.sentences import Written

STATUSES: tuple[Status, ...] = ("happened", "ongoing", "planned", "possible", "negated")
_LONGEST = 128
_EMBEDDED = 32
_TRIGGER_GIVEN = 0.45  # how often an example's trigger is given; else the network must find it
_WHOLE_TRIGGER = 0.4  # how often all of its words
_FIRST_WORD = 0.6  # and otherwise, how often the first
_TRIGGER = 2  # its place among the pools
_PARTY_DROPPED = 0.06  # how often a party is withheld, as events may lack one


@dataclass(frozen=True, slots=True)
class Labels:
    """What the heads' outputs stand for."""

    types: tuple[str, ...]
    modes: tuple[tuple[str, str | None], ...]

    @classmethod
    def of(cls, examples: Sequence[Example | Written]) -> Labels:
        """The labels that examples bear."""
        types = sorted({example.type for example in examples} - {NONE})
        modes = sorted({(e.type, e.mode) for e in examples if e.mode is not None}, key=str)
        return cls((*types, NONE), (("", None), *modes))


@dataclass(slots=True)
class Prepared:
    """An example as word pieces and labels.

    ``told``: only its trigger tells its type, so that it is always given. ``states``: the frozen half's states, ``[length, width]``,
    once reckoned.
    """

    ids: tuple[int, ...]
    pieces: tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]
    type: int
    mode: int
    status: int
    told: bool
    states: Tensor | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """What the network's upper half takes, what it should answer, and the trigger it should find (all 0 where none is marked)."""

    inputs: tuple[Tensor, Tensor, Tensor, Tensor]
    types: Tensor
    modes: Tensor
    statuses: Tensor
    triggers: Tensor


def load_tokenizer() -> Tokenizer:
    """The base model's tokenizer, without padding."""
    tokenizer = Tokenizer.from_file(str(base_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(_LONGEST)
    return tokenizer


def prepare(tokenizer: Tokenizer, example: Example | Written, labels: Labels) -> Prepared | None:
    """An example as the network needs it; None where a party stands beyond the longest sentence."""
    encoded = tokenizer.encode(example.text)

    def within(span: Span | None) -> tuple[int, ...]:
        if span is None:
            return ()
        return tuple(i for i, (s, e) in enumerate(encoded.offsets) if e > s and s < span[1] and span[0] < e)

    agent, recipient, trigger = within(example.agent), within(example.recipient), within(example.trigger)
    told = isinstance(example, Written) and example.told
    if not trigger if told else not (agent and recipient):
        return None
    mode = labels.modes.index((example.type, example.mode)) if example.mode is not None else 0
    return Prepared(
        tuple(encoded.ids),
        (agent, recipient, trigger),
        labels.types.index(example.type),
        mode,
        STATUSES.index(example.status),
        told,
    )


def embed(network: Network, examples: Sequence[Prepared]) -> None:
    """Reckons the frozen half's states of all examples that lack them."""
    order = sorted((e for e in examples if e.states is None), key=lambda e: len(e.ids))
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for first in range(0, len(order), _EMBEDDED):
            group = order[first : first + _EMBEDDED]
            ids = torch.zeros(len(group), len(group[-1].ids), dtype=torch.long)
            mask = torch.zeros_like(ids)
            for row, example in enumerate(group):
                ids[row, : len(example.ids)] = torch.tensor(example.ids)
                mask[row, : len(example.ids)] = 1
            states = network.embed(ids, mask).to(torch.bfloat16)
            for row, example in enumerate(group):
                example.states = states[row, : len(example.ids)].clone()


def collate(examples: Sequence[Prepared], rng: random.Random | None) -> Batch:
    """A batch of embedded examples: with ``rng`` triggers and parties are withheld at random, without it all triggers are."""
    length = max(len(example.ids) for example in examples)
    size = len(examples)
    states = torch.zeros(size, length, WIDTH, dtype=torch.bfloat16)
    mask = np.zeros((size, length), np.int64)
    pools = np.zeros((size, 3, length), np.float32)
    triggers = np.zeros((size, length), np.float32)
    for row, example in enumerate(examples):
        if example.states is None:
            raise ValueError("embed the examples first")
        states[row, : len(example.ids)] = example.states
        mask[row, : len(example.ids)] = 1
        shown = _shown(example, rng)
        for k, pieces in enumerate(example.pieces):
            if pieces and shown[k]:
                seen = pieces if rng is None or k < _TRIGGER else _part(pieces, rng)
                pools[row, k, list(seen)] = 1 / len(seen)
        if example.pieces[2]:
            triggers[row, list(example.pieces[2])] = 1
    return Batch(
        (states, torch.from_numpy(mask), torch.arange(size), torch.from_numpy(pools)),
        torch.tensor([example.type for example in examples]),
        torch.tensor([example.mode for example in examples]),
        torch.tensor([example.status for example in examples]),
        torch.from_numpy(triggers),
    )


def _part(pieces: tuple[int, ...], rng: random.Random) -> tuple[int, ...]:
    """A trigger as the frames give it: often only its first word, or another of its words."""
    if len(pieces) == 1 or rng.random() < _WHOLE_TRIGGER:
        return pieces
    first = 0 if rng.random() < _FIRST_WORD else rng.randrange(len(pieces))
    return pieces[first : first + rng.randint(1, 2)]


def _shown(example: Prepared, rng: random.Random | None) -> tuple[bool, bool, bool]:
    if rng is None:
        return True, True, example.told
    if rng.random() < _PARTY_DROPPED and example.pieces[2]:
        lost = rng.random()
        return lost < 0.3, lost >= 0.3, True
    return True, True, example.told or rng.random() < _TRIGGER_GIVEN
