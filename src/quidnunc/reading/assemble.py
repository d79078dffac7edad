"""The finished draft → the immutable ``Reading``."""

from __future__ import annotations

from collections.abc import Mapping

from quidnunc.reading.actors import ActorBook
from quidnunc.reading.capitals import is_town, opens_report
from quidnunc.reading.draft import Candidate, Draft, Found
from quidnunc.reading.merge import Group
from quidnunc.reading.name_parts import names_itself
from quidnunc.reading.teams import Teams
from quidnunc.records import (
    Attribution,
    Coding,
    Event,
    EventDate,
    Evidence,
    Form,
    Mention,
    ReaderVersion,
    Reading,
    Relation,
    RelationKind,
    Sentence,
    Span,
    Trigger,
    content_id,
)

_STANDING = frozenset({"capital", "metonym"})  # names of something else that stand for their actor ("Moscow denied")


Codings = Mapping[tuple[str, str | None], Coding]
"""What records say of types and modes that the codebook that ships lacks or classes otherwise."""


def assemble(
    draft: Draft, book: ActorBook, groups: list[Group], version: ReaderVersion, codings: Codings
) -> tuple[Reading, dict[str, Group]]:
    """The reading of a draft, and the group of candidates behind each event by the event's id."""
    article, syntax = draft.article, draft.syntax
    key = content_id(article.text, article.title, article.published or "")
    by_id: dict[str, Group] = {}
    events: list[Event] = []
    told: dict[int, str] = {}  # the event that each trigger tells of
    for group in groups:
        event = _event(draft, key, group.lead, codings)
        told.update((c.trigger, event.id) for c in (group.lead, *group.others))
        if event.id not in by_id:
            by_id[event.id] = group
            events.append(event)
    attributions = tuple(
        Attribution(
            id=said.id,
            parent=draft.said[said.parent].id if said.parent is not None else None,
            source=said.source,
            cue=said.cue,
            content=said.content,
            speaker=said.speakers[0] if said.speakers else None,
            stance=said.stance,
            kind=said.kind,
            quotation=said.quotation,
            channel=said.channel,
            evidence_cited=said.evidence_cited,
        )
        for said in draft.said
    )
    mentions = _mentions(draft, events)
    used = {m.actor for m in mentions if m.actor}
    used.update(k for e in events for k in (*e.agents, *e.recipients, *e.said_by, *e.denied_by))
    used.update(a.speaker for a in attributions if a.speaker)
    used.update(k for f in draft.facts for k in (f.subject, f.object, *f.said_by))
    places = {m.place for m in mentions if m.place} | {e.place for e in events if e.place}
    reading = Reading(
        id=key,
        source=article.source,
        url=article.url,
        title=article.title,
        outlet=article.outlet,
        author=article.author,
        language=article.language,
        published=article.published,
        published_from=article.published_from or ("argument" if article.published else "none"),
        text=article.text,
        sentences=tuple(Sentence(start=s, end=e) for s, e in map(syntax.sentence_span, range(len(syntax.sentences)))),
        mentions=mentions,
        actors=tuple(actor for k, actor in sorted(book.actors.items()) if k in used),
        places=tuple(place for k, place in sorted(draft.places.items()) if k in places),
        times=tuple(draft.times),
        attributions=attributions,
        events=tuple(events),
        relations=_relations(draft, told),
        facts=tuple(draft.facts),
        reader=version,
    )
    return reading, by_id


def _relations(draft: Draft, told: dict[int, str]) -> tuple[Relation, ...]:
    """The stated orders between two events of the record; one pair's orders of one kind are one relation."""
    spans: dict[tuple[str, str, RelationKind], list[Span]] = {}
    for order in draft.orders:
        one, other = told.get(order.one), told.get(order.other)
        if one is not None and other is not None and one != other:
            spans.setdefault((one, other, order.kind), []).append(order.cue)
    return tuple(
        Relation(from_=one, to=other, kind=kind, evidence=tuple(cues)) for (one, other, kind), cues in spans.items()
    )


