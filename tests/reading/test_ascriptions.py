"""Deeds laid at somebody's door: who is said to have done them, on whose word, and that it is no more than said."""

from __future__ import annotations

import pytest

from quidnunc.reading.reader import Reader
from quidnunc.records import Article

CASES = [
    ("A truck bomb in Jalalabad killed eight people, an attack blamed on the Taliban.", "Taliban", ""),
    (
        "A car bomb killed nine in Mogadishu, another strike attributed to al-Shabaab.",
        "Al-Shabaab (militant group)",
        "",
    ),
    ("Two soldiers died in the shelling, which Kyiv blamed on Russia.", "Russia", "Ukraine"),
    ("The kidnapping of 40 students, ascribed to Boko Haram, shocked Nigeria.", "Boko Haram", ""),
    (
        "The attack on the Somali base was attributed to al-Shabaab by the African Union.",
        "Al-Shabaab (militant group)",
        "African Union",
    ),
    ("Ankara pinned the bombing of the Turkish embassy on the Islamic State.", "Islamic State", "Turkey"),
]


@pytest.mark.parametrize(("text", "doer", "speaker"), CASES, ids=[case[0][:40] for case in CASES])
def test_a_deed_laid_at_a_door(reader: Reader, text: str, doer: str, speaker: str) -> None:
    reading = reader.read(Article(text=text, published="2023-10-17"))
    names = {actor.id: actor.name for actor in reading.actors}
    [event] = [e for e in reading.events if e.type == "ASSAULT" and e.agents]
    assert [names[key] for key in event.agents] == [doer]
    assert event.stance == "alleges"
    assert [names[key] for key in event.said_by] == ([speaker] if speaker else [])
    assert event.evidence.agents


@pytest.mark.parametrize(
    "text",
    [
        "A drone strike on the Saudi airport was not linked to Iran.",
        "A bomb attack on a Turkish convoy was linked to the election.",
        "A flood that killed nine in Nairobi was blamed on heavy rain.",
    ],
)
def test_nobody_s_deed(reader: Reader, text: str) -> None:
    reading = reader.read(Article(text=text, published="2023-10-17"))
    assert not [e for e in reading.events if e.type == "ASSAULT" and e.agents]
