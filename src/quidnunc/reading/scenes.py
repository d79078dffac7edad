"""Scenes: the days on which a text goes on to tell, and which predicates it tells as its story."""

from __future__ import annotations

import datetime

from quidnunc.reading.language import Syntax
from quidnunc.records import TimeSpan

_MEMORY = 5  # sentences over which a scene's day is remembered
_LONG_MEMORY = 20  # sentences over which a subject's own day is
_VERBS = frozenset({"VERB", "AUX"})
_BOUNDS = frozenset({"since", "until", "till", "before", "after", "by", "from", "for"})
_WITHIN = frozenset({"in", "at", "during"})
_MEANS = frozenset({"by", "in", "with"})


class Scenes:
    """The scenes of one text.

    Args:
        syntax: the text's syntax.
        times: the time expressions found there.
        day: the report's day; without one there are no scenes.
        span: how many days before the report's day a scene may lie; what is told of an earlier day ends the scene for the
            rest of its paragraph.
    """

    def __init__(self, syntax: Syntax, times: list[TimeSpan], day: datetime.date | None, span: int) -> None:
        self.syntax = syntax
        self.found: list[tuple[int, str | None]] = []  # token of the time, and its day where that is near
        self.subjects: dict[int, tuple[int, ...]] = {}  # by that token, the subjects of the verb above it
        for time in times if day is not None else ():
            token = syntax.token_at(time.start)
            if time.from_ is None or time.type not in ("DATE", "TIME") or token is None or not self._told(token):
                continue
            age = (day - datetime.date.fromisoformat(time.from_)).days if day is not None else 0
            if 0 <= age <= span and time.grain in ("day", "time"):
                self.found.append((token, time.from_))
            elif age > span:
                self.found.append((token, None))

    def of(self, token: int, doers: frozenset[int]) -> str | None:
        """The day of the last scene before a token in which one of these subjects acted; None where there is none near."""
        syntax = self.syntax
        for named, day in reversed(self.found):
            if named < token and day is not None and doers.intersection(self.subjects.get(named, ())):
                return day if syntax.sentence_of[token] - syntax.sentence_of[named] <= _LONG_MEMORY else None
        return None

    def at(self, token: int) -> str | None:
        """The day of the scene at a token; None where none is set, "" where the text tells of an earlier time."""
        syntax = self.syntax
        for named, day in reversed(self.found):
            if named >= token:
                continue
            if syntax.sentence_of[token] - syntax.sentence_of[named] > _MEMORY:
                return None
            if day is not None:
                return day
            if "\n" not in syntax.text[syntax.starts[named] : syntax.starts[token]]:
                return ""
        return None

    def _told(self, token: int) -> bool:
        """Whether a time is that of a past that the text tells, and no bound of one."""
        syntax = self.syntax
        if token and syntax.lowers[token - 1] in _BOUNDS:
            return False
        verb = next((i for i in syntax.ancestors(token) if syntax.pos[i] in _VERBS), None)
        if verb is None or not narrates(syntax, verb):
            return False
        self.subjects[token] = tuple(syntax.childs(verb, "nsubj", "nsubjpass"))
        return True


def narrates(syntax: Syntax, trigger: int) -> bool:
    """Whether a predicate is told in the simple past of a main clause (or of words quoted as such)."""
    i = trigger
    if syntax.pos[i] == "NOUN":
        within = syntax.deps[i] == "pobj" and syntax.lowers[syntax.heads[i]] in _WITHIN  # "said in a meeting with …"
        if not within and syntax.deps[i] not in ("dobj", "nsubjpass", "attr"):
            return False
        i = syntax.heads[syntax.heads[i]] if within else syntax.heads[i]
    while syntax.deps[i] in ("conj", "acl", "advcl", "ccomp", "pcomp") and syntax.heads[i] != i:
        if syntax.deps[i] == "pcomp" and syntax.lowers[syntax.heads[i]] not in _MEANS:
            return False
        reported = syntax.deps[i] == "ccomp" and syntax.tags[i] not in ("VBP", "VBZ")
        own = syntax.deps[i] != "conj" and (syntax.tags[i] not in ("VBG", "VBP", "VBZ") or reported)
        if own:
            return False
        above = next((k for k in syntax.ancestors(i) if syntax.pos[k] in ("VERB", "AUX")), None)
        if above is None:
            return False
        i = above
    past = syntax.tags[i] == "VBD" or any(syntax.tags[j] == "VBD" for j in syntax.childs(i, "auxpass", "aux"))
    if not past or any(syntax.lowers[j] == "had" for j in syntax.childs(i, "aux")):
        return False
    return syntax.deps[i] == "ROOT"
