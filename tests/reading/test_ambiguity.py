"""Names that mean many: Georgia, Jordan, Congo, Guinea, Washington, Kim, Bush, the North, May, "turkey".

The cases are in ``ambiguity_cases.tsv``: a sentence with one mention in brackets, and the actor and the place's country that it has
on the report's day.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from quidnunc.reading.reader import Reader
from quidnunc.records import Article
from tests.reading.marks import actors, marked, places

CASES = [
    tuple(line.split("\t"))
    for line in Path(__file__).with_name("ambiguity_cases.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize("case", CASES, ids=[f"{case[1]} {case[2][:60]}" for case in CASES])
def test_ambiguous_name(reader: Reader, case: tuple[str, ...]) -> None:
    _, day, text, name, country, sector, place = case
    plain, (span,) = marked(text)
    reading = reader.read(Article(text=plain, published=day))
    found = actors(reading, span)
    if name == "-":
        assert found == []
    elif (name, country, sector) != ("*", "*", "*"):
        assert found
    if name not in ("-", "*"):
        assert sorted(actor.name for actor in found) == sorted(name.split("; "))
    if country != "*":
        assert {actor.country for actor in found} == {country}
    if sector != "*":
        assert {actor.sector for actor in found} == {sector}
    if place == "-":
        assert places(reading, span) == []
    elif place != "*":
        assert {found.country for found in places(reading, span)} == {place}


def test_the_suite_is_broad() -> None:
    assert len(CASES) >= 150
    assert len({case[0] for case in CASES}) >= 40
