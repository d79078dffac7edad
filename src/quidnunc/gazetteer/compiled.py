"""The tables as entries, with the names that they give: read from the CSV files, and kept in the user's cache for the next run."""

from __future__ import annotations

import dataclasses
import gc
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TypeVar

import msgspec

from quidnunc.cache import code_digest, made_once
from quidnunc.gazetteer import rows
from quidnunc.gazetteer.entries import Collective, Membership, Metonym, Organisation, Person, State, Term
from quidnunc.gazetteer.names import Bearer, Name, NameIndex
from quidnunc.gazetteer.roles import load_roles
from quidnunc.gazetteer.sources import Sources
from quidnunc.gazetteer.tables import Row
from quidnunc.gazetteer.vocabulary import Words

Entry = TypeVar("Entry", bound=State | Organisation | Person)
Borne = tuple[str, Bearer, str]  # a name as the tables write it, what kind of bearer it has, the bearer's id

_CODE = ("compiled.py", "entries.py", "names.py", "roles.py", "rows.py", "tables.py", "vocabulary.py")
"""What the kept tables depend on beside the tables themselves: a change there makes them anew."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Tables:
    """All entries, by id where they have one, else in table order."""

    states: dict[str, State]
    organisations: dict[str, Organisation]
    people: dict[str, Person]
    terms: list[Term]
    memberships: list[Membership]
    metonyms: list[Metonym]
    collectives: list[Collective]


def read(sources: Sources, words: Words) -> Tables:
    """The tables from their files.

    Raises:
        GazetteerError: a table breaks its contract; the message names file, line and column.
    """
    with undisturbed():
        return Tables(
            _entries(sources, "states", rows.STATE_COLUMNS, "id", rows.state_of, words),
            _entries(sources, "organisations", rows.ORGANISATION_COLUMNS, "id", rows.organisation_of, words),
            _entries(sources, "people", rows.PERSON_COLUMNS, "name", rows.person_of, words),
            _terms(sources, words),
            [rows.membership_of(row, words) for row in sources.rows("memberships", rows.MEMBERSHIP_COLUMNS)],
            [rows.metonym_of(row, words) for row in sources.rows("metonyms", rows.METONYM_COLUMNS)],
            [rows.collective_of(row, words) for row in sources.rows("collectives", rows.COLLECTIVE_COLUMNS)],
        )


def names_of(tables: Tables, sources: Sources, words: Words) -> NameIndex:
    """The index of all names that the entries and the places bear."""
    index = NameIndex(words.risky)
    with undisturbed():
        for text, bearer, key in chain(
            _state_names(tables), _organisation_names(tables, sources), _other_names(tables, sources)
        ):
            index.add(text, bearer, key)
    return index


def kept(sources: Sources, words: Words, digest: str) -> tuple[Tables, list[Name]]:
    """The tables and names as an earlier run left them in the user's cache, else from their files.

    Args:
        sources: the tables' files.
        words: what their columns may hold.
        digest: a hash over the content of the files.

    Raises:
        GazetteerError: as :func:`read`.
        OSError: not even the temporary folder can be written to.
    """
    made: list[tuple[Tables, list[Name]]] = []

    def make(path: Path) -> None:
        made.append(_made(sources, words))
        path.write_bytes(msgspec.msgpack.encode(made[0]))

    path = made_once(f"tables-{digest}-{code_digest('quidnunc.gazetteer', _CODE)}.msgpack", make)
    if made:
        return made[0]
    try:
        with undisturbed():
            return msgspec.msgpack.decode(path.read_bytes(), type=tuple[Tables, list[Name]])
    except (OSError, msgspec.DecodeError) as problem:
        _log.warning("%s cannot be used (%s); reading the tables themselves", path, problem)
        path.unlink(missing_ok=True)
        return _made(sources, words)


def _made(sources: Sources, words: Words) -> tuple[Tables, list[Name]]:
    tables = read(sources, words)
    return tables, names_of(tables, sources, words).borne()


@contextmanager
def undisturbed() -> Iterator[None]:
    """Without the garbage collector, which would walk hundreds of thousands of new objects in vain, a third of the loading time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _entries(
    sources: Sources,
    table: str,
    columns: tuple[str, ...],
    key: str,
    make: Callable[[Row, Words], Entry],
    words: Words,
) -> dict[str, Entry]:
    """The entries of a table by id; a user's own fill the empty cells of those that ship."""
    out: dict[str, Entry] = {}
    for row in sources.shipped_rows(table, columns):
        if not row[key]:
            raise row.error("an entry needs an id", key)
        if row[key] in out:
            raise row.error(f"'{row[key]}' stands in the tables already; merge the two rows", key)
        out[row[key]] = make(row, words)
    for row in sources.own_rows(table, columns):
        if not row[key]:
            raise row.error("an entry needs an id", key)
        entry, held = make(row, words), out.get(row[key])
        out[row[key]] = entry if held is None else _filled(held, entry)
    return out


