"""When and where events happen."""

from __future__ import annotations

import pytest

from quidnunc import Article, Reader, Reading
from quidnunc.records import Event

DAY = "2022-07-24"  # a Sunday


def first(reader: Reader, text: str, type_: str, day: str | None = DAY) -> tuple[Event, Reading]:
    reading = reader.read(Article(text=text, published=day))
    return next(e for e in reading.events if e.type == type_), reading


DATES = [
    ("Iran attacked Iraqi troops on Friday.", "ASSAULT", ("2022-07-22", "2022-07-22")),
    ("In March, Kenya met Uganda in Kampala.", "CONSULT", ("2022-03-01", "2022-03-31")),
    ("Japan and India will hold talks on Tuesday.", "CONSULT", ("2022-07-26", "2022-07-26")),
    (
        "After arriving in Oslo on Friday, Emmanuel Macron met Jonas Gahr Støre.",
        "CONSULT",
        ("2022-07-22", "2022-07-22"),
    ),
    ("Monday's attack on Malian soldiers was claimed by nobody.", "ASSAULT", ("2022-07-18", "2022-07-18")),
    ("Chad has not condemned Sudan since May 2021.", "ACCUSE", ("2021-05-01", "2022-07-24")),
    ("Chad is hosting envoys of Sudan.", "CONSULT", ("2022-07-24", "2022-07-24")),
]


@pytest.mark.parametrize(("text", "type_", "expected"), DATES, ids=[text[:35] for text, _, _ in DATES])
def test_date(reader: Reader, text: str, type_: str, expected: tuple[str, str]) -> None:
    event, _ = first(reader, text, type_)
    assert event.date is not None
    assert (event.date.start, event.date.end) == expected


def test_saying_is_not_doing(reader: Reader) -> None:
    """The day on which something is said does not date what is said."""
    event, _ = first(reader, "Mali said on Friday that rebels had attacked Malian soldiers in May.", "ASSAULT")
    assert event.date is not None
    assert event.date.start == "2022-05-01"


def test_reckoned_from_another_event(reader: Reader) -> None:
    text = "Russia's invasion of Georgia in August 2008 shocked Europe. Weeks before the invasion, Russia and Ukraine held talks."
    event, _ = first(reader, text, "CONSULT")
    assert event.date is not None
    assert event.date.start < "2008-08-01" <= event.date.end


def test_an_undated_past_follows_the_scene(reader: Reader) -> None:
    text = "Poland expelled Belarusian diplomats on Friday. Belarus condemned Poland."
    event, _ = first(reader, text, "ACCUSE")
    assert event.date is not None
    assert (event.date.start, event.date.end) == ("2022-07-22", "2022-07-24")


def test_no_day_no_date(reader: Reader) -> None:
    event, reading = first(reader, "Iran attacked Iraqi troops on Friday.", "ASSAULT", day=None)
    assert event.date is None
    assert [(t.from_, t.to) for t in reading.times] == [(None, None)]


def test_background_is_flagged(reader: Reader) -> None:
    event, _ = first(reader, "Iraq invaded Kuwait in August 1990.", "ASSAULT")
    assert event.background


PLACES = [
    ("Kenya and Uganda held talks in Kampala.", "CONSULT", "Kampala"),
    ("Xi Jinping visited Moscow.", "CONSULT", "Moscow"),
    ("Rebels attacked Malian soldiers near Gao.", "ASSAULT", "Gao"),
    ("Russia invaded Georgia in 2008.", "ASSAULT", "Georgia"),
    ("The Kabul bombing by the Taliban killed Afghan police.", "ASSAULT", "Kabul"),
]


@pytest.mark.parametrize(("text", "type_", "expected"), PLACES, ids=[text[:35] for text, _, _ in PLACES])
def test_place(reader: Reader, text: str, type_: str, expected: str) -> None:
    event, reading = first(reader, text, type_)
    assert event.place is not None
    assert {p.id: p.name for p in reading.places}[event.place] == expected


def test_a_place_that_stands_for_a_government_is_not_where_it_happened(reader: Reader) -> None:
    event, _ = first(reader, "Beijing criticised Tokyo.", "ACCUSE")
    assert event.place is None
