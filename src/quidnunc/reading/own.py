"""A codebook of the user's own at reading time: its typing model, and how its types stand among PLOVER's."""

from __future__ import annotations

from pathlib import Path

from quidnunc import codebook as codebooks
from quidnunc.codebook import Codebook
from quidnunc.codebook.book import cameo_codes
from quidnunc.codebook.loading import load_crosswalk, load_types
from quidnunc.errors import CodebookError
from quidnunc.reading.assemble import Codings
from quidnunc.reading.typing_model import OWN, SHIPPED, check_fit, read_card
from quidnunc.records import Coding


def load_book(folder: Path | None) -> Codebook:
    """The codebook in a folder, the one that ships by default.

    Raises:
        CodebookError: a file is missing or breaks its contract; the error names the folder, too.
    """
    if folder is None:
        return codebooks.load()
    if not folder.is_dir():
        raise CodebookError(
            f"no such folder; 'quidnunc codebook init {folder}' makes one with a codebook", source=str(folder)
        )
    try:
        return codebooks.load(folder)
    except CodebookError as problem:
        raise problem.within(folder) from problem


def model_of(folder: Path | None) -> Path | None:
    """The folder of a codebook's own typing model; None where it was not trained."""
    own = SHIPPED if folder is None else folder / OWN
    return own if own.exists() else None


def is_trained(folder: Path) -> bool:
    """Whether a codebook, sound in itself, has a typing model that fits it.

    Raises:
        CodebookError: a file of the codebook is missing or breaks its contract.
        ModelError: the model cannot be read or was made for another codebook.
    """
    book = load_book(folder)
    model = model_of(folder)
    if model is not None:
        check_fit(read_card(model / "model.json"), model, book.types)
    return model is not None


def codings_of(book: Codebook) -> Codings:
    """What records say of the types and modes that the codebook that ships lacks, or classes otherwise."""
    codes = cameo_codes(load_crosswalk())
    shipped = {
        (name, mode): Coding(
            parent=None,
            quad=entry.quad,
            score=entry.score if mode is None else entry.modes[mode].score,
            cameo=codes[name, mode].code,
        )
        for name, entry in load_types().items()
        for mode in (None, *entry.modes)
    }
    own = {
        (name, mode): Coding(
            parent=entry.parent,
            quad=entry.quad,
            score=book.score_of(name, mode),
            cameo=book.cameo_of(name, mode).code,
        )
        for name, entry in book.types.items()
        for mode in (None, *entry.modes)
    }
    return {key: coding for key, coding in own.items() if shipped.get(key) != coding}
