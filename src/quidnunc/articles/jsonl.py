"""JSON lines: one article a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from quidnunc.articles.rows import STRICT, article_of
from quidnunc.articles.source import ArticleOrError, Options, decode
from quidnunc.articles.streams import MAX_BYTES, bounded_lines, opened
from quidnunc.errors import InputError, NoTextError
from quidnunc.records import Article


class JsonlFormat:
    """A ``.jsonl`` file, packed (``.jsonl.gz``) or not.

    ``text`` must be there; ``id``, ``title``, ``date`` or ``published``, ``url``, ``outlet``, ``author`` may be.
    """

    suffixes = (".jsonl", ".ndjson")

    def read(self, path: Path, options: Options) -> Iterator[ArticleOrError]:
        """The file's articles, line by line; blank lines are passed over, broken ones come as errors."""
        empty = True
        try:
            with opened(path) as file:
                for number, line in bounded_lines(file):
                    if line is not None and not line.strip():
                        continue
                    empty = False
                    try:
                        if line is None:
                            raise InputError(f"the line is longer than {MAX_BYTES:,} bytes", source=f"{path}:{number}")
                        yield parse_line(line, number, options, str(path))
                    except InputError as problem:
                        yield problem
        except InputError as problem:
            yield problem
        else:
            if empty:
                yield NoTextError("the file is empty: not one record", source=str(path))


def parse_line(line: bytes, number: int, options: Options, path: str) -> Article:
    """The article of one line. Raises InputError naming file, line and field."""
    place = f"{path}:{number}"
    decoded = decode(line.rstrip(b"\r\n"), place)
    try:
        record = json.loads(decoded)
    except json.JSONDecodeError as problem:
        what = problem.msg.removesuffix(" at")
        raise InputError(f"not JSON: {what} at column {problem.colno}", source=place) from problem
    except (ValueError, RecursionError) as problem:
        raise InputError("not JSON that can be read: a number too long or too many brackets", source=place) from problem
    if not isinstance(record, dict):
        raise InputError(f"a line must be a JSON object, not {type(record).__name__}", source=place)
    columns = {
        field: options.columns.get(field)
        or next((name for name in names if record.get(name) not in (None, "")), names[0])
        for field, names in STRICT.items()
    }
    return article_of(record, columns, number, options, path)
