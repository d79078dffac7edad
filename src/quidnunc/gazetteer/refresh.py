"""Refreshes a user's own tables from Wikidata: what is new is added, empty cells are filled, what was checked by hand stays."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from quidnunc.gazetteer.adding import SHAPES, Addition, keep
from quidnunc.gazetteer.entries import Person, Term
from quidnunc.gazetteer.store import DATA, Gazetteer
from quidnunc.gazetteer.tables import Row, first_day, last_day, read_table
from quidnunc.gazetteer.wikidata_queries import Asked, Holder, Life, Service, holders, lives, read_questions

_FILE = "wikidata.csv"
_SLACK = 45  # days by which two tellings of one term may differ: elected, sworn in, announced

Kind = Literal["new", "closed", "filled", "kept", "skipped"]


@dataclass(frozen=True, slots=True)
class Change:
    """A line of the diff: + added, ~ filled or closed, = stays though Wikidata says otherwise, ? left out."""

    kind: Kind
    text: str

    def __str__(self) -> str:
        """As it is printed."""
        return f"{ {'new': '+', 'closed': '~', 'filled': '~', 'kept': '=', 'skipped': '?'}[self.kind] } {self.text}"


class Refresh:
    """One refresh, worked out but not kept yet.

    Args:
        gazetteer: what there is, the user's own tables included.
        since: an ISO day; terms that ended before are not asked for.
        day: today, for the source column.
    """

    def __init__(self, gazetteer: Gazetteer, since: str, day: str) -> None:
        self.gazetteer = gazetteer
        self.since = since
        self.source = f"wikidata: {day}"
        self.changes: list[Change] = []
        self.rows: dict[str, list[dict[str, str]]] = {"organisations": [], "people": [], "offices": []}
        self._people = {person.wikidata: person for person in gazetteer.people.values() if person.wikidata}
        self._names = {person.name: person.wikidata for person in gazetteer.people.values()}
        self._terms = {body: list(terms) for body, terms in gazetteer.terms_by_body.items()}

    def ask(self, service: Service) -> None:
        """Asks for everything and works out the changes. Raises ServiceError; then nothing may be kept."""
        questions = read_questions(self.gazetteer.folder)
        states = {s.wikidata: s.id for s in self.gazetteer.states.values() if s.wikidata and not s.end}
        bodies = {o.wikidata: o.id for o in self.gazetteer.organisations.values() if o.wikidata}
        for ids, asked in (
            *((states, asked) for asked in questions.states),
            *((bodies, asked) for asked in questions.organisations),
        ):
            for holder in _once(holders(service, asked, list(ids), self.since)):
                self._holder(ids[holder.body], asked, holder)
        for life in lives(service, questions.dates, list(bodies)):
            self._life(bodies[life.body], life)

    def _holder(self, of: str, asked: Asked, holder: Holder) -> None:
        """A term of Wikidata's against those there are."""
        name = self._known(holder, of)
        same = self._same_term(of, asked.office, name, holder)
        if same is not None:
            self._fill_person(name, holder)
            self._close(same, holder)
            return
        label = f"{name or holder.name}, {asked.office} of {of}, {holder.start or '?'}–{holder.end}"
        if not holder.start:
            self.changes.append(Change("skipped", f"{label}: no start is given"))
            return
        if holder.end and first_day(holder.start) > last_day(holder.end):
            self.changes.append(Change("skipped", f"{label}: ends before it starts"))
            return
        rival = self._rival(of, asked.office, name, holder)
        if rival is not None:
            stands = f"{rival.person} holds it {rival.start}–{rival.end}"
            self.changes.append(Change("kept", f"{label}: {stands} in our tables"))
            return
        name = self._enter_person(name, holder)
        term = Term(name, of, asked.office, self._title(of, asked), holder.start, holder.end, self.source)
        self._terms.setdefault(of, []).append(term)
        self._term_row(term)
        self.changes.append(
            Change("new", f"{name}, {term.title} ({asked.office}) of {of}, {holder.start}–{holder.end}")
        )

    # --- people

    def _known(self, holder: Holder, of: str) -> str:
        """The name of the person in our tables, or nothing: by Wikidata id, else by name among those without one who served here."""
        person = self._people.get(holder.person)
        if person is not None:
            return person.name
        for term in self._terms.get(of, ()):
            entry = self.gazetteer.people.get(term.person)
            if entry is not None and not self._names[entry.name] and holder.name in (entry.name, *entry.aliases):
                return entry.name
        entry = self.gazetteer.people.get(holder.name)
        if entry is not None and not self._names[entry.name] and entry.country and entry.country == holder.country:
            return entry.name
        return ""

    def _enter_person(self, name: str, holder: Holder) -> str:
        """The person's name in the tables, a new row where there was none."""
        if name:
            self._fill_person(name, holder)
            return name
        name = holder.name if holder.name not in self._names else f"{holder.name} ({holder.person})"
        country = holder.country if holder.country in self.gazetteer.states else ""
        self._names[name] = holder.person
        self._people[holder.person] = Person(name, (), country, holder.gender, holder.person, self.source)
        aliases = holder.name if name != holder.name else ""
        self._person_row(name, aliases, country, holder)
        self.changes.append(Change("new", f"{name} ({holder.person}), {country or 'no country given'}"))
        return name

    def _fill_person(self, name: str, holder: Holder) -> None:
        """Fills the Wikidata id of somebody known by name."""
        entry = self.gazetteer.people.get(name)
        if entry is None or self._names[name]:
            return
        self._names[name] = holder.person
        self._people[holder.person] = entry
        self._person_row(name, "", "", holder)
        self.changes.append(Change("filled", f"{name}: Wikidata id {holder.person}"))

    # --- terms

    def _same_term(self, of: str, office: str, name: str, holder: Holder) -> Term | None:
        """Our telling of a term: the same person's in the office, begun about then, or running then where no start is given."""
        for term in self._terms.get(of, ()):
            if not name or term.person != name or term.office != office:
                continue
            if not term.start or not holder.start:
                return term
            if _apart(term.start, holder.start) <= _SLACK or term.covers(first_day(holder.start)):
                return term
        return None

    def _close(self, term: Term, holder: Holder) -> None:
        """Closes a term that our tables leave open; tells of ends that differ."""
        label = f"{term.person}, {term.office} of {term.of}, {term.start}–"
        if not holder.end or holder.end == term.end:
            return
        if term.end:
            if _apart(term.end, holder.end) > _SLACK:
                self.changes.append(Change("kept", f"{label}{term.end}: Wikidata ends it on {holder.end}"))
            return
        if term.start and last_day(holder.end) < first_day(term.start):
            return  # an earlier term of the same person
        closed = Term(term.person, term.of, term.office, term.title, term.start, holder.end, self.source)
        terms = self._terms[term.of]
        terms[terms.index(term)] = closed
        self._term_row(closed)
        self.changes.append(Change("closed", f"{label}{holder.end}"))

    def _rival(self, of: str, office: str, name: str, holder: Holder) -> Term | None:
        """Somebody else who holds the office for long in that time and has an end there, where one person holds it."""
        if not self.gazetteer.words.offices[office].alone:
            return None
        for term in self._terms.get(of, ()):
            if term.office != office or term.person == name or not term.start:
                continue
            start = max(first_day(term.start), first_day(holder.start))
            end = min(
                last_day(term.end) if term.end else "9999-12-31", last_day(holder.end) if holder.end else "9999-12-31"
            )
            open_before = not term.end and first_day(term.start) < first_day(holder.start)
            if start < end and _apart(start, end) > _SLACK and not open_before:
                return term
        return None

    def _title(self, of: str, asked: Asked) -> str:
        """The title of whoever held the office last."""
        held = [term for term in self._terms.get(of, ()) if term.office == asked.office]
        return max(held, key=lambda t: first_day(t.start)).title if held else asked.title

    # --- organisations

    def _life(self, key: str, life: Life) -> None:
        """Fills when an organisation began or ended."""
        entry = self.gazetteer.organisations[key]
        start = life.start if not entry.start else ""
        end = life.end if not entry.end else ""
        begin = entry.start or start
        if end and begin and first_day(begin) > last_day(end):
            end = ""
        if (start or end) and not any(row["id"] == key for row in self.rows["organisations"]):
            row = {"id": key, "name": entry.name, "kind": entry.kind, "sector": entry.sector, "from": start, "to": end}
            self.rows["organisations"].append({**row, "source": self.source})
            told = ", ".join(f"{word} {day}" for word, day in (("from", start), ("to", end)) if day)
            self.changes.append(Change("filled", f"{entry.name}: {told}"))

    # --- keeping

    def _person_row(self, name: str, aliases: str, country: str, holder: Holder) -> None:
        row = {"name": name, "aliases": aliases, "country": country, "gender": holder.gender, "wikidata": holder.person}
        self.rows["people"].append({**row, "source": self.source})

    def _term_row(self, term: Term) -> None:
        row = {"person": term.person, "of": term.of, "office": term.office, "title": term.title}
        self.rows["offices"].append({**row, "from": term.start, "to": term.end, "source": self.source})

    def keep(self, own: Path) -> None:
        """Writes the rows behind those of earlier refreshes, all tables or none. Raises GazetteerError where it cannot."""
        additions = []
        for shape in SHAPES:
            path = own / shape.name / _FILE
            new = self.rows.get(shape.name, [])
            if new:
                earlier = list(read_table(path, shape.columns)) if path.exists() else []
                rows = (*earlier, *(Row({c: cells.get(c, "") for c in shape.columns}, path, 0) for cells in new))
                additions.append(Addition(path, shape, rows))
        keep(additions, own)


