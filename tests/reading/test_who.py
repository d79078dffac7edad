"""Who a mention stands for: names, titles by date, demonyms, capitals, metonyms, pairs, pronouns, composed bodies, groups.

The cases are in ``who_cases.tsv``. Each has one mention in brackets, and the actor it stands for on the report's day.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from quidnunc.reading.reader import Reader
from quidnunc.records import Actor, Article

TABLE = Path(__file__).with_name("who_cases.tsv")
CASES = [
    tuple(line.split("\t")[1:]) for line in TABLE.read_text("utf-8").splitlines() if line and not line.startswith("#")
]


@cache
def unmarked(text: str) -> tuple[str, int, int]:
    """A text without its brackets, and where they were."""
    return text.replace("[", "").replace("]", ""), text.index("["), text.index("]") - 1


def actors(reader: Reader, text: str, day: str) -> list[Actor]:
    """The actors of the mention that fits the brackets best."""
    plain, start, end = unmarked(text)
    reading = reader.read(Article(text=plain, published=day))
    shared = {m: min(m.end, end) - max(m.start, start) for m in reading.mentions}
    most = max(shared.values(), default=0)
    named = {actor.id: actor for actor in reading.actors}
    return [named[m.actor] for m, length in shared.items() if length == most > 0 and m.actor]


@pytest.mark.parametrize(
    ("day", "text", "name", "country", "sector", "count"), CASES, ids=[f"{case[0]} {case[1][:60]}" for case in CASES]
)
def test_who(reader: Reader, day: str, text: str, name: str, country: str, sector: str, count: str) -> None:
    found = actors(reader, text, day)
    if name == "-":
        assert found == []
        return
    assert found
    if name != "*":
        assert sorted(actor.name for actor in found) == sorted(name.split("; "))
    if country != "*":
        assert {actor.country for actor in found} == {country}
    if sector != "*":
        assert {actor.sector for actor in found} == {sector}
    if count != "*":
        assert found[0].count is not None
        assert found[0].count.low == int(count)
