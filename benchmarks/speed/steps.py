"""The work of reading without a clock: bytecode instructions that Quidnunc's own modules run for a fixed article.

The same on every run and machine of a Python version, so that a test can pin it and a slow-down shows without timing. What
compiled code does (spaCy, ONNX Runtime, a ``sorted`` over a long list) is not counted. Newer Pythons than the pinned one need
rather fewer instructions for the same source. ``python -m benchmarks.speed.steps`` counts; ``--pin`` keeps the figures.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from benchmarks.generated import EXAMPLES
from quidnunc import Article, Reader
from quidnunc.articles import read_paths

if TYPE_CHECKING:
    from _typeshed import TraceFunction

PINNED = Path(__file__).parents[1] / "data" / "steps.json"
MARGIN = 0.15
"""By how much the whole may grow, and how much of the whole one module may grow by."""

_SOURCE = Path(sys.modules["quidnunc"].__file__ or "").parent
_VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"

Steps = dict[str, float]
"""Instructions a token of the article, by module ("reading/frames.py")."""


def counted() -> Steps:
    """Counts in a process of its own, with hashes that do not change from run to run."""
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.speed.steps"],
        cwd=Path(__file__).parents[2],
        env=os.environ | {"PYTHONHASHSEED": "0"},
        capture_output=True,
        check=True,
    )
    steps: Steps = json.loads(told.stdout)
    return steps


def pinned() -> tuple[str, Steps]:
    """The Python version and the figures that were kept."""
    kept = json.loads(PINNED.read_text(encoding="utf-8"))
    return kept["python"], kept["steps"]


def grown(before: Mapping[str, float], now: Mapping[str, float]) -> str:
    """What has grown beyond the margin, in words, the module that grew most first; empty where nothing has.

    >>> grown({"a.py": 90.0, "b.py": 10.0}, {"a.py": 91.0, "b.py": 12.0})
    ''
    >>> grown({"a.py": 90.0, "b.py": 10.0}, {"a.py": 90.0, "b.py": 30.0})
    '100 → 120 instructions a token; grown most: b.py 10 → 30'
    """
    was, is_ = sum(before.values()), sum(now.values())
    by = {name: now[name] - before.get(name, 0.0) for name in now}
    worst = sorted(by, key=lambda name: -by[name])[:3]
    if is_ <= was * (1 + MARGIN) and all(by[name] <= was * MARGIN for name in worst):
        return ""
    told = ", ".join(f"{name} {before.get(name, 0.0):.0f} → {now[name]:.0f}" for name in worst if by[name] > 0)
    return f"{was:.0f} → {is_:.0f} instructions a token; grown most: {told}"


def _count() -> Steps:
    """Reads the fixed article, once all is loaded and another has been read."""
    paths = [str(EXAMPLES / name) for name in ("border.jsonl", "summit.txt")]
    *others, article = [item for item in read_paths(paths) if isinstance(item, Article)]
    reader = Reader()
    for other in others:
        reader.read(other)
    counts: dict[str, int] = {}

    def trace(frame: FrameType, event: str, _: object) -> TraceFunction | None:
        if event == "opcode":
            counts[frame.f_code.co_filename] += 1
        elif event == "call":
            if not frame.f_code.co_filename.startswith(str(_SOURCE)):
                return None
            counts.setdefault(frame.f_code.co_filename, 0)
            frame.f_trace_lines, frame.f_trace_opcodes = False, True
        return trace

    sys.settrace(trace)
    try:
        reading = reader.read(article)
    finally:
        sys.settrace(None)
    if not reading.events:
        raise SystemExit(f"{article.source}: no event read, nothing measured")
    tokens = len(article.text.split())
    return {Path(name).relative_to(_SOURCE).as_posix(): round(n / tokens, 1) for name, n in sorted(counts.items())}


def main() -> None:
    """Prints the figures as JSON, or keeps them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pin", action="store_true", help="keep the figures, for the test")
    if parser.parse_args().pin:
        kept = {"python": _VERSION, "steps": counted()}
        PINNED.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    else:
        sys.stdout.write(json.dumps(_count()) + "\n")


if __name__ == "__main__":
    main()
