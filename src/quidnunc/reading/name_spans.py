"""Where names stand in an article: what the gazetteer knows and what the entity recogniser sees, settled into one reading."""

from __future__ import annotations

from quidnunc.gazetteer import Gazetteer
from quidnunc.gazetteer.names import Name, pieces
from quidnunc.gazetteer.roles import RoleIndex
from quidnunc.reading.language import Syntax
from quidnunc.reading.persons import Persons
from quidnunc.reading.signs import Signs

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
_NO_NAME_LABELS = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY", "NORP", "LANGUAGE"})

Known = tuple[int, int, list[Name]]


class NameSpans:
    """Token ranges of names in one article.

    Args:
        syntax: the article's syntax.
        gazetteer: whose names are known.
        roles: role nouns, which are cut from names ("President Putin").
        persons: who is so high in office that the surname alone is a name.
    """

    def __init__(self, syntax: Syntax, gazetteer: Gazetteer, roles: RoleIndex, persons: Persons) -> None:
        self.syntax = syntax
        self.gazetteer = gazetteer
        self.roles = roles
        self.persons = persons
        self.storms: set[str] = set()
        self.loud = self._loud_sentences()

    def known(self) -> list[Known]:
        """Gazetteer names as tokens ``[first, last)`` with their bearers, the longest at each place."""
        syntax, index = self.syntax, self.gazetteer.index
        words: list[str] = []
        token: list[int] = []
        for i, word in enumerate(syntax.words):
            for piece in (word,) if word.isalpha() and word.isascii() else pieces(word):
                words.append(piece)
                token.append(i)
        lowers = [word.lower() for word in words]
        loud = self.loud
        out: list[Known] = []
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
                inside = syntax.sentence_of[first] == syntax.sentence_of[last - 1] and not self._nicknamed(first)
                if inside and self._likely(first, last, names):
                    out.append((first, last, names))
                    at += length
                    continue
            at += 1
        return Signs(out, syntax, self.gazetteer, self.persons.day).meant()

    @staticmethod
    def _whole(token: list[int], at: int, length: int) -> bool:
        """Whether pieces start and end where tokens do."""
        end = at + length
        return (at == 0 or token[at - 1] != token[at]) and (end == len(token) or token[end] != token[end - 1])

    def is_loud(self, i: int) -> bool:
        """Whether a token stands in a sentence in capitals, where case tells nothing."""
        return self.syntax.sentence_of[i] in self.loud

    def _nicknamed(self, first: int) -> bool:
        """Whether a word hangs on a single letter, so that both are one name ("K-Fed", "J-Lo")."""
        words = self.syntax.words
        return first > 1 and words[first - 1] == "-" and len(words[first - 2]) == 1 and words[first - 2].isupper()

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
        if last - first == 1 and names[0].bearer == "person" and self._has_article(first):
            return False  # "the Moon"
        if last - first > 1 or self.syntax.tags[first] in ("NNP", "NNPS"):
            return True
        if names[0].bearer in ("adjective", "people", "metonym"):
            return True
        word = self.syntax.words[first]
        at_start = first == self.syntax.sentences[self.syntax.sentence_of[first]][0]
        if word.isupper() and len(word) > 1:
            return True
        if self.syntax.pos[min(last, len(self.syntax) - 1)] in ("VERB", "AUX") and self._well_known(names[0]):
            return True  # "Trump condemned", "Whitehall denied": whatever the tagger thinks
        return not at_start or any(e.first <= first < e.last for e in self.syntax.entities)

    def _has_article(self, i: int) -> bool:
        """Whether a word has an article of its own ("the Moon", not "the Trump administration")."""
        return i > 0 and self.syntax.lowers[i - 1] == "the" and self.syntax.heads[i - 1] == i

    def _well_known(self, name: Name) -> bool:
        """Whether a single word is the name of somebody who is in high office on the day."""
        return name.bearer == "person" and self.persons.rank(name.id) > 0

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
            label = entity.label
            if self._is_weather(first, last):
                continue
            if label == "ORG" and self._is_titled_person(first, last):
                label = "PERSON"
            if label == "PERSON" and last - first == 1 and self._has_article(first):
                continue
            if label == "PERSON":
                first = self._given_name(self._after_title(first, last), last)
            if first < last and any(c.isalpha() for c in syntax.slice(first, last)):
                out.append((first, last, label))
        return out

    def _is_weather(self, first: int, last: int) -> bool:
        """Whether a name is a storm's, in full or in short ("Hurricane Lorenzo … Lorenzo")."""
        lowers = self.syntax.lowers
        before = lowers[first - 1] if first else ""
        if first < last and (lowers[first] in self.roles.table.phenomena or before in self.roles.table.phenomena):
            self.storms.add(lowers[last - 1])
            return True
        return last - first == 1 and lowers[first] in self.storms

    def _is_titled_person(self, first: int, last: int) -> bool:
        """Whether a "body" is a person with a role before the name ("Farmer Juan Quispe")."""
        syntax = self.syntax
        role = self.roles.match(syntax.lowers, syntax.lemmas, first)
        if role is None or role[1].kind not in ("office", "person"):
            return False
        rest = range(first + role[0], last)
        return 1 < len(rest) < 4 and all(
            syntax.tags[i] == "NNP" and self.roles.match(syntax.lowers, syntax.lemmas, i) is None for i in rest
        )

    def _given_name(self, first: int, last: int) -> int:
        """Where a person's name starts whose given name the recogniser left out ("Police chief Emeka [Obiora]")."""
        syntax = self.syntax
        at = first - 1
        if last - first > 1 or at < 1 or syntax.tags[at] != "NNP" or syntax.deps[at] != "compound":
            return first
        title = self.roles.match(syntax.lowers, syntax.lemmas, at)
        alone = title is None and syntax.lowers[at] not in self.roles.table.honorifics
        behind = self.roles.match(syntax.lowers, syntax.lemmas, at - 1)
        return at if alone and syntax.heads[at] == first and behind is not None else first

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

    def settled(self, known: list[Known]) -> list[tuple[int, int, list[Name], str]]:
        """Known names and entities in one reading where they overlap: tokens, bearers (none where none is known), a label or ""."""
        entities = self._entities()
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

    def _prevails(self, first: int, last: int, label: str, inside: list[Known]) -> bool:
        """Whether an entity goes before the known names within it ("Paris Hilton", "the Jordan Times")."""
        if label == "PERSON":
            if inside and last - first > 3 and self.is_loud(first):
                return False  # a headline in capitals is all one "name" to the recogniser
            whole = all(k[1] < last or k[2][0].bearer == "person" for k in inside)
            given = last - first == 2 and self.syntax.tags[first] == "NNP" and not any(k[0] <= first for k in inside)
            return (whole or given) and not self._just_title(inside, first, last)
        if label == "ORG":
            return not inside or self._is_name_of_own(first, last, inside)
        if not inside:
            return True
        if label not in PLACE_LABELS:
            return False
        return len(inside) == 1 and last - first > 1 and inside[0][2][0].bearer in ("state", "capital")

    def _just_title(self, inside: list[Known], first: int, last: int) -> bool:
        """Whether a "person" is only a demonym and a known surname ("Russian Putin")."""
        return (
            bool(inside)
            and inside[-1][1] == last
            and inside[-1][2][0].bearer == "person"
            and all(any(k[0] <= i < k[1] for k in inside) for i in range(first, last))
        )

    def _is_name_of_own(self, first: int, last: int, inside: list[Known]) -> bool:
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
