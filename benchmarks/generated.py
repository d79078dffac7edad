"""Many different articles from few: names, dates and numbers changed, a fifth and more of them near-copies of another.

The texts come from a folder or ``.jsonl`` file given at run time, the bundled examples by default; nothing of others' texts
lies in this repository. ``python -m benchmarks.generated COUNT OUT.jsonl [--texts PATH] [--seed N] [--characters N]``.
"""

from __future__ import annotations

import argparse
import datetime
import json
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from quidnunc.articles import Options, read_paths
from quidnunc.gazetteer.rows import STATE_COLUMNS
from quidnunc.gazetteer.store import DATA
from quidnunc.gazetteer.tables import read_table
from quidnunc.records import Article

EXAMPLES = Path(__file__).parents[1] / "examples"
COPIES = 0.25
"""The share of near-copies."""

_NUMBER = re.compile(r"\b(?<![-–.,])\d{1,3}\b(?![-–.,%]?\d)")
_YEAR = re.compile(r"\b(19|20)\d\d\b")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"“])")
OUTLETS = tuple(
    f"The {town} {kind}"
    for town in ("Northport", "Easton", "Harbour", "Midland")
    for kind in ("Courier", "Post", "Times")
)


def texts_of(path: str) -> list[Article]:
    """The articles to vary: those of a folder or file that are English and not short."""
    found = [item for item in read_paths([path], Options()) if isinstance(item, Article) and len(item.text) > 200]
    if not found:
        raise SystemExit(f"{path}: no article to vary")
    return found


def generate(
    texts: Sequence[Article], count: int, seed: int = 1, characters: int | None = None
) -> Iterator[dict[str, str]]:
    """So many records for a ``.jsonl`` file, the same for the same seed.

    Args:
        texts: the articles to vary.
        count: how many.
        seed: of the dice.
        characters: about how much of each text to take, whole sentences; all by default.
    """
    dice = random.Random(seed)
    states = [row["name"] for row in read_table(DATA / "states.csv", STATE_COLUMNS) if row["status"] == "un_member"]
    held: list[dict[str, str]] = []
    for number in range(count):
        if held and dice.random() < COPIES:
            record = _copied(dice.choice(held), dice)
        else:
            record = _varied(dice.choice(texts), states, dice, characters)
            held = [*held[-500:], record]
        yield {**record, "id": f"g{number}"}


def _varied(article: Article, states: list[str], dice: random.Random, characters: int | None) -> dict[str, str]:
    """Another report of the same make: other states, other numbers, another day."""
    text = article.text if characters is None else _cut(article.text, characters)
    others = dict(zip(states, dice.sample(states, len(states)), strict=True))
    pattern = re.compile(r"\b(" + "|".join(map(re.escape, sorted(states, key=len, reverse=True))) + r")\b")
    shift = dice.randint(-9, 9)
    day = datetime.date(2015, 1, 1) + datetime.timedelta(days=dice.randrange(3000))

    def change(words: str) -> str:
        words = pattern.sub(lambda match: others[match[0]], words)
        words = _YEAR.sub(lambda match: str(int(match[0]) + shift), words)
        return _NUMBER.sub(lambda match: str(max(1, int(match[0]) + dice.randint(-3, 30))), words)

    return {
        "title": change(article.title),
        "text": change(text),
        "date": day.isoformat(),
        "outlet": dice.choice(OUTLETS),
    }


def _cut(text: str, characters: int) -> str:
    out = ""
    for sentence in _SENTENCE.split(text):
        if out and len(out) + len(sentence) > characters:
            break
        out = f"{out} {sentence}" if out else sentence
    return out


def _copied(record: dict[str, str], dice: random.Random) -> dict[str, str]:
    """The same wire story in another paper: a dateline, a sentence less, another headline, a day later or not."""
    sentences = _SENTENCE.split(record["text"])
    if len(sentences) > 4:
        del sentences[dice.randrange(2, len(sentences))]
    text = " ".join(sentences)
    if dice.random() < 0.5:
        text = f"(Agency) — {text}"
    later = datetime.date.fromisoformat(record["date"]) + datetime.timedelta(days=dice.choice((0, 0, 1)))
    title = record["title"] if dice.random() < 0.5 else f"{record['title']}: report"
    return {"title": title, "text": text, "date": later.isoformat(), "outlet": dice.choice(OUTLETS)}


def main() -> None:
    """Writes the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("out", type=Path)
    parser.add_argument("--texts", default=str(EXAMPLES))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--characters", type=int)
    options = parser.parse_args()
    with options.out.open("w", encoding="utf-8") as file:
        for record in generate(texts_of(options.texts), options.count, options.seed, options.characters):
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
