"""A user's own tables: checked against what there is, then kept, all or none."""

from __future__ import annotations

import csv
import os
import re
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from quidnunc.errors import GazetteerError
from quidnunc.gazetteer import rows
from quidnunc.gazetteer.acknowledged import Acknowledged, load_acknowledged
from quidnunc.gazetteer.entries import Term
from quidnunc.gazetteer.names import pieces
from quidnunc.gazetteer.store import DATA, Gazetteer
from quidnunc.gazetteer.tables import Row, first_day, last_day, read_header, read_table

_WIKIDATA = re.compile(r"^Q[1-9]\d*$")


@dataclass(frozen=True)
class Shape:
    """A table that may be added to: all its columns, and those that a user has to give."""

    name: str
    columns: tuple[str, ...]
    needed: tuple[str, ...]

    @property
    def optional(self) -> tuple[str, ...]:
        """The columns that may be left out."""
        return tuple(column for column in self.columns if column not in self.needed)


# In the order in which they lean on each other.
SHAPES = (
    Shape("organisations", rows.ORGANISATION_COLUMNS, ("id", "name", "kind", "sector")),
    Shape("people", rows.PERSON_COLUMNS, ("name", "country")),
    Shape("offices", rows.TERM_COLUMNS, ("person", "of", "office", "title", "from")),
    Shape("memberships", rows.MEMBERSHIP_COLUMNS, ("member", "organisation", "role")),
    Shape("places", rows.PLACE_COLUMNS, ("name", "feature", "country", "lat", "lon")),
)


@dataclass(frozen=True)
class Addition:
    """A user's file: the table it belongs to, and its rows with all columns."""

    path: Path
    shape: Shape
    rows: tuple[Row, ...]

    def kept_at(self, own: Path) -> Path:
        """Where it is kept; a file of the same name that was added before is replaced."""
        return own / self.shape.name / self.path.name


def add(paths: Sequence[Path], own: Path, folder: Path = DATA) -> list[Addition]:
    """Adds a user's tables to their own, all or none.

    Args:
        paths: CSV files; which table each belongs to, its header says.
        own: the folder of the user's own tables.
        folder: the tables that ship.

    Raises:
        GazetteerError: a file is no table of ours, or a row contradicts what there is; the message names file, line and column.
            Nothing is kept then.
    """
    additions = [_read(path) for path in paths]
    additions.sort(key=lambda a: SHAPES.index(a.shape))
    replaced = [addition.kept_at(own) for addition in additions]
    twice = next((path for i, path in enumerate(replaced) if path in replaced[:i]), None)
    if twice is not None:
        raise GazetteerError("two files of this name for one table; rename one", source=twice.name)
    base = Gazetteer(folder, own, without=replaced)
    known = load_acknowledged(folder / "acknowledged.yaml")
    check = _Check(base, known)
    for addition in additions:
        for row in addition.rows:
            check.row(addition.shape, row)
    keep(additions, own)
    return additions


def shape_of(path: Path) -> Shape:
    """The table that a file belongs to by its header. Raises GazetteerError where a column is missing."""
    header = set(read_header(path))
    fitting = [shape for shape in SHAPES if header >= set(shape.needed) and header <= set(shape.columns)]
    if fitting:
        return max(fitting, key=lambda shape: len(header & set(shape.needed)))
    nearest = max(SHAPES, key=lambda shape: (len(header & set(shape.needed)), len(header & set(shape.columns))))
    if not header & set(nearest.needed):
        tables = "; ".join(f"{shape.name}: {', '.join(shape.needed)}" for shape in SHAPES)
        raise GazetteerError(f"a table of none of these kinds, by its header ({tables})", source=str(path), line=1)
    return nearest


def _read(path: Path) -> Addition:
    shape = shape_of(path)
    found = tuple(read_table(path, shape.needed, shape.optional))
    for row in found:
        row.cells["source"] = row["source"] or f"own: {path.name}"
        if shape.name == "places" and not row["id"]:
            row.cells["id"] = f"own:{'-'.join(pieces(row['name'])).lower()}"
    return Addition(path, shape, found)


