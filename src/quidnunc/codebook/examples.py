"""Examples: sentences with a marked agent and recipient, from which the typing model learns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from quidnunc.codebook.schema import EventType, Text
from quidnunc.errors import CodebookError
from quidnunc.records import Span, Status

NONE = "NONE"
FEWEST = 12  # examples that a type needs at the least, for training and for the part held back

EXAMPLES = Path(__file__).parent / "examples"


class Example(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A sentence, who acts in it, on whom, and what that is.

    Spans count characters of ``text``. ``type`` is one of the codebook's or "NONE": the two do not interact. Examples of the
    same ``pair`` differ little in words and much in type; they are never split between training and the part held back.
    """

    text: Text
    agent: Span
    recipient: Span
    trigger: Span | None = None
    type: str
    mode: str | None = None
    status: Status = "happened"
    pair: str | None = None


def load_examples(folder: Path, types: Mapping[str, EventType]) -> tuple[Example, ...]:
    """All examples of a folder's ``*.jsonl``, checked against the codebook's types.

    Raises:
        CodebookError: none are there; or one is malformed, has a span outside its sentence, an unknown type or mode, or is given
            twice; or a type has too few.
    """
    paths = sorted(folder.glob("*.jsonl"))
    if not paths:
        raise CodebookError("no examples: a typing model needs some; write them to *.jsonl here", source=str(folder))
    out: list[Example] = []
    seen: dict[tuple[str, Span, Span, Span | None], str] = {}
    for path in paths:
        for line, example in _lines(path):
            where = f"{path}:{line}"
            key = (example.text, example.agent, example.recipient, example.trigger)
            if key in seen:
                raise CodebookError(f"the same example stands in {seen[key]}; drop one", source=str(path), line=line)
            seen[key] = where
            _check(example, types, str(path), line)
            out.append(example)
    _enough(out, types, folder)
    return tuple(out)


def _lines(path: Path) -> Iterator[tuple[int, Example]]:
    try:
        raw = path.read_bytes()
    except OSError as problem:
        raise CodebookError(f"the file cannot be read: {problem.strerror}", source=str(path)) from problem
    for number, line in enumerate(raw.splitlines(), 1):
        if line.strip():
            try:
                yield number, msgspec.json.decode(line, type=Example)
            except (msgspec.DecodeError, UnicodeDecodeError) as problem:
                raise CodebookError(f"no example: {problem}", source=str(path), line=number) from problem


def _check(example: Example, types: Mapping[str, EventType], source: str, line: int) -> None:
    for name in ("agent", "recipient", "trigger"):
        span: Span | None = getattr(example, name)
        if span is not None and not 0 <= span[0] < span[1] <= len(example.text):
            message = (
                f"the span {span[0]}, {span[1]} is empty or outside the sentence of {len(example.text)} characters"
            )
            raise CodebookError(message, source=source, line=line, field=name)
    if example.type != NONE and example.type not in types:
        known = ", ".join((*types, NONE))
        raise CodebookError(f"unknown type '{example.type}'; known are {known}", source=source, line=line, field="type")
    modes = types[example.type].modes if example.type != NONE else {}
    if example.mode is not None and example.mode not in modes:
        known = ", ".join(modes) or "none"
        message = f"{example.type} has no mode '{example.mode}'; it has {known}"
        raise CodebookError(message, source=source, line=line, field="mode")


def _enough(examples: Sequence[Example], types: Mapping[str, EventType], folder: Path) -> None:
    counts = Counter(example.type for example in examples)
    for name in (*types, NONE):
        if counts[name] < FEWEST:
            message = (
                f"type {name} has {counts[name]} examples; it needs {FEWEST} at the least: write more, or drop the type"
            )
            raise CodebookError(message, source=str(folder), field="type")
