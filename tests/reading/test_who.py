"""Who a mention stands for: names, titles by date, demonyms, capitals, metonyms, pairs, pronouns, composed bodies, groups.

The cases are in ``who_cases.tsv`` (a sentence or two, one mention each) and ``who_texts.yaml`` (whole reports). Mentions are in
brackets, and each is given the actor it stands for on the report's day.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from quidnunc.reading.reader import Reader
from quidnunc.records import Actor, Article
from tests.reading.marks import actors, marked

FOLDER = Path(__file__).parent
CASES = [
    (day, text, (name, country, sector, count))
    for _, day, text, name, country, sector, count in (
        line.split("\t")
        for line in (FOLDER / "who_cases.tsv").read_text("utf-8").splitlines()
        if not line.startswith("#")
    )
]
TEXTS = [
    (entry["day"], entry["text"], [tuple(line.split(" | ")) for line in entry["actors"]])
    for entry in yaml.safe_load((FOLDER / "who_texts.yaml").read_text("utf-8"))
]


def check(found: list[Actor], expected: tuple[str, ...]) -> None:
    name, country, sector, count = expected
    if name == "-":
        assert found == []
        return
    assert found
    if name != "*":
        assert sorted(actor.name for actor in found) == sorted(name.split("; "))
    if country != "*":
        assert {actor.country or "-" for actor in found} == {country}
    if sector != "*":
        assert {actor.sector for actor in found} == {sector}
    if count != "*":
        assert found[0].count is not None
        assert found[0].count.low == int(count)


@pytest.mark.parametrize(("day", "text", "expected"), CASES, ids=[f"{case[0]} {case[1][:60]}" for case in CASES])
def test_who(reader: Reader, day: str, text: str, expected: tuple[str, ...]) -> None:
    plain, (span,) = marked(text)
    check(actors(reader.read(Article(text=plain, published=day)), span), expected)


REPORTS = [(day, text, number, expected) for day, text, lines in TEXTS for number, expected in enumerate(lines)]


@pytest.mark.parametrize(
    ("day", "text", "number", "expected"),
    REPORTS,
    ids=[f"{day} {number} {expected[0]}" for day, _, number, expected in REPORTS],
)
def test_who_in_a_report(reader: Reader, day: str, text: str, number: int, expected: tuple[str, ...]) -> None:
    plain, spans = marked(text)
    check(actors(reader.read(Article(text=plain, published=day)), spans[number]), expected)
