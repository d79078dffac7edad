"""JSON lines: one article a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from quidnunc.articles.source import ArticleOrError, Options, checked, day_of, decode
from quidnunc.errors import InputError, NoTextError
from quidnunc.records import Article, PublishedFrom

_TEXT_FIELDS = ("title", "url", "outlet")


class JsonlFormat:
    """A ``.jsonl`` file.

    ``text`` must be there; ``id``, ``title``, ``date`` or ``published``, ``url``, ``outlet`` may be.
    """

    suffixes = (".jsonl", ".ndjson")

    def read(self, path: Path, options: Options) -> Iterator[ArticleOrError]:
        """The file's articles, line by line; blank lines are passed over, broken ones come as errors."""
        empty = True
        try:
            with path.open("rb") as file:
                for number, line in enumerate(file, 1):
                    if line.strip():
                        empty = False
                        try:
                            yield parse_line(line, number, options, str(path))
                        except InputError as problem:
                            yield problem
        except FileNotFoundError:
            yield InputError("no such file", source=str(path))
        except OSError as problem:
            yield InputError(f"the file cannot be read: {problem.strerror}", source=str(path))
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
    text = record.get("text")
    if text is None:
        raise InputError("the field is missing", source=place, field="text")
    if not isinstance(text, str):
        raise InputError(f"must be a string, not {type(text).__name__}", source=place, field="text")
    fields = {name: _string(record, name, place) for name in _TEXT_FIELDS}
    published, published_from = _date(record, place)
    key = record.get("id")
    source = f"{path}#{key if key is not None and key != '' else number}"
    try:
        return checked(
            text,
            options,
            source=source,
            title=fields["title"] or "",
            url=fields["url"],
            outlet=fields["outlet"],
            published=published,
            published_from=published_from,
        )
    except InputError as problem:
        raise type(problem)(f"{problem.message} (record {source})", source=place, field=problem.field) from problem


def _string(record: dict[str, Any], name: str, place: str) -> str | None:
    value = record.get(name)
    if value is not None and not isinstance(value, str):
        raise InputError(f"must be a string, not {type(value).__name__}", source=place, field=name)
    return value or None


def _date(record: dict[str, Any], place: str) -> tuple[str | None, PublishedFrom]:
    for name in ("published", "date"):
        value = record.get(name)
        if value in (None, ""):
            continue
        if not isinstance(value, str):
            raise InputError(f"must be an ISO date as a string, not {type(value).__name__}", source=place, field=name)
        return day_of(value, place, name), "header"
    return None, "none"
