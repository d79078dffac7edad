"""Today: how much there is, what is new, who has most to do with whom, and how the days went."""

from __future__ import annotations

import datetime

from fastapi import APIRouter

from quidnunc.explorer.asking import Moment, Row
from quidnunc.explorer.parameters import Ask
from quidnunc.explorer.view import Shown, page
from quidnunc.world.filter import Filter

router = APIRouter(tags=["world"])

DAYS = 30  # up to the newest report: what is recent
_SHOWN = 10
HELD = "status IN ('happened', 'ongoing')"
COOPERATION, CONFLICT = "ends_with(quad, 'COOPERATION')", "ends_with(quad, 'CONFLICT')"


@page(router, "/", "overview.html")
def overview(ask: Ask) -> Shown:
    """What is new, the counts, the most active dyads, and the events of each month by quad class."""
    moment = ask.moment
    counts = _counts(moment)
    since = _since(counts["newest"])
    recent = Filter(since=since)
    return Shown(
        title="Today",
        data={
            "counts": counts,
            "since": since,
            "newest": newest_articles(moment, since, _SHOWN),
            "dyads": dyads(moment, recent, _SHOWN),
            "types": moment.of(
                recent, "type, quad, count(*) AS events", "GROUP BY ALL ORDER BY events DESC, type LIMIT 8"
            ),
        },
        command=f"quidnunc ask {ask.settings.name} --order newest",
    )


def _counts(moment: Moment) -> Row:
    (row,) = moment.ask(
        f"""SELECT count(*) AS events, count(*) FILTER ({HELD}) AS happened, count(*) FILTER (stance IS NOT NULL) AS attributed,
        count(*) FILTER (len(denied_by) > 0) AS denied, count(DISTINCT outlet) AS outlets,
        min(published) AS oldest, max(published) AS newest FROM {{events}}"""
    )
    articles = moment.kept("articles", lambda: len(moment.world))
    rejected = moment.kept("rejected", lambda: sum(file.rows for file in moment.world.files("rejected")))
    return {"articles": articles, **row, "rejected": rejected}


def _since(newest: str | None) -> str | None:
    """The first recent day."""
    if newest is None:
        return None
    return (datetime.date.fromisoformat(newest[:10]) - datetime.timedelta(days=DAYS)).isoformat()


def newest_articles(moment: Moment, since: str | None, number: int) -> list[Row]:
    """The newest reports, each with how many events it tells."""
    return moment.ask(
        f"""SELECT reading, any_value(title) AS title, any_value(outlet) AS outlet, any_value(published) AS published,
        count(*) AS events, count(*) FILTER ({CONFLICT}) AS conflict, count(*) FILTER ({COOPERATION}) AS cooperation
        FROM {{events}} WHERE published >= ? OR ? IS NULL
        GROUP BY reading ORDER BY published DESC NULLS LAST, events DESC, reading LIMIT {number:d}""",
        (since, since),
    )


def dyads(moment: Moment, where: Filter, number: int) -> list[Row]:
    """Whoever has most to do with each other, in either direction, with cooperation and conflict counted."""
    return moment.of(
        where,
        f"""least(agent, recipient) AS one, greatest(agent, recipient) AS other, count(DISTINCT event) AS events,
        count(DISTINCT event) FILTER ({COOPERATION}) AS cooperation, count(DISTINCT event) FILTER ({CONFLICT}) AS conflict
        FROM (SELECT event, quad, agent, unnest(recipients) AS recipient FROM (
            SELECT event, quad, recipients, unnest(agents) AS agent FROM (SELECT *""",
        f"""WHERE {HELD})))
        WHERE agent <> recipient GROUP BY ALL ORDER BY events DESC, one, other LIMIT {number:d}""",
    )
