"""Sentences as news writes them, each with an event that must come out of it, among others or alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from quidnunc import Article, Reader
from quidnunc.records import Reading

DAY = "2024-05-14"
PREFIX = 5  # letters by which a party is known, so that "Turkey" fits "Turkish"
LINES = (Path(__file__).parent / "event_cases.tsv").read_text("utf-8").splitlines()
CASES = [tuple(line.split("\t")) for line in LINES if line and not line.startswith("#")]


def fits(reading: Reading, keys: tuple[str, ...], wanted: str) -> bool:
    actors = {actor.id: actor for actor in reading.actors}
    told = " ".join(f"{actors[key].name} {actors[key].country}" for key in keys).lower()
    return wanted == "-" or wanted[:PREFIX].lower() in told


@pytest.mark.parametrize(("type_", "agent", "recipient", "text"), CASES, ids=[case[3][:50] for case in CASES])
def test_a_sentence_gives_its_event(reader: Reader, type_: str, agent: str, recipient: str, text: str) -> None:
    reading = reader.read(Article(text=text, published=DAY))
    assert any(
        e.type == type_ and fits(reading, e.agents, agent) and fits(reading, e.recipients, recipient)
        for e in reading.events
    ), [(e.type, e.agents, e.recipients, e.status) for e in reading.events]


def test_every_type_is_there() -> None:
    assert len({case[0] for case in CASES}) == 16
    assert len(CASES) > 130
