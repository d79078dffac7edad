"""When each event happens: its own expression, else its clause's, else its scene's, else the report's day.

A scene is the day on which the text goes on to tell: the last day, of those near the report's, at which a past was told. What is
stated of the order of events bounds those without a date.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from quidnunc.reading.clauses import Clauses
from quidnunc.reading.draft import Candidate, Draft
from quidnunc.reading.scenes import Scenes, narrates
from quidnunc.reading.time_values import Grain, floor, plus
from quidnunc.reading.when import ranges
from quidnunc.records import TimeSpan

_NEWS_DAYS = 14  # an event dated further back than this from the report's day is background
_LEAD = 2  # sentences in which an undated simple past is the report's news
_STEM = 4  # characters that two words of one stem share ("murder", "murdered")
_PERFECT = frozenset({"has", "have", "'ve", "’ve"})
_UNITS: dict[str, tuple[str, Grain]] = {
    "D": ("day", "day"),
    "W": ("week", "week"),
    "M": ("month", "month"),
    "Y": ("year", "year"),
}
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
        self.ends: dict[int, tuple[TimeSpan, TimeSpan]] = {}  # both ends of a range, by where either starts
        for one, two in ranges(self.syntax, draft.times):
            self.ends[one.start] = self.ends[two.start] = (one, two)
        self.scenes = Scenes(self.syntax, draft.times, self.day, _NEWS_DAYS)
        self.linked = {
            order.other for order in draft.orders if order.kind != "part_of"
        }  # told only in relation to another

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
            if candidate.date is None:
                self._of_kin(candidate)
        self._count_off(by_trigger)
        self._bound(by_trigger)
        for candidate in self.draft.candidates:
            self._lies_ahead(candidate)
            self._background(candidate)

    def _of_governor(self, candidate: Candidate, by_trigger: dict[int, Candidate]) -> None:
        """The date of the event that governs an undated one ("… where they signed")."""
        if candidate.trigger in self.linked:
            return
        for governor in self.clauses.governors(candidate.trigger):
            other = by_trigger.get(governor)
            if other is not None and other.date is not None and other.status == candidate.status:
                candidate.date, candidate.date_reason = other.date, f"as of '{self.syntax.words[governor]}'"
                candidate.date_stated = other.date_stated
                return

    def _of_kin(self, candidate: Candidate) -> None:
        """The date of the event that a definite mention goes back to ("committed the murder")."""
        noun = self._definite(candidate)
        if noun is None or candidate.status not in ("happened", "possible"):
            return
        stem = self.syntax.lemmas[noun][:_STEM]
        for other in self.draft.candidates:
            shared = bool(set(candidate.recipients) & set(other.recipients))
            apart = candidate.recipients and other.recipients and not shared
            alike = shared or self.syntax.lemmas[other.trigger][:_STEM] == stem
            same = other.type == candidate.type and alike and not apart
            if other.date_stated and other.status == "happened" and same:
                candidate.date, candidate.date_reason = other.date, f"as of '{self.syntax.words[other.trigger]}'"
                return

    def _definite(self, candidate: Candidate) -> int | None:
        """The noun of a mention that points back: "the murder", also as a light verb's object."""
        syntax = self.syntax
        nouns = [i for i in (candidate.trigger, *syntax.childs(candidate.trigger, "dobj")) if syntax.pos[i] == "NOUN"]
        for noun in nouns:
            before = [syntax.lowers[j] for j in syntax.childs(noun, "det", "poss")]
            if "the" in before or "this" in before or "that" in before or (before and syntax.childs(noun, "poss")):
                return noun
        return None

    def _count_off(self, by_trigger: dict[int, Candidate]) -> None:
        """ "Two weeks after Iran attacked …": the one event by the other, so many units away."""
        for order in self.draft.orders:
            cue = self.syntax.token_at(order.cue[0])
            time = self.times.get(cue - 1) if cue else None
            length = re.fullmatch(r"P(\d+)([DWMY])", time.value) if time is not None else None
            one, other = by_trigger.get(order.one), by_trigger.get(order.other)
            if length is None or one is None or other is None or order.kind not in ("before", "after"):
                continue
            unit, grain = _UNITS[length[2]]
            count = int(length[1]) * (1 if order.kind == "after" else -1)
            if other.date_stated and not one.date_stated:
                known, sought = other, one
            elif one.date is not None and not other.date_stated:
                known, sought, count = one, other, -count
            else:
                continue
            if known.date is None or known.date[2] not in ("day", "time"):
                continue
            period = floor(grain, plus(datetime.date.fromisoformat(known.date[0]), unit, count))
            sought.date = (period.first.isoformat(), period.last.isoformat(), grain)
            sought.date_stated, sought.time = True, time
            sought.date_reason = f"counted off from '{self.syntax.words[known.trigger]}'"

    def _bound(self, by_trigger: dict[int, Candidate]) -> None:
        """What followed on a dated event lies between that and the report's day."""
        if self.day is None:
            return
        day = self.day.isoformat()
        for order in self.draft.orders:
            pair = (order.other, order.one) if order.kind == "before" else (order.one, order.other)
            later, earlier = (by_trigger.get(trigger) for trigger in pair)
            if later is None or earlier is None or earlier.date is None or not earlier.date_stated:
                continue
            if order.kind == "part_of":
                if later.date is None:
                    later.date, later.date_reason = earlier.date, f"part of '{self.syntax.words[earlier.trigger]}'"
            elif later.date is None and later.status == "happened" and earlier.date[0] <= day:
                later.date = (earlier.date[0], day, "day")
                later.date_reason = f"between '{self.syntax.words[earlier.trigger]}' and the report's day"

    def _date(self, candidate: Candidate) -> None:
        found = self._own(candidate.trigger) or self._around(candidate.trigger)
        if found is not None:
            time, how, since = found
            candidate.time = time
            candidate.date_reason = f"{how} '{time.text}'"
            self._set(candidate, time, since)
        elif self.day is not None:
            self._by_scene(candidate)

    def _set(self, candidate: Candidate, time: TimeSpan, since: bool) -> None:
        if time.from_ is None and time.to is None:
            return
        first, last = self.ends.get(time.start, (time, time))
        start = first.from_ or first.to or ""
        end = last.to or last.from_ or ""
        lasts = candidate.status in ("negated", "ongoing") or self._is_perfect(candidate.trigger)
        if since and self.day is not None and lasts and end < self.day.isoformat():
            end = self.day.isoformat()
        candidate.date = (start, end, time.grain)
        candidate.date_stated = True

    def _is_perfect(self, trigger: int) -> bool:
        """Whether a verb is a present perfect ("has bombed the city since …")."""
        return any(self.syntax.lowers[j] in _PERFECT for j in self.syntax.childs(trigger, "aux"))

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
        for governor in self.clauses.governors(trigger) if trigger not in self.linked else ():
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
        if candidate.status == "ongoing" and not candidate.said_by and not candidate.standing:
            candidate.date, candidate.date_reason = (day, day, "day"), "under way on the report's day"
        elif candidate.status == "happened" and self._is_news(candidate):
            scene = self.scenes.at(candidate.trigger)
            if scene is None:
                scene = self.scenes.of(candidate.trigger, self._heads_of(candidate.agents))
            if scene:
                candidate.date, candidate.date_reason = (
                    (scene, day, "day"),
                    "between the day last named and the report's",
                )
            elif scene is None and sentence < _LEAD + self._first_sentence():
                candidate.date, candidate.date_reason = (day, day, "day"), "news of the report's day"

    def _is_news(self, candidate: Candidate) -> bool:
        """Whether the text tells an event as its story, and not as what another event is about or is set against."""
        trigger = candidate.trigger
        about = self.syntax.pos[trigger] == "NOUN" and self.syntax.heads[trigger] in self.clauses.triggers
        return trigger not in self.linked and not about and narrates(self.syntax, trigger)

    def _heads_of(self, actors: tuple[str, ...]) -> frozenset[int]:
        """The heads of all mentions of some actors."""
        return frozenset(head for head, found in self.draft.by_head.items() if set(actors) & set(found.actors))

    def _first_sentence(self) -> int:
        """The first sentence that is more than a date or a heading."""
        for number, (first, last) in enumerate(self.syntax.sentences):
            if any(self.syntax.pos[i] in ("VERB", "AUX") for i in range(first, last)):
                return number
        return 0

    def _lies_ahead(self, candidate: Candidate) -> None:
        """What is dated after the report's day has not happened yet ("parliament votes on Thursday", "Friday's talks")."""
        if self.day is None or candidate.date is None or not candidate.date_stated or candidate.time is None:
            return
        if candidate.date[0] > self.day.isoformat() and candidate.status in ("happened", "ongoing"):
            candidate.status = "planned"
            candidate.status_spans = ((candidate.time.start, candidate.time.end),)
            candidate.reasons.append(f"status planned: '{candidate.time.text}' lies ahead of the report's day")

    def _background(self, candidate: Candidate) -> None:
        if self.day is not None and candidate.date is not None:
            end = datetime.date.fromisoformat(candidate.date[1])
            candidate.background = (self.day - end).days > _NEWS_DAYS
