"""Time expressions → TIMEX3 values and dated intervals."""

from __future__ import annotations

import datetime

from quidnunc.reading.language import Syntax
from quidnunc.records import TimeSpan


def find_times(syntax: Syntax, day: datetime.date | None) -> list[TimeSpan]:
    """The time expressions of a text, anchored on the report's day."""
    return []
