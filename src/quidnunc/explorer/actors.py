"""An actor: what the gazetteer knows of it, whom it meets, helps, accuses and attacks, what it claims and what is claimed of it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from quidnunc.explorer.asking import Moment, Row
from quidnunc.explorer.cards import cards_of
from quidnunc.explorer.figures import Chart, chart
from quidnunc.explorer.parameters import Ask, Where
from quidnunc.explorer.series import held, narrowed, period_for, series
from quidnunc.explorer.specs import bars
from quidnunc.explorer.view import Shown, page
from quidnunc.world.filter import Filter

router = APIRouter(tags=["actors"])

Who = Annotated[
    str, Query(min_length=1, max_length=200, description="As the filters name actors: Russia, RUS:GOV, member:NATO …")
]
_SHOWN = 15

DEEDS = {
    "meets": "type = 'CONSULT'",
    "helps": "quad = 'MATERIAL COOPERATION'",
    "accuses": "type = 'ACCUSE'",
    "attacks": "type = 'ASSAULT'",
}
"""The columns of whom an actor deals with."""
LINKS = {
    "meets": {"type": "CONSULT"},
    "helps": {"quad": "MATERIAL COOPERATION"},
    "accuses": {"type": "ACCUSE"},
    "attacks": {"type": "ASSAULT"},
}
"""The filters that give the events of each."""


@page(router, "/actor", "actor.html")
def actor(ask: Ask, who: Who, where: Where) -> Shown:
    """An actor's record: its events over time, whom it deals with and how, what it claims and what is claimed of it."""
    moment = ask.moment
    claims = narrowed(where, speaker=who)
    claimed = narrowed(where, agent=who, voice="attributed")
    whole = narrowed(where, actor=who)
    (seen,) = moment.of(whole, "count(*) AS events, max(day)::VARCHAR AS last")
    day = seen["last"]
    return Shown(
        title=who,
        data={
            "who": who,
            "total": seen["events"],
            "does": counterparts(moment, narrowed(where, agent=who), who, "recipients"),
            "suffers": counterparts(moment, narrowed(where, recipient=who), who, "agents"),
            "claims": moment.events(claims, order="newest", limit=_SHOWN),
            "claimed": moment.events(claimed, order="newest", limit=_SHOWN),
            "events": moment.events(whole, order="newest", limit=_SHOWN),
            "cards": cards_of(who, day),
        },
        rows="events",
        command=whole.command(ask.settings.name),
        extra={"where": where, "links": LINKS, "day": day},
    )


def counterparts(moment: Moment, where: Filter, who: str, side: str) -> list[Row]:
    """Who stands on the other side, with the events of each kind that happened or go on."""
    counted = ", ".join(f"count(DISTINCT event) FILTER ({test}) AS {name}" for name, test in DEEDS.items())
    inner, parameters = moment.query.matching(held(where), f"event, type, quad, agent_ids, recipient_ids, {side}")
    return moment.ask(
        f"""SELECT other, count(DISTINCT event) AS events, {counted},
        count(DISTINCT event) FILTER (ends_with(quad, 'COOPERATION')) AS cooperation,
        count(DISTINCT event) FILTER (ends_with(quad, 'CONFLICT')) AS conflict
        FROM (SELECT event, type, quad, unnest({side}) AS other FROM ({inner}))
        WHERE other <> ? GROUP BY other ORDER BY events DESC, other LIMIT {_SHOWN:d}""",
        (*parameters, who),
    )


@chart(router, "/charts/months")
def months(ask: Ask, where: Where) -> Chart:
    """The events that pass the filters, by period and quad class, cooperation above and conflict below."""
    period = period_for(ask.moment, where)
    rows = series(ask.moment, where, period)
    words = f"Events that happened or go on, by {period}; click a bar for its events"
    return Chart(bars(rows, period), rows, words)