def _filled(held: Entry, other: Entry) -> Entry:
    """An entry with its empty cells filled from another; lists of names are put together."""
    changes: dict[str, object] = {}
    for field in dataclasses.fields(held):
        old, new = getattr(held, field.name), getattr(other, field.name)
        if isinstance(old, tuple):
            changes[field.name] = tuple(dict.fromkeys((*old, *new)))
        elif old in ("", None):
            changes[field.name] = new
    return dataclasses.replace(held, **changes)  # type: ignore[arg-type]


def _terms(sources: Sources, words: Words) -> list[Term]:
    """The terms of office; a user's own close those that are left open."""
    terms = [rows.term_of(row, words) for row in sources.shipped_rows("offices", rows.TERM_COLUMNS)]
    own = [rows.term_of(row, words) for row in sources.own_rows("offices", rows.TERM_COLUMNS)]
    if own:
        at = {(t.person, t.of, t.office, t.start): i for i, t in enumerate(terms)}
        for term in own:
            i = at.get((term.person, term.of, term.office, term.start))
            if i is None:
                at[term.person, term.of, term.office, term.start] = len(terms)
                terms.append(term)
            elif not terms[i].end:
                terms[i] = dataclasses.replace(terms[i], end=term.end)
    return terms


def _state_names(tables: Tables) -> Iterator[Borne]:
    for state in tables.states.values():
        columns: tuple[tuple[Bearer, tuple[str, ...]], ...] = (
            ("state", (state.name, *state.short_names)),
            ("adjective", state.adjectives),
            ("people", state.people),
            ("capital", state.capitals),
        )
        for bearer, names in columns:
            yield from ((name, bearer, state.id) for name in names)


def _organisation_names(tables: Tables, sources: Sources) -> Iterator[Borne]:
    owners = _owners(tables)
    table = load_roles(sources.folder / "roles.yaml").table
    roles = frozenset(word for role in table.roles for word in role.words)
    for organisation in tables.organisations.values():
        for name in (organisation.name, *organisation.short_names, *organisation.acronyms):
            if not _composes(name, organisation, owners, roles):
                yield name, "organisation", organisation.id


def _other_names(tables: Tables, sources: Sources) -> Iterator[Borne]:
    for person in tables.people.values():
        yield from ((name, "person", person.name) for name in (person.name, *person.aliases))
    for row in sources.rows("places", rows.PLACE_COLUMNS):
        for name in (row["name"], *row.many("aliases")):
            if " " in name:  # so that "West Bank" is not "the West"; single words are the places' own business
                yield name, "place", row["id"]
    yield from ((metonym.text, "metonym", str(i)) for i, metonym in enumerate(tables.metonyms))
    yield from ((collective.text, "collective", str(i)) for i, collective in enumerate(tables.collectives))


def _owners(tables: Tables) -> dict[str, str]:
    """The words that say whose a ministry or service is ("Russian", "Russia's"), and their states."""
    return {
        word: state.id
        for state in tables.states.values()
        for word in (*state.adjectives, *(f"{name}'s" for name in (state.name, *state.short_names)))
        if word != state.name  # "Hong Kong Police Force" is a name
    }


def _composes(name: str, organisation: Organisation, owners: dict[str, str], roles: frozenset[str]) -> bool:
    """Whether reading composes a name by itself: "Russian", "Russia's" and a role noun ("Russian Foreign Ministry")."""
    if organisation.kind not in ("ministry", "intelligence", "military", "police"):
        return False
    words = name.replace("’", "'").split(" ")
    return any(
        owners.get(" ".join(words[:i])) == organisation.country and not roles.isdisjoint(_singular(words[i:]))
        for i in range(1, len(words))
    )


def _singular(words: list[str]) -> tuple[str, ...]:
    """A role noun in lower case, as it stands and without the mark of the plural."""
    text = " ".join(words).lower()
    return text, text.removesuffix("s"), text.removesuffix("ies") + "y"
