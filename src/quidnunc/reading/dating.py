"""When and where each event happens: its own expressions, else its clause's, else its neighbours', else the report's day."""

from __future__ import annotations

import datetime
from bisect import bisect_left

from quidnunc.reading.draft import Candidate, Draft
from quidnunc.records import TimeSpan

_SPEECH_GAP = frozenset({"ccomp", "parataxis"})
_APART = frozenset(
    {
        "before",
        "after",
        "since",
        "until",
        "despite",
        "over",
        "about",
        "following",
        "for",
        "against",
        "amid",
        "because",
        "than",
        "like",
        "without",
        "of",
    }
)
_SETTING = frozenset(
    {"in", "at", "near", "outside", "inside", "around", "off", "across", "throughout", "within", "along"}
)
_NEWS_DAYS = 14  # an event dated further back than this from the report's day is background
_LEAD = 4  # sentences in which an undated simple past is the report's news


class Dater:
    """Dates and places the candidates of one draft.

    Args:
        draft: the draft, times and mentions found, candidates proposed.
    """

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.syntax = draft.syntax
        self.day = draft.article.day
        self.times: dict[int, TimeSpan] = {}
        for time in draft.times:
            for i in self.syntax.tokens_in(time.start, time.end):
                self.times[i] = time
        self.triggers = {c.trigger for c in draft.candidates}
        self.embedded = {c.trigger for c in draft.candidates if c.outer is not None}

    def date_all(self) -> None:
        """Sets date, place and background of every candidate."""
        for candidate in self.draft.candidates:
            self._date(candidate)
            self._place(candidate)

    # --- when

    def _date(self, candidate: Candidate) -> None:
        found = self._own_time(candidate.trigger) or self._clause_time(candidate.trigger)
        if found is not None:
            time, how = found
            candidate.time = time
            candidate.date_reason = f"{how} '{time.text}'"
            if time.from_ is not None or time.to is not None:
                start = time.from_ or time.to or ""
                end = time.to or time.from_ or ""
                candidate.date = (start, end, time.grain)
        elif self.day is not None:
            self._by_default(candidate)
        self._background(candidate)

    def _by_default(self, candidate: Candidate) -> None:
        """Without an expression: an event under way is dated to the report's day; a lead's simple past to it as well."""
        assert self.day is not None
        day = self.day.isoformat()
        if candidate.status == "ongoing":
            candidate.date, candidate.date_reason = (day, day, "day"), "under way on the report's day"

    def _own_time(self, trigger: int) -> tuple[TimeSpan, str] | None:
        """An expression that hangs on the event's own words, no other predicate between."""
        best: tuple[int, TimeSpan] | None = None
        for i, depth in self._reach(trigger):
            time = self.times.get(i)
            if time is None or time.type == "SET":
                continue
            if time.type == "DURATION" and time.from_ is None:
                continue
            rank = depth * 10 + (0 if time.type in ("DATE", "TIME") else 5)
            if best is None or rank < best[0]:
                best = (rank, time)
        return None if best is None else (best[1], "its own")

    def _reach(self, trigger: int) -> list[tuple[int, int]]:
        """Tokens below a predicate, with depth, not entering other clauses or events."""
        syntax = self.syntax
        out: list[tuple[int, int]] = []
        todo = [(j, 1) for j in syntax.children[trigger]]
        while todo:
            i, depth = todo.pop(0)
            if i in self.triggers and syntax.pos[i] in ("VERB", "NOUN") and i not in self.times:
                continue
            dep = syntax.deps[i]
            if dep in ("relcl", "ccomp", "advcl", "conj", "parataxis", "acl") and syntax.pos[i] in ("VERB", "AUX"):
                continue
            out.append((i, depth))
            if depth < 6:
                todo.extend((j, depth + 1) for j in syntax.children[i])
        return out

    def _clause_time(self, trigger: int) -> tuple[TimeSpan, str] | None:
        """The expression of the clause around the event, speech left out ("said on Monday that …" dates the saying)."""
        syntax = self.syntax
        i = trigger
        for _ in range(6):
            head = syntax.heads[i]
            if head == i or self._detached(i):
                break
            dep = syntax.deps[i]
            if head in self.times:
                return self.times[head], "its phrase's"
            if dep == "advcl" and self._temporal_clause(i):
                break
            found = self._own_time(head)
            if found is not None and syntax.pos[head] in ("VERB", "AUX"):
                return found[0], "its clause's"
            i = head
        return None

    def _detached(self, i: int) -> bool:
        """Whether a token stands apart from its clause's time and place: reported words, relative clauses, other events that the
        clause is only set against ("before the invasion", "despite the war", "condemned the attack")."""
        syntax = self.syntax
        if syntax.deps[i] in _SPEECH_GAP or syntax.deps[i] == "relcl":
            return True
        if syntax.deps[i] == "pobj" and syntax.lowers[syntax.heads[i]] in _APART:
            return True
        return syntax.pos[i] == "NOUN" and i in self.embedded

    def _temporal_clause(self, i: int) -> bool:
        """Whether a clause stands at another time than its main clause ("since …", "after …")."""
        return any(
            self.syntax.lowers[j] in ("since", "after", "before", "until", "if", "once")
            for j in self.syntax.children[i]
        )

    def _background(self, candidate: Candidate) -> None:
        if self.day is None or candidate.date is None:
            return
        end = datetime.date.fromisoformat(candidate.date[1])
        candidate.background = (self.day - end).days > _NEWS_DAYS

    # --- where

    def _place(self, candidate: Candidate) -> None:
        syntax = self.syntax
        trigger = candidate.trigger
        best: tuple[int, int] | None = None
        for i, depth in self._reach(trigger):
            found = self.draft.covering.get(i)
            if found is None or found.place is None or i != found.head:
                continue
            governor = syntax.heads[i]
            if syntax.deps[i] == "pobj" and syntax.lowers[governor] in _SETTING:
                rank = depth
                if best is None or rank < best[0]:
                    best = (rank, i)
        if best is None:
            best = self._clause_place(trigger)
        if best is not None:
            found = self.draft.covering[best[1]]
            candidate.place = found.place
            candidate.place_span = syntax.span(found.first, found.last)

    def _clause_place(self, trigger: int) -> tuple[int, int] | None:
        """A setting that the governing verb names ("arriving in Beijing, he met …" lends its place)."""
        syntax = self.syntax
        i = trigger
        for _ in range(3):
            head = syntax.heads[i]
            if head == i or self._detached(i):
                break
            for j, depth in self._reach(head):
                found = self.draft.covering.get(j)
                if found is None or found.place is None or j != found.head or syntax.deps[j] != "pobj":
                    continue
                if syntax.lowers[syntax.heads[j]] in _SETTING and syntax.pos[head] in ("VERB", "AUX"):
                    return depth, j
            i = head
        return None


def nearest_sentence(starts: list[int], offset: int) -> int:
    """The number of the sentence in which a character stands, given all sentence starts."""
    at = bisect_left(starts, offset + 1) - 1
    return max(at, 0)
