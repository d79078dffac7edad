"""The network: who has to do with whom, by quad class, in a span of time."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query

from quidnunc.explorer.asking import Moment, Row
from quidnunc.explorer.figures import Chart, chart
from quidnunc.explorer.parameters import Ask, Where
from quidnunc.explorer.series import held
from quidnunc.explorer.specs import network as network_spec
from quidnunc.explorer.templates import link
from quidnunc.explorer.view import Shown, page
from quidnunc.world.filter import Filter

router = APIRouter(tags=["network"])

Level = Annotated[Literal["actor", "country"], Query(description="Parties by name or by country.")]
Edges = Annotated[int, Query(ge=5, le=300, description="At most so many lines.")]
_EDGES = 60
_SIDES = {
    "actor": ("agents", "recipients"),
    "country": ("list_distinct(agent_countries)", "list_distinct(recipient_countries)"),
}


@page(router, "/network", "network.html", listing=True)
def network(ask: Ask, where: Where, level: Level = "actor", edges: Edges = _EDGES) -> Shown:
    """Who has most to do with whom: pairs with their events by quad class."""
    found = pairs(ask.moment, where, level, edges)
    (span,) = ask.moment.ask(
        "SELECT min(day)::VARCHAR AS first, max(day)::VARCHAR AS last FROM {events} WHERE status IN ('happened', 'ongoing')"
    )
    return Shown(
        title="Network",
        data={"edges": found, "span": span},
        rows="edges",
        command=where.command(ask.settings.name).replace(" ask ", " panel ", 1) + f" network --level {level}",
        extra={"where": where, "level": level},
    )


@chart(router, "/charts/network")
def picture(ask: Ask, where: Where, level: Level = "actor", edges: Edges = _EDGES) -> Chart:
    """The network as a picture."""
    found = pairs(ask.moment, where, level, edges)
    names = sorted({name for row in found for name in (row["one"], row["other"])})
    nodes = [
        {
            "name": name,
            "events": sum(row["events"] for row in found if name in (row["one"], row["other"])),
            "url": link("/actor", where, who=f"{name}:*" if level == "country" else name),
        }
        for name in names
    ]
    lines = [{**row, "source": names.index(row["one"]), "target": names.index(row["other"])} for row in found]
    return Chart(
        network_spec(nodes, lines),
        found,
        "The wider a line, the more events; its colour is the quad class that prevails",
    )


def pairs(moment: Moment, where: Filter, level: str, number: int) -> list[Row]:
    """Pairs, in whatever direction, by how many events they have; ``quad`` is the one that prevails."""
    agents, recipients = _SIDES[level]
    inner, parameters = moment.query.matching(
        held(where), f"event, quad, {agents} AS agents_, {recipients} AS recipients_"
    )
    rows = moment.ask(
        f"""WITH sides AS (SELECT event, quad, agent, unnest(recipients_) AS recipient FROM (
            SELECT event, quad, recipients_, unnest(agents_) AS agent FROM ({inner})
        )), counted AS (
            SELECT least(agent, recipient) AS one, greatest(agent, recipient) AS other, quad, count(DISTINCT event) AS events
            FROM sides WHERE agent <> recipient GROUP BY ALL
        )
        SELECT one, other, sum(events)::BIGINT AS events, arg_max(quad, events) AS quad,
            coalesce(sum(events) FILTER (ends_with(quad, 'COOPERATION')), 0)::BIGINT AS cooperation,
            coalesce(sum(events) FILTER (ends_with(quad, 'CONFLICT')), 0)::BIGINT AS conflict
        FROM counted GROUP BY one, other ORDER BY events DESC, one, other LIMIT {number:d}""",
        parameters,
    )
    suffix = ":*" if level == "country" else ""
    return [{**row, "url": link("/dyad", where, between=[row["one"] + suffix, row["other"] + suffix])} for row in rows]
