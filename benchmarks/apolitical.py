"""False events: political records in articles on accidents, science, weather, deaths and leisure, labelled by hand."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

from benchmarks.gold import Gold, GoldError
from quidnunc import Reader

FILE = "text_wikinews.jsonl"
LABELS = Path(__file__).parent / "data" / "apolitical.csv"
COLUMNS = ("line", "kind", "source")


def labels(path: Path = LABELS) -> dict[int, str]:
    """The labelled articles: line in the file, from 1, to kind.

    Raises:
        GoldError: a column is missing, a line is no number or stands twice; the message names file and row.
    """
    out: dict[int, str] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise GoldError(f"{path.name}: the columns must be {', '.join(COLUMNS)}")
        for at, row in enumerate(reader, 2):
            if not row["line"].isdigit() or not row["kind"] or int(row["line"]) in out:
                raise GoldError(f"{path.name}, row {at}: 'line' must be a number that stands once, with its 'kind'")
            out[int(row["line"])] = row["kind"]
    return out


def rates(gold: Gold, reader: Reader, limit: int | None = None) -> dict[str, tuple[int, float]]:
    """How many articles there are of each kind, and how many records each yields on average; ``all`` is the whole."""
    kinds = labels()
    articles = gold.articles(FILE)
    if max(kinds) > len(articles):
        raise GoldError(f"{LABELS.name} labels line {max(kinds)} of {FILE}, which has {len(articles)}")
    chosen = sorted(kinds)[:limit]
    events: Counter[str] = Counter()
    sizes: Counter[str] = Counter()
    for line, reading in zip(chosen, reader.pipe(articles[line - 1] for line in chosen), strict=True):
        for kind in (kinds[line], "all"):
            sizes[kind] += 1
            events[kind] += len(reading.events)
    return {kind: (n, events[kind] / n) for kind, n in sizes.items()}
