"""Names with namesakes: acronyms and capitals, and what in the article tells whether they are meant."""

from __future__ import annotations

import pytest

from quidnunc import Article, Reader
from quidnunc.records import Actor, Place, Reading

DAY = "2019-06-11"


def named(reading: Reading, text: str) -> tuple[list[Actor], list[Place]]:
    """The actors and places of the first mention with a text."""
    mention = reading.text.index(text), reading.text.index(text) + len(text)
    found = [m for m in reading.mentions if (m.start, m.end) == mention]
    actors = {actor.id: actor for actor in reading.actors}
    places = {place.id: place for place in reading.places}
    return [actors[m.actor] for m in found if m.actor], [places[m.place] for m in found if m.place]


ACRONYMS = [
    (
        "The ANC test measures neutrophils, the doctor said.",
        "ANC",
        False,
        "a blood count: nothing speaks of South Africa",
    ),
    ("In South Africa the ANC won the vote.", "ANC", True, "South Africa is named"),
    (
        "A pump for diabetics, an artificial pancreas (AP), was tested. The AP worked.",
        "AP",
        False,
        "expanded otherwise",
    ),
    ("The Associated Press (AP) said so. AP quoted nobody.", "AP", True, "expanded alike"),
    ("The IRGC seized a tanker.", "IRGC", True, "forces are named by their letters"),
    ("Natalie Brown, DDS, opened a practice.", "DDS", False, "Chad's service ended in 1990"),
    ("The FBI arrested a man in Ohio.", "FBI", True, "a body at home in English-language news"),
    ("Will K-Fed sing again?", "Fed", False, "part of a nickname"),
]


@pytest.mark.parametrize(("text", "acronym", "known", "why"), ACRONYMS, ids=[why for *_, why in ACRONYMS])
def test_acronym(reader: Reader, text: str, acronym: str, known: bool, why: str) -> None:
    reading = reader.read(Article(text=text, published=DAY))
    spans = {(m.start, m.end): m.actor for m in reading.mentions if m.text == acronym}
    assert any(actor and actor.startswith("org:") for actor in spans.values()) == known


CAPITALS = [
    ("Storms hit farms in Victoria, said the Australian weather service.", "Victoria", None),
    ("Lawmakers in Seychelles met. Victoria denied the report.", "Victoria", "SYC"),
    ("Shops in Hyderabad closed.", "Hyderabad", None),
    ("Kyiv denied the report.", "Kyiv", "UKR"),
    ("A critic of Beijing was arrested.", "Beijing", "CHN"),
    ("The envoy flew from Kyiv on Monday.", "Kyiv", None),
    ("Oil flows from Azerbaijan's capital, Baku, to the sea.", "Baku", None),
    ("The mayor of London resigned.", "London", None),
    ("MOSCOW — Officials rejected the plan on Monday.", "MOSCOW", None),
    ("Foes of Moscow — and there are many — denied it.", "Moscow", "RUS"),
    ("LONDON (Reuters) - British lawmakers rejected the plan on Monday.", "LONDON", None),
    ("Talks between Tehran and Washington failed.", "Tehran", "IRN"),
]


@pytest.mark.parametrize(("text", "capital", "state"), CAPITALS, ids=[text for text, *_ in CAPITALS])
def test_capital(reader: Reader, text: str, capital: str, state: str | None) -> None:
    actors, places = named(reader.read(Article(text=text, published=DAY)), capital)
    assert [actor.id for actor in actors if not actor.id.startswith("local:")] == ([state] if state else [])
    assert len(places) == 1


def test_african_americans_are_no_state(reader: Reader) -> None:
    reading = reader.read(Article(text="An African American was arrested.", published=DAY))
    assert "USA" not in {m.actor for m in reading.mentions}


PARTS = [
    ("The Paris Agreement was signed.", "Paris", "nominal"),
    ("Shanghai Film Corp. opened a cinema.", "Shanghai", "nominal"),
    ("The London 2012 Olympics were over.", "London", "nominal"),
    ("The Texas governor met farmers in Houston.", "Houston", "name"),
    ("The Texas governor met farmers in Houston.", "Texas", "name"),
    ("Talks were held in Geneva.", "Geneva", "name"),
    ("The magazine H Texas named a dentist.", "Texas", "nominal"),
]


@pytest.mark.parametrize(("text", "name", "form"), PARTS, ids=[f"{name}: {text}" for text, name, _ in PARTS])
def test_a_name_within_a_name_names_nothing_by_itself(reader: Reader, text: str, name: str, form: str) -> None:
    reading = reader.read(Article(text=text, published=DAY))
    assert {m.form for m in reading.mentions if m.text == name} == {form}


def test_towns_have_wikidata_ids(reader: Reader) -> None:
    _, places = named(reader.read(Article(text="Talks were held in Geneva.", published=DAY)), "Geneva")
    assert [place.wikidata for place in places] == ["Q71"]


def test_a_doctor_is_not_in_maryland(reader: Reader) -> None:
    reading = reader.read(Article(text="The firm was founded by Jane Roe, M.D., in Baltimore, Md.", published=DAY))
    assert [m.text for m in reading.mentions if m.place] == ["Baltimore", "Md."]
