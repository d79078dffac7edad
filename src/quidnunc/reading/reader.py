"""Puts the steps of reading in order. The only entry to this room."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

from quidnunc.errors import InputError
from quidnunc.gazetteer import Gazetteer, load
from quidnunc.gazetteer.roles import RoleIndex, load_roles
from quidnunc.reading.actors import ActorBook
from quidnunc.reading.arguments import Arguments
from quidnunc.reading.assemble import assemble
from quidnunc.reading.clauses import Clauses
from quidnunc.reading.contexts import ContextFinder, CueIndex
from quidnunc.reading.dating import Dater
from quidnunc.reading.draft import Candidate, Draft
from quidnunc.reading.facts import FactFinder
from quidnunc.reading.frames import FrameIndex
from quidnunc.reading.gate import Gate
from quidnunc.reading.judging import judge
from quidnunc.reading.language import DEFAULT_PIPELINE, Syntax, load_pipeline, parse, parse_parts
from quidnunc.reading.layout import find_layout
from quidnunc.reading.lexicons import happening_verbs
from quidnunc.reading.magnitudes import Magnitudes
from quidnunc.reading.merge import Group, Merger
from quidnunc.reading.names import Namer
from quidnunc.reading.nominals import Nominals
from quidnunc.reading.own import codings_of, load_book, model_of
from quidnunc.reading.placing import Placer
from quidnunc.reading.relations import Orders
from quidnunc.reading.repair import repair
from quidnunc.reading.says import find_attributions
from quidnunc.reading.says_lexicon import load_lexicon
from quidnunc.reading.topics import keep_public
from quidnunc.reading.typing import Typer, pool, to_come
from quidnunc.reading.typing_model import Question, TypingModel
from quidnunc.reading.voices import Voices
from quidnunc.reading.what import Proposer
from quidnunc.reading.when import find_times
from quidnunc.reading.where import Locator
from quidnunc.reading.whether import StatusFinder, Verdict
from quidnunc.reading.word_forms import WordForms
from quidnunc.records import Article, ReaderVersion, Reading, Span


@dataclass(frozen=True, slots=True)
class Trace:
    """A reading with what led to it: the groups of candidates behind its events, by event id."""

    reading: Reading
    groups: dict[str, Group]


class Reader:
    """Reads articles.

    Args:
        pipeline: the name of an installed spaCy pipeline for English.
        codebook: a codebook's folder; the one that ships by default.
        gazetteer: a gazetteer's folder; the one that ships by default.
        typing_model: the folder of a trained typing model, or None to go by the frames alone. By default the codebook's own: the
            one that ships, or what ``quidnunc train`` made in a codebook's folder; there the frames alone if nothing was made.
        batch_size: how many articles the parser takes at a time.
        fast: parse only what may hold a record by its words (:class:`quidnunc.reading.gate.Gate`). Sentences, mentions, times and
            attributions outside it are left out, and a few records are lost; the documentation tells how many.

    Raises:
        ModelError: the pipeline is not installed or unfit, or the typing model is missing or was made for another codebook.
        DataError: codebook or gazetteer break their contract.

    >>> reading = Reader().read(Article(text="Syrian rebels attacked the town of Idlib on Monday.", published="2015-03-25"))
    >>> [(event.type, event.status) for event in reading.events]
    [('ASSAULT', 'happened')]
    """

    def __init__(
        self,
        pipeline: str = DEFAULT_PIPELINE,
        *,
        codebook: Path | str | None = None,
        gazetteer: Path | None = None,
        typing_model: Path | Literal["own"] | None = "own",
        batch_size: int = 32,
        fast: bool = False,
    ) -> None:
        self._nlp = load_pipeline(pipeline)
        folder = None if codebook is None else Path(codebook)
        self._codebook = load_book(folder)
        self._codings = {} if folder is None else codings_of(self._codebook)
        self._gazetteer: Gazetteer = load(gazetteer)
        self._roles: RoleIndex = load_roles(self._gazetteer.folder / "roles.yaml")
        self._frames = FrameIndex(self._codebook)
        chosen = model_of(folder) if typing_model == "own" else typing_model
        self._model = None if chosen is None else TypingModel(chosen, self._codebook.types)
        self._events = frozenset(self._frames.nouns)
        self._violent = frozenset(
            lemma
            for lemma, frames in self._frames.nouns.items()
            if any(frame.family == "ASSAULT" for _, frame in frames)
        )
        self._people = frozenset(
            word for role in self._roles.table.roles if role.kind in ("person", "group") for word in role.words
        )
        self._counted = frozenset(
            word
            for role in self._roles.table.roles
            if role.kind in ("person", "group", "office")
            for word in role.words
        )
        self._verbs = frozenset(self._frames.verbs) | frozenset(load_lexicon().verbs) | happening_verbs()
        self._deeds = (
            frozenset(self._frames.verbs) | frozenset(load_lexicon().verbs) | self._events
        ) - happening_verbs()
        self._cues = CueIndex(self._codebook)
        self._locator = Locator(self._gazetteer)
        self._gate = Gate(self._frames, self._gazetteer, self._roles, WordForms(self._nlp)) if fast else None
        self.batch_size = batch_size

    @cached_property
    def version(self) -> ReaderVersion:
        """What makes the readings: package, codebook, gazetteer and typing model."""
        try:
            package = version("quidnunc")
        except PackageNotFoundError:
            package = "0+unknown"
        package += " fast" if self._gate is not None else ""
        return ReaderVersion(
            version=package,
            codebook=self._codebook.version,
            gazetteer=self._gazetteer.version,
            model=None if self._model is None else self._model.version,
        )

    @property
    def quads(self) -> dict[str, str]:
        """The quad class of each event type."""
        return {name: entry.quad for name, entry in self._codebook.types.items()}

    def read(self, article: Article) -> Reading:
        """One article, read."""
        return next(self.pipe([article]))

    def pipe(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """Many articles, read in order."""
        for trace in self.traces(articles):
            yield trace.reading

    def traces(self, articles: Iterable[Article]) -> Iterator[Trace]:
        """Many articles, read in order, each with what led to its records."""
        batch: list[Article] = []
        for article in articles:
            batch.append(article)
            if len(batch) >= self.batch_size:
                yield from self._batch(batch)
                batch = []
        if batch:
            yield from self._batch(batch)

    def _batch(self, batch: Sequence[Article]) -> Iterator[Trace]:
        texts = [article.text for article in batch]
        if self._gate is None:
            parsed = parse(self._nlp, texts, self.batch_size)
        else:
            parsed = parse_parts(self._nlp, texts, [self._gate.parts(text) for text in texts], self.batch_size)
        for article, syntax in zip(batch, parsed, strict=True):
            yield self._trace(article, syntax)

    def _trace(self, article: Article, syntax: Syntax) -> Trace:
        draft = Draft(article, syntax)
        repair(syntax, self._verbs, self._people)
        book = ActorBook(self._gazetteer, article.published)
        draft.actors = book.actors
        layout = find_layout(syntax)
        draft.repeated = layout.repeated
        draft.captions = layout.captions
        draft.times = find_times(syntax, article.day)
        Namer(draft, book, self._gazetteer, self._roles).find()
        self._locator.locate(draft)
        Nominals(draft, book, self._gazetteer, self._roles, self._violent, self._deeds).find()
        draft.said = find_attributions(syntax)
        arguments = Arguments(draft, self._roles.table.portions, self._events)
        voices = Voices(draft, book, arguments, content_key(article))
        voices.resolve()
        proposer = Proposer(draft, self._frames, arguments, book)
        proposer.propose()
        if self._model is not None:
            judge(draft, self._model, self._codebook)
        keep_public(draft)
        voices.judge(proposer.embeddings, StatusFinder(syntax, denials="own"))
        triggers = {c.trigger for c in draft.candidates}
        clauses = Clauses(syntax, triggers, {c.trigger for c in draft.candidates if c.outer is not None})
        draft.orders = Orders(syntax, draft.candidates).find()
        Dater(draft, clauses).date_all()
        Placer(draft, clauses).place_all()
        ContextFinder(draft, clauses, self._cues).find()
        Magnitudes(draft, self._counted).attach()
        merger = Merger(draft, book.actors, self._codebook.grammar.general_nouns)
        groups = merger.merge()
        merger.complete(groups, proposer.embeddings)
        draft.facts = FactFinder(draft, book, self._gazetteer, arguments).find()
        reading, by_id = assemble(draft, book, groups, self.version, self._codings)
        return Trace(reading, by_id)

    def type_of(self, text: str, agent: Span, recipient: Span) -> list[tuple[str, float]]:
        """Types one marked pair, by the frames and the typing model together.

        A cooperative act that is still to come ("will visit") is AGREE here, as its status is not told besides.

        Args:
            text: a sentence (or more).
            agent: the agent's ``(start, end)`` in characters.
            recipient: the recipient's.

        Returns:
            All event types and ``"NONE"`` with their probabilities, which sum to 1, best first.

        Raises:
            InputError: a span lies outside the text or is empty.
        """
        for name, span in (("agent", agent), ("recipient", recipient)):
            _check_span(text, span, name)
        syntax = self._syntax(text)
        draft = Draft(Article(text=text), syntax)
        book = ActorBook(self._gazetteer, None)
        draft.actors = book.actors
        Namer(draft, book, self._gazetteer, self._roles).find()
        Nominals(draft, book, self._gazetteer, self._roles, self._violent, self._deeds).find()
        arguments = Arguments(draft, self._roles.table.portions, self._events)
        probabilities = Typer(draft, self._frames, arguments, book, sorted(self._codebook.types)).type_of(
            agent, recipient
        )
        if self._model is not None:
            judgement = self._model.judge([Question(text, (agent,), (recipient,))])[0]
            probabilities = pool(probabilities, judgement, self._model.card.frames_weight)
            if judgement is not None:
                probabilities = to_come(probabilities, judgement.statuses["planned"], self.quads)
        return sorted(probabilities.items(), key=lambda item: (-item[1], item[0]))

    def status_of(self, text: str, trigger: Span) -> str:
        """The status of any predicate, political or not: happened, ongoing, planned, possible or negated.

        It is what the content says, whatever a speaker's stance: what is denied is told as done, and the denial is a stance.

        Raises:
            InputError: the span lies outside the text or is empty.
        """
        return self.verdict_of(text, trigger).status

    def verdict_of(self, text: str, trigger: Span) -> Verdict:
        """The status of any predicate as ``status_of`` gives it, with the characters that it rests on and the reason.

        Raises:
            InputError: the span lies outside the text or is empty.
        """
        _check_span(text, trigger, "trigger")
        syntax = self._syntax(text)
        tokens = syntax.tokens_in(*trigger)
        head = next((i for i in tokens if syntax.heads[i] not in tokens or syntax.heads[i] == i), tokens[0])
        return StatusFinder(syntax, denials="own").status(head)

    def _syntax(self, text: str) -> Syntax:
        """One text's syntax; the last one is kept, as callers ask for several predicates of a sentence in a row."""
        held: tuple[str, Syntax] | None = getattr(self, "_held", None)
        if held is None or held[0] != text:
            syntax = next(parse(self._nlp, [text], 1))
            repair(syntax, self._verbs, self._people)
            held = (text, syntax)
            self._held = held
        return held[1]


