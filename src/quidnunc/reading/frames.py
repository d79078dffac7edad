"""Frames at work: which of the codebook's frames a word of the text evokes, its constraints fulfilled."""

from __future__ import annotations

from dataclasses import dataclass, replace

from quidnunc.codebook import Codebook
from quidnunc.codebook.schema import Frame, SupportVerb
from quidnunc.reading.arguments import Arguments
from quidnunc.reading.language import Syntax

_CLAUSAL = ("ccomp", "xcomp", "advcl", "pcomp", "acl")


_REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves", "ourselves", "myself", "yourself"})
_NAMES = frozenset({"ORG", "FAC", "WORK_OF_ART", "PRODUCT"})  # a "Bishops' Conference" is no conference
_PATIENTS = frozenset({"target", "victim", "object", "subject", "scene", "site"})
_PATIENT = SupportVerb(verb=("be",), subject="recipient")
_SUBTYPE = 50  # less than one constraint more, more than any weight


@dataclass(frozen=True, slots=True)
class Evoked:
    """A frame evoked by a token; ``first`` and ``last`` bound the words that evoke it, ``consumed`` are nouns it used up.

    ``others`` are less specific frames of other types that fit too, the best first.
    """

    frame: Frame
    token: int
    first: int
    last: int
    kind: str
    specificity: int
    consumed: tuple[int, ...]
    others: tuple[Evoked, ...] = ()


class FrameIndex:
    """The frames of a codebook by lemma. Made once a reader."""

    def __init__(self, codebook: Codebook) -> None:
        self.codebook = codebook
        self.verbs: dict[str, list[tuple[tuple[str, ...], Frame]]] = {}
        self.nouns: dict[str, list[tuple[tuple[str, ...], Frame]]] = {}
        self.adjectives: dict[str, list[tuple[tuple[str, ...], Frame]]] = {}
        self.support: dict[str, list[tuple[tuple[str, ...], SupportVerb]]] = {}
        for frame in codebook.frames:
            for text in frame.verb:
                words = tuple(text.replace("-", " - ").split())
                self.verbs.setdefault(words[_hyphened(words)], []).append((words, frame))
            for text in frame.noun:
                words = tuple(text.replace("-", " - ").split())
                self.nouns.setdefault(words[-1], []).append((words, frame))
            for text in frame.adjective:
                words = tuple(text.split())
                self.adjectives.setdefault(words[-1], []).append((words, frame))
        for support in codebook.support_verbs:
            for text in support.verb:
                words = tuple(text.split())
                self.support.setdefault(words[0], []).append((words, support))
        for table in (self.nouns, self.adjectives, self.verbs):
            for entries in table.values():
                entries.sort(key=lambda entry: -len(entry[0]))


