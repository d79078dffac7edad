"""Makes the actors of one article: from gazetteer entries, by composition, or local to the text."""

from __future__ import annotations

import re
import unicodedata

from quidnunc.gazetteer import Gazetteer
from quidnunc.gazetteer.entries import Term
from quidnunc.gazetteer.tables import first_day, last_day
from quidnunc.records import Actor, ActorKind, Count

_SLUG = re.compile(r"[^a-z0-9]+")
_ARMED = frozenset({"armed_group"})


def slug(text: str) -> str:
    """Lower-case letters, digits and hyphens of a name.

    >>> slug("Recep Tayyip Erdoğan")
    'recep-tayyip-erdogan'
    """
    plain = unicodedata.normalize("NFKD", text.replace("ı", "i")).encode("ascii", "ignore").decode().lower()
    return _SLUG.sub("-", plain).strip("-") or "-".join(f"{ord(c):x}" for c in text[:8])


class ActorBook:
    """The actors of one article, each made once. All methods return an actor's id.

    Args:
        gazetteer: who there is.
        day: the report's ISO date, by which offices are looked up, or None.
    """

    def __init__(self, gazetteer: Gazetteer, day: str | None) -> None:
        self.gazetteer = gazetteer
        self.day = day
        self.actors: dict[str, Actor] = {}

    def __getitem__(self, key: str) -> Actor:
        return self.actors[key]

    def _add(self, actor: Actor) -> str:
        self.actors.setdefault(actor.id, actor)
        return actor.id

    def iso3(self, state: str | None) -> str | None:
        """The code that records show for a state: ISO 3166 alpha-3, else our documented own."""
        if not state:
            return None
        entry = self.gazetteer.states.get(state)
        return (entry.iso3 or entry.id) if entry else state

    def state_of(self, key: str) -> str | None:
        """The state that an actor belongs to, where the gazetteer holds it."""
        code = self.actors[key].country
        return code if code in self.gazetteer.states else None

    def state(self, key: str) -> str:
        """A state."""
        entry = self.gazetteer.states[key]
        return self._add(
            Actor(
                id=entry.id,
                name=entry.name,
                kind="state",
                country=self.iso3(key),
                sector="GOV",
                wikidata=entry.wikidata or None,
            )
        )

    def government(self, key: str, name: str = "") -> str:
        """A state's government. The state's Wikidata id is not its own."""
        entry = self.gazetteer.states[key]
        return self._add(
            Actor(
                id=f"{entry.id}-GOV",
                name=name or f"Government of {entry.name}",
                kind="government",
                country=self.iso3(key),
                sector="GOV",
            )
        )

    def organisation(self, key: str) -> str:
        """An organisation of the gazetteer."""
        entry = self.gazetteer.organisations[key]
        kind: ActorKind = "armed_group" if entry.kind in _ARMED else "organisation"
        return self._add(
            Actor(
                id=f"org:{entry.id}",
                name=entry.name,
                kind=kind,
                country=self.iso3(entry.country),
                sector=entry.sector,
                wikidata=entry.wikidata or None,
            )
        )

    def person(self, name: str) -> str:
        """A person of the gazetteer, with country and sector by the office held on the report's day."""
        entry = self.gazetteer.people[name]
        term = self.position(name)
        country, sector = entry.country or None, None
        if term is not None:
            body = self.gazetteer.organisations.get(term.of)
            if body is None:
                country, sector = term.of, self.gazetteer.words.offices[term.office].sector or "GOV"
            else:
                sector = "OPP" if body.sector == "PTY" and "opposition" in term.title.lower() else body.sector
                country = body.country or None if body.sector != "IGO" else None
                country = country or (entry.country if body.sector != "IGO" else None)
        return self._add(
            Actor(
                id=f"person:{slug(name)}",
                name=name,
                kind="person",
                country=self.iso3(country),
                sector=sector or "GOV",
                wikidata=entry.wikidata or None,
            )
        )

    def position(self, name: str) -> Term | None:
        """The office that says what a person is on the report's day: one then held, else the last before, else the first after."""
        terms = self.gazetteer.terms_by_person.get(name, [])
        if not terms:
            return None
        if self.day is None:
            return max(terms, key=lambda t: first_day(t.start))
        home = self.gazetteer.people[name].country
        held = [t for t in terms if t.covers(self.day)]
        if held:
            home = self.gazetteer.people[name].country
            return max(
                held,
                key=lambda t: (t.of == home, t.office in ("head_of_state", "head_of_government"), first_day(t.start)),
            )
        before = [t for t in terms if t.end and last_day(t.end) < self.day]
        if before:
            return max(before, key=lambda t: (t.of == home, t.of in self.gazetteer.states, last_day(t.end)))
        return min(terms, key=lambda t: first_day(t.start))

    def metonym(self, number: int) -> str:
        """Whom a metonym stands for."""
        entry = self.gazetteer.metonyms[number]
        if entry.organisation:
            return self.organisation(entry.organisation)
        if entry.sector in ("GOV", ""):
            return self.government(entry.state)
        return self.composed(entry.state, entry.sector, entry.name or entry.text, name=entry.name or entry.text)

    def collective(self, number: int) -> str:
        """Several actors under one name."""
        entry = self.gazetteer.collectives[number]
        return self._add(
            Actor(
                id=f"group:{slug(entry.name)}",
                name=entry.name,
                kind="group",
                country=self.iso3(entry.country) if entry.country else None,
                sector=entry.sector or None,
            )
        )

    def composed(
        self,
        state: str | None,
        sector: str,
        words: str,
        *,
        name: str = "",
        kind: ActorKind = "organisation",
        body: str | None = None,
        count: Count | None = None,
        anonymous: bool = False,
    ) -> str:
        """An actor named by what it is and whose it is ("Russian Foreign Ministry", "Israeli civilians").

        Args:
            state: the state it belongs to, if known.
            sector: its PLOVER sector.
            words: the role noun as written, without the nationality.
            name: the whole name; composed of the state's adjective and ``words`` where empty.
            kind: what it is.
            body: the organisation it belongs to, if it is one's ("Taliban spokesman"); an actor id.
            count: how many there are, where stated.
            anonymous: whether the text keeps it nameless.
        """
        owner = state or (body or "")
        if not name:
            if state:
                name = f"{self.gazetteer.states[state].display} {words}"
            elif body:
                name = f"{self.actors[body].name} {words}"
            else:
                name = words
        key = ":".join(part for part in (owner.replace("org:", ""), sector, slug(words)) if part)
        if count is not None:
            key += f":{count.low}-{count.high}"
        return self._add(
            Actor(
                id=key,
                name=name,
                kind=kind,
                country=self.iso3(state) or (self.actors[body].country if body else None),
                sector=sector,
                anonymous=anonymous,
                count=count,
            )
        )

    def local_person(self, name: str, state: str | None, sector: str | None) -> str:
        """A person whom the gazetteer does not know."""
        return self._add(
            Actor(id=f"local:{slug(name)}", name=name, kind="person", country=self.iso3(state), sector=sector)
        )

    def local_organisation(self, name: str, state: str | None, sector: str | None) -> str:
        """An organisation that the gazetteer does not know."""
        return self._add(
            Actor(id=f"local:{slug(name)}", name=name, kind="organisation", country=self.iso3(state), sector=sector)
        )

    def describe(self, key: str, *, country: str | None = None, sector: str | None = None) -> None:
        """Adds what a description told of a local actor; what is known already stays."""
        old = self.actors[key]
        if (country and not old.country) or (sector and not old.sector):
            self.actors[key] = Actor(
                id=old.id,
                name=old.name,
                kind=old.kind,
                country=old.country or self.iso3(country),
                sector=old.sector or sector,
                wikidata=old.wikidata,
                anonymous=old.anonymous,
                count=old.count,
            )
