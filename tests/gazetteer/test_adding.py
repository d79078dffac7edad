"""Adding a user's own tables: what is taken, and what is refused by file, row and column, with nothing kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from quidnunc.errors import GazetteerError
from quidnunc.gazetteer import Gazetteer
from quidnunc.gazetteer.adding import add, kept, remove

MILITIA = "id,name,kind,sector,country\ngreen,Green Militia,armed_group,REB,RUS\n"
NOVA = "name,country,aliases\nAna Nova,RUS,Nova\n"
LEADS = "person,of,office,title,from\nAna Nova,green,head,Leader,2009-01-01\n"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Where own tables are kept."""
    return tmp_path / "kept"


def written(tmp_path: Path, name: str, data: str | bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def test_files_that_lean_on_each_other(folder: Path, own: Path, tmp_path: Path) -> None:
    files = [written(tmp_path, f"{i}.csv", text) for i, text in enumerate((LEADS, NOVA, MILITIA))]
    add(files, own, folder)
    gazetteer = Gazetteer(folder, own)
    assert gazetteer.organisations["green"].source == "own: 2.csv"
    assert [term.title for term in gazetteer.offices_of("Ana Nova", "2010-01-01")] == ["Leader"]
    assert [(path.relative_to(own).as_posix(), count) for path, count in kept(own)] == [
        ("organisations/2.csv", 1),
        ("people/1.csv", 1),
        ("offices/0.csv", 1),
    ]


def test_a_successor_with_the_term_before_closed(folder: Path, own: Path, tmp_path: Path) -> None:
    terms = (
        "person,of,office,title,from,to\n"
        "Gordon Brown,GBR,head_of_government,Prime Minister,2007-06-27,2010-05-11\n"
        "Ana Nova,GBR,head_of_government,Prime Minister,2010-05-11,\n"
    )
    add([written(tmp_path, "people.csv", NOVA), written(tmp_path, "terms.csv", terms)], own, folder)
    term = Gazetteer(folder, own).in_office("GBR", "head_of_government", "2011-01-01")
    assert term is not None and term.person == "Ana Nova"


def test_a_file_added_again_is_replaced(folder: Path, own: Path, tmp_path: Path) -> None:
    path = written(tmp_path, "mine.csv", MILITIA)
    add([path], own, folder)
    path.write_text(MILITIA.replace("Green Militia", "Green Front"))
    add([path], own, folder)
    assert Gazetteer(folder, own).organisations["green"].name == "Green Front"


def test_places_get_ids_of_their_own(folder: Path, own: Path, tmp_path: Path) -> None:
    add([written(tmp_path, "p.csv", "name,feature,country,lat,lon\nCamp Green,AIRB,RUS,61.5,100\n")], own, folder)
    (row,) = Gazetteer(folder, own).place_rows()
    assert (row["id"], row.number("lat")) == ("own:camp-green", 61.5)


PEOPLE = "name,country\n"
TERMS = "person,of,office,title,from,to\n"
PLACES = "name,feature,country,lat,lon\n"
REFUSED = [
    ("missing column", "id,name,kind\ngreen,Green Militia,armed_group\n", 1, "sector", "column missing"),
    ("unknown column", "name,country,colour\nAna Nova,RUS,green\n", 1, "colour", "no such column"),
    ("no table of ours", "a,b\n1,2\n", 1, None, "a table of none of these kinds"),
    ("unknown ISO code", PEOPLE + "Bo Berg,RUS\nAna Nova,RUX\n", 3, "country", "no state has the code 'RUX'"),
    ("a name for a code", PEOPLE + "Ana Nova,Russia\n", 2, "country", "RUS is Russia's"),
    ("duplicate id", PEOPLE + "Vladimir Putin,RUS\n", 2, "name", "stands in the tables already"),
    ("duplicate within", PEOPLE + "Ana Nova,RUS\nAna Nova,GBR\n", 3, "name", "stands in the tables already"),
    (
        "overlap with an open term",
        TERMS + "Tony Blair,RUS,head_of_state,President,2012-06-01,\n",
        2,
        "from",
        "overlaps with Vladimir Putin, who holds it from 2012-05-07 with no end; close that term",
    ),
    (
        "overlap with a closed term",
        TERMS + "Tony Blair,RUS,head_of_state,President,2009-06-01,2010-01-01\n",
        2,
        "from",
        "overlaps with Dmitry Medvedev, who holds it from 2008-05-07 until 2012-05-07",
    ),
    ("unknown person", TERMS + "Nobody,RUS,minister,Minister,2001,\n", 2, "person", "'Nobody' is in no table"),
    ("unknown body", TERMS + "Tony Blair,mars,head,Head,2001,\n", 2, "of", "'mars' is in no table"),
    ("unknown office", TERMS + "Tony Blair,RUS,king,King,2001,\n", 2, "office", "'king' is none of"),
    ("no date", TERMS + "Tony Blair,RUS,minister,Minister,May 2001,\n", 2, "from", "is no date"),
    ("ends before it starts", TERMS + "Tony Blair,RUS,minister,Minister,2001,1999\n", 2, "to", "ends on 1999 before"),
    ("empty cell", PEOPLE + "Ana Nova,\n", 2, "country", "must not be empty"),
    ("off the globe", PLACES + "Camp Green,AIRB,RUS,91,0\n", 2, "lat", "must lie between"),
    ("no number", PLACES + "Camp Green,AIRB,RUS,north,0\n", 2, "lat", "is no number"),
    ("too many cells", PEOPLE + "Ana Nova,RUS,f\n", 2, None, "3 cells where the header has 2"),
    (
        "wrong encoding",
        "name,country\nBo Berg,RUS\nÁna Nova,RUS\n".encode("latin-1"),
        3,
        "name",
        "not UTF-8: byte 0xc1",
    ),
    ("wrong encoding in a header", "näme,country\n".encode("latin-1"), 1, None, "not UTF-8: byte 0xe4"),
    ("no Wikidata id", "name,country,wikidata\nAna Nova,RUS,7747\n", 2, "wikidata", "is no Wikidata id"),
]


@pytest.mark.parametrize(
    ("data", "line", "field", "message"), [case[1:] for case in REFUSED], ids=[c[0] for c in REFUSED]
)
def test_refused_with_nothing_kept(
    folder: Path, own: Path, tmp_path: Path, data: str | bytes, line: int, field: str | None, message: str
) -> None:
    sound, broken = written(tmp_path, "sound.csv", MILITIA), written(tmp_path, "broken.csv", data)
    with pytest.raises(GazetteerError) as caught:
        add([sound, broken], own, folder)
    assert (caught.value.source, caught.value.line, caught.value.field) == (str(broken), line, field)
    assert message in str(caught.value)
    assert not own.exists()


def test_a_missing_file(folder: Path, own: Path, tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="no such table"):
        add([tmp_path / "nowhere.csv"], own, folder)


def test_a_folder_is_no_table(folder: Path, own: Path, tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="cannot be read"):
        add([tmp_path], own, folder)


def test_what_others_need_stays(folder: Path, own: Path, tmp_path: Path) -> None:
    add([written(tmp_path, f"{i}.csv", text) for i, text in enumerate((LEADS, NOVA, MILITIA))], own, folder)
    with pytest.raises(GazetteerError, match="'Ana Nova' is in no table"):
        remove("people/1.csv", own, folder)
    remove("offices/0.csv", own, folder)
    remove("people/1.csv", own, folder)
    assert "Ana Nova" not in Gazetteer(folder, own).people
    with pytest.raises(GazetteerError, match="no such table of your own"):
        remove("../states.csv", own, folder)
