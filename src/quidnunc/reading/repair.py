"""Mends what the small parser gets wrong often enough to matter.

Finite verbs that it takes for plural nouns:
"Kenyan naval command claims to hold the port", "war rages between …": the verb is tagged as a noun and its subject
as a modifier. A noun is taken for a verb when its clause has no other verb and what follows only a verb can have.

Common nouns that it takes for names because a sentence begins with them: "Rebels in Colombia".

Whom a deed is laid on, which it hangs on the deed's victim: "blamed the attack on the town on rebels".

Past tenses that it takes for participles without a subject, at the beginning of a sentence: "Sweden suspended aid".
"""

from __future__ import annotations

from collections.abc import Iterator

from quidnunc.reading.language import Syntax
from quidnunc.reading.lexicons import ascribing_verbs

_BEFORE = frozenset({"compound", "amod", "nmod", "nsubj", "poss"})
_PARTIES = frozenset({"between", "against", "with", "on", "over"})


def repair(syntax: Syntax, verbs: frozenset[str], nouns: frozenset[str] = frozenset()) -> int:
    """Mends such words, in place.

    Args:
        syntax: a text's syntax; its tags, parts of speech, labels and heads are changed.
        verbs: the lemmas that may be verbs ("claim", "rage").
        nouns: the lemmas of people that a sentence may begin with ("rebel").

    Returns:
        How many words were mended.
    """
    turned = 0
    for i, tag in enumerate(syntax.tags):
        if tag not in ("NNS", "NN") or syntax.deps[i] not in ("ROOT", "pobj", "dobj", "conj", "ccomp", "appos", "dep"):
            continue
        lemma = syntax.lemmas[i]
        if lemma not in verbs or (tag == "NN" and syntax.deps[i] != "ROOT"):
            continue
        subject = _subject(syntax, i)
        if subject is None or not _verb_like(syntax, i):
            continue
        _turn(syntax, i, subject)
        turned += 1
    turned += sum(_lower(syntax, first, nouns) for first, _ in syntax.sentences)
    turned += sum(_find_subject(syntax, i) for i, tag in enumerate(syntax.tags) if tag in ("VBN", "VBD"))
    turned += sum(_lay_at(syntax, i, prepositions) for i, prepositions in _ascribing(syntax))
    if turned:
        syntax.relink()
    return turned


def _ascribing(syntax: Syntax) -> Iterator[tuple[int, frozenset[str]]]:
    known = ascribing_verbs()
    return ((i, known[lemma]) for i, lemma in enumerate(syntax.lemmas) if lemma in known and syntax.pos[i] == "VERB")


def _lay_at(syntax: Syntax, verb: int, prepositions: frozenset[str]) -> bool:
    """Hangs the last fitting phrase inside the object on a verb that lays deeds at a door and has none of its own."""
    objects = [j for j in syntax.childs(verb, "dobj") if j > verb and syntax.pos[j] == "NOUN"]
    if not objects or any(syntax.lowers[j] in prepositions for j in syntax.childs(verb, "prep")):
        return False
    inner = [j for j in syntax.subtree(objects[0]) if syntax.deps[j] == "prep" and syntax.lowers[j] in prepositions]
    if not inner or (syntax.heads[inner[-1]] == objects[0] and len(syntax.childs(objects[0], "prep")) < 2):
        return False
    syntax.heads[inner[-1]] = verb
    return True


def _lower(syntax: Syntax, i: int, nouns: frozenset[str]) -> bool:
    """Turns a plural with which a sentence begins from a name into the common noun that it is."""
    word = syntax.lowers[i]
    following = i + 1 < len(syntax) and syntax.tags[i + 1] in ("NNP", "NNPS")
    if syntax.tags[i] not in ("NNP", "NNPS") or following or any(e.first <= i < e.last for e in syntax.entities):
        return False
    singulars = (word[:-1], word[:-2] if word.endswith("es") else "", word[:-2] + "an" if word.endswith("men") else "")
    lemma = next((s for s in singulars if s in nouns and (word.endswith("s") or word.endswith("men"))), None)
    if lemma is None:
        return False
    syntax.tags[i], syntax.pos[i], syntax.lemmas[i] = "NNS", "NOUN", lemma
    return True


def _find_subject(syntax: Syntax, i: int) -> bool:
    """Makes the name right before a verb that has an object but no subject its subject."""
    if syntax.deps[i] != "ROOT" or syntax.child(i, "nsubj", "nsubjpass", "csubj", "expl", "aux", "auxpass") is not None:
        return False
    before = [j for j in syntax.children[i] if j < i and syntax.deps[j] in ("npadvmod", "dep", "nmod")]
    if len(before) != 1 or before[0] != i - 1 or syntax.pos[before[0]] != "PROPN" or syntax.child(i, "dobj") is None:
        return False
    syntax.deps[before[0]] = "nsubj"
    syntax.tags[i] = "VBD"
    return True


def _subject(syntax: Syntax, i: int) -> int | None:
    """The last modifier right before the noun, if a noun itself: the subject it should be."""
    before = [j for j in syntax.children[i] if j < i and syntax.deps[j] in _BEFORE]
    if not before or before[-1] != i - 1 or syntax.pos[before[-1]] not in ("NOUN", "PROPN", "PRON"):
        return None
    return before[-1]


def _verb_like(syntax: Syntax, i: int) -> bool:
    """Whether what follows the noun is what follows a verb, and no other verb rules its clause."""
    for j in syntax.children[i]:
        if j < i and syntax.deps[j] == "nummod":
            return False
        if (
            j > i
            and syntax.deps[j] in ("xcomp", "ccomp", "acl", "dobj")
            and (syntax.deps[j] != "acl" or any(syntax.tags[k] == "TO" for k in syntax.children[j]))
        ):
            return _unruled(syntax, i)
    follows = [j for j in syntax.children[i] if j > i and syntax.deps[j] == "prep" and syntax.lowers[j] in _PARTIES]
    marked = syntax.deps[i] == "pobj" and syntax.lowers[syntax.heads[i]] in ("as", "while", "since", "after", "before")
    return bool(follows) and (marked or syntax.deps[i] == "ROOT") and syntax.tags[i] == "NNS"


def _unruled(syntax: Syntax, i: int) -> bool:
    return syntax.deps[i] == "ROOT" or syntax.deps[i] in ("ccomp", "conj")


def _turn(syntax: Syntax, i: int, subject: int) -> None:
    syntax.tags[i] = "VBZ" if syntax.tags[i] == "NNS" else "VBP"
    syntax.pos[i] = "VERB"
    for j in syntax.children[i]:
        if j < i and j != subject and syntax.deps[j] in ("compound", "amod", "nmod", "det", "poss"):
            syntax.heads[j] = subject
        elif j > i and syntax.deps[j] == "acl":
            syntax.deps[j] = "xcomp"
    syntax.deps[subject] = "nsubj"
    head = syntax.heads[i]
    if syntax.deps[i] == "pobj":
        syntax.deps[i] = "advcl"
        syntax.deps[head] = "mark"
        syntax.heads[i] = i if syntax.heads[head] == head else syntax.heads[head]
        syntax.heads[head] = i
