"""The README shows what the program prints, not what it once printed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from quidnunc.cli import app

ROOT = Path(__file__).parent.parent


def test_the_readme_shows_the_program_s_own_output(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    shown = re.search(r"## What it makes.*?```\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.S)
    assert shown is not None
    printed = CliRunner().invoke(app, ["read", "examples/summit.txt"]).stdout
    blocks = [block.strip("\n") for block in shown[1].split("\n\n") if block.strip() != "..."]
    assert len(blocks) > 3
    for block in blocks:
        assert block in printed, "README.md shows what `make demo` does not print"