def content_key(article: Article) -> str:
    """The id of an article's reading: a hash over text, title and published date."""
    return article.key


def _check_span(text: str, span: Span, name: str) -> None:
    start, end = span
    if not 0 <= start < end <= len(text):
        raise InputError(f"the span {start}, {end} is empty or outside the text of {len(text)} characters", field=name)


def read(
    text: str,
    published: datetime.date | str | None = None,
    *,
    title: str = "",
    codebook: Path | str | None = None,
) -> Reading:
    """Reads one text with a reader that is made once, kept, and made anew when the codebook has changed.

    Args:
        text: the body of a report.
        published: the day it appeared, which anchors "on Tuesday".
        title: its headline.
        codebook: the folder of a codebook of your own, with its typing model, if trained; the one that ships by default.

    Raises:
        CodebookError: the codebook breaks its contract.
        ModelError: its typing model was made for another codebook.
    """
    day = published.isoformat() if isinstance(published, datetime.date) else published
    return _reader(None if codebook is None else Path(codebook)).read(Article(text=text, published=day, title=title))


_READERS: dict[Path | None, tuple[tuple[object, ...], Reader]] = {}


def _reader(codebook: Path | None) -> Reader:
    """The reader of a codebook, kept while its folder stays as it was when the reader was made."""
    state = () if codebook is None else _state(codebook)
    held = _READERS.get(codebook)
    if held is None or held[0] != state:
        held = _READERS[codebook] = (state, Reader(codebook=codebook))
    return held[1]


def _state(folder: Path) -> tuple[object, ...]:
    """What tells whether a folder has changed: its files with size and time of change."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return tuple((path, (found := path.stat()).st_size, found.st_mtime_ns) for path in files)


def lead_candidates(groups: Iterable[Group]) -> list[Candidate]:
    """The leads of groups, in order."""
    return [group.lead for group in groups]
