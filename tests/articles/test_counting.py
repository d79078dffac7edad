"""How many articles are to come."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from quidnunc.articles.counting import count_articles


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "news" / ".hidden").mkdir(parents=True)
    for name in ("a.txt", "b.html", ".hidden/c.txt", "d.unknown"):
        (tmp_path / "news" / name).write_text("A report.")
    (tmp_path / "news" / "e.jsonl").write_text('{"text": "one"}\n{"text": "two"}\n{"text": "three"}')
    return tmp_path


def test_files_count_one_and_lines_of_jsonl_each(folder: Path) -> None:
    assert count_articles([str(folder / "news")]) == 5
    assert count_articles([str(folder / "news" / "*.jsonl"), "-"]) == 4
    assert count_articles([str(folder / "news" / "d.unknown")]) == 1


def test_what_only_reading_can_tell_is_not_guessed(folder: Path) -> None:
    (folder / "rows.csv").write_text('text\n"two\nlines"\n')
    assert count_articles([str(folder / "news"), str(folder / "rows.csv")]) is None
    assert count_articles(["https://example.org/feed"]) is None


def test_a_missing_file_counts_as_what_will_be_reported(tmp_path: Path) -> None:
    assert count_articles([str(tmp_path / "none.txt")]) == 1
    assert count_articles([os.fspath(tmp_path / "none.jsonl")]) is None
