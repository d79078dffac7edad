"""Articles in, an outcome for each out: its reading, or the error that says why there is none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Protocol

from quidnunc.errors import InputError
from quidnunc.records import Article, ReaderVersion, Reading

Outcome = Reading | InputError

# What a fault in the reader itself raises. One article that trips it is set aside; the others go on.
READER_FAULTS = (LookupError, ValueError, TypeError, AttributeError, ArithmeticError, AssertionError, RecursionError)


class ReadsArticles(Protocol):
    """What is asked of a reader."""

    batch_size: int

    @property
    def version(self) -> ReaderVersion:
        """What makes the readings."""

    def pipe(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """Many articles, read in order."""


def outcomes(reader: ReadsArticles, articles: Iterable[Article]) -> Iterator[Outcome]:
    """One outcome an article, in order; an article that trips the reader is named and the others are read."""
    rest = iter(articles)
    while chunk := list(islice(rest, reader.batch_size)):
        yield from _chunk(reader, chunk)


def _chunk(reader: ReadsArticles, chunk: list[Article]) -> Iterator[Outcome]:
    done = 0
    try:
        for reading in reader.pipe(chunk):
            yield reading
            done += 1
    except READER_FAULTS as problem:
        rest = chunk[done:]
        if len(rest) == 1:
            yield _fault(rest[0], problem)
            return
        for article in rest:
            yield from _chunk(reader, [article])


def _fault(article: Article, problem: BaseException) -> InputError:
    name = type(problem).__name__
    return InputError(f"the reader failed on it ({name}: {problem}); please report this", source=article.source)
