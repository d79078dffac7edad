"""What holds of every reading (``span_rules``), over texts of every shape, and over gold texts where that folder exists."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quidnunc import Article, Reader
from quidnunc.articles import Options, read_paths
from tests.reading.span_rules import broken_rules

GOLD = Path(os.environ.get("QUIDNUNC_GOLD", Path(__file__).parents[3] / "shared" / "gold"))

_CLAUSES = [
    "Russia denied attacking Odesa",
    "the Kremlin said that Ukraine had shelled Belgorod on Monday",
    "Xi Jinping met Vladimir Putin in Beijing",
    "protesters in Tbilisi marched against the government",
    "the two leaders signed an agreement",
    "according to Israeli officials, Hamas fired rockets",
    "it rejected the demand",
    "Washington may impose sanctions on Tehran's banks",
    "“we will never yield,” he said",
    "Turkish aid to Syrian rebels",
]
_JOINTS = [". ", ", ", " and ", "; ", " — ", ".\n\n", " while ", " after ", ": ", " (", ") ", "\n"]


@given(st.lists(st.tuples(st.sampled_from(_CLAUSES), st.sampled_from(_JOINTS)), min_size=1, max_size=8))
def test_any_mixture_of_clauses(reader: Reader, parts: list[tuple[str, str]]) -> None:
    text = "".join(clause + joint for clause, joint in parts)
    assert broken_rules(reader.read(Article(text=text, published="2023-10-17"))) == []


@given(st.text(max_size=300))
def test_any_text(reader: Reader, text: str) -> None:
    assert broken_rules(reader.read(Article(text=text, published="2023-10-17"))) == []


@pytest.mark.skipif(not (GOLD / "text_wikinews.jsonl").exists(), reason="the labelled data are not there")
def test_many_real_articles(reader: Reader) -> None:
    items = list(read_paths([str(GOLD / "text_wikinews.jsonl")], Options(check_language=False)))
    articles = [item for item in items if isinstance(item, Article)]
    assert len(articles) == len(items)
    broken = [(r.source, rule) for r in reader.pipe(articles[::4]) for rule in broken_rules(r)]
    assert broken == []
