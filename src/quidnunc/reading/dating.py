"""When each event happens: its own expression, else its clause's, else its scene's, else the report's day."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from quidnunc.reading.clauses import Clauses
from quidnunc.reading.draft import Candidate, Draft
from quidnunc.records import TimeSpan

_NEWS_DAYS = 14  # an event dated further back than this from the report's day is background
_LEAD = 2  # sentences in which an undated simple past is the report's news
_MEMORY = 10  # sentences over which a scene's day is remembered
_SPANS = {
    "day": 7,
    "days": 7,
    "week": 56,
    "weeks": 56,
    "month": 365,
    "months": 365,
    "hour": 1,
    "hours": 1,
    "year": 3650,
    "years": 3650,
}


class Dater:
    """Dates the candidates of one draft.

    Args:
        draft: the draft, times found, candidates proposed and judged.
        clauses: which words belong to which predicate.
    """

    def __init__(self, draft: Draft, clauses: Clauses) -> None:
        self.draft = draft
        self.syntax = draft.syntax
        self.clauses = clauses
        self.day = draft.article.day
        self.times: dict[int, TimeSpan] = {}
        for time in draft.times:
            for i in self.syntax.tokens_in(time.start, time.end):
                self.times[i] = time
        self.scene: tuple[str, int] | None = None  # the last news day named, and the sentence that named it

    def date_all(self) -> None:
        """Sets date and background of every candidate."""
        for candidate in self.draft.candidates:
            self._date(candidate)
        for candidate in self.draft.candidates:
            self._before_event(candidate)
        by_trigger = {c.trigger: c for c in self.draft.candidates}
        for candidate in self.draft.candidates:
            if candidate.date is None:
                self._of_governor(candidate, by_trigger)
            self._background(candidate)

    def _of_governor(self, candidate: Candidate, by_trigger: dict[int, Candidate]) -> None:
        """The date of the event that governs an undated one ("… where they signed")."""
        for governor in self.clauses.governors(candidate.trigger):
            other = by_trigger.get(governor)
            if other is not None and other.date is not None and other.status == candidate.status:
                candidate.date, candidate.date_reason = other.date, f"as of '{self.syntax.words[governor]}'"
                candidate.date_stated = other.date_stated
                return

    def _date(self, candidate: Candidate) -> None:
        found = self._own(candidate.trigger) or self._around(candidate.trigger)
        if found is not None:
            time, how, since = found
            candidate.time = time
            candidate.date_reason = f"{how} '{time.text}'"
            self._set(candidate, time, since)
        elif self.day is not None:
            self._by_scene(candidate)
        self._remember(candidate)

    def _set(self, candidate: Candidate, time: TimeSpan, since: bool) -> None:
        if time.from_ is None and time.to is None:
            return
        start = time.from_ or time.to or ""
        end = time.to or time.from_ or ""
        if since and self.day is not None and candidate.status in ("negated", "ongoing") and end < self.day.isoformat():
            end = self.day.isoformat()
        candidate.date = (start, end, time.grain)
        candidate.date_stated = True

    # --- expressions

    def _own(self, trigger: int) -> tuple[TimeSpan, str, bool] | None:
        """An expression that hangs on the predicate's own words; the last part tells whether "since" stands before it."""
        best: tuple[int, TimeSpan, bool] | None = None
        for i, depth in self.clauses.reach(trigger):
            time = self.times.get(i)
            if time is None or time.type == "SET" or (time.type == "DURATION" and time.from_ is None):
                continue
            rank = depth * 10 + (0 if time.type in ("DATE", "TIME") else 5)
            if best is None or rank < best[0]:
                best = (rank, time, self._after_since(time))
        if best is None and self.syntax.pos[trigger] == "NOUN":
            time = self._adjoining(trigger)
            return None if time is None else (time, "next to it", False)
        return None if best is None else (best[1], "its own", best[2])

    def _adjoining(self, noun: int) -> TimeSpan | None:
        """An expression right behind an event noun's phrase, wherever the parser attached it ("the invasion of X in May")."""
        last = self.syntax.subtree(noun)[-1]
        after = last + 1
        if after < len(self.syntax) and self.syntax.lowers[after] in ("in", "on", "during"):
            after += 1
        time = self.times.get(after)
        return time if time is not None and time.type in ("DATE", "TIME") and after - last <= 2 else None

    def _after_since(self, time: TimeSpan) -> bool:
        first = self.syntax.token_at(time.start)
        return first is not None and first > 0 and self.syntax.lowers[first - 1] == "since"

    def _around(self, trigger: int) -> tuple[TimeSpan, str, bool] | None:
        """The expression of the clause around, or of what the event follows on within a day."""
        for governor in self.clauses.governors(trigger):
            if governor in self.times:
                return self.times[governor], "its phrase's", False
            if self.syntax.pos[governor] in ("VERB", "AUX"):
                found = self._own(governor)
                if found is not None:
                    return found[0], "its clause's", found[2]
        for attendant in self.clauses.attendants(trigger):
            found = self._own(attendant)
            if found is not None and found[0].grain in ("day", "time"):
                return found[0], "what it follows on:", found[2]
        return None

    def _before_event(self, candidate: Candidate) -> None:
        """ "Just weeks before the invasion": reckoned from another event of the text that is dated."""
        syntax = self.syntax
        for unit, preposition in self._reckonings(candidate.trigger):
            for target in syntax.childs(preposition, "pobj"):
                anchor = self._dated(target)
                if anchor is None:
                    continue
                span = datetime.timedelta(days=_SPANS[syntax.lowers[unit]])
                start, end = (datetime.date.fromisoformat(d) for d in anchor[:2])
                if syntax.lowers[preposition] == "before":
                    candidate.date = ((start - span).isoformat(), end.isoformat(), "week")
                else:
                    candidate.date = (start.isoformat(), (end + span).isoformat(), "week")
                candidate.date_reason = f"reckoned from '{syntax.words[target]}'"
                candidate.date_stated = True

    def _reckonings(self, trigger: int) -> Iterator[tuple[int, int]]:
        """Units of time with the "before" or "after" that they stand with, either hanging on the other."""
        syntax = self.syntax
        below = syntax.children[trigger]
        for j in below:
            if syntax.lowers[j] in ("before", "after"):
                yield from ((k, j) for k in (*syntax.children[j], *below) if syntax.lowers[k] in _SPANS)
            elif syntax.lowers[j] in _SPANS:
                yield from ((j, k) for k in syntax.children[j] if syntax.lowers[k] in ("before", "after"))

    def _dated(self, noun: int) -> tuple[str, str, str] | None:
        """The date of an event noun, its own or that of another mention in the same words or of the same type and victim."""
        told = next((c for c in self.draft.candidates if c.trigger == noun), None)
        if told is None:
            return None
        for other in (told, *self.draft.candidates):
            alike = self.syntax.lemmas[other.trigger] == self.syntax.lemmas[noun] or (
                other.type == told.type and bool(set(other.recipients) & set(told.recipients))
            )
            if other.date is not None and other.time is not None and alike:
                return other.date
        return None

    # --- without an expression

    def _by_scene(self, candidate: Candidate) -> None:
        """Under way: the report's day. A plain past of the main clause: from the last day named to the report's day."""
        assert self.day is not None
        day = self.day.isoformat()
        sentence = candidate.sentences[0]
        if candidate.status == "ongoing" and not candidate.said_by:
            candidate.date, candidate.date_reason = (day, day, "day"), "under way on the report's day"
        elif candidate.status == "happened" and self._narrates(candidate.trigger):
            if self.scene is not None and sentence - self.scene[1] <= _MEMORY:
                candidate.date, candidate.date_reason = (
                    (self.scene[0], day, "day"),
                    "between the day last named and the report's",
                )
            elif sentence < _LEAD + self._first_sentence():
                candidate.date, candidate.date_reason = (day, day, "day"), "news of the report's day"

    def _first_sentence(self) -> int:
        """The first sentence that is more than a date or a heading."""
        for number, (first, last) in enumerate(self.syntax.sentences):
            if any(self.syntax.pos[i] in ("VERB", "AUX") for i in range(first, last)):
                return number
        return 0

    def _narrates(self, trigger: int) -> bool:
        """Whether a predicate is told in the simple past of a main clause (or of words quoted as such)."""
        syntax = self.syntax
        i = trigger
        if syntax.pos[i] == "NOUN":
            if syntax.deps[i] not in ("dobj", "nsubjpass", "attr"):
                return False
            i = syntax.heads[i]
        while syntax.deps[i] in ("conj", "acl", "advcl", "ccomp") and syntax.heads[i] != i:
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

    def _remember(self, candidate: Candidate) -> None:
        """Keeps the day of a dated news event for those told after it."""
        if (
            self.day is None
            or candidate.date is None
            or candidate.time is None
            or candidate.status not in ("happened", "ongoing")
        ):
            return
        if not self._narrates(candidate.trigger):
            return
        start = datetime.date.fromisoformat(candidate.date[0])
        if 0 <= (self.day - start).days <= _NEWS_DAYS and candidate.date[2] in ("day", "time"):
            self.scene = (candidate.date[0], candidate.sentences[0])

    def _background(self, candidate: Candidate) -> None:
        if self.day is not None and candidate.date is not None:
            end = datetime.date.fromisoformat(candidate.date[1])
            candidate.background = (self.day - end).days > _NEWS_DAYS
