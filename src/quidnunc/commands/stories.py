"""``quidnunc stories``."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from quidnunc.commands.common import Problems, Published, articles, console, fail, reading_options
from quidnunc.commands.readings import is_world
from quidnunc.errors import QuidnuncError
from quidnunc.records import Article, Reading

if TYPE_CHECKING:
    from quidnunc.world.stories import Story

app = typer.Typer()


class Form(StrEnum):
    """How stories are printed."""

    TABLE = "table"
    JSONL = "jsonl"


@app.command(
    epilog="Examples:\n\n"
    "quidnunc stories news/\n\n"
    "quidnunc stories WORLD --least 2\n\n"
    "quidnunc stories feed.jsonl --format jsonl > stories.jsonl"
)
def stories(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH...", help="Articles, as `quidnunc read` takes them, or one world.")
    ],
    published: Published = None,
    form: Annotated[
        Form, typer.Option("--format", "-f", help="A table of stories, or one report a line.")
    ] = Form.TABLE,
    least: Annotated[int, typer.Option(min=1, help="Leave out stories of fewer reports.")] = 1,
) -> None:
    """Group reports by the occasion that they tell of; copies of one report count once.

    Exit status: 0 when all were read; 1 when some could not be (they are named on standard error, the rest are grouped).
    """
    from quidnunc.world.stories import Report, Stories

    problems = Problems()
    try:
        reports = {Report.of(item).key: item for item in _items(paths, published, problems)}
    except QuidnuncError as problem:
        fail(problem)
    found = Stories()
    found.add(Report.of(item) for item in reports.values())
    wanted = [story for story in found if len(story.members) >= least]
    if form is Form.JSONL:
        for story in wanted:
            _print_lines(story, reports)
    else:
        _print_table(wanted, reports)
    problems.close()


def _items(paths: list[str], published: str | None, problems: Problems) -> Iterator[Article | Reading]:
    if len(paths) == 1 and is_world(paths[0]):
        from quidnunc.world.store import World

        return World(paths[0]).readings()
    return problems.sift(articles(paths, reading_options(published, any_language=True)))


def _print_lines(story: Story, reports: dict[str, Article | Reading]) -> None:
    for member in story.members:
        item = reports[member.key]
        line = {
            "source": item.source,
            "story": story.id,
            "title": item.title,
            "outlet": item.outlet,
            "published": item.published,
            "copy_of": None if member.copy_of is None else reports[member.copy_of].source,
        }
        typer.echo(msgspec.json.encode(line).decode())


def _print_table(found: list[Story], reports: dict[str, Article | Reading]) -> None:
    from rich.table import Table
    from rich.text import Text

    out = console()
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for name in ("story", "reports", "copies", "first", "last", "what"):
        table.add_column(name, justify="right" if name in ("reports", "copies") else "left")
    for story in found:
        days = [member.published for member in story.members if member.published]
        first = reports[story.members[0].key]
        what = Text(first.title or " ".join(first.text.split()[:16]))
        what.append(f"\n{', '.join(story.names)}", style="dim")
        copies = len(story.members) - story.independent
        table.add_row(
            story.id, str(len(story.members)), str(copies), min(days, default="–"), max(days, default="–"), what
        )
    out.print(table)
    total = sum(len(story.members) for story in found)
    counts = (f"{total:,} report{'s' if total != 1 else ''}", f"{len(found):,} stor{'ies' if len(found) != 1 else 'y'}")
    out.print(Text(" in ".join(counts), style="dim"))
