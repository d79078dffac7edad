"""Two actors: what either does to the other over time."""

from __future__ import annotations

from fastapi import APIRouter

from quidnunc.explorer.figures import Chart, chart
from quidnunc.explorer.overview import dyads
from quidnunc.explorer.parameters import Ask, Where
from quidnunc.explorer.series import held, narrowed, period_for, series
from quidnunc.explorer.specs import bars
from quidnunc.explorer.view import Shown, page
from quidnunc.world.filter import Filter

router = APIRouter(tags=["dyads"])

_SHOWN = 30


def directions(where: Filter) -> dict[str, Filter]:
    """The filter for what each of the two does to the other, by a name for the direction."""
    if not where.between:
        return {}
    one, other = where.between
    return {
        f"{agent} → {recipient}": narrowed(where, between=None, agent=agent, recipient=recipient)
        for agent, recipient in ((one, other), (other, one))
    }


@page(router, "/dyad", "dyad.html", listing=True)
def dyad(ask: Ask, where: Where) -> Shown:
    """What two actors do to each other, both directions; without ``between``, the pairs that have most to do with each other."""
    moment = ask.moment
    sides = {
        name: {
            "total": moment.count(held(one)),
            "types": moment.of(
                held(one), "type, quad, count(*) AS events", "GROUP BY ALL ORDER BY events DESC, type LIMIT 8"
            ),
        }
        for name, one in directions(where).items()
    }
    return Shown(
        title=" and ".join(where.between) if where.between else "Dyads",
        data={
            "sides": sides,
            "events": moment.events(where, order="newest", limit=_SHOWN) if where.between else [],
            "dyads": [] if where.between else dyads(moment, where, _SHOWN),
        },
        rows="events" if where.between else "dyads",
        command=where.command(ask.settings.name),
        extra={"where": where, "directions": directions(where)},
    )


@chart(router, "/charts/dyad")
def both(ask: Ask, where: Where) -> Chart:
    """Both directions between two actors over time, cooperation above and conflict below."""
    period = period_for(ask.moment, where)
    rows = [
        {"direction": name, **row} for name, one in directions(where).items() for row in series(ask.moment, one, period)
    ]
    return Chart(
        bars(rows, period, sides=True), rows, f"What either did to the other, by {period}; click a bar for its events"
    )
