"""Names → mentions: what the gazetteer knows, what the entity recogniser sees, and what the article itself introduces."""

from __future__ import annotations

import re
from collections import Counter

from quidnunc.gazetteer import Gazetteer
from quidnunc.gazetteer.names import Name, pieces
from quidnunc.gazetteer.roles import Role, RoleIndex
from quidnunc.gazetteer.store import FAMILY_FIRST
from quidnunc.gazetteer.tables import first_day
from quidnunc.reading.actors import ActorBook
from quidnunc.reading.draft import Draft, Found

_ORDER = ("state", "metonym", "collective", "capital", "organisation", "person", "adjective", "people", "place")
_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
_NO_NAME_LABELS = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY", "NORP", "LANGUAGE"})
_COMPANY = re.compile(
    r"\b(?:Inc|Corp|Ltd|LLC|PLC|plc|Co|AG|SA|NV|GmbH|Group|Holdings|Industries|Airlines|Airways|Motors|Bank|Technologies|Energy|Petroleum|Steel|Mining)\b\.?$"
)
_PARAMOUNT = frozenset({"Supreme Leader", "General Secretary of the Communist Party", "General Secretary"})
_FEW = 3  # a collective of no more members than this stands for them ("the two Koreas")
_SHARED = 3  # a name of more bearers than this ("Supreme Court") names none without a country
_PAPER = re.compile(
    r"\b(?:News|Times|Post|Daily|Herald|Tribune|Gazette|Chronicle|Telegraph|Journal|Radio|Television|TV|Broadcasting)$"
)
_ACRONYM = re.compile(r"^[A-Z][A-Za-z]{1,9}$")


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
        self.taken: dict[int, Found] = {}
        self.people_by_surname: dict[str, str] = {}
        self.people_by_part: dict[str, str] = {}
        self.local_acronyms: dict[str, tuple[str, ...]] = {}
        self.countries: Counter[str] = Counter()
        self.country_at: dict[int, str] = {}
        self.chosen: set[str] = set()

    def find(self) -> None:
        """Adds all names of the article to the draft."""
        known = self._known_names()
        self._mark_countries(known)
        entities = self._entities()
        spans = self._settle(known, entities)
        for first, last, names, label in spans:
            found = self._resolve(first, last, names, label)
            if found is not None:
                self._take(found)
        self._short_forms()
        self.draft.found.sort(key=lambda f: (f.first, -f.last))
        self.draft.index_mentions()

    # --- where names stand

    def _known_names(self) -> list[tuple[int, int, list[Name]]]:
        """Gazetteer names as token ranges, the longest at each place."""
        syntax, index = self.syntax, self.gazetteer.index
        words: list[str] = []
        token: list[int] = []
        for i, word in enumerate(syntax.words):
            for piece in (word,) if word.isalpha() and word.isascii() else pieces(word):
                words.append(piece)
                token.append(i)
        lowers = [word.lower() for word in words]
        loud = self._loud_sentences()
        out = []
        at = 0
        while at < len(words):
            length, names = index.match(words, lowers, at, syntax.sentence_of[token[at]] in loud)
            if length and lowers[at] == "the" and at + 1 < len(words):
                beyond, _ = index.match(words, lowers, at + 1, syntax.sentence_of[token[at + 1]] in loud)
                if beyond + 1 > length:  # "the West Bank" is not "the West"
                    at += 1
                    continue
            if length and self._whole(token, at, length):
                first, last = token[at], token[at + length - 1] + 1
                if syntax.sentence_of[first] == syntax.sentence_of[last - 1] and self._likely(first, last, names):
                    out.append((first, last, names))
                    at += length
                    continue
            at += 1
        return out

    def _mark_countries(self, known: list[tuple[int, int, list[Name]]]) -> None:
        """Which countries the article speaks of, and where: what tells one Supreme Court from another."""
        for first, last, names in known:
            if len(names) == 1 and names[0].bearer in ("state", "adjective", "capital", "people"):
                self.countries[names[0].id] += 1
                for i in range(first, last):
                    self.country_at[i] = names[0].id

    @staticmethod
    def _whole(token: list[int], at: int, length: int) -> bool:
        """Whether pieces start and end where tokens do."""
        end = at + length
        return (at == 0 or token[at - 1] != token[at]) and (end == len(token) or token[end] != token[end - 1])

    def _loud_sentences(self) -> set[int]:
        """Sentences in capitals, where case tells nothing."""
        loud = set()
        for number, (first, last) in enumerate(self.syntax.sentences):
            alphabetic = [w for w in self.syntax.words[first:last] if w.isalpha() and len(w) > 1]
            if len(alphabetic) >= 3 and sum(w.isupper() for w in alphabetic) >= 0.8 * len(alphabetic):
                loud.add(number)
        return loud

    def _likely(self, first: int, last: int, names: list[Name]) -> bool:
        """A single common word at the start of a sentence is no name ("Turkey" is, "Nice" is not) unless tagged as one."""
        if last - first > 1 or self.syntax.tags[first] in ("NNP", "NNPS"):
            return True
        if names[0].bearer in ("adjective", "people"):
            return True
        word = self.syntax.words[first]
        at_start = first == self.syntax.sentences[self.syntax.sentence_of[first]][0]
        if word.isupper() and len(word) > 1:
            return True
        if self.syntax.pos[min(last, len(self.syntax) - 1)] in ("VERB", "AUX") and self._well_known(names[0]):
            return True  # "Trump condemned", "Whitehall denied": whatever the tagger thinks
        return not at_start or any(e.first <= first < e.last for e in self.syntax.entities)

    def _well_known(self, name: Name) -> bool:
        """Whether a single word is a metonym's, or somebody's who is in high office on the day."""
        return name.bearer == "metonym" or (name.bearer == "person" and self._rank(name.id) > 0)

    def _entities(self) -> list[tuple[int, int, str]]:
        """The recogniser's entities without articles, titles and possessive marks."""
        syntax = self.syntax
        titles = self._long_titles()
        out = []
        for entity in syntax.entities:
            first, last = entity.first, entity.last
            if any(start <= first and last <= end for start, end in titles):
                continue  # "State" in "Secretary of State" is no name
            while first < last and (
                syntax.lowers[first] in ("the", "a", "an")
                or syntax.tags[first] in ("``", "''", "PRP$", "POS", ":", "-LRB-")
            ):
                first += 1
            while first < last and syntax.tags[last - 1] in (
                "POS",
                "``",
                "''",
                ":",
                "-RRB-",
                ",",
                "IN",
                "CC",
                "DT",
                "TO",
            ):
                last -= 1
            if first < last and all(syntax.pos[i] in ("ADV", "VERB", "AUX", "DET", "PRON") for i in range(first, last)):
                continue
            if entity.label == "PERSON":
                first = self._after_title(first, last)
            if first < last and any(c.isalpha() for c in syntax.slice(first, last)):
                out.append((first, last, entity.label))
        return out

    def _long_titles(self) -> list[tuple[int, int]]:
        """Role nouns of several words, as token ranges."""
        out = []
        for i in range(len(self.syntax)):
            match = self.roles.match(self.syntax.lowers, self.syntax.lemmas, i)
            if match is not None and match[0] > 1:
                out.append((i, i + match[0]))
        return out

    def _after_title(self, first: int, last: int) -> int:
        """Where a person's name starts behind role nouns and forms of address."""
        while first < last - 1:
            lower = self.syntax.lowers[first]
            if lower in self.roles.table.honorifics:
                first += 1
                continue
            role = self.roles.match(self.syntax.lowers, self.syntax.lemmas, first)
            if role is None or first + role[0] >= last:
                break
            first += role[0]
        return first

    def _settle(
        self, known: list[tuple[int, int, list[Name]]], entities: list[tuple[int, int, str]]
    ) -> list[tuple[int, int, list[Name], str]]:
        """One reading where a known name and an entity overlap."""
        labels: dict[tuple[int, int], str] = {(f, la): label for f, la, label in entities}
        out: list[tuple[int, int, list[Name], str]] = []
        replaced: set[tuple[int, int]] = set()
        for first, last, label in entities:
            inside = [k for k in known if k[0] < last and first < k[1]]
            if label in _NO_NAME_LABELS or any(
                k[0] <= first or last <= k[1] for k in inside if not (first <= k[0] and k[1] <= last)
            ):
                continue
            if any((k[0], k[1]) == (first, last) for k in inside):
                continue
            if self._prevails(first, last, label, inside):
                replaced.update((k[0], k[1]) for k in inside)
                out.append((first, last, [], label))
        for first, last, names in known:
            if (first, last) not in replaced:
                out.append((first, last, names, labels.get((first, last), "")))
        out.sort(key=lambda item: (item[0], -item[1]))
        return out

    def _prevails(self, first: int, last: int, label: str, inside: list[tuple[int, int, list[Name]]]) -> bool:
        """Whether an entity goes before the known names within it ("Paris Hilton", "the Jordan Times")."""
        if label == "PERSON":
            whole = all(k[1] < last or k[2][0].bearer == "person" for k in inside)
            given = last - first == 2 and self.syntax.tags[first] == "NNP" and not any(k[0] <= first for k in inside)
            return (whole or given) and not self._just_title(inside, first, last)
        if label == "ORG":
            return not inside or self._is_name_of_own(first, last, inside)
        if not inside:
            return True
        if label not in _PLACE_LABELS:
            return False
        return len(inside) == 1 and last - first > 1 and inside[0][2][0].bearer in ("state", "capital")

    def _just_title(self, inside: list[tuple[int, int, list[Name]]], first: int, last: int) -> bool:
        """Whether a "person" is only a demonym and a known surname ("Russian Putin")."""
        return (
            bool(inside)
            and inside[-1][1] == last
            and inside[-1][2][0].bearer == "person"
            and all(any(k[0] <= i < k[1] for k in inside) for i in range(first, last))
        )

    def _is_name_of_own(self, first: int, last: int, inside: list[tuple[int, int, list[Name]]]) -> bool:
        """Whether an ORG that contains a known name is more than that name with a role noun around it."""
        rest = [i for i in range(first, last) if not any(k[0] <= i < k[1] for k in inside)]
        if not rest:
            return False
        if inside[-1][2][0].bearer in ("organisation", "person", "metonym") and inside[-1][1] == last:
            return False
        return all(
            self.syntax.words[i][0].isupper()
            or self.syntax.lowers[i] in ("of", "for", "and", "the", "on", "in", "&", "-", "to")
            for i in rest
        )

    # --- what they name

    def _resolve(self, first: int, last: int, names: list[Name], label: str) -> Found | None:
        if names:
            return self._resolve_known(first, last, names, label)
        if label == "PERSON":
            return self._resolve_person(first, last)
        if label == "ORG":
            return self._resolve_organisation(first, last)
        if label in _PLACE_LABELS:
            return Found(first, last, self._head(first, last), "name", geographic=True)
        return None

    def _head(self, first: int, last: int) -> int:
        heads = self.syntax.heads
        for i in range(last - 1, first - 1, -1):
            if not first <= heads[i] < last or heads[i] == i:
                return i
        return last - 1

    def _resolve_known(self, first: int, last: int, names: list[Name], label: str) -> Found | None:
        name = self._best(names, label, first)
        if name is None:
            return None
        found = Found(first, last, self._head(first, last), "name", bearer=name.bearer)
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
            introduced = self._introduced(first, last)
            if introduced is not None:
                found.actors = (introduced,)
                self._personal(found)
                return found
            found.actors = (book.person(name.id),)
            self._personal(found)
            self._remember(name.id, found.actors[0])
            if last - first > 1:
                self._remember(self.syntax.slice(first, last), found.actors[0])
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

    def _introduced(self, first: int, last: int) -> str | None:
        """Whom the article introduced by a longer name that holds this single word ("Mohammad bin Salman … Mohammad's")."""
        if last - first > 1:
            return None
        return self.people_by_surname.get(self.syntax.lowers[first]) or self.people_by_part.get(
            self.syntax.lowers[first]
        )

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
                return max(names, key=lambda n: self._prominence(n.id))
            names = sorted(names, key=lambda n: (not self._exists(n), _ORDER.index(n.bearer)))
            if names[0].bearer == "organisation":
                return self._of_country([n for n in names if n.bearer == "organisation"], at)
        return names[0]

    def _of_country(self, names: list[Name], at: int) -> Name | None:
        """The organisation of a shared name that belongs to the country named right before, or most spoken of."""
        before = self.country_at.get(at - 1) or self.country_at.get(at - 2)
        scored = []
        for order, name in enumerate(names):
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

    def _prominence(self, person: str) -> tuple[bool, bool, str]:
        """In office on the day before others, high office before low, late before early."""
        terms = self.gazetteer.offices_of(person, self.day)
        last = max((first_day(t.start) for t in self.gazetteer.terms_by_person.get(person, ())), default="")
        return bool(terms), any(t.office in ("head_of_state", "head_of_government") for t in terms), last

    def _resolve_person(self, first: int, last: int) -> Found:
        syntax = self.syntax
        text = syntax.slice(first, last)
        found = Found(first, last, self._head(first, last), "name")
        if last - first == 1 or (last - first == 2 and syntax.lowers[first] in ("al", "el", "bin", "von", "de", "van")):
            key = self._by_surname(text)
            if key is not None:
                found.actors = (key,)
                self._personal(found)
                return found
        known = [n for n in self.gazetteer.index.exact(text) if n.bearer == "person"]
        if not known:
            known = self._inner_name(first, last)
        if known:
            name = max(known, key=lambda n: self._prominence(n.id))
            found.actors = (self.book.person(name.id),)
            self._remember(name.id, found.actors[0])
            self._remember(text, found.actors[0])
        else:
            found.actors = (self.book.local_person(text, None, None),)
            self._remember(text, found.actors[0])
        self._personal(found)
        return found

    def _inner_name(self, first: int, last: int) -> list[Name]:
        """First and last word of a longer name, as the gazetteer may know the person ("Vladimir Vladimirovich Putin")."""
        words = pieces(self.syntax.slice(first, last))
        if len(words) < 3:
            return []
        found = self.gazetteer.index.exact(f"{words[0]} {words[-1]}")
        return [n for n in found if n.bearer == "person"]

    def _personal(self, found: Found) -> None:
        """Gender and country of a known person."""
        actor = self.book[found.actors[0]]
        entry = self.gazetteer.people.get(actor.name)
        if entry is not None:
            found.gender = entry.gender
            found.country = (entry.country or None) if actor.country else None

    def _remember(self, name: str, actor: str) -> None:
        """Keeps a person's surname (and the words before it that belong to it) for later mentions."""
        words = pieces(name)
        if len(words) > 1:
            for word in words[:-1]:
                self.people_by_part.setdefault(word.lower(), actor)
            self.people_by_surname[words[-1].lower()] = actor
            if words[-2].lower() in ("al", "el", "bin", "von", "de", "van", "ben", "abu"):
                self.people_by_surname[f"{words[-2]} {words[-1]}".lower()] = actor
            entry = self.gazetteer.people.get(name)
            if entry is not None:
                for alias in (*entry.aliases, *self._family_first(entry.name, entry.country)):
                    self.people_by_surname.setdefault(" ".join(pieces(alias)).lower(), actor)
                    self.people_by_surname.setdefault(pieces(alias)[-1].lower() if pieces(alias) else "", actor)
        elif words:
            self.people_by_surname.setdefault(words[0].lower(), actor)

    @staticmethod
    def _family_first(name: str, country: str) -> tuple[str, ...]:
        """The family name where it comes first."""
        return (name.split()[0],) if country in FAMILY_FIRST else ()

    def _by_surname(self, text: str) -> str | None:
        key = " ".join(pieces(text)).lower()
        actor = self.people_by_surname.get(key) or self.people_by_part.get(key)
        if actor is not None:
            return actor
        ranked = [(self._rank(p), p) for p in self.gazetteer.surnames.get(key, ())]
        highest = max((rank for rank, _ in ranked), default=0)
        bearers = [p for rank, p in ranked if rank == highest]
        if highest > 0 and len(bearers) == 1:
            return self.book.person(bearers[0])
        return None

    def _rank(self, person: str) -> int:
        """How high the office is that a person holds on the day; 0 for none so high that the surname alone would do."""
        terms = self.gazetteer.offices_of(person, self.day or "9999")
        if any(t.title in _PARAMOUNT for t in terms):
            return 2
        return int(any(t.office in ("head_of_state", "head_of_government") for t in terms))

    def _resolve_organisation(self, first: int, last: int) -> Found | None:
        syntax = self.syntax
        text = syntax.slice(first, last)
        short = self.local_acronyms.get(text)
        found = Found(first, last, self._head(first, last), "name")
        if short is not None:
            found.actors = short
            return found
        key = self._by_surname(text) if last - first == 1 else None
        if key is not None:
            found.actors = (key,)
            self._personal(found)
            return found
        match = self.roles.match(syntax.lowers, syntax.lemmas, first)
        if match is not None and first + match[0] == last and key is None:
            return None  # a role noun alone, composed later with its owner
        state = self._state_inside(first, last)
        role = self._role_inside(first, last)
        if role is None and state is None and last - first == 1 and not text.isupper() and not _COMPANY.search(text):
            found.actors = (self.book.local_organisation(text, None, None),)
        else:
            sector = (
                role.sector
                if role is not None
                else "BUS"
                if _COMPANY.search(text)
                else "MED"
                if _PAPER.search(text)
                else None
            )
            found.actors = (self.book.local_organisation(text, state, sector),)
        found.country = state
        self._define_acronym(last, text, found.actors)
        return found

    def _state_inside(self, first: int, last: int) -> str | None:
        words = pieces(self.syntax.slice(first, last))
        lowers = [w.lower() for w in words]
        for at in range(len(words)):
            _, names = self.gazetteer.index.match(words, lowers, at, False)
            for name in names:
                if name.bearer in ("state", "adjective", "capital"):
                    return name.id
        return None

    def _role_inside(self, first: int, last: int) -> Role | None:
        """The role noun that heads an organisation's name ("Ministry" in "Ministry of Health")."""
        best: Role | None = None
        i = first
        while i < last:
            match = self.roles.match(self.syntax.lowers, self.syntax.lemmas, i)
            if match is not None and i + match[0] <= last:
                if best is None or self.syntax.lowers[i - 1] not in ("of", "for"):
                    best = match[1]
                i += match[0]
            else:
                i += 1
        return best

    def _define_acronym(self, last: int, text: str, actors: tuple[str, ...]) -> None:
        """ "… Commission on Religious Freedom (USCIRF)" defines the acronym for the article."""
        words = self.syntax.words
        if last + 2 < len(words) and words[last] == "(" and words[last + 2] == ")" and _ACRONYM.match(words[last + 1]):
            self.local_acronyms[words[last + 1]] = actors
        initials = "".join(w[0] for w in pieces(text) if w[0].isupper())
        if len(initials) > 2:
            self.local_acronyms.setdefault(initials, actors)

    # --- second look

    def _take(self, found: Found) -> None:
        for i in range(found.first, found.last):
            if i in self.taken:
                return
        for i in range(found.first, found.last):
            self.taken[i] = found
        self.draft.found.append(found)

    def _short_forms(self) -> None:
        """Surnames and acronyms of those introduced in full, where the recogniser saw nothing."""
        syntax = self.syntax
        for i, word in enumerate(syntax.words):
            if i in self.taken or not word[0].isupper() or len(word) < 2:
                continue
            actors = self.local_acronyms.get(word)
            if actors is None:
                spelled = " ".join(pieces(word)).lower()
                key = self.people_by_surname.get(spelled)  # a surname that was introduced is one, however it is tagged
                if key is None and syntax.tags[i] in ("NNP", "NNPS"):
                    key = self.people_by_part.get(spelled)
                actors = (key,) if key is not None else None
            if actors is None:
                continue
            found = Found(i, i + 1, i, "name", actors=actors)
            if self.book[actors[0]].kind == "person":
                self._personal(found)
            self._take(found)
