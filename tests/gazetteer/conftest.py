"""A small gazetteer in a folder of its own, which each test may break."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from quidnunc.gazetteer import Gazetteer, load
from quidnunc.gazetteer.store import DATA

TABLES = {
    "states.csv": (
        "id,name,short_names,iso2,iso3,cow,cow_number,wikidata,geonames,adjectives,people,capital,from,to,status,"
        "successor,lat,lon,note,source\n"
        "RUS,Russia,Russian Federation,RU,RUS,,,Q159,,Russian,Russian|Russians,Moscow,1991-12-26,,un_member,,60,100,,knowledge\n"
        "SUN,Soviet Union,USSR,,,,,Q15180,,Soviet,Soviet|Soviets,Moscow,1922-12-30,1991-12-26,former,RUS,,,,knowledge\n"
        "GBR,United Kingdom,Britain|UK,GB,GBR,,,Q145,,British,Briton|Britons,London,1801,,un_member,,54,-2,,knowledge\n"
    ),
    "organisations/bodies.csv": (
        "id,name,short_names,acronyms,kind,sector,country,parent,wikidata,from,to,source\n"
        "un,United Nations,,UN,igo,IGO,,,Q1065,1945-10-24,,knowledge\n"
        "who,World Health Organization,,WHO,igo,IGO,,un,Q7817,1948,,knowledge\n"
        "gru,Main Directorate (Russia),Russian military intelligence|Russia's GRU,GRU,intelligence,SPY,RUS,,,,,knowledge\n"
    ),
    "people/all.csv": (
        "name,aliases,country,gender,wikidata,source\n"
        "Vladimir Putin,Putin,RUS,m,Q7747,knowledge\n"
        "Dmitry Medvedev,Medvedev,RUS,m,,knowledge\n"
        "Elizabeth II,Queen Elizabeth,GBR,f,,knowledge\n"
        "Tony Blair,Blair,GBR,m,,knowledge\n"
        "Gordon Brown,,GBR,m,,knowledge\n"
    ),
    "offices/all.csv": (
        "person,of,office,title,from,to,source\n"
        "Vladimir Putin,RUS,head_of_state,President,2000-05-07,2008-05-07,knowledge\n"
        "Dmitry Medvedev,RUS,head_of_state,President,2008-05-07,2012-05-07,knowledge\n"
        "Vladimir Putin,RUS,head_of_state,President,2012-05-07,,knowledge\n"
        "Elizabeth II,GBR,head_of_state,Queen,1952-02-06,,knowledge\n"
        "Tony Blair,GBR,head_of_government,Prime Minister,1997-05-02,2007-06-27,knowledge\n"
        "Gordon Brown,GBR,head_of_government,Prime Minister,2007-06-27,,knowledge\n"
    ),
    "memberships/un.csv": "member,organisation,role,from,to,source\nRUS,un,member,1945-10-24,,knowledge\n",
    "metonyms.csv": (
        "text,state,organisation,sector,name,kind,place_name,note,source\n"
        "Kremlin,RUS,,GOV,Government of Russia,government,Moscow Kremlin,,knowledge\n"
    ),
    "collectives.csv": (
        "text,name,kind,sector,country,members,note,source\nthe two powers,The two powers,group,GOV,,RUS|GBR,,knowledge\n"
    ),
    "places/none.csv": "id,name,aliases,feature,country,admin1,lat,lon,wikidata,source\n",
    "acknowledged.yaml": 'since: "2001-01-01"\nhorizon: "2010-01-01"\nlongest_gap: 60\n',
}
SHARED = ("vocabulary.yaml", "offices.yaml", "risky.yaml", "leading.yaml", "roles.yaml")


@pytest.fixture(scope="session")
def shipped() -> Gazetteer:
    return load()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A sound gazetteer of three states."""
    for name, text in TABLES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for name in SHARED:
        shutil.copy(DATA / name, tmp_path / name)
    return tmp_path


@pytest.fixture
def edit(folder: Path) -> Callable[[str, str, str], None]:
    """Replaces text in one of the folder's files; the text must be there."""

    def edit(name: str, old: str, new: str) -> None:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return edit


@pytest.fixture
def append(folder: Path) -> Callable[[str, str], None]:
    """Adds a row to one of the folder's files."""

    def append(name: str, row: str) -> None:
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write(f"{row}\n")

    return append
