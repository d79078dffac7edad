"""Where the text quotes: spans between quotation marks of any style, balanced or not."""

from __future__ import annotations

import re
from dataclasses import dataclass

from quidnunc.reading.language import Syntax

_MARK = re.compile(r"``|''|[\"“”„«»]|(?<!\w)[‘'](?=\w)|(?<=[.,!?…\w])[’'](?!\w)")
_BREAK = re.compile(r"\n\s*")
_BEFORE_OPEN = frozenset(" \t\n([{—–-/:\u00a0")
_OPENS = frozenset("“„«‘") | {"``"}
_CLOSES = frozenset("”»’") | {"''"}


@dataclass(slots=True)
class Quote:
    """A quotation: tokens ``[first, last)`` with its marks; ``closed`` says that its closing mark is there."""

    first: int
    last: int
    closed: bool
    single: bool
    opened: bool = True


def find_quotes(syntax: Syntax) -> list[Quote]:
    """The outermost quotations in order. One without a closing mark ends with its paragraph."""
    text = syntax.text
    found: list[Quote] = []
    marks = [(m.start(), m.group()) for m in _MARK.finditer(text)]
    if not marks:
        return found
    breaks = [m.start() for m in _BREAK.finditer(text)] + [len(text)]
    at = 0
    paragraph: list[tuple[int, str]] = []
    for place, mark in marks:
        while place > breaks[at]:
            _pair(syntax, paragraph, breaks[at], found)
            paragraph = []
            at += 1
        paragraph.append((place, mark))
    _pair(syntax, paragraph, breaks[at], found)
    return found


def _pair(syntax: Syntax, marks: list[tuple[int, str]], end: int, found: list[Quote]) -> None:
    """Pairs the marks of one paragraph, double ones first, single ones where no double one encloses them."""
    text = syntax.text
    start: int | None = None
    spans: list[tuple[int, int, bool]] = []
    for place, mark in marks:
        if mark in ("'", "‘", "’"):
            continue
        opens = mark in _OPENS or (mark == '"' and (place == 0 or text[place - 1] in _BEFORE_OPEN))
        if start is not None and opens:
            opens = place + 1 < len(text) and text[place + 1] not in " \n"
        if start is None:
            if mark == "”" and place and text[place - 1] not in _BEFORE_OPEN:
                continue
            start = place
        elif not opens or mark == "''":
            spans.append((start, place + len(mark), True))
            start = None
    if start is not None:
        spans.append((start, end, False))
    single: int | None = None
    for place, mark in marks:
        if mark not in ("'", "‘", "’") or any(a <= place < b for a, b, _ in spans):
            continue
        if single is None:
            if mark == "‘" or (mark == "'" and (place == 0 or text[place - 1] in _BEFORE_OPEN)):
                single = place
        elif mark != "‘" and text[place - 1] not in "sS":
            spans.append((single, place + 1, True))
            single = None
    for a, b, closed in sorted(spans):
        inside = syntax.tokens_in(a, b)
        if len(inside):
            found.append(Quote(inside[0], inside[-1] + 1, closed, text[a] in "'‘"))
