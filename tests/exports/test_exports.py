"""Readings out: JSON lines, JSON, CSV, and the tables for people."""

from __future__ import annotations

import csv
import io
import json

import pytest
from rich.console import Console

from quidnunc import Article, Reader, Reading
from quidnunc.exports import EXPORTERS
from quidnunc.exports.codes import codes
from quidnunc.exports.csv import COLUMNS
from quidnunc.exports.table import QUAD_STYLE, TableWriter
from quidnunc.exports.why import explain

ATTACK = Article(
    text="Syrian rebels attacked the town of Idlib on Monday.",
    title='Rebels, "again"',
    source="a.jsonl#1",
    published="2015-03-25",
)
SAYING = Article(text="Ukraine said that Russia attacked Odesa on Saturday.", source="b.txt", published="2022-07-24")
QUIET = Article(text="The weather was fine.", source="c.txt")


@pytest.fixture(scope="module")
def readings(reader: Reader) -> list[Reading]:
    """Readings with and without events."""
    found = list(reader.pipe([ATTACK, SAYING, QUIET]))
    assert [bool(reading.events) for reading in found] == [True, True, False]
    return found


def export(name: str, readings: list[Reading]) -> str:
    """What an exporter writes."""
    stream = io.StringIO()
    exporter = EXPORTERS[name](stream)
    for reading in readings:
        exporter.write(reading)
    exporter.finalize()
    return stream.getvalue()


def rows(text: str) -> list[dict[str, str]]:
    """The rows of CSV."""
    return list(csv.DictReader(io.StringIO(text)))


def test_the_formats_are_registered_by_name() -> None:
    assert sorted(EXPORTERS) == ["csv", "json", "jsonl"]


def test_json_lines_hold_a_reading_a_line(readings: list[Reading]) -> None:
    lines = export("jsonl", readings).splitlines()
    assert [Reading.from_json(line) for line in lines] == readings


def test_json_is_one_list(readings: list[Reading]) -> None:
    assert json.loads(export("json", readings)) == [json.loads(reading.to_json()) for reading in readings]


@pytest.mark.parametrize(("name", "wanted"), [("jsonl", ""), ("json", "[]\n"), ("csv", ",".join(COLUMNS) + "\n")])
def test_nothing_read_is_still_well_formed(name: str, wanted: str) -> None:
    assert export(name, []) == wanted


def test_csv_has_an_event_a_row(readings: list[Reading]) -> None:
    found = rows(export("csv", readings))
    assert [row["event"] for row in found] == [event.id for reading in readings for event in reading.events]
    attack = next(row for row in found if row["source"] == "a.jsonl#1")
    assert (attack["title"], attack["type"], attack["status"], attack["trigger"], attack["sentence"]) == (
        'Rebels, "again"',
        "ASSAULT",
        "happened",
        "attacked",
        ATTACK.text,
    )


def test_csv_names_the_actors_and_who_says_so(readings: list[Reading]) -> None:
    row = next(row for row in rows(export("csv", readings)) if row["source"] == "b.txt" and row["type"] == "ASSAULT")
    assert (row["agents"], row["agent_countries"]) == ("Russia", "RUS")
    assert (row["said_by"], row["stance"]) == ("Ukraine", "asserts")


def test_every_csv_row_fills_every_column(readings: list[Reading]) -> None:
    lines = list(csv.reader(io.StringIO(export("csv", readings))))
    assert {len(line) for line in lines} == {len(COLUMNS)}


def show(reader: Reader, readings: list[Reading], *, color: bool) -> str:
    """What the table prints, with or without colours."""
    stream = io.StringIO()
    console = Console(file=stream, width=100, force_terminal=color, color_system="standard" if color else None)
    writer = TableWriter(console, codes())
    for reading in readings:
        writer.write(reading)
    return stream.getvalue()


def test_the_table_shows_who_did_what_on_whose_word(reader: Reader, readings: list[Reading]) -> None:
    shown = show(reader, readings[1:2], color=False)
    assert "Russia → ASSAULT" in shown
    assert "asserted by Ukraine" in shown
    assert SAYING.text in shown
    assert readings[1].events[0].id in shown


def test_the_table_says_where_there_is_nothing(reader: Reader, readings: list[Reading]) -> None:
    assert "no political event found" in show(reader, readings[2:], color=False)


def test_the_table_is_coloured_only_on_a_terminal(reader: Reader, readings: list[Reading]) -> None:
    assert "\x1b[" not in show(reader, readings, color=False)
    assert "\x1b[" in show(reader, readings, color=True)


def test_every_quad_class_has_a_colour(reader: Reader) -> None:
    assert set(reader.quads.values()) == set(QUAD_STYLE)


def test_why_names_the_frame_and_the_words_behind_each_field(reader: Reader) -> None:
    (trace,) = reader.traces([ATTACK])
    key, group = next(iter(trace.groups.items()))
    stream = io.StringIO()
    explain(trace.reading, group, key, Console(file=stream, width=140))
    shown = stream.getvalue()
    assert key in shown
    assert "“attacked” [14, 22)" in shown
    assert "because" in shown
    assert all(reason in shown for reason in group.lead.reasons)
    assert group.lead.reasons
