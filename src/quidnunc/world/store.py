"""The world: a folder or an object-store URL that holds readings, and whatever people judged of them.

The base is append-only Delta tables, so that several runs may write at once, a killed one leaves nothing half done, and
a published figure can be asked again of the version that it came from. All else is derived, and can be made anew.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import msgspec
import pyarrow as pa

from quidnunc.errors import DamagedWorldError, InputError, WorldError
from quidnunc.records import ReaderVersion, Reading, content_id
from quidnunc.world.judging import judgement_row
from quidnunc.world.known import Known, Sighting, place_of
from quidnunc.world.schema import JUDGEMENTS, REJECTED, SIGHTINGS, reading_of, readings_schema, readings_table
from quidnunc.world.tables import DataFile, Table, Version

if TYPE_CHECKING:
    from quidnunc.world.filter import Filter
    from quidnunc.world.query import Answer

TABLES = ("readings", "sightings", "rejected", "judgements")

Damage = Callable[[DamagedWorldError], None]


@dataclass(frozen=True, slots=True)
class Added:
    """What a commit added: readings that are new, and those that took an older one's place."""

    new: int = 0
    reread: int = 0


@dataclass(frozen=True, slots=True)
class Compacted:
    """Numbers of files before and after they were put together, and of those deleted."""

    before: int
    after: int
    deleted: int


