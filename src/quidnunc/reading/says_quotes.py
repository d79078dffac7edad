"""Where the text quotes: spans between quotation marks of any style, balanced or not."""

from __future__ import annotations

import re
from dataclasses import dataclass

from quidnunc.reading.language import Syntax

_MARK = re.compile(r"``|''|[\"“”„«»]|(?<!\w)[‘'](?=\w)(?!s\b)|(?<=[.,!?…\w])[’'](?!\w)")
_BREAK = re.compile(r"\n\s*")
_BEFORE_OPEN = frozenset(" \t\n([{—–-/:\u00a0")
_OPENS = frozenset("“„«‘") | {"``"}
_SINGLE = frozenset("'‘’")


@dataclass(slots=True)
class Quote:
    """A quotation: tokens ``[first, last)`` with its marks; ``closed`` says that its closing mark is there."""

    first: int
    last: int
    closed: bool


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
    spans = _double(text, [entry for entry in marks if entry[1] not in _SINGLE], end)
    spans += _single(text, [(p, m) for p, m in marks if m in _SINGLE and not any(a <= p < b for a, b, _ in spans)])
    for start, stop, closed in sorted(spans):
        inside = syntax.tokens_in(start, stop)
        if len(inside):
            found.append(Quote(inside[0], inside[-1] + 1, closed))


def _double(text: str, marks: list[tuple[int, str]], end: int) -> list[tuple[int, int, bool]]:
    """Spans between double marks; a mark opens or closes by its form, or by the blank beside it."""
    spans: list[tuple[int, int, bool]] = []
    start: int | None = None
    for place, mark in marks:
        if start is None:
            if mark != "”" or place == 0 or text[place - 1] in _BEFORE_OPEN:
                start = place
            continue
        opens = mark in _OPENS or (mark == '"' and text[place - 1] in _BEFORE_OPEN)
        if opens and place + 1 < len(text) and text[place + 1] not in " \n":
            continue
        spans.append((start, place + len(mark), True))
        start = None
    if start is not None:
        spans.append((start, end, False))
    return spans


def _single(text: str, marks: list[tuple[int, str]]) -> list[tuple[int, int, bool]]:
    """Spans between single marks; one after an s may be a genitive, so it closes nothing."""
    spans: list[tuple[int, int, bool]] = []
    start: int | None = None
    for place, mark in marks:
        if start is None:
            if mark == "‘" or (mark == "'" and (place == 0 or text[place - 1] in _BEFORE_OPEN)):
                start = place
        elif mark != "‘" and text[place - 1] not in "sS":
            spans.append((start, place + 1, True))
            start = None
    return spans
