"""What makes the program start fast, and that it changes nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import spacy

from quidnunc.cache import VARIABLE
from quidnunc.codebook import load
from quidnunc.codebook.loading import DATA
from quidnunc.gazetteer import load as load_gazetteer
from quidnunc.gazetteer.names import Name, NameIndex
from quidnunc.reading.language import DEFAULT_PIPELINE, load_pipeline

HEAVY = ("spacy", "numpy", "onnxruntime", "tokenizers", "pyarrow", "yaml", "httpx", "quidnunc.reading.reader")


def test_help_loads_nothing_heavy() -> None:
    code = f"""
import sys
from quidnunc.cli import main
sys.argv = ["quidnunc", "--help"]
try:
    main()
finally:
    print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_kept_codebook_is_the_one_of_the_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    fresh = load(DATA)
    assert load() == fresh  # made
    assert load() == fresh  # taken
    kept = list(tmp_path.glob("codebook-*.msgpack"))
    assert len(kept) == 1
    kept[0].write_bytes(b"damaged")
    assert load() == fresh
    assert load() == fresh


def test_codebook_loads_where_nothing_can_be_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(name: str, make: object) -> Path:
        raise OSError("no space left")

    monkeypatch.setattr("quidnunc.codebook.keeping.made_once", refuse)
    assert load() == load(DATA)


def test_trimmed_pipeline_is_the_installed_one() -> None:
    whole, trimmed = spacy.load(DEFAULT_PIPELINE), load_pipeline()
    assert [name for name in trimmed.pipe_names if name != "quidnunc_breaks"] == whole.pipe_names
    assert trimmed.tokenizer.to_bytes(exclude=["vocab"]) == whole.tokenizer.to_bytes(exclude=["vocab"])
    text = "Gov. O'Neil won't visit the U.S.-backed forces (e.g. in Cox's Bazar) at 10 p.m., he said—or \"I'll go\" :)."
    for ours, theirs in zip(trimmed(text), whole(text), strict=True):
        assert (ours.text, ours.tag_, ours.lemma_, ours.dep_, ours.norm_) == (
            theirs.text, theirs.tag_, theirs.lemma_, theirs.dep_, theirs.norm_,
        )  # fmt: skip


def test_waiting_names_are_found_like_entered_ones() -> None:
    held = load_gazetteer().index.borne()
    eager, waiting = NameIndex(), NameIndex.of(held)
    for name in held:
        eager.enter(name)
    for name in held[::7]:
        words = list(name.words)
        lowers = [word.lower() for word in words]
        assert waiting.exact(" ".join(words)) == eager.exact(" ".join(words))
        assert waiting.match(words, lowers, 0, False) == eager.match(words, lowers, 0, False)
    assert set(waiting.names()) == set(eager.names())
    assert len(waiting) == len(eager)
    assert sorted(map(repr, waiting.borne())) == sorted(map(repr, held))


def test_name_added_beside_waiting_ones() -> None:
    index = NameIndex.of([Name(("New", "Delhi"), "capital", "IND")])
    index.add("New Delhi", "capital", "IND")
    index.add("New York", "organisation", "new york")
    assert [name.id for name in index.exact("new delhi")] == ["IND"]
    assert index.match(["New", "York"], ["new", "york"], 0, False)[0] == 2
