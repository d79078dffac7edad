"""The bar on standard error while many articles are read from a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta


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

    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _done, _what: None
        return
    rate = TextColumn("{task.fields[rate]:.1f}/s {task.fields[what]}")
    columns = [SpinnerColumn(), MofNCompleteColumn(), rate, TimeElapsedColumn()]
    count = total()
    if count is not None:
        columns[1:1] = [BarColumn(bar_width=24)]
        columns.append(TextColumn("{task.fields[left]}"))
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("reading", total=count, rate=0.0, what="", left="")

        def told(done: int, what: str) -> None:
            elapsed = progress.tasks[task].elapsed or 0.0
            rate = done / elapsed if elapsed else 0.0
            left = _left(count - done, rate) if count is not None else ""
            progress.update(task, completed=done, rate=rate, what=what, left=left)

        yield told


def _left(articles: int, rate: float) -> str:
    """The time that articles take at the whole run's rate: processes give them in bursts, so that the last seconds' says little.

    >>> _left(7300, 1.0), _left(3, 1.5), _left(10, 0.0)
    ('2:01:40 left', '0:00:02 left', '')
    """
    if rate <= 0.0:
        return ""
    return f"{timedelta(seconds=round(max(articles, 0) / rate))} left"
