"""What to look at next: least-confident first, a random sample, or a sample stratified by type; seeded, filtered, without end.

The order is a matter of the events' ids and the seed alone, so that two reviewers who ask for the same one see the same
events and their agreement can be told, and anybody can draw it again.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from quidnunc.errors import FilterError
from quidnunc.world.filter import Filter
from quidnunc.world.query import COLUMNS, Query

ORDERS: dict[str, str] = {
    "confidence": "the least confident first: finds most mistakes, and says nothing of how many there are",
    "random": "a random sample: says how precise the readings are",
    "stratified": "a random sample of each type in turn: says so of rare types too",
}
"""The orders, and what each is good for."""

_PAGE = 500


@dataclass(frozen=True, slots=True)
class Draw:
    """How events come to be looked at.

    Args:
        order: one of ``ORDERS``.
        seed: another one gives another sample.
        where: of which events; all by default.

    Raises:
        FilterError: an order that there is not.
    """

    order: str = "confidence"
    seed: int = 1
    where: Filter = field(default_factory=Filter)

    def __post_init__(self) -> None:
        """Checks the order."""
        if self.order not in ORDERS:
            raise FilterError(f"there is no order '{self.order}'; there are {', '.join(ORDERS)}", field="order")


class Queue:
    """The events of a draw, in order.

    Args:
        query: a world, asked without people's verdicts: what one reviewer rejected another must see too.
        draw: which, and in which order.
    """

    def __init__(self, query: Query, draw: Draw) -> None:
        self._query = query
        self.draw = draw
        self._ids: list[str] = []
        self._whole = False
        self._strata: dict[str, int] | None = None

    def next(self, done: Collection[str], *, after: str | None = None) -> dict[str, Any] | None:
        """The first event that is not done yet, after another one where that is given; ``None`` at the end.

        Args:
            done: the ids of events to pass over.
            after: the id of an event just skipped; those before it come again once the queue is begun anew.
        """
        at, passed = 0, after is None
        while True:
            while at < len(self._ids):
                event = self._ids[at]
                at += 1
                if passed and event not in done:
                    return self.row(event)
                passed = passed or event == after
            if self._whole:
                return None
            self._read()

    def row(self, event: str) -> dict[str, Any] | None:
        """An event by its whole id; ``None`` where there is none."""
        sql = f"SELECT {', '.join(COLUMNS)}, reader FROM {self._query.view} WHERE event = ?"
        return next(self._query.ask(sql, (event,)).rows(), None)

    @property
    def strata(self) -> dict[str, int]:
        """How many events of each type the draw is from."""
        if self._strata is None:
            sql, parameters = self._query.matching(self.draw.where, "type, count(*) AS number")
            rows = self._query.ask(f"{sql} GROUP BY type ORDER BY type", parameters).rows()
            self._strata = {row["type"]: row["number"] for row in rows}
        return self._strata

    @property
    def size(self) -> int:
        """How many events the draw is from."""
        return sum(self.strata.values())

    def told(self, row: dict[str, Any]) -> dict[str, object]:
        """How an event was drawn, to be kept with a judgement: figures are made from it."""
        told: dict[str, object] = {
            "order": self.draw.order,
            "seed": self.draw.seed,
            "where": self.draw.where.query_string(),
            "of": self.size,
        }
        if self.draw.order == "stratified":
            told |= {"stratum": row["type"], "stratum_of": self.strata[row["type"]], "strata": self.strata}
        return told

    def _read(self) -> None:
        """Reads further ids: the first few hundred, then ever more, as few ask for them."""
        wanted = max(_PAGE, 4 * len(self._ids))
        sql, parameters = self._query.matching(
            self.draw.where, f"event, type, confidence, md5(event || '{self.draw.seed:d}') AS lot"
        )
        if self.draw.order == "stratified":
            sql = f"SELECT *, row_number() OVER (PARTITION BY type ORDER BY lot, event) AS turn FROM ({sql})"
        key = {"confidence": "confidence, event", "random": "lot, event", "stratified": "turn, type"}[self.draw.order]
        sql = f"SELECT event FROM ({sql}) ORDER BY {key} LIMIT {wanted:d}"
        self._ids = [row["event"] for row in self._query.ask(sql, parameters).rows()]
        self._whole = len(self._ids) < wanted
