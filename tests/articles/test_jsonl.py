"""JSON lines: one article a line, and what is wrong with a line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quidnunc.articles import Options, read_paths
from quidnunc.errors import InputError, NoTextError
from quidnunc.records import Article


@pytest.fixture
def read(tmp_path: Path):
    """The items of a file with these lines; its path reads FILE in messages."""

    def read(*lines: str | bytes | dict, options: Options | None = None) -> list[Article | InputError]:
        path = tmp_path / "a.jsonl"
        raw = [json.dumps(line) if isinstance(line, dict) else line for line in lines]
        path.write_bytes(b"".join((line.encode() if isinstance(line, str) else line) + b"\n" for line in raw))
        return list(read_paths([str(path)], options))

    return read


def message(item: Article | InputError, folder: Path) -> str:
    """An error's message with FILE for the file."""
    assert isinstance(item, InputError)
    return str(item).replace(str(folder / "a.jsonl"), "FILE")


def test_a_record_becomes_an_article(read, tmp_path: Path) -> None:
    record = {
        "id": 7,
        "text": "Ministers met.",
        "title": "Talks",
        "date": "2023-10-17",
        "url": "https://example.org",
        "outlet": "C",
    }
    (article,) = read(record)
    assert article == Article(
        text="Ministers met.",
        title="Talks",
        source=f"{tmp_path / 'a.jsonl'}#7",
        url="https://example.org",
        outlet="C",
        published="2023-10-17",
        published_from="header",
    )


def test_the_source_is_the_id_as_a_string_or_the_line(read) -> None:
    items = read({"id": "x/1#2", "text": "a"}, {"id": 12, "text": "b"}, "", {"text": "c"}, {"id": None, "text": "d"})
    assert [item.source.split("#", 1)[1] for item in items] == ["x/1#2", "12", "4", "5"]


def test_published_goes_before_date_and_the_option_fills_in(read) -> None:
    items = read(
        {"text": "a", "published": "2023-10-17", "date": "2020-01-01"},
        {"text": "b", "date": "2020-01-01T10:00:00"},
        {"text": "c"},
        {"text": "d", "date": None},
        options=Options(published="2021-05-06"),
    )
    assert [(item.published, item.published_from) for item in items] == [
        ("2023-10-17", "header"),
        ("2020-01-01", "header"),
        ("2021-05-06", "argument"),
        ("2021-05-06", "argument"),
    ]


def test_a_record_without_a_date_has_none(read) -> None:
    (item,) = read({"text": "Ministers met."})
    assert (item.published, item.published_from) == (None, "none")


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("not JSON", "FILE:1: not JSON: Expecting value at column 1"),
        ('{"text": "cut', "FILE:1: not JSON: Unterminated string starting at column 10"),
        ("[1]", "FILE:1: a line must be a JSON object, not list"),
        ({"title": "x"}, "FILE:1: field 'text': the field is missing"),
        ({"text": None}, "FILE:1: field 'text': the field is missing"),
        ({"text": 5}, "FILE:1: field 'text': must be a string, not int"),
        ({"text": "a", "title": ["x"]}, "FILE:1: field 'title': must be a string, not list"),
        ({"text": "a", "date": 20231017}, "FILE:1: field 'date': must be an ISO date as a string, not int"),
        (
            {"text": "a", "published": "2023-02-30"},
            "FILE:1: field 'published': '2023-02-30' is no date; write YYYY-MM-DD",
        ),
        ({"text": " \n"}, "FILE:1: there is no text (record FILE#1)"),
        (
            {"id": "k", "text": "a\x00"},
            "FILE:1: field 'text': the text holds NUL characters; this is no text file (record FILE#k)",
        ),
        (b'{"text": "caf\xe9"}', "FILE:1: not UTF-8: byte 0xe9 on line 1; save the file as UTF-8"),
        ("[" * 100_000, "FILE:1: not JSON that can be read: a number too long or too many brackets"),
        ('{"text": ' + "9" * 5000 + "}", "FILE:1: not JSON that can be read: a number too long or too many brackets"),
    ],
)
def test_what_is_wrong_with_a_line_is_said(read, tmp_path: Path, line: str | bytes | dict, wanted: str) -> None:
    bad, good = read(line, {"text": "Ministers met."})
    assert message(bad, tmp_path) == wanted
    assert isinstance(good, Article)


@pytest.mark.parametrize("name", ["text", "title", "url", "outlet", "id"])
def test_half_a_surrogate_pair_is_refused_as_it_cannot_be_written(read, name: str) -> None:
    (bad,) = read({"text": "Ministers met.", name: "x\ud800"})
    assert isinstance(bad, InputError)
    assert "half a surrogate pair" in str(bad)


def test_a_byte_order_mark_and_crlf_between_lines_do_no_harm(read) -> None:
    first, second = read(b'\xef\xbb\xbf{"text": "Ministers met."}\r', b'{"text": "Talks\\r\\nwent on."}\r')
    assert (first.text, second.text) == ("Ministers met.", "Talks\r\nwent on.")


@pytest.mark.parametrize("lines", [(), ("",), ("", "  ")])
def test_a_file_without_records_is_reported(read, lines: tuple[str, ...]) -> None:
    (item,) = read(*lines)
    assert isinstance(item, NoTextError)
    assert "not one record" in str(item)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), min_size=1).filter(str.strip))
def test_the_text_is_the_field_itself(read, text: str) -> None:
    (item,) = read({"text": text}, options=Options(check_language=False))
    assert item.text == text
