"""On whose word an event stands: status, stance, speakers and deniers of event records; what the nameless are."""

from __future__ import annotations

from pathlib import Path

import pytest

from quidnunc import Article, Reader, Reading

TABLE = Path(__file__).with_name("said_by_cases.tsv")
CASES = [tuple(line.split("\t")) for line in TABLE.read_text("utf-8").splitlines() if line and not line.startswith("#")]


@pytest.fixture(scope="module")
def readings(reader: Reader) -> dict[str, Reading]:
    texts = list(dict.fromkeys(case[1] for case in CASES))
    return dict(zip(texts, reader.pipe(Article(text=text, published="2023-10-17") for text in texts), strict=True))


@pytest.mark.parametrize(
    ("topic", "text", "kind", "status", "stance", "said_by", "denied_by", "count"),
    CASES,
    ids=[f"{case[0]}: {case[1][:50]} {case[2]}" for case in CASES],
)
def test_on_whose_word(
    readings: dict[str, Reading],
    topic: str,
    text: str,
    kind: str,
    status: str,
    stance: str,
    said_by: str,
    denied_by: str,
    count: str,
) -> None:
    reading = readings[text]
    actors = {actor.id: actor for actor in reading.actors}
    found = [event for event in reading.events if event.type == kind]
    assert len(found) == 1, topic
    event = found[0]

    def names(keys: tuple[str, ...]) -> str:
        return ";".join(actors[key].name for key in keys) or "-"

    assert (event.status, event.stance or "-", names(event.said_by), names(event.denied_by)) == (
        status,
        stance,
        said_by,
        denied_by,
    )
    speakers = [actors[key] for key in event.said_by]
    if count == "-":
        assert not any(actor.anonymous for actor in speakers)
    else:
        assert all(actor.anonymous and actor.sector == "GOV" for actor in speakers)
        if "-" in count:
            low, high = map(int, count.split("-"))
            assert [(actor.count.low, actor.count.high) for actor in speakers if actor.count is not None] == [
                (low, high)
            ]


def test_a_chain_is_told_innermost_first(readings: dict[str, Reading]) -> None:
    reading = readings["Kyiv said Washington had assured it that Russia would not attack Poland."]
    attack = next(event for event in reading.events if event.type == "ASSAULT")
    said = {one.id: one for one in reading.attributions}
    inner, outer = (said[key] for key in attack.attributions)
    assert inner.parent == outer.id
    assert outer.parent is None
