"""Which word governs a complement, and what the lexicon says that it does to it."""

from __future__ import annotations

from quidnunc.reading.attitudes import WORD_CLASSES, Attitudes, Effect, Form, WordClass
from quidnunc.reading.language import Syntax

_CLASS_OF_TAG: dict[str, WordClass] = {
    "VB": "verbs",
    "MD": "verbs",
    "NN": "nouns",
    "JJ": "adjectives",
    "RB": "adjectives",
}
_COMPLEMENT_PREPOSITIONS = frozenset({"of", "for", "to", "about", "against", "on", "over", "in", "at", "from", "by"})
_LINKING = frozenset({"be", "seem", "become", "remain", "appear", "look", "get", "feel", "make", "find", "prove"})
_PARTICLES = frozenset({"away", "off", "out", "back", "down"})  # which the parser may take for adverbs


class Governing:
    """Looks words of one text up in the lexicon, with their particles and prepositions."""

    def __init__(self, syntax: Syntax, attitudes: Attitudes) -> None:
        """Takes a text's syntax and the lexicon."""
        self.syntax = syntax
        self.attitudes = attitudes

    def predicate_of(self, head: int) -> int:
        """What a copula says of its subject: the adjective or noun; any other word stands for itself."""
        syntax = self.syntax
        if syntax.lemmas[head] in _LINKING:
            found = syntax.child(head, "acomp", "attr", "oprd")
            if found is not None:
                return found
        return head

    def effect(self, word: int, form: Form, preposition: str = "") -> Effect | None:
        """The effect of a word on a complement, with its particle and the preposition between them."""
        syntax = self.syntax
        word_class = _CLASS_OF_TAG.get(syntax.tags[word][:2], "adjectives")
        lemma = syntax.lemmas[word]
        forms = (syntax.lowers[word], self.attitudes.lemmas.get(lemma, lemma))
        particle = syntax.child(word, "prt")
        if (
            particle is None
            and word + 1 < len(syntax)
            and syntax.heads[word + 1] == word
            and syntax.lowers[word + 1] in _PARTICLES
        ):
            particle = word + 1
        stems = [f"{stem} {syntax.lowers[particle]}" for stem in forms] if particle is not None else []
        if not stems and syntax.deps[word] == "prep":
            return None
        stems.extend(forms)
        names = [f"{stem} {preposition}" for stem in stems] if preposition else []
        if form == "infinitive" and word_class == "verbs" and not preposition:  # "called on them to leave"
            names = [f"{stem} {syntax.lowers[j]}" for stem in stems for j in syntax.childs(word, "prep") if j > word]
        if not preposition or (word_class != "verbs" and preposition in _COMPLEMENT_PREPOSITIONS):
            names.extend(stems)
        found = self.attitudes.effect(word_class, form, tuple(names))
        if found is not None or preposition:
            return found
        for other in WORD_CLASSES:
            if word_class == "verbs" and other == "nouns" and syntax.child(word, "dobj") is not None:
                continue  # "called a conference to announce …" is no call to announce
            if other != word_class and form != "object":
                found = self.attitudes.effect(other, form, tuple(names))
                if found is not None:
                    return found
        return None

    def has_content(self, noun: int) -> bool:
        """Whether a noun has content of its own ("plan", "report")."""
        return self.attitudes.has_content(self.syntax.lemmas[noun])

    def object_before(self, i: int, head: int) -> int | None:
        """The object right before an infinitive whose content that is, though the parser joins it to the verb.

        "Dropped its plan to leave".
        """
        syntax = self.syntax
        found = [j for j in syntax.childs(head, "dobj") if j == min(i, *syntax.childs(i, "aux")) - 1]
        return found[0] if found and self.attitudes.effect("nouns", "infinitive", (syntax.lemmas[found[0]],)) else None
