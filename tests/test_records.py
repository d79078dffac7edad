"""The records: the contract's names, frozen, the same bytes for the same reading."""

from __future__ import annotations

import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quidnunc import records
from quidnunc.errors import InputError
from quidnunc.records import Article, Reading, content_id

# The names of the design's "record of an article", in its order. Fields may be added (ADDED), none renamed.
CONTRACT = {
    "Reading": "id source url title outlet language published published_from text sentences mentions actors places times "
    "attributions events relations facts reader",
    "Sentence": "start end",
    "Mention": "start end text form actor place",
    "Actor": "id name kind country sector wikidata anonymous count",
    "Count": "low high",
    "Place": "id name country lat lon feature wikidata",
    "TimeSpan": "start end text type value from to grain",
    "Attribution": "id parent source cue content speaker stance channel",
    "Event": "id type mode contexts agents recipients date place status said_by stance denied_by attributions background "
    "confidence magnitude trigger evidence",
    "EventDate": "start end grain",
    "Magnitude": "what low high unit",
    "Trigger": "start end",
    "Evidence": "sentences agents recipients date place status said_by",
    "Relation": "from to kind evidence",
    "Fact": "subject predicate object role negated from to said_by evidence",
    "FactEvidence": "sentences spans",
    "ReaderVersion": "version codebook gazetteer",
    "Coding": "parent quad score cameo",
}
ADDED = {
    "Reading": {"author"},
    "Event": {"coding", "judged"},
    "ReaderVersion": {"model"},
    "Attribution": {"kind", "quotation", "evidence_cited"},
    "Evidence": {"magnitude", "contexts"},
}

EVENT = {
    "id": "e1",
    "type": "ASSAULT",
    "mode": "aerial",
    "contexts": ["military"],
    "agents": ["RUS"],
    "recipients": ["UKR"],
    "date": {"start": "2022-07-23", "end": "2022-07-23", "grain": "day"},
    "place": "698740",
    "status": "happened",
    "said_by": ["UKR"],
    "stance": "asserts",
    "denied_by": [],
    "attributions": ["a1"],
    "background": False,
    "confidence": 0.8,
    "magnitude": [{"what": "killed", "low": 3.0, "high": 4.0, "unit": "people"}],
    "trigger": {"start": 17, "end": 23},
    "coding": {"parent": None, "quad": "MATERIAL CONFLICT", "score": -9.5, "cameo": "195"},
    "evidence": {
        "sentences": [0],
        "agents": [[10, 16]],
        "recipients": [[24, 29]],
        "date": [33, 41],
        "place": [24, 29],
        "status": [],
        "said_by": [[0, 4]],
        "magnitude": [[17, 23]],
        "contexts": [[17, 23]],
    },
}
READING = {
    "id": "r1",
    "source": "a.txt",
    "url": None,
    "title": "",
    "outlet": None,
    "author": None,
    "language": "en",
    "published": "2022-07-24",
    "published_from": "header",
    "text": "Kyiv said Russia struck Odesa on Saturday — “again”.",
    "sentences": [{"start": 0, "end": 52}],
    "mentions": [{"start": 0, "end": 4, "text": "Kyiv", "form": "name", "actor": "UKR", "place": "703448"}],
    "actors": [
        {
            "id": "UKR",
            "name": "Ukraine",
            "kind": "state",
            "country": "UKR",
            "sector": "GOV",
            "wikidata": "Q212",
            "anonymous": False,
            "count": {"low": 1, "high": 2},
        }
    ],
    "places": [
        {
            "id": "703448",
            "name": "Kyiv",
            "country": "UKR",
            "lat": 50.45,
            "lon": 30.52,
            "feature": "PPLC",
            "wikidata": "Q1899",
        }
    ],
    "times": [
        {
            "start": 33,
            "end": 41,
            "text": "Saturday",
            "type": "DATE",
            "value": "2022-07-23",
            "from": "2022-07-23",
            "to": "2022-07-23",
            "grain": "day",
        }
    ],
    "attributions": [
        {
            "id": "a1",
            "parent": None,
            "source": [[0, 4]],
            "cue": [[5, 9]],
            "content": [[10, 41]],
            "speaker": "UKR",
            "stance": "asserts",
            "kind": "speech",
            "quotation": "direct",
            "channel": None,
            "evidence_cited": None,
        }
    ],
    "events": [EVENT],
    "relations": [{"from": "e1", "to": "e1", "kind": "part_of", "evidence": []}],
    "facts": [
        {
            "subject": "UKR",
            "predicate": "member_of",
            "object": "united-nations",
            "role": None,
            "negated": False,
            "from": None,
            "to": None,
            "said_by": [],
            "evidence": {"sentences": [0], "spans": [[0, 4]]},
        }
    ],
    "reader": {"version": "0.1.0", "codebook": "1", "gazetteer": "1", "model": "1"},
}


