"""Claims: who says what of whom, who denies it, and where word still stands against word."""

from __future__ import annotations

from fastapi import APIRouter

from quidnunc.explorer.asking import Moment, Row
from quidnunc.explorer.parameters import Ask, Where
from quidnunc.explorer.series import narrowed
from quidnunc.explorer.view import Shown, page
from quidnunc.world.filter import Filter

router = APIRouter(tags=["claims"])

_SHOWN = 30


@page(router, "/claims", "claims.html", listing=True)
def claims(ask: Ask, where: Where) -> Shown:
    """Who asserts, alleges, denies and doubts how much, what is denied by whom, and who is accused by whom."""
    moment = ask.moment
    attributed = narrowed(where, voice="attributed")
    return Shown(
        title="Claims",
        data={
            "speakers": speakers(moment, attributed),
            "accusations": accusations(moment, attributed),
            "denied": denied(moment, where),
            "claims": moment.events(attributed, order="newest", limit=_SHOWN),
            "total": moment.count(attributed),
        },
        rows="claims",
        command=attributed.command(ask.settings.name),
        extra={"where": where},
    )


def speakers(moment: Moment, where: Filter) -> list[Row]:
    """Who speaks: claims by stance, and how many of them somebody denies."""
    inner, parameters = moment.query.matching(where, "stance, said_by, len(denied_by) > 0 AS denied")
    stances = ", ".join(
        f"count(*) FILTER (stance = '{stance}') AS {stance}" for stance in ("asserts", "alleges", "denies", "doubts")
    )
    return moment.ask(
        f"""SELECT speaker, count(*) AS claims, {stances}, count(*) FILTER (denied) AS denied
        FROM (SELECT stance, denied, unnest(said_by) AS speaker FROM ({inner}))
        GROUP BY speaker ORDER BY claims DESC, speaker LIMIT {_SHOWN:d}""",
        parameters,
    )


def accusations(moment: Moment, where: Filter) -> list[Row]:
    """Conflict that a speaker says somebody did: speaker, of whom, types, how many are denied."""
    inner, parameters = moment.query.matching(where, "type, quad, said_by, agents, len(denied_by) > 0 AS denied, event")
    return moment.ask(
        f"""SELECT speaker, target, count(*) AS claims, list_sort(list_distinct(list(type))) AS types,
            count(*) FILTER (denied) AS denied
        FROM (SELECT speaker, unnest(agents) AS target, type, denied FROM (
            SELECT unnest(said_by) AS speaker, agents, type, denied FROM ({inner}) WHERE ends_with(quad, 'CONFLICT')))
        WHERE speaker <> target GROUP BY speaker, target ORDER BY claims DESC, speaker, target LIMIT {_SHOWN:d}""",
        parameters,
    )


def denied(moment: Moment, where: Filter) -> list[Row]:
    """The newest events that somebody denies: word against word."""
    inner, parameters = moment.query.matching(where, "*")
    return moment.ask(
        f"SELECT * FROM ({inner}) WHERE len(denied_by) > 0 ORDER BY day DESC NULLS LAST, event LIMIT {_SHOWN:d}",
        parameters,
    )
