"""What the gazetteer knows of a name: cards for people to read, and near names where it knows none."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from quidnunc.errors import UnknownNameError
from quidnunc.gazetteer.entries import Collective, Membership, Metonym, Organisation, Person, State, Term
from quidnunc.gazetteer.names import Name, pieces
from quidnunc.gazetteer.store import Gazetteer
from quidnunc.gazetteer.tables import first_day

_NEAR = 5  # how many near names are suggested, and how many people of a surname are shown
_ALIKE = 0.75  # how alike a near name is at least, by difflib's measure


@dataclass(frozen=True, slots=True)
class Dated:
    """A row with dates: an office with its holder, or a membership. ``role`` is a title or the kind of membership."""

    name: str
    role: str
    start: str
    end: str
    source: str
    holds: bool = True


@dataclass(frozen=True, slots=True)
class Card:
    """One bearer of a name.

    Attributes:
        title: its own name.
        kind: what it is, in words.
        facts: what is known in single values, in order, none of them empty.
        source: where the entry comes from.
        offices: a person's own offices, all of them; a state's or organisation's as held on the day.
        memberships: of what it is a member on the day.
        members: who is a member of it on the day.
    """

    title: str
    kind: str
    facts: tuple[tuple[str, str], ...]
    source: str
    offices: tuple[Dated, ...] = ()
    memberships: tuple[Dated, ...] = ()
    members: tuple[Dated, ...] = ()


class Lookup:
    """Looks names up on one day.

    Args:
        gazetteer: who there is.
        day: the ISO date by which offices and memberships are shown.
    """

    def __init__(self, gazetteer: Gazetteer, day: str) -> None:
        self.gazetteer = gazetteer
        self.day = day

    def cards(self, name: str) -> list[Card]:
        """All that bear a name, or whose id or Wikidata id it is; by a surname that is nobody's whole name, who is in office.

        Raises:
            UnknownNameError: nothing does; the message suggests near names.
        """
        found = {(card.title, card.kind): card for card in self._cards(name)}
        if found:
            return list(found.values())
        people = [self.gazetteer.people[person] for person in self.of_surname(name)]
        if not people:
            raise UnknownNameError(self._unknown(name))
        held = [person for person in people if self.gazetteer.offices_of(person.name, self.day)]
        return [self._person(person) for person in (held or people)[:_NEAR]]

    def of_surname(self, name: str) -> list[str]:
        """The people of a surname, by their whole names."""
        return sorted(self.gazetteer.surnames.get(" ".join(pieces(name)).lower(), ()))

    def _cards(self, name: str) -> Iterator[Card]:
        gazetteer = self.gazetteer
        if not name:
            return
        yield from (self._state(s) for s in gazetteer.states.values() if name in (s.id, s.iso3, s.wikidata))
        for organisation in gazetteer.organisations.values():
            if name in (organisation.id, organisation.wikidata):
                yield self._organisation(organisation)
        yield from (self._person(p) for p in gazetteer.people.values() if name == p.wikidata)
        yield from (card for one in gazetteer.index.exact(name) for card in self._bearer(one))

    def _bearer(self, name: Name) -> Iterator[Card]:
        if name.bearer in ("state", "adjective", "people", "capital"):
            yield self._state(self.gazetteer.states[name.id])
        elif name.bearer == "organisation":
            yield self._organisation(self.gazetteer.organisations[name.id])
        elif name.bearer == "person":
            yield self._person(self.gazetteer.people[name.id])
        elif name.bearer == "metonym":
            yield self._metonym(self.gazetteer.metonyms[int(name.id)])
        elif name.bearer == "collective":
            yield self._collective(self.gazetteer.collectives[int(name.id)])

    # --- cards

    def _state(self, state: State) -> Card:
        facts = (
            ("also", ", ".join(state.short_names)),
            ("adjective", ", ".join(state.adjectives)),
            ("people", ", ".join(state.people)),
            ("capital", ", ".join(state.capitals)),
            ("status", self.gazetteer.words.vocabulary.status.get(state.status, "")),
            ("existed", _period(state.start, state.end)),
            ("succeeded by", self._name(state.successor)),
            ("ISO 3166", " ".join(part for part in (state.iso3, state.iso2) if part)),
            ("COW", " ".join(part for part in (state.cow, state.cow_number) if part)),
            ("Wikidata", state.wikidata),
            ("GeoNames", state.geonames),
            ("note", state.note),
        )
        memberships = self._memberships(m for m in self.gazetteer.memberships if m.member == state.id)
        return Card(state.name, "state", _known(facts), state.source, self._holders(state.id), memberships)

    def _organisation(self, organisation: Organisation) -> Card:
        facts = (
            ("also", ", ".join((*organisation.acronyms, *organisation.short_names))),
            ("sector", self._sector(organisation.sector)),
            ("country", self._name(organisation.country)),
            ("part of", self._name(organisation.parent)),
            ("existed", _period(organisation.start, organisation.end)),
            ("Wikidata", organisation.wikidata),
            ("id", organisation.id),
        )
        return Card(
            organisation.name,
            self.gazetteer.words.vocabulary.kind[organisation.kind],
            _known(facts),
            organisation.source,
            self._holders(organisation.id),
            self._memberships(m for m in self.gazetteer.memberships if m.member == organisation.id),
            tuple(
                Dated(self._name(m.member), m.role, m.start, m.end, m.source)
                for m in self.gazetteer.memberships
                if m.organisation == organisation.id and m.covers(self.day)
            ),
        )

    def _person(self, person: Person) -> Card:
        terms = sorted(self.gazetteer.terms_by_person.get(person.name, ()), key=lambda t: (first_day(t.start), t.title))
        facts = (
            ("also", ", ".join(person.aliases)),
            ("country", self._name(person.country)),
            ("gender", self.gazetteer.words.vocabulary.gender.get(person.gender, "")),
            ("Wikidata", person.wikidata),
        )
        return Card(person.name, "person", _known(facts), person.source, tuple(self._office(t, t.of) for t in terms))

    def _metonym(self, metonym: Metonym) -> Card:
        stands = self._name(metonym.organisation) or metonym.name or self._name(metonym.state)
        facts = (
            ("stands for", stands),
            ("country", self._name(metonym.state)),
            ("sector", self._sector(metonym.sector)),
            ("place", metonym.place_name),
            ("note", metonym.note),
        )
        return Card(metonym.text, "metonym", _known(facts), metonym.source)

    def _collective(self, collective: Collective) -> Card:
        facts = (
            ("name", collective.name),
            ("sector", self._sector(collective.sector)),
            ("country", self._name(collective.country)),
            ("members", ", ".join(self._name(member) for member in collective.members)),
            ("note", collective.note),
        )
        return Card(collective.text, "several under one name", _known(facts), collective.source)

    # --- parts of cards

    def _holders(self, body: str) -> tuple[Dated, ...]:
        """Who holds which office in a state or organisation on the day: those held alone first, the high ones before others."""
        offices = self.gazetteer.words.offices
        order = {office: (not entry.alone, number) for number, (office, entry) in enumerate(offices.items())}
        held = [t for t in self.gazetteer.terms_by_body.get(body, ()) if t.covers(self.day)]
        held.sort(key=lambda t: (order[t.office], t.title, t.person))
        return tuple(self._office(term, term.person) for term in held)

    def _office(self, term: Term, name: str) -> Dated:
        return Dated(self._name(name), term.title, term.start, term.end, term.source, term.covers(self.day))

    def _memberships(self, memberships: Iterable[Membership]) -> tuple[Dated, ...]:
        held = (m for m in memberships if m.covers(self.day))
        rows = (Dated(self._name(m.organisation), m.role, m.start, m.end, m.source) for m in held)
        return tuple(sorted(rows, key=lambda row: (row.role != "member", row.name)))

    def _name(self, key: str) -> str:
        """The name of a state or organisation by its id; a person's id is the name."""
        entry = self.gazetteer.states.get(key) or self.gazetteer.organisations.get(key)
        return entry.name if entry is not None else key

    def _sector(self, sector: str) -> str:
        return f"{sector} ({self.gazetteer.words.vocabulary.sector[sector]})" if sector else ""

    # --- unknown names

    def _unknown(self, name: str) -> str:
        near = self.near(name)
        return f"'{name}' is not known" + (f"; near it: {', '.join(near)}" if near else "; no known name is near it")

    def near(self, name: str) -> list[str]:
        """Known names that are spelled much like a name, the likest first."""
        words = [word.lower() for word in pieces(name)]
        wanted = " ".join(words)
        if not wanted:
            return []
        spelled = {" ".join(held): held for held in self.gazetteer.index.names() if _comparable(words, wanted, held)}
        close = difflib.get_close_matches(wanted, spelled, n=_NEAR, cutoff=_ALIKE)
        shown = (self._shown(spelled[text]) for text in close)
        return list(dict.fromkeys(shown))

    def _shown(self, words: tuple[str, ...]) -> str:
        """A known name as it is written."""
        return " ".join(self.gazetteer.index.exact(" ".join(words))[0].words)


def _comparable(words: list[str], wanted: str, held: tuple[str, ...]) -> bool:
    """Whether a known name is worth comparing: alike in length, and with a word or a first letter in common."""
    length = sum(map(len, held)) + len(held) - 1
    return abs(length - len(wanted)) <= max(3, len(wanted) // 4) and (
        held[0][0] == wanted[0] or not set(held).isdisjoint(words)
    )


def _known(facts: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    return tuple((field, value) for field, value in facts if value)


def _period(start: str, end: str) -> str:
    """Dates of existence in words.

    >>> _period("1993-01-01", ""), _period("", "1991-12-26"), _period("", "")
    ('since 1993-01-01', 'until 1991-12-26', '')
    """
    if start and end:
        return f"{start} to {end}"
    return f"since {start}" if start else f"until {end}" if end else ""
