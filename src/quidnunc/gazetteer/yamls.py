"""YAML files with a contract: the right keys and types, and an error that names the file."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import msgspec
import yaml

from quidnunc.errors import GazetteerError

T = TypeVar("T")


def read_yaml(path: Path, shape: type[T]) -> T:
    """A YAML file as ``shape``.

    Raises:
        GazetteerError: the file is missing, is no UTF-8 or no YAML, or breaks its contract.
    """
    try:
        raw = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        return msgspec.convert(raw, shape)
    except FileNotFoundError as problem:
        raise GazetteerError("no such file", source=str(path)) from problem
    except UnicodeDecodeError as problem:
        raise GazetteerError(
            f"not UTF-8 at byte {problem.start}; save the file as UTF-8", source=str(path)
        ) from problem
    except (yaml.YAMLError, msgspec.ValidationError) as problem:
        raise GazetteerError(str(problem), source=str(path)) from problem
