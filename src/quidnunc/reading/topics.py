"""Whether a report is about public life at all, or about an accident, science, the weather, a death, sport or leisure.

Such reports are full of words that elsewhere tell of politics: a train hits, a team is beaten, a probe is launched, a singer is
praised. In them only what parties of public life do to each other is kept, one of them a state or its like.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import msgspec

from quidnunc.reading.draft import Candidate, Draft, without
from quidnunc.reading.language import Syntax
from quidnunc.reading.lexicons import load_lexicon
from quidnunc.reading.plausible import is_public
from quidnunc.records import Actor

_LEAST_WORDS = 60  # of a text whose topic can be told
_LEAST_KINDS = 5  # different words of a topic that a report of it uses
_SHARE = 0.03  # of its words, the least that are the topic's
_FOLD = 2.0  # and how many times as many as those of public life they are
_SOVEREIGN = frozenset({"state", "government", "armed_group"})


class TopicsLexicon(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``lexicon/topics.yaml``; each field is explained there."""

    topics: dict[str, frozenset[str]]
    public: frozenset[str]


@cache
def topics_lexicon() -> TopicsLexicon:
    """The lexicon that ships with the package. Raises DataError where it breaks its shape."""
    return load_lexicon("topics", TopicsLexicon)


@dataclass(frozen=True, slots=True)
class Weighed:
    """A topic's words in a report: how many different ones, their share of all words, and how many times those of public life."""

    topic: str
    kinds: int
    share: float
    fold: float


def weigh(syntax: Syntax) -> Weighed:
    """The topic that fills most of a report."""
    lexicon = topics_lexicon()
    words = [lemma.lower() for lemma, lower in zip(syntax.lemmas, syntax.lowers, strict=True) if lower[:1].isalpha()]
    counts = Counter(words)
    totals = {name: sum(counts[word] for word in own) for name, own in lexicon.topics.items()}
    best = max(totals, key=lambda name: totals[name])
    public = sum(counts[word] for word in lexicon.public)
    kinds = sum(word in counts for word in lexicon.topics[best])
    return Weighed(best, kinds, totals[best] / max(len(words), 1), totals[best] / max(public, 1))


def topic_of(syntax: Syntax) -> str | None:
    """The topic of a report that is not about public life; None for all others, and for texts too short to tell."""
    if len(syntax.lemmas) < _LEAST_WORDS:
        return None
    found = weigh(syntax)
    if found.kinds >= _LEAST_KINDS and found.share >= _SHARE and found.fold >= _FOLD:
        return found.topic
    return None


def keep_public(draft: Draft) -> None:
    """In a report that is not about public life, drops the candidates in which not both sides act in it, or none is a state."""
    if not draft.candidates or topic_of(draft.syntax) is None:
        return
    draft.candidates = without(
        draft.candidates, {i for i, c in enumerate(draft.candidates) if not _is_public(draft, c)}
    )


def _is_public(draft: Draft, candidate: Candidate) -> bool:
    sides = [_public(draft, keys) for keys in (candidate.agents, candidate.recipients)]
    parties = {actor.id: actor for side in sides for actor in side}
    return (
        all(sides)
        and len(parties) > 1
        and any(a.kind in _SOVEREIGN or (a.sector == "GOV" and a.wikidata is not None) for a in parties.values())
    )


def _public(draft: Draft, keys: Iterable[str]) -> list[Actor]:
    known = (draft.actors[key] for key in keys if key in draft.actors)
    return [actor for actor in known if is_public(actor)]
