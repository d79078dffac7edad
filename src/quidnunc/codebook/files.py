"""YAML files → plain data that knows its lines.

Only the core of YAML 1.2 is read, so that the words *on*, *off*, *yes* and *no* stay words, and a key given twice is an
error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from quidnunc.errors import CodebookError

_TAG = "tag:yaml.org,2002:"
_CORE = (
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", ["t", "T", "f", "F"]),
    ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("int", r"^[-+]?[0-9]+$", list("-+0123456789")),
    ("float", r"^[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)(?:[eE][-+]?[0-9]+)?$", list("-+.0123456789")),
)


def _loader() -> type[yaml.SafeLoader]:
    """PyYAML's safe loader, in C where it was built so, that resolves YAML 1.2's core scalars only."""
    resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    for name, pattern, first in _CORE:
        for character in first:
            resolvers.setdefault(character, []).append((_TAG + name, re.compile(pattern)))
    base = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return type("CoreLoader", (base,), {"yaml_implicit_resolvers": resolvers})


_LOADER = _loader()


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML mapping: its plain data, and for each of its keys the lines (from 1) of the entries below."""

    source: str
    data: dict[str, object]
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
    lines = {key.value: tuple(_lines(value)) for key, value in root.value}
    return Document(source, _mapping(root, source), lines)


def _mapping(node: yaml.MappingNode, source: str) -> dict[str, object]:
    out: dict[str, object] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise CodebookError("a key must be a word", source=source, line=line)
        if key.value in out:
            raise CodebookError("the key is given twice; drop or rename one", source=source, line=line, field=key.value)
        out[key.value] = _build(value, source)
    return out


def _build(node: yaml.Node, source: str) -> object:
    """Plain data from a node."""
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, source)
    if isinstance(node, yaml.SequenceNode):
        return [_build(child, source) for child in node.value]
    return _scalar(node.tag, str(node.value))


def _scalar(tag: str, text: str) -> object:
    match tag.removeprefix(_TAG):
        case "bool":
            return text.lower() == "true"
        case "null":
            return None
        case "int":
            return int(text)
        case "float":
            return float(text)
        case _:
            return text


def _lines(node: yaml.Node) -> Iterator[int]:
    """The lines of a list's entries, or of a mapping's."""
    if isinstance(node, yaml.SequenceNode):
        yield from (child.start_mark.line + 1 for child in node.value)
    elif isinstance(node, yaml.MappingNode):
        yield from (key.start_mark.line + 1 for key, _ in node.value)
