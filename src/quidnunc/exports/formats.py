"""The formats of ``quidnunc export``, by name. A new one is a new module and one line here.

Modules are named, not imported, so that each format's libraries are loaded only where it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol, TextIO, cast, runtime_checkable

from quidnunc.records import Reading
from quidnunc.told import Told


class EventExporter(Protocol):
    """Writes events."""

    def write(self, told: Told) -> str | None:
        """Writes one event, or says why the format leaves it out."""

    def finalize(self) -> None:
        """Writes what must stand at the end."""


@runtime_checkable
class TakesReadings(Protocol):
    """An exporter that wants the articles too."""

    def take(self, reading: Reading) -> None:
        """Writes one article."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format.

    Attributes:
        maker: module and class of its exporter.
        what: what it writes, for people.
        as_facts: the format has no field for whether an event happened and on whose word, so the rule of admission holds.
        merged: each incident is one event, unless told otherwise.
        binary: it is written to a path, not to a stream of text.
    """

    maker: str
    what: str
    as_facts: bool = True
    merged: bool = False
    binary: bool = False

    def make(self, target: TextIO | Path) -> EventExporter:
        """Its exporter, writing to a stream or, where it is binary, to a path."""
        module, name = self.maker.split(":")
        maker = getattr(import_module(f"quidnunc.exports.{module}"), name)
        return cast(Callable[[TextIO | Path], EventExporter], maker)(target)


FORMATS = {
    "csv": Format("csv:EventsCsvExporter", "one event a row, for spreadsheets and data frames", as_facts=False),
    "csv-raw": Format(
        "csv:RawCsvExporter", "the same with text that looks like a formula left as it is", as_facts=False
    ),
    "parquet": Format("parquet:ParquetExporter", "one event a row, typed columns", as_facts=False, binary=True),
    "duckdb": Format(
        "database:DuckdbExporter", "a database of events, articles and parties", as_facts=False, binary=True
    ),
    "geojson": Format("geojson:GeojsonExporter", "events with coordinates as points", as_facts=False),
    "ical": Format("ical:IcalExporter", "planned events that have a day", as_facts=False),
    "polecat": Format("polecat:PolecatExporter", "POLECAT's 40 columns"),
    "icews": Format("icews:IcewsExporter", "ICEWS's 20 columns, one dyad a row"),
    "gdelt-events": Format("gdelt:GdeltEventsExporter", "GDELT 2's 61 columns, no header", merged=True),
    "gdelt-mentions": Format("gdelt:GdeltMentionsExporter", "GDELT 2's table of mentions, 16 columns", merged=True),
    "plover": Format("plover:PloverExporter", "PLOVER's JSON, 23 fields"),
    "ftm": Format("ftm:FtmEntitiesExporter", "FollowTheMoney entities, one a line"),
    "ftm-statements": Format("ftm:FtmStatementsExporter", "FollowTheMoney statements, CSV"),
    "graphml": Format("graph:GraphmlExporter", "who does what to whom as a network"),
    "gexf": Format("graph:GexfExporter", "the same network for Gephi"),
}
