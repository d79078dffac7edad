"""The training loop."""

from __future__ import annotations

import logging
import math
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import torch
from torch import nn

from quidnunc.training.batches import STATUSES, Batch, Labels, Prepared, collate, embed
from quidnunc.training.network import Network

LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to train; the defaults are those of the shipped model.

    Attributes:
        epochs: passes over the examples.
        written: how many sentences written from the phrase books go into each pass.
        rate: the encoder's highest learning rate; the heads' is ``head_rate`` times that.
        frozen: how many of the encoder's six layers keep their weights.
    """

    epochs: int = 6
    written: int = 5000
    batch: int = 48
    rate: float = 1.5e-4
    head_rate: float = 4.0
    warm_up: float = 0.08
    smoothing: float = 0.05
    frozen: int = 3
    seed: int = 7
    mode_share: float = 0.3
    status_share: float = 0.3
    trigger_share: float = 0.2


@dataclass(slots=True)
class Trainer:
    """Trains a network on examples."""

    labels: Labels
    recipe: Recipe = field(default_factory=Recipe)

    def train(self, own: Sequence[Prepared], written: Sequence[Prepared]) -> Network:
        """A network trained on all of ``own`` and, in each pass, a fresh draw of ``written``."""
        recipe = self.recipe
        torch.manual_seed(recipe.seed)
        rng = random.Random(recipe.seed)
        network = Network(len(self.labels.types), len(self.labels.modes), len(STATUSES), frozen=recipe.frozen)
        embed(network, [*own, *written])
        draw = min(recipe.written, len(written))
        steps = recipe.epochs * math.ceil((len(own) + draw) / recipe.batch)
        encoder = list(network.upper.parameters())
        heads = [p for name, p in network.named_parameters() if p.requires_grad and not name.startswith("upper.")]
        optimizer = torch.optim.AdamW(
            [{"params": encoder, "lr": recipe.rate}, {"params": heads, "lr": recipe.rate * recipe.head_rate}],
            weight_decay=0.01,
            fused=True,
        )
        warm = recipe.warm_up * steps
        schedule = torch.optim.lr_scheduler.LambdaLR(
            optimizer, lambda step: min(1.0, (step + 1) / warm) * max(0.0, (steps - step) / steps)
        )
        began = time.monotonic()
        for epoch in range(recipe.epochs):
            network.train()
            losses = []
            for batch in _batches([*own, *rng.sample(written, draw)], recipe.batch, rng):
                loss = self._loss(network, batch)
                optimizer.zero_grad()
                torch.autograd.backward(loss)
                nn.utils.clip_grad_norm_([*encoder, *heads], 1.0)
                optimizer.step()
                schedule.step()
                losses.append(loss.item())
            LOG.info(
                "pass %d of %d: loss %.3f, %.0f s",
                epoch + 1,
                recipe.epochs,
                sum(losses) / len(losses),
                time.monotonic() - began,
            )
        return network

    def _loss(self, network: Network, batch: Batch) -> torch.Tensor:
        recipe = self.recipe
        with torch.autocast("cpu", dtype=torch.bfloat16):
            types, modes, statuses, attention = network.judge(*batch.inputs)
        entropy = nn.functional.cross_entropy
        marked = batch.triggers.sum(-1) > 0
        found = (attention.float() * batch.triggers).sum(-1)[marked]
        return (
            entropy(types.float(), batch.types, label_smoothing=recipe.smoothing)
            + recipe.mode_share * entropy(modes.float(), batch.modes, label_smoothing=recipe.smoothing)
            + recipe.status_share * entropy(statuses.float(), batch.statuses, label_smoothing=recipe.smoothing)
            - recipe.trigger_share * (found + 1e-6).log().mean()
        )


def _batches(examples: list[Prepared], size: int, rng: random.Random) -> Iterator[Batch]:
    """Batches of sentences of like length, in random order."""
    rng.shuffle(examples)
    pool = size * 20
    batches = []
    for first in range(0, len(examples), pool):
        group = sorted(examples[first : first + pool], key=lambda example: len(example.ids))
        batches += [group[i : i + size] for i in range(0, len(group), size)]
    rng.shuffle(batches)
    for batch in batches:
        yield collate(batch, rng)
