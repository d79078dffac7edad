"""A codebook and its examples → a typing model: written sentences, training, calibration, figures, export."""

from __future__ import annotations

import logging
import random
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from quidnunc.codebook import Codebook
from quidnunc.codebook.examples import NONE, Example, load_examples
from quidnunc.reading.own import load_book
from quidnunc.reading.reader import Reader
from quidnunc.training.batches import STATUSES, Labels, load_tokenizer, prepare
from quidnunc.training.books import phrase_book
from quidnunc.training.calibration import settle
from quidnunc.training.export import export
from quidnunc.training.fit import Recipe, Trainer
from quidnunc.training.judged import examples_of, with_judged
from quidnunc.training.names import Namer
from quidnunc.training.sentences import Writer, Written
from quidnunc.world.store import World

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


def build(
    folder: Path, *, codebook: Path | None, examples: Path, recipe: Recipe, judgements: World | None = None
) -> dict[str, object]:
    """Trains a model, writes it to a folder and returns its figures, which ``metrics.json`` there holds too.

    Args:
        folder: where the model goes.
        codebook: the codebook's folder; the shipped one by default.
        examples: the folder of its examples.
        recipe: how to train.
        judgements: a world whose judged events are learnt from besides.

    Raises:
        CodebookError: the codebook or its examples break their contract.
    """
    book = load_book(codebook)
    own: Sequence[Example] = load_examples(examples, book.types)
    if judgements is not None:
        both = with_judged(own, examples_of(judgements, book.types))
        LOG.info("%d examples from judgements", len(both) - len(own))
        own = both
    parts = split(own, recipe.seed)
    written = write(book, recipe)
    labels = Labels.of([*own, *written])
    tokenizer = load_tokenizer()
    learnt = [p for e in parts.learnt if (p := prepare(tokenizer, e, labels)) is not None]
    told = [p for e in written if (p := prepare(tokenizer, e, labels)) is not None]
    LOG.info("%d examples, %d held back, %d sentences written", len(learnt), len(parts.held), len(told))
    network = Trainer(labels, recipe).train(learnt, told)
    card: dict[str, object] = {
        "types": labels.types,
        "modes": labels.modes,
        "statuses": STATUSES,
        "codebook": book.version,
        "recipe": asdict(recipe),
    }
    export(network, card, folder)
    return settle(folder, parts.held, Reader(codebook=codebook, typing_model=None), book.types)


def write(book: Codebook, recipe: Recipe) -> list[Written]:
    """Sentences written from the phrase books and the codebook's frames; none of a type or mode that the codebook lacks."""
    rng = random.Random(recipe.seed)
    modes = {NONE: frozenset[str](), **{name: frozenset(entry.modes) for name, entry in book.types.items()}}
    return [
        sentence if sentence.mode in modes[sentence.type] else replace(sentence, mode=None)
        for sentence in Writer(phrase_book(book), Namer(rng), rng).write(recipe.written * _WRITTEN)
        if sentence.type in modes
    ]
