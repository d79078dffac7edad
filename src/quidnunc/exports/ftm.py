"""FollowTheMoney: actors, events and articles as entities, or every property of theirs as a statement of its article.

Entities of several reports are written once, with all their properties; statements keep which report says what: their
``dataset`` is the outlet, their ``origin`` the article.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from typing import TextIO

import msgspec

from quidnunc.exports.codes import Codes, codes
from quidnunc.records import Actor, Reading, content_id
from quidnunc.told import Account, Told

DATASET = "quidnunc"
STATEMENT_COLUMNS = (
    "canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "dataset", "origin", "lang", "original_value",
    "external", "first_seen", "last_seen", "id",
)  # fmt: skip
_SCHEMATA = {
    "person": "Person",
    "state": "PublicBody",
    "government": "PublicBody",
    "organisation": "Organization",
    "armed_group": "Organization",
    "group": "LegalEntity",
}
_TYPES = {
    "name": "name",
    "country": "country",
    "wikidataId": "identifier",
    "topics": "topic",
    "startDate": "date",
    "endDate": "date",
    "publishedAt": "date",
    "location": "address",
    "involved": "entity",
    "organizer": "entity",
    "proof": "entity",
    "description": "text",
    "summary": "text",
    "title": "string",
    "publisher": "string",
    "keywords": "string",
    "language": "language",
    "sourceUrl": "url",
    "recordId": "string",
}
_LANGUAGES = {"en": "eng", "fr": "fra", "de": "deu", "es": "spa", "ru": "rus", "ar": "ara", "zh": "zho", "pt": "por"}

Property = tuple[str, str, str, str]  # entity id, schema, property, value


class FtmEntitiesExporter:
    """One entity a line, in the order in which they first come up."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self._codes = codes()
        self._entities: dict[str, tuple[str, dict[str, dict[str, None]]]] = {}

    def write(self, told: Told) -> None:
        """Takes in what an event's accounts tell."""
        for account in told.accounts:
            for key, schema, name, value in properties(told, account, self._codes):
                _, held = self._entities.setdefault(key, (schema, {}))
                held.setdefault(name, {})[value] = None

    def finalize(self) -> None:
        """Writes the entities."""
        for key, (schema, held) in self._entities.items():
            entity = {"id": key, "schema": schema, "properties": {name: list(values) for name, values in held.items()}}
            self.stream.write(msgspec.json.encode(entity).decode("utf-8") + "\n")
        self.stream.flush()


class FtmStatementsExporter:
    """One statement a row of CSV, as ``ftm`` reads it."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self._codes = codes()
        self._writer = csv.writer(stream, dialect=csv.unix_dialect)
        self._writer.writerow(STATEMENT_COLUMNS)
        self._seen: set[str] = set()

    def write(self, told: Told) -> None:
        """Writes the statements of an event's accounts; what one article says twice, once."""
        for account in told.accounts:
            dataset = account.reading.outlet or DATASET
            for key, schema, name, value in properties(told, account, self._codes):
                number = _statement_id(dataset, key, name, value)
                if number in self._seen:
                    continue
                self._seen.add(number)
                day = account.reading.published or ""
                origin = account.reading.source
                kind = _TYPES[name]
                cells = (key, key, name, kind, schema, value, dataset, origin, "", "", "f", day, day, number)
                self._writer.writerow(cells)

    def finalize(self) -> None:
        """Nothing stands at the end."""
        self.stream.flush()


def properties(told: Told, account: Account, table: Codes) -> Iterator[Property]:
    """All that an account says, property by property: of its article, its actors, and the event."""
    event, reading = account.event, account.reading
    yield from _article(reading)
    agents, recipients = account.agents, account.recipients
    for actor in dict.fromkeys((*agents, *recipients)):
        yield from _actor(actor, table)
    found: list[tuple[str, str | None]] = [
        ("name", _headline(account)),
        ("summary", account.sentence),
        ("keywords", event.type),
        ("keywords", event.mode),
        ("keywords", event.status),
        *(("keywords", context) for context in event.contexts),
        ("startDate", event.date.start if event.date else None),
        ("endDate", event.date.end if event.date else None),
        *(("organizer", _actor_id(actor)) for actor in agents),
        *(("involved", _actor_id(actor)) for actor in recipients),
        ("proof", _article_id(reading)),
        ("sourceUrl", reading.url),
        ("publisher", reading.outlet),
        ("recordId", event.id),
    ]
    if account.place is not None:
        country = table.country(account.place.country)
        found += [("location", account.place.name), ("country", country.iso2.lower() if country else None)]
    key = f"qn-event-{told.lead.event.id}"
    yield from ((key, "Event", name, value) for name, value in found if value)


def _headline(account: Account) -> str:
    """An event in a line: who did what to whom."""
    event = account.event
    kind = event.type + (f"/{event.mode}" if event.mode else "")
    sides = [", ".join(actor.name for actor in side) for side in (account.agents, account.recipients)]
    return " → ".join(part for part in (sides[0] or "someone", kind, sides[1]) if part)


def _actor(actor: Actor, table: Codes) -> Iterator[Property]:
    country = table.country(actor.country)
    found = (
        ("name", actor.name),
        ("country", country.iso2.lower() if country and country.iso2 else None),
        ("wikidataId", actor.wikidata),
        ("keywords", actor.sector),
    )
    schema = _SCHEMATA[actor.kind]
    yield from ((_actor_id(actor), schema, name, value) for name, value in found if value)


def _article(reading: Reading) -> Iterator[Property]:
    found = (
        ("title", reading.title),
        ("publishedAt", reading.published),
        ("publisher", reading.outlet),
        ("sourceUrl", reading.url),
        ("language", _LANGUAGES.get(reading.language)),
    )
    key = _article_id(reading)
    written = [(key, "Article", name, value) for name, value in found if value]
    yield from written or [(key, "Article", "title", reading.source)]


def _actor_id(actor: Actor) -> str:
    """Wikidata's id where there is one, as FollowTheMoney's own data sets have it."""
    return actor.wikidata or f"qn-actor-{content_id(actor.id)}"


def _article_id(reading: Reading) -> str:
    return f"qn-article-{reading.id}"


def _statement_id(dataset: str, key: str, name: str, value: str) -> str:
    """An id over what the statement says and who says it."""
    return hashlib.sha1("\x1f".join((dataset, key, name, value)).encode(), usedforsecurity=False).hexdigest()
