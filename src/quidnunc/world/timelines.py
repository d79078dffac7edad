"""What accounts of one event agree on, what they dispute, and how numbers and standing changed from report to report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from quidnunc.told import Account, bounds


@dataclass(frozen=True, slots=True)
class Reported:
    """Something that reports of one day say: ``day`` is the reports', ``events`` are the accounts' ids."""

    day: str | None
    value: str
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Fields of an incident: one value where all accounts that have any agree, several where they do not."""

    agreed: dict[str, str]
    disputed: dict[str, dict[str, tuple[str, ...]]]


def agreement(accounts: Sequence[Account]) -> Agreement:
    """Compares the accounts field by field; an account without a value disputes nothing."""
    agreed: dict[str, str] = {}
    disputed: dict[str, dict[str, tuple[str, ...]]] = {}
    for name, value_of in _FIELDS.items():
        found: dict[str, list[str]] = {}
        for account in accounts:
            value = value_of(account)
            if value:
                found.setdefault(value, []).append(account.event.id)
        if len(found) == 1:
            agreed[name] = next(iter(found))
        elif found:
            disputed[name] = {value: tuple(events) for value, events in found.items()}
    return Agreement(agreed, disputed)


def magnitudes(accounts: Iterable[Account]) -> dict[str, list[Reported]]:
    """The numbers by what they count, day by day, as long as they change."""
    found: dict[str, list[tuple[str | None, str, str]]] = {}
    for account in accounts:
        for magnitude in account.event.magnitude:
            value = bounds(magnitude.low, magnitude.high)
            what = " ".join(part for part in (magnitude.unit, magnitude.what) if part)
            found.setdefault(what, []).append((account.reading.published, value, account.event.id))
    return {what: _changes(values) for what, values in found.items()}


def statuses(accounts: Iterable[Account]) -> list[Reported]:
    """Whether it happened, day by day, as long as what is said changes."""
    return _changes((account.reading.published, standing(account), account.event.id) for account in accounts)


def standing(account: Account) -> str:
    """What an account says of whether the event happened, in a word.

    ``admitted`` is what the one who did it asserts; ``denied`` stands wherever somebody denies it.
    """
    event = account.event
    if event.denied_by or event.stance == "denies":
        return "denied"
    if event.stance in ("alleges", "doubts"):
        return "alleged" if event.stance == "alleges" else "doubted"
    if event.status in ("happened", "ongoing") and event.said_by:
        return "admitted" if set(event.said_by) & set(event.agents) else "claimed"
    return event.status


def _changes(values: Iterable[tuple[str | None, str, str]]) -> list[Reported]:
    """Values in order of their days; what a day repeats of the one before is no change, but who says so is kept."""
    out: list[Reported] = []
    for day, value, event in values:
        if out and out[-1].value == value:
            out[-1] = Reported(out[-1].day, value, (*out[-1].events, event))
        else:
            out.append(Reported(day, value, (event,)))
    return out


def _date(account: Account) -> str:
    date = account.event.date
    return "" if date is None else date.start if date.start == date.end else f"{date.start} to {date.end}"


_FIELDS: dict[str, Callable[[Account], str]] = {
    "mode": lambda account: account.event.mode or "",
    "agents": lambda account: "; ".join(sorted(actor.name for actor in account.agents)),
    "recipients": lambda account: "; ".join(sorted(actor.name for actor in account.recipients)),
    "date": _date,
    "place": lambda account: account.place.name if account.place else "",
    "status": lambda account: account.event.status,
}
