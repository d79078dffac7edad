"""The index of names: spelling, capitals, length."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quidnunc.gazetteer.names import NameIndex, pieces, plain
from quidnunc.gazetteer.vocabulary import Risky


def index(*names: str, risky: Risky | None = None) -> NameIndex:
    out = NameIndex(risky)
    for name in names:
        out.add(name, "organisation", name)
    return out


def found(names: NameIndex, text: str, shouting: bool = False) -> list[str]:
    """The names found in a text, from the left, each the longest."""
    words = [piece for token in text.split() for piece in pieces(token)]
    lowers = [word.lower() for word in words]
    out = []
    at = 0
    while at < len(words):
        length, bearers = names.match(words, lowers, at, shouting)
        out.extend(bearer.id for bearer in bearers)
        at += length or 1
    return out


@pytest.mark.parametrize(
    ("word", "expected"),
    [("Erdoğan", "Erdogan"), ("Çavuşoğlu", "Cavusoglu"), ("Wałęsa", "Walesa"), ("U.S.", "US"), ("Đinđić", "Dindic")],
)
def test_spelling_without_marks(word: str, expected: str) -> None:
    assert plain(word) == expected


SPELLINGS = [
    ("Recep Tayyip Erdoğan", "Turkey's Recep Tayyip Erdogan spoke"),
    ("Recep Tayyip Erdogan", "Turkey's Recep Tayyip Erdoğan spoke"),
    ("U.S.", "The US attacked"),
    ("US", "The U.S. attacked"),
    ("Guinea-Bissau", "Guinea Bissau voted"),
    ("al-Qaeda", "The al Qaeda group"),
    ("Cote d'Ivoire", "In Côte d’Ivoire rebels fled"),
    ("People's Party", "the People’s Party won"),
    ("African Union", "AFRICAN UNION SENDS TROOPS"),
]


@pytest.mark.parametrize(("name", "text"), SPELLINGS, ids=[text for _, text in SPELLINGS])
def test_a_name_is_found_however_it_is_spelt(name: str, text: str) -> None:
    assert found(index(name), text) == [name]


CAPITALS = [
    ("US", "They told us to leave"),
    ("WHO", "The man who fled"),
    ("Turkey", "They ate turkey"),
    ("Senate", "a senate of old men"),
    ("Cs", "the CS gas"),
    ("IS", "The war is over"),
    ("Nice", "a nice town"),
    ("the allies", "THE ALLIES"),
]


@pytest.mark.parametrize(("name", "text"), CAPITALS, ids=[text for _, text in CAPITALS])
def test_capitals_tell_a_name_from_a_word(name: str, text: str) -> None:
    assert found(index(name), text) == []


@pytest.mark.parametrize("name", ["WHO", "IS", "US"])
def test_in_capitals_a_short_acronym_may_be_a_word(name: str) -> None:
    assert found(index(name), f"REBELS SAY {name} WAS THERE", shouting=True) == []


def test_in_capitals_a_common_word_is_no_name() -> None:
    risky = Risky(frozenset(), frozenset({"SHAPE"}))
    names = index("SHAPE", "UNESCO", risky=risky)
    assert found(names, "UNESCO IN BAD SHAPE", shouting=True) == ["UNESCO"]
    assert found(names, "Unlike UNESCO, SHAPE agreed") == ["UNESCO", "SHAPE"]


def test_an_unnamed_name_is_not_entered() -> None:
    names = index("The Australian", "Australian newspaper", risky=Risky(frozenset({"The Australian"}), frozenset()))
    assert names.exact("The Australian") == []
    assert found(names, "The Australian prime minister") == []
    assert found(names, "The Australian newspaper") == ["Australian newspaper"]


def test_the_longest_name_wins() -> None:
    assert found(index("Congo", "Republic of the Congo"), "the Republic of the Congo and Congo") == [
        "Republic of the Congo",
        "Congo",
    ]


def test_a_shorter_name_steps_in_where_the_longer_does_not_fit() -> None:
    assert found(index("West Bank", "West"), "the West bank of the river") == ["West"]


def test_all_bearers_of_a_shared_name_are_given() -> None:
    names = NameIndex()
    names.add("Georgia", "state", "GEO")
    names.add("Georgia", "organisation", "georgia")
    assert [(name.bearer, name.id) for name in names.exact("georgia")] == [
        ("state", "GEO"),
        ("organisation", "georgia"),
    ]


def test_a_name_entered_twice_counts_once() -> None:
    assert len(index("Mali", "Mali").exact("Mali")) == 1


def test_a_name_without_letters_is_left_out() -> None:
    assert len(index("—", "…")) == 0


@given(st.text(min_size=1, max_size=30))
def test_a_name_finds_itself(text: str) -> None:
    words = pieces(text)
    length, bearers = index(text).match(words, [word.lower() for word in words], 0, False) if words else (0, [])
    assert (length, [name.id for name in bearers]) == ((len(words), [text]) if words else (0, []))
