"""The bar on standard error while many articles are read from a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def reading_bar(total: Callable[[], int | None]) -> Iterator[Callable[[int, str], None]]:
    """A bar with articles, articles a second and, where their number is known, the time left.

    Args:
        total: counts the articles to come; None where that takes reading them. Asked only where there is a terminal.

    Yields:
        What is to be told how many articles are done, and what else to show.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
    from rich.progress import TimeRemainingColumn as TimeLeftColumn

    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _done, _what: None
        return
    rate = TextColumn("{task.fields[rate]:.1f}/s {task.fields[what]}")
    columns = [SpinnerColumn(), MofNCompleteColumn(), rate, TimeElapsedColumn()]
    count = total()
    if count is not None:
        columns[1:1] = [BarColumn(bar_width=24)]
        columns += [TextColumn("left"), TimeLeftColumn()]
    with Progress(*columns, console=console, transient=True, speed_estimate_period=120) as progress:
        task = progress.add_task("reading", total=count, rate=0.0, what="")

        def told(done: int, what: str) -> None:
            elapsed = progress.tasks[task].elapsed or 0.0
            progress.update(task, completed=done, rate=done / elapsed if elapsed else 0.0, what=what)

        yield told
