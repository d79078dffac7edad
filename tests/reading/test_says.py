"""Attribution: who says what, by which words, and how the speaker stands to it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quidnunc.errors import DataError
from quidnunc.reading.draft import Said
from quidnunc.reading.language import Syntax
from quidnunc.reading.says import find_attributions
from quidnunc.reading.says_lexicon import load_lexicon
from quidnunc.reading.says_quotes import find_quotes

Parse = Callable[[str], Syntax]


def triples(text: str, said: list[Said]) -> list[tuple[str, str, str]]:
    def join(spans: tuple[tuple[int, int], ...]) -> str:
        return " … ".join(text[start:end] for start, end in spans)

    return [(join(one.source), join(one.cue), join(one.content)) for one in said]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Kyiv says Russia attacked Odesa.", ("Kyiv", "says", "Russia attacked Odesa"), id="indirect"),
        pytest.param(
            "The foreign minister of Chad, Mahamat Saleh, has also said that talks will resume.",
            ("The foreign minister of Chad, Mahamat Saleh", "has also said", "that talks will resume"),
            id="apposition and auxiliaries",
        ),
        pytest.param(
            "“We are open to talks,” the envoy said.",
            ("the envoy", "said", "“We are open to talks,”"),
            id="direct",
        ),
        pytest.param(
            '"Troops are leaving," said General Moreau. "The base will close."',
            ("General Moreau", "said", '"Troops are leaving," … "The base will close."'),
            id="inverted, quotation goes on",
        ),
        pytest.param(
            "Iran, officials said on Monday, has enriched more uranium.",
            ("officials", "said", "Iran … has enriched more uranium"),
            id="parenthetical",
        ),
        pytest.param(
            "According to Amnesty International, troops shelled the town.",
            ("Amnesty International", "According to", "troops shelled the town"),
            id="according to",
        ),
        pytest.param(
            "The general was quoted as saying the truce had failed.",
            ("The general", "was quoted as saying", "the truce had failed"),
            id="quoted as saying",
        ),
        pytest.param(
            "Lavrov's claim that the West provoked the war drew little notice.",
            ("Lavrov's", "claim", "that the West provoked the war"),
            id="nominal",
        ),
        pytest.param(
            "Images from the site show that Iran rebuilt the plant.",
            ("Images from the site", "show", "that Iran rebuilt the plant"),
            id="a document speaks",
        ),
        pytest.param(
            "« Nous partons », said the envoy.",
            ("the envoy", "said", "« Nous partons »"),
            id="guillemets",
        ),
    ],
)
def test_source_cue_and_content(syntax: Parse, text: str, expected: tuple[str, str, str]) -> None:
    assert expected in triples(text, find_attributions(syntax(text)))


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The army confirmed that the town had fallen.", "asserts"),
        ("The rebels claimed that the army used gas.", "alleges"),
        ("Russia denied attacking the port.", "denies"),
        ("Turkey doubts that Sweden will comply.", "doubts"),
        ("Two soldiers were reportedly killed.", "alleges"),
        ("Moscow is accused of killing the journalist.", "alleges"),
        ("Assad is believed to have ordered the attack.", "alleges"),
    ],
)
def test_stance_is_the_cues(syntax: Parse, text: str, stance: str) -> None:
    assert [one.stance for one in find_attributions(syntax(text))] == [stance]


def test_words_without_a_speaker_have_no_source(syntax: Parse) -> None:
    (said,) = find_attributions(syntax("Two soldiers were reportedly killed."))
    assert said.source == () and said.source_head is None


def test_speech_in_speech_is_nested(syntax: Parse) -> None:
    text = "The minister said that Hamas claimed that it had seized the base."
    outer, inner = find_attributions(syntax(text))
    assert (outer.parent, inner.parent) == (None, 0)
    assert triples(text, [inner]) == [("Hamas", "claimed", "that it had seized the base")]


def test_what_speakers_think_belongs_to_their_statement(syntax: Parse) -> None:
    text = '"I think that the treaty is dead," the president said.'
    assert [one[1] for one in triples(text, find_attributions(syntax(text)))] == ["said"]


def test_a_quotation_goes_on_over_paragraphs(syntax: Parse) -> None:
    text = '"We will fight," the president said. "We will win.\n\n"No one can stop us."\n\nThe crowd left.'
    (said,) = find_attributions(syntax(text))
    assert [text[start:end] for start, end in said.content][-1] == '"No one can stop us."'


def test_turns_of_a_transcript(syntax: Parse) -> None:
    text = "MORALES: We will not withdraw. We will stay.\nKLEIN: That is a mistake."
    assert triples(text, find_attributions(syntax(text))) == [
        ("MORALES", ":", "We will not withdraw. We will stay"),
        ("KLEIN", ":", "That is a mistake"),
    ]


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("Kuleba said in a post on X that Moscow had fired missiles.", "X"),
        ("In a message on Telegram, the governor said that drones had hit the depot.", "Telegram"),
        ("State news agency Xinhua reported that troops crossed the border.", "state media"),
        ("Lavrov told reporters at a news conference that talks would go on.", "press conference"),
        ("The mayor said that the bridge was closed.", None),
    ],
)
def test_channel(syntax: Parse, text: str, channel: str | None) -> None:
    assert find_attributions(syntax(text))[0].channel == channel


def test_cited_evidence(syntax: Parse) -> None:
    text = "The ministry claimed, without citing evidence, that the rebels had used gas."
    (said,) = find_attributions(syntax(text))
    assert said.evidence_cited == "without citing evidence"


def test_quotations_without_an_end_stop_with_their_paragraph(syntax: Parse) -> None:
    parsed = syntax("He said: “This is the first.\n\nThis is not quoted.")
    (quote,) = find_quotes(parsed)
    assert parsed.slice(quote.first, quote.last) == "“This is the first."
    assert not quote.closed


def test_a_genitive_is_no_quotation_mark(syntax: Parse) -> None:
    assert find_quotes(syntax("The workers' demands and the army's reply were read out.")) == []


def test_a_genitive_set_apart_is_no_quotation_mark(syntax: Parse) -> None:
    assert find_quotes(syntax("The army 's reply and Chad 's answer were read out.")) == []


_WORDS = "said|The army| |, |. |“|”|\"|''|«|»|'|that|according to|\n\n|:|he|war ended|claims|was accused of|A"
_PIECES = st.lists(st.sampled_from(_WORDS.split("|")), max_size=25)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=_PIECES)
def test_spans_lie_in_the_text_and_parents_in_the_list(syntax: Parse, pieces: list[str]) -> None:
    text = " ".join(pieces)
    said = find_attributions(syntax(text))
    for number, one in enumerate(said):
        for start, end in (*one.source, *one.cue, *one.content):
            assert 0 <= start < end <= len(text)
        assert one.cue and one.content
        assert one.parent is None or (0 <= one.parent < len(said) and one.parent != number)


def test_a_lexicon_with_an_unknown_field_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "says.yaml"
    file.write_text("verbs: []\ncolour: red\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"says\.yaml"):
        load_lexicon(file)


def test_the_shipped_lexicon_loads() -> None:
    lexicon = load_lexicon()
    assert {sense.stance for senses in lexicon.verbs.values() for sense in senses} == {
        "asserts",
        "alleges",
        "denies",
        "doubts",
    }
