"""Role nouns."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from quidnunc.errors import GazetteerError
from quidnunc.gazetteer import Gazetteer
from quidnunc.gazetteer.roles import RoleIndex, load_roles


@pytest.fixture
def roles(shipped: Gazetteer) -> RoleIndex:
    return load_roles(shipped.folder / "roles.yaml")


CASES = [
    ("the foreign minister", "the foreign minister", 1, 2, "GOV", "office"),
    ("secretaries of state", "secretary of state", 0, 3, "GOV", "office"),
    ("soldiers fled", "soldier flee", 0, 1, "MIL", "person"),
    ("military intelligence officers", "military intelligence officer", 0, 2, "SPY", "body"),
    ("secretary - general", "secretary - general", 0, 3, "IGO", "office"),
    ("human rights group", "human right group", 0, 3, "NGO", "body"),
    ("rebels", "rebel", 0, 1, "REB", "person"),
    ("refugees", "refugee", 0, 1, "REF", "person"),
]


@pytest.mark.parametrize(("words", "lemmas", "at", "length", "sector", "kind"), CASES, ids=[c[0] for c in CASES])
def test_the_longest_role_noun(
    roles: RoleIndex, words: str, lemmas: str, at: int, length: int, sector: str, kind: str
) -> None:
    match = roles.match(words.split(), lemmas.split(), at)
    assert match is not None
    assert (match[0], match[1].sector, match[1].kind) == (length, sector, kind)


def test_other_nouns_are_no_roles(roles: RoleIndex) -> None:
    assert roles.match(["weather"], ["weather"], 0) is None


def test_offices_of_roles_are_in_the_vocabulary(roles: RoleIndex, shipped: Gazetteer) -> None:
    named = {office for role in roles.table.roles for office in role.offices}
    assert named <= shipped.words.offices.keys()


def test_sectors_of_roles_are_in_the_vocabulary(roles: RoleIndex, shipped: Gazetteer) -> None:
    assert {role.sector for role in roles.table.roles} - {""} <= shipped.words.vocabulary.sector.keys()


def test_an_unknown_kind_is_refused(folder: Path, edit: Callable[[str, str, str], None]) -> None:
    edit("roles.yaml", "kind: office", "kind: throne")
    with pytest.raises(GazetteerError, match="throne"):
        load_roles(folder / "roles.yaml")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match=r"roles\.yaml: no such file"):
        load_roles(tmp_path / "roles.yaml")
