"""HTML pages, by trafilatura."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from quidnunc.articles.source import ArticleOrError, Options, checked, day_of, read_bytes
from quidnunc.errors import InputError, NoTextError
from quidnunc.records import Article

# Only dates that the page marks up as its own: the extensive search makes "© 2019" the first of January.
_DATES = {"original_date": True, "extensive_search": False}


class HtmlFormat:
    """A saved page is one article: text, title, date, outlet and address as trafilatura finds them."""

    suffixes = (".html", ".htm", ".xhtml")

    def read(self, path: Path, options: Options) -> Iterator[ArticleOrError]:
        """The page's article."""
        try:
            yield parse_html(read_bytes(path), options, source=str(path))
        except InputError as problem:
            yield problem


def parse_html(
    data: bytes, options: Options, *, source: str, url: str | None = None, fetched: str | None = None
) -> Article:
    """The article of a page.

    Args:
        data: the page's bytes.
        options: how to read.
        source: where it was read.
        url: the address that it was fetched from, where it names none of its own.
        fetched: the day on which it was fetched, where it names none of its own; not used by default.

    Raises:
        NoTextError: the page holds no article.
        InputError: see ``checked``.
    """
    from trafilatura import bare_extraction  # half a second to import, so only when a page is read
    from trafilatura.settings import Document

    if not data.strip():
        raise NoTextError("the file is empty", source=source)
    document = bare_extraction(
        data,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        date_extraction_params=_DATES,
    )
    if not isinstance(document, Document) or not document.text or not document.text.strip():
        raise NoTextError("the page holds no article text", source=source)
    day = day_of(document.date, source, "date") if document.date else None
    late = fetched if day is None and options.published is None else None
    return checked(
        document.text,
        options,
        source=source,
        title=document.title or "",
        url=document.url or url,
        outlet=document.sitename or document.hostname or (urlsplit(url).hostname if url else None),
        author=document.author or None,
        published=day or late,
        published_from="page" if day else "file",
    )
