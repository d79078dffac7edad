"""No sentence of the labelled data is learnt from. Runs wherever that data lies beside the project."""

import json
import os
import random
import re
from pathlib import Path

import pytest

from quidnunc import gazetteer
from quidnunc.codebook import load
from quidnunc.codebook.examples import EXAMPLES, load_examples
from quidnunc.training.books import phrase_book
from quidnunc.training.names import Namer
from quidnunc.training.sentences import Writer

GOLD = Path(os.environ.get("GOLD", Path(__file__).parents[2] / ".." / "shared" / "gold"))
WORDS = 8  # in a row; fewer are common turns of news
pytestmark = pytest.mark.skipif(not GOLD.is_dir(), reason="the labelled data is not here")


def _shingles(text):
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + WORDS]) for i in range(len(words) - WORDS + 1)}


@pytest.fixture(scope="module")
def gold():
    texts = [path.read_text("utf-8") for path in sorted((GOLD / "articles").glob("*.txt"))]
    for path in sorted(GOLD.glob("*.jsonl")):
        texts += [
            row["text"]
            for line in path.read_text("utf-8").split("\n")
            if line and isinstance((row := json.loads(line)).get("text"), str)
        ]
    assert len(texts) > 1000
    tables = Path(gazetteer.__file__).parent / "data" / "organisations"
    names = set().union(
        *(_shingles(line) for path in tables.glob("*.csv") for line in path.read_text("utf-8").split("\n"))
    )
    return set().union(*map(_shingles, texts)) - names  # an official name is nobody's sentence


def test_examples_share_no_run_of_words_with_the_labelled_data(gold):
    shared = [e.text for e in load_examples(EXAMPLES, load().types) if _shingles(e.text) & gold]
    assert shared == []


def test_written_sentences_share_none_either(gold):
    rng = random.Random(11)
    shared = [e.text for e in Writer(phrase_book(load()), Namer(rng), rng).write(3000) if _shingles(e.text) & gold]
    assert shared == []
