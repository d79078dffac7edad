"""Names → mentions: what the gazetteer knows, what the entity recogniser sees, and what the article itself introduces."""

from __future__ import annotations

from quidnunc.gazetteer import Gazetteer
from quidnunc.gazetteer.names import Name, pieces
from quidnunc.gazetteer.roles import Role, RoleIndex
from quidnunc.reading.actors import ActorBook
from quidnunc.reading.bearers import Bearers
from quidnunc.reading.bodies import Bodies
from quidnunc.reading.draft import Draft, Found
from quidnunc.reading.name_spans import PLACE_LABELS, NameSpans
from quidnunc.reading.persons import Persons

_INSIDE = frozenset({"in", "at", "near", "outside", "inside", "around"})
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

    def find(self) -> None:
        """Adds all names of the article to the draft."""
        self.spans = spans = NameSpans(self.syntax, self.gazetteer, self.roles, self.persons)
        known = spans.known()
        self.bearers = Bearers(self.gazetteer, self.persons, self.day, known)
        self.persons.countries = self.bearers.spoken
        self._halves()
        for first, last, names, label in spans.settled(known):
            found = self._resolve(first, last, names, label)
            if found is not None:
                self._take(found)
        self._short_forms()
        self._titled_names()
        self.draft.found.sort(key=lambda f: (f.first, -f.last))
        self.draft.index_mentions()

    # --- what they name

    def _resolve(self, first: int, last: int, names: list[Name], label: str) -> Found | None:
        if label == "PERSON" and not names and self._part(first, last):
            label = "ORG"
        if (label == "PERSON" and not names) or self._is_titled(first, last, names):
            title = self._title_before(first)
            found = Found(first, last, self.syntax.head_in(first, last), "name")
            found.actors = (self.persons.named(self.syntax.lowers[first:last], self.syntax.slice(first, last), title),)
            self.persons.describe(found)
            return found
        if names:
            return self._resolve_known(first, last, names, label)
        part = self._part(first, last) if label in PLACE_LABELS else ()
        if part:
            return Found(first, last, self.syntax.head_in(first, last), "name", part)
        if label == "ORG":
            return self.bodies.resolve(first, last)
        if label in PLACE_LABELS and any(word[0].isupper() for word in self.syntax.words[first:last]):
            found = Found(first, last, self.syntax.head_in(first, last), "name", geographic=True)
            surname = () if last - first > 1 or self._is_inside(first) else self._surname(first, given=False)
            if surname:  # "Khalil", of whom the article spoke, is no town of the name
                found.actors, found.geographic = surname, False
                self.persons.describe(found)
            return found
        return None

    def _part(self, first: int, last: int) -> tuple[str, ...]:
        """The organisation that a name not known as a person's or a place's is a part of ("Burisma")."""
        text = self.syntax.slice(first, last)
        known = self.persons.introduced(text.lower()) is not None
        return () if known or self._is_inside(first) else self.bodies.part_of(first, text)

    def _is_titled(self, first: int, last: int, names: list[Name]) -> bool:
        """Whether a title before it makes a person of a place's name ("Queen Victoria")."""
        syntax = self.syntax
        if last - first > 1 or not names or names[0].bearer not in ("state", "capital", "place") or not first:
            return False
        before = first - 1
        joined = syntax.deps[before] == "compound" and syntax.heads[before] == first and syntax.tags[before] == "NNP"
        return joined and (
            self._title_before(first) is not None or syntax.lowers[before] in self.roles.table.honorifics
        )

    def _title_before(self, first: int) -> Role | None:
        """The office or role that stands right before a name."""
        for start in range(max(first - 4, 0), first):
            match = self.roles.match(self.syntax.lowers, self.syntax.lemmas, start)
            if match is not None and start + match[0] == first and match[1].kind in ("office", "person"):
                return match[1]
        return None

    def _resolve_known(self, first: int, last: int, names: list[Name], label: str) -> Found | None:
        name = self.bearers.choose(names, label, first)
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
            self.bearers.chosen.add(name.id)
            found.actors = (book.organisation(name.id),)
            self.bodies.introduce(self.syntax.slice(first, last), found.actors)
            found.country = entry.country or None
        elif name.bearer == "metonym":
            metonym = gazetteer.metonyms[int(name.id)]
            found.geographic = metonym.place_name == metonym.text  # a town, where things happen, too: "in Brussels"
            found.actors = () if found.geographic and self._is_inside(first) else (book.metonym(int(name.id)),)
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
            better = self.persons.better(name.id, self._title_before(first)) if last - first == 1 else None
            found.actors = (better or book.person(name.id),)
            self.persons.describe(found)
            self.persons.remember(book[found.actors[0]].name, found.actors[0])
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
        for key in self.bearers.spoken:
            half, *rest = self.gazetteer.states[key].name.split()
            other = _OPPOSITES.get(half)
            twins = self.gazetteer.index.exact(" ".join((other, *rest))) if other and len(rest) == 1 else []
            for twin in (name for name in twins if name.bearer == "state" and self.bearers.exists(name)):
                halves.update({half: key, other or "": twin.id})
        for i, word in enumerate(self.syntax.words):
            bare = i + 1 == len(self.syntax) or self.syntax.tags[i + 1] not in ("NNP", "NNPS", "IN", "HYPH")
            if word in halves and i and i not in self.taken and self.syntax.lowers[i - 1] == "the" and bare:
                state = halves[word]
                self._take(
                    Found(i, i + 1, i, "name", (self.book.state(state),), state, geographic=True, bearer="state")
                )

    def _short_forms(self) -> None:
        """Surnames and acronyms of those introduced in full, and of leaders, where the recogniser saw nothing."""
        syntax = self.syntax
        timed = {i for time in self.draft.times for i in syntax.tokens_in(time.start, time.end)}
        for i, word in enumerate(syntax.words):
            if i in self.taken or not word[0].isupper() or len(word) < 2:
                continue
            if i in timed and not self._acts(i):
                continue  # "in May"
            actors = self.bodies.acronyms.get(word) or self._surname(i)
            if not actors:
                continue
            found = Found(i, i + 1, i, "name", actors=actors)
            if self.book[actors[0]].kind == "person":
                self.persons.describe(found)
            self._take(found)

    def _is_inside(self, first: int) -> bool:
        """Whether a preposition says that a name is where something is ("in Brussels")."""
        return first > 0 and self.syntax.lowers[first - 1] in _INSIDE

    def _titled_names(self) -> None:
        """Unknown names right after a title in capitals, where the recogniser saw nothing ("Princess Ubolratana Mahidol")."""
        syntax = self.syntax
        i = 1
        while i < len(syntax):
            last = i
            while last < len(syntax) and last - i < 4 and syntax.tags[last] == "NNP" and self._is_free(last):
                last += 1
            if last > i and self._is_title(i - 1) and not self.spans.is_loud(i):
                text = syntax.slice(i, last)
                found = Found(i, last, syntax.head_in(i, last), "name")
                found.actors = (self.persons.named(syntax.lowers[i:last], text, self._title_before(i)),)
                self.persons.describe(found)
                self._take(found)
            i = max(last, i + 1)

    def _is_free(self, i: int) -> bool:
        """Whether a word is in no mention and no role noun."""
        syntax = self.syntax
        return (
            i not in self.taken
            and syntax.words[i].isalpha()
            and syntax.words[i][0].isupper()
            and self.roles.match(syntax.lowers, syntax.lemmas, i) is None
            and syntax.lowers[i] not in self.roles.table.honorifics
        )

    def _is_title(self, i: int) -> bool:
        """Whether a word ends a title in capitals that a name may follow."""
        syntax = self.syntax
        if i in self.taken or syntax.tags[i] != "NNP" or syntax.sentence_of[i] != syntax.sentence_of[i + 1]:
            return False
        role = self._title_before(i + 1)
        named = role is not None and role.kind in ("office", "person") and not role.owned
        return (named or syntax.lowers[i] in self.roles.table.honorifics) and syntax.deps[i] == "compound"

    def _surname(self, i: int, given: bool = True) -> tuple[str, ...]:
        """Whom a single capitalised word means as a surname; () for nobody."""
        syntax = self.syntax
        spelled = " ".join(pieces(syntax.words[i])).lower()
        key = self.persons.by_last.get(spelled)  # a surname that was introduced is one, however it is tagged
        if key is None and given and syntax.tags[i] in ("NNP", "NNPS"):
            key = self.persons.by_part.get(spelled)
        if key is None and self._acts(i):
            key = self.persons.leader(spelled)
        return (key,) if key is not None else ()

    def _acts(self, i: int) -> bool:
        """Whether a word stands as a subject would, right before a verb in the past or third person ("May resigned")."""
        syntax = self.syntax
        opens = i == syntax.sentences[syntax.sentence_of[i]][0] or syntax.tags[i] in ("NNP", "NNPS")
        return opens and i + 1 < len(syntax) and syntax.tags[i + 1] in ("VBD", "VBZ") and syntax.lowers[i + 1] != "'s"
