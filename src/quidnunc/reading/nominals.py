"""Role nouns and pronouns → actors, left to right: "the Russian president", "its foreign ministry", "the two leaders", "it"."""

from __future__ import annotations

from quidnunc.gazetteer import Gazetteer
from quidnunc.gazetteer.roles import Role, RoleIndex
from quidnunc.reading.actors import ActorBook
from quidnunc.reading.coreference import PRONOUNS, Memory
from quidnunc.reading.crowds import crowd_at
from quidnunc.reading.definites import Definites
from quidnunc.reading.descriptions import Descriptions
from quidnunc.reading.draft import Draft, Found
from quidnunc.reading.holders import Holders
from quidnunc.reading.numbers import count_at, portioned
from quidnunc.reading.owners import Owner, Owners
from quidnunc.reading.pairs import Pairs
from quidnunc.reading.titles import Titles
from quidnunc.records import ActorKind

_PLURAL_TAGS = frozenset({"NNS", "NNPS"})
_WHOLE = frozenset({"all", "both", "other", "relevant", "warring", "concerned", "opposing", "third"})
_POINTERS = frozenset(
    {"other", "several", "many", "more", "some", "such", "same", "own", "few", "first", "second", "last", "next"}
)
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
        deeds: verbs and nouns of what actors do and say.
    """

    def __init__(
        self,
        draft: Draft,
        book: ActorBook,
        gazetteer: Gazetteer,
        roles: RoleIndex,
        violent: frozenset[str] = frozenset(),
        deeds: frozenset[str] = frozenset(),
    ) -> None:
        self.draft = draft
        self.syntax = draft.syntax
        self.book = book
        self.roles = roles
        self.memory = Memory(draft, book, roles, violent, deeds)
        self.pairs = Pairs(self.memory)
        self.titles = Titles(draft, book, roles.table)
        self.owners = Owners(draft, book, gazetteer, self.memory)
        self.descriptions = Descriptions(draft, book, gazetteer, roles, self.owners)
        self.holders = Holders(draft, book, gazetteer, self.memory, self.owners, self.descriptions)
        self.definites = Definites(draft, book, gazetteer, self.memory, self.pairs, self.descriptions)

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
            aged = self.definites.aged(i)
            if aged is not None:
                added.append(aged)
                self.memory.see(aged)
                i = aged.last
                continue
            crowd = self._crowd(i)
            if crowd is not None:
                added.append(crowd)
                self.memory.see(crowd)
                i += 1
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

    def _is_noun(self, first: int, length: int, names: dict[int, Found]) -> bool:
        syntax = self.syntax
        if any(k in names for k in range(first + 1, first + length)):
            return False
        head = self.syntax.head_in(first, first + length)
        if syntax.pos[head] in ("NOUN", "PROPN") or syntax.tags[head].startswith("NN"):
            return True
        after = names.get(first + length)  # "Cuban dissident Rosa Quintana": tagged as an adjective
        return after is not None and any(self.book[key].kind == "person" for key in after.actors)

    def _crowd(self, i: int) -> Found | None:
        """The people that a mere number stands for ("tens of thousands marched")."""
        count = crowd_at(self.syntax, i)
        people = self.roles.match(("people",), ("people",), 0)
        if count is None or people is None:
            return None
        role = people[1]
        found = Found(i, i + 1, i, "nominal", role=role, number="plural")
        found.country = self.owners.unnamed(i, role)
        found.actors = (self.book.composed(found.country, role.sector, "people", kind="group", count=count),)
        return found

    def _role(self, first: int, last: int, role: Role) -> Found | None:
        """The mention that a role noun makes; None where it only titles a name beside it, or stands for nobody."""
        if role.kind == "nobody":
            return None
        syntax = self.syntax
        head = self.syntax.head_in(first, last)
        former = self.titles.is_former(first, head)
        person = self.titles.follows(last, head, role)
        if person is not None:
            self.descriptions.add(person, first, last, head, role, former)
            return None
        appositive = self.titles.apposition(head)
        if appositive is not None and role.kind in ("office", "person", "body"):
            self.descriptions.add(appositive, first, last, head, role, former)
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
            return self.definites.state(found)
        pairing = self.pairs.of(found)
        if pairing:
            found.actors = pairing
            found.number = "plural"
            return found
        if syntax.lemmas[head] == "party" and plural and any(syntax.lowers[j] in _WHOLE for j in syntax.children[head]):
            return None  # "all parties" to a conflict are no political parties
        return self._delegates(found, role) or self._owned(found, role, plural)

    def _owned(self, found: Found, role: Role, plural: bool) -> Found | None:
        """A role noun by whose it is: an office's holder, somebody spoken of before, or an actor composed."""
        owner = self.owners.of(found.first, found.last, found.head)
        state, body, pointed = owner.state, owner.body, owner.pointed
        words = self.syntax.slice(found.first, found.last).lower()
        if role.kind == "equipment":
            return self._equipment(found, state, body)
        if words in _COUNTERPART or self.syntax.lemmas[found.head] == "counterpart":
            return self.holders.counterpart(found, state)
        if role.of:
            owner = Owner(role.of, None, True)
            state, body, pointed = owner.state, owner.body, owner.pointed
        if role.owned and not pointed:
            return None
        if role.kind == "office" and plural and self.holders.several(found, role):
            return found
        if role.kind == "office" and not plural and not pointed and self._is_sought(found.head):
            return None
        if role.kind == "office" and not plural:
            return self.holders.office(found, owner, words)
        if not pointed:
            earlier = self.definites.earlier(found, words, plural)
            if earlier is not None:
                found.actors = earlier.actors
                found.country = earlier.country
                found.antecedent = earlier
                return found
            state = self.owners.unnamed(found.head, role)
        if not role.sector and not found.actors:
            return None
        if pointed and role.kind == "person" and not plural and not found.former:
            name = self.holders.titled(found, owner, words)
            if name is not None:
                found.actors = (self.book.person(name),)
                found.country = state
                return found
        return self._partisans(found, role, owner) or self._composed(found, role, state, body, words)

    def _is_sought(self, head: int) -> bool:
        """Whether an office is one that somebody runs for ("nominated for president"), not its holder."""
        syntax = self.syntax
        bare = syntax.child(head, "det", "poss") is None
        return bare and syntax.deps[head] == "pobj" and syntax.lowers[syntax.heads[head]] == "for"

    def _partisans(self, found: Found, role: Role, owner: Owner) -> Found | None:
        """ "his critics", "Maduro's supporters": named by whose they are, if they are a person's."""
        lemma = self.syntax.lemmas[found.head]
        key = owner.found.actors[0] if owner.found is not None and owner.found.actors else None
        if lemma not in self.roles.table.partisans or key is None or self.book[key].kind != "person":
            return None
        kind: ActorKind = "group" if found.number == "plural" else "person"
        words = f"{self.syntax.slice(found.first, found.last)} of {self.book[key].name}"
        found.actors = (self.book.composed(owner.state, role.sector, words, name=words, kind=kind, anonymous=True),)
        found.country = owner.state
        self.definites.by_words[lemma] = found
        return found

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
            sector = self.descriptions.sector_of_body(found.first, found.head) or role.sector
            lent = self.memory.lent(found.head, role)
            if lent is not None:
                sector, state = lent[0], state or lent[1]
            if body and sector in ("GOV", "CVL"):
                sector = self.book[body].sector or role.sector
            count = count_at(self.syntax, found.head) or portioned(self.syntax, found.head)
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
        self.definites.by_words[words] = found
        self.definites.by_words[self.syntax.lemmas[found.head]] = found
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
            words = f"{syntax.lowers[head]} of {syntax.slice(*self.definites.noun_phrase(target))}"
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
        if role.kind != "body" and first == self.syntax.sentences[self.syntax.sentence_of[first]][0]:
            text = text[:1].lower() + text[1:]  # a capital that only opens the sentence
        adjectives = [
            self.syntax.words[j]
            for j in self.syntax.children[head]
            if j < first
            and self.syntax.deps[j] in ("compound", "amod")
            and j not in self.draft.covering
            and self.syntax.tags[j] not in ("CD", "VBN", "VBG", "VBD", "JJS", "JJR")
            and j >= first - 3
            and self.syntax.lowers[j] not in _POINTERS
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
