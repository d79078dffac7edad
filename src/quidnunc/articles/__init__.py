"""Anything readable → ``Article``: one module per format, one registry.

A new format is a new module and one line in ``FORMATS``.
"""

from __future__ import annotations

import glob
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from quidnunc.articles.archive import ZipFormat
from quidnunc.articles.csv import CsvFormat
from quidnunc.articles.feed import FeedFormat
from quidnunc.articles.html import HtmlFormat
from quidnunc.articles.jsonl import JsonlFormat
from quidnunc.articles.parquet import ParquetFormat
from quidnunc.articles.pdf import PdfFormat
from quidnunc.articles.source import ArticleOrError, Format, Options, decode
from quidnunc.articles.streams import plain_suffix
from quidnunc.articles.text import TextFormat, parse_text
from quidnunc.articles.urls import UrlsFormat, is_url, read_urls
from quidnunc.articles.warc import WarcFormat
from quidnunc.errors import InputError

__all__ = ["FORMATS", "ArticleOrError", "Options", "found_files", "read_paths", "suffixes"]


def suffixes() -> dict[str, Format]:
    """Each file suffix and the format that reads it; ``.gz`` may follow any of them but ``.zip``."""
    return {suffix: form for form in FORMATS for suffix in form.suffixes}


FORMATS: tuple[Format, ...] = (
    TextFormat(),
    HtmlFormat(),
    JsonlFormat(),
    CsvFormat(),
    ParquetFormat(),
    FeedFormat(),
    WarcFormat(),
    PdfFormat(),
    ZipFormat(suffixes),
    UrlsFormat(),
)


def read_paths(paths: Iterable[str], options: Options | None = None) -> Iterator[ArticleOrError]:
    """The articles of files, folders, patterns and addresses, in order; ``-`` is text on standard input.

    Folders are walked in alphabetical order; hidden files and files of unknown suffix in them are passed over. A file
    named outright is read as text where its suffix is unknown. What cannot be read comes as the error that says why, so
    that one bad article never stops the rest.
    """
    options = options or Options()
    for name in paths:
        if name == "-":
            yield from _standard_input(options)
        elif is_url(name):
            yield from read_urls([name], options)
        else:
            for path in _matching(name):
                if _is_folder(path):
                    yield from _folder(path, options)
                else:
                    yield from suffixes().get(plain_suffix(path), FORMATS[0]).read(path, options)


def _matching(name: str) -> list[Path]:
    """The path of a name, or those that it stands for, where it is a pattern (``news/**/*.html``) and no path."""
    path = Path(name)
    if not glob.has_magic(name) or len(name) > 4096 or _exists(path):
        return [path]
    found = sorted(glob.glob(name, recursive=True))  # noqa: PTH207 - the pattern may be absolute
    return [Path(one) for one in found] or [path]


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _is_folder(path: Path) -> bool:
    """Whether a path is a folder; one that cannot be looked at is left for its format to report."""
    try:
        return path.is_dir()
    except OSError:
        return False


def found_files(name: str) -> Iterator[Path]:
    """The files that ``read_paths`` reads for a name that is no address: it itself, a folder's, or a pattern's."""
    for path in _matching(name):
        if _is_folder(path):
            yield from _files_in(path)
        else:
            yield path


def _files_in(folder: Path) -> Iterator[Path]:
    known = suffixes()
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if not hidden and not path.is_dir() and plain_suffix(path) in known:
            yield path


def _folder(folder: Path, options: Options) -> Iterator[ArticleOrError]:
    known = suffixes()
    found = False
    for path in _files_in(folder):
        found = True
        yield from known[plain_suffix(path)].read(path, options)
    if not found:
        yield InputError(f"the folder holds no article ({', '.join(sorted(known))})", source=str(folder))


def _standard_input(options: Options) -> Iterator[ArticleOrError]:
    try:
        yield parse_text(decode(sys.stdin.buffer.read(), "-"), options, source="-")
    except InputError as problem:
        yield problem
