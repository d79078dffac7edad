"""``python -m quidnunc.training``: trains the typing model of a codebook."""

from __future__ import annotations

import json
import logging
import time
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import torch
import typer

from quidnunc.codebook.examples import EXAMPLES
from quidnunc.reading.typing_model import SHIPPED
from quidnunc.training.building import build
from quidnunc.training.fit import Recipe

LOG = logging.getLogger("quidnunc.training")


def main(
    out: Annotated[
        Path, typer.Option(help="Folder to write model.onnx, tokenizer.json, model.json and metrics.json to.")
    ] = SHIPPED,
    codebook: Annotated[Path | None, typer.Option(help="Codebook folder; the shipped one by default.")] = None,
    examples: Annotated[Path, typer.Option(help="Folder of examples, *.jsonl.")] = EXAMPLES,
    epochs: Annotated[int, typer.Option(help="Passes over the examples.")] = Recipe().epochs,
    seed: Annotated[int, typer.Option(help="Seed of all that is drawn at random.")] = Recipe().seed,
    threads: Annotated[int, typer.Option(help="CPU threads.")] = 2,
) -> None:
    """Trains the typing model on the codebook's examples and on sentences written from its phrase books and frames."""
    logging.basicConfig(format="%(message)s")
    logging.getLogger("quidnunc").setLevel(logging.INFO)
    torch.set_num_threads(threads)
    began = time.monotonic()
    figures = build(out, codebook=codebook, examples=examples, recipe=replace(Recipe(), epochs=epochs, seed=seed))
    LOG.info("%s", json.dumps(figures, indent=1))
    LOG.info("done in %.0f s", time.monotonic() - began)


if __name__ == "__main__":
    typer.run(main)
