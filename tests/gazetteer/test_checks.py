"""The checker between tables: each kind of problem, and the shipped tables, which have none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from quidnunc.errors import GazetteerError
from quidnunc.gazetteer import Gazetteer, checks

Edit = Callable[[str, str, str], None]
Append = Callable[[str, str], None]


def problems(folder: Path) -> list[tuple[str, str, str]]:
    return [(problem.table, problem.kind, problem.message) for problem in checks.check(Gazetteer(folder))]


def test_a_sound_folder_has_none(folder: Path) -> None:
    assert problems(folder) == []


ROWS = [
    ("offices/all.csv", "Nobody,RUS,minister,Minister,,,knowledge", "dangling", "person 'Nobody'"),
    ("offices/all.csv", "Tony Blair,labour,leader,Leader,,,knowledge", "dangling", "of 'labour'"),
    ("memberships/un.csv", "XYZ,un,member,,,knowledge", "dangling", "member 'XYZ'"),
    ("memberships/un.csv", "RUS,nato,member,,,knowledge", "dangling", "organisation 'nato'"),
    ("people/all.csv", "Jean Dupont,,FRA,m,,knowledge", "dangling", "country 'FRA'"),
    ("organisations/bodies.csv", "x,X,,,ngo,NGO,FRA,,,,,knowledge", "dangling", "country 'FRA'"),
    ("organisations/bodies.csv", "x,X,,,ngo,NGO,,nobody,,,,knowledge", "dangling", "parent 'nobody'"),
    ("metonyms.csv", "Elysee,FRA,,GOV,,government,,,knowledge", "dangling", "state 'FRA'"),
    ("metonyms.csv", "Langley,,cia,SPY,,organisation,,,knowledge", "dangling", "organisation 'cia'"),
    ("collectives.csv", "both,Both,group,GOV,,RUS|nato,,knowledge", "dangling", "member 'nato'"),
    ("organisations/bodies.csv", "un-2,United Nations,,,igo,IGO,,,,,,knowledge", "duplicate", "has the name"),
    ("people/all.csv", "A B,,RUS,m,Q159,knowledge", "duplicate", "has the Wikidata id 'Q159' of RUS"),
    ("people/all.csv", "Anthony Blair,Tony Blair,GBR,m,,knowledge", "duplicate", "alias 'Tony Blair'"),
    ("memberships/un.csv", "RUS,un,member,1945-10-24,,knowledge", "duplicate", "stands twice"),
    ("metonyms.csv", "Kremlin,RUS,,GOV,,government,,,knowledge", "duplicate", "stands twice"),
    ("collectives.csv", "The Two Powers,The two powers,group,GOV,,,,knowledge", "duplicate", "stands twice"),
    ("memberships/un.csv", "GBR,un,member,1946,1945-10-24,knowledge", "date", "before it starts"),
    ("memberships/un.csv", "GBR,un,member,1945-02-30,,knowledge", "date", "1945-02-30 is in no calendar"),
    (
        "offices/all.csv",
        "Tony Blair,SUN,head_of_state,President,1995,,knowledge",
        "date",
        "starts after Soviet Union ends",
    ),
    (
        "offices/all.csv",
        "Tony Blair,RUS,head_of_government,Premier,1980,1985,knowledge",
        "date",
        "before Russia begins",
    ),
    (
        "offices/all.csv",
        "Gordon Brown,RUS,head_of_state,President,2005-01-01,2005-01-03,knowledge",
        "overlap",
        "Gordon Brown starts on 2005-01-01, Vladimir Putin stays until 2008-05-07",
    ),
]


@pytest.mark.parametrize(("table", "row", "kind", "message"), ROWS, ids=[f"{r[2]}-{r[3]}" for r in ROWS])
def test_a_row_at_odds_with_others(folder: Path, append: Append, table: str, row: str, kind: str, message: str) -> None:
    append(table, row)
    assert any(found == kind and message in text for _, found, text in problems(folder))


def test_a_successor_that_is_nowhere(folder: Path, edit: Edit) -> None:
    edit("states.csv", "former,RUS", "former,RUS|UKR")
    assert problems(folder) == [("states", "dangling", "successor 'UKR' is in no table")]


def test_a_day_of_handing_over_is_no_overlap(folder: Path, append: Append) -> None:
    append("offices/all.csv", "Gordon Brown,RUS,head_of_state,Acting President,2008-05-06,2008-05-07,knowledge")
    assert problems(folder) == []


def test_an_imprecise_date_is_no_overlap(folder: Path, edit: Edit) -> None:
    edit("offices/all.csv", "1997-05-02,2007-06-27", "1997-05-02,2007")
    assert problems(folder) == []


def test_a_gap(folder: Path, edit: Edit) -> None:
    edit("offices/all.csv", "2008-05-07,2012-05-07", "2008-09-07,2012-05-07")
    assert problems(folder) == [("offices", "gap", "nobody from 2008-05-07 to 2008-09-07 (123 days)")]


def test_a_gap_at_the_end(folder: Path, edit: Edit) -> None:
    edit("offices/all.csv", "2007-06-27,,", "2007-06-27,2009-06-01,")
    assert [text for _, _, text in problems(folder)] == ["nobody from 2009-06-01 to 2010-01-01 (214 days)"]


def test_a_president_may_govern_alone(folder: Path) -> None:
    assert not any(term.of == "RUS" and term.office == "head_of_government" for term in Gazetteer(folder).terms)
    assert problems(folder) == []


ACKNOWLEDGED = [
    (
        "Gordon Brown,RUS,head_of_state,President,2005-01-01,2006-01-01,knowledge",
        "overlaps: [{of: RUS, office: head_of_state, people: [Vladimir Putin, Gordon Brown], reason: a test}]",
    ),
    (
        "Gordon Brown,RUS,head_of_state,President,2005-01-01,2006-01-01,knowledge",
        "overlaps: [{of: RUS, office: head_of_state, reason: two consuls}]",
    ),
    (
        "Tony Blair,RUS,head_of_government,Premier,2005-01-01,2006-01-01,knowledge",
        "vacancies: [{of: RUS, office: head_of_government, reason: a test}]",
    ),
    (
        "Tony Blair,SUN,head_of_state,President,1995,1996,knowledge",
        "early: [{of: SUN, reason: a test}]",
    ),
]


@pytest.mark.parametrize(("row", "entry"), ACKNOWLEDGED, ids=[entry[:40] for _, entry in ACKNOWLEDGED])
def test_what_is_acknowledged_is_no_problem(folder: Path, append: Append, row: str, entry: str) -> None:
    append("offices/all.csv", row)
    assert problems(folder)
    append("acknowledged.yaml", entry)
    assert problems(folder) == []


def test_namesakes_are_acknowledged(folder: Path, append: Append) -> None:
    append("people/all.csv", "A B,,RUS,m,Q159,knowledge")
    append("acknowledged.yaml", "namesakes: [{keys: [RUS, A B], reason: a test}]")
    assert problems(folder) == []


def test_an_acknowledgement_of_nothing_is_a_problem(folder: Path, append: Append) -> None:
    append(
        "acknowledged.yaml",
        "overlaps: [{of: RUS, office: head_of_state, people: [Tony Blair, Vladimir Putin], reason: a test}]",
    )
    assert problems(folder) == [("acknowledged", "idle", "Tony Blair never held this office")]


def test_an_acknowledgement_needs_a_reason(folder: Path, append: Append) -> None:
    append("acknowledged.yaml", "early: [{of: SUN}]")
    with pytest.raises(GazetteerError, match="reason"):
        checks.check(Gazetteer(folder))


def test_the_command_writes_problems_and_fails(
    folder: Path, append: Append, capsys: pytest.CaptureFixture[str]
) -> None:
    assert checks.main([str(folder)]) == 0
    append("memberships/un.csv", "XYZ,un,member,,,knowledge")
    assert checks.main([str(folder)]) == 1
    assert capsys.readouterr().out == "memberships: XYZ un: dangling: member 'XYZ' is in no table\n"
