"""Events and search: a listing narrowed by words and filters, with the facets by which to narrow it further."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query

from quidnunc.explorer.asking import Moment, Row
from quidnunc.explorer.parameters import Ask, PageNumber, Where
from quidnunc.explorer.view import Shown, page
from quidnunc.world.filter import Filter

router = APIRouter(tags=["events"])

_SIZE = 50
_FACET = 8

FACETS = {
    "type": ("type", "Type"),
    "status": ("status", "Status"),
    "quad": ("quad", "Quad class"),
    "stance": ("coalesce(stance, 'none')", "Stance"),
    "country": ("place_country", "Country"),
    "outlet": ("outlet", "Outlet"),
}
"""The filters that are offered with counts: the column, and the heading."""

Order = Annotated[Literal["newest", "day", "confidence"], Query(description="What comes first.")]
Size = Annotated[int, Query(ge=1, le=10_000, description="Events a page.")]


@page(router, "/events", "events.html", listing=True)
def events(ask: Ask, where: Where, order: Order = "newest", number: PageNumber = 1, size: Size = _SIZE) -> Shown:
    """The events that pass the filters, with facets.

    The filters are those of ``quidnunc ask``; several values of one filter mean any of them, several filters all of them.
    """
    total = ask.moment.count(where)
    rows = ask.moment.events(where, order=order, limit=size, offset=(number - 1) * size)
    return Shown(
        title="Events",
        data={
            "total": total,
            "page": number,
            "last": max(1, -(-total // size)),
            "events": rows,
            "facets": facets(ask.moment, where),
        },
        rows="events",
        command=f"{where.command(ask.settings.name)} --order {order}",
        extra={"where": where, "order": order, "size": size},
    )


def facets(moment: Moment, where: Filter) -> dict[str, list[Row]]:
    """For each facet its commonest values among the events, with counts: in one pass over them."""
    columns = ", ".join(f"{column} AS f{number}" for number, (column, _) in enumerate(FACETS.values()))
    sets = ", ".join(f"(f{number})" for number in range(len(FACETS)))
    sql, parameters = moment.query.matching(where, columns)
    found = moment.ask(
        f"""WITH counted AS (
            SELECT grouping_id({", ".join(f"f{n}" for n in range(len(FACETS)))}) AS facet,
                coalesce({", ".join(f"f{n}" for n in range(len(FACETS)))}) AS value, count(*) AS events
            FROM ({sql}) GROUP BY GROUPING SETS ({sets})
        )
        SELECT facet, value, events FROM counted WHERE value IS NOT NULL
        QUALIFY row_number() OVER (PARTITION BY facet ORDER BY events DESC, value) <= {_FACET} ORDER BY events DESC, value""",
        parameters,
    )
    # grouping_id has a bit for each column that is not grouped by, the first column's the highest.
    whole = (1 << len(FACETS)) - 1
    names = {whole ^ (1 << (len(FACETS) - 1 - number)): name for number, name in enumerate(FACETS)}
    out: dict[str, list[Row]] = {name: [] for name in FACETS}
    for row in found:
        out[names[row["facet"]]].append({"value": row["value"], "events": row["events"]})
    return out
