"""Names that need a sign before they are taken for what the gazetteer knows by them: acronyms, and capitals with namesakes.

"CMA" is a Malian alliance, a country music award and a competition authority; "Victoria" is the capital of Seychelles and much else.
"""

from __future__ import annotations

from collections.abc import Iterator

from quidnunc.gazetteer import Gazetteer
from quidnunc.gazetteer.names import Name, pieces
from quidnunc.gazetteer.tables import first_day, last_day
from quidnunc.reading.language import Syntax

Known = tuple[int, int, list[Name]]
_LONGEST = 6
_BY_LETTERS = frozenset({"armed_group", "intelligence", "military", "police"})
_SMALL = frozenset({"of", "and", "for", "the", "in", "on", "de", "du", "la", "-", "&"})


class Signs:
    """What in an article speaks for or against a name.

    Args:
        known: the names found, with all their bearers.
        syntax: the article's syntax.
        gazetteer: whose names they are.
        day: the report's ISO date, or None.
    """

    def __init__(self, known: list[Known], syntax: Syntax, gazetteer: Gazetteer, day: str | None) -> None:
        self.known = known
        self.gazetteer = gazetteer
        self.day = day
        self.shared = {tuple(pieces(capital)) for capital in gazetteer.words.risky.capitals}
        self.expansions = dict(_expansions(syntax))
        self.named = {
            sign for first, last, names in known for name in names for sign in self._signs(name, last - first)
        }

    def meant(self) -> list[Known]:
        """The names without the bearers that they do not stand for."""
        out = []
        for first, last, names in self.known:
            kept = [name for name in names if self._is_meant(name, last - first)]
            if kept:
                out.append((first, last, kept))
        return out

    def _signs(self, name: Name, length: int) -> Iterator[str]:
        """The ids of states and organisations that a name speaks for."""
        if name.bearer in ("state", "adjective", "people"):
            yield name.id
        elif name.bearer == "metonym":
            yield self.gazetteer.metonyms[int(name.id)].state
        elif name.bearer == "person":
            yield self.gazetteer.people[name.id].country
        elif name.bearer == "organisation" and not _is_acronym(name, length):
            yield from (name.id, self.gazetteer.organisations[name.id].country)
        elif name.bearer == "capital" and not self._has_namesakes(name):
            yield name.id

    def _is_meant(self, name: Name, length: int) -> bool:
        if name.bearer == "capital":
            state = self.gazetteer.states[name.id]
            return self._exists(state.start, state.end) and (name.id in self.named or not self._has_namesakes(name))
        return not _is_acronym(name, length) or (self._is_supported(name) and self._is_as_expanded(name))

    def _has_namesakes(self, name: Name) -> bool:
        """Whether a capital is a territory's or an unrecognised state's, or a town elsewhere is as well known by the name."""
        state = self.gazetteer.states[name.id]
        return state.status in ("territory", "unrecognised") or name.words in self.shared

    def _is_supported(self, name: Name) -> bool:
        """Whether an acronym is found without more, or its country or full name stands somewhere.

        Without are found bodies of the countries at home (``risky.yaml``), international ones, and, while they exist, forces, services
        and armed groups, which reports name by their letters.
        """
        entry = self.gazetteer.organisations[name.id]
        home = not entry.country or entry.country in self.gazetteer.words.risky.home
        if home or entry.country in self.named or name.id in self.named:
            return True
        return entry.kind in _BY_LETTERS and self._exists(entry.start, entry.end)

    def _is_as_expanded(self, name: Name) -> bool:
        """Whether what the article says that an acronym means, if anything, shares a word with its bearer's names."""
        words = self.expansions.get(name.words[0])
        if words is None:
            return True
        entry = self.gazetteer.organisations[name.id]
        ours = {piece.lower() for text in (entry.name, *entry.short_names) for piece in pieces(text)} - _SMALL
        return not ours.isdisjoint(words)

    def _exists(self, start: str, end: str) -> bool:
        if self.day is None:
            return not end
        return (not start or first_day(start) <= self.day) and (not end or self.day <= last_day(end))


def _is_acronym(name: Name, length: int) -> bool:
    word = name.words[0]
    return name.bearer == "organisation" and length == len(name.words) == 1 and word.isupper() and len(word) <= _LONGEST


def _expansions(syntax: Syntax) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Acronyms in brackets behind the words whose first letters they are ("artificial pancreas (AP)"), with those words."""
    words = syntax.words
    for i in range(2, len(words) - 1):
        acronym = words[i]
        if words[i - 1] != "(" or words[i + 1] != ")" or not (acronym.isupper() and 2 <= len(acronym) <= _LONGEST):
            continue
        at, left = i - 2, len(acronym)
        taken: list[str] = []
        while at >= 0 and left and len(taken) < 2 * len(acronym):
            lower = syntax.lowers[at]
            if lower.startswith(acronym[left - 1].lower()):
                left -= 1
            elif lower not in _SMALL:
                break
            taken.append(lower)
            at -= 1
        if not left:
            yield acronym, tuple(word for word in reversed(taken) if word not in _SMALL)