class World:
    """Many readings in one place.

    Args:
        path: a folder, or an object store's URL (``s3://…``, ``gs://…``, ``az://…``).
        as_of: see the world as it was: the number of a version of ``readings`` (``World.history`` lists them), or a day
            or moment in ISO form. Such a world is not written to.
        storage_options: credentials and the like of an object store.
        create: make it where it is not yet there.

    Raises:
        WorldError: there is none (and ``create`` is false), or it cannot be read; NewerWorldError, DamagedWorldError
            where that is why.
    """

    def __init__(
        self,
        path: str | Path,
        *,
        as_of: int | str | datetime.datetime | None = None,
        storage_options: Mapping[str, str] | None = None,
        create: bool = False,
    ) -> None:
        self.path = _canonical(path)
        self.storage_options = dict(storage_options) if storage_options else None
        self._tables = tables_of(self.path, self.storage_options)
        if create:
            _make_folder(self.path)
            for table in self._tables.values():
                table.create()
        self._tables["readings"].at()
        self.as_of = as_of
        self._versions = self._resolve(as_of)
        self._known = Known()
        self._judged: dict[str, list[dict[str, Any]]] = {}

    # Looking

    def table(self, name: str) -> Table:
        """One of the world's tables: ``readings``, ``sightings``, ``rejected``, ``judgements``."""
        return self._tables[name]

    def version(self, name: str = "readings") -> int:
        """The version of a table that is looked at: the one asked for, else the newest."""
        held = self._versions.get(name)
        return self._tables[name].at().version() if held is None else held

    def history(self) -> list[Version]:
        """The commits of ``readings``, oldest first."""
        return self._tables["readings"].versions()

    def files(self, name: str = "readings") -> list[DataFile]:
        """The Parquet files of a table in the version that is looked at."""
        if self._versions.get(name) == _BEFORE:
            return []
        table = self._tables[name]
        return table.files(table.at(self._versions.get(name)))

    def rows(
        self, name: str, columns: list[str] | None = None, *, damaged: Damage | None = None
    ) -> Iterator[dict[str, Any]]:
        """A table's rows as plain dictionaries, file by file.

        Args:
            name: the table.
            columns: those wanted; all by default.
            damaged: told of each file that cannot be read, which is then passed over; without it the first one raises.

        Raises:
            DamagedWorldError: a file cannot be read and ``damaged`` is not given.
        """
        for file in self.files(name):
            try:
                for batch in self._tables[name].batches(file, columns):
                    yield from batch.to_pylist()
            except DamagedWorldError as problem:
                if damaged is None:
                    raise
                damaged(problem)

    def judgements(self) -> list[dict[str, Any]]:
        """All rows of ``judgements``, oldest first; each call reads only the files that are new since the last.

        Raises:
            DamagedWorldError: a file cannot be read.
        """
        if not self._tables["judgements"].exists():
            return []
        files = self.files("judgements")
        held = self._judged
        self._judged = {file.path: held.get(file.path) or self._judgements_of(file) for file in files}
        return sorted(
            (row for rows in self._judged.values() for row in rows), key=lambda row: (row["added_at"], row["id"])
        )

    def _judgements_of(self, file: DataFile) -> list[dict[str, Any]]:
        empty = dict.fromkeys(JUDGEMENTS.names)  # an older version's rows lack what it did not know
        return [{**empty, **row} for row in self._tables["judgements"].read_file(file).to_pylist()]

    def readings(self, *, damaged: Damage | None = None) -> Iterator[Reading]:
        """All readings, file by file, never all in memory at once. ``damaged`` as for ``rows``."""
        for row in self.rows("readings", damaged=damaged):
            yield reading_of(row)

    def reading(self, key: str) -> Reading:
        """One reading by its id.

        Raises:
            WorldError: the world holds no such reading.
        """
        import pyarrow.compute as pc
        import pyarrow.parquet as pq

        table = self._tables["readings"]
        for file in self.files():
            ids = table.read_file(file, ["id"]).column("id")
            at = pc.index(ids, key).as_py()
            if at < 0:
                continue
            with pq.ParquetFile(file.path, filesystem=table.filesystem()) as parquet:
                for group in range(parquet.num_row_groups):
                    length = parquet.metadata.row_group(group).num_rows
                    if at < length:
                        return reading_of(parquet.read_row_group(group).slice(at, 1).to_pylist()[0])
                    at -= length
        raise WorldError(f"no reading '{key}'", source=self.path)

    def __len__(self) -> int:
        """The number of articles."""
        return sum(file.rows for file in self.files())

    def to_arrow(self, name: str = "readings", columns: list[str] | None = None) -> pa.Table:
        """A table as one Arrow table."""
        table = self._tables[name]
        schema = table.schema if columns is None else pa.schema([table.schema.field(column) for column in columns])
        found = [table.read_file(file, columns) for file in self.files(name)]
        return pa.concat_tables([schema.empty_table(), *found], promote_options="permissive")

    def known(self) -> Known:
        """The articles held now; each call reads only the files that are new since the last."""
        for file in self.files():
            if file.path not in self._known.files:
                self._learn(file)
        if self._tables["sightings"].exists():
            for file in self.files("sightings"):
                if file.path not in self._known.files:
                    for row in self._tables["sightings"].read_file(file).to_pylist():
                        self._known.places.add(place_of(row["reading"], row["url"], row["outlet"]))
                    self._known.files.add(file.path)
        return self._known

    def _learn(self, file: DataFile) -> None:
        for batch in self._tables["readings"].batches(file, ["id", "url", "outlet", "reader"], 8192):
            for row in batch.to_pylist():
                self._known.note(row["id"], msgspec.convert(row["reader"], ReaderVersion))
                self._known.places.add(place_of(row["id"], row["url"], row["outlet"]))
        self._known.files.add(file.path)

    def events(self, where: Filter | None = None, *, judged: bool = True, **filters: object) -> Answer:
        """The events that pass a filter, one a row, as reported: ``.arrow()``, ``.df()``, ``.pl()``, ``.rows()``, ``.count()``.

        Args:
            where: a filter.
            judged: apply people's verdicts.
            **filters: its fields instead: ``agent="Russia", since="2023-01-01", status=["happened"]``.

        Raises:
            FilterError: a filter or value that there is not.
        """
        from quidnunc.world.filter import Filter
        from quidnunc.world.query import Query

        return Query(self, judged=judged).events(where if where is not None else Filter.of(filters))

    def incidents(
        self,
        where: Filter | None = None,
        *,
        least: int = 1,
        contradicted: bool = False,
        order: str | None = "day",
        judged: bool = True,
        **filters: object,
    ) -> Answer:
        """The incidents that hold an event which passes a filter: each once, with all who report it; answers as ``events``.

        Args:
            where: a filter.
            least: leave out incidents of fewer independent outlets.
            contradicted: only incidents that some say happened and others say did not.
            order: ``day``, ``newest`` or ``reports`` (most outlets first); None for whatever order is quickest.
            judged: apply people's verdicts: events rejected or fixed, merges taken back.
            **filters: the filter's fields instead.

        Raises:
            FilterError: a filter, value or order that there is not.
        """
        from quidnunc.world.filter import Filter
        from quidnunc.world.query import Query

        asked = where if where is not None else Filter.of(filters)
        return Query(self, judged=judged).incidents(asked, least=least, contradicted=contradicted, order=order)

    # Writing

    def add(self, readings: Iterable[Reading], *, run: str | None = None, supersede: bool = False) -> Added:
        """Commits readings, whole or not at all; those that the world holds already add nothing.

        Args:
            readings: a batch; the first of equal ids counts.
            run: which run this is, as ``new_run`` names it.
            supersede: take the place of older readings of the same articles, where another reader made those.

        Raises:
            WorldError: the world cannot be written, or is looked at as of an earlier version.
        """
        self._must_be_current()
        extra = {"added_at": _now(), "run": run or self.run}
        batch = {reading.id: reading for reading in reversed(list(readings))}
        batch = dict(reversed(batch.items()))
        counts = {"new": 0}

        def fresh(_: object) -> pa.Table | None:
            known = self.known()
            missing = [reading for key, reading in batch.items() if key not in known.readers]
            counts["new"] = len(missing)
            return readings_table((reading, extra) for reading in missing) if missing else None

        self._tables["readings"].append(fresh)
        stale = [r for r in batch.values() if supersede and self.known().reader(r.id) != r.reader]
        if stale:
            self._tables["readings"].supersede(readings_table((reading, extra) for reading in stale))
        return Added(new=counts["new"], reread=len(stale))

    def sight(self, sightings: Iterable[Sighting], *, run: str | None = None) -> int:
        """Notes where articles that are held already were seen again: who else carried the same text.

        Returns:
            How many of these are new. One without outlet and address says nothing, and is not kept.
        """
        self._must_be_current()
        extra = {"added_at": _now(), "run": run or self.run}
        batch = {sighting.place: sighting for sighting in sightings if sighting.url or sighting.outlet}
        count = 0

        def fresh(_: object) -> pa.Table | None:
            nonlocal count
            known = self.known().places
            rows = [{**sighting._asdict(), **extra} for place, sighting in batch.items() if place not in known]
            count = len(rows)
            return pa.Table.from_pylist(rows, schema=SIGHTINGS) if rows else None

        if batch:
            self._tables["sightings"].append(fresh)
        return count

    def reject(self, problems: Iterable[InputError], *, run: str | None = None) -> int:
        """Keeps what could not be read, with its reason; the same refusal twice adds nothing. Returns how many are new."""
        self._must_be_current()
        extra = {"added_at": _now(), "run": run or self.run}
        batch: dict[str, dict[str, object]] = {}
        for problem in problems:
            key = content_id(problem.source, problem.field, problem.message)
            batch[key] = {
                "id": key,
                "source": problem.source,
                "kind": _KINDS.get(type(problem).__name__, "unreadable"),
                "field": problem.field,
                "message": problem.message,
                **extra,
            }
        count = 0

        def fresh(_: object) -> pa.Table | None:
            nonlocal count
            held = set(self.to_arrow("rejected", ["id"]).column("id").to_pylist())
            rows = [row for key, row in batch.items() if key not in held]
            count = len(rows)
            return pa.Table.from_pylist(rows, schema=REJECTED) if rows else None

        if batch:
            self._tables["rejected"].append(fresh)
        return count

    def judge(self, target: str, target_id: str, verdict: str, *, by: str, **about: Any) -> str:  # noqa: ANN401 - see there
        """Appends a person's verdict; returns its id. ``quidnunc.world.review.desk.Desk`` does so with all that is known.

        Args:
            target: ``reading``, ``event``, ``incident``, ``story`` or ``merge``.
            target_id: which one.
            verdict: ``accept``, ``reject``, ``fix``, ``unsure`` or ``undo`` (of the same person's last one on it).
            by: who judges.
            **about: what else ``judging.judgement_row`` takes: ``reading`` (the one that an event belongs to), ``field`` (without
                it the record as a whole), ``value`` (what it should be, for ``fix``), ``note``, ``role``, ``old``, ``reader``,
                ``anchor``, ``drawn``, ``withdraws``.

        Raises:
            WorldError: an unknown target or verdict, or nobody's name.
        """
        row = judgement_row(target, target_id, verdict, by=by, **about)
        self.add_judgements([row])
        return str(row["id"])

    def add_judgements(self, rows: Iterable[dict[str, object]]) -> int:
        """Appends rows that ``judging.judgement_row`` made, in one commit; those whose ids are held add nothing. Returns how many."""
        self._must_be_current()
        batch = {str(row["id"]): row for row in rows}
        counts = {"new": 0}

        def fresh(_: object) -> pa.Table | None:
            held = set(self.to_arrow("judgements", ["id"]).column("id").to_pylist()) if len(batch) > 1 else set()
            missing = [row for key, row in batch.items() if key not in held]
            counts["new"] = len(missing)
            return pa.Table.from_pylist(missing, schema=JUDGEMENTS) if missing else None

        version = self._tables["judgements"].append(fresh) if batch else None
        if version is not None and version % _TIDY == 0:
            self._tables["judgements"].compact()  # a file a verdict: hundreds of them would slow every question
        return counts["new"]

    def compact(self, *, forget_days: int | None = None) -> Compacted:
        """Puts the small files of all tables together.

        Args:
            forget_days: also delete what no version of the last so many days needs; a run that is writing right now may
                not yet have named its file in the log, so 0 is for worlds at rest.
        """
        self._must_be_current()
        done = [self._tables[name].compact(forget_days) for name in TABLES if self._tables[name].exists()]
        return Compacted(*(sum(column) for column in zip(*done, strict=True)))

    @cached_property
    def run(self) -> str:
        """The name of this run: when it began, and a few random digits."""
        return f"{_now():%Y%m%dT%H%M%S}-{uuid.uuid4().hex[:6]}"

    def _must_be_current(self) -> None:
        if self.as_of is not None:
            raise WorldError(f"seen as of {self.as_of}, which is past and cannot be written", source=self.path)

    def _resolve(self, as_of: int | str | datetime.datetime | None) -> Mapping[str, int]:
        """The version of each table to look at; none for the newest."""
        if as_of is None:
            return MappingProxyType({})
        if isinstance(as_of, str) and as_of.strip().isdecimal():
            as_of = int(as_of)
        if isinstance(as_of, int):
            found = next((version for version in self.history() if version.number == as_of), None)
            if found is None:
                raise WorldError(
                    f"there is no version {as_of}; the newest is {self.history()[-1].number}", source=self.path
                )
            number, moment = as_of, found.at
        else:
            moment = _moment(as_of, self.path)
            held = self._tables["readings"].version_on(moment)
            if held is None:
                raise WorldError(f"it was not yet there on {as_of}", source=self.path)
            number = held
        versions = {name: self._tables[name].version_on(moment) for name in TABLES if self._tables[name].exists()}
        return MappingProxyType(
            {**{name: _BEFORE if held is None else held for name, held in versions.items()}, "readings": number}
        )


