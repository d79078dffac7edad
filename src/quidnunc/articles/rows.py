"""Records with named fields → articles: what JSON lines, CSV and Parquet share."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping

from quidnunc.articles.source import Options, checked, day_of
from quidnunc.errors import InputError
from quidnunc.records import Article, PublishedFrom

FIELDS = ("id", "text", "title", "published", "url", "outlet", "author")
"""What a column may be mapped to."""

STRICT: Mapping[str, tuple[str, ...]] = {
    "id": ("id",),
    "text": ("text",),
    "title": ("title",),
    "published": ("published", "date"),
    "url": ("url",),
    "outlet": ("outlet",),
    "author": ("author",),
}
"""The names that JSON lines use: the contract's."""

USUAL: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "article_id", "uuid", "guid"),
    "text": ("text", "body", "content", "maintext", "article", "article_text", "full_text", "story"),
    "title": ("title", "headline"),
    "published": ("published", "date", "publish_date", "date_publish", "published_at", "pubdate", "publication_date"),
    "url": ("url", "link", "canonical_url"),
    "outlet": ("outlet", "publisher", "publication", "source_name", "source_domain", "newspaper"),
    "author": ("author", "authors", "byline"),
}
"""The names that tables in the wild use, looked for in this order, in whatever case."""


def parse_mapping(words: Iterable[str]) -> dict[str, str]:
    """``text=Body`` and the like: the column that holds each field.

    Raises:
        InputError: a word of another form, or a field that there is not.
    """
    found: dict[str, str] = {}
    for word in words:
        field, sign, column = word.partition("=")
        if not sign or not column.strip() or field.strip() not in FIELDS:
            raise InputError(
                f"'{word}' names no column; write FIELD=COLUMN, FIELD one of {', '.join(FIELDS)}", field="--column"
            )
        found[field.strip()] = column.strip()
    return found


def columns_of(
    header: Iterable[str], options: Options, place: str, names: Mapping[str, tuple[str, ...]] = USUAL
) -> dict[str, str]:
    """The column of each field that a table has: as mapped, else by its usual names.

    Raises:
        InputError: a mapped column is not there, or none holds the text.
    """
    held = list(header)
    by_case = {name.lower(): name for name in reversed(held)}
    found: dict[str, str] = {}
    for field in FIELDS:
        mapped = options.columns.get(field)
        if mapped is not None:
            if mapped not in held:
                raise InputError(f"there is no column '{mapped}'; there are {_listed(held)}", source=place, field=field)
            found[field] = mapped
        else:
            column = next((by_case[name] for name in names[field] if name in by_case), None)
            if column is not None:
                found[field] = column
    if "text" not in found:
        raise InputError(
            f"no column holds the text; say which with --column text=NAME: {_listed(held)}", source=place, field="text"
        )
    return found


def _listed(names: list[str]) -> str:
    shown = ", ".join(f"'{name[:40]}'" for name in names[:12])
    return f"{shown} and {len(names) - 12} more" if len(names) > 12 else shown or "none"


def article_of(
    record: Mapping[str, object], columns: Mapping[str, str], number: int, options: Options, path: str
) -> Article:
    """The article of one record.

    Args:
        record: column → value.
        columns: field → column.
        number: the record's line or row, counted from 1.
        options: how to read.
        path: the file.

    Raises:
        InputError: naming file, line and field.
    """
    place = f"{path}:{number}"
    text = record.get(columns["text"])
    if text is None:
        raise InputError("the field is missing", source=place, field=columns["text"])
    if not isinstance(text, str):
        raise InputError(f"must be a string, not {type(text).__name__}", source=place, field=columns["text"])
    fields = {name: _string(record, columns.get(name), place) for name in ("title", "url", "outlet")}
    published, published_from = _date(record, columns.get("published"), place)
    key = record.get(columns["id"]) if "id" in columns else None
    source = f"{path}#{key if key is not None and key != '' else number}"
    try:
        return checked(
            text,
            options,
            source=source,
            title=fields["title"] or "",
            url=fields["url"],
            outlet=fields["outlet"],
            author=_author(record, columns.get("author"), place),
            published=published,
            published_from=published_from,
        )
    except InputError as problem:
        raise type(problem)(f"{problem.message} (record {source})", source=place, field=problem.field) from problem


def _string(record: Mapping[str, object], column: str | None, place: str) -> str | None:
    value = record.get(column) if column is not None else None
    if value is not None and not isinstance(value, str):
        raise InputError(f"must be a string, not {type(value).__name__}", source=place, field=column)
    return value or None


def _author(record: Mapping[str, object], column: str | None, place: str) -> str | None:
    value = record.get(column) if column is not None else None
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ", ".join(value) or None
    return _string(record, column, place)


def _date(record: Mapping[str, object], column: str | None, place: str) -> tuple[str | None, PublishedFrom]:
    value = record.get(column) if column is not None else None
    if value is None or value == "" or column is None:
        return None, "none"
    if isinstance(value, datetime.date):  # a time is one too
        return value.isoformat()[:10], "header"
    if not isinstance(value, str):
        raise InputError(f"must be an ISO date as a string, not {type(value).__name__}", source=place, field=column)
    return day_of(value, place, column), "header"
