"""Lines that are no running text: repeated lines, photo captions, credits, datelines."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from quidnunc.reading.language import Syntax

_AGENCY = (
    r"(?:AP|AFP|Reuters|Getty(?: Images)?|EPA(?:-EFE)?|Bloomberg|Xinhua|TASS|Sputnik|Anadolu(?: Agency)?|dpa|PA(?: Wire)?|UPI"
    r"|NurPhoto|Pool|Kyodo|Yonhap)"
)
_CREDIT = re.compile(
    r"(?:^|[.!?”\"')]\s*)(?:photo(?:graph)?s?|image|picture|pic|credit|file photo|handout)\s*(?:by|:|courtesy|credit)"
    rf"|[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){{0,3}}\s?/\s?{_AGENCY}(?:\b|$)"
    r"|\((?:AP|AFP|Reuters|Getty Images|EPA|Pool|File)(?: Photo| via [^)]*|/[^)]*)?\)\s*$"
    r"|©|Getty Images|(?:Enlarge this image|toggle caption|hide caption)",
)
_SPACE = re.compile(r"\W+")
_MIN_REPEAT = 25  # characters; shorter lines ("He agreed.") may well stand twice in an article


@dataclass(slots=True)
class Layout:
    """Sentences that repeat earlier ones, and sentences that are captions or credits (by number)."""

    repeated: set[int] = field(default_factory=set)
    captions: set[int] = field(default_factory=set)


def find_layout(syntax: Syntax) -> Layout:
    """Which sentences of a text are repetitions, captions or credits.

    A line is a caption when it ends in a credit or stands twice, the second time followed by one. A sentence repeats another
    when their letters agree.
    """
    layout = Layout()
    seen: dict[str, int] = {}
    lines = _lines(syntax.text)
    line_of = _line_numbers(syntax, lines)
    credited = {n for n, (start, end) in enumerate(lines) if _CREDIT.search(syntax.text[start:end])}
    for number, (first, last) in enumerate(syntax.sentences):
        key = _SPACE.sub(" ", syntax.slice(first, last)).strip().lower()
        if len(key) >= _MIN_REPEAT:
            if key in seen:
                layout.repeated.add(number)
                if line_of[number] in credited:
                    layout.captions.add(seen[key])
            else:
                seen[key] = number
        if line_of[number] in credited and _short(lines[line_of[number]]):
            layout.captions.add(number)
    return layout


def _short(line: tuple[int, int]) -> bool:
    """A credited line of caption length; a long paragraph that names an agency is none."""
    return line[1] - line[0] < 420


def _lines(text: str) -> list[tuple[int, int]]:
    out, at = [], 0
    for line in text.split("\n"):
        out.append((at, at + len(line)))
        at += len(line) + 1
    return out


def _line_numbers(syntax: Syntax, lines: list[tuple[int, int]]) -> list[int]:
    """The line in which each sentence starts."""
    out, at = [], 0
    for first, _ in syntax.sentences:
        while at + 1 < len(lines) and lines[at + 1][0] <= syntax.starts[first]:
            at += 1
        out.append(at)
    return out
