"""Feeds in files, WARC and WET, PDF."""

from __future__ import annotations

import builtins
import uuid
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from quidnunc.articles import Options, feed, read_paths, warc
from quidnunc.errors import InputError
from quidnunc.records import Article
from tests.articles.test_web import PAGE, STORY
from tests.articles.test_web import feed as rss


def items(path: Path, **options) -> list[Article | InputError]:
    return list(read_paths([str(path)], Options(**options)))


ATOM = f"""<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>The Courier</title>
<entry><title>Talks &amp;amp; more</title><id>urn:1</id><link href="https://example.org/1"/><updated>2019-02-05T10:00:00Z</updated>
<author><name>Ada</name></author><content type="html">&lt;p&gt;{STORY}&lt;/p&gt;&lt;p&gt;{STORY}&lt;/p&gt;</content></entry>
<entry><title>Empty</title><id>urn:2</id><updated>2019-02-05T10:00:00Z</updated></entry></feed>"""


def test_an_atom_file(tmp_path: Path) -> None:
    path = tmp_path / "a.atom"
    path.write_text(ATOM)
    article, empty = items(path)
    assert isinstance(article, Article)
    assert (article.author, article.published, article.source) == ("Ada", "2019-02-05", f"{path}#urn:1")
    assert article.text.count("Ministers") == 2
    assert "there is no text" in str(empty)


@pytest.mark.parametrize(
    ("text", "message"),
    [("", "no RSS or Atom feed"), ("<html></html>", "no RSS or Atom"), (rss([]).decode(), "no entries")],
)
def test_what_is_no_feed(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "a.rss"
    path.write_text(text)
    (problem,) = items(path)
    assert message in str(problem)


def test_an_endless_feed_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed, "MAX_ENTRIES", 3)
    path = tmp_path / "a.rss"
    path.write_bytes(rss([f"https://example.org/{n}" for n in range(4)]))
    (problem,) = items(path)
    assert "more than 3 entries" in str(problem)


def record(kind: str, url: str, body: bytes, http: bytes = b"") -> bytes:
    """A WARC record, written by hand."""
    content = "application/http; msgtype=response" if http else "text/plain"
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2019-02-07T10:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, url)}>\r\nContent-Type: {content}\r\n"
        f"Content-Length: {len(http + body)}\r\n\r\n"
    )
    return head.encode() + http + body + b"\r\n\r\n"


OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"


def test_a_warc_gives_its_pages_and_passes_over_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(
        record("response", "https://example.org/1", PAGE, OK)
        + record(
            "response",
            "https://example.org/2",
            b"gone",
            b"HTTP/1.1 404 Gone\r\nContent-Type: text/html\r\n\r\n",
        )
        + record(
            "response",
            "https://example.org/3",
            b"\x89PNG",
            b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n",
        )
        + record("request", "https://example.org/1", b"", b"GET / HTTP/1.1\r\n\r\n")
        + record("response", "https://example.org/4", PAGE.replace(b"article:published_time", b"x"), OK)
    )
    one, four = items(path)
    assert isinstance(one, Article)
    assert isinstance(four, Article)
    assert (one.url, one.published, one.published_from) == ("https://example.org/1", "2019-02-05", "page")
    assert (four.url, four.published, four.published_from) == ("https://example.org/4", "2019-02-07", "file")
    (_, dated) = items(path, published="2019-02-06")
    assert isinstance(dated, Article)
    assert (dated.published, dated.published_from) == ("2019-02-06", "argument")


def test_a_wet_file_gives_its_texts(tmp_path: Path) -> None:
    path = tmp_path / "a.wet"
    path.write_bytes(record("conversion", "https://example.org/1", STORY.encode()))
    (article,) = items(path)
    assert isinstance(article, Article)
    assert (article.text, article.url, article.published) == (STORY, "https://example.org/1", "2019-02-07")


def test_a_record_too_long_spoils_only_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc, "MAX_RECORD", len(PAGE))
    path = tmp_path / "a.warc"
    path.write_bytes(
        record("response", "https://example.org/1", PAGE * 2, OK)
        + record("response", "https://example.org/2", PAGE, OK)
    )
    long, good = items(path)
    assert "longer than the limit" in str(long)
    assert isinstance(good, Article)


def test_what_is_no_archive(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(b"not an archive at all")
    assert all(isinstance(item, InputError) for item in items(path))
    assert "no such file" in str(items(tmp_path / "gone.warc")[0])


def pdf(path: Path, lines: list[str], password: str = "") -> Path:
    writer = PdfWriter()
    page = writer.add_blank_page(600, 800)
    font = DictionaryObject(
        {
            NameObject(k): NameObject(v)
            for k, v in {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}.items()
        }
    )
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
    )
    content = DecodedStreamObject()
    content.set_data(
        b"BT /F1 12 Tf 20 700 Td " + b" ".join(f"({line}) Tj 0 -14 Td".encode() for line in lines) + b" ET"
    )
    page[NameObject("/Contents")] = content
    writer.add_metadata({"/Title": "Talks", "/Author": "Ada", "/CreationDate": "D:20190205100000"})
    if password:
        writer.encrypt(password)
    writer.write(path)
    return path


def test_a_pdf_is_an_article(tmp_path: Path) -> None:
    (article,) = items(pdf(tmp_path / "a.pdf", ["Ministers of both coun-", "tries met in", "Geneva."]))
    assert isinstance(article, Article)
    assert article.text == "Ministers of both countries met in Geneva."
    assert (article.title, article.author, article.published, article.published_from) == (
        "Talks",
        "Ada",
        "2019-02-05",
        "file",
    )


def test_pdfs_that_cannot_be_read(tmp_path: Path) -> None:
    broken = tmp_path / "b.pdf"
    broken.write_bytes(b"%PDF-1.7 and nothing more")
    assert "no PDF that can be read" in str(items(broken)[0])
    assert "encrypted" in str(items(pdf(tmp_path / "c.pdf", ["x"], "secret"))[0])
    assert "no text" in str(items(pdf(tmp_path / "d.pdf", []))[0])


def test_without_the_extra_pdf_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest):
        if name.startswith("pypdf"):
            raise ModuleNotFoundError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    (problem,) = items(tmp_path / "a.pdf")
    assert "pip install 'quidnunc[pdf]'" in str(problem)
