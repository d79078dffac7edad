"""Which place a name means. The cases are in ``where_cases.tsv``; names are in brackets."""

from __future__ import annotations

from pathlib import Path

import pytest

from quidnunc.gazetteer.places import kilometres
from quidnunc.reading.reader import Reader
from quidnunc.records import Article, Place, Reading
from tests.reading.marks import marked

CASES = [
    line.split("\t")
    for line in Path(__file__).with_name("where_cases.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
_TO_A_DEGREE = 160.0  # kilometres


def place_at(reading: Reading, start: int, end: int) -> Place | None:
    """The place of the shortest mention over a span."""
    places = {place.id: place for place in reading.places}
    over = [m for m in reading.mentions if m.place and m.start < end and start < m.end]
    return places[min(over, key=lambda m: m.end - m.start).place or ""] if over else None


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_place(reader: Reader, case: list[str]) -> None:
    text, country, feature, point = case
    plain, (span,) = marked(text)
    place = place_at(reader.read(Article(text=plain, published="2023-05-10")), *span)
    if country == "-":
        assert place is None
        return
    assert place is not None
    if country not in ("*", "-*"):
        assert place.country == country
    if feature != "*":
        assert place.feature.startswith(feature)
    if point != "*":
        lat, lon = map(float, point.split(" "))
        assert place.lat is not None
        assert place.lon is not None
        assert kilometres(lat, lon, place.lat, place.lon) < _TO_A_DEGREE


def test_the_suite_is_broad() -> None:
    assert len(CASES) >= 60
    assert len({case[1] for case in CASES}) >= 20


def test_one_sense_per_text(reader: Reader) -> None:
    text = "The mayor of Paris, Texas, spoke. Paris has two schools. People in Paris were relieved."
    reading = reader.read(Article(text=text))
    assert {m.place for m in reading.mentions if m.text == "Paris"} == {place_at(reading, 13, 18).id}  # type: ignore[union-attr]


def test_company_tells_the_county(reader: Reader) -> None:
    text = "Deputies in Monroe County said the fire began in Bloomington. Crews came from Bedford, Indiana."
    place = place_at(reader.read(Article(text=text)), 12, 25)
    assert place is not None
    assert (round(place.lat or 0), round(place.lon or 0)) == (39, -87)


def test_a_name_within_a_name_stands_for_nobody(reader: Reader) -> None:
    reading = reader.read(Article(text="The Dayton Municipal Court in Ohio freed him."))
    inner = [m for m in reading.mentions if m.text == "Dayton"]
    assert [m.actor for m in inner] == [None]
    assert all(m.place for m in inner)


def test_a_surname_is_no_town(reader: Reader) -> None:
    text = "Senator Robert Pemberton died on Friday. Colleagues spoke of Pemberton with respect. Pemberton served for years."
    reading = reader.read(Article(text=text))
    assert not [m for m in reading.mentions if m.text.endswith("Pemberton") and m.place]


def test_a_word_the_text_also_writes_small_is_no_town(reader: Reader) -> None:
    text = "Reading is fun, said the teacher. Many children love reading. Many said so."
    assert not [m for m in reader.read(Article(text=text)).mentions if m.place]


HITS = [
    ("Russia shelled Kherson.", "Kherson", ("UKR",)),
    ("Russia struck the port of Odesa on Monday.", "Odesa", ("UKR",)),
    ("Basra was the target of a rebel mortar attack.", "Basrah", ("IRQ",)),
    ("Syrian government forces attacked Idlib.", "Idlib", ()),
    ("Ukraine struck Crimea.", "Crimea", ()),
]


@pytest.mark.parametrize(("text", "name", "recipients"), HITS, ids=[text for text, *_ in HITS])
def test_what_is_hit_places_the_event(reader: Reader, text: str, name: str, recipients: tuple[str, ...]) -> None:
    reading = reader.read(Article(text=text, published="2023-05-10"))
    (event,) = [event for event in reading.events if event.type == "ASSAULT"]
    assert {place.id: place.name for place in reading.places}[event.place or ""] == name
    assert event.recipients == recipients
