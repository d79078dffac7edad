"""RSS and Atom: each entry is an article."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from quidnunc.articles.html import parse_html
from quidnunc.articles.source import ArticleOrError, Options, checked
from quidnunc.articles.streams import opened, read_bounded
from quidnunc.errors import InputError, NoTextError

MAX_ENTRIES = 5_000
"""An endless feed ends here, and says so."""

_ENTITY = re.compile(rb"<!(ENTITY|DOCTYPE[^>]*\[)", re.IGNORECASE)
_TAG = re.compile(r"<[^>]+>")


class FeedFormat:
    """A saved feed (``.rss``, ``.atom``, ``.xml``): title, date, author and address of each entry, and its text or summary."""

    suffixes = (".rss", ".atom", ".xml", ".rdf")

    def read(self, path: Path, options: Options) -> Iterator[ArticleOrError]:
        """The feed's articles, in its order."""
        try:
            with opened(path) as file:
                data = read_bounded(file, str(path))
            for entry in parse_feed(data, str(path)):
                yield article_of_entry(entry, options)
        except InputError as problem:
            yield problem


class Entry:
    """One entry of a feed, as ``feedparser`` gives it.

    Args:
        given: the entry.
        outlet: the feed's title.
        source: the feed's file or address.
    """

    def __init__(self, given: Any, outlet: str | None, source: str) -> None:  # noqa: ANN401 - feedparser has no types
        self.outlet = outlet
        self.link: str | None = given.get("link") or None
        self.key: str = given.get("id") or self.link or given.get("title", "")
        self.source = f"{source}#{self.key}"
        self.title: str = _TAG.sub("", given.get("title", "")).strip()
        self.author: str | None = given.get("author") or None
        moment = given.get("published_parsed") or given.get("updated_parsed")
        self.day = datetime.date(*moment[:3]).isoformat() if moment else None
        contents = [part.get("value", "") for part in given.get("content", [])]
        self.body: str = max([*contents, given.get("summary", "")], key=len)


def parse_feed(data: bytes, source: str) -> list[Entry]:
    """The entries of a feed.

    Raises:
        InputError: it declares entities, is no feed, or never ends.
    """
    import feedparser

    if _ENTITY.search(data):
        raise InputError("the XML declares entities of its own, which are never expanded; refused", source=source)
    parsed = feedparser.parse(data)
    if not parsed.entries:
        if not parsed.get("version"):
            reason = f": {parsed.bozo_exception}" if parsed.get("bozo") else ""
            raise InputError(f"no RSS or Atom feed{reason}", source=source)
        raise NoTextError("the feed has no entries", source=source)
    if len(parsed.entries) > MAX_ENTRIES:
        raise InputError(f"the feed has more than {MAX_ENTRIES:,} entries; refused", source=source)
    outlet = parsed.feed.get("title") or None
    return [Entry(entry, outlet, source) for entry in parsed.entries]


def article_of_entry(entry: Entry, options: Options) -> ArticleOrError:
    """The article of an entry: the text that the feed itself holds."""
    try:
        text = _plain(entry.body)
        return checked(
            text,
            options,
            source=entry.source,
            title=entry.title,
            url=entry.link,
            outlet=entry.outlet,
            author=entry.author,
            published=entry.day,
            published_from="page" if entry.day else "none",
        )
    except InputError as problem:
        return problem


def _plain(body: str) -> str:
    """HTML as text: the article that extraction finds, or the words without their marks, where it is too short for that."""
    if "<" not in body:
        return body
    import html

    try:
        page = f"<html><body><article>{body}</article></body></html>".encode()
        found = parse_html(page, Options(check_language=False), source="").text
    except NoTextError:
        found = ""
    bare = html.unescape(_TAG.sub(" ", re.sub(r"</(p|div|li|h\d)>|<br */?>", "\n", body)))
    bare = "\n".join(" ".join(line.split()) for line in bare.split("\n") if line.strip())
    return found if len(found) >= len(bare) / 2 else bare
