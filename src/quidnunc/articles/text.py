"""Plain text, with optional header lines."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import Path

from quidnunc.articles.source import ArticleOrError, Options, checked, day_of, decode, read_bytes
from quidnunc.errors import InputError
from quidnunc.records import Article, PublishedFrom

_HEADER = re.compile(r"(TITLE|PUBLISHED|OUTLET|URL|AUTHOR):[ \t]*(.*)")


class TextFormat:
    """A ``.txt`` file is one article.

    It may open with ``TITLE:``, ``PUBLISHED:``, ``OUTLET:``, ``URL:``, ``AUTHOR:`` lines and a blank line.
    """

    suffixes = (".txt", ".text", ".md")

    def read(self, path: Path, options: Options) -> Iterator[ArticleOrError]:
        """The file's one article.

        Without a date of its own it bears the option's, else the day on which the file was last modified.
        """
        try:
            day = datetime.date.fromtimestamp(path.stat().st_mtime).isoformat()
        except (OSError, OverflowError, ValueError):
            day = None
        try:
            yield parse_text(decode(read_bytes(path), str(path)), options, source=str(path), modified=day)
        except InputError as problem:
            yield problem


def parse_text(text: str, options: Options, *, source: str, modified: str | None = None) -> Article:
    """An article from text with optional header lines.

    Args:
        text: decoded text, line ends LF.
        options: how to read.
        source: where the text comes from.
        modified: the day to fall back on when neither header nor option dates the article.

    Raises:
        InputError: an impossible date, or a text that cannot be read (see ``checked``).
    """
    header, body = split_header(text)
    published: str | None = None
    published_from: PublishedFrom = "none"
    if "PUBLISHED" in header:
        published, published_from = day_of(header["PUBLISHED"], source, "PUBLISHED"), "header"
    elif options.published is None and modified is not None:
        published, published_from = modified, "file"
    return checked(
        body,
        options,
        source=source,
        title=header.get("TITLE", ""),
        outlet=header.get("OUTLET") or None,
        url=header.get("URL") or None,
        author=header.get("AUTHOR") or None,
        published=published,
        published_from=published_from,
    )


def split_header(text: str) -> tuple[dict[str, str], str]:
    r"""The header's fields and the body: everything after the header's blank line, unchanged.

    Header lines that no blank line follows are no header but text; a text of header lines alone has no body.

    >>> split_header("TITLE: Talks open\n\nMinisters met.\n")
    ({'TITLE': 'Talks open'}, 'Ministers met.\n')
    >>> split_header("No header here.")
    ({}, 'No header here.')
    """
    fields: dict[str, str] = {}
    at = 0
    while True:
        end = text.find("\n", at)
        line = text[at:] if end < 0 else text[at:end]
        match = _HEADER.fullmatch(line.rstrip())
        if match is None:
            break
        fields[match[1]] = match[2].strip()
        if end < 0:
            return fields, ""
        at = end + 1
    if not fields or line.strip():
        return {}, text
    return fields, text[at + len(line) + 1 :]
