"""Which words of an article name places: geographic mentions, and toponyms that the name pass missed."""

from __future__ import annotations

from functools import cached_property

from quidnunc.gazetteer import Gazetteer
from quidnunc.gazetteer.places import PlaceIndex, Sense
from quidnunc.reading.draft import Draft, Found
from quidnunc.reading.toponym_context import SURE, WEAK, Surroundings
from quidnunc.reading.toponym_lookup import Lookup, Toponym, prominent, wide
from quidnunc.reading.toponym_parts import Parts
from quidnunc.reading.where_lexicon import WhereLexicon

_WIDEST = 6
_KNOWN = 30_000  # people from which a town may be meant where little around it says so
_FAMOUS = 200_000  # … and where nothing does
_SETTLED = 500


class ToponymFinder:
    """Finds the toponyms of one article.

    Args:
        draft: the article's draft, with its names.
        gazetteer: who there is.
        places: where there is.
        lexicon: how texts speak of places.
    """

    def __init__(self, draft: Draft, gazetteer: Gazetteer, places: PlaceIndex, lexicon: WhereLexicon) -> None:
        self.draft = draft
        self.syntax = draft.syntax
        self.gazetteer = gazetteer
        self.places = places
        self.lexicon = lexicon
        self.lookup = Lookup(draft.syntax, gazetteer, places, lexicon)
        self.surroundings = Surroundings(draft.syntax, lexicon, self._contains)
        self.covered: dict[int, Found] = {}
        self.at: dict[int, Toponym] = {}
        self.new: list[Found] = []
        self.out: list[Toponym] = []

    def find(self) -> list[Toponym]:
        """The toponyms in text order; mentions that the name pass missed are added to the draft."""
        for found in self.draft.found:
            for i in range(found.first, found.last):
                self.covered.setdefault(i, found)
        named = [found for found in self.draft.found if found.form == "name" and not found.demonym]
        for found in named:
            if found.geographic:
                self._of_geographic_mention(found)
        self._demonyms()
        self._abbreviations()
        doubtful = [found for found in named if not found.geographic and not self._mistaken(found, SURE)]
        runs = self._missed()
        self._plurals()
        for found in doubtful:
            self._mistaken(found, WEAK)
        self._again(runs)
        self._in_bodies()
        self.out.sort(key=lambda t: (t.first, -t.last))
        self.draft.found.extend(self.new)
        self.draft.found.sort(key=lambda f: (f.first, -f.last))
        return self.out

    def _add(self, toponym: Toponym) -> None:
        self.out.append(toponym)
        for i in range(toponym.first, toponym.last):
            self.at[i] = toponym

    @property
    def _keys(self) -> set[str]:
        return {toponym.key for toponym in self.out}

    # --- names that are there

    def _of_geographic_mention(self, found: Found) -> None:
        comma = next((i for i in range(found.first + 1, found.last - 1) if self.syntax.words[i] == ","), None)
        if comma is not None and found.country is None:
            self._split(found, comma)
        else:
            self._of_geographic(found)

    def _split(self, found: Found, comma: int) -> None:
        """ "Alexandria, Louisiana" taken for one name: two mentions."""
        rest = Found(comma + 1, found.last, found.last - 1, "name", geographic=True)
        found.last, found.head = comma, comma - 1
        self.new.append(rest)
        for i in range(rest.first, rest.last):
            self.covered[i] = rest
        self._of_geographic(found)
        self._of_geographic(rest)

    def _of_geographic(self, found: Found) -> None:
        syntax = self.syntax
        first, last = found.first, found.last
        if found.country is None or last - first == 1:
            last = self._with_kind(first, last)
        key, senses = self.lookup.senses(first, last)
        if last > found.last and senses:
            if found.country is not None and all(s.place.country != found.country for s in senses):
                found.country, found.actors = None, ()
            self._widen(found, last)
        elif last > found.last:
            if syntax.lowers[last - 1] in self.lexicon.others and found.country is None:
                return
            last = found.last
            key, senses = self.lookup.senses(first, last)
        if found.country is not None:
            senses = self.lookup.with_state(found.country, senses)
        if not senses:
            return
        kind = syntax.lowers[last] if last < len(syntax) and syntax.lowers[last] in self.lexicon.divisions else ""
        senses = self.lookup.of_kind(key, kind, senses)
        self._add(Toponym(first, last, key, senses, found, found.country, kind, abbreviation=key.startswith("~")))

    def _with_kind(self, first: int, last: int) -> int:
        """Where a name ends that goes on with a noun in capitals ("Cook" → "Cook County")."""
        syntax, lexicon = self.syntax, self.lexicon
        if last >= len(syntax) or last in self.covered or syntax.sentence_of[last] != syntax.sentence_of[first]:
            return last
        lower = syntax.lowers[last]
        kinds = lower in lexicon.divisions or lower in lexicon.towns or lower in lexicon.others
        return last + 1 if kinds and syntax.words[last][0].isupper() else last

    def _widen(self, found: Found, last: int) -> None:
        for i in range(found.last, last):
            self.covered[i] = found
        found.last, found.head = last, last - 1

    def _mistaken(self, found: Found, needed: int) -> bool:
        """Makes a toponym of a "person" or "organisation" that nobody knows, by what stands around it.

        Collectives, unions and seats of power are places as well ("Europe", "the EU", "the Kremlin").
        """
        if self._is_region(found):
            key, senses = self.lookup.exact(found.first, found.last)
            self._add(Toponym(found.first, found.last, key, senses, found))
            return True
        if needed == SURE and self._is_county(found):
            key, senses = self.lookup.exact(found.first, found.last)
            found.geographic, found.actors = True, ()
            self._add(Toponym(found.first, found.last, key, senses, found))
            return True
        local = len(found.actors) == 1 and found.actors[0].startswith("local:") and found.role is None
        if not local or found.last - found.first > 3:
            return False
        key, senses = self.lookup.senses(found.first, found.last)
        if not senses:
            return False
        spoken = self.surroundings.speak(found.first, found.last)
        person = self.draft.actors[found.actors[0]].kind == "person"
        settled = any(s.place.population >= _SETTLED or not s.place.feature.startswith("PPL") for s in senses)
        sure = (
            spoken == SURE
            and settled
            and (not person or prominent(senses, _SETTLED))
            and not (person and self._is_introduced(found.first, found.last))
        )
        if needed == WEAK and not sure:
            sure = key in self._keys or self._is_likely(found.first, found.last, senses, spoken, person)
        if sure:
            found.geographic, found.actors = True, ()
            self._add(Toponym(found.first, found.last, key, senses, found))
        return sure

    def _is_county(self, found: Found) -> bool:
        """Whether the whole name of an unknown body is a county's ("Dane County")."""
        local = bool(found.actors) and found.actors[0].startswith("local:")
        if not local or self.syntax.lowers[found.last - 1] not in ("county", "parish"):
            return False
        return any(s.place.feature == "ADM2" for s in self.lookup.exact(found.first, found.last)[1])

    def _is_likely(self, first: int, last: int, senses: tuple[Sense, ...], spoken: int, person: bool = False) -> bool:
        """Whether a name that the surroundings do not settle may be taken for a place's: it is well known, and no common word.

        One that the recogniser took for a ``person`` has to be better known.
        """
        if last - first == 1 and self.syntax.lowers[first] in self.lookup.plain:
            return False
        if self._is_introduced(first, last):
            return False
        if person:
            return spoken == WEAK and prominent(senses, _FAMOUS)
        return prominent(senses, _KNOWN if spoken == WEAK else _FAMOUS)

    def _is_introduced(self, first: int, last: int) -> bool:
        """Whether a single word is the surname or first name of someone whom the article names in full."""
        return last - first == 1 and self.syntax.lowers[first] in self.people

    @cached_property
    def people(self) -> frozenset[str]:
        """The words of the names of people that the article names in full."""
        words: set[str] = set()
        for found in self.draft.found:
            person = bool(found.actors) and found.actors[0] in self.draft.actors
            if (
                person
                and found.form == "name"
                and found.last - found.first > 1
                and self.draft.actors[found.actors[0]].kind == "person"
            ):
                words.update(self.syntax.lowers[found.first : found.last])
        return frozenset(words)

    def _is_region(self, found: Found) -> bool:
        """Whether a collective, a union or a metonym is the name of a region or landmark as well."""
        if not found.actors:
            return False
        _, senses = self.lookup.exact(found.first, found.last)
        if found.actors[0].startswith("group:"):
            return any(s.place.feature in ("CONT", "RGN", "RGNE") for s in senses)
        actor = self.draft.actors[found.actors[0]]
        if actor.wikidata and any(s.place.wikidata == actor.wikidata for s in senses):
            return True
        names = self.gazetteer.index.exact(self.syntax.slice(found.first, found.last))
        return any(n.bearer == "metonym" for n in names) and any(s.place.id.startswith("local:") for s in senses)

    def _demonyms(self) -> None:
        """Words for the people and things of places that are no states: "European", "Latin American", "Texans"."""
        syntax = self.syntax
        i = 0
        while i < len(syntax):
            if syntax.words[i][0].isupper() and i not in self.at:
                last = next((n for n in range(min(i + 3, len(syntax)), i, -1) if self._is_demonym(i, n)), i)
                if last > i:
                    self._of_demonym(i, last)
                    i = last
                    continue
            i += 1

    def _is_demonym(self, first: int, last: int) -> bool:
        """Whether words are a demonym that stands for itself, or before a noun, and belongs to no other name."""
        syntax = self.syntax
        if not self.places.demonyms(syntax.slice(first, last)):
            return False
        held = [self.covered[i] for i in range(first, last) if i in self.covered]
        return all(first <= found.first and found.last <= last for found in held) and (
            syntax.deps[last - 1] in ("amod", "compound", "nmod", "conj") or syntax.lowers[last - 1].endswith("s")
        )

    def _of_demonym(self, first: int, last: int) -> None:
        held = self.covered.get(last - 1)
        if held is None:
            found = self._new(first, last)
        else:
            found = held
            found.first, found.country, found.actors = first, None, ()
            for i in range(first, last):
                self.covered[i] = found
        found.geographic = found.demonym = True
        key = self.syntax.slice(first, last).lower()
        self._add(Toponym(first, last, f"^{key}", self.places.demonyms(key), found))

    # --- names that were missed

    def _contains(self, i: int) -> bool:
        """Whether a state or division is named at a token."""
        toponym = self.at.get(i)
        if toponym is not None:
            return wide(toponym.senses)
        found = self.covered.get(i)
        if found is not None and found.geographic and not found.demonym:
            return wide(self.lookup.senses(found.first, found.last)[1])
        return found is None and bool(self.lookup.abbreviated(i, i + 1) or self.lookup.division(i))

    def _abbreviations(self) -> None:
        """Divisions abbreviated behind a town or a lawmaker's party: "Alexandria, La.", "D-N.Y."."""
        syntax = self.syntax
        for i, word in enumerate(syntax.words[:-1]):
            behind = word == "," and i > 0 and syntax.words[i - 1][0].isupper()
            if i + 1 in self.at or not (behind or word[-1] == "-"):
                continue
            held = self.covered.get(i + 1)
            if held is not None and not self._is_slight(held):
                continue
            senses = self.lookup.abbreviated(i + 1, i + 2)
            if not senses or not (behind or self.surroundings.speak(i + 1, i + 2) == SURE):
                continue
            found = held or self._new(i + 1, i + 2)
            found.geographic, found.actors, found.country = True, (), None
            self._add(
                Toponym(i + 1, i + 2, "~" + syntax.words[i + 1].replace(".", ""), senses, found, abbreviation=True)
            )

    def _is_slight(self, found: Found) -> bool:
        """Whether a mention of one word may give way: a place's, an unknown's, or a short name with dots."""
        if found.last > found.first + 1:
            return False
        unknown = bool(found.actors) and found.actors[0].startswith("local:")
        return found.geographic or unknown or "." in self.syntax.words[found.first]

    def _new(self, first: int, last: int) -> Found:
        found = Found(first, last, self.lookup.head(first, last), "name", geographic=True)
        self.new.append(found)
        for i in range(first, last):
            self.covered[i] = found
        return found

    def _inner(self, first: int, last: int) -> Found:
        """A toponym within a name; where no mention bears the name it is one like others."""
        if first not in self.covered:
            return self._new(first, last)
        found = Found(first, last, self.lookup.head(first, last), "name", geographic=True)
        self.draft.inner.append(found)
        return found

    def _missed(self) -> list[tuple[int, int]]:
        """Takes the runs of capitalised words that name a known place where the surroundings say so; gives back the others."""
        left = []
        for first, last in self._runs():
            spoken = self.surroundings.speak(first, last)
            key, senses = self.lookup.senses(first, last)
            sure = spoken == SURE and not self._is_introduced(first, last)
            if senses and (sure or self._is_likely(first, last, senses, spoken)):
                self._add(Toponym(first, last, key, senses, self._new(first, last)))
            else:
                left.append((first, last))
        return left

    def _again(self, runs: list[tuple[int, int]]) -> None:
        """Takes the runs that name a place which the article names elsewhere."""
        keys = self._keys
        for first, last in runs:
            key, senses = self.lookup.senses(first, last)
            if senses and key in keys and first not in self.covered and not self._is_introduced(first, last):
                self._add(Toponym(first, last, key, senses, self._new(first, last)))

    def _plurals(self) -> None:
        """Names listed before a plural: "Marion, Polk and Lane counties"."""
        syntax, plurals = self.syntax, self.lexicon.plurals
        for end, lower in enumerate(syntax.lowers):
            kind = plurals.get(lower)
            if kind is None:
                continue
            i = end - 1
            while i >= 0 and syntax.sentence_of[i] == syntax.sentence_of[end]:
                if syntax.lowers[i] in (",", "and", "or", "&"):
                    i -= 1
                    continue
                last = i + 1
                while i >= 0 and syntax.tags[i] in ("NNP", "NNPS") and syntax.words[i][0].isupper():
                    i -= 1
                if i + 1 == last:
                    break
                self._of_list(i + 1, last, kind)

    def _of_list(self, first: int, last: int, kind: str) -> None:
        senses = self.lookup.of_kind(self.lookup.exact(first, last)[0], kind, ())
        if not senses:
            return
        held = self.at.get(first)
        if held is not None:
            held.senses, held.kind = senses, kind
            return
        found = self.covered.get(first)
        if found is None:
            found = self._new(first, last)
        elif not (found.actors and found.actors[0].startswith("local:")) or (found.first, found.last) != (first, last):
            return
        found.geographic, found.actors = True, ()
        self._add(Toponym(first, last, self.lookup.exact(first, last)[0], senses, found, kind=kind))

    def _runs(self) -> list[tuple[int, int]]:
        """Maximal runs of uncovered proper nouns, joints inside allowed, none behind a person's title or between names."""
        syntax, lexicon = self.syntax, self.lexicon
        lowers, tags, covered = syntax.lowers, syntax.tags, self.covered
        out = []
        i, count = 0, len(syntax)
        while i < count:
            if not self._starts_name(i):
                i += 1
                continue
            first = i
            i += 1
            while i < count and i - first < _WIDEST and syntax.sentence_of[i] == syntax.sentence_of[first]:
                if self._starts_name(i):
                    i += 1
                elif lowers[i] in lexicon.joints and i + 1 < count and i not in covered and self._starts_name(i + 1):
                    i += 2
                else:
                    break
            before = first - 1
            if before >= 0 and (
                lowers[before] in lexicon.persons
                or (before in covered and tags[before] == "NNP" and not covered[before].geographic)
            ):
                continue
            if i < count and i in covered and tags[i] == "NNP" and not covered[i].geographic:
                continue
            out.append((first, i))
        return out

    def _starts_name(self, i: int) -> bool:
        syntax = self.syntax
        word = syntax.words[i]
        if i in self.covered or not word[0].isupper() or syntax.lowers[i].rstrip(".") in self.lexicon.not_names:
            return False
        if syntax.lowers[i] in self.lexicon.parties and i + 1 < len(syntax) and syntax.words[i + 1] == "-":
            return False  # "D-Fresno"
        if syntax.tags[i] in ("NNP", "NNPS"):
            return True
        # the tagger takes datelines in capitals for anything, and names that open a headline for nouns
        return (word.isupper() and len(word) > 3 and word.isalpha()) or (
            i == syntax.sentences[syntax.sentence_of[i]][0] and syntax.tags[i] in ("NN", "NNS", "JJ")
        )

    # --- names within names

    def _in_bodies(self) -> None:
        """Toponyms within the names of bodies ("Dayton Municipal Court", "Bank of Mexico")."""
        parts = Parts(self.lookup, self._keys)
        spans: list[tuple[int, int]] = []
        for found in self.draft.found:
            person = bool(found.actors) and found.actors[0] in self.draft.actors
            person = person and self.draft.actors[found.actors[0]].kind == "person"
            whole = any(i in self.at for i in range(found.first, found.last))
            if found.form == "name" and not found.demonym and not person and not whole:
                spans.append((found.first, found.last))
        spans.extend(self._runs())
        for first, last in spans:
            if last - first < 2 or self.lookup.exact(first, last)[1]:
                continue
            for start, end, key, senses, state, demonym in parts.find(first, last):
                found = self._inner(start, end)
                found.demonym, found.country = demonym, state
                if senses:
                    self._add(Toponym(start, end, key, senses, found, state))
