"""A codebook and its examples → a typing model: written sentences, training, calibration, figures, export."""

from __future__ import annotations

import json
import logging
import math
import random
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import torch

from quidnunc import codebook as codebooks
from quidnunc.codebook import Codebook
from quidnunc.codebook.examples import NONE, Example, load_examples
from quidnunc.reading.reader import Reader
from quidnunc.training.batches import STATUSES, Labels, Prepared, load_tokenizer, prepare
from quidnunc.training.books import load_book
from quidnunc.training.export import export
from quidnunc.training.fit import Recipe, Scores, Trainer, score
from quidnunc.training.measures import calibration_error, f1_by_class, macro_f1
from quidnunc.training.names import Namer
from quidnunc.training.sentences import Writer, Written

LOG = logging.getLogger(__name__)
_HELD = 10  # one example in so many is held back for calibration and figures
_WRITTEN = 4  # sentences written from the books for each that a pass draws


@dataclass(frozen=True, slots=True)
class Split:
    """Examples to learn from, and those held back; the lines of a pair stay together."""

    learnt: tuple[Example, ...]
    held: tuple[Example, ...]


def split(examples: Sequence[Example], seed: int) -> Split:
    """Holds back a part of the examples, the same for the same seed."""
    keys = sorted({example.pair or example.text for example in examples})
    random.Random(seed).shuffle(keys)
    held = set(keys[::_HELD])
    return Split(
        tuple(e for e in examples if (e.pair or e.text) not in held),
        tuple(e for e in examples if (e.pair or e.text) in held),
    )


def build(folder: Path, *, codebook: Path | None, examples: Path, recipe: Recipe) -> dict[str, object]:
    """Trains a model, writes it to a folder and returns its figures, which ``metrics.json`` there holds too.

    Raises:
        CodebookError: the codebook or its examples break their contract.
    """
    book = codebooks.load(codebook) if codebook is not None else codebooks.load()
    own = load_examples(examples, book.types)
    parts = split(own, recipe.seed)
    written = write(book, recipe)
    labels = Labels.of([*own, *written])
    tokenizer = load_tokenizer()
    learnt = [p for e in parts.learnt if (p := prepare(tokenizer, e, labels)) is not None]
    told = [p for e in written if (p := prepare(tokenizer, e, labels)) is not None]
    held_pairs = [(e, p) for e in parts.held if (p := prepare(tokenizer, e, labels)) is not None]
    LOG.info("%d examples, %d held back, %d sentences written", len(learnt), len(held_pairs), len(told))
    network = Trainer(labels, recipe).train(learnt, told)
    held = [p for _, p in held_pairs]
    scores = score(network, held)
    truth = torch.tensor([p.type for p in held])
    frames = frames_verdicts(Reader(codebook=codebook, typing_model=None), [e for e, _ in held_pairs], labels)
    temperature, weight = calibrate(scores.types, frames, truth)
    figures = _figures(scores, held, labels, pooled(scores.types, frames, temperature, weight))
    card = {
        "types": labels.types,
        "modes": labels.modes,
        "statuses": STATUSES,
        "temperature": round(temperature, 4),
        "frames_weight": round(weight, 4),
        "codebook": book.version,
        "recipe": asdict(recipe),
    }
    export(network, card, folder)
    (folder / "metrics.json").write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    return figures


def frames_verdicts(reader: Reader, examples: Sequence[Example], labels: Labels) -> torch.Tensor:
    """The logarithms of what the frames alone hold of examples, by type."""
    rows = []
    for example in examples:
        told = dict(reader.type_of(example.text, example.agent, example.recipient))
        rows.append([math.log(told[name]) for name in labels.types])
    return torch.tensor(rows)


def pooled(scores: torch.Tensor, frames: torch.Tensor, temperature: float, weight: float) -> torch.Tensor:
    """The probabilities of model and frames together."""
    return torch.softmax(scores / temperature + weight * frames, -1)


def calibrate(scores: torch.Tensor, frames: torch.Tensor, truth: torch.Tensor) -> tuple[float, float]:
    """The temperature of the model's scores and the weight of the frames' verdict under which the truth is likeliest."""
    best = (math.inf, 1.0, 0.0)
    for temperature in (t / 20 for t in range(10, 51)):
        for weight in (w / 20 for w in range(21)):
            loss = torch.nn.functional.cross_entropy(scores / temperature + weight * frames, truth).item()
            best = min(best, (loss, temperature, weight))
    return best[1], best[2]


def _figures(scores: Scores, held: Sequence[Prepared], labels: Labels, joint: torch.Tensor) -> dict[str, object]:
    gold = [labels.types[p.type] for p in held]
    alone = [labels.types[int(i)] for i in scores.types.argmax(-1)]
    together = [labels.types[int(i)] for i in joint.argmax(-1)]
    return {
        "held_back": len(held),
        "macro_f1_model": macro_f1(gold, alone),
        "macro_f1": macro_f1(gold, together),
        "f1_by_type": f1_by_class(gold, together),
        "calibration_error": calibration_error(
            joint.amax(-1).tolist(), [g == t for g, t in zip(gold, together, strict=True)]
        ),
        "mode_accuracy": _accuracy(scores.modes, [p.mode for p in held]),
        "status_accuracy": _accuracy(scores.statuses, [p.status for p in held]),
    }


def _accuracy(scores: torch.Tensor, truth: Sequence[int]) -> float:
    return round(float((scores.argmax(-1) == torch.tensor(truth)).float().mean()), 3)


def write(book: Codebook, recipe: Recipe) -> list[Written]:
    """Sentences written from the phrase books and the codebook's frames; none of a type or mode that the codebook lacks."""
    rng = random.Random(recipe.seed)
    modes = {NONE: frozenset[str](), **{name: frozenset(entry.modes) for name, entry in book.types.items()}}
    return [
        sentence if sentence.mode in modes[sentence.type] else replace(sentence, mode=None)
        for sentence in Writer(load_book(book), Namer(rng), rng).write(recipe.written * _WRITTEN)
        if sentence.type in modes
    ]
