"""Role nouns and pronouns → actors, left to right: "the Russian president", "its foreign ministry", "the two leaders", "it"."""

from __future__ import annotations

from quidnunc.gazetteer import Gazetteer
from quidnunc.gazetteer.roles import Role, RoleIndex
from quidnunc.reading.actors import ActorBook
from quidnunc.reading.coreference import MODIFIER, PRONOUNS, Memory
from quidnunc.reading.draft import Draft, Found, Title
from quidnunc.reading.numbers import count_at
from quidnunc.reading.offices import Offices
from quidnunc.reading.owners import Owners
from quidnunc.reading.titles import Titles
from quidnunc.records import ActorKind

_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})
_PLURAL_TAGS = frozenset({"NNS", "NNPS"})
_WHOLE = frozenset({"all", "both", "other", "relevant", "warring", "concerned", "opposing", "third"})
_SERVED = frozenset({"MIL", "COP", "SPY", "REB", "JUD", "LEG", "NGO", "BUS", "OPP", "PTY", "REL"})
_GOVERNMENT = frozenset({"government", "administration", "regime", "authority", "leadership", "cabinet"})
_COUNTERPART = frozenset({"counterpart", "opposite number"})


class Nominals:
    """Resolves the nominal and pronominal mentions of one article, in text order.

    Args:
        draft: the article's draft, its names found; mentions are added to ``draft.found``.
        book: makes the actors.
        gazetteer: who is in office.
        roles: role nouns.
        violent: nouns of violence, which an armed group rather than a state's supporter commits ("its attack").
    """

    def __init__(
        self,
        draft: Draft,
        book: ActorBook,
        gazetteer: Gazetteer,
        roles: RoleIndex,
        violent: frozenset[str] = frozenset(),
    ) -> None:
        self.draft = draft
        self.syntax = draft.syntax
        self.book = book
        self.gazetteer = gazetteer
        self.roles = roles
        self.day = draft.article.published
        self.memory = Memory(draft, book, roles.table, violent)
        self.offices = Offices(gazetteer, draft.article.published)
        self.titles = Titles(draft, book, roles.table)
        self.described: dict[str, list[str]] = {}
        self.by_words: dict[str, Found] = {}
        self.owners = Owners(draft, book, gazetteer, self.memory)

    def find(self) -> None:
        """Adds all nominal and pronominal mentions to the draft."""
        syntax, draft = self.syntax, self.draft
        names = {f.first: f for f in draft.found}
        added: list[Found] = []
        i = 0
        while i < len(syntax):
            name = names.get(i)
            if name is not None:
                self.memory.see(name)
                i = name.last
                continue
            if syntax.lowers[i] in PRONOUNS:
                found = self.memory.pronoun(i)
                if found is not None:
                    added.append(found)
                    self.memory.see(found)
                i += 1
                continue
            aged = self._aged(i)
            if aged is not None:
                added.append(aged)
                self.memory.see(aged)
                i = aged.last
                continue
            match = self.roles.match(syntax.lowers, syntax.lemmas, i)
            if match is not None and self._is_noun(i, match[0], names):
                found = self._role(i, i + match[0], match[1])
                if found is not None:
                    added.append(found)
                    self.memory.see(found)
                i += match[0]
                continue
            i += 1
        self.memory.look_forward(added)
        draft.found.extend(added)
        draft.found.sort(key=lambda f: (f.first, -f.last))
        draft.index_mentions()

    def _aged(self, i: int) -> Found | None:
        """ "the 53-year-old" as a noun: the last person named."""
        syntax = self.syntax
        end = i + 6
        if syntax.lowers[i] != "the" or end > len(syntax) or syntax.lowers[i + 2 : end] != ["-", "year", "-", "old"]:
            return None
        if syntax.deps[end - 1] in MODIFIER:
            return None
        for seen in reversed(self.memory.seen):
            if seen.found.form == "name" and seen.found.actors and self.book[seen.found.actors[0]].kind == "person":
                other = seen.found
                return Found(
                    i + 1,
                    end,
                    end - 1,
                    "nominal",
                    actors=other.actors,
                    country=other.country,
                    gender=other.gender,
                    antecedent=other,
                )
        return None

    def _is_noun(self, first: int, length: int, names: dict[int, Found]) -> bool:
        syntax = self.syntax
        if any(k in names for k in range(first + 1, first + length)):
            return False
        head = self._head(first, first + length)
        return syntax.pos[head] in ("NOUN", "PROPN") or syntax.tags[head].startswith("NN")

    def _head(self, first: int, last: int) -> int:
        heads = self.syntax.heads
        for i in range(last - 1, first - 1, -1):
            if not first <= heads[i] < last or heads[i] == i:
                return i
        return last - 1

    # --- role nouns

    def _role(self, first: int, last: int, role: Role) -> Found | None:
        """The mention that a role noun makes; None where it only titles a name beside it, or stands for nobody."""
        syntax = self.syntax
        head = self._head(first, last)
        former = self.titles.is_former(first, head)
        person = self.titles.follows(last, head, role)
        if person is not None:
            self._describe(person, first, last, head, role, former)
            return None
        appositive = self.titles.apposition(head)
        if appositive is not None and role.kind in ("office", "person", "body"):
            self._describe(appositive, first, last, head, role, former)
            return self._same_as(first, last, head, appositive, role)
        if (
            syntax.deps[head] in ("compound", "amod", "nmod")
            and role.kind in ("office", "person")
            and syntax.heads[head] < last + 3
        ):
            return None
        plural = syntax.tags[head] in _PLURAL_TAGS
        found = Found(first, last, head, "nominal", role=role, former=former, number="plural" if plural else "singular")
        if role.kind == "state":
            return self._state_word(found)
        pairing = self.memory.pairing(found)
        if pairing:
            found.actors = pairing
            found.number = "plural"
            return found
        if syntax.lemmas[head] == "party" and plural and any(syntax.lowers[j] in _WHOLE for j in syntax.children[head]):
            return None  # "all parties" to a conflict are no political parties
        return self._delegates(found, role) or self._owned(found, role, plural)

    def _owned(self, found: Found, role: Role, plural: bool) -> Found | None:
        """A role noun by whose it is: an office's holder, somebody spoken of before, or an actor composed."""
        state, body, pointed = self.owners.of(found.first, found.last, found.head)
        words = self.syntax.slice(found.first, found.last).lower()
        if role.kind == "equipment":
            return self._equipment(found, state, body)
        if words in _COUNTERPART or self.syntax.lemmas[found.head] == "counterpart":
            return self._counterpart(found, state)
        if role.of:
            state, pointed = role.of, True
        if role.owned and not pointed:
            return None
        if role.kind == "office" and plural and self._several_holders(found, role):
            return found
        if role.kind == "office" and not plural:
            return self._office(found, state, body, pointed, words)
        if not pointed:
            earlier = self._earlier(found, words, plural)
            if earlier is not None:
                found.actors = earlier.actors
                found.country = earlier.country
                found.antecedent = earlier
                return found
            state = self.owners.unnamed(found.head, role)
        if not role.sector and not found.actors:
            return None
        if pointed and role.kind == "person" and not plural and body is None and state and not found.former:
            name = self.offices.titled(words, state)
            if name is not None:
                found.actors = (self.book.person(name),)
                found.country = state
                return found
        return self._composed(found, role, state, body, words)

    def _several_holders(self, found: Found, role: Role) -> bool:
        """ "the presidents of Russia and Turkey": one holder for each owner named."""
        states = self.owners.all_states(found.first, found.last, found.head)
        holders = [self.offices.holder(s, role, self.syntax.lemmas[found.head]) for s in states]
        actors = tuple(self.book.person(name) for name in holders if name is not None)
        if len(actors) < 2:
            return False
        found.actors = actors
        return True

    def _composed(self, found: Found, role: Role, state: str | None, body: str | None, words: str) -> Found:
        """A role noun as an actor named by what it is and whose it is."""
        if role.kind == "body" and words in _GOVERNMENT and state:
            found.actors = (self.book.government(state),)
        else:
            kind: ActorKind = "organisation"
            if found.number == "plural" or role.kind == "group":
                kind = "group"
            elif role.kind in ("person", "office"):
                kind = "person"
            sector = self._sector_of_body(found.first, found.head) or role.sector
            if body and sector in ("GOV", "CVL"):
                sector = self.book[body].sector or role.sector
            count = count_at(self.syntax, found.head)
            found.actors = (
                self.book.composed(
                    state,
                    sector,
                    self._surface(found.first, found.last, found.head, words, role),
                    kind=kind,
                    body=None if state else body,
                    count=count[0] if count else None,
                    anonymous=role.kind in ("person", "office"),
                ),
            )
        found.country = state
        self.by_words[words] = found
        self.by_words[self.syntax.lemmas[found.head]] = found
        return found

    def _delegates(self, found: Found, role: Role) -> Found | None:
        """ "representatives from some 130 countries": a group that speaks for several states is none of one state's."""
        syntax, head = self.syntax, found.head
        if found.number != "plural" or role.kind not in ("person", "office"):
            return None
        for j in syntax.childs(head, "prep"):
            if syntax.lowers[j] not in ("of", "from"):
                continue
            target = syntax.child(j, "pobj")
            if (
                target is None
                or syntax.tags[target] not in _PLURAL_TAGS
                or syntax.lemmas[target] not in ("country", "nation", "state")
            ):
                continue
            count = count_at(syntax, target)
            words = f"{syntax.lowers[head]} of {syntax.slice(*self._noun_phrase(target))}"
            found.actors = (
                self.book.composed(None, role.sector, words, kind="group", count=count[0] if count else None),
            )
            return found
        return None

    def _equipment(self, found: Found, state: str | None, body: str | None) -> Found | None:
        """A weapon acts for its owner: "Russian drones" are Russia's forces, a drone of nobody's is no actor."""
        if body is not None:
            found.actors = (body,)
        elif state is not None:
            found.actors = (self.book.composed(state, "MIL", self.syntax.slice(found.first, found.last)),)
        else:
            return None
        found.country = state
        return found

    def _surface(self, first: int, last: int, head: int, words: str, role: Role) -> str:
        """The role as a composed name writes it: "Foreign Ministry" in capitals, "military intelligence" as it stands."""
        text = self.syntax.slice(first, last)
        adjectives = [
            self.syntax.words[j]
            for j in self.syntax.children[head]
            if j < first
            and self.syntax.deps[j] in ("compound", "amod")
            and j not in self.draft.covering
            and self.syntax.tags[j] not in ("CD", "VBN", "VBG", "VBD", "JJS", "JJR")
            and j >= first - 3
        ]
        if role.kind == "body" and (
            words.endswith("ministry") or "ministry of" in words or words.endswith("department")
        ):
            adjectives = [w.capitalize() for w in adjectives]
            text = " ".join(w if w in ("of", "the", "for", "and") else w[:1].upper() + w[1:] for w in text.split())
        return " ".join([*adjectives, text]) if adjectives else text

    def _same_as(self, first: int, last: int, head: int, other: Found, role: Role) -> Found:
        return Found(
            first,
            last,
            head,
            "nominal",
            actors=other.actors,
            country=other.country,
            gender=other.gender,
            role=role,
            antecedent=other,
        )

    def _describe(self, person: Found, first: int, last: int, head: int, role: Role, former: bool) -> None:
        """What a title or apposition tells of a named actor."""
        state, body, pointed = self.owners.of(first, head + 1, head, person)
        words = self.syntax.slice(first, head + 1).lower()
        for key in person.actors:
            self.described.setdefault(self.syntax.lemmas[head], []).append(key)
            self.described.setdefault(words, []).append(key)
            self.draft.titles.append(Title(key, person, first, max(last, head + 1), role, state, body, former))
            if not key.startswith("local:"):
                continue
            sector = self._sector_of_body(first, head) or role.sector
            if body is not None and self.book[body].sector:
                sector = self.book[body].sector or role.sector
                country = self.book.state_of(body)
            else:
                country = state
            if not pointed:
                country = self.owners.unnamed(head, role)
            self.book.describe(key, country=country, sector=sector)
            person.country = person.country or country
        person.role = person.role or role
        person.former = former

    def _office(self, found: Found, state: str | None, body: str | None, pointed: bool, words: str) -> Found:
        """ "the Russian president", "its foreign minister", "the president"."""
        role = found.role
        assert role is not None
        lemma = self.syntax.lemmas[found.head]
        if not pointed:
            described = self.described.get(words) or self.described.get(lemma)
            if described:
                found.actors = (described[-1],)
                self._gendered(found)
                return found
            person = self._person_in_office(role, words)
            if person is not None:
                found.actors = (person,)
                self._gendered(found)
                return found
            state = self.owners.unnamed(found.head, role)
        elif state and not found.former:
            for key in reversed(self.described.get(words, self.described.get(lemma, []))):
                if self.book[key].country == self.book.iso3(state):
                    found.actors = (key,)
                    self._gendered(found)
                    return found
        owner = state or (body.removeprefix("org:") if body else None)
        holder = None
        if owner and not found.former:
            holder = self.offices.holder(owner, role, self._titles(found))
        if holder is not None:
            found.actors = (self.book.person(holder),)
            self._gendered(found)
        else:
            surface = ("former " if found.former else "") + self.syntax.slice(found.first, found.last)
            sector = self.book[body].sector if body else role.sector
            found.actors = (
                self.book.composed(state, sector or role.sector, surface, kind="person", body=None if state else body),
            )
        found.country = state
        return found

    def _titles(self, found: Found) -> str:
        return self.syntax.slice(found.first, found.last)

    def _person_in_office(self, role: Role, words: str) -> str | None:
        """The last named person who holds such an office on the day."""
        for seen in reversed(self.memory.seen):
            if seen.found.form != "name" or not seen.found.actors:
                continue
            actor = self.book[seen.found.actors[0]]
            terms = self.gazetteer.offices_of(actor.name, self.day) if actor.kind == "person" else []
            if any(words in t.title.lower() for t in terms) or (
                words not in ("president", "leader", "head", "chief") and any(t.office in role.offices for t in terms)
            ):
                return actor.id
        return None

    def _gendered(self, found: Found) -> None:
        entry = self.gazetteer.people.get(self.book[found.actors[0]].name)
        if entry is not None:
            found.gender = entry.gender
            found.country = entry.country or None

    def _counterpart(self, found: Found, state: str | None) -> Found | None:
        """ "his Chinese counterpart": who is in one state what a person named before is in another."""
        if state is None:
            return None
        for seen in reversed(self.memory.seen):
            if not seen.found.actors or self.book[seen.found.actors[0]].kind != "person":
                continue
            actor = self.book[seen.found.actors[0]]
            other = self.offices.counterpart(actor.name, state)
            if other is not None:
                found.actors = (self.book.person(other),)
                self._gendered(found)
                return found
            if seen.found.role is not None and actor.country != self.book.iso3(state):
                words = next((w for w, keys in self.described.items() if actor.id in keys and " " in w), None)
                found.actors = (
                    self.book.composed(state, seen.found.role.sector, words or "counterpart", kind="person"),
                )
                found.country = state
                return found
        found.actors = (self.book.composed(state, "GOV", "counterpart", kind="person"),)
        found.country = state
        return found

    def _earlier(self, found: Found, words: str, plural: bool) -> Found | None:
        """An earlier mention in the same words, or of a named body that the noun describes."""
        definite = self._is_definite(found)
        if not definite:
            return None
        described = self.described.get(words) or self.described.get(self.syntax.lemmas[found.head])
        if described and not plural:
            return Found(
                found.first,
                found.last,
                found.head,
                "nominal",
                actors=(described[-1],),
                country=self.book.state_of(described[-1]),
            )
        same = self.by_words.get(words)
        if same is not None and (same.number == "plural") == plural:
            return same
        role = found.role
        if role is not None and role.kind == "body":
            for seen in reversed(self.memory.seen):
                if seen.found.form == "name" and seen.found.actors:
                    actor = self.book[seen.found.actors[0]]
                    if actor.kind in ("organisation", "armed_group") and role.sector in ("", actor.sector):
                        return seen.found
        if role is not None and role.sector == "REB" and plural:
            for seen in reversed(self.memory.seen):
                if seen.found.form == "name" and seen.found.actors and self.book[seen.found.actors[0]].sector == "REB":
                    return seen.found
        return None

    def _is_definite(self, found: Found) -> bool:
        syntax = self.syntax
        determiner = syntax.child(found.head, "det", "poss")
        if determiner is not None:
            return syntax.lowers[determiner] in _DEFINITE or syntax.lowers[determiner] in PRONOUNS
        return (
            found.role is not None
            and found.role.kind in ("body", "group")
            and found.role.sector in ("GOV", "MIL", "COP", "LEG", "JUD")
        )

    # --- states by description

    def _sector_of_body(self, first: int, head: int) -> str | None:
        """The sector of the body that a person speaks or acts for ("army spokesman", "a spokesman for the border guard")."""
        syntax = self.syntax
        if syntax.lemmas[head] not in self.roles.table.servants:
            return None
        near = [j for j in (first - 1, first - 2) if j >= 0 and syntax.deps[j] in MODIFIER]
        near += [
            k
            for j in syntax.childs(head, "prep")
            if syntax.lowers[j] in ("of", "for")
            for k in syntax.childs(j, "pobj")
        ]
        for j in near:
            for start in (j, j - 1):
                match = self.roles.match(syntax.lowers, syntax.lemmas, start) if start >= 0 else None
                if syntax.lemmas[start] == "deputy":
                    continue  # a deputy minister's rank is no parliament
                if match is not None and start + match[0] - 1 == j and match[1].sector in _SERVED:
                    return match[1].sector
        return None

    def _state_word(self, found: Found) -> Found | None:
        syntax, head = self.syntax, found.head
        lemma = syntax.lemmas[head]
        count = count_at(syntax, head)
        pairing = self.memory.pairing(found)
        if pairing:
            found.actors = pairing
            found.number = "plural"
            return found
        if lemma in ("capital", "republic", "party") or (lemma in ("state", "power") and found.number == "singular"):
            return None
        if found.number == "plural":
            words = syntax.slice(*self._noun_phrase(head))
            if count is not None or syntax.child(head, "amod", "compound") is not None:
                found.actors = (
                    self.book.composed(None, "GOV", words, kind="group", count=count[0] if count else None),
                )
                return found
            return None
        determiner = syntax.child(head, "det", "poss")
        if determiner is None or syntax.lowers[determiner] not in ("the", "this", "that", "his", "her", "their"):
            return None
        if lemma in ("country", "nation", "kingdom", "side", "republic", "island nation"):
            for seen in reversed(self.memory.seen):
                if seen.found.country and seen.found.country in self.gazetteer.states:
                    found.actors = (self.book.state(seen.found.country),)
                    found.country = seen.found.country
                    return found
        return None

    def _noun_phrase(self, head: int) -> tuple[int, int]:
        """Head noun with the modifiers before it, without the article."""
        left = [
            j
            for j in self.syntax.children[head]
            if j < head and self.syntax.deps[j] in ("amod", "compound", "nummod", "nmod")
        ]
        first = min((min(self.syntax.subtree(j)) for j in left), default=head)
        return first, head + 1

    # --- pronouns
