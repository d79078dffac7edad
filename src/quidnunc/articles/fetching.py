"""Addresses → articles: a page is one, a feed holds several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quidnunc.articles.feed import article_of_entry, parse_feed
from quidnunc.articles.html import parse_html
from quidnunc.articles.source import ArticleOrError, Options, decode
from quidnunc.articles.text import parse_text
from quidnunc.articles.web import Fetcher, Page
from quidnunc.errors import InputError

_FEEDS = ("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml", "text/xml")


def fetch_all(urls: Iterable[str], options: Options) -> Iterator[ArticleOrError]:
    """The articles of addresses, fetched one after the other."""
    with Fetcher(options.allow_private) as fetcher:
        for url in urls:
            yield from fetch(url, fetcher, options)


def fetch(url: str, fetcher: Fetcher, options: Options) -> Iterator[ArticleOrError]:
    """The article of a page, or the articles of a feed; none of what is unchanged."""
    try:
        page = fetcher.get(url)
        if page is None:
            return
        if not is_feed(page):
            yield article_of_page(page, url, options)
            return
        for entry in parse_feed(page.body, url):
            if options.follow and entry.link:
                yield from _followed(entry.link, fetcher, options)
            else:
                yield article_of_entry(entry, options)
    except InputError as problem:
        yield problem


def _followed(url: str, fetcher: Fetcher, options: Options) -> Iterator[ArticleOrError]:
    try:
        page = fetcher.get(url)
        if page is not None:
            yield article_of_page(page, url, options)
    except InputError as problem:
        yield problem


def is_feed(page: Page) -> bool:
    """Whether an answer is a feed, by what the server calls it and how it begins."""
    start = page.body[:1000].lstrip().lower()
    return page.kind in _FEEDS or (
        start.startswith(b"<?xml") and any(mark in start for mark in (b"<rss", b"<feed", b"<rdf"))
    )


def article_of_page(page: Page, url: str, options: Options) -> ArticleOrError:
    """The article of a page.

    Raises:
        InputError: it is neither HTML nor text, or holds no article.
    """
    if page.kind == "text/plain":
        return parse_text(decode(page.body, url), options, source=url)
    if page.kind not in ("", "text/html", "application/xhtml+xml"):
        raise InputError(f"the answer is '{page.kind}', neither a page nor a feed", source=url)
    return parse_html(page.body, options, source=url, url=page.url)
