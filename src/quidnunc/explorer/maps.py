"""The map: events by place, and how precisely each place is known."""

from __future__ import annotations

from fastapi import APIRouter

from quidnunc.explorer.asking import Moment, Row
from quidnunc.explorer.figures import Chart, chart
from quidnunc.explorer.parameters import Ask, Where
from quidnunc.explorer.series import held
from quidnunc.explorer.specs import world
from quidnunc.explorer.templates import link, static
from quidnunc.explorer.view import Shown, page
from quidnunc.world.filter import Filter

router = APIRouter(tags=["map"])

_MOST = 400  # places on one map
_LISTED = 50

# GeoNames: PCL… are countries and the like; ADM… their divisions; L… and H… areas of land and water; the rest is a spot.
PRECISION = """CASE WHEN starts_with(place_feature, 'PCL') THEN 'country'
    WHEN regexp_matches(place_feature, '^(ADM|RGN|CONT|SEA|OCN|GULF|ISLS|MTS|TERR|ZN)') OR lat IS NULL
    THEN 'region' ELSE 'place' END"""


@page(router, "/map", "map.html", listing=True)
def map_(ask: Ask, where: Where) -> Shown:
    """Where the events happened, as precisely as the texts say: places, regions, or only a country."""
    found = places(ask.moment, where)
    return Shown(
        title="Map",
        data={
            "places": found,
            "nowhere": ask.moment.of(held(where), "count(*) AS events", "WHERE place_id IS NULL")[0]["events"],
        },
        rows="places",
        command=where.command(ask.settings.name),
        extra={"where": where, "listed": _LISTED},
    )


@chart(router, "/charts/map")
def picture(ask: Ask, where: Where) -> Chart:
    """The events on a map of the world."""
    found = places(ask.moment, where)
    spots = [row for row in found if row["precision"] != "country" and row["lat"] is not None]
    countries = [row for row in found if row["precision"] == "country"]
    words = (
        "Circles: the place is known. Dashed rings: only its region. Shades: only the country. Click one for its events"
    )
    return Chart(world(spots, countries, static("countries.json")), found, words)


def places(moment: Moment, where: Filter) -> list[Row]:
    """The places by how many events happened there: ``place``, ``country``, ``precision``, ``lat``, ``lon``, ``events``, …"""
    rows = moment.of(
        held(where),
        f"""place, place_country AS country, {PRECISION} AS precision, any_value(lat) AS lat, any_value(lon) AS lon,
        count(*) AS events, count(*) FILTER (ends_with(quad, 'CONFLICT')) AS conflict""",
        f"WHERE place_id IS NOT NULL GROUP BY place, place_country, precision, place_id ORDER BY events DESC, place LIMIT {_MOST:d}",
    )
    return [
        {
            **row,
            "share": row["conflict"] / row["events"],
            "url": link("/events", held(where), place=row["place"], country=row["country"]),
        }
        for row in rows
    ]
