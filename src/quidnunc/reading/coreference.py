"""Who "he", "it", "they", "the two leaders" are: what an article has spoken of, and what later words go back to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from quidnunc.gazetteer.roles import Role, RoleIndex
from quidnunc.reading.actors import ActorBook
from quidnunc.reading.draft import Draft, Found
from quidnunc.reading.speakers import Speakers
from quidnunc.reading.things import Things

_MALE, _FEMALE = frozenset({"he", "him", "his", "himself"}), frozenset({"she", "her", "hers", "herself"})
_IT, _THEY = frozenset({"it", "its", "itself"}), frozenset({"they", "them", "their", "theirs", "themselves"})
_SELVES = frozenset({"himself", "herself", "itself", "themselves"})
PRONOUNS = _MALE | _FEMALE | _IT | _THEY
MODIFIER = frozenset({"amod", "compound", "nmod", "poss"})
_SETTING = frozenset(
    {"in", "on", "at", "via", "near", "from", "into", "across", "around", "inside", "outside", "through"}
)
_MEMORY = 3  # sentences that a pronoun looks back over


@dataclass(slots=True)
class Seen:
    """A mention as later ones may refer to it."""

    found: Found
    sentence: int
    subject: bool
    modifier: bool
    setting: bool


class Memory:
    """What one article has spoken of so far, and what pronouns and pairing words go back to.

    Args:
        draft: the article's draft.
        book: its actors.
        roles: role nouns, the words that pair ("two", "both"), the words of either gender.
        violent: nouns of violence, which an armed group rather than a state's supporter commits ("its attack").
        deeds: verbs and nouns of what actors do and say.
    """

    def __init__(
        self,
        draft: Draft,
        book: ActorBook,
        roles: RoleIndex,
        violent: frozenset[str] = frozenset(),
        deeds: frozenset[str] = frozenset(),
    ) -> None:
        self.draft = draft
        self.syntax = draft.syntax
        self.book = book
        self.words = roles.table
        self.violent = violent
        self.things = Things(draft, roles, deeds)
        self.speakers = Speakers(draft.syntax)
        self.genders: dict[str, str] = {}
        self.counts: Counter[str] = Counter()
        self.seen: list[Seen] = []

    def see(self, found: Found) -> None:
        """Enters a mention, so that later words may go back to it."""
        if found.actors:
            self.counts.update(found.actors)
            self._sex(found)
            dep = self.syntax.deps[found.head]
            self.seen.append(
                Seen(
                    found,
                    self.syntax.sentence_of[found.first],
                    dep in ("nsubj", "nsubjpass", "agent"),
                    dep in MODIFIER or found.demonym,
                    self._is_setting(found),
                )
            )

    def _sex(self, found: Found) -> None:
        """What the words beside or in a mention of one person say of the gender ("Princess", "the spokeswoman", "Mr")."""
        if len(found.actors) > 1 or self.book[found.actors[0]].kind != "person":
            return
        syntax, head = self.syntax, found.head
        near = [head] if found.form == "nominal" else [found.first - 1, *syntax.childs(head, "appos")]
        if found.form == "name" and syntax.deps[head] == "appos":
            near.append(syntax.heads[head])
        told = (self._gender_of(j) for j in near if j >= 0)
        gender = found.gender or next((g for g in told if g), "")
        if gender:
            found.gender = gender
            if not self.book[found.actors[0]].anonymous:
                self.genders.setdefault(found.actors[0], gender)

    def _gender_of(self, i: int) -> str:
        for word in (self.syntax.lowers[i], self.syntax.lemmas[i]):
            if word in self.words.male or word in self.words.female:
                return "m" if word in self.words.male else "f"
        return ""

    def _is_setting(self, found: Found) -> bool:
        """Whether a mention only says where or through what medium something is done ("in Yemen", "on Twitter")."""
        syntax = self.syntax
        head = syntax.heads[found.head]
        if syntax.deps[found.head] != "pobj" or syntax.lowers[head] not in _SETTING:
            return False
        return found.geographic or self.book[found.actors[0]].sector in ("BUS", "MED")

    def pronoun(self, i: int) -> Found | None:
        """A pronoun's mention, with its antecedent's actors; None for an empty "it"."""
        if self._expletive(i):
            return None
        antecedent = self.antecedent(i)
        found = Found(i, i + 1, i, "pronoun")
        if antecedent is not None:
            word = self.syntax.lowers[i]
            if word in _MALE | _FEMALE and not self.book[antecedent.actors[0]].anonymous:
                self.genders.setdefault(antecedent.actors[0], "m" if word in _MALE else "f")
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
        if syntax.deps[i] == "nsubjpass" and syntax.child(verb, "ccomp", "csubj") is not None:
            return True  # "it is known that"
        if syntax.deps[i] in ("nsubj", "nsubjpass") and syntax.lemmas[verb] in (
            "be",
            "seem",
            "appear",
            "happen",
            "rain",
            "snow",
            "take",
            "become",
        ):
            return any(
                syntax.deps[j] in ("ccomp", "xcomp", "advcl", "csubj", "acomp", "npadvmod")
                for j in syntax.children[verb]
            )
        return False

    def antecedent(self, i: int) -> Found | None:
        """The most salient earlier mention that agrees with a pronoun; None where a thing is more salient still."""
        word = self.syntax.lowers[i]
        sentence = self.syntax.sentence_of[i]
        ahead = self._itself(i) if word in _SELVES else self._fronted(i)
        if ahead is not None:
            return ahead
        bound = self._bound(i, self._clause(i)) | self._speaking(i)
        best: float | None = None
        chosen: Found | None = None
        for seen in reversed(self.seen):
            if sentence - seen.sentence > _MEMORY:
                break
            group = self._coordinated(seen) if word in _THEY else None
            if group is None and not self._agrees(word, seen.found):
                continue
            if not bound.isdisjoint((group or seen.found).actors) or (
                sentence == seen.sentence and seen.found.first > i
            ):
                continue
            score = self._salience(i, seen, group is not None)
            if best is None or score > best:
                best, chosen = score, group or seen.found
        if best is not None and word in _IT | _THEY:
            rival = self.things.salience(i, word in _THEY)
            if rival is not None and rival > best:
                return None
        return chosen

    def _salience(self, i: int, seen: Seen, grouped: bool) -> float:
        """How much an earlier mention offers itself to a pronoun: near, subject, often named, no mere setting."""
        word, found = self.syntax.lowers[i], seen.found
        distance = self.syntax.sentence_of[i] - seen.sentence
        score = -2.0 * distance - 0.02 * min(i - found.first, 60)
        score += 1.5 * seen.subject - 1.0 * seen.modifier - 3.0 * seen.setting + 0.3 * (found.form == "pronoun")
        if self.syntax.deps[i] == "poss" and distance == 0:
            score += self._owning(i, seen)
        if word in _THEY and not grouped and found.number == "singular":
            score -= 1.5  # "the service … they": people go before one body
        if word in _MALE | _FEMALE:
            actor = found.actors[0]
            score += 0.8 if self._gender(found) else 0.0
            score += 0.15 * min(self.counts[actor] - 1, 4) - (0.7 if self.book[actor].anonymous else 0.0)
        return score

    def _owning(self, i: int, seen: Seen) -> float:
        """What speaks for a mention as the possessor, in its own sentence."""
        violent = self.syntax.lemmas[self.syntax.heads[i]] in self.violent
        score = 3.0 if self._inside_relative_of(i, seen.found) else 0.0
        score += 3.0 if violent and _is_armed(self.book, seen.found) else 0.0
        return score + (1.0 if seen.subject and self._clause(seen.found.head) == self._clause(i) else 0.0)

    def _speaking(self, i: int) -> frozenset[str]:
        """Whom a pronoun in a quotation cannot mean: who speaks it."""
        heads = self.speakers.of(i)
        found = (self.draft.by_head.get(j) or self.draft.covering.get(j) for j in heads)
        return frozenset(key for f in found if f is not None for key in f.actors)

    def _itself(self, i: int) -> Found | None:
        """The subject of the clause, for "himself" and the like."""
        syntax = self.syntax
        verb = self._clause(i)
        subject = syntax.child(verb, "nsubj", "nsubjpass")
        while subject is None and syntax.deps[verb] in ("xcomp", "conj", "advcl") and syntax.heads[verb] != verb:
            verb = syntax.heads[verb]
            subject = syntax.child(verb, "nsubj", "nsubjpass")
        if subject is None or subject > i:
            return None
        if syntax.lowers[subject] in ("who", "which", "that") and syntax.deps[verb] == "relcl":
            subject = syntax.heads[verb]
        seen = next((s.found for s in reversed(self.seen) if s.found.head == subject), None)
        return seen if seen is not None and self._agrees(syntax.lowers[i], seen) else None

    def _bound(self, i: int, clause: int) -> frozenset[str]:
        """Whom an object pronoun cannot mean: the subject of its own clause, be it a pronoun ("it was registering them")."""
        if self.syntax.deps[i] not in ("dobj", "pobj", "dative") or self.syntax.lowers[i] in _SELVES:
            return frozenset()
        sentence = self.syntax.sentence_of[i]
        near = (seen for seen in self.seen[-12:] if seen.sentence == sentence and seen.subject)
        return frozenset(key for seen in near if self._clause(seen.found.head) == clause for key in seen.found.actors)

    def lent(self, i: int, role: Role) -> tuple[str, str | None] | None:
        """Sector and state that an earlier mention lends a role which takes them ("officers" after police were named)."""
        for seen in reversed(self.seen if role.echoes else ()):
            if self.syntax.sentence_of[i] - seen.sentence > _MEMORY:
                break
            sector = self.book[seen.found.actors[0]].sector or ""
            if sector in role.echoes:
                return sector, self.book.state_of(seen.found.actors[0])
            if sector == role.sector:
                break
        return None

    def _coordinated(self, seen: Seen) -> Found | None:
        """ "A and B" as one antecedent for "they", when a mention heads such a pair."""
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
            if (
                syntax.deps[j] in ("advcl", "ccomp", "acl", "dep")
                and syntax.tags[j] in ("VBN", "VBG", "VBD")
                and syntax.child(j, "nsubj", "nsubjpass", "mark") is None
            ):
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
                return any(
                    self.syntax.deps[k] in ("nsubj", "nsubjpass") and self.syntax.lowers[k] in ("who", "which", "that")
                    for k in self.syntax.children[j]
                )
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
            return single and kind == "person" and self._gender(found) != "f" and found.number == "singular"
        if word in _FEMALE:
            return single and kind == "person" and self._gender(found) != "m" and found.number == "singular"
        if word in _IT:
            return single and kind not in ("person", "group") and actors[0].sector not in ("MED",)
        return not single or kind in ("group", "organisation", "armed_group") or found.number == "plural"

    def _gender(self, found: Found) -> str:
        return found.gender or self.genders.get(found.actors[0], "")

    def look_forward(self, added: list[Found]) -> None:
        """ "While it calls for …, China has …": a pronoun without antecedent looks forward to the main clause's subject."""
        syntax = self.syntax
        for found in added:
            if found.form != "pronoun" or found.actors:
                continue
            sentence = syntax.sentence_of[found.head]
            word = syntax.lowers[found.head]
            speaking = self.speakers.of(found.head)
            for seen in self.seen:
                name = seen.found
                if name.head in speaking:
                    continue
                if name.form != "name" or name.first < found.first or seen.sentence != sentence or name.demonym:
                    continue
                group = self._coordinated(seen) if word in _THEY else None
                if syntax.deps[name.head] in ("nsubj", "nsubjpass") and (group or self._agrees(word, name)):
                    found.actors = (group or name).actors
                    found.country = name.country
                    break


def _is_armed(book: ActorBook, found: Found) -> bool:
    """Whether a mention stands for an armed group."""
    return len(found.actors) == 1 and book[found.actors[0]].kind == "armed_group"
