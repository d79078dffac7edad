"""HTML pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from quidnunc.articles import Options, read_paths
from quidnunc.errors import InputError, NoTextError
from quidnunc.records import Article

BODY = "".join(
    f"<p>Ministers of the two countries met in Geneva on day {n} of the talks and spoke at length about the border.</p>"
    for n in range(1, 7)
)
PAGE = """<!doctype html><html lang="en"><head><title>Talks open</title>{head}</head>
<body><nav><a href="/">Home</a></nav><article><h1>Talks open</h1>{body}</article><footer>{footer}</footer></body></html>"""
HEAD = (
    '<meta property="og:site_name" content="The Courier"><link rel="canonical" href="https://courier.example/talks">'
    '<meta property="article:published_time" content="2023-10-17T08:00:00Z">'
)


@pytest.fixture
def read(tmp_path: Path):
    """The one item of a page."""

    def read(page: str | bytes, options: Options | None = None) -> Article | InputError:
        path = tmp_path / "a.html"
        path.write_bytes(page.encode() if isinstance(page, str) else page)
        (item,) = read_paths([str(path)], options)
        return item

    return read


def test_text_title_date_outlet_and_address_come_from_the_page(read) -> None:
    item = read(PAGE.format(head=HEAD, body=BODY, footer="Imprint"))
    assert isinstance(item, Article)
    assert "met in Geneva on day 3" in item.text
    assert "Home" not in item.text
    assert "<" not in item.text
    assert (item.title, item.outlet, item.url) == ("Talks open", "The Courier", "https://courier.example/talks")
    assert (item.published, item.published_from) == ("2023-10-17", "page")


def test_a_copyright_year_dates_no_article(read) -> None:
    page = PAGE.format(head="", body=BODY, footer="© 2019 The Courier")
    assert (read(page).published, read(page).published_from) == (None, "none")
    dated = read(page, Options(published="2023-10-18"))
    assert (dated.published, dated.published_from) == ("2023-10-18", "argument")


@pytest.mark.parametrize(
    "page", ["<html><body></body></html>", "<html><body><script>let a = 1</script></body></html>", "no page"]
)
def test_a_page_without_text_is_reported(read, page: str) -> None:
    item = read(page)
    assert isinstance(item, NoTextError)
    assert "no article text" in str(item)


def test_an_empty_page_is_reported(read) -> None:
    assert "the file is empty" in str(read(b" \n"))


def test_a_page_in_another_encoding_is_read_by_what_it_declares(read) -> None:
    page = PAGE.format(head='<meta charset="iso-8859-1">', body=BODY.replace("Geneva", "Besançon"), footer="")
    assert "Besançon" in read(page.encode("latin-1")).text
