"""CSV: one event a row, flat, for spreadsheets and data frames; no cell of text is taken for a formula."""

from __future__ import annotations

import csv
from typing import TextIO

from quidnunc.exports.cells import cell, spreadsheet_safe
from quidnunc.records import Actor, Reading
from quidnunc.told import Told, told_by

COLUMNS = (
    "source", "url", "outlet", "title", "published", "event", "type", "mode", "status", "date_start", "date_end", "date_grain",
    "agents", "agent_countries", "agent_sectors", "recipients", "recipient_countries", "recipient_sectors",
    "place", "place_country", "lat", "lon", "said_by", "stance", "denied_by", "background", "confidence", "contexts",
    "trigger", "sentence", "reports", "outlets",
)  # fmt: skip


class EventsCsvExporter:
    """One event a row; several actors stand in one cell, separated by ``|``.

    Text that a spreadsheet would take for a formula gets an apostrophe before it.
    """

    for_spreadsheets = True

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self._writer = csv.writer(stream, lineterminator="\n")
        self._writer.writerow(COLUMNS)

    def write(self, told: Told) -> None:
        """Writes one row."""
        cells = [cell(value) for value in _row(told)]
        self._writer.writerow([spreadsheet_safe(value) for value in cells] if self.for_spreadsheets else cells)

    def finalize(self) -> None:
        """Nothing stands at the end."""
        self.stream.flush()


class RawCsvExporter(EventsCsvExporter):
    """The same with all text as it is, for programs: to a spreadsheet it may be dangerous."""

    for_spreadsheets = False


class CsvExporter:
    """The events of readings, as ``EventsCsvExporter`` writes them; no events still make a header."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self._events = EventsCsvExporter(stream)

    def write(self, reading: Reading) -> None:
        """Writes the rows of one reading."""
        for told in told_by(reading):
            self._events.write(told)

    def finalize(self) -> None:
        """Nothing stands at the end."""
        self._events.finalize()


def _row(told: Told) -> list[object]:
    account = told.lead
    event, reading, place = account.event, account.reading, account.place
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
        *_actor_cells(account.agents),
        *_actor_cells(account.recipients),
        place.name if place else None,
        place.country if place else None,
        place.lat if place else None,
        place.lon if place else None,
        "|".join(actor.name for actor in account.said_by),
        event.stance,
        "|".join(actor.name for actor in account.denied_by),
        event.background,
        event.confidence,
        "|".join(event.contexts),
        account.trigger,
        account.sentence,
        len(told.accounts),
        "|".join(sorted({one.publisher for one in told.accounts})),
    ]


def _actor_cells(actors: list[Actor]) -> tuple[str, str, str]:
    return (
        "|".join(actor.name for actor in actors),
        "|".join(actor.country or "" for actor in actors),
        "|".join(actor.sector or "" for actor in actors),
    )
