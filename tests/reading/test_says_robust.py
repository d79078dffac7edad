"""Attribution over text of any shape: quotation marks of every style, unbalanced or nested, capitals, lists, transcripts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quidnunc.reading.draft import Said
from quidnunc.reading.language import Syntax
from quidnunc.reading.says import find_attributions
from quidnunc.reading.says_quotes import find_quotes
from quidnunc.records import STANCES

Parse = Callable[[str], Syntax]

STYLES = [
    ('"', '"'),
    ("“", "”"),
    ("„", "“"),
    ("„", "”"),
    ("«", "»"),
    ("« ", " »"),
    ("»", "«"),
    ("‘", "’"),
    ("'", "'"),
    ("``", "''"),
    ("''", "''"),
]
SPEAKERS = ["the minister", "Petrova", "two officials", "the bishop of Goma", "he"]
CUES = ["said", "claimed", "told reporters", "wrote", "warned"]
WORDS = ["We will leave the town", "The road is open", "Nobody was hurt", "The talks have failed"]
RUNS = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def check(text: str, said: list[Said]) -> None:
    """What holds of any attributions of any text."""
    for number, one in enumerate(said):
        assert one.stance in STANCES
        assert one.cue
        assert one.content
        for spans in (one.source, one.cue, one.content):
            for start, end in spans:
                assert 0 <= start < end <= len(text)
                assert text[start:end] == text[start:end].strip()
            assert all(a[1] <= b[0] for a, b in zip(sorted(spans), sorted(spans)[1:], strict=False))
        assert one.parent is None or (0 <= one.parent < len(said) and one.parent != number)
        seen, above = {number}, one.parent
        while above is not None:
            assert above not in seen
            seen.add(above)
            above = said[above].parent


@pytest.mark.parametrize(("opening", "closing"), STYLES, ids=lambda mark: mark.strip())
@RUNS
@given(speaker=st.sampled_from(SPEAKERS), cue=st.sampled_from(CUES), words=st.sampled_from(WORDS))
def test_any_style_of_quotation(syntax: Parse, opening: str, closing: str, speaker: str, cue: str, words: str) -> None:
    text = f"{opening}{words},{closing} {speaker} {cue}."
    said = find_attributions(syntax(text))
    check(text, said)
    assert any(words in "".join(text[start:end] for start, end in one.content) for one in said)


@pytest.mark.parametrize(("opening", "closing"), STYLES, ids=lambda mark: mark.strip())
def test_every_style_is_one_quotation(syntax: Parse, opening: str, closing: str) -> None:
    text = f"The envoy said: {opening}The road is open.{closing} Nobody left."
    (quote,) = find_quotes(syntax(text))
    assert quote.closed
    assert "The road is open." in syntax(text).slice(quote.first, quote.last)


@RUNS
@given(
    words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=4),
    marks=st.lists(st.sampled_from([mark for style in STYLES for mark in style]), min_size=1, max_size=5),
    data=st.data(),
)
def test_unbalanced_marks(syntax: Parse, words: list[str], marks: list[str], data: st.DataObject) -> None:
    pieces = [*words, "the minister said", "Petrova claimed"]
    for mark in marks:
        at = data.draw(st.integers(0, len(pieces) - 1))
        pieces[at] = mark + pieces[at] if data.draw(st.booleans()) else pieces[at] + mark
    text = ", ".join(pieces) + "."
    check(text, find_attributions(syntax(text)))


@RUNS
@given(
    outer=st.sampled_from([("“", "”"), ('"', '"'), ("«", "»"), ("„", "“")]),
    inner=st.sampled_from([("‘", "’"), ("'", "'")]),
    speaker=st.sampled_from(SPEAKERS),
)
def test_a_quotation_in_a_quotation_belongs_to_the_outer_one(
    syntax: Parse, outer: tuple[str, str], inner: tuple[str, str], speaker: str
) -> None:
    quoted = f"The crowd cried {inner[0]}peace now{inner[1]} and left"
    text = f"{outer[0]}{quoted},{outer[1]} {speaker} said."
    parsed = syntax(text)
    assert len(find_quotes(parsed)) == 1
    said = find_attributions(parsed)
    check(text, said)
    assert any(quoted in text[start:end] for one in said for start, end in one.content)


@RUNS
@given(clauses=st.lists(st.sampled_from(WORDS), min_size=1, max_size=4), speaker=st.sampled_from(SPEAKERS))
def test_capitals(syntax: Parse, clauses: list[str], speaker: str) -> None:
    text = f"{speaker} said {'. '.join(clauses)}.".upper()
    check(text, find_attributions(syntax(text)))


@RUNS
@given(
    lines=st.lists(
        st.tuples(
            st.sampled_from(["", "- ", "* ", "• ", "1. ", "> ", "\t"]), st.sampled_from(SPEAKERS), st.sampled_from(CUES)
        ),
        min_size=1,
        max_size=6,
    )
)
def test_bullet_lists(syntax: Parse, lines: list[tuple[str, str, str]]) -> None:
    text = "\n".join(f"{bullet}{speaker} {cue} that the road is open" for bullet, speaker, cue in lines)
    said = find_attributions(syntax(text))
    check(text, said)
    for one in said:
        for start, end in (*one.source, *one.cue, *one.content):
            assert "\n" not in text[start:end]


@RUNS
@given(
    turns=st.lists(
        st.tuples(st.sampled_from(["PUTIN", "HOST", "KLEIN"]), st.sampled_from(WORDS)), min_size=2, max_size=8
    )
)
def test_transcripts(syntax: Parse, turns: list[tuple[str, str]]) -> None:
    text = "\n".join(f"{speaker}: {words}." for speaker, words in turns)
    said = find_attributions(syntax(text))
    check(text, said)
    labelled = [one for one in said if [text[start:end] for start, end in one.cue] == [":"]]
    assert [text[one.source[0][0] : one.source[0][1]] for one in labelled] == [speaker for speaker, _ in turns]
    assert [text[one.content[0][0] : one.content[0][1]] for one in labelled] == [words for _, words in turns]


@RUNS
@given(text=st.text(alphabet="aZ .,:;!?\n\"'“”„«»‘’`-–—()[]", max_size=60))
def test_any_punctuation(syntax: Parse, text: str) -> None:
    check(text, find_attributions(syntax(text)))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "said",
        "“",
        "”””",
        ":",
        "PUTIN:",
        ": said that",
        "\"\"\"'''",
        "said said said said that that",
        "According to",
        "allegedly",
        "the alleged",
    ],
)
def test_next_to_nothing(syntax: Parse, text: str) -> None:
    check(text, find_attributions(syntax(text)))


def test_many_nested_claims_are_read_in_the_end(syntax: Parse) -> None:
    text = "Kenya said " + "that Chad claimed " * 60 + "that the war was over."
    check(text, find_attributions(syntax(text)))
