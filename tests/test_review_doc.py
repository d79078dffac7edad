"""docs/review.md: its commands, fields and orders are those that there are."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import typer

from quidnunc.cli import app
from quidnunc.world.review.fields import FIELDS
from quidnunc.world.review.queue import ORDERS

DOC = (Path(__file__).parent.parent / "docs" / "review.md").read_text("utf-8")
COMMANDS = re.findall(r"^(quidnunc .*)$", DOC, re.M)


@pytest.mark.parametrize("line", COMMANDS)
def test_its_commands_are_there(line: str) -> None:
    _, *words = shlex.split(line)
    command: typer.core.TyperCommand = typer.main.get_group(app)
    while words and hasattr(command, "commands"):
        command = command.commands[words.pop(0)]
    options = {option for parameter in command.params for option in parameter.opts}
    assert {word for word in words if word.startswith("--")} <= options


def test_it_names_all_fields_and_orders() -> None:
    assert len(COMMANDS) > 5
    for name in (*FIELDS, *ORDERS):
        assert f"`{name}`" in DOC, name
