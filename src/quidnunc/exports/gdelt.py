"""GDELT 2: events (61 columns) and mentions (16), tab-separated, no header, a row for each agent with each recipient.

What GDELT's columns mean that Quidnunc does not know stays empty: tone, ethnic and religious codes, where actors are,
administrative divisions. Everything else follows GDELT's codebook 2.0.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import TextIO

from quidnunc.exports.cells import plain
from quidnunc.exports.codes import QUAD_NUMBERS, Codes, codes
from quidnunc.exports.numbers import number_of
from quidnunc.records import Actor, Place
from quidnunc.told import Account, Told

_ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code",
    "Type2Code", "Type3Code",
)  # fmt: skip
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
EVENT_COLUMNS = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor1{name}" for name in _ACTOR),
    *(f"Actor2{name}" for name in _ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions",
    "NumSources", "NumArticles", "AvgTone",
    *(f"{who}Geo_{name}" for who in ("Actor1", "Actor2", "Action") for name in _GEO),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
MENTION_COLUMNS = (
    "GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier",
    "SentenceID", "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence", "MentionDocLen",
    "MentionDocTone", "MentionDocTranslationInfo", "Extras",
)  # fmt: skip
LEAD = 3  # sentences: what stands in them is what the report is about
_WEB, _CITED = 1, 2  # kinds of mention: an address on the web, or another citation
_COUNTRY, _CITY, _DIVISION = 1, 4, 5  # kinds of place


class GdeltEventsExporter:
    """One row an event and dyad; mentions, sources and articles are counted over all its accounts."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self._codes = codes()

    def write(self, told: Told) -> str | None:
        """Writes the rows of an event; one that nothing dates is left out, as GDELT knows none such."""
        account = told.lead
        if account.day is None:
            return "undated"
        event = account.event
        code = self._codes.code_of(event).code
        base, root = (code[:3], code[:2])
        published = [a.reading.published for a in told.accounts if a.reading.published]
        for agent, recipient in account.pairs():
            cells = (
                event_number(told, agent, recipient),
                *_dates(account.day),
                *_actor(agent, self._codes),
                *_actor(recipient, self._codes),
                int(_is_root(account)),
                code,
                base,
                root,
                QUAD_NUMBERS[self._codes.quad_of(event)],
                self._codes.score_of(event),
                sum(len(a.event.evidence.sentences) for a in told.accounts),
                len({a.publisher for a in told.accounts}),
                len({a.reading.id for a in told.accounts}),
                None,
                *_geo(None, self._codes),
                *_geo(None, self._codes),
                *_geo(account.place, self._codes),
                _moment(min(published, default=account.day)),
                account.address,
            )
            _row(self.stream, cells)
        return None

    def finalize(self) -> None:
        """Nothing stands at the end."""
        self.stream.flush()


class GdeltMentionsExporter:
    """One row a sentence that tells of an event, for each of its dyads; ids are those of the table of events."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    def write(self, told: Told) -> str | None:
        """Writes the rows of an event; those that nothing dates have none in the table of events either."""
        day = told.lead.day
        if day is None:
            return "undated"
        for agent, recipient in told.lead.pairs():
            number = event_number(told, agent, recipient)
            for account in told.accounts:
                for sentence in account.event.evidence.sentences:
                    _row(self.stream, (number, *_mention(account, sentence, day)))
        return None

    def finalize(self) -> None:
        """Nothing stands at the end."""
        self.stream.flush()


def event_number(told: Told, agent: Actor | None, recipient: Actor | None) -> int:
    """The id of an event and dyad."""
    return number_of(told.lead.event.id, agent and agent.id, recipient and recipient.id)


def _row(stream: TextIO, cells: Iterable[object]) -> None:
    stream.write("\t".join(plain(cell) for cell in cells) + "\n")


def _dates(day: str) -> Iterator[object]:
    """SQLDATE, MonthYear, Year, and the year with the share of it that has passed."""
    date = datetime.date.fromisoformat(day)
    yield from (day.replace("-", ""), day[:7].replace("-", ""), date.year)
    yield f"{date.year + (date.timetuple().tm_yday - 1) / 365:.4f}"


def _moment(day: str) -> str:
    return f"{day.replace('-', '')}000000"


def _is_root(account: Account) -> bool:
    """Whether the report is about it: it stands in the opening sentences, and is no background."""
    return account.sentence_number < LEAD and not account.event.background


def _actor(actor: Actor | None, table: Codes) -> tuple[object, ...]:
    if actor is None:
        return (None,) * len(_ACTOR)
    country, sector = table.country(actor.country), table.sectors.get(actor.sector or "")
    kind = None if sector is None or actor.kind == "state" else sector.cameo
    return (
        table.cameo_actor(actor) or None,
        actor.name.upper(),
        country.cameo if country else None,
        *(None,) * 4,
        kind,
        None,
        None,
    )


def _geo(place: Place | None, table: Codes) -> tuple[object, ...]:
    if place is None:
        return (None,) * len(_GEO)
    country = table.country(place.country)
    kind = _COUNTRY if place.feature.startswith("PCL") else _DIVISION if place.feature.startswith("ADM") else _CITY
    names = [place.name] if kind == _COUNTRY or country is None else [place.name, country.name]
    return (
        kind,
        ", ".join(names),
        country.fips if country else None,
        None,
        None,
        place.lat,
        place.lon,
        place.id,
    )


def _mention(account: Account, sentence: int, day: str) -> tuple[object, ...]:
    event, reading = account.event, account.reading
    span = reading.sentences[sentence]

    def offset(spans: Iterable[tuple[int, int]]) -> int:
        """Where words stand in the report; -1, as GDELT has it, where the sentence does not hold them."""
        return next((s for s, _ in spans if span.start <= s < span.end), -1)

    return (
        _moment(day),
        _moment(reading.published or day),
        _WEB if reading.url else _CITED,
        account.publisher,
        account.address,
        sentence + 1,
        offset(event.evidence.agents),
        offset(event.evidence.recipients),
        offset([(event.trigger.start, event.trigger.end)]),
        1,
        round(100 * event.confidence / 10) * 10,
        len(reading.text),
        None,
        None,
        None,
    )
