"""Files and folders: what is read, in which order, and what is said of the rest."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quidnunc.articles import Options, read_paths, suffixes
from quidnunc.articles.source import MAX_BYTES, MAX_CHARACTERS, decode, language_of
from quidnunc.errors import InputError, NotEnglishError, NoTextError
from quidnunc.records import Article

FRENCH = (
    "Le président a rencontré mardi les ministres des affaires étrangères à Genève, et les deux pays ont signé un accord "
    "sur la frontière après de longues négociations."
)


def items(*paths: Path | str, options: Options | None = None) -> list[Article | InputError]:
    """All that the paths give."""
    return list(read_paths(map(str, paths), options))


def test_each_format_goes_by_its_suffixes() -> None:
    assert sorted(suffixes()) == [
        ".atom", ".csv", ".htm", ".html", ".jsonl", ".md", ".ndjson", ".parquet", ".pdf", ".pq", ".rdf", ".rss", ".tab", ".text",
        ".tsv", ".txt", ".urls", ".warc", ".wet", ".xhtml", ".xml", ".zip",
    ]  # fmt: skip


def test_a_folder_is_walked_in_order_past_hidden_and_unknown_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.TXT", "sub/c.txt", ".hidden.txt", ".git/d.txt", "e.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("Ministers met.")
    assert [Path(item.source).name for item in items(tmp_path)] == ["a.TXT", "b.txt", "c.txt"]


def test_a_folder_without_articles_is_reported(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"\x89PNG")
    (item,) = items(tmp_path)
    assert isinstance(item, InputError)
    assert "the folder holds no article (.atom, .csv" in str(item)


def test_a_link_that_leads_nowhere_is_reported(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    (item,) = items(tmp_path)
    assert "no such file" in str(item)


@pytest.mark.parametrize("name", ["gone.txt", "gone.html", "gone.jsonl", "gone"])
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    (item,) = items(tmp_path / name)
    assert str(item) == f"{tmp_path / name}: no such file"


def test_a_name_too_long_for_a_path_is_reported() -> None:
    (item,) = items("Ministers met in Geneva. " * 400)
    assert isinstance(item, InputError)
    assert "cannot be read" in str(item)


def test_a_file_of_unknown_suffix_is_text_where_it_is_named_outright(tmp_path: Path) -> None:
    path = tmp_path / "report"
    path.write_text("Ministers met.")
    assert items(path)[0].text == "Ministers met."


@pytest.mark.parametrize("data", [b"", b" \n\n", b"\xef\xbb\xbf"])
def test_an_empty_file_has_no_text(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    (item,) = items(tmp_path)
    assert isinstance(item, NoTextError)


def test_bytes_that_are_not_utf_8_are_reported_with_their_line(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"Ministers met.\nIn a caf\xe9.")
    (item,) = items(path)
    assert str(item) == f"{path}: not UTF-8: byte 0xe9 on line 2; save the file as UTF-8"


def test_nul_characters_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"Ministers\x00met.")
    (item,) = items(path)
    assert "NUL characters" in str(item)


def test_a_text_in_another_language_is_set_aside_unless_that_is_wished(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(FRENCH)
    (item,) = items(path)
    assert isinstance(item, NotEnglishError)
    assert "not English but 'fr'" in str(item)
    assert items(path, options=Options(check_language=False))[0].text == FRENCH


def test_a_text_too_short_to_tell_counts_as_english() -> None:
    assert language_of("Le président part.") == "en"


def test_a_text_beyond_all_measure_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Ministers met in Geneva. " * (MAX_CHARACTERS // 25 + 1))
    (item,) = items(path)
    assert "are more than an article may have (1,000,000); split it" in str(item)


def test_a_file_beyond_all_measure_is_not_even_loaded(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    (item,) = items(path)
    assert "bytes are more than the limit" in str(item)


def test_one_bad_article_does_not_stop_the_rest(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xff")
    (tmp_path / "b.jsonl").write_text('{"text": "Ministers met."}\nbroken\n{"text": "Talks went on."}\n')
    (tmp_path / "c.txt").write_text("Talks ended.")
    kinds = [isinstance(item, Article) for item in items(tmp_path, "gone.txt")]
    assert kinds == [False, True, False, True, True, False]


def test_standard_input_is_text_with_header_lines_and_no_day_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.TextIOWrapper(io.BytesIO(b"\xef\xbb\xbfTITLE: Talks\r\n\r\nMinisters met.\r\n"))
    monkeypatch.setattr(sys, "stdin", stream)
    assert items("-") == [Article(text="Ministers met.\n", title="Talks", source="-", published_from="none")]


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_decoding_keeps_all_but_the_mark_and_crlf(text: str) -> None:
    wanted = text.removeprefix("\ufeff").replace("\r\n", "\n")
    assert decode(text.encode(), "a.txt") == wanted
    assert decode(b"\xef\xbb\xbf" + text.encode(), "a.txt") == text.replace("\r\n", "\n")


@given(st.binary())
def test_decoding_gives_text_or_says_why_not(data: bytes) -> None:
    try:
        text = decode(data, "a.txt")
    except InputError as problem:
        assert "a.txt: not UTF-8" in str(problem)
    else:
        assert "\r\n" not in text
