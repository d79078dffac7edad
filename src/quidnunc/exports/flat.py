"""Events as flat rows with typed columns, and the tables around them: what Parquet files and databases hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import pyarrow as pa

from quidnunc.exports.codes import Codes
from quidnunc.records import Actor, Reading
from quidnunc.told import Account, Told

_TEXTS = pa.list_(pa.string())
_MAGNITUDES = pa.list_(
    pa.struct([("what", pa.string()), ("low", pa.float64()), ("high", pa.float64()), ("unit", pa.string())])
)
EVENTS = pa.schema(
    [
        ("event", pa.string()),
        ("reading", pa.string()),
        ("source", pa.string()),
        ("url", pa.string()),
        ("outlet", pa.string()),
        ("title", pa.string()),
        ("published", pa.date32()),
        ("type", pa.string()),
        ("mode", pa.string()),
        ("parent", pa.string()),
        ("quad", pa.string()),
        ("score", pa.float64()),
        ("contexts", _TEXTS),
        ("status", pa.string()),
        ("date_start", pa.date32()),
        ("date_end", pa.date32()),
        ("date_grain", pa.string()),
        *(
            (f"{role}{part}", _TEXTS)
            for role in ("agent", "recipient")
            for part in ("s", "_ids", "_kinds", "_countries", "_sectors", "_wikidata")
        ),
        ("place", pa.string()),
        ("place_id", pa.string()),
        ("place_country", pa.string()),
        ("place_feature", pa.string()),
        ("lat", pa.float64()),
        ("lon", pa.float64()),
        ("said_by", _TEXTS),
        ("stance", pa.string()),
        ("denied_by", _TEXTS),
        ("background", pa.bool_()),
        ("confidence", pa.float64()),
        ("magnitude", _MAGNITUDES),
        ("trigger", pa.string()),
        ("sentence", pa.string()),
        ("reports", pa.int32()),
        ("outlets", _TEXTS),
    ]
)
ARTICLES = pa.schema(
    [
        *((name, pa.string()) for name in ("id", "source", "url", "outlet", "title", "language")),
        ("published", pa.date32()),
        *((name, pa.string()) for name in ("published_from", "text", "reader", "codebook", "gazetteer", "model")),
    ]
)
PARTIES = pa.schema(
    [
        ("event", pa.string()),
        ("role", pa.string()),
        ("position", pa.int32()),
        *((name, pa.string()) for name in ("actor", "name", "kind", "country", "sector", "wikidata")),
    ]
)
ACCOUNTS = pa.schema(
    [
        *((name, pa.string()) for name in ("event", "reading", "account", "outlet", "status", "stance")),
        ("said_by", _TEXTS),
        ("denied_by", _TEXTS),
        ("sentence", pa.string()),
    ]
)


def event_row(told: Told, table: Codes) -> dict[str, Any]:
    """A row of ``EVENTS``."""
    account = told.lead
    event, reading, place = account.event, account.reading, account.place
    return {
        "event": event.id,
        "reading": reading.id,
        "source": reading.source,
        "url": reading.url,
        "outlet": reading.outlet,
        "title": reading.title,
        "published": _day(reading.published),
        "type": event.type,
        "mode": event.mode,
        "parent": event.coding.parent if event.coding is not None else None,
        "quad": table.quad_of(event),
        "score": table.score_of(event),
        "contexts": list(event.contexts),
        "status": event.status,
        "date_start": _day(event.date.start) if event.date else None,
        "date_end": _day(event.date.end) if event.date else None,
        "date_grain": event.date.grain if event.date else None,
        **_side("agent", account.agents),
        **_side("recipient", account.recipients),
        "place": place.name if place else None,
        "place_id": place.id if place else None,
        "place_country": place.country if place else None,
        "place_feature": place.feature if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "said_by": [actor.name for actor in account.said_by],
        "stance": event.stance,
        "denied_by": [actor.name for actor in account.denied_by],
        "background": event.background,
        "confidence": event.confidence,
        "magnitude": [{"what": m.what, "low": m.low, "high": m.high, "unit": m.unit} for m in event.magnitude],
        "trigger": account.trigger,
        "sentence": account.sentence,
        "reports": len(told.accounts),
        "outlets": sorted({one.publisher for one in told.accounts}),
    }


def article_row(reading: Reading) -> dict[str, Any]:
    """A row of ``ARTICLES``."""
    names = ("id", "source", "url", "outlet", "title", "language", "published_from", "text")
    return {
        **{name: getattr(reading, name) for name in names},
        "published": _day(reading.published),
        "reader": reading.reader.version,
        "codebook": reading.reader.codebook,
        "gazetteer": reading.reader.gazetteer,
        "model": reading.reader.model,
    }


def party_rows(account: Account) -> Iterator[dict[str, Any]]:
    """Rows of ``PARTIES``: each actor of an event in each of its roles, in the order of the record."""
    sides: Iterable[tuple[str, list[Actor]]] = (
        ("agent", account.agents),
        ("recipient", account.recipients),
        ("said_by", account.said_by),
        ("denied_by", account.denied_by),
    )
    for role, actors in sides:
        for position, actor in enumerate(actors):
            yield {
                "event": account.event.id,
                "role": role,
                "position": position,
                "actor": actor.id,
                **{name: getattr(actor, name) for name in ("name", "kind", "country", "sector", "wikidata")},
            }


def account_rows(told: Told) -> Iterator[dict[str, Any]]:
    """Rows of ``ACCOUNTS``: each report of an event, side by side."""
    for account in told.accounts:
        yield {
            "event": told.lead.event.id,
            "reading": account.reading.id,
            "account": account.event.id,
            "outlet": account.reading.outlet,
            "status": account.event.status,
            "stance": account.event.stance,
            "said_by": [actor.name for actor in account.said_by],
            "denied_by": [actor.name for actor in account.denied_by],
            "sentence": account.sentence,
        }


def _side(role: str, actors: list[Actor]) -> dict[str, list[str | None]]:
    return {
        f"{role}s": [actor.name for actor in actors],
        f"{role}_ids": [actor.id for actor in actors],
        f"{role}_kinds": [actor.kind for actor in actors],
        f"{role}_countries": [actor.country for actor in actors],
        f"{role}_sectors": [actor.sector for actor in actors],
        f"{role}_wikidata": [actor.wikidata for actor in actors],
    }


def _day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)