def tables_of(path: str, storage_options: dict[str, str] | None = None) -> dict[str, Table]:
    """The tables of a world, not yet opened: they may be damaged, or not be there."""
    schemas = (readings_schema(), SIGHTINGS, REJECTED, JUDGEMENTS)
    indexed = (("id", "published", "outlet"), ("reading",), ("id",), ("id", "target_id"))
    return {
        name: Table(f"{path}/{name}", name, schema, storage_options, columns)
        for name, schema, columns in zip(TABLES, schemas, indexed, strict=True)
    }


_BEFORE = -1
_TIDY = 64  # commits of verdicts after which their small files are put together
_KINDS = {"NotEnglishError": "not_english", "NoTextError": "no_text"}


def _canonical(path: str | Path) -> str:
    text = str(path)
    if "://" in text:
        return text.rstrip("/")
    return str(Path(text).expanduser().absolute())


def _make_folder(path: str) -> None:
    if "://" in path:
        return
    folder = Path(path)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        strangers = [entry.name for entry in folder.iterdir() if not entry.name.startswith(".")]
    except OSError as problem:
        raise WorldError(f"the folder cannot be made: {problem.strerror}", source=path) from problem
    if strangers and not set(strangers) & {*TABLES, "derived", "damaged"}:
        raise WorldError(
            f"the folder holds other things ({', '.join(sorted(strangers)[:3])}); a world needs one of its own",
            source=path,
        )


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


def _moment(value: str | datetime.datetime, path: str) -> datetime.datetime:
    """A moment with its zone (UTC where none is given); a day alone means its end."""
    if isinstance(value, str):
        try:
            moment = datetime.datetime.fromisoformat(value)
        except ValueError as problem:
            message = f"'{value}' is neither a version's number nor a day or moment (2026-01-31, 2026-01-31T12:00Z)"
            raise WorldError(message, source=path) from problem
        if len(value.strip()) == len("2026-01-31"):
            moment += datetime.timedelta(days=1) - datetime.timedelta(microseconds=1)
    else:
        moment = value
    return moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
