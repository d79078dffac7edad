"""PLOVER JSON: a list of objects with the 23 fields of the PLOVER exchange format, one a line."""

from __future__ import annotations

from typing import Any, TextIO

import msgspec

from quidnunc.exports.codes import codes
from quidnunc.records import Actor, Span
from quidnunc.told import Account, Told

FIELDS = (
    "id", "has_event", "date", "time", "enddate", "endtime", "actor", "recipient", "event", "event_loc", "event_text",
    "quad_code", "event_scale", "mode", "context", "link", "text", "text_info", "cite_info", "coder", "coded_date",
    "coded_time", "comment",
)  # fmt: skip


class PloverExporter:
    """One object an event; hours are not known, and who coded it is this version of Quidnunc."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self._codes = codes()
        self._count = 0

    def write(self, told: Told) -> None:
        """Writes one object."""
        account = told.lead
        event, reading = account.event, account.reading
        values: dict[str, Any] = dict.fromkeys(FIELDS)
        values |= {
            "id": event.id,
            "has_event": True,
            "date": event.date.start if event.date else None,
            "enddate": event.date.end if event.date else None,
            "actor": _side(account.agents, account, event.evidence.agents),
            "recipient": _side(account.recipients, account, event.evidence.recipients),
            "event": self._codes.type_of(event),
            "event_loc": _place(account),
            "event_text": account.trigger,
            "quad_code": self._codes.quad_of(event),
            "event_scale": self._codes.score_of(event),
            "mode": self._codes.mode_of(event),
            "context": list(event.contexts),
            "link": [other.event.id for other in told.others],
            "text": account.sentence,
            "text_info": {"sentence": account.sentence_number, "language": reading.language, "story": reading.id},
            "cite_info": {
                "publisher": account.publisher,
                "title": reading.title,
                "url": account.address,
                "date": reading.published,
            },
            "coder": f"Quidnunc {reading.reader.version}, codebook {reading.reader.codebook}",
        }
        self.stream.write("[\n" if self._count == 0 else ",\n")
        self.stream.write(msgspec.json.encode(values).decode("utf-8"))
        self._count += 1

    def finalize(self) -> None:
        """Closes the list."""
        self.stream.write("[]\n" if self._count == 0 else "\n]\n")
        self.stream.flush()


def _side(actors: list[Actor], account: Account, spans: tuple[Span, ...]) -> list[dict[str, Any]]:
    """Actors with the words that name them, where there are as many."""
    words = [account.reading.text[start:end] for start, end in spans]
    texts: list[str | None] = [*words] if len(words) == len(actors) else [None] * len(actors)
    return [
        {
            "name": actor.name,
            "text": text,
            "country": actor.country,
            "sector": actor.sector,
            "wikidata": actor.wikidata,
        }
        for actor, text in zip(actors, texts, strict=True)
    ]


def _place(account: Account) -> dict[str, Any] | None:
    place = account.place
    if place is None:
        return None
    return {"name": place.name, "country": place.country, "lat": place.lat, "lon": place.lon, "geonames": place.id}