class _Check:
    """What a user's rows must agree with: the tables there are, and the rows before them."""

    def __init__(self, base: Gazetteer, known: Acknowledged) -> None:
        self.base = base
        self.known = known
        self.organisations = set(base.organisations)
        self.people = set(base.people)
        self.places = {row["id"] for row in base.place_rows()}
        self.terms: dict[str, list[Term]] = {of: list(terms) for of, terms in base.terms_by_body.items()}
        self.memberships = {(m.member, m.organisation, m.role, m.start) for m in base.memberships}
        self._rows: dict[str, Callable[[Row], None]] = {
            "organisations": self._organisation,
            "people": self._person,
            "offices": self._office,
            "memberships": self._membership,
            "places": self._place,
        }

    def row(self, shape: Shape, row: Row) -> None:
        """Refuses a row that contradicts another. Raises GazetteerError."""
        for column in shape.needed:
            if not row[column]:
                raise row.error("must not be empty", column)
        if "wikidata" in shape.columns and row["wikidata"] and not _WIKIDATA.match(row["wikidata"]):
            raise row.error(f"'{row['wikidata']}' is no Wikidata id: a Q and a number", "wikidata")
        self._rows[shape.name](row)

    def rest(self, shape: Shape, row: Row) -> None:
        """Refuses to leave a row whose person, body or organisation is in no table. Raises GazetteerError."""
        if shape.name == "offices":
            self._in(row, "person", self.people)
            self._in(row, "of", self.base.states, self.organisations)
        elif shape.name == "memberships":
            self._in(row, "organisation", self.organisations)
        elif shape.name == "organisations" and row["parent"]:
            self._in(row, "parent", self.organisations)

    def _state(self, row: Row, column: str) -> None:
        code = row[column]
        if code and code not in self.base.states:
            named = self.base.index.exact(code)
            hint = next((f"; {n.id} is {code}'s" for n in named if n.bearer == "state"), "")
            raise row.error(
                f"no state has the code '{code}' (ISO 3166 alpha-3 or one of docs/gazetteer.md){hint}", column
            )

    def _new(self, row: Row, column: str, held: set[str]) -> None:
        if row[column] in held:
            raise row.error(f"'{row[column]}' stands in the tables already", column)
        held.add(row[column])

    def _in(self, row: Row, column: str, *held: object) -> None:
        value = row[column]
        if not any(value in table for table in held):  # type: ignore[operator]
            raise row.error(f"'{value}' is in no table; add it first, or in the same command", column)

    def _organisation(self, row: Row) -> None:
        rows.organisation_of(row, self.base.words)
        self._state(row, "country")
        self._new(row, "id", self.organisations)
        if row["parent"]:
            self._in(row, "parent", self.organisations)
        _ordered(row)

    def _person(self, row: Row) -> None:
        rows.person_of(row, self.base.words)
        self._state(row, "country")
        self._new(row, "name", self.people)

    def _office(self, row: Row) -> None:
        term = rows.term_of(row, self.base.words)
        self._in(row, "person", self.people)
        self._in(row, "of", self.base.states, self.organisations)
        _ordered(row)
        held = self.terms.setdefault(term.of, [])
        same = next((t for t in held if (t.person, t.office, t.start) == (term.person, term.office, term.start)), None)
        if same is not None:
            if same.end or not term.end:
                raise row.error("this term stands in the tables already", "from")
            held.remove(same)
        if self.base.words.offices[term.office].alone:
            self._alone(row, term, held)
        held.append(term)

    def _alone(self, row: Row, term: Term, held: list[Term]) -> None:
        """Refuses a second holder of an office that one person holds, for more than a day."""
        for other in held:
            if other.office != term.office or other.person == term.person or not (other.start and term.start):
                continue
            start, end = max(last_day(term.start), last_day(other.start)), min(_end(term), _end(other))
            if start < end and not self.known.shared(term.of, term.office, term.person, other.person):
                until = f"until {other.end}" if other.end else "with no end; close that term with a row of its own"
                raise row.error(f"overlaps with {other.person}, who holds it from {other.start} {until}", "from")

    def _membership(self, row: Row) -> None:
        entry = rows.membership_of(row, self.base.words)
        self._state(row, "member")
        self._in(row, "organisation", self.organisations)
        _ordered(row)
        key = (entry.member, entry.organisation, entry.role, entry.start)
        if key in self.memberships:
            raise row.error("this membership stands in the tables already", "member")
        self.memberships.add(key)

    def _place(self, row: Row) -> None:
        self._state(row, "country")
        self._new(row, "id", self.places)
        for column, most in (("lat", 90.0), ("lon", 180.0)):
            value = row.number(column)
            if value is None or abs(value) > most:
                raise row.error(f"must lie between −{most:.0f} and {most:.0f}", column)


def _end(term: Term) -> str:
    """The first day that a term may have ended on; a closed term's end is no day of overlap."""
    return first_day(term.end) if term.end else "9999-12-31"


def _ordered(row: Row) -> None:
    start, end = row.date("from"), row.date("to")
    if start and end and first_day(start) > last_day(end):
        raise row.error(f"ends on {end} before it starts on {start}", "to")


def keep(additions: Sequence[Addition], own: Path) -> None:
    """Writes all files beside their places first, then puts them there. Raises GazetteerError where it cannot."""
    written: list[tuple[Path, Path]] = []
    try:
        for addition in additions:
            path = addition.kept_at(own)
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}-", suffix=".part")
            written.append((Path(name), path))
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, addition.shape.columns, lineterminator="\n")
                writer.writeheader()
                writer.writerows(row.cells for row in addition.rows)
        for part, path in written:
            part.replace(path)
    except OSError as problem:
        for part, _ in written:
            part.unlink(missing_ok=True)
        raise GazetteerError(f"cannot be written: {problem.strerror}", source=str(own)) from problem


def kept(own: Path) -> list[tuple[Path, int]]:
    """The files of the user's own tables, and how many rows each has. Raises GazetteerError on a broken one."""
    return [
        (path, sum(1 for _ in read_table(path, shape.columns)))
        for shape in SHAPES
        for path in sorted((own / shape.name).glob("*.csv"))
    ]


def remove(name: str, own: Path, folder: Path = DATA) -> None:
    """Removes one of the user's own files.

    Args:
        name: ``TABLE/FILE.csv``.
        own: the folder of the user's own tables.
        folder: the tables that ship.

    Raises:
        GazetteerError: there is no such file, or others of the user's rows need it; then it stays.
    """
    path = own / name
    if path not in [held for held, _ in kept(own)]:
        raise GazetteerError("no such table of your own; `quidnunc gazetteer list` lists them", source=name)
    rest = Gazetteer(folder, own, without=(path,))
    check = _Check(rest, load_acknowledged(folder / "acknowledged.yaml"))
    for shape in SHAPES:
        for other in sorted((own / shape.name).glob("*.csv")):
            if other != path:
                for row in read_table(other, shape.columns):
                    check.rest(shape, row)
    path.unlink()
