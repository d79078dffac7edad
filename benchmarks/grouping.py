"""Stories and copies measured: B-cubed on labelled stories with tf-idf clustering beside it, pairs on made copies."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.board import Row
from benchmarks.gold import Gold, write_rows
from benchmarks.syndication import invented, pairs, syndicate
from benchmarks.tracks import SYNDICATION, Track
from quidnunc.articles import Options, read_paths
from quidnunc.records import Article
from quidnunc.world import linking
from quidnunc.world.copies import Copies
from quidnunc.world.lexicons import function_words
from quidnunc.world.stories import Report, Stories
from quidnunc.world.wording import tokens

_THRESHOLDS = [n / 100 for n in range(6, 36, 2)]
_MADE, _SEED = 300, 11


def stories_of(articles: Sequence[Article]) -> dict[str, str]:
    """The story of each article, by its source."""
    stories = Stories()
    stories.add(Report.of(article) for article in articles)
    return {member.key: story.id for story in stories for member in story.members}


def score(track: Track, gold: Gold, limit: int | None, folder: Path) -> str:
    """What the scorer prints of our stories, and of tf-idf clustering at the threshold that suits this very set best."""
    rows = gold.rows(track.file, limit=limit)
    labelled = write_rows(rows, folder / "gold.jsonl")
    articles = [
        item for item in read_paths([str(labelled)], Options(check_language=False)) if isinstance(item, Article)
    ]
    ours = _scored(gold, labelled, stories_of(articles), folder)
    alike = _tfidf([f"{article.title}\n{article.text}" for article in articles])
    theirs = []
    for threshold in _THRESHOLDS:
        groups = _agglomerate(alike, threshold)
        found = {articles[number].source: str(at) for at, group in enumerate(groups) for number in group}
        theirs.append(_scored(gold, labelled, found, folder))
    best = max(theirs, key=lambda printed: float(printed.split("F1 ")[1].split()[0]))
    return f"{ours}tf-idf at its best: {best}"


def _scored(gold: Gold, labelled: Path, found: dict[str, str], folder: Path) -> str:
    rows = [{"source": source, "story": story} for source, story in found.items()]
    predictions = write_rows(rows, folder / "stories.jsonl")
    return gold.score("score_tracks", ["stories", str(labelled), str(predictions)])


def _tfidf(texts: Sequence[str]) -> NDArray[np.float32]:
    """Cosines of log-damped tf-idf vectors over content words: the usual baseline."""
    bags = [Counter(w for token, _ in tokens(text) if (w := token.lower()) not in function_words()) for text in texts]
    counts = Counter(word for bag in bags for word in bag)
    column = {word: at for at, word in enumerate(counts)}
    matrix = np.zeros((len(bags), len(column)), dtype=np.float32)
    for at, bag in enumerate(bags):
        for word, count in bag.items():
            matrix[at, column[word]] = (1 + math.log(count)) * (1 + math.log((1 + len(bags)) / (1 + counts[word])))
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    matrix /= np.where(lengths == 0, 1, lengths)
    alike: NDArray[np.float32] = matrix @ matrix.T
    return alike


def _agglomerate(alike: NDArray[np.float32], threshold: float) -> list[list[int]]:
    """Group-average agglomeration down to a likeness."""
    return linking.link(alike, [()] * len(alike), least=threshold)


def syndication(gold: Gold, limit: int | None) -> list[Row]:
    """Precision and recall of pairs of copies: of real reports, and of invented ones that share all their turns."""
    real = [str(row["text"]) for row in gold.rows("text_wikinews.jsonl", limit=limit)]
    made = list(invented(min(_MADE, limit or _MADE), _SEED))
    rows = []
    for name, texts in (("text_wikinews, copies made", real), ("invented reports, copies made", made)):
        copies = syndicate(texts, _SEED)
        truth, found = pairs(copies), set(Copies().add(copy.text for copy in copies))
        right = len(truth & found)
        rows += [
            Row(SYNDICATION, name, "pair precision", f"{right / max(1, len(found)):.3f}"),
            Row(SYNDICATION, name, "pair recall", f"{right / max(1, len(truth)):.3f}"),
        ]
    return rows
