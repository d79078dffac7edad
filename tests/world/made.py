"""Readings made without reading: sound records of invented reports, different for each number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from quidnunc.records import (
    Actor,
    Article,
    Attribution,
    Event,
    EventDate,
    Evidence,
    Mention,
    Place,
    ReaderVersion,
    Reading,
    Sentence,
    Trigger,
)

RUSSIA = Actor(id="RUS", name="Russia", kind="state", country="RUS", sector="GOV", wikidata="Q159")
FINLAND = Actor(id="FIN", name="Finland", kind="state", country="FIN", sector="GOV", wikidata="Q33")
FRANCE = Actor(id="FRA", name="France", kind="state", country="FRA", sector="GOV", wikidata="Q142")
ARMY = Actor(id="RUS:MIL:military", name="Russian military", kind="armed_group", country="RUS", sector="MIL")
TURKU = Place(id="633679", name="Turku", country="FIN", lat=60.4515, lon=22.2687, feature="PPLA", wikidata="Q38511")
VERSION = ReaderVersion(version="1", codebook="c1", gazetteer="g1")


def make_article(number: int, **fields: Any) -> Article:
    day = f"2023-{1 + number % 12:02}-{1 + number % 28:02}"
    given = {
        "text": f"Russia accused Finland in Turku, report {number} said.",
        "title": f"Report {number}",
        "source": f"{number}.txt",
        "outlet": f"Outlet {number % 3}",
        "url": f"https://example.org/{number}",
        "published": day,
        "published_from": "header",
        **fields,
    }
    return Article(**given)


def make_reading(
    number: int, *, reader: ReaderVersion = VERSION, event: dict[str, Any] | None = None, **fields: Any
) -> Reading:
    """The reading of report ``number``: one event, Russia → ACCUSE → Finland in Turku, with changes."""
    return read_made(make_article(number, **fields), reader, event or {})


def read_made(article: Article, reader: ReaderVersion = VERSION, event: dict[str, Any] | None = None) -> Reading:
    text = article.text
    end = len(text)

    def span(word: str) -> tuple[int, int]:
        at = text.index(word)
        return at, at + len(word)

    trigger = span("accused") if "accused" in text else (0, 1)
    fields: dict[str, Any] = {
        "id": f"{article.key[:12]}e1",
        "type": "ACCUSE",
        "agents": ("RUS",),
        "recipients": ("FIN",),
        "date": EventDate(start=article.published, end=article.published, grain="day") if article.published else None,
        "place": TURKU.id,
        "status": "happened",
        "confidence": 0.8,
        "trigger": Trigger(start=trigger[0], end=trigger[1]),
        "evidence": Evidence(sentences=(0,), agents=((0, 6),) if text.startswith("Russia") else ()),
        **(event or {}),
    }
    mentions = (Mention(start=0, end=6, text=text[:6], form="name", actor="RUS"),) if text.startswith("Russia") else ()
    return Reading(
        id=article.key,
        source=article.source,
        url=article.url,
        title=article.title,
        outlet=article.outlet,
        language="en",
        published=article.published,
        published_from=article.published_from or "none",
        text=text,
        sentences=(Sentence(start=0, end=end),),
        mentions=mentions,
        actors=(RUSSIA, FINLAND, FRANCE, ARMY),
        places=(TURKU,),
        times=(),
        attributions=(Attribution(id="a1", content=((0, end),), source=(), cue=(), speaker="FRA", stance="alleges"),),
        events=(Event(**fields),),
        relations=(),
        facts=(),
        reader=reader,
    )


class MadeReader:
    """Stands in for a reader: quick, and it fails on texts that say so."""

    batch_size = 4

    def __init__(self, version: ReaderVersion = VERSION, codebook: object = None, fast: bool = False) -> None:
        self.version = version
        self.read: list[str] = []

    def pipe(self, articles: Iterable[Article]) -> Iterator[Reading]:
        for article in articles:
            if "poison" in article.text:
                raise IndexError("list index out of range")
            self.read.append(article.source)
            yield read_made(article, self.version)
