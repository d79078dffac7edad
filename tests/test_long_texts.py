"""Texts beyond all style: they take their time, but they are read."""

from __future__ import annotations

import time

from quidnunc import Article, Reader
from tests.reading.span_rules import broken_rules


def test_a_sentence_of_50_000_words_is_read_within_a_minute(reader: Reader) -> None:
    text = "Russia attacked " + " and ".join(["the town of Idlib"] * 10_000) + "."
    started = time.process_time()
    reading = reader.read(Article(text=text, published="2022-01-01"))
    assert time.process_time() - started < 60
    assert broken_rules(reading) == []


def test_a_thousand_lines_are_read_as_a_thousand_sentences(reader: Reader) -> None:
    lines = [f"Russia attacked Odesa on {day} March." for day in range(1, 29)] * 36
    reading = reader.read(Article(text="\n".join(lines), published="2022-04-01"))
    assert len(reading.sentences) == len(lines)
    assert broken_rules(reading) == []
