"""WARC and WET, as the Common Crawl gives them: streamed record by record, never unpacked whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from quidnunc.articles.html import parse_html
from quidnunc.articles.source import ArticleOrError, Options, checked, decode
from quidnunc.articles.streams import Readable, read_bounded
from quidnunc.errors import InputError, NoTextError

MAX_RECORD = 16 * 1024 * 1024
"""A page may not be longer, unpacked."""


class WarcFormat:
    """A ``.warc`` or ``.wet`` file, packed or not: each page that was fetched, each text that was taken from one.

    A page's own date goes before the record's, which is when it was fetched (``published_from`` then is ``file``).
    """

    suffixes = (".warc", ".wet")

    def read(self, path: Path, options: Options) -> Iterator[ArticleOrError]:
        """The file's articles, record by record."""
        from fastwarc.warc import ArchiveIterator, WarcRecordType  # only when such a file is read

        kinds = WarcRecordType.response | WarcRecordType.conversion
        count = 0
        try:
            with path.open("rb") as file:
                records = ArchiveIterator(file, record_types=kinds, fsspec_args=False, auto_decode="none")
                for record in records:
                    count += 1
                    try:
                        article = _article(record, options, str(path))
                    except InputError as problem:
                        article = problem
                    if article is not None:
                        yield article
        except FileNotFoundError:
            yield InputError("no such file", source=str(path))
        except (OSError, ValueError) as problem:
            yield InputError(f"the archive is broken or cut short after {count:,} records: {problem}", source=str(path))
        else:
            if not count:
                yield NoTextError("the archive holds no page and no text", source=str(path))


def _article(record: Any, options: Options, path: str) -> ArticleOrError | None:  # noqa: ANN401 - fastwarc's class
    """The article of a record; none where it is no page (an image, an error, a redirect)."""
    url = record.headers.get("WARC-Target-URI", "").strip("<>")
    source = f"{path}#{record.record_id or url}"
    fetched = (record.headers.get("WARC-Date") or "")[:10] or None
    if record.http_headers is None:
        text = decode(read_bounded(cast("Readable", record.reader), source, MAX_RECORD), source)
        return checked(
            text,
            options,
            source=source,
            url=url or None,
            published=None if options.published else fetched,
            published_from="file",
        )
    if record.http_headers.status_code != 200:
        return None
    kind = (record.http_content_type or "").lower()
    if kind not in ("text/html", "application/xhtml+xml"):
        return None
    body = _unpacked(record, source)
    return parse_html(body, options, source=source, url=url or None, fetched=fetched)


def _unpacked(record: Any, source: str) -> bytes:  # noqa: ANN401 - fastwarc's class
    from quidnunc.articles.packing import unpack

    body = read_bounded(cast("Readable", record.reader), source, MAX_RECORD)
    packing = (record.http_headers.get("Content-Encoding") or "").lower()
    return unpack(body, packing, source, MAX_RECORD)
