"""What the gazetteer knows of a name, and what it suggests where it knows nothing."""

from __future__ import annotations

import pytest

from quidnunc.errors import UnknownNameError
from quidnunc.gazetteer import load
from quidnunc.gazetteer.lookup import Card, Lookup


def cards(name: str, day: str = "2023-10-17") -> dict[str, Card]:
    return {card.title: card for card in Lookup(load(), day).cards(name)}


def test_a_state_has_its_names_ids_and_source() -> None:
    card = cards("Russia")["Russia"]
    facts = dict(card.facts)
    assert card.kind == "state"
    assert facts["also"] == "Russian Federation"
    assert facts["adjective"] == "Russian"
    assert facts["capital"] == "Moscow"
    assert facts["ISO 3166"] == "RUS RU"
    assert facts["COW"] == "RUS 365"
    assert facts["Wikidata"] == "Q159"
    assert card.source


@pytest.mark.parametrize("name", ["Russia", "RUSSIA", "Russian", "Russians", "Moscow", "RUS", "Q159"])
def test_every_name_of_a_state_finds_it(name: str) -> None:
    assert "Russia" in cards(name)


@pytest.mark.parametrize(
    ("day", "inside", "outside"),
    [
        ("2023-10-17", {"United Nations", "BRICS", "G20"}, {"Council of Europe", "African Union", "NATO"}),
        ("2010-06-01", {"Council of Europe", "G20"}, {"Eurasian Economic Union", "World Trade Organization"}),
    ],
)
def test_memberships_are_those_of_the_day(day: str, inside: set[str], outside: set[str]) -> None:
    held = {row.name for row in cards("Russia", day)["Russia"].memberships if row.role == "member"}
    assert inside <= held
    assert not outside & held


def test_memberships_have_dates_and_sources() -> None:
    for row in cards("Russia")["Russia"].memberships:
        assert row.start
        assert row.source


def test_leaders_are_those_of_the_day_and_come_first() -> None:
    assert [row.name for row in cards("Russia", "2010-06-01")["Russia"].offices[:2]] == [
        "Dmitry Medvedev",
        "Vladimir Putin",
    ]


def test_a_person_has_all_offices_and_the_held_are_marked() -> None:
    card = cards("Zelenskiy")["Volodymyr Zelenskyy"]
    assert dict(card.facts)["country"] == "Ukraine"
    assert [(row.name, row.role, row.holds) for row in card.offices] == [("Ukraine", "President", True)]
    past = cards("Angela Merkel")["Angela Merkel"].offices
    assert ("Chancellor", False) in {(row.role, row.holds) for row in past}


def test_an_organisation_has_its_acronym_head_and_members_on_the_day() -> None:
    card = cards("NATO", "2022-01-01")["NATO"]
    assert "Jens Stoltenberg" in {row.name for row in card.offices}
    members = {row.name for row in card.members if row.role == "member"}
    assert "Turkey" in members
    assert "Finland" not in members
    assert "Finland" in {row.name for row in cards("NATO", "2023-10-17")["NATO"].members}


def test_a_metonym_says_what_it_stands_for() -> None:
    card = cards("Kremlin")["Kremlin"]
    assert card.kind == "metonym"
    assert dict(card.facts)["stands for"] == "Government of Russia"


def test_a_name_of_several_shows_each() -> None:
    assert set(cards("Congolese")) >= {"Democratic Republic of the Congo", "Republic of the Congo"}


def test_a_surname_shows_who_is_in_office() -> None:
    assert list(cards("Starmer", "2024-12-01")) == ["Keir Starmer"]
    assert "Manmohan Singh" in Lookup(load(), "2009-01-01").of_surname("Singh")


@pytest.mark.parametrize(
    ("name", "near"),
    [("Zelenskyyi", "Zelenskyy"), ("Hezbolah", "Hezbollah"), ("Erdogann", "Erdogan"), ("Uzbekstan", "Uzbekistan")],
)
def test_an_unknown_name_says_so_and_suggests_near_ones(name: str, near: str) -> None:
    with pytest.raises(UnknownNameError, match=f"'{name}' is not known; near it: .*{near}"):
        cards(name)


@pytest.mark.parametrize("name", ["Xqzzy Vwkkp", "", "  ", "!?"])
def test_a_name_like_none_says_that(name: str) -> None:
    with pytest.raises(UnknownNameError, match="is not known; no known name is near it"):
        cards(name)