def refresh(service: Service, own: Path, *, since: str, day: str = "", folder: Path = DATA) -> Refresh:
    """Asks Wikidata and works out what would change; :meth:`Refresh.keep` then keeps it.

    Args:
        service: Wikidata's query service.
        own: the folder of the user's own tables.
        since: an ISO day; terms that ended before are not asked for.
        day: today, an ISO day.
        folder: the tables that ship.

    Raises:
        ServiceError: the service does not answer.
        GazetteerError: a table breaks its contract.
    """
    work = Refresh(Gazetteer(folder, own), since, day or datetime.datetime.now(tz=datetime.UTC).date().isoformat())
    work.ask(service)
    return work


def _once(found: Iterable[Holder]) -> Iterator[Holder]:
    """Each term once: a person of two citizenships stands in two rows."""
    seen: set[tuple[str, str, str, str]] = set()
    for holder in found:
        key = (holder.body, holder.person, holder.start, holder.end)
        if key not in seen:
            seen.add(key)
            yield holder


def _apart(one: str, other: str) -> int:
    """The days between two dates that may be imprecise: 0 where they may be the same."""
    if first_day(one) <= last_day(other) and first_day(other) <= last_day(one):
        return 0
    earlier, later = sorted((one, other), key=first_day)
    return (_day(first_day(later)) - _day(last_day(earlier))).days


def _day(text: str) -> datetime.date:
    """A day; the 31st of a short month is its last."""
    year, month, day = (int(part) for part in text.split("-"))
    following = datetime.date(year + month // 12, month % 12 + 1, 1) if year < datetime.MAXYEAR else datetime.date.max
    return min(
        datetime.date(year, month, min(day, 28)) + datetime.timedelta(days=max(day - 28, 0)),
        following - datetime.timedelta(days=1),
    )
