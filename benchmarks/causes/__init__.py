"""What goes wrong, counted by cause and without any of the labelled data's words: ``benchmarks/ERRORS.md``.

A track has a counter here, or none. To add one, write a module with a function of ``Counter``'s shape and enter it.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

from benchmarks.board import circumstances
from benchmarks.causes.attribution import count_attribution
from benchmarks.causes.factuality import count_factuality
from benchmarks.causes.tally import Tally
from benchmarks.causes.times import count_times
from benchmarks.gold import Gold
from benchmarks.tracks import Track
from quidnunc import Reader

ERRORS = Path(__file__).parent.parent / "ERRORS.md"
Counter = Callable[[Track, Gold, Reader, int | None], Tally]
COUNTERS: dict[str, Counter] = {
    "attribution-polnear": count_attribution,
    "attribution-gum": count_attribution,
    "time": count_times,
    "factuality": count_factuality,
}


def markdown(tallies: list[Tally], reader: Reader, day: datetime.date) -> str:
    """The page of errors by cause, with when and with what they were counted."""
    lines = [
        "# Errors by cause",
        "",
        "Written by `make bench`; do not edit. Counted on the records at even positions, which developers may look at",
        "(`python -m benchmarks.errors TRACK` prints them); the figures of [RESULTS.md](RESULTS.md) are of the odd ones.",
        "A record may have several errors: each cause counts by itself. Shares are of the labelled records.",
        "",
        *(f"- {name}: {value}" for name, value in circumstances(reader, day)),
    ]
    for tally in tallies:
        lines += [
            "",
            f"## {tally.track}",
            "",
            f"{tally.data}: {tally.labelled:,} labelled, {tally.right:,} of them read without an error.",
            "",
            "| what | cause | errors | share |",
            "|---|---|---:|---:|",
            *(
                f"| {what} | {cause} | {number:,} | {number / max(tally.labelled, 1):.1%} |"
                for (what, cause), number in tally.ranked
            ),
        ]
    return "\n".join(lines) + "\n"
