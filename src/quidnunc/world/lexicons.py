"""Word lists of this room: YAML files under ``lexicon/``."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec
import yaml

from quidnunc.errors import DataError

FOLDER = Path(__file__).parent / "lexicon"


@cache
def function_words(path: Path = FOLDER / "function_words.yaml") -> frozenset[str]:
    """Words that say nothing of what a report is about.

    Raises:
        DataError: the file is missing, or is no mapping of lists of words.
    """
    try:
        lists = msgspec.convert(yaml.safe_load(path.read_text(encoding="utf-8")), dict[str, list[str]])
    except FileNotFoundError as problem:
        raise DataError("no such file", source=str(path)) from problem
    except yaml.YAMLError as problem:
        raise DataError(f"not YAML: {problem}", source=str(path)) from problem
    except msgspec.ValidationError as problem:
        raise DataError(str(problem), source=str(path)) from problem
    return frozenset(word for words in lists.values() for word in words)
