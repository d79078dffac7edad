"""First, second, never: what reports say of it, checked against all that the world holds.

A statement is **contradicted** by an earlier deed of the kind in the record, which is shown; **supported** where the record
follows the actor over the time spoken of and holds no such deed, or just as many as it says; else **not decidable**, and why.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from typing import Any, Literal

import msgspec

from quidnunc.errors import DamagedWorldError
from quidnunc.world.claims import Claim, claims_in, tells_a_first
from quidnunc.world.filter import Filter
from quidnunc.world.query import Query
from quidnunc.world.store import World

ENOUGH = 5
"""Reports that name the actor in the time spoken of; with fewer, that the record holds nothing says nothing."""

_NEWS = datetime.timedelta(days=10)
"""What happened so shortly before the report is what it reports, not an earlier deed."""

_APART = datetime.timedelta(days=4)
"""Deeds of the same actor nearer to each other than this are one occasion (a tour, a summit told day by day)."""

Verdict = Literal["supported", "contradicted", "not decidable"]


class Deed(msgspec.Struct, frozen=True, kw_only=True):
    """An event of the record that bears on a statement."""

    event: str
    day: str
    agents: tuple[str, ...]
    type: str
    recipients: tuple[str, ...]
    place: str | None
    source: str
    sentence: str


class First(msgspec.Struct, frozen=True, kw_only=True):
    """A statement and what the record says to it: the verdict, its reason, the deeds found, the reports that cover the time."""

    claim: Claim
    verdict: Verdict
    reason: str
    found: tuple[Deed, ...] = ()
    reports: int = 0


def firsts(world: World, *, damaged: Callable[[DamagedWorldError], None] | None = None) -> Iterator[First]:
    """All statements of a world's reports, each checked. ``damaged`` as for ``Query``."""
    query = Query(world, damaged=damaged)
    for reading in world.readings(damaged=(lambda _: None) if damaged else None):
        for claim in claims_in(reading):
            yield check_claim(claim, query)


def check_claim(claim: Claim, query: Query) -> First:
    """One statement against the record."""
    claim = _dated(claim, query)
    open_end = _open_end(claim)
    if open_end:
        return First(claim=claim, verdict="not decidable", reason=open_end)
    assert claim.actor is not None
    assert claim.published is not None
    until = _before(claim)
    covering = _reports(claim, query)
    deeds = [row for row in _deeds(claim, query, until) if claim.deed.counts(row["type"], row["mode"], row["parent"])]
    sure = [row for row in deeds if _fits(row, claim)]
    found = tuple(_deed(row) for row in sure)
    occasions = _occasions(sure)
    allowed = max(0, claim.ordinal - 1)
    span = f"{claim.since or 'the beginning of the record'} to {until}"
    if claim.vague and deeds:
        reason = f"there are earlier ones, but whether they were to or with '{claim.vague}' the record does not say"
        return First(
            claim=claim, verdict="not decidable", reason=reason, found=tuple(map(_deed, deeds)), reports=covering
        )
    if occasions > allowed:
        reason = f"the record holds {occasions} earlier, {span}, where the words allow {allowed}"
        return First(claim=claim, verdict="contradicted", reason=reason, found=found, reports=covering)
    if occasions < allowed:
        reason = f"the record holds {occasions} of the {allowed} that must have gone before, {span}"
        return First(claim=claim, verdict="not decidable", reason=reason, found=found, reports=covering)
    if covering < ENOUGH:
        reports = f"{covering} earlier report{'' if covering == 1 else 's'}"
        reason = f"{reports} on {claim.actor_name}, {span}: too few to say that there was none"
        return First(claim=claim, verdict="not decidable", reason=reason, found=found, reports=covering)
    what = "none" if allowed == 0 else f"just {allowed}"
    reason = f"{covering} earlier reports on {claim.actor_name}, {span}, and the record holds {what} before"
    return First(claim=claim, verdict="supported", reason=reason, found=found, reports=covering)


def _open_end(claim: Claim) -> str:
    """Why a statement cannot be checked at all; nothing where it can."""
    if claim.actor is None:
        return "the text does not say whose it is"
    if claim.actor.startswith("local:"):
        return f"{claim.actor_name} is known to this report only"
    if claim.published is None:
        return "the report has no date"
    if claim.undated:
        return f"'since {claim.undated}' is not dated"
    return ""


def _dated(claim: Claim, query: Query) -> Claim:
    """The statement with its "since" dated by what other reports say of the same event: the first such day before it."""
    if claim.anchor is None or claim.published is None:
        return claim
    type_, agent, recipient = claim.anchor
    where = Filter.of(
        {
            "type": type_,
            "agent": agent,
            "recipient": recipient,
            "status": ["happened", "ongoing"],
            "until": claim.published,
        }
    )
    rows = query.events(where, columns=("day", "date_start", "date_grain", "sentence")).rows()
    days = [str(row["day"]) for row in rows if _is_dated(row)]
    if not days:
        return claim
    return msgspec.structs.replace(claim, since=min(days), undated="")


def _before(claim: Claim) -> str:
    """The last day of earlier deeds: for "never", the day of the report itself."""
    day = datetime.date.fromisoformat(claim.published or "")
    return (day if claim.ordinal == 0 else day - _NEWS).isoformat()


def _deeds(claim: Claim, query: Query, until: str) -> list[dict[str, Any]]:
    """The dated events of the kind by the actor in the time spoken of, in the newspapers' own voice or asserted."""
    where = Filter.of(
        [
            ("agent", claim.actor),
            ("type", claim.type),
            ("status", ["happened", "ongoing"]),
            ("stance", ["none", "asserts"]),
            ("since", claim.since),
            ("until", until),
        ]
    )
    return [row for row in query.events(where).rows() if _is_dated(row) and not row["denied_by"]]


def _is_dated(row: dict[str, Any]) -> bool:
    """Whether a deed has a day or month of its own, and not that since which another is the first."""
    return row["date_start"] is not None and row["date_grain"] != "year" and not tells_a_first(row["sentence"] or "")


def _fits(row: dict[str, Any], claim: Claim) -> bool:
    """Whether a deed is of the kind spoken of: to or with whom, and abroad."""
    countries = {country for country in (*row["recipient_countries"], row["place_country"]) if country}
    if claim.towards:
        return bool(set(claim.towards) & ({*row["recipient_ids"]} | countries))
    if claim.states and not countries & set(claim.states):
        return False
    if claim.abroad or claim.states:
        return bool(countries - {country for country in row["agent_countries"] if country})
    return True


def _occasions(rows: list[dict[str, Any]]) -> int:
    """How many there were: those of nearly the same day are one."""
    days = sorted({row["day"] for row in rows})
    return sum(1 for number, day in enumerate(days) if number == 0 or day - days[number - 1] > _APART)


def _reports(claim: Claim, query: Query) -> int:
    """How many earlier reports have the actor in one of their events, in the time spoken of."""
    where = Filter.of([("actor", claim.actor), ("since", claim.since), ("until", _before(claim))])
    sql, parameters = query.matching(where, "DISTINCT reading")
    return query.ask(f"SELECT reading FROM ({sql}) WHERE reading <> ?", (*parameters, claim.reading)).count()


def _deed(row: dict[str, Any]) -> Deed:
    return Deed(
        event=row["event"],
        day=str(row["day"]),
        agents=tuple(row["agents"]),
        type=row["type"],
        recipients=tuple(row["recipients"]),
        place=row["place"],
        source=row["source"],
        sentence=" ".join((row["sentence"] or "").split()),
    )
