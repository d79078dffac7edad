"""What events are about: the codebook's cues in their own clause."""

from __future__ import annotations

from pathlib import Path

import pytest

from quidnunc.codebook import load
from quidnunc.reading.contexts import CueIndex, pieces_of
from quidnunc.reading.reader import Reader
from quidnunc.records import Article
from tests.reading.span_rules import broken_rules

CASES = [
    line.split("\t")
    for line in (Path(__file__).parent / "context_cases.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
CODEBOOK = load()


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 60
    told = {context for _, expected in CASES for context in expected.replace(",", " ").replace(";", " ").split()}
    assert len(told & set(CODEBOOK.contexts)) >= 30


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_an_event_has_the_contexts_of_its_clause(reader: Reader, text: str, expected: str) -> None:
    reading = reader.read(Article(text=text, published="2024-03-05"))
    found = {f"{event.type} {','.join(event.contexts) or '–'}" for event in reading.events}
    assert set(expected.split("; ")) <= found
    assert list(broken_rules(reading)) == []


def test_every_context_comes_with_the_words_that_say_so(reader: Reader) -> None:
    text = "Greenpeace protested in Oslo against whaling."
    (event,) = reader.read(Article(text=text)).events
    assert event.contexts == ("environment",)
    assert [text[start:end] for start, end in event.evidence.contexts] == ["whaling"]


@pytest.mark.parametrize(
    "text",
    [
        "The health ministry of Kenya condemned the attack by Somalia.",
        "Iranian energy minister Reza Ardakanian criticised Iraq.",
        "Senator John Miller criticised Russia on Tuesday.",
        "The navy of Chile thanked Peru.",
        "France thanked Oman. The talks on uranium had failed a year before.",
    ],
)
def test_who_acts_is_not_what_it_is_about(reader: Reader, text: str) -> None:
    assert {context for event in reader.read(Article(text=text)).events for context in event.contexts} == set()


def test_the_longest_phrase_counts() -> None:
    index = CueIndex(CODEBOOK)
    words = ["hunger", "strike"]
    assert index.at(words, words, 0, 2) == (2, set())
    assert index.at(words[:1], words[:1], 0, 1) == (1, {"human_security"})
    gas = ["tear", "gas"]
    assert index.at(gas, gas, 0, 2) == (2, {"repression"})
    assert index.at(gas, gas, 1, 2) == (2, {"natural_resource"})


def test_every_cue_is_found_again() -> None:
    """No cue is written in a way that the text's own tokens cannot match."""
    index = CueIndex(CODEBOOK)
    lost = {
        (name, cue)
        for name, context in CODEBOOK.contexts.items()
        for cue in context.cues
        if (words := pieces_of(cue))
        and ((found := index.at(words, words, 0, len(words))) is None or name not in found[1] or found[0] != len(words))
    }
    assert lost == set()
