"""How events stand to each other where the text says so: before, after, because of, in response to, part of.

A link ("after", "in response to") stands with one event and governs the other; so do verbs between two events ("sparked"),
and adverbs in a series of verbs ("then"). The words are data: ``lexicon/relations.yaml``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import msgspec

from quidnunc.errors import DataError
from quidnunc.reading.draft import Candidate, Order
from quidnunc.reading.language import Syntax
from quidnunc.reading.lexicons import load_lexicon
from quidnunc.records import RelationKind

_UP = frozenset(
    {
        "dobj",
        "pobj",
        "prep",
        "attr",
        "xcomp",
        "acomp",
        "npadvmod",
        "compound",
        "amod",
        "agent",
        "advmod",
        "oprd",
        "dative",
    }
)
_DOWN = ("dobj", "nsubjpass", "xcomp", "attr")
_CLIMB = 5  # steps from a link up to the event that it stands with
_LONGEST = 5  # words of a link


class RelationWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of ``lexicon/relations.yaml``."""

    links: dict[RelationKind, tuple[str, ...]]
    verbs: dict[RelationKind, tuple[str, ...]]
    causes: tuple[str, ...]
    answers: dict[str, frozenset[str]]
    then: frozenset[str]
    phases: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """``links`` by last word, longest first; ``verbs`` by lemma: preposition words, kind, whether the object follows."""

    links: dict[str, tuple[tuple[tuple[str, ...], RelationKind], ...]]
    verbs: dict[str, tuple[tuple[tuple[str, ...], RelationKind, bool], ...]]
    answers: dict[str, frozenset[str]]
    then: frozenset[str]
    phases: frozenset[str]


@cache
def _lexicon() -> _Lexicon:
    file = load_lexicon("relations", RelationWords)
    links: dict[str, list[tuple[tuple[str, ...], RelationKind]]] = {}
    for kind, phrases in file.links.items():
        for phrase in phrases:
            words = tuple(phrase.split())
            if len(words) > _LONGEST:
                raise DataError(f"'{phrase}' has more than {_LONGEST} words", source="relations.yaml", field="links")
            links.setdefault(words[-1], []).append((words, kind))
    verbs: dict[str, list[tuple[tuple[str, ...], RelationKind, bool]]] = {}
    for kind, phrases in file.verbs.items():
        for phrase in phrases:
            lemma, *rest = phrase.split()
            verbs.setdefault(lemma, []).append((tuple(rest), kind, False))
    for phrase in file.causes:
        lemma, *rest = phrase.split()
        verbs.setdefault(lemma, []).append((tuple(rest), "because_of", True))
    return _Lexicon(
        links={last: tuple(sorted(found, key=lambda x: -len(x[0]))) for last, found in links.items()},
        verbs={lemma: tuple(sorted(found, key=lambda x: -len(x[0]))) for lemma, found in verbs.items()},
        answers=file.answers,
        then=file.then,
        phases=file.phases,
    )


