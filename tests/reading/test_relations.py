"""How events stand to each other. All sentences are written for these tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from quidnunc.errors import DataError
from quidnunc.reading.lexicons import load_lexicon
from quidnunc.reading.reader import Reader
from quidnunc.reading.relations import RelationWords
from quidnunc.records import Article

TABLE = Path(__file__).with_name("relations.tsv")
LINES = [line.split("\t") for line in TABLE.read_text("utf-8").splitlines() if line and not line.startswith("#")]


@pytest.mark.parametrize(("text", "one", "kind", "other"), LINES, ids=lambda value: value.replace(" ", "_"))
def test_order(reader: Reader, text: str, one: str, kind: str, other: str):
    reading = reader.read(Article(text=text, published="2023-10-17"))
    words = {event.id: text[event.trigger.start : event.trigger.end] for event in reading.events}
    found = [(words[r.from_], r.kind, words[r.to]) for r in reading.relations]
    if one == "-":
        assert found == []
    else:
        assert [(one in a, k, other in b) for a, k, b in found] == [(True, kind, True)]


def test_a_relation_rests_on_its_words(reader: Reader):
    text = "The United States imposed sanctions on Russia because of its invasion of Ukraine."
    (relation,) = reader.read(Article(text=text)).relations
    assert [text[start:end] for start, end in relation.evidence] == ["because of"]


def test_mentions_of_one_event_carry_its_relations(reader: Reader):
    text = (
        "Russia invaded Ukraine on 24 February 2022. The United States imposed sanctions on Russia after the invasion of "
        "Ukraine by Russia."
    )
    reading = reader.read(Article(text=text, published="2022-03-01"))
    (relation,) = reading.relations
    types = {event.id: event.type for event in reading.events}
    assert (types[relation.from_], relation.kind, types[relation.to]) == ("SANCTION", "after", "ASSAULT")
    assert sorted(types.values()) == ["ASSAULT", "SANCTION"]


def test_what_follows_on_a_dated_event_lies_after_it(reader: Reader):
    text = "Poland has expelled the Russian ambassador in response to Sunday's Russian attack on Estonia."
    events = reader.read(Article(text=text, published="2023-10-17")).events
    dates = {text[e.trigger.start : e.trigger.end]: e.date and (e.date.start, e.date.end) for e in events}
    assert dates == {"expelled": ("2023-10-15", "2023-10-17"), "attack": ("2023-10-15", "2023-10-15")}


def test_a_broken_word_list_is_named(tmp_path: Path):
    file = tmp_path / "relations.yaml"
    file.write_text("links: {beside: [next to]}\nverbs: {}\ncauses: []\nanswers: {}\nthen: []\nphases: []\n", "utf-8")
    with pytest.raises(DataError, match="beside"):
        load_lexicon("relations", RelationWords, file)
