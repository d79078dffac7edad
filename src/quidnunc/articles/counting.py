"""How many articles are to come, where that can be told without reading them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from quidnunc.articles import found_files, suffixes
from quidnunc.articles.html import HtmlFormat
from quidnunc.articles.jsonl import JsonlFormat
from quidnunc.articles.pdf import PdfFormat
from quidnunc.articles.streams import plain_suffix
from quidnunc.articles.text import TextFormat
from quidnunc.articles.urls import is_url

_ONE = frozenset({*TextFormat.suffixes, *HtmlFormat.suffixes, *PdfFormat.suffixes})


def count_articles(paths: Iterable[str]) -> int | None:
    """The number of articles of files, folders and patterns; None where a file of another kind is among them.

    Each line of a .jsonl file counts, the empty ones too, so the number is what it is at most.
    """
    total = 0
    for name in paths:
        if name == "-":
            total += 1
            continue
        if is_url(name):
            return None
        for path in found_files(name):
            number = _count(path)
            if number is None:
                return None
            total += number
    return total


def _count(path: Path) -> int | None:
    suffix = plain_suffix(path)
    if suffix in _ONE or suffix not in suffixes():
        return 1
    if suffix in JsonlFormat.suffixes and path.suffix != ".gz":
        return _lines(path)
    return None


def _lines(path: Path) -> int | None:
    """The lines of a file; the last need not be ended. None where it cannot be read, which its format will report."""
    lines, last = 0, b"\n"
    try:
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                lines += block.count(b"\n")
                last = block[-1:]
    except OSError:
        return None
    return lines + (last != b"\n")
