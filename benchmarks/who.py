"""Who: on how many loose event matches agents and recipients are those of the annotation, pronouns and titles resolved.

The official scorer's loose match wants but one actor in common. Here every annotated agent must be among the predicted ones and
every predicted one among the annotated, by the scorer's own comparison of actors, and the same for recipients. What both sides do
alike ("Putin and Xi met") is compared as one set of parties, since annotators order them freely.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from benchmarks.gold import Gold, Half
from quidnunc import Reader

MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})
Actor = dict[str, Any]
Record = dict[str, Any]


@dataclass(frozen=True)
class Match:
    """A loose match of an annotated record and a predicted event: which sides agree."""

    article: str
    gold: Record
    found: Record
    agents: bool
    recipients: bool

    @property
    def both(self) -> bool:
        """Whether agents and recipients are all matched."""
        return self.agents and self.recipients


def matches(
    gold: Gold, name: str, reader: Reader, half: Half | None = None, limit: int | None = None
) -> Iterator[Match]:
    """The loose matches of the annotated articles.

    Args:
        gold: the labelled data.
        name: the file of annotated records.
        reader: reads the articles.
        half: only the articles at even or odd positions.
        limit: only so many articles.
    """
    scorer = gold.scorer("score_events")
    texts = scorer.load_articles(str(gold.file("articles")))
    documents = gold.rows(name, half, limit)
    articles = (article for row in documents for article in gold.articles(f"articles/{row['id']}.txt"))
    for document, reading in zip(documents, reader.pipe(articles), strict=True):
        key = document["id"]
        wanted = scorer.from_annotation(document, texts[key])
        found = scorer.from_reading(reading.to_dict(), texts[key])
        for i, j in scorer.pair_up(wanted, found, 1):
            yield _compare(scorer, key, wanted[i], found[j])


def summary(found: list[Match]) -> str:
    """The shares of matches on which agents, recipients and both are matched, one a line, as a scorer prints them."""
    counts = (
        ("agents", sum(match.agents for match in found)),
        ("recipients", sum(match.recipients for match in found)),
        ("both", sum(match.both for match in found)),
    )
    return "\n".join(f"{name} {count}/{len(found)} = {count / max(len(found), 1):.3f}" for name, count in counts)


def shown(match: Match) -> str:
    """A match whose sides differ, on one line."""
    sides = (f"{_names(r['agents'])} -> {_names(r['recipients'])}" for r in (match.gold, match.found))
    wanted, read = sides
    return f"{match.article} {match.gold['type']:9} {wanted}  read as  {read}  {match.gold['show']}"


def _names(actors: list[Actor]) -> str:
    return "+".join(actor.get("name") or "?" for actor in actors) or "-"


def _compare(scorer: ModuleType, article: str, wanted: Record, found: Record) -> Match:
    if wanted["type"] in MUTUAL and found["type"] in MUTUAL:
        parties = [[*record["agents"], *record["recipients"]] for record in (wanted, found)]
        if _same(scorer, parties[0], parties[1]):
            return Match(article, wanted, found, True, True)
    return Match(
        article,
        wanted,
        found,
        _same(scorer, wanted["agents"], found["agents"]),
        _same(scorer, wanted["recipients"], found["recipients"]),
    )


def _same(scorer: ModuleType, xs: list[Actor], ys: list[Actor]) -> bool:
    """Whether each actor of either side has its like on the other."""
    return all(any(scorer.same_actor(x, y) for y in ys) for x in xs) and all(
        any(scorer.same_actor(x, y) for x in xs) for y in ys
    )
