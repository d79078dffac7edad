"""docs/world.md: its commands and options are those that there are, and it leaves none of the filters out."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import typer

from quidnunc.articles import suffixes
from quidnunc.cli import app
from quidnunc.world.filter import NAMES
from quidnunc.world.panels import PANELS
from quidnunc.world.store import TABLES

DOC = (Path(__file__).parent.parent / "docs" / "world.md").read_text("utf-8")
COMMANDS = re.findall(r"^(?:\$ )?(quidnunc .*)$", DOC, re.M)


@pytest.mark.parametrize("line", COMMANDS)
def test_its_commands_are_there(line: str) -> None:
    _, name, *words = shlex.split(line)
    command = typer.main.get_group(app).commands[name]
    options = {option for parameter in command.params for option in parameter.opts}
    assert {word for word in words if word.startswith("--")} <= options


def test_it_names_all_filters_formats_tables() -> None:
    assert len(COMMANDS) > 8
    for name in (*NAMES, *TABLES):
        assert f"`{name}`" in DOC, name
    for suffix in set(suffixes()) - {".tab", ".pq", ".rdf"}:
        assert f"`{suffix}`" in DOC, suffix
    assert "|".join([*PANELS][:3]) in DOC
