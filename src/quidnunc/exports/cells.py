"""Cells of text tables: lists in one cell, none that breaks its row, and none that a spreadsheet would take for a formula."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping

_FORMULA = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "＝",
    "＋",
    "－",
    "＠",
)  # a full-width sign is a sign too, to some spreadsheets


def cell(value: object) -> str | int | float | bool:
    """A value as it stands in one cell: lists joined by ``|``, records as JSON, nothing for null.

    >>> cell(["Russia", None, "Ukraine"]), cell(None), cell([{"what": "killed"}])
    ('Russia||Ukraine', '', '[{"what": "killed"}]')
    """
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return json.dumps(value, ensure_ascii=False) if value else ""
    if isinstance(value, (list, tuple)):
        if any(isinstance(item, Mapping) for item in value):
            return json.dumps(value, ensure_ascii=False)
        return "|".join("" if item is None else str(item) for item in value)
    if isinstance(value, (datetime.date, datetime.datetime)):
        return value.isoformat()
    return value if isinstance(value, (str, int, float, bool)) else str(value)


def spreadsheet_safe(value: str | int | float | bool) -> str | int | float | bool:
    r"""The cell, text that a spreadsheet would run as a formula made text by an apostrophe before it; numbers stay numbers.

    >>> spreadsheet_safe('=HYPERLINK("http://example.org")'), spreadsheet_safe(-1.5), spreadsheet_safe("a = b")
    ('\'=HYPERLINK("http://example.org")', -1.5, 'a = b')
    """
    return f"'{value}" if isinstance(value, str) and value.lstrip(" \u00a0").startswith(_FORMULA) else value


def plain(value: object) -> str:
    r"""A value as one cell of a tab-separated row; nothing for ``None``.

    >>> plain("two\tlines\n"), plain(None), plain(2.50)
    ('two lines', '', '2.5')
    """
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.10g}"
    return " ".join(str(value).split())
