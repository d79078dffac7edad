"""Puts the program's own output into docs/world.md: each ``$ quidnunc …`` block is run anew on the bundled examples."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import tempfile
from pathlib import Path

from typer.testing import CliRunner

from quidnunc.cli import app

DOC = Path("docs/world.md").absolute()
EXAMPLES = Path("examples").absolute()


def main() -> None:
    """Rewrites the blocks; run from the project's root."""
    text = DOC.read_text("utf-8")
    with tempfile.TemporaryDirectory() as name:
        shutil.copytree(EXAMPLES, Path(name) / "examples")
        os.chdir(name)
        new = re.sub(r"(?<=```text\n)\$ quidnunc .*?(?=```)", lambda match: _run(match[0]), text, flags=re.S)
    DOC.write_text(new, "utf-8")


def _run(block: str) -> str:
    """The commands of a block, each with what it prints now."""
    out = []
    for line in block.splitlines():
        if line.startswith("$ quidnunc "):
            printed = CliRunner().invoke(app, shlex.split(line)[2:]).output
            out.append(line + "\n" + "\n".join(row.rstrip() for row in printed.splitlines()))
    return "\n".join(out) + "\n"


if __name__ == "__main__":
    main()
