"""What each question costs: its share of the time of reading, from a profile of the reader."""

from __future__ import annotations

import cProfile
import pstats
from collections.abc import Iterable
from pathlib import Path

from benchmarks.gold import GoldError
from quidnunc import Article, Reader

# question: the functions that answer it, as module and name
QUESTIONS = {
    "says": (("says", "find_attributions"), ("voices", "resolve")),
    "when": (("when", "find_times"), ("dating", "date_all")),
    "whether": (("voices", "judge"),),
}


def shares(reader: Reader, articles: Iterable[Article]) -> dict[str, float]:
    """The share of the reading time, from 0 to 1, that each question takes.

    A profile slows Python down and leaves spaCy's compiled code alone, so that the shares are rather over- than understated.

    Raises:
        GoldError: a function of ``QUESTIONS`` was not called, so that nothing was measured.
    """
    profile = cProfile.Profile()
    profile.enable()
    for _ in reader.pipe(articles):
        pass
    profile.disable()
    stats = pstats.Stats(profile)
    total: float = stats.total_tt  # type: ignore[attr-defined]
    spent: dict[tuple[str, str], float] = {}
    for (file, _, name), (_, _, _, cumulative, _) in stats.stats.items():  # type: ignore[attr-defined]
        if "quidnunc" in file:
            spent[Path(file).stem, name] = cumulative
    missing = [
        f"{module}.{name}" for parts in QUESTIONS.values() for module, name in parts if (module, name) not in spent
    ]
    if missing:
        raise GoldError(f"the profile knows no {', '.join(missing)}: nothing measured")
    return {question: sum(spent[part] for part in parts) / max(total, 1e-9) for question, parts in QUESTIONS.items()}
