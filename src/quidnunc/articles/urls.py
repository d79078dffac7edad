"""Lists of addresses; what fetches them is only loaded once there is one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from quidnunc.articles.source import ArticleOrError, Options, decode, read_bytes
from quidnunc.errors import InputError, NoTextError


def is_url(name: str) -> bool:
    """Whether a name is an address rather than a path."""
    return name.lower().startswith(("http://", "https://"))


def read_urls(urls: Iterable[str], options: Options) -> Iterator[ArticleOrError]:
    """The articles of addresses, fetched one after the other."""
    from quidnunc.articles.fetching import fetch_all

    yield from fetch_all(urls, options)


class UrlsFormat:
    """A ``.urls`` file: one address a line; lines that open with ``#`` are passed over."""

    suffixes = (".urls",)

    def read(self, path: Path, options: Options) -> Iterator[ArticleOrError]:
        """The articles of its addresses."""
        try:
            lines = decode(read_bytes(path), str(path)).split("\n")
        except InputError as problem:
            yield problem
            return
        urls = [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]
        if not urls:
            yield NoTextError("the file names no address", source=str(path))
        yield from read_urls(urls, options)