def _mentions(draft: Draft, events: list[Event]) -> tuple[Mention, ...]:
    """One record a mention and actor; a mention of two actors gives two records with the same span."""
    acting = {span for e in events for span in (*e.evidence.agents, *e.evidence.recipients, *e.evidence.said_by)}
    acting.update(span for said in draft.said for span in said.source)
    out = []
    teams = Teams(draft)
    names: list[tuple[Found, Form]] = [
        (found, found.form if names_itself(draft, found, teams) else "nominal") for found in draft.found
    ]
    inner: list[tuple[Found, Form]] = [(found, "nominal") for found in draft.inner]
    for found, form in (*names, *inner):
        start, end = draft.syntax.span(found.first, found.last)
        modifies = found.demonym and draft.syntax.deps[found.head] in ("amod", "compound", "nmod")
        # a demonym that only modifies ("Russian troops") names a place, unless an event rests on it ("Russian invasion");
        # a capital is the town where the words around it say so ("talks in Kyiv"), unless it acts all the same; a dateline never does
        town = found.bearer in _STANDING and _in_town(draft, found) and is_town(draft.syntax, found)
        local = (modifies or town) and ((start, end) not in acting or opens_report(draft.syntax, found))
        for actor in found.actors or (None,):
            named = None if local else actor
            if named is not None or found.place is not None:
                text = draft.syntax.text[start:end]
                stands = (
                    form == "name"
                    and named is not None
                    and found.bearer in _STANDING
                    and not _bears(draft, named, text)
                )
                out.append(
                    Mention(
                        start=start,
                        end=end,
                        text=text,
                        form="nominal" if stands else form,
                        actor=named,
                        place=found.place,
                    )
                )
    return tuple(out)


def _in_town(draft: Draft, found: Found) -> bool:
    """Whether a mention names a town, be it a capital."""
    place = draft.places.get(found.place or "")
    return place is not None and (found.bearer == "capital" or place.feature.startswith("PPL"))


def _bears(draft: Draft, actor: str, text: str) -> bool:
    """Whether the actor itself is called so ("the Knesset")."""
    return actor in draft.actors and text.casefold() in draft.actors[actor].name.casefold()


def _event(draft: Draft, key: str, c: Candidate, codings: Codings) -> Event:
    contexts = dict(sorted(c.contexts.items()))
    start, _ = draft.syntax.span(c.first, c.first + 1)
    _, end = draft.syntax.span(c.last - 1, c.last)
    date = None if c.date is None else EventDate(start=c.date[0], end=c.date[1], grain=c.date[2])
    date_span = None if c.time is None or date is None else (c.time.start, c.time.end)
    return Event(
        id=content_id(key, c.type, start, end, c.agents, c.recipients, length=12),
        type=c.type,
        mode=c.mode,
        contexts=tuple(contexts),
        agents=c.agents,
        recipients=c.recipients,
        date=date,
        place=c.place,
        status=c.status,
        said_by=c.said_by,
        stance=c.stance,
        denied_by=c.denied_by,
        attributions=c.attributions,
        background=c.background,
        confidence=round(min(max(c.weight, 0.01), 0.99), 2),
        magnitude=tuple(amount.magnitude for amount in c.magnitude),
        trigger=Trigger(start=start, end=end),
        coding=codings.get((c.type, c.mode), codings.get((c.type, None))) if c.mode else codings.get((c.type, None)),
        evidence=Evidence(
            sentences=c.sentences,
            agents=c.agent_spans,
            recipients=c.recipient_spans,
            date=date_span,
            place=c.place_span,
            status=c.status_spans,
            said_by=c.said_spans,
            magnitude=tuple(amount.span for amount in c.magnitude),
            contexts=tuple(contexts.values()),
        ),
    )
