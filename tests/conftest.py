"""What tests share: one language pipeline for all."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.language import Language

from quidnunc.reading.language import Syntax, load_pipeline, parse


@pytest.fixture(scope="session")
def pipeline() -> Language:
    return load_pipeline()


@pytest.fixture(scope="session")
def syntax(pipeline: Language) -> Callable[[str], Syntax]:
    """The syntax of a text."""
    return lambda text: next(parse(pipeline, [text], 1))
