"""Incidents for people, one a row: what happened, who reports it, how that changed, and where the reports part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from quidnunc.commands.common import console

if TYPE_CHECKING:
    from quidnunc.world.query import Answer

_VOICES = 3  # of each side of a contradiction


def incident_table(answer: Answer, total: int) -> None:
    """Prints incidents: their day, who did what to whom, who reports them, and what is said of them.

    Args:
        answer: the incidents, all columns.
        total: how many there are in all.
    """
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in ("day", "who did what to whom", "reported by", "whether, numbers, disputes"):
        table.add_column(title, no_wrap=title == "day", overflow="fold")
    shown = 0
    for row in answer.rows():
        shown += 1
        cells = (str(row["day"] or "–"), f"{_deed(row)}\n{row['id']}", _reported(row), _said(row))
        table.add_row(*(Text(cell) for cell in cells))
    console().print(table)
    typer.echo(f"{shown:,} of {total:,} incidents", err=True)


def _deed(row: dict[str, Any]) -> str:
    kind = f"{row['type']}/{row['mode']}" if row["mode"] else row["type"]
    where = f" in {row['place']}" if row["place"] else ""
    return " → ".join(part for part in (", ".join(row["agents"]), kind, ", ".join(row["recipients"])) if part) + where


def _reported(row: dict[str, Any]) -> str:
    days = " to ".join(dict.fromkeys(day for day in (row["first"], row["last"]) if day)) or "undated"
    reports = f"{row['reports']} report{'s' if row['reports'] != 1 else ''}"
    lines = [", ".join(row["outlets"]), f"{reports}, {days}"]
    if row["speakers"]:
        lines.append(f"on the word of {', '.join(row['speakers'])}")
    return "\n".join(lines)


def _said(row: dict[str, Any]) -> str:
    lines = [" → ".join(one["value"] for one in row["statuses"])]
    lines += [f"{what}: {' → '.join(one['value'] for one in numbers)}" for what, numbers in row["magnitudes"].items()]
    lines += [f"{field} disputed: {' | '.join(values)}" for field, values in row["disputed"].items()]
    for contradiction in row["contradictions"]:
        for word in ("yes", "no"):
            voices = contradiction[word]
            lines += [f"{word}: {one['speaker']} ({one['outlet']}): {one['sentence']}" for one in voices[:_VOICES]]
            if len(voices) > _VOICES:
                lines.append(f"{word}: {len(voices) - _VOICES} more")
    if not row["contradictions"]:
        lines.append(" ".join((row["sentence"] or "").split()))
    return "\n".join(lines)
