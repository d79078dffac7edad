"""An incident: all who report one event, side by side, with what they agree on and what they dispute."""

from __future__ import annotations

from typing import Annotated

import msgspec
from fastapi import APIRouter, Path

from quidnunc.explorer.asking import MissingError, Moment, Row
from quidnunc.explorer.parameters import Ask
from quidnunc.explorer.view import Shown, page
from quidnunc.told import Account
from quidnunc.world.filter import Filter
from quidnunc.world.incidents import Incident, incidents_of, taken_back

router = APIRouter(tags=["incidents"])

EventId = Annotated[str, Path(max_length=64, pattern="^[0-9a-zA-Z:_-]+$", description="The id of any event of it.")]
_DAYS = 4  # to either side of the event's day
_REPORTS = 12  # each takes a tenth of a second out of a table of a million events


@page(router, "/incident/{event}", "incident.html")
def incident(ask: Ask, event: EventId) -> Shown:
    """The incident that an event belongs to, as put together from the reports of the days around it."""
    found = incident_of(ask.moment, event)
    agreement = found.agreement
    lead = found.accounts[0]
    return Shown(
        title=_title(lead),
        data={
            "id": found.id,
            "type": lead.event.type,
            "first": found.first,
            "last": found.last,
            "outlets": found.outlets,
            "speakers": found.speakers,
            "agreed": agreement.agreed,
            "disputed": agreement.disputed,
            "magnitudes": msgspec.to_builtins(found.magnitudes),
            "statuses": msgspec.to_builtins(found.statuses),
            "contradictions": msgspec.to_builtins(found.contradictions),
            "accounts": [_account(found, number) for number in range(len(found.accounts))],
            "merges": msgspec.to_builtins(found.merges),
        },
        command=f"quidnunc ask {ask.settings.name} " + " ".join(f"--event {a.event.id}" for a in found.accounts),
    )


def _title(lead: Account) -> str:
    agents, recipients = (", ".join(actor.name for actor in side) for side in (lead.agents, lead.recipients))
    return " – ".join((agents or "Someone", lead.event.type.lower(), *([recipients] if recipients else [])))


def _account(found: Incident, number: int) -> Row:
    account = found.accounts[number]
    date = account.event.date
    return {
        "event": account.event.id,
        "reading": account.reading.id,
        "outlet": account.publisher,
        "published": account.reading.published,
        "independent": found.copies.index(found.copies[number]) == number,
        "agents": [actor.name for actor in account.agents],
        "recipients": [actor.name for actor in account.recipients],
        "date": [date.start, date.end, date.grain] if date else None,
        "place": account.place.name if account.place else None,
        "mode": account.event.mode,
        "status": account.event.status,
        "stance": account.event.stance,
        "said_by": [actor.name for actor in account.said_by],
        "denied_by": [actor.name for actor in account.denied_by],
        "sentence": account.sentence,
        "trigger": account.trigger,
    }


def incident_of(moment: Moment, event: str) -> Incident:
    """The incident of an event.

    Reports further than a few days from the event, or that share neither side with it, cannot tell of the same; only the others
    are looked at.

    Raises:
        MissingError: there is no event of that id.
    """
    rows = [row for row in moment.events(Filter(event=(event,)), limit=2) if row["event"] == event]
    if not rows:
        raise MissingError(f"no event '{event}' in this world")
    return moment.kept(("incident", event), lambda: _put_together(moment, rows[0]))


def _put_together(moment: Moment, row: Row) -> Incident:
    near = (
        moment.ask(
            f"""SELECT reading, min(abs(date_diff('day', day, CAST(? AS DATE)))) AS apart FROM {{events}}
        WHERE type = ? AND day BETWEEN CAST(? AS DATE) - {_DAYS:d} AND CAST(? AS DATE) + {_DAYS:d}
            AND (list_has_any(agent_ids, ?) OR list_has_any(recipient_ids, ?))
        GROUP BY reading ORDER BY apart, reading LIMIT {_REPORTS:d}""",
            (str(row["day"]), row["type"], str(row["day"]), str(row["day"]), row["agent_ids"], row["recipient_ids"]),
        )
        if row["day"] is not None
        else []
    )
    keys = list(dict.fromkeys([row["reading"], *(one["reading"] for one in near)]))
    found = incidents_of(moment.readings(keys), taken_back(moment.world))
    return next(one for one in found if any(account.event.id == row["event"] for account in one.accounts))
