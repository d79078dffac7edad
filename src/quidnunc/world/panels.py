"""Ready-made tables: what people else build by hand from events, in one call.

All count events that happened or go on, unless the filter names statuses of its own, and tell those in the newspapers' own
voice from those on somebody's word. An event counts in the period of its first day; one whose date is coarser than the
period ("in 2006", by months) is left out, and ``left_out`` says how many were.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from quidnunc.errors import FilterError
from quidnunc.world.actors import actor_clause
from quidnunc.world.filter import Filter
from quidnunc.world.query import Answer, Query

PERIODS = ("day", "week", "month", "quarter", "year")
LEVELS = {"country": "countries", "actor": "names"}
QUADS = ("VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT")

_COUNTS = """count(*) AS events, count_if(own) AS own_voice, count_if(NOT own) AS claimed, count_if(denied) AS denied,
    avg(score) AS mean_score, avg(score) FILTER (own) AS mean_score_own_voice, sum(score) AS sum_score"""


@dataclass(frozen=True, slots=True)
class Panel:
    """Makes the tables.

    Args:
        query: the world asked.
        where: which events; by default all that happened or go on.
        period: ``day``, ``week`` (from Monday), ``month``, ``quarter`` or ``year``; each is named by its first day.
        level: who the parties are: ``country`` (ISO 3166 codes, of whatever actor of it) or ``actor`` (names).
        coarse: count events that are dated more coarsely than the period on their first day instead of leaving them out.

    Raises:
        FilterError: a period or level that there is not.
    """

    query: Query
    where: Filter | None = None
    period: str = "month"
    level: str = "country"
    coarse: bool = False

    def __post_init__(self) -> None:
        """Checks the choices."""
        for field, given, allowed in (("period", self.period, PERIODS), ("level", self.level, tuple(LEVELS))):
            if given not in allowed:
                raise FilterError(f"there is no '{given}'; there are {', '.join(allowed)}", field=field)

    def table(self, kind: str, *, actor: str | None = None) -> Answer:
        """One of the tables by its name in ``PANELS``; ``timeline`` needs an actor.

        Raises:
            FilterError: a table that there is not, or an actor missing or unknown.
        """
        if kind == "timeline":
            return self.timeline(actor or "")
        if kind not in PANELS:
            raise FilterError(f"there is no '{kind}'; there are {', '.join((*PANELS, 'timeline'))}", field="table")
        return PANELS[kind](self)

    def countries(self) -> Answer:
        """Country × period, every period of every country: events by quad as agent, as recipient, and on its soil.

        Columns: ``country``, ``period``; ``agent_…``, ``recipient_…``, ``place_…`` with ``events``, ``own_voice``, the
        four quads (``verbal_cooperation`` …) and ``mean_score``.
        """
        base, parameters = self._base()
        sides = {
            "agent": "list_distinct(agent_countries)",
            "recipient": "list_distinct(recipient_countries)",
            "place": "[place_country]",
        }
        roles = " UNION ALL ".join(
            f"SELECT '{side}' AS side, unnest({column}) AS country, period, quad, own, score FROM base"
            for side, column in sides.items()
        )
        columns = ", ".join(
            f"count(*) FILTER (side = '{side}') AS {side}_events, count(*) FILTER (side = '{side}' AND own) AS {side}_own_voice, "
            + ", ".join(
                f"count(*) FILTER (side = '{side}' AND quad = '{quad}') AS {side}_{quad.lower().replace(' ', '_')}"
                for quad in QUADS
            )
            + f", avg(score) FILTER (side = '{side}') AS {side}_mean_score"
            for side in sides
        )
        # The calendar brings in the periods without events: a panel for forecasting needs its noughts.
        sql = f"""WITH base AS ({base}), roles AS ({roles}), counted AS (
            SELECT country, period, {columns} FROM roles WHERE country IS NOT NULL GROUP BY ALL
        ), calendar AS (
            SELECT country, CAST(unnest(generate_series(
                (SELECT min(period) FROM base), (SELECT max(period) FROM base), INTERVAL 1 {self.period})) AS DATE) AS period
            FROM (SELECT DISTINCT country FROM counted)
        )
        SELECT country, period, coalesce(COLUMNS('.*_(events|voice|cooperation|conflict)'), 0), COLUMNS('.*_mean_score')
        FROM calendar LEFT JOIN counted USING (country, period) ORDER BY country, period"""
        return self.query.ask(sql, parameters)

    def dyads(self) -> Answer:
        """Directed dyad × period × quad: ``agent``, ``recipient``, ``period``, ``quad``, then counts and scores.

        ``events`` = ``own_voice`` + ``claimed``; ``denied`` are those whose agent or another denies them; ``mean_score`` is
        the Goldstein-style mean (−10 … 10), of all and of the own voice.
        """
        base, parameters = self._base()
        sql = f"""WITH base AS ({base}), pairs AS ({self._pairs()})
        SELECT agent, recipient, period, quad, {_COUNTS} FROM pairs GROUP BY ALL ORDER BY agent, recipient, period, quad"""
        return self.query.ask(sql, parameters)

    def network(self) -> Answer:
        """Edges: ``source``, ``target``, counts and scores, the four quads, the first and the last day."""
        base, parameters = self._base()
        quads = ", ".join(f"count_if(quad = '{quad}') AS {quad.lower().replace(' ', '_')}" for quad in QUADS)
        sql = f"""WITH base AS ({base}), pairs AS ({self._pairs()})
        SELECT agent AS source, recipient AS target, {_COUNTS}, {quads}, min(day) AS first, max(day) AS last
        FROM pairs WHERE agent <> recipient GROUP BY ALL ORDER BY events DESC, source, target"""
        return self.query.ask(sql, parameters)

    def timeline(self, actor: str) -> Answer:
        """What an actor does and what is done to it: ``period``, ``side`` (agent, recipient), ``quad``, counts and scores.

        Args:
            actor: as the filters name one.
        """
        base, parameters = self._base()
        clause = actor_clause(actor, "actor")
        sides = " UNION ALL ".join(
            f"SELECT '{side}' AS side, * FROM base WHERE {clause.sql.replace('{side}', side)}"
            for side in ("agent", "recipient")
        )
        sql = f"""WITH base AS ({base}), sides AS ({sides})
        SELECT period, side, quad, {_COUNTS} FROM sides GROUP BY ALL ORDER BY period, side, quad"""
        return self.query.ask(sql, parameters + clause.parameters * 2)

    def accusations(self) -> Answer:
        """Who accuses whom: ``speaker``, ``target``, ``accusations`` in so many words (ACCUSE), ``allegations`` (conflict

        that the speaker says the target did), how many of these are ``denied``, the ``types`` alleged, first and last day.
        """
        base, parameters = self._base()
        agent, recipient, speaker = (self._parties(side) for side in ("agent", "recipient", "speaker"))
        sql = f"""WITH base AS ({base}), voiced AS (
            SELECT unnest({agent}) AS speaker, recipient, true AS accusation, NULL AS type, denied, day
            FROM (SELECT *, unnest({recipient}) AS recipient FROM base WHERE type = 'ACCUSE')
            UNION ALL
            SELECT unnest({speaker}) AS speaker, target AS recipient, false AS accusation, type, denied, day
            FROM (SELECT *, unnest({agent}) AS target FROM base
                  WHERE stance IN ('alleges', 'asserts') AND ends_with(quad, 'CONFLICT')
                      AND type NOT IN ('ACCUSE', 'REQUEST', 'REJECT'))
        )
        SELECT speaker, recipient AS target, count_if(accusation) AS accusations, count_if(NOT accusation) AS allegations,
            count_if(denied) AS denied, list_sort(list_distinct(list(type))) AS types, min(day) AS first, max(day) AS last
        FROM voiced WHERE speaker <> recipient GROUP BY ALL ORDER BY accusations + allegations DESC, speaker, target"""
        return self.query.ask(sql, parameters)

    def left_out(self) -> int:
        """How many of the filter's events are dated too coarsely for the period, or not at all."""
        if self.coarse:
            return 0
        source, parameters = self.query.matching(self._where(), "day, date_start, date_end")
        sql = f"SELECT event FROM (SELECT 1 AS event, * FROM ({source})) WHERE day IS NULL OR NOT ({self._fine()})"
        return self.query.ask(sql, parameters).count()

    def _where(self) -> Filter:
        where = self.where or Filter()
        if where.status:
            return where
        return Filter.of([*where.pairs(), ("status", "happened"), ("status", "ongoing")])

    def _fine(self) -> str:
        trunc = f"date_trunc('{self.period}', TRY_CAST(date_%s AS DATE))"
        return f"coalesce({trunc % 'start'} = {trunc % 'end'}, true)"

    def _base(self) -> tuple[str, tuple[object, ...]]:
        """The events counted, each with its period, its voice, and whether anybody denies it."""
        columns = """event, day, CAST(date_trunc('{period}', day) AS DATE) AS period, type, quad, score, stance, stance IS NULL AS own,
            len(denied_by) > 0 AS denied, place_country, date_start, date_end,
            agents, agent_ids, agent_keys, agent_countries, agent_sectors, agent_kinds, agent_codes, agent_states,
            recipients, recipient_ids, recipient_keys, recipient_countries, recipient_sectors, recipient_kinds, recipient_codes,
            recipient_states, said_by, speaker_countries""".replace("{period}", self.period)
        sql, parameters = self.query.matching(self._where(), columns)
        tests = "day IS NOT NULL" + ("" if self.coarse else f" AND {self._fine()}")
        return f"SELECT * FROM ({sql}) WHERE {tests}", parameters

    def _parties(self, side: str) -> str:
        if self.level == "country":
            return f"list_distinct({side}_countries)"
        return f"list_distinct({ {'agent': 'agents', 'recipient': 'recipients', 'speaker': 'said_by'}[side] })"

    def _pairs(self) -> str:
        """Agent and recipient of each event, country or name, each pair once; nobody is a party to himself.

        Who met whom stands on both sides of a meeting: only then must the sides be told apart actor by actor.
        """
        agent, recipient = self._parties("agent"), self._parties("recipient")
        kept = "event, period, quad, score, own, denied, day"
        named = {"country": ("agent_countries", "recipient_countries"), "actor": ("agents", "recipients")}[self.level]
        return f"""SELECT agent, unnest({recipient}) AS recipient, {kept}
            FROM (SELECT *, unnest({agent}) AS agent FROM base WHERE NOT list_has_any(agent_ids, recipient_ids))
            UNION ALL
            SELECT DISTINCT agent, recipient, {kept} FROM (
                SELECT *, unnest(recipient_ids) AS recipient_id, unnest({named[1]}) AS recipient
                FROM (SELECT *, unnest(agent_ids) AS agent_id, unnest({named[0]}) AS agent
                      FROM base WHERE list_has_any(agent_ids, recipient_ids))
            ) WHERE agent_id <> recipient_id AND agent IS NOT NULL AND recipient IS NOT NULL"""


PANELS: dict[str, Callable[[Panel], Answer]] = {
    "countries": Panel.countries,
    "dyads": Panel.dyads,
    "network": Panel.network,
    "accusations": Panel.accusations,
}
"""The tables that need no actor, by name."""
