"""iCalendar (RFC 5545): planned events that have a day, as entries of whole days."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import TextIO

from quidnunc.exports.admission import Wider, reasons
from quidnunc.records import Event
from quidnunc.told import Account, Told

_WIDTH = 75  # octets of a line, its end not counted
_NOT_FACT = {Wider.PLANNED}  # what a calendar is for
_STAMP = "19700101T000000Z"  # of a calendar without dated reports; the standard wants one


class IcalExporter:
    """One entry an event. What is not planned, or only alleged, doubted or denied, is left out."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self._lines("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Quidnunc//events//EN", "CALSCALE:GREGORIAN")

    def write(self, told: Told) -> str | None:
        """Writes one entry."""
        account = told.lead
        event = account.event
        if event.status != "planned":
            return "not planned"
        if (against := next((r.value for r in reasons(event) if r not in _NOT_FACT), None)) is not None:
            return against
        if event.date is None:
            return "undated"
        self._lines("BEGIN:VEVENT", *_entry(account, event), "END:VEVENT")
        return None

    def finalize(self) -> None:
        """Closes the calendar."""
        self._lines("END:VCALENDAR")
        self.stream.flush()

    def _lines(self, *lines: str) -> None:
        for line in lines:
            self.stream.write("\r\n ".join(_folded(line)) + "\r\n")


def _entry(account: Account, event: Event) -> Iterator[str]:
    assert event.date is not None
    published = account.reading.published
    after = datetime.date.fromisoformat(event.date.end) + datetime.timedelta(days=1)
    yield f"UID:{event.id}@quidnunc"
    yield f"DTSTAMP:{published.replace('-', '') + 'T000000Z' if published else _STAMP}"
    yield f"DTSTART;VALUE=DATE:{event.date.start.replace('-', '')}"
    yield f"DTEND;VALUE=DATE:{after.isoformat().replace('-', '')}"
    yield f"SUMMARY:{_text(_summary(account))}"
    told = f"{account.sentence} ({account.publisher}, {published or 'undated'})"
    yield f"DESCRIPTION:{_text(told)}"
    place = account.place
    if place is not None:
        yield f"LOCATION:{_text(place.name)}"
        if place.lat is not None and place.lon is not None:
            yield f"GEO:{place.lat:.6f};{place.lon:.6f}"
    if account.reading.url:
        yield f"URL:{''.join(account.reading.url.split())}"
    yield f"CATEGORIES:{event.type}"
    yield "STATUS:TENTATIVE"
    yield "TRANSP:TRANSPARENT"


def _summary(account: Account) -> str:
    sides = [", ".join(actor.name for actor in side) for side in (account.agents, account.recipients)]
    kind = account.event.type + (f" ({account.event.mode})" if account.event.mode else "")
    return ": ".join(part for part in (kind, " – ".join(side for side in sides if side)) if part)


def _text(value: str) -> str:
    """A value escaped as the standard asks; line ends are written out."""
    for character in ("\\", ";", ","):
        value = value.replace(character, f"\\{character}")
    return "\\n".join(value.splitlines())


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets, none of which cuts a character; all but the first follow a blank."""
    piece, room = "", _WIDTH
    for character in line:
        size = len(character.encode("utf-8", "replace"))
        if size > room:
            yield piece
            piece, room = "", _WIDTH - 1
        piece += character
        room -= size
    yield piece
