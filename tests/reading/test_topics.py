"""Whether a report is about public life, and what is kept of those that are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from quidnunc import Reader
from quidnunc.errors import DataError
from quidnunc.reading.lexicons import load_lexicon
from quidnunc.reading.topics import TopicsLexicon, topic_of, topics_lexicon
from quidnunc.records import Article

CRASH = (
    "A regional train ran off its track near the village of Lenske on Sunday morning and hit a parked lorry. Two carriages "
    "overturned, killing the driver and injuring eleven Slovak passengers. Firefighters cut open the wreckage while "
    "paramedics waited beside the railway. Transport minister Jan Kroupa warned that the toll might rise and promised help "
    "for every family. A brake malfunction is the likeliest cause of the derailment, a rescue spokesman said. Rail traffic on "
    "the line was halted, and commuters were taken by bus to the next platform."
)
ATTACK = (
    "Gunmen attacked a passenger train near the border on Sunday, killing its driver and four soldiers. The rebels had placed "
    "a bomb on the track, the army said, and opened fire on the carriages as passengers fled. The government condemned the "
    "attack and accused Eritrea of arming the militants. Parliament will meet on Monday; the opposition demanded that the "
    "minister resign. Troops and helicopters are searching the hills. The president said the war against the insurgents would "
    "go on until the last terrorist was in prison."
)
MATCH = (
    "The captain scored twice in the second half as his team beat its rivals to win the league for the third season. Their "
    "coach praised the squad, and the goalkeeper saved a late penalty before the whistle. Fans ran onto the pitch after the "
    "match and lifted the players on their shoulders. It was the club's ninth trophy, and the stadium sang until midnight. "
    "Next month the champions play in the cup final. France condemned Belarus for keeping its players from the tournament."
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.mark.parametrize(("text", "topic"), [(CRASH, "accident"), (ATTACK, None), (MATCH, "sport")])
def test_a_report_of_an_accident_or_a_match_is_told_from_one_of_violence(
    reader: Reader, text: str, topic: str | None
) -> None:
    assert topic_of(reader._syntax(text)) == topic


def test_a_text_too_short_to_tell_has_no_topic(reader: Reader) -> None:
    assert (
        topic_of(reader._syntax("The train's driver and a passenger died in the crash on the railway bridge.")) is None
    )


def test_a_report_of_an_accident_makes_no_records_of_minds_and_harms(reader: Reader) -> None:
    assert reader.read(Article(text=CRASH, published="2024-03-04")).events == ()


def test_what_states_do_to_each_other_is_kept_in_a_report_of_sport(reader: Reader) -> None:
    reading = reader.read(Article(text=MATCH, published="2024-03-04"))
    names = {actor.id: actor.name for actor in reading.actors}
    assert [(e.type, [names[k] for k in e.agents], [names[k] for k in e.recipients]) for e in reading.events] == [
        ("ACCUSE", ["France"], ["Belarus"])
    ]


def test_a_report_of_violence_keeps_its_records(reader: Reader) -> None:
    types = {event.type for event in reader.read(Article(text=ATTACK, published="2024-03-04")).events}
    assert {"ASSAULT", "ACCUSE"} <= types


def test_no_word_of_public_life_is_also_a_topics() -> None:
    lexicon = topics_lexicon()
    shared = {name: own & lexicon.public for name, own in lexicon.topics.items() if own & lexicon.public}
    assert shared == {}


def test_a_misspelt_field_of_the_lexicon_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "topics.yaml"
    broken.write_text("topics: {}\npublics: []\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"publics|public"):
        load_lexicon("topics", TopicsLexicon, broken)
