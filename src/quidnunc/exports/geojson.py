"""GeoJSON (RFC 7946): a feature an event that has coordinates, with whether it happened and on whose word beside it."""

from __future__ import annotations

from typing import Any, TextIO

import msgspec

from quidnunc.records import Actor
from quidnunc.told import Account, Told


class GeojsonExporter:
    """One collection of points; positions are longitude, then latitude, in WGS 84 degrees."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self._count = 0

    def write(self, told: Told) -> str | None:
        """Writes one feature; an event without coordinates is left out."""
        place = told.lead.place
        if place is None or place.lat is None or place.lon is None:
            return "without coordinates"
        feature = {
            "type": "Feature",
            "id": told.lead.event.id,
            "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]},
            "properties": _properties(told),
        }
        self.stream.write('{"type":"FeatureCollection","features":[\n' if self._count == 0 else ",\n")
        self.stream.write(msgspec.json.encode(feature).decode("utf-8"))
        self._count += 1
        return None

    def finalize(self) -> None:
        """Closes the collection."""
        self.stream.write('{"type":"FeatureCollection","features":[]}\n' if self._count == 0 else "\n]}\n")
        self.stream.flush()


def _properties(told: Told) -> dict[str, Any]:
    account = told.lead
    event, place = account.event, account.place
    return {
        "type": event.type,
        "mode": event.mode,
        "status": event.status,
        "stance": event.stance,
        "agents": _names(account.agents),
        "recipients": _names(account.recipients),
        "said_by": _names(account.said_by),
        "denied_by": _names(account.denied_by),
        "date_start": event.date.start if event.date else None,
        "date_end": event.date.end if event.date else None,
        "place": place.name if place else None,
        "country": place.country if place else None,
        "feature": place.feature if place else None,
        "confidence": event.confidence,
        "sentence": account.sentence,
        "reports": len(told.accounts),
        "outlets": _outlets(told.accounts),
        "url": account.address,
    }


def _names(actors: list[Actor]) -> str:
    return "; ".join(actor.name for actor in actors)


def _outlets(accounts: tuple[Account, ...]) -> str:
    return "; ".join(sorted({account.publisher for account in accounts}))
