"""ICEWS: tab-separated, with a header, 20 columns, a row for each agent with each recipient, CAMEO codes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from quidnunc.exports.cells import plain
from quidnunc.exports.codes import Codes, codes
from quidnunc.exports.numbers import number_of
from quidnunc.exports.polecat import divisions
from quidnunc.records import Actor
from quidnunc.told import Account, Told

COLUMNS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code", "Intensity",
    "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher", "City", "District",
    "Province", "Country", "Latitude", "Longitude",
)  # fmt: skip


class IcewsExporter:
    """Dyads; a side that is not named stays empty. Sentences are counted from 1."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self._codes = codes()
        self._row(COLUMNS)

    def write(self, told: Told) -> None:
        """Writes a row for each dyad of an event."""
        account = told.lead
        event, reading = account.event, account.reading
        code = self._codes.code_of(event)
        for agent, recipient in account.pairs():
            self._row(
                (
                    number_of(event.id, agent and agent.id, recipient and recipient.id),
                    account.day,
                    *_side(agent, self._codes),
                    code.name,
                    code.code,
                    self._codes.score_of(event),
                    *_side(recipient, self._codes),
                    number_of(reading.id),
                    account.sentence_number + 1,
                    account.publisher,
                    *_place(account, self._codes),
                )
            )

    def finalize(self) -> None:
        """Nothing stands at the end."""
        self.stream.flush()

    def _row(self, cells: Iterable[object]) -> None:
        self.stream.write("\t".join(plain(cell) for cell in cells) + "\n")


def _side(actor: Actor | None, table: Codes) -> tuple[str | None, str | None, str | None]:
    if actor is None:
        return None, None, None
    sector, country = table.sectors.get(actor.sector or ""), table.country(actor.country)
    return actor.name, sector.icews if sector else actor.sector, country.name if country else None


def _place(account: Account, table: Codes) -> tuple[object, ...]:
    place = account.place
    if place is None:
        return (None,) * 6
    country = table.country(place.country)
    return (*divisions(place), country.name if country else None, place.lat, place.lon)
