"""Role nouns and pronouns → actors, left to right: "the Russian president", "its foreign ministry", "the two leaders", "it"."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from quidnunc.gazetteer import Gazetteer
from quidnunc.gazetteer.roles import Role, RoleIndex
from quidnunc.reading.actors import ActorBook
from quidnunc.reading.draft import Draft, Found, Title
from quidnunc.reading.numbers import count_at
from quidnunc.records import ActorKind

_MALE, _FEMALE = frozenset({"he", "him", "his", "himself"}), frozenset({"she", "her", "hers", "herself"})
_IT, _THEY = frozenset({"it", "its", "itself"}), frozenset({"they", "them", "their", "theirs", "themselves"})
_PRONOUNS = _MALE | _FEMALE | _IT | _THEY
_MODIFIER = frozenset({"amod", "compound", "nmod", "poss"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})
_PLURAL_TAGS = frozenset({"NNS", "NNPS"})
_OF = frozenset({"of", "from", "in", "for", "to", "at", "within"})
_SETTING = frozenset({"in", "on", "at", "via", "near", "from", "into", "across", "around", "inside", "outside", "through"})
_WHOLE = frozenset({"all", "both", "other", "relevant", "warring", "concerned", "opposing", "third"})
_PAIR_MEMORY = 4  # sentences that "the two countries" looks back over
_MEMORY = 3  # sentences that a pronoun looks back over
_COUNTERPART = frozenset({"counterpart", "opposite number"})


@dataclass(slots=True)
class _Seen:
    """A mention as later ones may refer to it."""

    found: Found
    sentence: int
    subject: bool
    modifier: bool
    setting: bool


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
        self, draft: Draft, book: ActorBook, gazetteer: Gazetteer, roles: RoleIndex, violent: frozenset[str] = frozenset()
    ) -> None:
        self.violent = violent
        self.draft = draft
        self.syntax = draft.syntax
        self.book = book
        self.gazetteer = gazetteer
        self.roles = roles
        self.day = draft.article.published
        self.seen: list[_Seen] = []
        self.described: dict[str, list[str]] = {}
        self.by_words: dict[str, Found] = {}
        self.countries: Counter[str] = Counter(
            f.country for f in draft.found if f.country and f.country in gazetteer.states
        )
        self.focus = self.countries.most_common(1)[0][0] if self.countries else None

    def find(self) -> None:
        """Adds all nominal and pronominal mentions to the draft."""
        syntax, draft = self.syntax, self.draft
        names = {f.first: f for f in draft.found}
        added: list[Found] = []
        i = 0
        while i < len(syntax):
            name = names.get(i)
            if name is not None:
                self._see(name)
                i = name.last
                continue
            if syntax.lowers[i] in _PRONOUNS:
                found = self._pronoun(i)
                if found is not None:
                    added.append(found)
                    self._see(found)
                i += 1
                continue
            match = self.roles.match(syntax.lowers, syntax.lemmas, i)
            if match is not None and self._is_noun(i, match[0], names):
                found = self._role(i, i + match[0], match[1])
                if found is not None:
                    added.append(found)
                    self._see(found)
                i += match[0]
                continue
            i += 1
        self._cataphora(added)
        draft.found.extend(added)
        draft.found.sort(key=lambda f: (f.first, -f.last))
        draft.index_mentions()

    # --- bookkeeping

    def _see(self, found: Found) -> None:
        if found.actors:
            dep = self.syntax.deps[found.head]
            self.seen.append(
                _Seen(
                    found,
                    self.syntax.sentence_of[found.first],
                    dep in ("nsubj", "nsubjpass", "agent"),
                    dep in _MODIFIER or found.demonym,
                    self._is_setting(found),
                )
            )

    def _is_setting(self, found: Found) -> bool:
        """Whether a mention only says where or through what medium something is done ("in Yemen", "on Twitter")."""
        syntax = self.syntax
        head = syntax.heads[found.head]
        if syntax.deps[found.head] != "pobj" or syntax.lowers[head] not in _SETTING:
            return False
        return found.geographic or self.book[found.actors[0]].sector in ("BUS", "MED")

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
        syntax = self.syntax
        head = self._head(first, last)
        dep = syntax.deps[head]
        former = self._is_former(first, head)
        person = self._titled(last, head, role)
        if person is not None:
            self._describe(person, first, head, role, former)
            return None
        appositive = self._apposition(head)
        if appositive is not None and role.kind in ("office", "person"):
            self._describe(appositive, first, head, role, former)
            return self._same_as(first, last, head, appositive, role)
        if appositive is not None and role.kind == "body":
            self._describe(appositive, first, head, role, former)
            return self._same_as(first, last, head, appositive, role)
        if dep in ("compound", "amod", "nmod") and not (role.kind == "body" and dep == "compound") and role.kind != "group":
            if role.kind in ("office", "person") and syntax.heads[head] < last + 3:
                return None
        plural = syntax.tags[head] in _PLURAL_TAGS
        found = Found(first, last, head, "nominal", role=role, former=former, number="plural" if plural else "singular")
        if role.kind == "state":
            return self._state_word(found)
        pairing = self._pairing(found)
        if pairing:
            found.actors = pairing
            found.number = "plural"
            return found
        if syntax.lemmas[head] == "party" and plural and any(syntax.lowers[j] in _WHOLE for j in syntax.children[head]):
            return None  # "all parties" to a conflict are no political parties
        count = count_at(syntax, head)
        sent = self._delegates(found, role)
        if sent is not None:
            return sent
        state, body, pointed = self._owner(first, last, head)
        words = syntax.slice(first, last).lower()
        if role.kind == "equipment":
            return self._equipment(found, state, body)
        if words in _COUNTERPART or syntax.lemmas[head] == "counterpart":
            return self._counterpart(found, state)
        if role.kind == "office" and not plural:
            return self._office(found, state, body, pointed, words)
        if not pointed:
            earlier = self._earlier(found, words, plural)
            if earlier is not None:
                found.actors = earlier.actors
                found.country = earlier.country
                found.antecedent = earlier
                return found
            state = self._nearby_state(head, role)
        if role.kind == "person" and not plural and pointed and body is None and state and former is False:
            holder = self._unique_holder(words, state)
            if holder is not None:
                found.actors = (holder,)
                found.country = state
                return found
        kind: ActorKind = "group" if plural or role.kind == "group" else ("person" if role.kind in ("person", "office") else "organisation")
        if role.kind == "body" and role.sector == "GOV" and words in ("government", "administration", "regime", "authority", "leadership", "cabinet") and state:
            found.actors = (self.book.government(state),)
        else:
            surface = self._surface(first, last, head, words, role)
            sector = self.book[body].sector or role.sector if body else role.sector
            found.actors = (
                self.book.composed(
                    state,
                    sector if body and role.sector in ("GOV", "CVL") else role.sector,
                    surface,
                    kind=kind,
                    body=None if state else body,
                    count=count[0] if count else None,
                    anonymous=role.kind in ("person", "office"),
                )
            ,)
        found.country = state
        self.by_words[words] = found
        self.by_words[syntax.lemmas[head]] = found
        return found

    def _delegates(self, found: Found, role: Role) -> Found | None:
        """"representatives from some 130 countries": a group that speaks for several states is none of one state's."""
        syntax, head = self.syntax, found.head
        if found.number != "plural" or role.kind not in ("person", "office"):
            return None
        for j in syntax.childs(head, "prep"):
            if syntax.lowers[j] not in ("of", "from"):
                continue
            target = syntax.child(j, "pobj")
            if target is None or syntax.tags[target] not in _PLURAL_TAGS or syntax.lemmas[target] not in ("country", "nation", "state"):
                continue
            count = count_at(syntax, target)
            words = f"{syntax.lowers[head]} of {syntax.slice(*self._noun_phrase(target))}"
            found.actors = (self.book.composed(None, role.sector, words, kind="group", count=count[0] if count else None),)
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
            if j < first and self.syntax.deps[j] in ("compound", "amod") and j not in self.draft.covering and self.syntax.tags[j] not in ("CD", "VBN", "VBG", "VBD", "JJS", "JJR")
            and j >= first - 3
        ]
        if role.kind == "body" and (words.endswith("ministry") or "ministry of" in words or words.endswith("department")):
            adjectives = [w.capitalize() for w in adjectives]
            text = " ".join(w if w in ("of", "the", "for", "and") else w[:1].upper() + w[1:] for w in text.split())
        return " ".join([*adjectives, text]) if adjectives else text

    def _is_former(self, first: int, head: int) -> bool:
        words = self.roles.table.former
        return any(self.syntax.lowers[j] in words for j in self.syntax.children[head] if j < head) or (
            first > 0 and self.syntax.lowers[first - 1] in words
        )

    def _titled(self, last: int, head: int, role: Role) -> Found | None:
        """The person or body whose name directly follows ("President Putin", "the Islamist movement Hamas")."""
        at = last
        syntax = self.syntax
        while at < len(syntax) and syntax.lowers[at] in self.roles.table.honorifics:
            at += 1
        found = self.draft.covering.get(at)
        if found is None or found.first != at or found.form != "name" or not found.actors:
            return None
        if syntax.sentence_of[at] != syntax.sentence_of[head]:
            return None
        kind = self.book[found.actors[0]].kind
        if kind == "person" and role.kind in ("office", "person"):
            return found
        if kind in ("organisation", "armed_group") and role.kind == "body" and not found.demonym and not found.geographic:
            return found
        return None

    def _apposition(self, head: int) -> Found | None:
        """The named person or body that the noun stands in apposition to, on either side, or is equated with by "is"."""
        syntax = self.syntax
        near = []
        if syntax.deps[head] == "appos":
            near.append(syntax.heads[head])
        near.extend(syntax.childs(head, "appos"))
        if syntax.deps[head] == "attr" and syntax.lemmas[syntax.heads[head]] in ("be", "become", "remain"):
            subject = syntax.child(syntax.heads[head], "nsubj")
            if subject is not None and syntax.child(syntax.heads[head], "neg") is None:
                near.append(subject)
        for i in near:
            found = self.draft.by_head.get(i)
            if found is not None and found.form == "name" and found.actors and not found.demonym and found.last - 1 >= 0:
                if self.book[found.actors[0]].kind in ("person", "organisation", "armed_group"):
                    return found
        return self._shared_title(head)

    def _shared_title(self, head: int) -> Found | None:
        """"his counterpart and ally Xi": the first of two titles that share one name."""
        syntax = self.syntax
        for j in syntax.childs(head, "conj"):
            found = self.draft.by_head.get(j)
            if found is None or found.form != "name" or not found.actors or self.book[found.actors[0]].kind != "person":
                continue
            at = found.first - 1
            if at > head and syntax.pos[at] in ("NOUN", "PROPN") and syntax.lowers[at - 1] in ("and", "or"):
                return found
        return None

    def _same_as(self, first: int, last: int, head: int, other: Found, role: Role) -> Found:
        return Found(
            first, last, head, "nominal", actors=other.actors, country=other.country, gender=other.gender, role=role, antecedent=other
        )

    def _describe(self, person: Found, first: int, head: int, role: Role, former: bool) -> None:
        """What a title or apposition tells of a named actor."""
        state, body, pointed = self._owner(first, head + 1, head, person)
        words = self.syntax.slice(first, head + 1).lower()
        for key in person.actors:
            self.described.setdefault(self.syntax.lemmas[head], []).append(key)
            self.described.setdefault(words, []).append(key)
            self.draft.titles.append(Title(key, person, first, head + 1, role, state, body, former))
            if not key.startswith("local:"):
                continue
            sector = role.sector
            if body is not None and self.book[body].sector:
                sector = self.book[body].sector or role.sector
                country = self._state_of(body)
            else:
                country = state
            if not pointed:
                country = self._nearby_state(head, role)
            self.book.describe(key, country=country, sector=sector)
            person.country = person.country or country
        person.role = person.role or role
        person.former = former

    def _state_of(self, actor: str) -> str | None:
        code = self.book[actor].country
        return code if code in self.gazetteer.states else None

    def _owner(self, first: int, last: int, head: int, person: Found | None = None) -> tuple[str | None, str | None, bool]:
        """Whose the role is: a state's id, or an actor's id of a body, and whether the text points to one at all."""
        syntax, draft = self.syntax, self.draft
        places: list[int] = []
        at = first - 1
        while at >= 0 and syntax.sentence_of[at] == syntax.sentence_of[head]:
            found = draft.covering.get(at)
            if found is not None:
                places.append(at)
                at = found.first - 1
                if syntax.lowers[at] == "the" or not (syntax.deps[found.head] in _MODIFIER):
                    break
                continue
            if syntax.tags[at] in ("JJ", "NN", "NNP", "POS", "HYPH", "NNPS", "VBN", "JJS") and syntax.lowers[at] not in ("the",):
                at -= 1
                continue
            break
        for i in (head, person.head if person is not None else head):
            for j in syntax.children[i]:
                if j < first and syntax.deps[j] in _MODIFIER and j not in places:
                    places.append(j)
        for i in {head, person.head if person is not None else head}:
            for j in syntax.children[i]:
                if j >= last and syntax.deps[j] == "prep" and syntax.lowers[j] in _OF:
                    target = syntax.child(j, "pobj")
                    if target is not None:
                        places.append(target)
                        places.extend(k for k in syntax.children[target] if syntax.deps[k] in _MODIFIER)
        for i in places:
            if syntax.lowers[i] in _PRONOUNS:
                antecedent = self._antecedent(i)
                if antecedent is not None and antecedent.actors:
                    return self._as_owner(antecedent)
                continue
            found = draft.covering.get(i) or next((s.found for s in reversed(self.seen[-12:]) if s.found.first <= i < s.found.last), None)
            if found is not None and (found.country or found.actors):
                return self._as_owner(found)
        return None, None, False

    def _as_owner(self, found: Found) -> tuple[str | None, str | None, bool]:
        if found.actors and not found.demonym:
            actor = self.book[found.actors[0]]
            if actor.kind in ("organisation", "armed_group") and actor.sector not in ("GOV",):
                return None, actor.id, True
            if actor.kind == "person":
                return self._state_of(actor.id), None, True
        return found.country if found.country in self.gazetteer.states else None, None, True

    def _office(self, found: Found, state: str | None, body: str | None, pointed: bool, words: str) -> Found:
        """"the Russian president", "its foreign minister", "the president"."""
        role = found.role
        assert role is not None
        lemma = self.syntax.lemmas[found.head]
        if not pointed:
            described = self.described.get(words) or self.described.get(lemma)
            if described:
                found.actors = (described[-1],)
                self._gendered(found)
                return found
            person = self._person_in_office(role)
            if person is not None:
                found.actors = (person,)
                self._gendered(found)
                return found
            state = self._nearby_state(found.head, role)
        elif state and not found.former:
            for key in reversed(self.described.get(words, self.described.get(lemma, []))):
                if self.book[key].country == self.book.iso3(state):
                    found.actors = (key,)
                    self._gendered(found)
                    return found
        owner = state or (body.removeprefix("org:") if body else None)
        holder = None
        if owner and not found.former:
            holder = self._holder(owner, role, self._titles(found))
        if holder is not None:
            found.actors = (self.book.person(holder),)
            self._gendered(found)
        else:
            surface = ("former " if found.former else "") + self.syntax.slice(found.first, found.last)
            sector = self.book[body].sector if body else role.sector
            found.actors = (self.book.composed(state, sector or role.sector, surface, kind="person", body=None if state else body),)
        found.country = state
        return found

    def _titles(self, found: Found) -> str:
        return self.syntax.slice(found.first, found.last)

    def _holder(self, owner: str, role: Role, title: str) -> str | None:
        term = self.gazetteer.titled(owner, title, self.day)
        if term is not None and term.office in role.offices:
            return term.person
        offices = role.offices
        if owner in self.gazetteer.states and offices[0] in ("leader", "head"):
            offices = ("head_of_state", "head_of_government")
            if self._has_figurehead(owner):
                offices = ("head_of_government", "head_of_state")
        for office in offices:
            term = self.gazetteer.in_office(owner, office, self.day)
            if term is not None and (title.lower() != "president" or "president" in term.title.lower()):
                return term.person
        return None

    def _has_figurehead(self, owner: str) -> bool:
        """Whether a head of government leads, the head of state being a monarch or a chosen president without power."""
        government = self.gazetteer.in_office(owner, "head_of_government", self.day)
        head = self.gazetteer.in_office(owner, "head_of_state", self.day)
        if government is None:
            return False
        return head is None or head.title in ("King", "Queen", "Emperor", "Governor-General", "Monarch") or government.title in ("Chancellor", "Taoiseach")

    def _person_in_office(self, role: Role) -> str | None:
        """The last named person who holds such an office on the day."""
        for seen in reversed(self.seen):
            if seen.found.form != "name" or not seen.found.actors:
                continue
            actor = self.book[seen.found.actors[0]]
            if actor.kind == "person" and any(
                t.office in role.offices and not (t.office in ("head", "leader") and t.of in self.gazetteer.states)
                for t in self.gazetteer.offices_of(actor.name, self.day)
            ):
                return actor.id
        return None

    def _unique_holder(self, words: str, state: str) -> str | None:
        term = self.gazetteer.titled(state, words, self.day)
        return self.book.person(term.person) if term is not None else None

    def _gendered(self, found: Found) -> None:
        entry = self.gazetteer.people.get(self.book[found.actors[0]].name)
        if entry is not None:
            found.gender = entry.gender
            found.country = entry.country or None

    def _counterpart(self, found: Found, state: str | None) -> Found | None:
        """"his Chinese counterpart": who holds in one state the office that a person named before holds in another."""
        if state is None:
            return None
        for seen in reversed(self.seen):
            if not seen.found.actors or self.book[seen.found.actors[0]].kind != "person":
                continue
            actor = self.book[seen.found.actors[0]]
            for term in self.gazetteer.offices_of(actor.name, self.day):
                if term.of == state:
                    continue
                other = self.gazetteer.in_office(state, term.office, self.day)
                if other is not None:
                    found.actors = (self.book.person(other.person),)
                    self._gendered(found)
                    return found
            if seen.found.role is not None and actor.country != self.book.iso3(state):
                words = next((w for w, keys in self.described.items() if actor.id in keys and " " in w), None)
                found.actors = (self.book.composed(state, seen.found.role.sector, words or "counterpart", kind="person"),)
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
            return Found(found.first, found.last, found.head, "nominal", actors=(described[-1],), country=self._state_of(described[-1]))
        same = self.by_words.get(words)
        if same is not None and (same.number == "plural") == plural:
            return same
        role = found.role
        if role is not None and role.kind == "body":
            for seen in reversed(self.seen):
                if seen.found.form == "name" and seen.found.actors:
                    actor = self.book[seen.found.actors[0]]
                    if actor.kind in ("organisation", "armed_group") and actor.sector == role.sector:
                        return seen.found
        if role is not None and role.sector == "REB" and plural:
            for seen in reversed(self.seen):
                if seen.found.form == "name" and seen.found.actors and self.book[seen.found.actors[0]].sector == "REB":
                    return seen.found
        return None

    def _is_definite(self, found: Found) -> bool:
        syntax = self.syntax
        determiner = syntax.child(found.head, "det", "poss")
        if determiner is not None:
            return syntax.lowers[determiner] in _DEFINITE or syntax.lowers[determiner] in _PRONOUNS
        return found.role is not None and found.role.kind in ("body", "group") and found.role.sector in ("GOV", "MIL", "COP", "LEG", "JUD")

    def _nearby_state(self, head: int, role: Role) -> str | None:
        """The state that an unowned role most likely belongs to: one named in the sentence, else the article's."""
        if role.sector in ("IGO", "NGO", "MED", "BUS") and role.kind != "person":
            return None
        sentence = self.syntax.sentence_of[head]
        near = [f for f in self.draft.found if f.country and self.syntax.sentence_of[f.first] == sentence and f.form == "name"]
        before = [f for f in near if f.first < head]
        inner = [f for f in near if f.first > head]
        if role.kind in ("person", "group") and role.sector in ("CVL", "REB", "REF"):
            placed = [f for f in before + inner if f.geographic and not f.demonym]
            if placed:
                return min(placed, key=lambda f: abs(f.head - head)).country
            return self.focus if role.sector == "REB" else None
        subjects = [f for f in near if self.syntax.deps[f.head] in ("nsubj", "nsubjpass") and f.country in self.gazetteer.states]
        if subjects:
            return min(subjects, key=lambda f: abs(f.head - head)).country
        if self.focus and any(f.country == self.focus for f in near):
            return self.focus
        return before[-1].country if before else self.focus

    # --- states by description, pairs

    def _state_word(self, found: Found) -> Found | None:
        syntax, head = self.syntax, found.head
        lemma = syntax.lemmas[head]
        count = count_at(syntax, head)
        pairing = self._pairing(found)
        if pairing:
            found.actors = pairing
            found.number = "plural"
            return found
        if lemma in ("capital", "state", "power", "republic", "party"):
            if not (lemma in ("state", "power") and found.number == "plural"):
                return None
        if found.number == "plural":
            words = syntax.slice(*self._noun_phrase(head))
            if count is not None or syntax.child(head, "amod", "compound") is not None:
                found.actors = (self.book.composed(None, "GOV", words, kind="group", count=count[0] if count else None),)
                return found
            return None
        determiner = syntax.child(head, "det", "poss")
        if determiner is None or syntax.lowers[determiner] not in ("the", "this", "that", "his", "her", "their"):
            return None
        if lemma in ("country", "nation", "kingdom", "side", "republic", "island nation"):
            for seen in reversed(self.seen):
                if seen.found.country and seen.found.country in self.gazetteer.states:
                    found.actors = (self.book.state(seen.found.country),)
                    found.country = seen.found.country
                    return found
        return None

    def _noun_phrase(self, head: int) -> tuple[int, int]:
        """Head noun with the modifiers before it, without the article."""
        left = [j for j in self.syntax.children[head] if j < head and self.syntax.deps[j] in ("amod", "compound", "nummod", "nmod")]
        first = min((min(self.syntax.subtree(j)) for j in left), default=head)
        return first, head + 1

    def _pairing(self, found: Found) -> tuple[str, ...]:
        """The actors of "the two leaders", "both countries", "the three nations"; () where the words pair nobody."""
        syntax = self.syntax
        pairing = self.roles.table.pairing
        marks = [syntax.lowers[j] for j in syntax.children[found.head] if j < found.head]
        definite = "the" in marks or "both" in marks or "these" in marks
        if found.number != "plural" or not definite:
            return ()
        number = next((w for w in marks if w in pairing), None)
        role = found.role
        side = role is not None and syntax.lemmas[found.head] in ("side", "country", "nation", "ally", "neighbour", "neighbor", "rival", "foe", "power", "state", "government")
        person = role is not None and role.kind in ("office", "person") and role.sector in ("GOV", "MIL", "LEG", "PTY")
        if number is None and not (side and "both" in marks) and not (syntax.lemmas[found.head] in ("side", "leader", "country") and "the" in marks):
            return ()
        wanted = {"three": 3, "trio": 3, "four": 4}.get(number or "", 2)
        near = [s for s in self.seen if syntax.sentence_of[found.head] - s.sentence <= _PAIR_MEMORY]
        salient = [s for s in near if not s.modifier and not s.setting]
        out = self._partners(salient, wanted, person, side)
        if len(out) < min(wanted, 2):
            out = self._partners(near, wanted, person, side)
        return tuple(reversed(out)) if len(out) >= min(wanted, 2) else ()

    def _partners(self, near: list[_Seen], wanted: int, person: bool, side: bool) -> list[str]:
        """The last different people of different countries, or states and armed groups, among mentions."""
        out: list[str] = []
        for seen in reversed(near):
            if len(out) >= wanted:
                break
            for key in reversed(seen.found.actors):
                actor = self.book[key]
                if person and actor.kind == "person" and key not in out:
                    if not any(self.book[k].country == actor.country and actor.country for k in out):
                        out.append(key)
                elif side and not person and (actor.kind in ("state", "government", "armed_group") or (actor.kind == "person" and actor.sector == "GOV")):
                    state = self._state_of(key)
                    target = key if actor.kind == "armed_group" or state is None else self.book.state(state)
                    if target not in out:
                        out.append(target)
        return out

    # --- pronouns

    def _pronoun(self, i: int) -> Found | None:
        if self._expletive(i):
            return None
        antecedent = self._antecedent(i)
        found = Found(i, i + 1, i, "pronoun")
        if antecedent is not None:
            found.actors = antecedent.actors
            found.country = antecedent.country
            found.gender = antecedent.gender
            found.number = antecedent.number
            found.antecedent = antecedent
        return found

    def _expletive(self, i: int) -> bool:
        syntax = self.syntax
        if syntax.lowers[i] != "it":
            return False
        if syntax.deps[i] == "expl":
            return True
        verb = syntax.heads[i]
        if syntax.deps[i] in ("nsubj", "nsubjpass") and syntax.lemmas[verb] in ("be", "seem", "appear", "happen", "rain", "snow", "take", "become"):
            return any(syntax.deps[j] in ("ccomp", "xcomp", "advcl", "csubj", "acomp", "npadvmod") for j in syntax.children[verb])
        return False

    def _antecedent(self, i: int) -> Found | None:
        """The most salient earlier mention that agrees with a pronoun."""
        syntax = self.syntax
        word = syntax.lowers[i]
        sentence = syntax.sentence_of[i]
        possessive = syntax.deps[i] == "poss"
        ahead = self._fronted(i)
        if ahead is not None:
            return ahead
        clause = self._clause(i)
        best: tuple[float, int] | None = None
        chosen: Found | None = None
        for order in range(len(self.seen) - 1, -1, -1):
            seen = self.seen[order]
            distance = sentence - seen.sentence
            if distance > _MEMORY:
                break
            group = self._coordinated(seen) if word in _THEY else None
            if group is None and not self._agrees(word, seen.found):
                continue
            if not possessive and distance == 0 and syntax.deps[i] in ("dobj", "pobj", "dative") and self._clause(seen.found.head) == clause and seen.subject:
                continue
            if distance == 0 and seen.found.first > i:
                continue
            score = -2.0 * distance
            if seen.setting:
                score -= 3.0
            if possessive and distance == 0 and self._inside_relative_of(i, seen.found):
                score += 3.0
            if possessive and distance == 0 and syntax.lemmas[syntax.heads[i]] in self.violent and actors_armed(self.book, seen.found):
                score += 3.0
            score += 1.5 if seen.subject else 0.0
            score -= 1.0 if seen.modifier else 0.0
            score += 1.0 if distance == 0 and seen.subject and possessive and self._clause(seen.found.head) == clause else 0.0
            score += 0.3 if seen.found.form == "pronoun" else 0.0
            score -= 0.02 * min(i - seen.found.first, 60)
            if best is None or score > best[0]:
                best = (score, order)
                chosen = group or seen.found
        return chosen

    def _coordinated(self, seen: _Seen) -> Found | None:
        """"A and B" as one antecedent for "they", when a mention heads such a pair."""
        heads = self.syntax.conjuncts(seen.found.head)
        if len(heads) < 2:
            return None
        parts = [s.found for s in self.seen if s.found.head in heads]
        actors = tuple(dict.fromkeys(k for f in parts for k in f.actors))
        if len(actors) < 2:
            return None
        first = seen.found
        return Found(first.first, first.last, first.head, "name", actors=actors, number="plural", country=first.country)

    def _fronted(self, i: int) -> Found | None:
        """The main clause's subject, for a pronoun in a participle before it ("Penalised for its offensive, Russia …")."""
        syntax = self.syntax
        for j in syntax.ancestors(i):
            if syntax.deps[j] in ("advcl", "ccomp", "acl", "dep") and syntax.tags[j] in ("VBN", "VBG", "VBD") and syntax.child(j, "nsubj", "nsubjpass", "mark") is None:
                subject = syntax.child(syntax.heads[j], "nsubj", "nsubjpass")
                if subject is None or subject < i or syntax.child(j, "aux", "auxpass") is not None:
                    return None
                found = self.draft.by_head.get(subject)
                if found is not None and found.actors and self._agrees(syntax.lowers[i], found):
                    return found
                return None
        return None

    def _inside_relative_of(self, i: int, found: Found) -> bool:
        """Whether a token stands in a relative clause about a mention, whose subject the mention then is."""
        for j in self.syntax.ancestors(i):
            if self.syntax.deps[j] == "relcl" and self.syntax.heads[j] == found.head:
                return any(self.syntax.deps[k] in ("nsubj", "nsubjpass") and self.syntax.lowers[k] in ("who", "which", "that") for k in self.syntax.children[j])
        return False

    def _clause(self, i: int) -> int:
        """The verb of the clause a token stands in."""
        syntax = self.syntax
        for j in syntax.ancestors(i):
            if syntax.pos[j] in ("VERB", "AUX"):
                return j
        return i

    def _agrees(self, word: str, found: Found) -> bool:
        actors = [self.book[key] for key in found.actors]
        single = len(actors) == 1
        kind = actors[0].kind
        if word in _MALE:
            return single and kind == "person" and found.gender != "f" and found.number == "singular"
        if word in _FEMALE:
            return single and kind == "person" and found.gender != "m" and found.number == "singular"
        if word in _IT:
            return single and kind not in ("person", "group") and actors[0].sector not in ("MED",)
        return not single or kind in ("group", "organisation", "armed_group") or found.number == "plural"

    def _cataphora(self, added: list[Found]) -> None:
        """"While it calls for …, China has …": a pronoun without antecedent looks forward to the main clause's subject."""
        syntax = self.syntax
        for found in added:
            if found.form != "pronoun" or found.actors:
                continue
            sentence = syntax.sentence_of[found.head]
            for name in self.draft.found:
                if name.first > found.first and syntax.sentence_of[name.first] == sentence and name.actors and not name.demonym:
                    if syntax.deps[name.head] in ("nsubj", "nsubjpass") and self._agrees(syntax.lowers[found.head], name):
                        found.actors = name.actors
                        found.country = name.country
                        break


def actors_armed(book: ActorBook, found: Found) -> bool:
    """Whether a mention stands for an armed group."""
    return len(found.actors) == 1 and book[found.actors[0]].kind == "armed_group"
