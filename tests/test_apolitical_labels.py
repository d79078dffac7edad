"""The labels of articles that should yield no political record."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.apolitical import LABELS, labels
from benchmarks.gold import GoldError


def test_a_hundred_articles_of_five_kinds_are_labelled() -> None:
    kinds = labels()
    assert len(kinds) >= 100
    assert set(kinds.values()) == {"accident", "obituary", "science", "sport or leisure", "weather"}


@pytest.mark.parametrize("row", ["x,accident,hand", "1,,hand", "3,accident,hand\n3,science,hand"])
def test_a_wrong_row_is_named(tmp_path: Path, row: str) -> None:
    path = tmp_path / "labels.csv"
    path.write_text(f"line,kind,source\n{row}\n", "utf-8")
    with pytest.raises(GoldError, match=r"labels\.csv, row \d"):
        labels(path)


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    path = tmp_path / "labels.csv"
    path.write_text(LABELS.read_text("utf-8").replace("kind", "sort", 1), "utf-8")
    with pytest.raises(GoldError, match="columns must be line, kind, source"):
        labels(path)