class Orders:
    """Finds the stated orders among the candidates of one text.

    Args:
        syntax: the text's syntax.
        candidates: the events proposed there.
    """

    def __init__(self, syntax: Syntax, candidates: list[Candidate]) -> None:
        self.syntax = syntax
        self.words = _lexicon()
        self.events: dict[int, int] = {c.trigger: c.trigger for c in candidates}
        for candidate in candidates:
            for i in range(candidate.first, candidate.last):
                self.events.setdefault(i, candidate.trigger)
        self.negated = {c.trigger for c in candidates if c.status == "negated"}

    def find(self) -> list[Order]:
        """The orders stated, each pair once, in text order."""
        found: dict[tuple[int, int], Order] = {}
        for one in self._all():
            pair = (one.one, one.other)
            if one.one != one.other and not self.negated & set(pair) and pair not in found and pair[::-1] not in found:
                found[pair] = one
        return list(found.values())

    def _all(self) -> Iterator[Order]:
        if len(set(self.events.values())) < 2:
            return
        for i in sorted(set(self.events.values())):
            yield from self._linked(i)
            yield from self._then(i)
        for i, lemma in enumerate(self.syntax.lemmas):
            if lemma in self.words.verbs and self.syntax.pos[i] in ("VERB", "AUX"):
                yield from self._between(i, lemma)
            elif lemma in self.words.answers and self.syntax.pos[i] == "VERB":
                yield from self._answered(i, lemma)

    # --- links

    def _linked(self, event: int) -> Iterator[Order]:
        """An event below a link: what the link stands with comes before it, after it, …"""
        for link in self._links_above(event):
            read = self._read_link(link)
            if read is None:
                continue
            first, kind = read
            other = self._event_above(first, link)
            if other is not None:
                last = link + 1 if self._read_link(link + 1) != (first, kind) else link + 2  # "because of"
                yield Order(other, event, kind, self._span(first, last))

    def _links_above(self, event: int) -> Iterator[int]:
        """The prepositions and conjunctions that may govern an event: its own, its clause's, those of a phase of it."""
        syntax = self.syntax
        i = event
        for _ in range(_CLIMB):
            for j in syntax.children[i]:
                if j < i and (
                    syntax.deps[j] == "mark" or (syntax.deps[j] in ("advmod", "prep") and syntax.deps[i] == "advcl")
                ):
                    yield j
            head, dep = syntax.heads[i], syntax.deps[i]
            if head == i:
                return
            if dep in ("pobj", "pcomp"):
                above = syntax.heads[head]
                yield head
                if syntax.lowers[head] != "of" or syntax.lemmas[above] not in self.words.phases or above in self.events:
                    return
                i = above
                continue
            governs = dep in ("dobj", "xcomp", "nsubjpass", "attr") and syntax.pos[head] in ("VERB", "AUX")
            if not governs or self.events.get(head, event) != event:
                return
            i = head

    def _read_link(self, link: int) -> tuple[int, RelationKind] | None:
        """The first word and the kind of the longest link that ends with a token."""
        lowers = self.syntax.lowers
        for words, kind in self.words.links.get(lowers[link], ()) if link < len(lowers) else ():
            first = link - len(words) + 1
            if first >= 0 and tuple(lowers[first : link + 1]) == words:
                return first, kind
        return None

    def _event_above(self, first: int, link: int) -> int | None:
        """The event that a link stands with: the word above its phrase, or what that word lends itself to."""
        syntax = self.syntax
        i = syntax.heads[link]
        if syntax.deps[link] in ("mark", "advmod") or (
            syntax.deps[link] == "prep" and syntax.deps[i] == "advcl" and link < i
        ):
            i = syntax.heads[i]
        for _ in range(_CLIMB):
            if not first <= i <= link:
                if i in self.events:
                    return self.events[i]
                below = self._lent(i)
                if below is not None:
                    return below
            if syntax.heads[i] == i or syntax.deps[i] not in _UP:
                return None
            i = syntax.heads[i]
        return None

    def _lent(self, verb: int) -> int | None:
        """The event noun or complement that a verb which names no event introduces ("launched an attack", "agreed to meet")."""
        syntax = self.syntax
        if syntax.pos[verb] not in ("VERB", "AUX"):
            return None
        return next((self.events[j] for j in syntax.childs(verb, *_DOWN) if j in self.events), None)

    # --- verbs between events

    def _between(self, verb: int, lemma: str) -> Iterator[Order]:
        syntax = self.syntax
        for rest, kind, reverse in self.words.verbs[lemma]:
            objects = self._objects(verb, rest)
            subjects = [self.events[j] for j in syntax.childs(verb, "nsubj") if j in self.events]
            passive = syntax.childs(verb, "nsubjpass")
            if passive and not rest:
                objects = [self.events[j] for j in passive if j in self.events]
                subjects = [
                    self.events[k]
                    for j in syntax.childs(verb, "agent")
                    for k in syntax.childs(j, "pobj")
                    if k in self.events
                ]
            elif (
                not rest
                and not subjects
                and syntax.tags[verb] == "VBN"
                and syntax.deps[verb] in ("acl", "advcl", "conj")
            ):
                objects = [self.events[syntax.heads[verb]]] if syntax.heads[verb] in self.events else []
                subjects = [
                    self.events[k]
                    for j in syntax.childs(verb, "agent", "prep")
                    if syntax.lowers[j] == "by"
                    for k in syntax.childs(j, "pobj")
                    if k in self.events
                ]
            for one in subjects:
                for other in objects:
                    pair = (other, one) if reverse else (one, other)
                    yield Order(*pair, kind, self._span(verb, verb + 1))
            if subjects and objects:
                return

    def _objects(self, verb: int, rest: tuple[str, ...]) -> list[int]:
        """The events that a verb's object names, or the object of the words that follow it."""
        syntax = self.syntax
        if not rest:
            return [self.events[j] for j in syntax.childs(verb, "dobj") if j in self.events]
        for at in range(verb + 1, min(verb + 4, len(syntax) - len(rest) + 1)):
            if tuple(syntax.lemmas[at : at + len(rest)]) == rest or tuple(syntax.lowers[at : at + len(rest)]) == rest:
                last = at + len(rest) - 1
                below = syntax.childs(last, "pobj", "pcomp") or syntax.childs(verb, "dobj")
                return [self.events[j] for j in below if j in self.events]
        return []

    def _answered(self, verb: int, lemma: str) -> Iterator[Order]:
        """ "Responded to the attack by closing the border": what is done stands behind "by" or "with", else the answer itself."""
        syntax = self.syntax
        answered = [
            self.events[k]
            for j in syntax.childs(verb, "prep")
            if syntax.lowers[j] in self.words.answers[lemma]
            for k in syntax.childs(j, "pobj", "pcomp")
            if k in self.events
        ]
        done = [
            self.events[k]
            for j in syntax.childs(verb, "prep")
            if syntax.lowers[j] in ("by", "with")
            for k in syntax.childs(j, "pobj", "pcomp")
            if k in self.events
        ]
        done = done or ([self.events[verb]] if verb in self.events else [])
        for one in done:
            for other in answered:
                yield Order(one, other, "response_to", self._span(verb, verb + 1))

    # --- series

    def _then(self, event: int) -> Iterator[Order]:
        """ "Attacked the town and then withdrew": the later member of a series comes after the one before it."""
        syntax = self.syntax
        if syntax.deps[event] != "conj":
            return
        adverb = next((j for j in syntax.childs(event, "advmod") if syntax.lowers[j] in self.words.then), None)
        head = syntax.heads[event]
        if adverb is not None and head in self.events:
            yield Order(event, self.events[head], "after", self._span(adverb, adverb + 1))

    def _span(self, first: int, last: int) -> tuple[int, int]:
        return self.syntax.span(first, last)
