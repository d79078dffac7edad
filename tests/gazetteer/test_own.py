"""A user's own tables beside those that ship."""

from __future__ import annotations

from pathlib import Path

import pytest

from quidnunc.gazetteer import Gazetteer
from quidnunc.gazetteer.sources import own_folder

PEOPLE = "name,aliases,country,gender,wikidata,source\n"
TERMS = "person,of,office,title,from,to,source\n"


def own(folder: Path, table: str, text: str) -> Path:
    """Adds a table to the user's own, beside the test's."""
    beside = folder.with_name(f"{folder.name}-own")
    path = beside / table / "mine.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return beside


def test_own_entries_are_found(folder: Path) -> None:
    gazetteer = Gazetteer(folder, own(folder, "people", PEOPLE + "Ana Nova,Nova,RUS,f,,own\n"))
    assert gazetteer.people["Ana Nova"].country == "RUS"
    assert [name.id for name in gazetteer.index.exact("nova")] == ["Ana Nova"]


def test_own_rows_fill_empty_cells_and_change_no_others(folder: Path) -> None:
    row = "Dmitry Medvedev,Dimon,GBR,f,Q23530,own\n"
    entry = Gazetteer(folder, own(folder, "people", PEOPLE + row)).people["Dmitry Medvedev"]
    assert (entry.country, entry.gender, entry.wikidata) == ("RUS", "m", "Q23530")
    assert entry.aliases == ("Medvedev", "Dimon")


def test_own_rows_close_open_terms(folder: Path) -> None:
    row = "Gordon Brown,GBR,head_of_government,Prime Minister,2007-06-27,2010-05-11,own\n"
    gazetteer = Gazetteer(folder, own(folder, "offices", TERMS + row))
    assert gazetteer.in_office("GBR", "head_of_government", "2010-06-01") is None
    term = gazetteer.in_office("GBR", "head_of_government", "2009-06-01")
    assert term is not None and term.person == "Gordon Brown"


def test_own_rows_leave_closed_terms(folder: Path) -> None:
    row = "Tony Blair,GBR,head_of_government,Prime Minister,1997-05-02,2001-01-01,own\n"
    gazetteer = Gazetteer(folder, own(folder, "offices", TERMS + row))
    term = gazetteer.in_office("GBR", "head_of_government", "2005-01-01")
    assert term is not None and term.person == "Tony Blair"


def test_own_tables_change_the_version(folder: Path) -> None:
    before = Gazetteer(folder).version
    assert Gazetteer(folder, folder.parent / "nowhere").version == before
    assert Gazetteer(folder, own(folder, "people", PEOPLE + "Ana Nova,,RUS,f,,own\n")).version != before


def test_own_places(folder: Path) -> None:
    header = "id,name,aliases,feature,country,admin1,lat,lon,wikidata,source\n"
    gazetteer = Gazetteer(folder, own(folder, "places", header + "own:camp,Camp Green,,AIRB,RUS,,1,2,,own\n"))
    assert [row["name"] for row in gazetteer.place_rows()] == ["Camp Green"]


def test_where_own_tables_are(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("QUIDNUNC_GAZETTEER", str(tmp_path))
    assert own_folder() == tmp_path
    monkeypatch.setenv("QUIDNUNC_GAZETTEER", "")
    assert own_folder() is None
    monkeypatch.delenv("QUIDNUNC_GAZETTEER")
    assert own_folder() is not None
