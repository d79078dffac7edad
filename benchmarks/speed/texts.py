"""The streams that are read: political reports and a mixed stream, each varied to any length."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.apolitical import FILE, labels
from benchmarks.generated import EXAMPLES, generate, texts_of
from benchmarks.gold import Gold
from quidnunc import Article

OTHERS = "text_newscluster.jsonl"


@dataclass(frozen=True)
class Stream:
    """Articles of one kind.

    Attributes:
        name: "political" or "mixed".
        origin: whose texts they are, in words.
        articles: what is varied to get more of them.
    """

    name: str
    origin: str
    articles: Sequence[Article]


@dataclass(frozen=True)
class Sample:
    """A file of varied articles, and what it holds."""

    path: Path
    articles: int
    words: int


def streams(gold: Path | None) -> list[Stream]:
    """The streams to measure; without labelled data only the bundled examples, which are political.

    Raises:
        GoldError: the folder holds no labelled data.
    """
    if gold is None:
        return [Stream("political", "the bundled examples, varied", texts_of(str(EXAMPLES)))]
    data, apolitical = Gold(gold), labels()
    news = data.articles(FILE)
    political = [article for line, article in enumerate(news, 1) if line not in apolitical]
    return [
        Stream("political", f"{FILE} without the articles labelled apolitical, varied", political),
        Stream("mixed", f"{FILE} and {OTHERS}, varied", [*news, *texts_of(str(data.file(OTHERS)))]),
    ]


def sample(stream: Stream, count: int, folder: Path, characters: int | None = None) -> Sample:
    """So many articles of a stream in a ``.jsonl`` file, the same at each run.

    Args:
        stream: where they come from.
        count: how many.
        folder: where the file goes.
        characters: about how much of each text to take; all by default.
    """
    path = folder / f"{stream.name}-{count}.jsonl"
    words = 0
    with path.open("w", encoding="utf-8") as file:
        for record in generate(stream.articles, count, seed=count, characters=characters):
            words += len(record["text"].split())
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    return Sample(path, count, words)