@pytest.mark.parametrize("name", CONTRACT)
def test_records_have_the_names_of_the_contract(name: str) -> None:
    fields = msgspec.structs.fields(getattr(records, name))
    assert [f.encode_name for f in fields if f.encode_name not in ADDED.get(name, ())] == CONTRACT[name].split()


def test_every_record_is_in_the_contract() -> None:
    made = {
        name for name, thing in vars(records).items() if isinstance(thing, type) and issubclass(thing, records.Record)
    }
    assert made - {"Record", "Article", "Verdict"} == set(CONTRACT)


def test_json_gives_the_names_of_the_contract_at_every_depth() -> None:
    line = msgspec.convert(READING, Reading).to_json()
    assert json.loads(line) == READING


def test_a_reading_comes_back_from_its_bytes_as_it_was() -> None:
    reading = msgspec.convert(READING, Reading)
    again = Reading.from_json(reading.to_json())
    assert again == reading
    assert again.to_json() == reading.to_json()


def test_a_reading_is_one_line_of_utf_8() -> None:
    line = msgspec.convert({**READING, "text": "Kyiv\nsaid\r\n“so”\u2028no\u0085w\x0b\x1c"}, Reading).to_json()
    assert len(line.decode().splitlines()) == 1
    assert "“so”".encode() in line


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_any_text_comes_back_from_one_line(text: str) -> None:
    line = msgspec.convert({**READING, "text": text}, Reading).to_json().decode()
    assert "\n" not in line
    assert Reading.from_json(line).text == json.loads(line)["text"] == text


def test_to_dict_has_the_keys_of_json() -> None:
    reading = msgspec.convert(READING, Reading)
    assert json.loads(json.dumps(reading.to_dict())) == READING


def test_a_line_that_breaks_the_contract_is_refused() -> None:
    broken = {**READING, "events": [{**EVENT, "status": "perhaps"}]}
    with pytest.raises(msgspec.ValidationError, match="perhaps"):
        Reading.from_json(json.dumps(broken))


@pytest.mark.parametrize("name", [*CONTRACT, "Article"])
def test_records_are_frozen_and_keyword_only(name: str) -> None:
    assert getattr(records, name).__struct_config__.frozen
    with pytest.raises(TypeError):
        getattr(records, name)("positional")


def test_a_record_cannot_be_changed() -> None:
    article = Article(text="Talks opened.")
    with pytest.raises(AttributeError):
        article.text = "Talks closed."  # type: ignore[misc]


def test_an_article_needs_only_text() -> None:
    article = Article(text="Talks opened.")
    assert (article.title, article.source, article.published, article.day) == ("", "-", None, None)


@pytest.mark.parametrize("day", ["2023-02-30", "17 October 2023", "20231017", "2023-W42-2", "yesterday", ""])
def test_an_article_refuses_a_published_day_that_is_no_iso_date(day: str) -> None:
    with pytest.raises(InputError, match=f"'{day}' is no date; write YYYY-MM-DD") as caught:
        Article(text="Talks opened.", published=day)
    assert isinstance(caught.value, ValueError)


@given(st.lists(st.text(), max_size=4))
def test_content_id_is_stable_and_short(parts: list[str]) -> None:
    first = content_id(*parts)
    assert first == content_id(*parts)
    assert len(first) == 16
    assert set(first) <= set("0123456789abcdef")


@given(st.lists(st.text(), max_size=4), st.lists(st.text(), max_size=4))
def test_content_id_tells_different_parts_apart(a: list[str], b: list[str]) -> None:
    assert (content_id(*a) == content_id(*b)) == (a == b)


@given(st.text(min_size=1), st.integers(min_value=1, max_value=32))
def test_content_id_of_another_length_is_a_prefix(text: str, length: int) -> None:
    assert content_id(text, length=32).startswith(content_id(text, length=length))
    assert len(content_id(text, length=length)) == length


def test_content_id_takes_lone_surrogates() -> None:
    assert content_id("\ud800") != content_id("\udfff")
