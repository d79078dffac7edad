"""Anything readable → ``Article``: one module per format, one registry.

A new format is a new module and one line in ``FORMATS``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from quidnunc.articles.html import HtmlFormat
from quidnunc.articles.jsonl import JsonlFormat
from quidnunc.articles.source import ArticleOrError, Format, Options, decode
from quidnunc.articles.text import TextFormat, parse_text
from quidnunc.errors import InputError

FORMATS: tuple[Format, ...] = (TextFormat(), HtmlFormat(), JsonlFormat())

__all__ = ["FORMATS", "ArticleOrError", "Options", "read_paths", "suffixes"]


def suffixes() -> dict[str, Format]:
    """Each file suffix and the format that reads it."""
    return {suffix: form for form in FORMATS for suffix in form.suffixes}


def read_paths(paths: Iterable[str], options: Options | None = None) -> Iterator[ArticleOrError]:
    """The articles of files and folders, in order; ``-`` is text on standard input.

    Folders are walked in alphabetical order; hidden files and files of unknown suffix in them are passed over. A file
    named outright is read as text where its suffix is unknown. What cannot be read comes as the error that says why, so
    that one bad article never stops the rest.
    """
    options = options or Options()
    for name in paths:
        if name == "-":
            yield from _standard_input(options)
            continue
        path = Path(name)
        if _is_folder(path):
            yield from _folder(path, options)
        else:
            yield from suffixes().get(path.suffix.lower(), FORMATS[0]).read(path, options)


def _is_folder(path: Path) -> bool:
    """Whether a path is a folder; one that cannot be looked at is left for its format to report."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _folder(folder: Path, options: Options) -> Iterator[ArticleOrError]:
    known = suffixes()
    found = False
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if not hidden and not path.is_dir() and path.suffix.lower() in known:
            found = True
            yield from known[path.suffix.lower()].read(path, options)
    if not found:
        yield InputError(f"the folder holds no article ({', '.join(sorted(known))})", source=str(folder))


def _standard_input(options: Options) -> Iterator[ArticleOrError]:
    try:
        yield parse_text(decode(sys.stdin.buffer.read(), "-"), options, source="-")
    except InputError as problem:
        yield problem
