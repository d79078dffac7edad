"""Toponyms → places: the one of many Springfields that an article means."""

from __future__ import annotations

import math
from collections import Counter
from functools import cache

import msgspec

from quidnunc.gazetteer import Gazetteer
from quidnunc.gazetteer.places import Candidate, PlaceIndex, key_of, open_index, us_postal_codes
from quidnunc.reading.draft import Draft, Found
from quidnunc.reading.language import Syntax
from quidnunc.reading.lexicons import load_lexicon
from quidnunc.records import Place

_MANY = 60  # candidates weighed a name; the rest are hamlets
_NEAR = 300.0  # kilometres within which places support each other
_ENOUGH = 5_000  # people from which a town is found where the entity recogniser saw nothing


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    after: dict[str, frozenset[str]]
    before: dict[str, frozenset[str]]
    locative: frozenset[str]
    settings: frozenset[str]
    shy: frozenset[str]


@cache
def _words() -> _Words:
    return load_lexicon("where", _Words)


class Locator:
    """Finds the places that an article's toponyms name.

    Args:
        gazetteer: states and our tables of places; the index of cities is opened, or made, with it.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.index: PlaceIndex = open_index(gazetteer)
        self.words = _words()

    def locate(self, draft: Draft) -> None:
        """Sets ``place`` (and a town's country) on every geographic mention that names a known place, and adds towns missed."""
        self._mistaken(draft)
        self._missed(draft)
        resolver = _Resolver(draft, self)
        resolver.resolve()

    def _mistaken(self, draft: Draft) -> None:
        """Makes places of what the recogniser took for unknown people or bodies, where a preposition says that it is one."""
        for found in draft.found:
            local = bool(found.actors) and found.actors[0].startswith("local:")
            if not local or found.first == 0 or draft.syntax.lowers[found.first - 1] not in self.words.settings:
                continue
            name = draft.syntax.slice(found.first, found.last)
            if any(c.population >= _ENOUGH for c in self.index.candidates(name)):
                found.geographic, found.actors = True, ()

    def _missed(self, draft: Draft) -> None:
        """Adds toponyms that stand as such though neither gazetteer names nor the recogniser saw them."""
        syntax = draft.syntax
        timed = {i for time in draft.times for i in syntax.tokens_in(time.start, time.end)}  # "in March" is no village
        i = 0
        while i < len(syntax):
            free = i not in draft.covering and i not in timed and syntax.tags[i] in ("NNP", "NNPS")
            last = self._toponym(draft, i) if free else 0
            if last:
                draft.found.append(Found(i, last, _head(syntax, i, last), "name", geographic=True))
                i = last
            else:
                i += 1
        draft.found.sort(key=lambda f: (f.first, -f.last))
        draft.index_mentions()

    def _toponym(self, draft: Draft, first: int) -> int:
        """The end of a toponym that starts at a token, 0 where none does."""
        syntax = draft.syntax
        if first == 0 or syntax.lowers[first - 1] not in self.words.locative:
            return 0
        last = first
        while (
            last < len(syntax)
            and syntax.tags[last] in ("NNP", "NNPS", "HYPH")
            and last not in draft.covering
            and last - first < 4
        ):
            last += 1
        for end in range(last, first, -1):
            if any(c.population >= _ENOUGH for c in self.index.candidates(syntax.slice(first, end))):
                return end if end == last or syntax.lowers[end] in self.words.after else 0
        return 0

    def named(self, name: str) -> list[Candidate]:
        """The places that a name may mean, the best known first."""
        return self.index.candidates(name)[:_MANY]


def _head(syntax: Syntax, first: int, last: int) -> int:
    for i in range(last - 1, first - 1, -1):
        if not first <= syntax.heads[i] < last or syntax.heads[i] == i:
            return i
    return last - 1


class _Resolver:
    """Chooses the places of one article together: each supports those near it and those of its country."""

    def __init__(self, draft: Draft, locator: Locator) -> None:
        self.draft = draft
        self.syntax = draft.syntax
        self.locator = locator
        self.gazetteer = locator.gazetteer
        self.words = locator.words
        self.countries: Counter[str] = Counter()
        self.chosen: dict[str, Candidate] = {}

    def resolve(self) -> None:
        """Sets the places of all geographic mentions."""
        open_ones: dict[str, list[Found]] = {}
        for found in self.draft.found:
            if found.country in self.gazetteer.states and (found.geographic or found.actors):
                self.countries[found.country] += 1
            if not found.geographic:
                continue
            if found.bearer in ("state", "adjective", "people") and not self._is_division(found):
                self._set_state(found)
            else:
                open_ones.setdefault(key_of(self._text(found)), []).append(found)
        choices = {key: self._candidates(key, mentions) for key, mentions in open_ones.items()}
        for key in sorted(choices, key=lambda k: len(choices[k])):
            best = self._best(choices[key], open_ones[key])
            if best is not None:
                self.chosen[key] = best
                for found in open_ones[key]:
                    self._set(found, best)

    # --- candidates

    def _text(self, found: Found) -> str:
        first = found.first
        while first < found.last - 1 and self.syntax.lowers[first] in (
            "the",
            "central",
            "northern",
            "southern",
            "eastern",
            "western",
        ):
            first += 1
        return self.syntax.slice(first, found.last)

    def _is_division(self, found: Found) -> bool:
        """Whether a state's name stands for a division of another ("Atlanta, Georgia", "the Georgia governor")."""
        if found.bearer != "state" or self.syntax.slice(found.first, found.last) != "Georgia":
            return False
        return self._container(found) == "USA" or self._americans() > 2 * max(self.countries["GEO"], 1)

    def _americans(self) -> int:
        return self.countries["USA"]

    def _container(self, found: Found) -> str | None:
        """The country of a town right before, with a comma between ("Atlanta, Georgia")."""
        at = found.first - 1
        if at < 1 or self.syntax.words[at] != ",":
            return None
        town = self.draft.covering.get(at - 1)
        if town is None or not town.geographic:
            return None
        states = {c.state for c in self.locator.named(self._text(town)) if c.admin1 in ("GA",)}
        return "USA" if "USA" in states else None

    def _candidates(self, key: str, mentions: list[Found]) -> list[Candidate]:
        out = self.locator.named(self._text(mentions[0]))
        words = key.split(" ")
        if not out and len(words) > 1 and words[-1] in self.words.after:
            out = self.locator.named(" ".join(words[:-1]))
        capital_of = {f.country for f in mentions if f.bearer == "capital" and f.country}
        if capital_of:
            out = [c for c in out if c.state in capital_of and c.feature.startswith("PPL")] or out
        return out

    # --- choice

    def _best(self, candidates: list[Candidate], mentions: list[Found]) -> Candidate | None:
        if not candidates:
            return None
        wanted = self._features(mentions)
        hints = self._hints(mentions)
        return max(candidates, key=lambda c: (self._score(c, wanted, hints), c.population, c.id))

    def _score(self, c: Candidate, wanted: frozenset[str], hints: set[tuple[str, str]]) -> float:
        score = math.log10(c.population + 10)
        total = sum(self.countries.values())
        if total:
            score += 3.0 * self.countries[c.state] / total + (1.0 if self.countries[c.state] else 0.0)
        score += 1.2 * min(sum(1 for other in self.chosen.values() if c.distance(other) < _NEAR), 3) / 2
        if (c.state, c.admin1) in hints:
            score += 6.0
        elif (c.state, "") in hints:
            score += 4.0
        if wanted:
            score += 3.0 if any(c.feature.startswith(w) for w in wanted) else -1.0
        elif c.feature in self.words.shy:
            score -= 1.5
        return score

    def _features(self, mentions: list[Found]) -> frozenset[str]:
        """What kind of place the words around its mentions say it is."""
        out: set[str] = set()
        for found in mentions:
            after = self.syntax.lowers[found.last] if found.last < len(self.syntax) else ""
            out |= self.words.after.get(after, frozenset()) | self.words.after.get(
                self.syntax.lowers[found.last - 1], frozenset()
            )
            before = found.first - 1
            if before > 0 and self.syntax.lowers[before] == "of":
                before -= 1
            if before >= 0:
                out |= self.words.before.get(self.syntax.lowers[before], frozenset())
        return frozenset(out)

    def _hints(self, mentions: list[Found]) -> set[tuple[str, str]]:
        """Countries and divisions that stand behind a name ("Paris, Texas", "Tripoli in Lebanon", "Springfield, Ill.")."""
        out: set[tuple[str, str]] = set()
        for found in mentions:
            at = found.last
            if (at + 1 < len(self.syntax) and self.syntax.words[at] in (",", "(")) or self._joined(at):
                behind = self.draft.covering.get(at + 1)
                if behind is None and self.syntax.lowers[at] == "in" and at + 2 < len(self.syntax):
                    behind = self.draft.covering.get(at + 2)
                out |= self._division(at + 1, behind)
        return out

    def _joined(self, at: int) -> bool:
        return at + 1 < len(self.syntax) and self.syntax.lowers[at] == "in"

    def _division(self, at: int, behind: Found | None) -> set[tuple[str, str]]:
        if at >= len(self.syntax):
            return set()
        name = self._text(behind) if behind is not None and behind.geographic else self.syntax.words[at]
        out: set[tuple[str, str]] = set()
        if behind is not None and behind.country in self.gazetteer.states:
            out.add((behind.country, ""))
        for c in self.locator.index.candidates(name):
            if c.feature == "ADM1":
                out.add((c.state, self._admin1_code(c)))
                out.add((c.state, ""))
        return out

    def _admin1_code(self, division: Candidate) -> str:
        """The ladder's code of a division: the postal one in the United States, elsewhere that of a town of its name."""
        if division.state == "USA":
            return us_postal_codes().get(division.name.removesuffix(" (state)").removesuffix(" (U.S. state)"), "")
        towns = (c for c in self.locator.named(division.name) if c.feature == "PPL" and c.state == division.state)
        return next((c.admin1 for c in towns), "")

    # --- writing down

    def _set_state(self, found: Found) -> None:
        assert found.country is not None
        state = self.gazetteer.states[found.country]
        place = Place(
            id=state.geonames or f"local:{state.id}",
            name=state.name,
            country=state.iso3 or state.id,
            lat=state.lat,
            lon=state.lon,
            feature="PCLI",
            wikidata=state.wikidata or None,
        )
        self.draft.places.setdefault(place.id, place)
        found.place = place.id

    def _set(self, found: Found, c: Candidate) -> None:
        state = self.gazetteer.states.get(c.state)
        place = Place(
            id=c.id,
            name=c.name,
            country=(state.iso3 or state.id) if state is not None else None,
            lat=c.lat,
            lon=c.lon,
            feature=c.feature,
            wikidata=c.wikidata or None,
        )
        self.draft.places.setdefault(place.id, place)
        found.place = place.id
        if found.country is None and state is not None:
            found.country = state.id
