"""Puts the program's own output into README.md: the sample's first three and last three events, and its facts."""

from __future__ import annotations

import re
from pathlib import Path

from typer.testing import CliRunner

from quidnunc.cli import app

README = Path("README.md")
SHOWN = 3  # events at either end


def main() -> None:
    """Rewrites the block; run from the project's root."""
    blocks = CliRunner().invoke(app, ["read", "examples/summit.txt"]).stdout.strip("\n").split("\n\n")
    head, *events, facts = blocks
    shown = "\n\n".join([head, *events[:SHOWN], "...", *events[-SHOWN:], facts])
    text = README.read_text("utf-8")
    new = re.sub(r"(## What it makes.*?```\n).*?(```)", lambda m: m[1] + shown + "\n" + m[2], text, count=1, flags=re.S)
    README.write_text(new, "utf-8")


if __name__ == "__main__":
    main()
