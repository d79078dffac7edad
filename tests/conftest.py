"""What tests share: one language pipeline for all."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest
from hypothesis import settings
from spacy.language import Language

from quidnunc.reading.language import Syntax, load_pipeline, parse
from quidnunc.reading.reader import Reader

os.environ["QUIDNUNC_GAZETTEER"] = ""  # no tables of whoever runs the tests
settings.register_profile("quidnunc", deadline=None, derandomize=True)  # the first call loads the pipeline
settings.load_profile("quidnunc")


@pytest.fixture(scope="session")
def pipeline() -> Language:
    return load_pipeline()


@pytest.fixture(scope="session")
def syntax(pipeline: Language) -> Callable[[str], Syntax]:
    """The syntax of a text."""
    return lambda text: next(parse(pipeline, [text], 1))


@pytest.fixture(scope="session")
def reader() -> Reader:
    """One reader for all tests: making one takes seconds."""
    return Reader()
