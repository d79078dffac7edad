"""Judgements as examples; runs without torch."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from quidnunc.codebook.examples import NONE, Example
from quidnunc.codebook.loading import load_types
from quidnunc.records import Evidence, Mention, Reading, Span
from quidnunc.training.judged import examples_of, with_judged
from quidnunc.world.review.desk import Desk
from quidnunc.world.store import World
from tests.world.made import FRANCE, make_reading

TEXT = "Dawn broke. Russia accused Finland in Turku while France looked on."


def told(number: int, *, recipients: tuple[Span, ...] = ((27, 34),)) -> Reading:
    from msgspec.structs import replace

    made = make_reading(number, text=f"{TEXT} Day {number}.")
    (event,) = made.events
    sentences = (replace(made.sentences[0], start=0, end=11), replace(made.sentences[0], start=12))
    mentions = (*made.mentions, Mention(start=50, end=56, text="France", form="name", actor="FRA"))
    evidence = Evidence(sentences=(1,), agents=((12, 18),), recipients=recipients)
    return replace(made, sentences=sentences, mentions=mentions, events=(replace(event, evidence=evidence),))


@pytest.fixture
def judged(tmp_path: Path) -> tuple[World, Desk, list[str]]:
    world = World(tmp_path / "world", create=True)
    readings = [told(0), told(1), told(2), told(3), told(4, recipients=())]
    world.add(readings)
    return world, Desk(world), [reading.events[0].id for reading in readings]


def test_what_people_held_becomes_examples(judged: tuple[World, Desk, list[str]]) -> None:
    world, desk, (accepted, fixed, rejected, disputed, nobody) = judged
    desk.judge(accepted, "accept", by="Ada")
    desk.judge(fixed, "fix", by="Ada", field="type", value="REJECT")
    desk.judge(fixed, "fix", by="Ada", field="status", value="planned")
    desk.judge(rejected, "reject", by="Ada")
    desk.judge(disputed, "reject", by="Ada")
    desk.judge(disputed, "accept", by="Bo")
    desk.judge(nobody, "accept", by="Ada")
    found = {example.text[-2]: example for example in examples_of(world, load_types())}
    assert sorted(found) == ["0", "1", "2"]
    assert found["0"] == Example(
        text=f"{TEXT[12:]} Day 0.",
        agent=(0, 6),
        recipient=(15, 22),
        trigger=(7, 14),
        type="ACCUSE",
        pair=found["0"].pair,
    )
    assert (found["1"].type, found["1"].status) == ("REJECT", "planned")
    assert found["2"].type == NONE


def test_a_fixed_party_counts_where_the_sentence_names_it(judged: tuple[World, Desk, list[str]]) -> None:
    world, desk, (first, second, *_) = judged
    france = {"id": FRANCE.id, "name": FRANCE.name, "kind": FRANCE.kind}
    desk.judge(first, "fix", by="Ada", field="recipients", value=[france])
    desk.judge(second, "fix", by="Ada", field="recipients", value=[{"id": "ITA", "name": "Italy", "kind": "state"}])
    (example,) = examples_of(world, load_types())
    assert example.text[slice(*example.recipient)] == "France"


def test_where_both_tell_of_the_same_words_the_codebooks_stand() -> None:
    own = Example(text="Peru blamed Chile.", agent=(0, 4), recipient=(12, 17), type="ACCUSE")
    more = Example(text="Peru blamed Chile.", agent=(0, 4), recipient=(12, 17), type=NONE)
    other = Example(text="Peru aided Chile.", agent=(0, 4), recipient=(11, 16), type="AID")
    assert sorted(with_judged([own], [more, other]), key=lambda e: e.type) == [own, other]


def test_the_conversion_needs_no_torch() -> None:
    script = "import sys; import quidnunc.training.judged; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
