"""What a relative expression is read against: the report's day, the dates mentioned so far, the tense of its verb."""

from __future__ import annotations

import datetime
import functools
import re
from dataclasses import dataclass, field
from typing import Literal

from quidnunc.reading.language import Syntax
from quidnunc.reading.time_values import Grain, Period, floor
from quidnunc.reading.time_words import load_lexicon
from quidnunc.records import TimeType

Tense = Literal["past", "present", "future"]

_VERBS = frozenset({"VERB", "AUX"})
_BE = frozenset({"is", "are", "'s", "’s", "'re", "’re", "am", "be"})
_BOUNDS = frozenset({"since", "until", "till", "before", "after"})
_REACH = 3  # sentences through which an explicit date goes on to set the year of the months named after it
_DID = frozenset({"did", "was", "were"})
_MODIFIERS = frozenset({"poss", "compound", "nmod"})
_AHEAD = frozenset({"for", "to", "until", "till"})
_NEARBY = 2  # sentences through which a day mentioned goes on to be the day of hours named after it
_FAR = 6  # sentences after which "a day later" no longer counts from a date mentioned
_WITHIN: dict[Grain, tuple[Grain, ...]] = {  # the longer grains that a mention of one brings to mind, too
    "day": ("year", "month", "week"),
    "week": ("year", "month"),
    "weekend": ("year", "month", "week"),
    "month": ("year",),
    "quarter": ("year",),
    "half": ("year",),
    "season": ("year",),
}
_MATCH = 3  # words of a match in a text that tells of one
_HAVE_PAST = frozenset({"have", "has", "had", "'ve", "’ve", "'d"})


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression that was read: TIMEX3 type and value, and the days it covers where they are known."""

    type: TimeType
    value: str
    grain: str
    first: datetime.date | None = None
    last: datetime.date | None = None
    period: Period | None = None
    explicit: bool = False  # it names its own year


def dated(period: Period, *, explicit: bool = False) -> Time:
    """A period of the calendar as a DATE."""
    return Time("DATE", period.value, period.grain, period.first, period.last, period, explicit)


def undated(value: str, grain: str) -> Time:
    """A DATE that nothing anchors."""
    return Time("DATE", value, grain)


@dataclass
class Scene:
    """The state of reading one text's times, in text order.

    Args:
        syntax: the text's syntax.
        day: the report's day, which anchors what is relative; None where it is not known.
    """

    syntax: Syntax
    day: datetime.date | None
    surnames: dict[str, bool] = field(default_factory=dict)
    mentioned: dict[Grain, Period] = field(default_factory=dict)
    clock: tuple[int, int] | None = None  # the tokens of the hour just read, which may belong to the day that follows
    noted: dict[Grain, int] = field(default_factory=dict)  # the sentence of each such mention
    year_at: tuple[int, Period] | None = None  # the last date that named its year: sentence and period

    @functools.cached_property
    def sporting(self) -> bool:
        """Whether the text tells of a match, which has quarters and halves of its own."""
        words = load_lexicon().file.match_words
        return sum(word in words for word in self.syntax.lowers) >= _MATCH

    def is_surname(self, word: str) -> bool:
        """Whether the text uses the name of a month as a surname, too ("Theresa May")."""
        if word not in self.surnames:
            lexicon = load_lexicon().file
            befores = lexicon.before_doubtful | lexicon.no_first_names
            found = re.findall(rf"([A-Z][a-z]+\.?) {word.title()}\b(?! \d)", self.syntax.text)
            self.surnames[word] = any(before.lower() not in befores for before in found)
        return self.surnames[word]

    def note(self, time: Time, token: int) -> None:
        """Remembers a date for what may refer back to it."""
        period = time.period
        if period is None or time.type not in ("DATE", "TIME"):
            return
        sentence = self.syntax.sentence_of[token]
        for grain in _WITHIN.get(period.grain, ()):
            self._mention(floor(grain, period.first), sentence)
        self._mention(period, sentence)
        if (time.explicit and self._sets_scene(token)) or (
            self.year_at is not None and sentence - self.year_at[0] <= _REACH and self._in_story(period)
        ):
            self.year_at = (sentence, period)

    def _sets_scene(self, token: int) -> bool:
        """Whether the text goes on to tell of a date; one that only bounds another ("since February 2022") is passed over."""
        syntax = self.syntax
        for above in (token, *syntax.ancestors(token)):
            if syntax.pos[above] in _VERBS:
                return True
            if syntax.lowers[above] in _BOUNDS:
                return False
        return True

    def _mention(self, period: Period, sentence: int) -> None:
        self.mentioned.pop(period.grain, None)  # so that the dictionary's order is the order of mention
        self.mentioned[period.grain] = period
        self.noted[period.grain] = sentence

    def last_within(self, grain: Grain, token: int) -> Period | None:
        """The last period mentioned that is no longer than a grain, unless long before; else the report's day."""
        sentence = self.syntax.sentence_of[min(token, len(self.syntax) - 1)]
        for finer in reversed(self.mentioned):
            if finer == grain or grain in _WITHIN.get(finer, ()):
                if sentence - self.noted[finer] > _FAR:
                    break
                return self.mentioned[finer]
        return None if self.day is None else Period("day", self.day)

    def _in_story(self, period: Period) -> bool:
        return self.year_at is not None and period.first.year == self.year_at[1].first.year

    def reference(self, grain: Grain) -> Period | None:
        """The last period of a grain that was mentioned, else the report's."""
        if grain in self.mentioned:
            return self.mentioned[grain]
        return None if self.day is None else floor(grain, self.day)

    def spoken_of(self, token: int) -> Period | None:
        """The day that a text is telling of at a token: one just mentioned, else the report's."""
        if "day" in self.mentioned and self.syntax.sentence_of[token] - self.noted.get("day", 0) <= _NEARBY:
            return self.mentioned["day"]
        return None if self.day is None else Period("day", self.day)

    def story_year(self, token: int, month: int) -> int | None:
        """The year of a month, where the text is telling of an earlier year that it named shortly before."""
        if self.year_at is None or self.syntax.sentence_of[token] - self.year_at[0] > _REACH:
            return None
        period = self.year_at[1]
        if self.day is not None and period.first.year >= self.day.year:
            return None
        if period.grain in ("day", "month") and month < period.first.month:
            later = period.first.year + 1
            return later if self.day is None or later < self.day.year else None
        return period.first.year

    def tense(self, first: int, last: int) -> Tense | None:
        """Whether what happens at the time of tokens ``[first, last)`` lies ahead or behind, as its grammar tells."""
        words = load_lexicon().file.tense
        syntax = self.syntax
        if self.clock is not None and 0 <= first - self.clock[1] <= 1:
            first = self.clock[0]
        before = syntax.lowers[max(first - 4, 0) : first]
        if any(word in words.past_words for word in before[-2:]):
            return "past"
        if before[-1:] and before[-1] in words.behind and self._governing(first, last) != "future":
            return "past"
        near = set(syntax.lowers[max(first - 6, syntax.sentences[syntax.sentence_of[first]][0]) : first])
        if near & words.future_words or set(syntax.lowers[last : last + 2]) & {"deadline"}:
            return (
                "past"
                if self._told(first, last) and not near & {"upcoming", "scheduled", "'ll", "will", "due"}
                else "future"
            )
        return self._governing(first, last)

    def _governing(self, first: int, last: int) -> Tense | None:
        syntax, words = self.syntax, load_lexicon().file.tense
        at = next((k for k in range(first, last) if not first <= syntax.heads[k] < last), first)
        inside = syntax.deps[at] in _MODIFIERS  # "December's ruling": the noun's time, not the verb's
        for verb in syntax.ancestors(at):
            if syntax.pos[verb] in _VERBS or syntax.tags[verb].startswith("VB"):
                if syntax.lemmas[verb] in words.setting and verb < first and syntax.lowers[first - 1] in _AHEAD:
                    return "future"
                found = self._tense_of(verb)
                if found == "future" and inside and syntax.tags[verb] in ("VBZ", "VBP", "VBG"):
                    return "present"
                if found is not None:
                    return found
        return None

    def _told(self, first: int, last: int) -> bool:
        """Whether the verb above is a past tense that looks at nothing ahead ("fought until Friday")."""
        syntax, words = self.syntax, load_lexicon().file.tense
        at = next((k for k in range(first, last) if not first <= syntax.heads[k] < last), first)
        for verb in syntax.ancestors(at):
            bare = syntax.tags[verb] == "VBN" and not syntax.childs(
                verb, "aux", "auxpass"
            )  # "ordered him held until …"
            if syntax.pos[verb] in _VERBS and not bare:
                return self._tense_of(verb) == "past" and syntax.lemmas[verb] not in words.setting
        return False

    def _tense_of(self, verb: int) -> Tense | None:
        syntax, words = self.syntax, load_lexicon().file.tense
        tag, lemma = syntax.tags[verb], syntax.lemmas[verb]
        helpers = [j for j in syntax.children[verb] if syntax.deps[j] in ("aux", "auxpass")]
        auxes = {syntax.lowers[j] for j in helpers}
        if auxes & words.modals_future:
            return "past" if auxes & {"have"} else "future"
        if lemma in words.awaiting and tag in ("VBN", "VBZ", "VBP", "VBG") and not auxes & _HAVE_PAST:
            return "future"
        if tag == "VBD" or auxes & _DID or (tag == "VBN" and auxes & _HAVE_PAST):
            return "past"
        if "to" in auxes:
            governor = syntax.heads[verb]
            told = governor != verb and syntax.lemmas[governor] in words.facts and self._tense_of(governor) == "past"
            return "past" if told else "future"
        if tag == "VBN":
            return "future" if auxes & _BE and lemma in words.futurate else "past" if not auxes else "present"
        if tag == "VBG":
            return "future" if auxes & _BE else None
        if tag in ("VBZ", "VBP"):
            return "future" if lemma in words.futurate else "present"
        return None

    def lasting(self, first: int) -> bool:
        """Whether the verb above is a present perfect ("has been waging for 15 years")."""
        syntax = self.syntax
        for verb in syntax.ancestors(first):
            if syntax.pos[verb] in _VERBS:
                auxes = {syntax.lowers[j] for j in syntax.children[verb] if syntax.deps[j] in ("aux", "auxpass")}
                return bool(auxes & {"have", "has", "'ve", "’ve"})
        return False
