"""Whether and when: sentences read whole, each with an event's status and days. All are written for these tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from quidnunc.reading.reader import Reader
from quidnunc.records import STATUSES, Article

TABLE = Path(__file__).with_name("status_and_date.tsv")
LINES = [line.split("\t") for line in TABLE.read_text("utf-8").splitlines() if line and not line.startswith("#")]
SECTIONS = TABLE.read_text("utf-8").split("\n# ")[3:]


@pytest.mark.parametrize(("text", "word", "status", "first", "last"), LINES, ids=lambda value: value.replace(" ", "_"))
def test_status_and_date(reader: Reader, text: str, word: str, status: str, first: str, last: str):
    events = reader.read(Article(text=text, published="2023-10-17")).events
    at = text.index(word)
    event = next(e for e in events if e.trigger.start <= at < e.trigger.end)
    days = ("-", "-") if event.date is None else (event.date.start, event.date.end)
    assert (event.status, *days) == (status, first, last)


def test_the_table_is_broad():
    assert len(LINES) >= 200
    assert {status for _, _, status, *_ in LINES} == set(STATUSES)
    for section in SECTIONS:
        assert len(section.strip().splitlines()) > 5, f"at least five sentences for '{section.splitlines()[0]}'"


def test_what_is_dated_ahead_is_planned(reader: Reader):
    text = "Friday's talks between Iran and Iraq will be held in Muscat."
    (event,) = reader.read(Article(text=text, published="2023-10-17")).events
    assert event.status == "planned"


def test_without_a_day_nothing_relative_is_dated(reader: Reader):
    (event,) = reader.read(Article(text="Russia attacked Poland on Monday.")).events
    assert event.date is None


def test_a_definite_mention_takes_the_date_of_what_it_goes_back_to(reader: Reader):
    text = (
        "Iran attacked Saudi Arabia on 14 September 2019. In 2022 Kuwait said the attack on Saudi Arabia was by Iran."
    )
    dates = {event.date.start for event in reader.read(Article(text=text, published="2023-10-17")).events if event.date}
    assert dates == {"2019-09-14"}


def test_a_paragraph_of_the_past_is_no_scene(reader: Reader):
    text = "On Sunday, Russia attacked Poland.\n\nIn 2003, the United States invaded Iraq. France condemned the United States."
    events = reader.read(Article(text=text, published="2023-10-17")).events
    assert [event.date is None for event in events if event.type == "ACCUSE"] == [True]


def test_background_is_flagged(reader: Reader):
    text = "Russia, which invaded Hungary in 1956, attacked Poland on Monday."
    events = reader.read(Article(text=text, published="2023-10-17")).events
    assert {event.trigger.start: event.background for event in events} == {
        text.index("invaded"): True,
        text.index("attacked"): False,
    }


@pytest.mark.parametrize(
    ("text", "word", "days"),
    [
        (
            "The United States sanctioned Iran two weeks after Iran attacked Saudi Arabia.",
            "attacked",
            ("2023-10-02", "2023-10-08"),
        ),
        (
            "Poland expelled the Russian ambassador three days after Russia attacked Estonia.",
            "attacked",
            ("2023-10-14", "2023-10-14"),
        ),
        (
            "Two days after Russia attacked Poland on 3 October, Germany condemned Russia.",
            "condemned",
            ("2023-10-05", "2023-10-05"),
        ),
        (
            "A month before Iraq invaded Kuwait in August 1990, Iraq accused Kuwait of theft.",
            "invaded",
            ("1990-08-01", "1990-08-31"),
        ),
    ],
)
def test_events_are_counted_off_from_each_other(reader: Reader, text: str, word: str, days: tuple[str, str]):
    events = reader.read(Article(text=text, published="2023-10-17")).events
    event = next(e for e in events if e.trigger.start == text.index(word))
    assert event.date is not None
    assert (event.date.start, event.date.end) == days
