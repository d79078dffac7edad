"""Plain text: header lines, dates, and the body unchanged."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quidnunc.articles import Options, read_paths
from quidnunc.articles.text import split_header
from quidnunc.errors import InputError
from quidnunc.records import Article

FIELDS = ("TITLE", "PUBLISHED", "OUTLET", "URL")
VALUES = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=30).map(str.strip)


def only(path: Path, options: Options | None = None) -> Article:
    """The one article of a file."""
    (item,) = read_paths([str(path)], options)
    assert isinstance(item, Article), item
    return item


@pytest.fixture
def write(tmp_path: Path):
    """Writes bytes to a file of the temporary folder."""

    def write(data: bytes | str, name: str = "a.txt") -> Path:
        path = tmp_path / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        os.utime(path, (1_700_000_000, 1_700_000_000))  # 2023-11-14
        return path

    return write


def test_header_lines_are_read_and_the_text_starts_after_the_blank_line(write) -> None:
    path = write(
        "TITLE: Talks open\nPUBLISHED: 2023-10-17\nOUTLET: The Courier\nURL: https://example.org/a\n\nMinisters met.\n"
    )
    article = only(path)
    assert article == Article(
        text="Ministers met.\n",
        title="Talks open",
        source=str(path),
        url="https://example.org/a",
        outlet="The Courier",
        published="2023-10-17",
        published_from="header",
    )


def test_header_lines_come_in_any_order_and_number(write) -> None:
    article = only(write("OUTLET: The Courier\nTITLE: Talks: a new round\n\nMinisters met."))
    assert (article.outlet, article.title, article.text) == ("The Courier", "Talks: a new round", "Ministers met.")


def test_a_header_without_a_blank_line_is_text(write) -> None:
    text = "TITLE: Talks open\nMinisters met in Geneva.\n"
    article = only(write(text))
    assert (article.title, article.text) == ("", text)


def test_a_header_alone_is_no_text(write) -> None:
    (item,) = read_paths([str(write("TITLE: Talks open\nPUBLISHED: 2023-10-17\n"))])
    assert isinstance(item, InputError)
    assert "there is no text" in str(item)


@pytest.mark.parametrize(
    "text",
    ["  Ministers met.\n\n\n  Talks went on. \n", "\n\nMinisters met.", "A\tb\u2028c\u00a0d\re", "e\u0301\ufb01😀"],
)
def test_the_text_is_kept_code_point_for_code_point(write, text: str) -> None:
    assert only(write(text)).text == text
    assert only(write("TITLE: x\n\n" + text)).text == text


def test_a_byte_order_mark_is_dropped_and_crlf_becomes_lf(write) -> None:
    article = only(write(b"\xef\xbb\xbfTITLE: Talks open\r\n\r\nMinisters met.\r\nTalks went on.\r\n"))
    assert (article.title, article.text) == ("Talks open", "Ministers met.\nTalks went on.\n")


def test_the_header_dates_before_the_option_and_the_option_before_the_file(write) -> None:
    dated, undated = write("PUBLISHED: 2023-10-17\n\nMinisters met.", "a.txt"), write("Ministers met.", "b.txt")
    option = Options(published="2020-01-01")
    assert [(a.published, a.published_from) for a in (only(dated, option), only(undated, option), only(undated))] == [
        ("2023-10-17", "header"),
        ("2020-01-01", "argument"),
        (datetime.date.fromtimestamp(1_700_000_000).isoformat(), "file"),
    ]


def test_a_time_after_the_date_is_dropped(write) -> None:
    assert only(write("PUBLISHED: 2023-10-17T08:30:00Z\n\nMinisters met.")).published == "2023-10-17"


@pytest.mark.parametrize("day", ["2023-02-30", "17 October 2023", "2023-10-17abc", ""])
def test_an_impossible_date_is_named(write, day: str) -> None:
    path = write(f"PUBLISHED: {day}\n\nMinisters met.")
    (item,) = read_paths([str(path)])
    assert isinstance(item, InputError)
    assert str(item) == f"{path}: field 'PUBLISHED': '{day}' is no date; write YYYY-MM-DD"


@given(st.dictionaries(st.sampled_from(FIELDS), VALUES, min_size=1), st.text())
def test_a_header_is_split_from_any_body(fields: dict[str, str], body: str) -> None:
    header = "".join(f"{name}: {value}\n" for name, value in fields.items())
    assert split_header(f"{header}\n{body}") == (fields, body)


@given(st.text())
def test_the_body_is_always_the_end_of_the_text(text: str) -> None:
    fields, body = split_header(text)
    assert text.endswith(body)
    assert fields or body == text
