"""What must hold between the tables, beyond the shape of a single row: links, duplicates, dates, who holds an office when.

The loader refuses what breaks a table's contract. This module looks for what only shows across rows; run it after every edit::

    python -m quidnunc.gazetteer.checks [FOLDER]
"""

from __future__ import annotations

import datetime
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Literal

from quidnunc.gazetteer.acknowledged import Acknowledged, load_acknowledged
from quidnunc.gazetteer.entries import Term
from quidnunc.gazetteer.store import DATA, Gazetteer
from quidnunc.gazetteer.tables import first_day, last_day

Kind = Literal["dangling", "duplicate", "date", "overlap", "gap", "idle"]
ALONE = ("head_of_state", "head_of_government")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong between the tables: where (table and row key), of what kind, and what to do."""

    table: str
    key: str
    kind: Kind
    message: str

    def __str__(self) -> str:
        """One line for a terminal."""
        return f"{self.table}: {self.key}: {self.kind}: {self.message}"


def check(gazetteer: Gazetteer, acknowledged: Acknowledged | None = None) -> list[Problem]:
    """All problems between the tables of a gazetteer, in table order.

    Args:
        gazetteer: the loaded tables.
        acknowledged: what only looks like a problem; by default the folder's ``acknowledged.yaml``.
    """
    known = acknowledged or load_acknowledged(gazetteer.folder / "acknowledged.yaml")
    return [
        *_dangling(gazetteer),
        *_duplicates(gazetteer, known),
        *_dates(gazetteer, known),
        *_overlaps(gazetteer, known),
        *_gaps(gazetteer, known),
        *_idle(gazetteer, known),
    ]


# --- links


def _dangling(g: Gazetteer) -> Iterator[Problem]:
    """Ids that no table has."""
    bodies = g.states.keys() | g.organisations.keys()

    def missing(table: str, key: str, column: str, value: str, held: Iterable[str]) -> Iterator[Problem]:
        if value and value not in held:
            yield Problem(table, key, "dangling", f"{column} '{value}' is in no table")

    for state in g.states.values():
        for successor in state.successor.split("|"):
            yield from missing("states", state.id, "successor", successor, g.states)
    for entry in g.organisations.values():
        yield from missing("organisations", entry.id, "country", entry.country, g.states)
        yield from missing("organisations", entry.id, "parent", entry.parent, g.organisations)
    for person in g.people.values():
        yield from missing("people", person.name, "country", person.country, g.states)
    for term in g.terms:
        yield from missing("offices", _key(term), "person", term.person, g.people)
        yield from missing("offices", _key(term), "of", term.of, bodies)
    for member in g.memberships:
        key = f"{member.member} {member.organisation}"
        yield from missing("memberships", key, "member", member.member, g.states)
        yield from missing("memberships", key, "organisation", member.organisation, g.organisations)
    for metonym in g.metonyms:
        yield from missing("metonyms", metonym.text, "state", metonym.state, g.states)
        yield from missing("metonyms", metonym.text, "organisation", metonym.organisation, g.organisations)
    for group in g.collectives:
        yield from missing("collectives", group.text, "country", group.country, g.states)
        for name in group.members:
            yield from missing("collectives", group.text, "member", name, bodies)


def _key(term: Term) -> str:
    return f"{term.person}, {term.office} of {term.of}, {term.start}–{term.end}"


# --- duplicates


def _duplicates(g: Gazetteer, known: Acknowledged) -> Iterator[Problem]:
    """Bearers of one full name, of one Wikidata id, and rows that stand twice."""
    yield from _shared("organisations", ((o.id, o.name.lower()) for o in g.organisations.values()), "name", known)
    yield from _shared("states", ((s.id, s.name.lower()) for s in g.states.values()), "name", known)
    entities = (
        *(("states", s.id, s.wikidata) for s in g.states.values()),
        *(("organisations", o.id, o.wikidata) for o in g.organisations.values()),
        *(("people", p.name, p.wikidata) for p in g.people.values()),
    )
    yield from _shared("wikidata", ((key, q) for _, key, q in entities), "Wikidata id", known)
    people = {p.name.lower() for p in g.people.values()}
    for person in g.people.values():
        for alias in person.aliases:
            full = " " in alias and alias.lower() != person.name.lower() and alias.lower() in people
            if full and "(" not in person.name and not known.same_name(person.name, alias):
                yield Problem("people", person.name, "duplicate", f"its alias '{alias}' is another row's name")
    for table, rows in (
        ("offices", [(_key(t), (t.person, t.of, t.office, t.title, t.start)) for t in g.terms]),
        (
            "memberships",
            [(f"{m.member} {m.organisation}", (m.member, m.organisation, m.role, m.start)) for m in g.memberships],
        ),
        ("metonyms", [(m.text, (m.text, m.state, m.organisation)) for m in g.metonyms]),
        ("collectives", [(c.text, (c.text.lower(), c.name.lower())) for c in g.collectives]),
    ):
        seen: set[tuple[str, ...]] = set()
        for key, row in rows:
            if row in seen:
                yield Problem(table, key, "duplicate", "the row stands twice")
            seen.add(row)


def _shared(table: str, pairs: Iterable[tuple[str, str]], what: str, known: Acknowledged) -> Iterator[Problem]:
    bearers: dict[str, list[str]] = defaultdict(list)
    for key, value in pairs:
        if value:
            bearers[value].append(key)
    for value, keys in bearers.items():
        for first, second in pairwise(keys):
            if not known.same_name(first, second):
                yield Problem(table, second, "duplicate", f"has the {what} '{value}' of {first}")


# --- dates


def _dates(g: Gazetteer, known: Acknowledged) -> Iterator[Problem]:
    """Spans that end before they start, are no calendar days, or lie outside the life of the state they are in."""
    spans = (
        *(("states", s.id, s.start, s.end) for s in g.states.values()),
        *(("organisations", o.id, o.start, o.end) for o in g.organisations.values()),
        *(("offices", _key(t), t.start, t.end) for t in g.terms),
        *(("memberships", f"{m.member} {m.organisation}", m.start, m.end) for m in g.memberships),
    )
    for table, key, start, end in spans:
        for day in (start, end):
            if day and not _is_day(first_day(day)):
                yield Problem(table, key, "date", f"{day} is in no calendar")
        if start and end and first_day(start) > last_day(end):
            yield Problem(table, key, "date", f"ends on {end} before it starts on {start}")
    for term in g.terms:
        state = g.states.get(term.of)
        if state is None or term.office not in ALONE or known.outlives(term):
            continue
        if state.start and term.end and last_day(term.end) < first_day(state.start):
            yield Problem("offices", _key(term), "date", f"ends before {state.name} begins on {state.start}")
        if state.end and term.start and first_day(term.start) > last_day(state.end):
            yield Problem("offices", _key(term), "date", f"starts after {state.name} ends on {state.end}")


def _is_day(text: str) -> bool:
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True


# --- who holds an office when


def _overlaps(g: Gazetteer, known: Acknowledged) -> Iterator[Problem]:
    """Two people in an office that one holds, for more than a day."""
    for state in g.states.values():
        for office in ALONE:
            terms = [t for t in g.terms_by_body.get(state.id, ()) if t.office == office and t.start]
            terms.sort(key=lambda t: (first_day(t.start), last_day(t.end) if t.end else "9999"))
            for i, term in enumerate(terms):
                for later in terms[i + 1 :]:
                    days = _days_between(later.start, term.end or known.horizon)
                    if days <= 1:
                        continue
                    if term.person != later.person and not known.shared(state.id, office, term.person, later.person):
                        message = (
                            f"{later.person} starts on {later.start}, {term.person} stays until {term.end or 'today'}"
                        )
                        yield Problem("offices", f"{state.id} {office}", "overlap", message)


def _days_between(start: str, end: str) -> int:
    """Days that two terms surely share: from the last day the later may start to the first the earlier may end."""
    return (_day(first_day(end)) - _day(last_day(start))).days


def _day(text: str) -> datetime.date:
    year, month, day = (int(part) for part in text.split("-"))
    while True:
        try:
            return datetime.date(year, month, day)
        except ValueError:
            day -= 1


def _gaps(g: Gazetteer, known: Acknowledged) -> Iterator[Problem]:
    """Stretches without a holder, in the high offices of members of the United Nations since ``known.since``."""
    for state in g.states.values():
        if state.status != "un_member":
            continue
        begin = max(known.since, first_day(state.start))
        for office in ALONE:
            terms = [t for t in g.terms_by_body.get(state.id, ()) if t.office == office]
            if not terms and office == "head_of_government":
                continue  # the head of state governs
            for start, end in _uncovered(terms, begin, known.horizon):
                days = (_day(end) - _day(start)).days
                if days > known.longest_gap and not known.vacant(state.id, office, start, end):
                    yield Problem(
                        "offices", f"{state.id} {office}", "gap", f"nobody from {start} to {end} ({days} days)"
                    )


def _uncovered(terms: Iterable[Term], begin: str, end: str) -> Iterator[tuple[str, str]]:
    """The stretches between two days that no term covers."""
    at = begin
    for term in sorted(terms, key=lambda t: first_day(t.start)):
        start = first_day(term.start) or begin
        if start >= end:
            break
        if start > at:
            yield at, start
        at = max(at, last_day(term.end) if term.end else end)
    if at < end:
        yield at, end


def _idle(g: Gazetteer, known: Acknowledged) -> Iterator[Problem]:
    """Acknowledgements that acknowledge nothing, so that the list stays short."""
    holders = {(t.of, t.office, t.person) for t in g.terms}
    for entry in known.overlaps:
        for person in entry.people:
            if (entry.of, entry.office, person) not in holders:
                yield Problem("acknowledged", f"{entry.of} {entry.office}", "idle", f"{person} never held this office")


def main(arguments: list[str] | None = None) -> int:
    """Writes the problems of a folder (by default the shipped one) to standard output; 1 where there are any."""
    paths = sys.argv[1:] if arguments is None else arguments
    problems = check(Gazetteer(Path(paths[0]) if paths else DATA))
    for problem in problems:
        sys.stdout.write(f"{problem}\n")
    return int(bool(problems))


if __name__ == "__main__":
    sys.exit(main())
