"""The gazetteer as a whole: what it finds, and what it refuses to load."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from quidnunc.errors import GazetteerError
from quidnunc.gazetteer import Gazetteer

Edit = Callable[[str, str, str], None]
Append = Callable[[str, str], None]


def test_what_is_loaded(folder: Path) -> None:
    gazetteer = Gazetteer(folder)
    assert gazetteer.states["SUN"].capitals == ("Moscow",)
    assert gazetteer.states["RUS"].display == "Russian"
    assert gazetteer.organisations["who"].parent == "un"
    assert gazetteer.people["Vladimir Putin"].aliases == ("Putin",)
    assert gazetteer.collectives[0].members == ("RUS", "GBR")
    assert gazetteer.states_by_wikidata["Q159"].id == "RUS"


@pytest.mark.parametrize(
    ("day", "holder"),
    [
        ("2005-06-15", "Vladimir Putin"),
        ("2010-06-15", "Dmitry Medvedev"),
        ("2014-06-15", "Vladimir Putin"),
        ("2008-05-07", "Dmitry Medvedev"),
        (None, "Vladimir Putin"),
    ],
)
def test_who_is_in_office(folder: Path, day: str | None, holder: str) -> None:
    term = Gazetteer(folder).in_office("RUS", "head_of_state", day)
    assert term is not None
    assert term.person == holder


def test_nobody_is_in_office_before_the_tables_start(folder: Path) -> None:
    assert Gazetteer(folder).in_office("RUS", "head_of_state", "1990-01-01") is None


def test_who_bears_a_title(folder: Path) -> None:
    gazetteer = Gazetteer(folder)
    term = gazetteer.titled("GBR", "prime minister", "2001-09-11")
    assert term is not None
    assert term.person == "Tony Blair"
    assert gazetteer.titled("GBR", "chancellor", "2001-09-11") is None


def test_offices_of_a_person(folder: Path) -> None:
    gazetteer = Gazetteer(folder)
    assert len(gazetteer.offices_of("Vladimir Putin", None)) == 2
    assert gazetteer.offices_of("Vladimir Putin", "2010-01-01") == []


def test_a_prime_minister_leads_a_kingdom(folder: Path) -> None:
    term = Gazetteer(folder).leader("GBR", "2001-09-11")
    assert term is not None
    assert term.person == "Tony Blair"


def test_a_president_leads_where_nothing_else_is_said(folder: Path) -> None:
    term = Gazetteer(folder).leader("RUS", "2010-01-01")
    assert term is not None
    assert term.person == "Dmitry Medvedev"


def test_surnames_lead_to_full_names(folder: Path) -> None:
    assert Gazetteer(folder).surnames["brown"] == ["Gordon Brown"]


def test_role_nouns_with_their_owner_are_no_names(folder: Path) -> None:
    index = Gazetteer(folder).index
    assert index.exact("Russian military intelligence") == []
    assert [name.id for name in index.exact("Russia's GRU")] == ["gru"]


def test_the_version_changes_with_any_file(folder: Path, edit: Edit) -> None:
    before = Gazetteer(folder).version
    edit("roles.yaml", "taoiseach", "taoisigh")
    assert Gazetteer(folder).version != before


REFUSED = [
    ("states.csv", "un_member", "member_state", "status", "'member_state' is none of"),
    ("states.csv", "1991-12-26,,un_member", "1991-12,26-12,un_member", None, "is no date"),
    ("states.csv", ",60,", ",north,", "lat", "'north' is no number"),
    ("organisations/bodies.csv", ",igo,IGO", ",club,IGO", "kind", "'club' is none of"),
    ("organisations/bodies.csv", ",igo,IGO", ",igo,UNO", "sector", "'UNO' is none of"),
    ("people/all.csv", "RUS,m,", "RUS,male,", "gender", "'male' is none of"),
    ("offices/all.csv", "head_of_state", "president", "office", "'president' is none of"),
    ("memberships/un.csv", ",member,", ",full,", "role", "'full' is none of"),
    ("metonyms.csv", ",government,", ",palace,", "kind", "'palace' is none of"),
    ("collectives.csv", ",GOV,", ",STATES,", "sector", "'STATES' is none of"),
]


@pytest.mark.parametrize(("table", "old", "new", "column", "message"), REFUSED, ids=[f"{r[0]}-{r[2]}" for r in REFUSED])
def test_words_out_of_vocabulary_are_refused(
    folder: Path, edit: Edit, table: str, old: str, new: str, column: str | None, message: str
) -> None:
    edit(table, old, new)
    with pytest.raises(GazetteerError, match=message) as caught:
        Gazetteer(folder)
    assert caught.value.source == str(folder / table)
    assert caught.value.line == 2
    assert column is None or caught.value.field == column


def test_an_id_given_twice_is_refused(folder: Path, append: Append) -> None:
    append("people/all.csv", "Tony Blair,,GBR,m,,knowledge")
    with pytest.raises(GazetteerError, match="'Tony Blair' stands in the tables already") as caught:
        Gazetteer(folder)
    assert caught.value.line == 7


def test_an_entry_without_id_is_refused(folder: Path, append: Append) -> None:
    append("organisations/bodies.csv", ",Nameless,,,ngo,NGO,,,,,,knowledge")
    with pytest.raises(GazetteerError, match="needs an id"):
        Gazetteer(folder)


@pytest.mark.parametrize("name", ["vocabulary.yaml", "offices.yaml", "risky.yaml", "leading.yaml"])
def test_a_missing_list_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(GazetteerError, match=f"{name}: no such file"):
        Gazetteer(folder)


def test_a_list_with_an_unknown_key_is_refused(folder: Path, append: Append) -> None:
    append("risky.yaml", "strong: [Mali]")
    with pytest.raises(GazetteerError, match="unknown field `strong`"):
        Gazetteer(folder)


def test_a_list_that_is_no_yaml_is_refused(folder: Path, append: Append) -> None:
    append("offices.yaml", "head_of_state: {")
    with pytest.raises(GazetteerError, match=r"offices\.yaml"):
        Gazetteer(folder)


@pytest.mark.parametrize(
    ("state", "day", "leader"),
    [
        ("DEU", "2010-01-01", "Angela Merkel"),
        ("IND", "2016-01-01", "Narendra Modi"),
        ("ISR", "2012-01-01", "Benjamin Netanyahu"),
        ("TUR", "2010-01-01", "Recep Tayyip Erdoğan"),
        ("TUR", "2020-01-01", "Recep Tayyip Erdoğan"),
        ("PAK", "2005-01-01", "Pervez Musharraf"),
        ("PAK", "2019-01-01", "Imran Khan"),
        ("FRA", "2023-01-01", "Emmanuel Macron"),
        ("JPN", "2016-01-01", "Shinzo Abe"),
        ("CAN", "2020-01-01", "Justin Trudeau"),
        ("SAU", "2018-01-01", "Salman of Saudi Arabia"),
        ("PRK", "2018-01-01", "Kim Jong Un"),
        ("IRQ", "2003-01-01", "Saddam Hussein"),
        ("IRQ", "2012-01-01", "Nouri al-Maliki"),
        ("USA", "2005-01-01", "George W. Bush"),
        ("ETH", "2019-06-12", "Abiy Ahmed"),
    ],
)
def test_who_leads_in_the_shipped_tables(shipped: Gazetteer, state: str, day: str, leader: str) -> None:
    term = shipped.leader(state, day)
    assert term is not None
    assert term.person == leader
