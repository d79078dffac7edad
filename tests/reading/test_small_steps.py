"""The small steps: layout, repair, numbers, slugs, the order of syntax."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quidnunc.errors import DataError, ModelError
from quidnunc.reading.actors import slug
from quidnunc.reading.language import Syntax, load_pipeline
from quidnunc.reading.layout import find_layout
from quidnunc.reading.lexicons import happening_verbs, lemma_exceptions, load_lexicon
from quidnunc.reading.numbers import number_of, vague_count
from quidnunc.reading.repair import repair
from quidnunc.records import Count

Parse = Callable[[str], Syntax]


def test_a_verb_read_as_a_noun_is_mended(syntax: Parse) -> None:
    mended = syntax("Aid is flown in as war rages between Sudan and Chad.")
    repair(mended, happening_verbs())
    verb = mended.words.index("rages")
    assert mended.pos[verb] == "VERB"
    assert mended.words[mended.child(verb, "nsubj") or 0] == "war"


def test_a_real_noun_stays_one(syntax: Parse) -> None:
    text = syntax("The ministry repeated its claims to the island.")
    assert repair(text, frozenset({"claim"})) == 0


def test_mending_leaves_trees(syntax: Parse) -> None:
    """A preposition that heads its sentence gives way to the verb below it."""
    text = syntax("As war rages between Chad and Libya.")
    repair(text, happening_verbs())
    for i in range(len(text)):
        assert len(list(text.ancestors(i))) < len(text)


def test_lines_end_sentences(syntax: Parse) -> None:
    text = syntax("A heading without a stop\nRebels attacked the town.")
    assert len(text.sentences) == 2


def test_a_stray_closing_mark_is_no_sentence(syntax: Parse) -> None:
    assert len(syntax('He said: "We reject this.\n"').sentences) == 1


def test_captions_and_repeats(syntax: Parse) -> None:
    line = "Soldiers wait outside the parliament in Tbilisi on Friday."
    layout = find_layout(syntax(f"Protests went on.\n{line}\n{line} Jane Roe/AFP\nThe vote is due on Monday."))
    assert layout.repeated == {2}
    assert {1, 2} <= layout.captions
    assert 4 not in layout.captions


def test_wrong_lemmas_are_mended(syntax: Parse) -> None:
    text = syntax("Prisoners staged a hunger strike.")
    assert text.lemmas[1] == lemma_exceptions()["VERB"]["staged"] == "stage"


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("some", None),
        ("twelve", 12),
        ("2.5 million", 2_500_000),
        ("one hundred and five", 105),
        ("1,200", 1200),
        ("three dozen", 36),
    ],
)
def test_numbers(words: str, value: float | None) -> None:
    assert number_of(words.split()) == value


def test_vague_numbers_are_ranges() -> None:
    assert vague_count("dozens") == Count(low=24, high=99)
    assert vague_count("table") is None


@given(st.text(min_size=1, max_size=40))
def test_a_slug_is_plain_and_never_empty(text: str) -> None:
    made = slug(text)
    assert made
    assert made.isascii()
    assert made == slug(text)


@given(st.text(max_size=200))
def test_any_text_gives_ordered_tokens_and_sentences(text: str) -> None:
    from quidnunc.reading.language import parse

    parsed = next(parse(_pipeline(), [text], 1))
    assert all(text[s:e] == w for s, e, w in zip(parsed.starts, parsed.ends, parsed.words, strict=True))
    assert all(a <= b for a, b in zip(parsed.ends, parsed.starts[1:], strict=False))
    covered = [i for first, last in parsed.sentences for i in range(first, last)]
    assert covered == list(range(len(parsed)))


def test_a_missing_pipeline_says_what_to_install() -> None:
    with pytest.raises(ModelError, match="pip install en-core-web-nowhere"):
        load_pipeline("en_core_web_nowhere")


def test_a_missing_lexicon_is_named() -> None:
    with pytest.raises(DataError, match=r"nowhere\.yaml"):
        load_lexicon("nowhere", dict)


_PIPELINES: list[object] = []


def _pipeline():
    if not _PIPELINES:
        _PIPELINES.append(load_pipeline())
    return _PIPELINES[0]
