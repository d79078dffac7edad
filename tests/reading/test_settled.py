"""When a mention is a name of what it stands for, and when a place is settled on."""

from __future__ import annotations

import pytest

from quidnunc import Article, Reader

SPORT = (
    "Turin beat Genoa 2-0 in the league on Saturday. The striker scored a goal in each half, and the goalkeeper saved a penalty. "
    "The midfielder joined from Lyon last season after a loan at Bilbao. The coach said the team had won in Milan with ten players."
)


def forms(reader: Reader, text: str) -> dict[str, str]:
    return {m.text: m.form for m in reader.read(Article(text=text, published="2024-03-04")).mentions}


def ids(reader: Reader, text: str) -> dict[str, str | None]:
    return {p.name: p.wikidata for p in reader.read(Article(text=text, published="2024-03-04")).places}


@pytest.mark.parametrize(
    ("name", "form"), [("Turin", "nominal"), ("Genoa", "nominal"), ("Lyon", "nominal"), ("Milan", "name")]
)
def test_teams_are_no_towns(reader: Reader, name: str, form: str) -> None:
    assert forms(reader, SPORT).get(name) == form


@pytest.mark.parametrize(
    ("text", "name", "form"),
    [
        ("Protesters marched through Turin on Saturday after police beat a student in Genoa.", "Turin", "name"),
        ("The British Prime Minister met union leaders in Leeds on Monday.", "British", "nominal"),
        ("British troops landed in Kenya on Monday.", "British", "name"),
        ("Most Britons want the troops to leave Kenya.", "Britons", "nominal"),
        ("The navy bought a new Virginia-class submarine on Monday.", "Virginia", "nominal"),
        ("Governors met in Virginia on Monday.", "Virginia", "name"),
        ("Both frigates were named New Jersey.", "New Jersey", "nominal"),
        ("Officers searched a town called Springfield in Illinois.", "Springfield", "name"),
        ("Moscow denied the report.", "Moscow", "nominal"),
        ("The court in Moscow denied the appeal.", "Moscow", "name"),
        ("Russia denied the report.", "Russia", "name"),
    ],
)
def test_names_of_others(reader: Reader, text: str, name: str, form: str) -> None:
    assert forms(reader, text).get(name) == form


def test_doubtful_places_have_no_id(reader: Reader) -> None:
    assert (
        ids(reader, "Firefighters put out a blaze at a warehouse in Springfield on Monday.").get("Springfield", None)
        is None
    )
    assert (
        ids(reader, "Firefighters put out a blaze at a warehouse in Springfield, Illinois, on Monday.")["Springfield"]
        == "Q28515"
    )
    assert ids(reader, "Firefighters put out a blaze at a warehouse in Marseille on Monday.")["Marseille"] == "Q23482"


def test_governments_are_not_their_states(reader: Reader) -> None:
    actors = {a.id: a.wikidata for a in reader.read(Article(text="The Kremlin threatened Ukraine on Monday.")).actors}
    assert actors["RUS-GOV"] is None
    assert actors["UKR"] == "Q212"
