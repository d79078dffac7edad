"""POLECAT: tab-separated, with a header, 40 columns, one event a row; several values of a cell are separated by "; "."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from quidnunc.exports.cells import plain
from quidnunc.exports.codes import Codes, codes
from quidnunc.records import Actor, Place, Reading, Span
from quidnunc.told import Account, Told

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name",
    "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw",
    "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector",
    "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City",
    "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type", "Source",
    "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip
_ORGANISATIONS = ("organisation", "armed_group", "government")


class PolecatExporter:
    """One event a row, as the account that speaks for it has it."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self._codes = codes()
        self._row(COLUMNS)

    def write(self, told: Told) -> None:
        """Writes one row."""
        account = told.lead
        event, reading = account.event, account.reading
        self._row(
            (
                event.id,
                account.day,
                self._codes.type_of(event),
                self._codes.mode_of(event),
                self._codes.score_of(event),
                self._codes.quad_of(event),
                _joined(event.contexts),
                *_side(account.agents, reading, event.evidence.agents, self._codes),
                *_side(account.recipients, reading, event.evidence.recipients, self._codes),
                *_place(account),
                account.publisher,
                reading.published,
                *_story(reading),
                reading.language,
                f"Quidnunc {reading.reader.version}",
            )
        )

    def finalize(self) -> None:
        """Nothing stands at the end."""
        self.stream.flush()

    def _row(self, cells: Iterable[object]) -> None:
        self.stream.write("\t".join(plain(cell) for cell in cells) + "\n")


def _joined(values: Iterable[object]) -> str:
    return "; ".join(plain(value) for value in values if value)


def _side(actors: list[Actor], reading: Reading, spans: Iterable[Span], table: Codes) -> tuple[object, ...]:
    """Name, country, COW number, primary sector, sectors, title (never ours), words in the text, Wikipedia's name."""
    countries = [table.country(actor.country) for actor in actors]
    sectors = list(dict.fromkeys(actor.sector for actor in actors if actor.sector))
    return (
        _joined(actor.name for actor in actors),
        _joined(actor.country for actor in actors),
        _joined(country.cow for country in countries if country),
        sectors[0] if sectors else None,
        _joined(sectors),
        None,
        _joined(reading.text[start:end] for start, end in spans),
        _joined(actor.name for actor in actors if actor.wikidata),
    )


def _place(account: Account) -> tuple[object, ...]:
    place, span = account.place, account.event.evidence.place
    if place is None:
        return (None,) * 10
    return (
        place.name,
        *divisions(place),
        place.country,
        place.lat,
        place.lon,
        place.id if place.id.isdigit() else None,
        account.reading.text[span[0] : span[1]] if span else None,
        place.feature,
    )


def divisions(place: Place) -> tuple[str | None, str | None, str | None]:
    """City, district, province: a place is named on its own level, those above it are not known."""
    feature = place.feature
    return (
        place.name if feature.startswith("PPL") else None,
        place.name if feature.startswith("ADM") and feature != "ADM1" else None,
        place.name if feature == "ADM1" else None,
    )


def _story(reading: Reading) -> tuple[str, str, str]:
    """People, organisations and places that the report mentions by name."""
    named = [actor for actor in reading.actors if not actor.anonymous]
    return (
        _joined(actor.name for actor in named if actor.kind == "person"),
        _joined(actor.name for actor in named if actor.kind in _ORGANISATIONS),
        _joined(place.name for place in reading.places),
    )
