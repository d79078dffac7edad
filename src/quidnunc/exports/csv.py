"""CSV: one event a row, flat, for spreadsheets and data frames."""

from __future__ import annotations

import csv
from typing import TextIO

from quidnunc.records import Actor, Event, Reading

COLUMNS = (
    "source", "url", "outlet", "title", "published", "event", "type", "mode", "status", "date_start", "date_end", "date_grain",
    "agents", "agent_countries", "agent_sectors", "recipients", "recipient_countries", "recipient_sectors",
    "place", "place_country", "lat", "lon", "said_by", "stance", "denied_by", "background", "confidence", "contexts",
    "trigger", "sentence",
)  # fmt: skip


class CsvExporter:
    """One event a row; several actors stand in one cell, separated by ``|``."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self._writer = csv.writer(stream, lineterminator="\n")
        self._headed = False

    def write(self, reading: Reading) -> None:
        """Writes the rows of one reading."""
        self._head()
        for event in reading.events:
            self._writer.writerow(self._row(reading, event))

    def finalize(self) -> None:
        """A file without events still has its header."""
        self._head()
        self.stream.flush()

    def _head(self) -> None:
        if not self._headed:
            self._writer.writerow(COLUMNS)
            self._headed = True

    def _row(self, reading: Reading, event: Event) -> list[object]:
        actors = {actor.id: actor for actor in reading.actors}
        agents = [actors[key] for key in event.agents]
        recipients = [actors[key] for key in event.recipients]
        place = next((p for p in reading.places if p.id == event.place), None)
        first = reading.sentences[event.evidence.sentences[0]]
        return [
            reading.source,
            reading.url,
            reading.outlet,
            reading.title,
            reading.published,
            event.id,
            event.type,
            event.mode,
            event.status,
            event.date.start if event.date else None,
            event.date.end if event.date else None,
            event.date.grain if event.date else None,
            *_actor_cells(agents),
            *_actor_cells(recipients),
            place.name if place else None,
            place.country if place else None,
            place.lat if place else None,
            place.lon if place else None,
            "|".join(actors[key].name for key in event.said_by),
            event.stance,
            "|".join(actors[key].name for key in event.denied_by),
            event.background,
            event.confidence,
            "|".join(event.contexts),
            reading.text[event.trigger.start : event.trigger.end],
            " ".join(reading.text[first.start : first.end].split()),
        ]


def _actor_cells(actors: list[Actor]) -> tuple[str, str, str]:
    return (
        "|".join(actor.name for actor in actors),
        "|".join(actor.country or "" for actor in actors),
        "|".join(actor.sector or "" for actor in actors),
    )
