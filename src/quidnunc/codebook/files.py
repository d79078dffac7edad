"""YAML files → plain data that knows its lines.

Only the core of YAML 1.2 is read, so that the words *on*, *off*, *yes* and *no* stay words, and a key given twice is an error.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from quidnunc.errors import CodebookError

_TAG = "tag:yaml.org,2002:"
_BASE: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_RESOLVERS: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
for _name, _pattern, _first in (
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("null", r"^(?:~|null|Null|NULL|)$", "~nN"),
    ("int", r"^[-+]?[0-9]+$", "-+0123456789"),
    ("float", r"^[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)(?:[eE][-+]?[0-9]+)?$", "-+.0123456789"),
):
    for _character in (*_first, *([""] if _name == "null" else [])):
        _RESOLVERS.setdefault(_character, []).append((_TAG + _name, re.compile(_pattern)))
_LOADER: Any = type("_Loader", (_BASE,), {"yaml_implicit_resolvers": _RESOLVERS})

_SCALARS = {
    _TAG + "bool": lambda text: text.lower() == "true",
    _TAG + "null": lambda text: None,
    _TAG + "int": int,
    _TAG + "float": float,
}


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML mapping: its plain data, and of each of its keys the lines (from 1) of the entries below."""

    source: str
    data: dict[str, Any]
    lines: dict[str, tuple[int, ...]]


def read(path: Path, source: str) -> Document:
    """The mapping in a YAML file.

    Args:
        path: the file.
        source: what errors call it.

    Raises:
        CodebookError: it is missing, is no YAML, is no mapping, or gives a key twice.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as problem:
        raise CodebookError("the file is missing; a codebook needs it", source=source) from problem
    except (OSError, UnicodeDecodeError) as problem:
        raise CodebookError(f"the file cannot be read as UTF-8 text: {problem}", source=source) from problem
    try:
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as problem:
        line = problem.problem_mark.line + 1 if problem.problem_mark is not None else None
        raise CodebookError(
            f"no valid YAML: {problem.problem or problem.context}", source=source, line=line
        ) from problem
    except yaml.YAMLError as problem:
        raise CodebookError(f"no valid YAML: {problem}", source=source) from problem
    if not isinstance(root, yaml.MappingNode):
        raise CodebookError("the file must be one mapping of keys to values", source=source)
    data = _build(root, source)
    lines = {key.value: _lines(value) for key, value in root.value}
    return Document(source, data, lines)


def _build(node: Any, source: str) -> Any:
    """Plain data from a node."""
    if isinstance(node, yaml.ScalarNode):
        convert = _SCALARS.get(node.tag)
        return node.value if convert is None else convert(node.value)
    if isinstance(node, yaml.SequenceNode):
        return [_build(child, source) for child in node.value]
    out: dict[str, Any] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise CodebookError("a key must be a word", source=source, line=key.start_mark.line + 1)
        if key.value in out:
            raise CodebookError("the key is given twice", source=source, line=key.start_mark.line + 1, field=key.value)
        out[key.value] = _build(value, source)
    return out


def _lines(node: Any) -> tuple[int, ...]:
    """The lines of a list's entries, or of a mapping's."""
    if isinstance(node, yaml.SequenceNode):
        return tuple(child.start_mark.line + 1 for child in node.value)
    if isinstance(node, yaml.MappingNode):
        return tuple(key.start_mark.line + 1 for key, _ in node.value)
    return (node.start_mark.line + 1,)
