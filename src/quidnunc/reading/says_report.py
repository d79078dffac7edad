"""An attribution in tokens, before it becomes spans of characters."""

from __future__ import annotations

from dataclasses import dataclass

from quidnunc.reading.says_lexicon import Kind, Pattern
from quidnunc.records import Stance

Range = tuple[int, int]
Found = tuple[Pattern, list[Range]]


@dataclass(slots=True)
class Report:
    """Ranges of source, cue and content, and the pattern that led from cue to content."""

    source: Range | None
    source_head: int | None
    cue: Range
    cue_head: int
    content: list[Range]
    kind: Kind
    stance: Stance
    pattern: Pattern
    parent: int | None = None