class Evoker:
    """Finds the frames evoked in one text.

    Args:
        index: the codebook's frames.
        arguments: the roles of the text's predicates.
    """

    def __init__(self, index: FrameIndex, arguments: Arguments) -> None:
        self.index = index
        self.arguments = arguments
        self.syntax: Syntax = arguments.syntax

    def all(self) -> list[Evoked]:
        """The best frame of each evoking word, in text order."""
        out: list[Evoked] = []
        syntax = self.syntax
        covering = self.arguments.draft.covering
        named = {i for e in syntax.entities if e.label in _NAMES for i in range(e.first, e.last)}
        for i, lemma in enumerate(syntax.lemmas):
            pos = syntax.pos[i]
            evoked: Evoked | None = None
            if i in covering and covering[i].form == "name":
                continue  # "Popular Mobilization Forces" mobilises nobody
            if pos in ("VERB", "AUX") and lemma in self.index.verbs:
                evoked = self._verb(i, lemma)
            elif pos in ("NOUN", "PROPN") and lemma in self.index.nouns and not (pos == "PROPN" and i in named):
                evoked = self._noun(i, lemma)
                if evoked is None and syntax.tags[i] == "VBG" and lemma in self.index.verbs:
                    evoked = self._verb(i, lemma)
            elif pos == "ADJ" and lemma in self.index.adjectives:
                evoked = self._adjective(i, lemma)
            if (
                evoked is None
                and syntax.tags[i] in ("VBN", "VBG", "VBD")
                and pos == "ADJ"
                and lemma in self.index.verbs
            ):
                evoked = self._verb(i, lemma)
            if evoked is not None:
                out.append(evoked)
        return out

    def _verb(self, i: int, lemma: str) -> Evoked | None:
        fitting: list[Evoked] = []
        small = {self.syntax.lowers[j] for j in self.syntax.childs(i, "ccomp") if self.arguments.small_clause(j)}
        particle = small | {
            self.syntax.lowers[j]
            for j in self.syntax.children[i]
            if self.syntax.deps[j] in ("prt", "advmod", "prep", "oprd", "acomp")
        }
        for words, frame in self.index.verbs[lemma]:
            if len(words) > 1 and not self._multiword(i, words, particle):
                continue
            if (
                len(words) == 1
                and any(self.syntax.deps[j] == "prt" for j in self.syntax.children[i])
                and not frame.object
                and not frame.prep
            ):
                continue
            evoked = self._fit(i, words, frame)
            if evoked is not None:
                fitting.append(evoked)
        return _best(fitting)

    def _multiword(self, i: int, words: tuple[str, ...], particle: set[str]) -> bool:
        before = _hyphened(words)
        if before:
            if tuple(self.syntax.lowers[max(0, i - before) : i]) != words[:before]:
                return False
            words = words[before:]
            if len(words) == 1:
                return True
        if len(words) == 2 and words[1] in particle:
            return True
        window = self.syntax.lowers[i + 1 : i + 1 + len(words) + 2]
        rest = list(words[1:])
        return window[: len(rest)] == rest

    def _fit(self, i: int, words: tuple[str, ...], frame: Frame) -> Evoked | None:
        """The verb frame, if its constraints hold; the more of them, the more specific."""
        syntax = self.syntax
        specificity = 10 * (len(words) - 1)
        consumed: list[int] = []
        objects: list[int] | None = None
        if self._naming(i, frame):
            return None
        if frame.object or frame.not_object:
            objects = [k for j in self.arguments.object(i) for k in syntax.conjuncts(j)]
            heads = self._objects(i, objects, frame)
            if any(self._noun_matches(j, frame.not_object) for j in heads):
                return None
            hits = [j for j in heads if self._noun_matches(j, frame.object)]
            if frame.object and not hits:
                return None
            if hits:
                consumed.extend(hits)
                specificity += 6 + 2 * max(self._noun_matches(j, frame.object) for j in hits)
        for preposition, nouns in frame.prep.items():
            targets = self._prep_targets(i, preposition, objects)
            if targets is None:
                return None
            if nouns:
                hits = [j for j in targets if self._noun_matches(j, nouns)]
                if not hits:
                    return None
                consumed.extend(hits)
            specificity += 8 if nouns else 4
        if frame.complement:
            if not any(self._has_complement(i, kind) for kind in frame.complement):
                return None
            specificity += 4
        if not self._form_fits(i, frame):
            return None
        specificity += 2 if frame.voice is not None else 0
        specificity += 1 if frame.inner is None else 0
        consumed.extend(j for j in syntax.children[i] if j > i and syntax.lowers[j] in words[1:])
        last = i + 1
        return Evoked(frame, i, i, last, "verb", _rank(frame, specificity), tuple(consumed))

    def _form_fits(self, i: int, frame: Frame) -> bool:
        """Whether a verb stands in the voice, and with or without the object, that a frame asks for."""
        syntax = self.syntax
        if frame.intransitive and syntax.child(i, "dobj", "ccomp", "xcomp") is not None:
            return False
        if (
            frame.family != "ASSAULT"
            and not frame.object
            and any(syntax.lowers[j] in _REFLEXIVE for j in syntax.childs(i, "dobj"))
        ):
            return False  # "how to free themselves"
        return frame.voice is None or (frame.voice == "passive") == self.arguments.is_passive(i)

    def _objects(self, i: int, objects: list[int], frame: Frame) -> set[int]:
        """The nouns that a frame may ask for as its object: what portion words portion out, and times ("gave it a week to")."""
        heads = {self._measured(j) for j in objects}
        if heads and frame.complement:
            heads.update(j for j in self.syntax.childs(i, "npadvmod") if j > i)
        return heads

    def _naming(self, i: int, frame: Frame) -> bool:
        """Whether a verb only gives its object a name: "called him a friend" is no call."""
        return (
            frame.needs == "both"
            and not frame.complement
            and "as" not in frame.prep
            and any(self.syntax.lowers[j] != "worth" for j in self.syntax.childs(i, "oprd"))
        )

    def _measured(self, i: int) -> int:
        """The noun behind a portion word ("a series of attacks" → attacks)."""
        syntax = self.syntax
        if syntax.lemmas[i] in self.arguments.portions:
            for j in self.arguments.prepositional(i, "of"):
                return j
        return i

    def _noun_matches(self, i: int, nouns: tuple[str, ...]) -> int:
        """How many words of a token, with those before it, are the longest of some nouns; 0 where they are none of them."""
        syntax = self.syntax
        lemma, lower = syntax.lemmas[i], syntax.lowers[i]
        best = 0
        for noun in nouns:
            if noun in (lemma, lower):
                best = max(best, 1)
            elif noun.endswith((lemma, lower)):
                words = noun.replace("-", " - ").split()
                if 1 < len(words) <= i + 1 and all(
                    w in (syntax.lemmas[i - k], syntax.lowers[i - k]) for k, w in enumerate(reversed(words))
                ):
                    best = max(best, len(words))
        return best

    def _prep_targets(self, i: int, preposition: str, objects: list[int] | None) -> list[int] | None:
        found = self.arguments.prepositional(i, preposition)
        if preposition == "as":  # "called Israel a terrorist state", "called it illegal"
            found = (
                found
                + self.syntax.childs(i, "oprd")
                + [j for j in self.syntax.childs(i, "ccomp") if self.arguments.small_clause(j)]
            )
        if not found:
            for j in objects if objects is not None else self.arguments.object(i):
                found = self.arguments.prepositional(j, preposition) or [
                    k
                    for owner in self.arguments.prepositional(j, "of")
                    for k in self.arguments.prepositional(owner, preposition)
                ]  # which the parser hangs as low as it can: "supported the government of Mali against the rebels"
                if found:
                    break
        return found or None

    def _has_complement(self, i: int, kind: str) -> bool:
        syntax = self.syntax
        for j in syntax.children[i]:
            dep, tag = syntax.deps[j], syntax.tags[j]
            infinitive = any(syntax.tags[k] == "TO" for k in syntax.children[j])
            if kind == "infinitive" and j > i and dep in ("xcomp", "ccomp", "advcl") and infinitive:
                return True
            if kind == "clause" and dep == "ccomp" and not infinitive:
                return True
            if kind == "gerund":
                if dep in ("xcomp", "ccomp") and tag == "VBG":
                    return True
                if dep == "prep" and syntax.child(j, "pcomp") is not None:
                    return True
        return False

    def _noun(self, i: int, lemma: str) -> Evoked | None:
        fitting: list[Evoked] = []
        syntax = self.syntax
        for words, frame in self.index.nouns[lemma]:
            first = i - len(words) + 1
            if first < 0 or any(
                w not in (syntax.lemmas[first + k], syntax.lowers[first + k]) for k, w in enumerate(words)
            ):
                continue
            if len(words) > 1 and syntax.sentence_of[first] != syntax.sentence_of[i]:
                continue
            specificity = 10 * (len(words) - 1)
            consumed: list[int] = []
            fits = True
            for preposition, nouns in frame.prep.items():
                targets = self.arguments.prepositional(i, preposition)
                hits = [j for j in targets if self._noun_matches(j, nouns)] if nouns else targets
                if not hits:
                    fits = False
                    break
                consumed.extend(hits if nouns else [])
                specificity += 8
            if not fits:
                continue
            if frame.complement and not any(self._noun_complement(i, kind) for kind in frame.complement):
                continue
            rank = _rank(frame, specificity)
            fitting.append(Evoked(frame, i, first, i + 1, "noun", rank, tuple(consumed)))
        return _best(fitting)

    def _noun_complement(self, i: int, kind: str) -> bool:
        syntax = self.syntax
        for j in syntax.children[i]:
            if syntax.deps[j] not in _CLAUSAL:
                continue
            infinitive = any(syntax.tags[k] == "TO" for k in syntax.children[j])
            if (kind == "infinitive") == infinitive and syntax.deps[j] in ("acl", "ccomp", "xcomp"):
                return True
        return kind == "gerund" and any(syntax.child(j, "pcomp") is not None for j in syntax.childs(i, "prep"))

    def _adjective(self, i: int, lemma: str) -> Evoked | None:
        syntax = self.syntax
        for words, frame in self.index.adjectives[lemma]:
            first = i - len(words) + 1
            if first < 0 or any(
                w not in (syntax.lemmas[first + k], syntax.lowers[first + k]) for k, w in enumerate(words)
            ):
                continue
            if frame.prep and not all(self.arguments.prepositional(i, p) for p in frame.prep):
                continue
            heads = [j for p in frame.recipient or () for j in self.arguments.prepositional(i, p)]
            if frame.not_object and any(self._noun_matches(j, frame.not_object) for j in heads):
                continue
            return Evoked(frame, i, first, i + 1, "adjective", 1, ())
        return None

    def support_of(self, noun: int) -> tuple[int, SupportVerb] | None:
        """The verb that lends an event noun its subject ("launched an attack", "came under attack"), if one does."""
        syntax = self.syntax
        dep, head = syntax.deps[noun], syntax.heads[noun]
        preposition: str | None = None
        verb: int | None = None
        if dep == "conj":
            base = noun
            while syntax.deps[base] == "conj":
                base = syntax.heads[base]
            dep, head = syntax.deps[base], syntax.heads[base]
        if dep in ("dobj", "nsubjpass"):
            verb = head
        elif dep == "pobj" and syntax.deps[head] == "prep":
            governor = syntax.heads[head]
            if syntax.lowers[head] == "of" and syntax.deps[governor] == "attr" and syntax.lemmas[governor] in _PATIENTS:
                return syntax.heads[governor], _PATIENT
            if syntax.pos[governor] == "VERB":
                verb, preposition = governor, syntax.lowers[head]
            elif syntax.lemmas[governor] in self.arguments.portions and syntax.deps[governor] in ("dobj", "nsubjpass"):
                verb = syntax.heads[governor]
        elif dep == "nsubj" and syntax.pos[head] == "VERB":
            return None
        if dep in ("acl", "relcl"):
            return None
        if verb is None:
            for j in syntax.childs(noun, "acl", "relcl"):
                own = [k for k in syntax.childs(j, "dobj") if syntax.tags[k] not in ("WDT", "WP")]
                entry = None if own else self._support_entry(j, None)
                if entry is not None:
                    return j, entry
            return None
        entry = self._support_entry(verb, preposition)
        return None if entry is None else (verb, entry)

    def _support_entry(self, verb: int, preposition: str | None) -> SupportVerb | None:
        syntax = self.syntax
        particles = {syntax.lowers[j] for j in syntax.children[verb] if syntax.deps[j] in ("prt", "advmod")}
        for words, support in self.index.support.get(syntax.lemmas[verb], ()):
            if len(words) > 1 and words[1] not in particles:
                continue
            if support.preposition == preposition:
                return support
        return None


def _hyphened(words: tuple[str, ...]) -> int:
    """How many words stand before the verb itself in a hyphenated one ("test-fire")."""
    return max((k + 1 for k, word in enumerate(words[:-1]) if word == "-"), default=0)


def _best(fitting: list[Evoked]) -> Evoked | None:
    """The most specific of some frames, the first of equals, with those of other types behind it; a hostile one waits behind."""
    ranked = sorted(fitting, key=lambda e: (e.frame.hostile, -e.specificity))
    if not ranked or ranked[0].frame.hostile or ranked[0].frame.idle:
        return None
    others: dict[str | None, Evoked] = {}
    for e in ranked[1:]:
        if e.frame.type != ranked[0].frame.type and not e.frame.idle:
            others.setdefault(e.frame.type, e)
    return replace(ranked[0], others=tuple(others.values()))


def _rank(frame: Frame, specificity: int) -> int:
    """What decides between frames of one word: its constraints, then that a sub-type goes before its parent, then its weight."""
    return specificity * 100 + (_SUBTYPE if frame.family != frame.type else 0) + round(frame.weight * 10)
