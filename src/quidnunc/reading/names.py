"""Names → mentions: what the gazetteer knows, what the entity recogniser sees, and what the article itself introduces."""

from __future__ import annotations

from collections import Counter

from quidnunc.gazetteer import Gazetteer
from quidnunc.gazetteer.names import Name, pieces
from quidnunc.gazetteer.roles import RoleIndex
from quidnunc.gazetteer.tables import first_day
from quidnunc.reading.actors import ActorBook
from quidnunc.reading.bodies import Bodies
from quidnunc.reading.draft import Draft, Found
from quidnunc.reading.name_spans import PLACE_LABELS, Known, NameSpans
from quidnunc.reading.persons import Persons

_ORDER = ("state", "metonym", "collective", "capital", "organisation", "person", "adjective", "people", "place")
_SHARED = 3  # a name of more bearers than this ("Supreme Court") names none without a country
_OPPOSITES = {"North": "South", "South": "North", "East": "West", "West": "East"}
_FEW = 3  # a collective of no more members than this stands for them ("the two Koreas")


class Namer:
    """Finds the names in one article.

    Args:
        draft: the article's draft; mentions are added to ``draft.found``.
        book: makes the actors.
        gazetteer: who there is.
        roles: role nouns, to tell a ministry from a town.
    """

    def __init__(self, draft: Draft, book: ActorBook, gazetteer: Gazetteer, roles: RoleIndex) -> None:
        self.draft = draft
        self.syntax = draft.syntax
        self.book = book
        self.gazetteer = gazetteer
        self.roles = roles
        self.day = draft.article.published
        self.persons = Persons(book, gazetteer, self.day)
        self.bodies = Bodies(draft.syntax, book, gazetteer, roles, self.persons)
        self.taken: dict[int, Found] = {}
        self.countries: Counter[str] = Counter()
        self.country_at: dict[int, str] = {}
        self.chosen: set[str] = set()

    def find(self) -> None:
        """Adds all names of the article to the draft."""
        spans = NameSpans(self.syntax, self.gazetteer, self.roles, self.persons)
        known = spans.known()
        self._mark_countries(known)
        self._halves()
        for first, last, names, label in spans.settled(known):
            found = self._resolve(first, last, names, label)
            if found is not None:
                self._take(found)
        self._short_forms()
        self.draft.found.sort(key=lambda f: (f.first, -f.last))
        self.draft.index_mentions()

    def _mark_countries(self, known: list[Known]) -> None:
        """Which countries the article speaks of, and where: what tells one Supreme Court from another."""
        for first, last, names in known:
            if len(names) == 1 and names[0].bearer in ("state", "adjective", "capital", "people"):
                self.countries[names[0].id] += 1
                for i in range(first, last):
                    self.country_at[i] = names[0].id

    # --- what they name

    def _resolve(self, first: int, last: int, names: list[Name], label: str) -> Found | None:
        if names:
            return self._resolve_known(first, last, names, label)
        if label == "PERSON":
            found = Found(first, last, self.syntax.head_in(first, last), "name")
            found.actors = (self.persons.named(self.syntax.lowers[first:last], self.syntax.slice(first, last)),)
            self.persons.describe(found)
            return found
        if label == "ORG":
            return self.bodies.resolve(first, last)
        if label in PLACE_LABELS:
            found = Found(first, last, self.syntax.head_in(first, last), "name", geographic=True)
            introduced = self.persons.by_last.get(self.syntax.lowers[first]) if last - first == 1 else None
            if introduced is not None:  # "Khalil", of whom the article spoke, is no town of the name
                found.actors, found.geographic = (introduced,), False
                self.persons.describe(found)
            return found
        return None

    def _resolve_known(self, first: int, last: int, names: list[Name], label: str) -> Found | None:
        name = self._best(names, label, first)
        if name is None:
            return None
        found = Found(first, last, self.syntax.head_in(first, last), "name", bearer=name.bearer)
        book, gazetteer = self.book, self.gazetteer
        if name.bearer in ("state", "adjective", "capital"):
            found.country = name.id
            found.geographic = True
            found.demonym = name.bearer == "adjective"
            found.actors = () if name.bearer == "capital" and self._titles_thing(found) else (book.state(name.id),)
            if (
                found.demonym
                and self.syntax.tags[found.head].startswith("NN")
                and self.syntax.deps[found.head] not in ("compound", "amod", "nmod")
            ):
                found.number = "plural"
        elif name.bearer == "people":
            found.country = name.id
            found.geographic = True
            found.demonym = True
            found.number = "plural" if self.syntax.tags[found.head] in ("NNS", "NNPS") else "singular"
            if self.syntax.deps[found.head] in ("amod", "compound", "nmod"):
                found.actors = (book.state(name.id),)
            else:
                found.actors = (self._people(found, name.id),)
        elif name.bearer == "organisation":
            entry = gazetteer.organisations[name.id]
            self.chosen.add(name.id)
            found.actors = (book.organisation(name.id),)
            found.country = entry.country or None
        elif name.bearer == "metonym":
            metonym = gazetteer.metonyms[int(name.id)]
            found.actors = (book.metonym(int(name.id)),)
            found.country = metonym.state or None
        elif name.bearer == "place":
            found.geographic = True
        elif name.bearer == "collective":
            members = gazetteer.collectives[int(name.id)].members
            few = 2 <= len(members) <= _FEW and all(m in gazetteer.states for m in members)
            found.actors = tuple(book.state(m) for m in members) if few else (book.collective(int(name.id)),)
            found.number = "plural"
        else:
            introduced = self.persons.introduced(self.syntax.lowers[first]) if last - first == 1 else None
            if introduced is not None:
                found.actors = (introduced,)
                self.persons.describe(found)
                return found
            found.actors = (book.person(name.id),)
            self.persons.describe(found)
            self.persons.remember(name.id, found.actors[0])
            if last - first > 1:
                self.persons.remember(self.syntax.slice(first, last), found.actors[0])
        return found

    def _titles_thing(self, found: Found) -> bool:
        """Whether a town's name is part of a thing's ("the Paris Agreement", "the Geneva Conventions")."""
        syntax, head = self.syntax, self.syntax.heads[found.head]
        if (
            syntax.deps[found.head] not in ("compound", "nmod")
            or syntax.tags[head] not in ("NNP", "NNPS")
            or head < found.last
        ):
            return False
        return self.roles.match(syntax.lowers, syntax.lemmas, head) is None

    def _people(self, found: Found, state: str) -> str:
        """ "Russians" as a group of people; "the Russians" bare as the state."""
        syntax, head = self.syntax, found.head
        determiner = syntax.child(head, "det")
        counted = syntax.child(head, "nummod", "amod", "quantmod")
        if determiner is not None and syntax.lowers[determiner] == "the" and counted is None:
            return self.book.state(state)
        return self.book.composed(state, "CVL", syntax.words[head], name=syntax.words[head], kind="group")

    def _best(self, names: list[Name], label: str, at: int) -> Name | None:
        """One bearer of an ambiguous name: by label, kind, country, and who was in office; None where nothing tells."""
        people = [n for n in names if n.bearer == "person"]
        if label == "PERSON" and people:
            names = people
        if len(names) > 1:
            if all(n.bearer == "person" for n in names):
                return max(names, key=lambda n: self.persons.prominence(n.id))
            names = sorted(names, key=lambda n: (not self._exists(n), _ORDER.index(n.bearer)))
            if names[0].bearer in ("organisation", "metonym"):
                return self._of_country([n for n in names if n.bearer == names[0].bearer], at)
        return names[0]

    def _of_country(self, names: list[Name], at: int) -> Name | None:
        """The body or metonym of a shared name that belongs to the country named right before, or most spoken of."""
        before = self.country_at.get(at - 1) or self.country_at.get(at - 2)
        scored = []
        for order, name in enumerate(names):
            if name.bearer == "metonym":
                country = self.gazetteer.metonyms[int(name.id)].state
            else:
                country = self.gazetteer.organisations[name.id].country
            scored.append(
                (
                    country == before and bool(before),
                    name.id in self.chosen,
                    self.countries.get(country, 0),
                    -order,
                    name,
                )
            )
        best = max(scored, key=lambda item: item[:4])
        if len(names) > _SHARED and not any(best[:3]):
            return None
        return best[4]

    def _exists(self, name: Name) -> bool:
        """Whether a state or organisation existed on the report's day."""
        entry = self.gazetteer.states.get(name.id) or self.gazetteer.organisations.get(name.id)
        if entry is None or self.day is None:
            return entry is None or not entry.end
        return (not entry.start or first_day(entry.start) <= self.day) and (
            not entry.end or self.day <= entry.end + "-12-31"
        )

    # --- second look

    def _take(self, found: Found) -> None:
        for i in range(found.first, found.last):
            if i in self.taken:
                return
        for i in range(found.first, found.last):
            self.taken[i] = found
        self.draft.found.append(found)

    def _halves(self) -> None:
        """ "the North" once either Korea was named."""
        halves: dict[str, str] = {}
        for key in self.countries:
            half, *rest = self.gazetteer.states[key].name.split()
            other = _OPPOSITES.get(half)
            twins = self.gazetteer.index.exact(" ".join((other, *rest))) if other and len(rest) == 1 else []
            for twin in (name for name in twins if name.bearer == "state" and self._exists(name)):
                halves.update({half: key, other or "": twin.id})
        for i, word in enumerate(self.syntax.words):
            bare = i + 1 == len(self.syntax) or self.syntax.tags[i + 1] not in ("NNP", "NNPS", "IN", "HYPH")
            if word in halves and i and i not in self.taken and self.syntax.lowers[i - 1] == "the" and bare:
                state = halves[word]
                self._take(
                    Found(i, i + 1, i, "name", (self.book.state(state),), state, geographic=True, bearer="state")
                )

    def _short_forms(self) -> None:
        """Surnames and acronyms of those introduced in full, where the recogniser saw nothing."""
        syntax = self.syntax
        for i, word in enumerate(syntax.words):
            if i in self.taken or not word[0].isupper() or len(word) < 2:
                continue
            actors = self.bodies.acronyms.get(word)
            if actors is None:
                spelled = " ".join(pieces(word)).lower()
                key = self.persons.by_last.get(spelled)  # a surname that was introduced is one, however it is tagged
                if key is None and syntax.tags[i] in ("NNP", "NNPS"):
                    key = self.persons.by_part.get(spelled)
                actors = (key,) if key is not None else None
            if actors is None:
                continue
            found = Found(i, i + 1, i, "name", actors=actors)
            if self.book[actors[0]].kind == "person":
                self.persons.describe(found)
            self._take(found)
