"""What events are about: the codebook's cues in an event's own clause."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quidnunc.codebook.book import Codebook
from quidnunc.reading.clauses import Clauses
from quidnunc.reading.draft import Candidate, Draft

_PIECE = re.compile(r"'s|[^\W_]+|-")
_CONTENT = frozenset({"dobj", "ccomp", "xcomp", "prep", "prt"})
_ASIDE = frozenset({"relcl", "appos", "advcl", "parataxis", "nsubj", "nsubjpass", "poss"})
_TOPICAL = frozenset({"NOUN", "PROPN", "ADJ", "X"})


def pieces_of(cue: str) -> list[str]:
    """A cue's words as the pipeline parts them.

    >>> pieces_of("women's rights"), pieces_of("non-proliferation")
    (['women', "'s", 'rights'], ['non', '-', 'proliferation'])
    """
    return _PIECE.findall(cue)


class CueIndex:
    """The cues of all contexts, by their first word.

    Args:
        codebook: the contexts, the phrases that are no cues and the offices whose portfolios are none.
    """

    def __init__(self, codebook: Codebook) -> None:
        contexts = codebook.contexts
        self.offices = codebook.grammar.offices
        self._always = {name for name, context in contexts.items() if context.parties == "always"}
        self._deeds = {name for name, context in contexts.items() if context.parties != "never"}
        self.verbal = frozenset(name for name, entry in codebook.types.items() if entry.quad.startswith("VERBAL"))
        self._material = {name for name, entry in codebook.types.items() if entry.quad.startswith("MATERIAL")}
        self._by_first: dict[str, dict[tuple[str, ...], set[str]]] = {}
        for name, context in contexts.items():
            for cue in context.cues:
                self._add(cue, name)
        for cue in codebook.grammar.no_cues:
            self._add(cue, None)

    def _add(self, cue: str, name: str | None) -> None:
        pieces = tuple(pieces_of(cue))
        names = self._by_first.setdefault(pieces[0], {}).setdefault(pieces, set())
        if name is not None:
            names.add(name)

    def of_parties(self, type_: str) -> set[str]:
        """The contexts that the words for those in an event of a type may tell."""
        return self._deeds if type_ in self._material else self._always

    def at(self, lowers: list[str], lemmas: list[str], i: int, stop: int) -> tuple[int, set[str]] | None:
        """The longest cue that starts at a token: the token behind it, and its contexts (none for what is no cue)."""
        best: tuple[int, set[str]] | None = None
        for word in {lowers[i], lemmas[i]}:
            for pieces, names in self._by_first.get(word, {}).items():
                last = i + len(pieces)
                longer = best is None or last > best[0]
                if (
                    longer
                    and last <= stop
                    and all(p in (lowers[k], lemmas[k]) for p, k in zip(pieces, range(i, last), strict=True))
                ):
                    best = last, names
        return best


class ContextFinder:
    """Gives the candidates of a draft their contexts.

    Args:
        draft: the draft, its candidates proposed.
        clauses: the clauses of its events.
        index: the codebook's cues.
    """

    def __init__(self, draft: Draft, clauses: Clauses, index: CueIndex) -> None:
        self.draft = draft
        self.syntax = draft.syntax
        self.clauses = clauses
        self.index = index
        self._people = {i for e in self.syntax.entities if e.label == "PERSON" for i in range(e.first, e.last)}
        self._sentences: dict[int, list[tuple[int, int, set[str]]]] = {}

    def find(self) -> None:
        """Fills ``contexts``, each with the cue that gave it, and says so in the reasons."""
        for candidate in self.draft.candidates:
            scope = self._scope(candidate)
            parties = self._parties(candidate)
            for first, last, names in self._cues(self.syntax.sentence_of[candidate.trigger]):
                if not any(i in scope for i in range(first, last)):
                    continue
                apart = all(i in parties for i in range(first, last))
                for name in sorted(names if not apart else names & self.index.of_parties(candidate.type)):
                    if name not in candidate.contexts:
                        candidate.contexts[name] = self.syntax.span(first, last)
                        candidate.reasons.append(f"context {name} by '{self.syntax.slice(first, last)}'")

    def _cues(self, sentence: int) -> list[tuple[int, int, set[str]]]:
        """The cues of a sentence: token ranges and contexts."""
        if sentence not in self._sentences:
            self._sentences[sentence] = list(self._scan(*self.syntax.sentences[sentence]))
        return self._sentences[sentence]

    def _scan(self, first: int, stop: int) -> Iterator[tuple[int, int, set[str]]]:
        syntax = self.syntax
        i = first
        while i < stop:
            found = self.index.at(syntax.lowers, syntax.lemmas, i, stop)
            if found is None:
                i += 1
                continue
            last, names = found
            if names and self._tells(i, last, stop):
                yield i, last, names
            i = last

    def _tells(self, first: int, last: int, stop: int) -> bool:
        """Whether a cue's words are a noun or adjective, no person's name or title and no office's portfolio."""
        syntax = self.syntax
        gerund = syntax.tags[first] == "VBG" and syntax.deps[first] in ("pcomp", "pobj", "compound", "dobj")
        if last - first == 1 and syntax.pos[first] not in _TOPICAL and not gerund:
            return False
        if any(i in self._people for i in range(first, last)):
            return False
        if last in self._people and syntax.heads[last - 1] in self._people:
            return False  # "Senator Jones"
        return last >= stop or syntax.lemmas[last] not in self.index.offices

    def _scope(self, candidate: Candidate) -> set[int]:
        """The tokens of an event's clause, its arguments included."""
        syntax = self.syntax
        scope = set(range(candidate.first, candidate.last)) | {candidate.trigger}
        scope.update(i for i, _ in self.clauses.reach(candidate.trigger))
        if syntax.pos[candidate.trigger] == "NOUN":
            for above in self.clauses.governors(candidate.trigger):
                if above in self.clauses.triggers:
                    break
                if syntax.pos[above] == "VERB":
                    scope.add(above)
                    scope.update(i for i, _ in self.clauses.reach(above))
                    break
        if candidate.type in self.index.verbal:
            scope.update(self._content(candidate.trigger))
        scope.update(self._parties(candidate))
        return scope

    def _content(self, trigger: int) -> set[int]:
        """The tokens of what an act of speech is about: "accused Iran of building a warhead", "condemned the nuclear test"."""
        syntax = self.syntax
        out: set[int] = set()
        todo = [j for j in syntax.children[trigger] if syntax.deps[j] in _CONTENT]
        while todo:
            i = todo.pop()
            out.add(i)
            todo.extend(j for j in syntax.children[i] if syntax.deps[j] not in _ASIDE)
        return out

    def _parties(self, candidate: Candidate) -> set[int]:
        """The tokens of the words for those who do it and to whom it is done."""
        sentence = self.syntax.sentence_of[candidate.trigger]
        out: set[int] = set()
        for start, end in (*candidate.agent_spans, *candidate.recipient_spans):
            out.update(i for i in self.syntax.tokens_in(start, end) if self.syntax.sentence_of[i] == sentence)
        return out
