"""Who holds the office that a title names, on the report's day."""

from __future__ import annotations

from quidnunc.gazetteer import Gazetteer
from quidnunc.gazetteer.entries import Term
from quidnunc.gazetteer.roles import Role
from quidnunc.gazetteer.tables import last_day


class Offices:
    """Office holders on one day.

    Args:
        gazetteer: who is in office when.
        day: the report's ISO date, or None.
    """

    def __init__(self, gazetteer: Gazetteer, day: str | None) -> None:
        self.gazetteer = gazetteer
        self.day = day

    def holder(self, owner: str, role: Role, title: str) -> str | None:
        """The person who holds the office that a title names in a state or organisation."""
        term = self.gazetteer.titled(owner, title, self.day)
        if term is not None and term.office in role.offices:
            return term.person
        if owner in self.gazetteer.states and role.offices[0] in ("leader", "head"):
            leading = self.gazetteer.leader(owner, self.day) if role.offices[0] == "leader" else None
            return leading.person if leading is not None else None
        body = self.gazetteer.organisations.get(owner)
        if body is not None and body.country and "speaker" in role.offices:
            term = self.gazetteer.in_office(body.country, "speaker", self.day)
            named = set(f"{body.name} {' '.join(body.short_names)}".lower().split())
            if term is not None and set(term.title.lower().split()) - {"speaker", "of", "the"} <= named:
                return term.person
        for office in role.offices:
            term = self.gazetteer.in_office(owner, office, self.day)
            if term is not None and (title.lower() != "president" or "president" in term.title.lower()):
                return term.person
        return None

    def counterpart(self, person: str, state: str) -> str | None:
        """Who is in one state what a person is in another: its leader for a leader, else the holder of the same office."""
        for term in self.gazetteer.offices_of(person, self.day):
            if term.of == state or term.of not in self.gazetteer.states:
                continue
            leads = self.gazetteer.leader(term.of, self.day)
            other = self.gazetteer.in_office(state, term.office, self.day)
            if leads is not None and leads.person == person:
                other = self.gazetteer.leader(state, self.day) or other
            if other is not None:
                return other.person
        return None

    def titled(self, words: str, owner: str) -> str | None:
        """The person who bears just this title in a state or organisation; None where several do ("US senator")."""
        term = self.gazetteer.titled(owner, words, self.day)
        if term is None:
            return None
        if self.gazetteer.words.offices[term.office].many and self._shared(term):
            return None
        return term.person

    def _shared(self, term: Term) -> bool:
        """Whether somebody else bears the same title on the day."""
        title = term.title.lower()
        return any(
            other.person != term.person and other.title.lower() == title
            for other in self.gazetteer.terms_by_body.get(term.of, ())
            if self.day is None or other.covers(self.day)
        )

    def sent(self, owner: str, lemma: str, about: frozenset[str]) -> str | None:
        """The envoy or ambassador whom a state or organisation has sent to somebody or for something, where there is one."""
        fitting = {
            term.person
            for term in self.gazetteer.terms_by_body.get(owner, ())
            if term.office in ("envoy", "ambassador", "un_ambassador")
            and (self.day is None or term.covers(self.day))
            and lemma in term.title.lower()
            and any(term.title.lower().endswith(f" {name}") for name in about)
        }
        return fitting.pop() if len(fitting) == 1 else None

    def held(self, person: str, role: Role, title: str) -> bool:
        """Whether a person's office of such a role ended before the day, and the person is in no such office now."""
        if self.day is None:
            return False
        terms = [
            term
            for term in self.gazetteer.terms_by_person.get(person, ())
            if title in term.title.lower() or (title != "president" and term.office in role.offices)
        ]
        return bool(terms) and all(
            term.end and last_day(term.end) < self.day for term in terms if term.start[:10] <= self.day
        )
