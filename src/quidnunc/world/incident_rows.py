"""Incidents as rows: one an incident, its accounts, disputes and contradictions nested within it."""

from __future__ import annotations

import datetime
from dataclasses import asdict
from typing import Any

import pyarrow as pa

from quidnunc.world.incidents import Incident

_WORD = pa.string()
_LIST = pa.list_(_WORD)
_REPORTED = pa.list_(pa.struct({"day": _WORD, "value": _WORD, "events": _LIST}.items()))
_VOICES = pa.list_(
    pa.struct(
        {"side": _WORD, "speaker": _WORD, "outlet": _WORD, "day": _WORD, "event": _WORD, "sentence": _WORD}.items()
    )
)
_ACCOUNT = pa.struct(
    {
        "event": _WORD,
        "reading": _WORD,
        "source": _WORD,
        "outlet": _WORD,
        "published": _WORD,
        "independent": pa.bool_(),
        "sentence": _WORD,
    }.items()
)
_MERGE = pa.struct({"id": _WORD, "one": _WORD, "other": _WORD, "reasons": _LIST}.items())

SCHEMA = pa.schema(
    {
        "id": _WORD,
        "type": _WORD,
        "mode": _WORD,
        "agents": _LIST,
        "recipients": _LIST,
        "day": pa.date32(),
        "place": _WORD,
        "status": _WORD,
        "reports": pa.int32(),
        "independent": pa.int32(),
        "outlets": _LIST,
        "speakers": _LIST,
        "first": _WORD,
        "last": _WORD,
        "agreed": pa.map_(_WORD, _WORD),
        "disputed": pa.map_(_WORD, pa.map_(_WORD, _LIST)),
        "magnitudes": pa.map_(_WORD, _REPORTED),
        "statuses": _REPORTED,
        "contradictions": pa.list_(pa.struct({"yes": _VOICES, "no": _VOICES}.items())),
        "sentence": _WORD,
        "accounts": pa.list_(_ACCOUNT),
        "merges": pa.list_(_MERGE),
        "events": _LIST,
    }.items()
)
"""``independent`` counts the outlets; type, mode, sides, day, place, status and sentence are those of the account that leads."""


def row_of(incident: Incident) -> dict[str, Any]:
    """An incident as plain values, in the order of ``SCHEMA``."""
    lead = incident.accounts[0]
    agreement, outlets = incident.agreement, incident.outlets
    return {
        "id": incident.id,
        "type": lead.event.type,
        "mode": lead.event.mode,
        "agents": [actor.name for actor in lead.agents],
        "recipients": [actor.name for actor in lead.recipients],
        "day": lead.day,
        "place": lead.place.name if lead.place else None,
        "status": lead.event.status,
        "reports": incident.reports,
        "independent": len(outlets),
        "outlets": outlets,
        "speakers": incident.speakers,
        "first": incident.first,
        "last": incident.last,
        "agreed": agreement.agreed,
        "disputed": agreement.disputed,
        "magnitudes": {what: [asdict(one) for one in numbers] for what, numbers in incident.magnitudes.items()},
        "statuses": [asdict(one) for one in incident.statuses],
        "contradictions": [asdict(one) for one in incident.contradictions],
        "sentence": lead.sentence,
        "accounts": [
            {
                "event": account.event.id,
                "reading": account.reading.id,
                "source": account.reading.source,
                "outlet": account.reading.outlet,
                "published": account.reading.published,
                "independent": incident.copies.index(copy) == number,
                "sentence": account.sentence,
            }
            for number, (account, copy) in enumerate(zip(incident.accounts, incident.copies, strict=True))
        ],
        "merges": [asdict(merge) for merge in incident.merges],
        "events": [account.event.id for account in incident.accounts],
    }


def table_of(incidents: list[Incident]) -> pa.Table:
    """Incidents as an Arrow table of ``SCHEMA``."""
    rows = [row_of(incident) for incident in incidents]
    for row in rows:
        row["day"] = datetime.date.fromisoformat(row["day"]) if row["day"] else None
    return pa.Table.from_pylist(rows, schema=SCHEMA)
