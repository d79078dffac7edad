"""The folder of labelled data: its scorers, its records, and what the reader makes of them."""

from __future__ import annotations

import contextlib
import importlib.util
import io
import itertools
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

from quidnunc import Article, Reader, Reading
from quidnunc.articles import read_paths
from quidnunc.errors import InputError, QuidnuncError

Half = Literal["even", "odd"]


class GoldError(QuidnuncError):
    """Labelled data that is missing, or a scorer whose output is not understood."""


@dataclass(frozen=True)
class Gold:
    """Labelled data in a folder, as its README describes."""

    folder: Path

    def __post_init__(self) -> None:
        """Raises GoldError where the folder holds no scorers."""
        for name in ("score_events.py", "score_tracks.py"):
            if not (self.folder / name).is_file():
                raise GoldError(f"no labelled data in {self.folder} ({name} is not there); give its folder with --gold")

    def file(self, name: str) -> Path:
        """A file of the folder. Raises GoldError where it is missing."""
        path = self.folder / name
        if not path.exists():
            raise GoldError(f"no file {path}")
        return path

    def rows(self, name: str, half: Half | None = None, limit: int | None = None) -> list[dict[str, Any]]:
        """The records of a JSONL file: all, or those at even or odd positions; at most ``limit`` of them."""
        with self.file(name).open(encoding="utf-8") as file:
            rows = (json.loads(line) for line in file if line.strip())
            return list(itertools.islice(rows, *_step(half, limit)))

    def articles(self, name: str, half: Half | None = None, limit: int | None = None) -> list[Article]:
        """The articles at the same positions as ``rows``. Raises InputError for the first that cannot be read."""
        items = itertools.islice(read_paths([str(self.file(name))]), *_step(half, limit))
        return [_must_be_article(item) for item in items]

    def scorer(self, name: str) -> ModuleType:
        """A scorer of the folder as a module."""
        spec = importlib.util.spec_from_file_location(name, self.file(f"{name}.py"))
        if spec is None or spec.loader is None:
            raise GoldError(f"{name}.py is no Python module")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    def score(self, scorer: str, arguments: Iterable[str]) -> str:
        """What a scorer prints when it is run with these arguments."""
        out = io.StringIO()
        try:
            with contextlib.redirect_stdout(out):
                self.scorer(scorer).main(list(arguments))
        except SystemExit as problem:
            raise GoldError(f"{scorer}: {problem}") from problem
        return out.getvalue()


def write_readings(readings: Iterable[Reading], path: Path) -> Path:
    """Readings as JSON lines, for a scorer."""
    with path.open("wb") as file:
        file.writelines(reading.to_json() + b"\n" for reading in readings)
    return path


def write_rows(rows: Iterable[dict[str, Any]], path: Path) -> Path:
    """Records as JSON lines, for a scorer."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def pairs(
    gold: Gold, name: str, reader: Reader, half: Half | None, limit: int | None
) -> Iterator[tuple[dict[str, Any], Reading]]:
    """Each labelled record beside its reading."""
    yield from zip(gold.rows(name, half, limit), reader.pipe(gold.articles(name, half, limit)), strict=True)


def _step(half: Half | None, limit: int | None) -> tuple[int, int | None, int]:
    """The slice (first, end, step) that a half and a limit stand for."""
    first, step = (0 if half != "odd" else 1), (1 if half is None else 2)
    return first, None if limit is None else first + step * limit, step


def _must_be_article(item: Article | InputError) -> Article:
    if isinstance(item, InputError):
        raise item
    return item
