"""CSV and TSV: one article a row, its columns mapped to the fields of an article."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from quidnunc.articles.rows import article_of, columns_of
from quidnunc.articles.source import ArticleOrError, Options
from quidnunc.articles.streams import MAX_BYTES, bounded_lines, opened, plain_suffix
from quidnunc.errors import InputError, NoTextError

_ESCAPED = re.compile("[\udc80-\udcff]")


class CsvFormat:
    """A ``.csv`` or ``.tsv`` file with a header, packed (``.gz``) or not.

    Columns are found by their usual names ("body", "headline", …) or as ``--column`` says.
    """

    suffixes = (".csv", ".tsv", ".tab")

    def read(self, path: Path, options: Options) -> Iterator[ArticleOrError]:
        """The file's articles, row by row; broken rows come as errors that name their line."""
        csv.field_size_limit(MAX_BYTES)
        delimiter = "," if plain_suffix(path) == ".csv" else "\t"
        try:
            with opened(path) as file:
                yield from _rows(file, delimiter, options, str(path))
        except InputError as problem:
            yield problem


def _rows(file: BinaryIO, delimiter: str, options: Options, path: str) -> Iterator[ArticleOrError]:
    rows = csv.reader(_lines(file, path), delimiter=delimiter)
    columns: dict[str, str] | None = None
    header: list[str] = []
    empty = True
    while True:
        at = rows.line_num + 1
        try:
            row = next(rows, None)
            if row is None:
                break
            if not row:
                continue
            if columns is None:
                header = row
                columns = columns_of(header, options, f"{path}:{at}")
                continue
            empty = False
            _check_encoding(row, f"{path}:{at}")
            if len(row) != len(header):
                raise InputError(f"{len(row)} cells where the header has {len(header)}", source=f"{path}:{at}")
            record = {name: value for name, value in zip(header, row, strict=True) if value != ""}
            yield article_of(record, columns, at, options, path)
        except csv.Error as problem:
            yield InputError(f"no CSV that can be read: {problem}", source=f"{path}:{at}")
        except InputError as problem:
            yield problem
            if columns is None:
                return
    if empty:
        yield NoTextError("the file is empty: not one record", source=path)


def _lines(file: BinaryIO, path: str) -> Iterator[str]:
    for number, line in bounded_lines(file):
        if line is None:
            message = f"the line is longer than {MAX_BYTES:,} bytes; the rest of the file is not read"
            raise InputError(message, source=f"{path}:{number}")
        text = line.decode("utf-8-sig" if number == 1 else "utf-8", "surrogateescape")
        yield text.replace("\r\n", "\n").replace("\0", "\ufffd")


def _check_encoding(row: list[str], place: str) -> None:
    """Raises InputError where a cell held bytes that are no UTF-8: only this row is lost for it."""
    broken = next((match for value in row if (match := _ESCAPED.search(value))), None)
    if broken is not None:
        byte = ord(broken[0]) - 0xDC00
        raise InputError(f"not UTF-8: byte 0x{byte:02x}; save the file as UTF-8", source=place)
