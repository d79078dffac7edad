"""One filter for the command line, Python, the web and a URL: the same names and words everywhere."""

from __future__ import annotations

import dataclasses
import shlex
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

from quidnunc.errors import FilterError
from quidnunc.world.actors import Clause, actor_clause, country_code
from quidnunc.world.filter_values import READERS, Words, words

SIDES: dict[str, tuple[str, ...]] = {
    "agent": ("agent",),
    "recipient": ("recipient",),
    "speaker": ("speaker",),
    "denier": ("denier",),
    "actor": ("agent", "recipient"),
}
"""The filters that name actors, and the sides of an event that each looks at."""

_EARTH = 6371.0088  # mean radius in kilometres, IUGG


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which events are wanted. Several words of one field mean any of them; several fields mean all of them.

    Attributes:
        actor: agent or recipient; the words are those of ``quidnunc.world.actors``.
        agent, recipient, speaker, denier: one side of the event.
        between: two actors, one on either side, whichever acts.
        type, mode, quad, context: the codebook's, in whatever case; a quad may be named by ``cooperation``, ``conflict``,
            ``verbal`` or ``material`` alone. A type has its sub-types with it.
        status, stance: the record's; the stance ``none`` is the newspaper's own voice.
        voice: ``own`` (the newspaper's), ``attributed`` (on somebody's word).
        since, until: the first and the last day, ISO; an event without a date counts on its article's day.
        place: names of places; ``country``: where it happened, by name or code.
        box: west, south, east, north in degrees. ``near``: latitude, longitude, kilometres.
        outlet: whole names, in whatever case.
        source: the articles' sources. ``reading``, ``event``: ids (the first digits suffice).
        confidence: at least so much.
        text: words that the sentence or the title holds, in whatever case.
        background: only context (``yes``) or only news (``no``).
        verdict: what people hold of it: ``accepted``, ``fixed``, ``open``, ``unsure``; ``none`` is what nobody judged.
    """

    actor: Words = ()
    agent: Words = ()
    recipient: Words = ()
    speaker: Words = ()
    denier: Words = ()
    between: Words = ()
    type: Words = ()
    mode: Words = ()
    quad: Words = ()
    context: Words = ()
    status: Words = ()
    stance: Words = ()
    voice: str | None = None
    since: str | None = None
    until: str | None = None
    place: Words = ()
    country: Words = ()
    box: tuple[float, float, float, float] | None = None
    near: tuple[float, float, float] | None = None
    outlet: Words = ()
    source: Words = ()
    reading: Words = ()
    event: Words = ()
    confidence: float | None = None
    text: Words = ()
    background: bool | None = None
    verdict: Words = ()

    @classmethod
    def of(cls, given: Mapping[str, object] | Iterable[tuple[str, object]]) -> Filter:
        """A filter from names and values: keyword arguments, options, or the pairs of a query string.

        A value may be a string, a number, a list of these; a name may come several times.

        Raises:
            FilterError: a name or a value that there is not; it says which there are.
        """
        pairs = given.items() if isinstance(given, Mapping) else given
        collected: dict[str, list[object]] = {}
        for name, value in pairs:
            if name not in NAMES:
                raise FilterError(f"there is no such filter; there are {', '.join(NAMES)}", field=name)
            several = value if isinstance(value, (list, tuple)) else [value]
            collected.setdefault(name, []).extend(v for v in several if v is not None and v != "")
        fields: dict[str, Any] = {
            name: READERS.get(name, words)(name, values) for name, values in collected.items() if values
        }
        made = cls(**fields)
        made.clauses()
        return made

    @classmethod
    def from_query_string(cls, query: str) -> Filter:
        """The filter of a URL's query string. Raises FilterError as ``of``."""
        return cls.of(parse_qsl(query.removeprefix("?"), keep_blank_values=False, max_num_fields=200))

    def pairs(self) -> list[tuple[str, str]]:
        """Names and values as strings, in the order of the fields; ``of`` makes the same filter of them."""
        out: list[tuple[str, str]] = []
        for name in NAMES:
            value = getattr(self, name)
            if value is None or value == ():
                continue
            if name in ("box", "near"):
                out.append((name, ",".join(_number(part) for part in value)))
            elif isinstance(value, tuple):
                out.extend((name, str(word)) for word in value)
            elif isinstance(value, bool):
                out.append((name, "yes" if value else "no"))
            else:
                out.append((name, _number(value) if isinstance(value, float) else str(value)))
        return out

    def query_string(self) -> str:
        """The filter as a URL's query string, without the question mark."""
        return urlencode(self.pairs())

    def command(self, world: str) -> str:
        """The ``quidnunc ask`` command that asks the same."""
        options = [part for name, value in self.pairs() for part in (f"--{name}", value)]
        return shlex.join(["quidnunc", "ask", world, *options])

    def clauses(self) -> list[Clause]:
        """The tests that an event must pass, each a piece of SQL over the flat events with its parameters."""
        found = [_either([actor_clause(word, name) for word in getattr(self, name)], SIDES[name]) for name in SIDES]
        found += [self._between(), *self._codes(), *self._days(), *self._places(), *self._articles()]
        if self.confidence is not None:
            found.append(Clause("confidence >= ?", (self.confidence,)))
        if self.background is not None:
            found.append(Clause("background = ?", (self.background,)))
        found.append(_in("coalesce(verdict, 'none')", self.verdict))
        return [clause for clause in found if clause is not None]

    def _between(self) -> Clause | None:
        if not self.between:
            return None
        one, other = (actor_clause(word, "between") for word in self.between)
        there, back = (
            f"({_on(one, 'agent')} AND {_on(other, 'recipient')})",
            f"({_on(one, 'recipient')} AND {_on(other, 'agent')})",
        )
        return Clause(f"({there} OR {back})", (one.parameters + other.parameters) * 2)

    def _codes(self) -> list[Clause | None]:
        contexts = Clause("list_has_any(contexts, ?)", (list(self.context),)) if self.context else None
        stances = [stance for stance in self.stance if stance != "none"]
        own = ["stance IS NULL"] if "none" in self.stance else []
        tests = [*own, *(["list_contains(?, stance)"] if stances else [])]
        stance = Clause(f"({' OR '.join(tests)})", (stances,) if stances else ()) if tests else None
        voices = {"own": "stance IS NULL", "attributed": "stance IS NOT NULL"}
        voice = Clause(voices[self.voice]) if self.voice else None
        return [
            Clause("(list_contains(?, type) OR list_contains(?, parent))", (list(self.type),) * 2)
            if self.type
            else None,
            *(_in(name, getattr(self, name)) for name in ("mode", "quad", "status")),
            contexts,
            stance,
            voice,
        ]

    def _days(self) -> list[Clause]:
        bounds = ((self.since, ">="), (self.until, "<="))
        return [Clause(f"day {compare} CAST(? AS DATE)", (day,)) for day, compare in bounds if day is not None]

    def _places(self) -> list[Clause | None]:
        found = [
            _in("lower(place)", tuple(name.lower() for name in self.place)),
            _in("place_country", tuple(country_code(name, "country") for name in self.country)),
        ]
        if self.box is not None:
            west, south, east, north = self.box
            across = "OR" if west > east else "AND"  # a box over the date line
            found.append(Clause(f"lat BETWEEN ? AND ? AND (lon >= ? {across} lon <= ?)", (south, north, west, east)))
        if self.near is not None:
            lat, lon, km = self.near
            distance = (
                f"2 * {_EARTH} * asin(least(1, sqrt(pow(sin(radians(lat - ?) / 2), 2) + "
                "cos(radians(lat)) * cos(radians(?)) * pow(sin(radians(lon - ?) / 2), 2))))"
            )
            found.append(Clause(f"lat IS NOT NULL AND {distance} <= ?", (lat, lat, lon, km)))
        return found

    def _articles(self) -> list[Clause | None]:
        found = [_in("lower(outlet)", tuple(name.lower() for name in self.outlet)), _in("source", self.source)]
        found += [
            _either_of([Clause(f"starts_with({name}, ?)", (key,)) for key in getattr(self, name)])
            for name in ("reading", "event")
        ]
        for phrase in self.text:
            pattern = f"%{phrase.replace('!', '!!').replace('%', '!%').replace('_', '!_')}%"
            found.append(Clause("(sentence ILIKE ? ESCAPE '!' OR title ILIKE ? ESCAPE '!')", (pattern, pattern)))
        return found


NAMES: tuple[str, ...] = tuple(field.name for field in dataclasses.fields(Filter))
"""The names of all filters, in order."""


def _on(clause: Clause, side: str) -> str:
    return clause.sql.replace("{side}", side)


def _either(clauses: list[Clause], sides: tuple[str, ...]) -> Clause | None:
    return _either_of([Clause(_on(clause, side), clause.parameters) for clause in clauses for side in sides])


def _either_of(clauses: list[Clause]) -> Clause | None:
    if not clauses:
        return None
    return Clause(
        "(" + " OR ".join(clause.sql for clause in clauses) + ")",
        tuple(parameter for clause in clauses for parameter in clause.parameters),
    )


def _in(column: str, words: Words) -> Clause | None:
    return Clause(f"list_contains(?, {column})", (list(words),)) if words else None


def _number(value: float) -> str:
    return f"{value:g}" if float(f"{value:g}") == value else repr(value)
