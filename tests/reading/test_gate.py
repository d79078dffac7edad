"""The gate: what is parsed where only records are wanted, and that what is parsed stands where it stood."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quidnunc.reading.gate import Gate
from quidnunc.reading.reader import Reader
from quidnunc.reading.word_forms import WordForms
from quidnunc.records import Article

POLITICS = (
    "French President Emmanuel Macron met German Chancellor Olaf Scholz in Berlin on Monday. The weather was mild. "
    "The two discussed energy. Tulips were in bloom along the river.\n"
    "Mr. Scholz condemned the attack on the U.N. base in Mali. He called on Russia to withdraw its troops."
)
GARDENS = (
    "Tulips want light and a dry bed. Plant them in October, a hand deep. Water sparingly until the leaves come through, "
    "then feed once a fortnight. They will thank you in April."
)


@pytest.fixture(scope="module")
def fast() -> Reader:
    return Reader(fast=True)


@pytest.fixture(scope="module")
def gate(fast: Reader) -> Gate:
    assert fast._gate is not None
    return fast._gate


def test_what_may_hold_a_record_is_parsed_and_the_rest_is_not(gate: Gate) -> None:
    kept = [POLITICS[start:end].strip() for start, end in gate.parts(POLITICS)]
    assert any(part.startswith("French President") for part in kept)
    assert any("condemned the attack on the U.N. base in Mali." in part for part in kept)
    assert not any("Tulips" in part for part in kept)


def test_an_article_that_can_hold_none_is_not_parsed(gate: Gate) -> None:
    assert gate.parts(GARDENS) == []


def test_the_same_records_at_the_same_places(fast: Reader, reader: Reader) -> None:
    article = Article(text=POLITICS, published="2023-10-17")
    whole, gated = reader.read(article), fast.read(article)
    assert [(e.type, e.status, e.trigger, e.agents, e.recipients) for e in gated.events] == [
        (e.type, e.status, e.trigger, e.agents, e.recipients) for e in whole.events
    ]
    assert gated.text == POLITICS
    for mention in gated.mentions:
        assert POLITICS[mention.start : mention.end] == mention.text


def test_readings_say_that_they_were_made_with_the_gate(fast: Reader, reader: Reader) -> None:
    assert fast.version.version == f"{reader.version.version} fast"


def test_nothing_to_parse_is_a_reading_without_records(fast: Reader) -> None:
    readings = list(
        fast.pipe([Article(text=GARDENS), Article(text=POLITICS, published="2023-10-17"), Article(text=" ")])
    )
    assert [len(reading.events) > 0 for reading in readings] == [False, True, False]
    assert readings[0].text == GARDENS
    assert readings[0].sentences == ()


@given(st.text(alphabet="Aa .!?\n\"'”(1é—", max_size=200))
def test_sentences_cover_the_text(text: str) -> None:
    spans = list(_gate()._sentences(text))
    assert "".join(text[start:end] for start, end in spans) == text


_MADE: list[Gate] = []


def _gate() -> Gate:
    if not _MADE:
        made = Reader(fast=True)._gate
        assert made is not None
        _MADE.append(made)
    return _MADE[0]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Gen. Park met Mr. Lee. They talked.", 2),
        ("J. K. Obi resigned. The U.S. Senate voted.", 2),
        ("“We will not go.” He left.", 2),
        ("Headline without a stop\nThe text begins.", 2),
        ("It rose 3.5 per cent. Prices fell.", 2),
    ],
)
def test_where_sentences_end(gate: Gate, text: str, count: int) -> None:
    assert len(list(gate._sentences(text))) == count


def test_forms(reader: Reader) -> None:
    forms = WordForms(reader._nlp)
    assert {"met", "meets", "meeting"} <= forms.verb("meet")
    assert {"denied", "denies", "denying"} <= forms.verb("deny")
    assert {"banned", "banning"} <= forms.verb("ban")
    assert {"accused", "accusing"} <= forms.verb("accuse")
    assert {"allies", "ally"} <= forms.noun("ally")
    assert {"hostages", "hostage"} <= forms.noun("hostage")
