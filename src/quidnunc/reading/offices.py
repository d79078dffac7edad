"""Who holds the office that a title names, on the report's day."""

from __future__ import annotations

from quidnunc.gazetteer import Gazetteer
from quidnunc.gazetteer.roles import Role


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
        offices = role.offices
        if owner in self.gazetteer.states and offices[0] in ("leader", "head"):
            offices = ("head_of_state", "head_of_government")
            if self._has_figurehead(owner):
                offices = ("head_of_government", "head_of_state")
        for office in offices:
            term = self.gazetteer.in_office(owner, office, self.day)
            if term is not None and (title.lower() != "president" or "president" in term.title.lower()):
                return term.person
        return None

    def _has_figurehead(self, owner: str) -> bool:
        """Whether a head of government leads, the head of state being a monarch or a chosen president without power."""
        government = self.gazetteer.in_office(owner, "head_of_government", self.day)
        head = self.gazetteer.in_office(owner, "head_of_state", self.day)
        if government is None:
            return False
        return (
            head is None
            or head.title in ("King", "Queen", "Emperor", "Governor-General", "Monarch")
            or government.title in ("Chancellor", "Taoiseach")
        )

    def titled(self, words: str, state: str) -> str | None:
        """The person who bears just this title in a state."""
        term = self.gazetteer.titled(state, words, self.day)
        return term.person if term is not None else None
