"""One Delta table: opened at a version, appended to with optimistic concurrency, its files read one by one."""

from __future__ import annotations

import datetime
import json
import random
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.fs
import pyarrow.parquet as pq
from deltalake import CommitProperties, DeltaTable, write_deltalake
from deltalake.exceptions import CommitFailedError, DeltaError, DeltaProtocolError, TableNotFoundError
from deltalake.fs import DeltaStorageHandler

from quidnunc.errors import DamagedWorldError, NewerWorldError, WorldError

FORMAT = 1
"""The layout that this version writes. A world of a higher one was made by a newer Quidnunc and is not touched."""

PATIENCE = 120.0
"""Seconds for which a commit is tried again while others commit before it."""

# Old versions must stay readable for as long as a published figure may be doubted: neither log nor files expire.
_CONFIGURATION = {
    "delta.logRetentionDuration": "interval 36500 days",
    "delta.deletedFileRetentionDuration": "interval 36500 days",
    "delta.enableExpiredLogCleanup": "false",
}
_ONE_TRY = CommitProperties(max_commit_retries=0)


@dataclass(frozen=True, slots=True)
class DataFile:
    """A Parquet file of a table: its path within the table, its rows."""

    path: str
    rows: int


@dataclass(frozen=True, slots=True)
class Version:
    """A commit: its number, when it was made, what it did."""

    number: int
    at: datetime.datetime
    operation: str


@dataclass(slots=True)
class Table:
    """A Delta table of a world.

    Args:
        uri: its folder or object-store URL.
        name: ``readings``, ``judgements``, …
        schema: the columns that this version writes.
        storage_options: credentials and the like of an object store.
        indexed: the columns whose least and greatest values are kept for each file.
    """

    uri: str
    name: str
    schema: pa.Schema
    storage_options: dict[str, str] | None = None
    indexed: tuple[str, ...] = ("id",)
    _open: DeltaTable | None = field(default=None, init=False)

    def exists(self) -> bool:
        """Whether the table has been made."""
        try:
            return DeltaTable.is_deltatable(self.uri, self.storage_options)
        except (DeltaError, OSError) as problem:
            raise _unreadable(self.uri, problem) from problem

    def create(self) -> None:
        """Makes the table, empty; one that another run made in the meantime is as good."""
        if self.exists():
            return
        try:
            DeltaTable.create(
                self.uri,
                schema=self.schema,
                mode="ignore",
                name=self.name,
                description=json.dumps({"quidnunc": self.name, "format": FORMAT}),
                configuration={**_CONFIGURATION, "delta.dataSkippingStatsColumns": ",".join(self.indexed)},
                storage_options=self.storage_options,
            )
        except (DeltaError, OSError) as problem:
            if _is_lasting(problem) or not self.exists():
                raise _unwritable(self.uri, problem) from problem

    def at(self, version: int | None = None) -> DeltaTable:
        """The table as it is now, or as it was at a version.

        Raises:
            NewerWorldError: a newer Quidnunc, or a newer Delta protocol, wrote it.
            DamagedWorldError: its log cannot be read; the message names the file.
            WorldError: it is not there, or the version is not.
        """
        try:
            table = DeltaTable(self.uri, version=version, storage_options=self.storage_options)
        except TableNotFoundError as problem:
            raise WorldError("no world here; `quidnunc read … --into` makes one", source=self.uri) from problem
        except DeltaProtocolError as problem:
            raise NewerWorldError(f"written by a newer Delta Lake: {problem}", source=self.uri) from problem
        except (DeltaError, OSError, ValueError) as problem:
            raise self._diagnose(version, problem) from problem
        self._check_format(table)
        return table

    def _check_format(self, table: DeltaTable) -> None:
        try:
            about = json.loads(table.metadata().description or "{}")
        except ValueError:
            about = {}
        found = about.get("format") if isinstance(about, dict) and about.get("quidnunc") == self.name else None
        if not isinstance(found, int):
            raise WorldError(f"a Delta table, but not the '{self.name}' of a world", source=self.uri)
        if found > FORMAT:
            raise NewerWorldError(
                f"made by a newer Quidnunc (world format {found}; this one knows {FORMAT}); upgrade Quidnunc",
                source=self.uri,
            )

    def _diagnose(self, version: int | None, problem: Exception) -> WorldError:
        """The error that names the log file at fault, where one is."""
        for broken in self.broken_log_files():
            return DamagedWorldError(
                "the log entry is damaged; `quidnunc check --mend` sets it aside and keeps all that can be read",
                source=broken,
            )
        if version is not None:
            return WorldError(f"there is no version {version}", source=self.uri)
        return _unreadable(self.uri, problem)

    def broken_log_files(self) -> list[str]:
        """The log entries of a local table that are no JSON lines, in order of their versions."""
        log = Path(self.uri) / "_delta_log"
        return [str(path) for path in sorted(log.glob("*.json")) if _is_broken_log(path)] if log.is_dir() else []

    def files(self, table: DeltaTable) -> list[DataFile]:
        """The files of an opened table, in the order of their paths."""
        actions = pa.table(table.get_add_actions(flatten=True))
        paths, rows = actions.column("path").to_pylist(), actions.column("num_records").to_pylist()
        return sorted(
            (DataFile(path, count or 0) for path, count in zip(paths, rows, strict=True)), key=lambda file: file.path
        )

    def location(self, file: DataFile) -> str:
        """Where a file lies, for people and for readers of local files."""
        return f"{self.uri.rstrip('/')}/{file.path}"

    def filesystem(self) -> pyarrow.fs.FileSystem:
        """The table's folder as a file system."""
        if "://" in self.uri:
            return pyarrow.fs.PyFileSystem(DeltaStorageHandler(self.uri, self.storage_options))
        return pyarrow.fs.SubTreeFileSystem(self.uri, pyarrow.fs.LocalFileSystem())

    def read_file(self, file: DataFile, columns: list[str] | None = None) -> pa.Table:
        """One file's rows; columns that its writer did not know are absent.

        Raises:
            DamagedWorldError: the file is missing, cut short or no Parquet; the message names it.
        """
        try:
            with pq.ParquetFile(file.path, filesystem=self.filesystem()) as parquet:
                wanted = None if columns is None else [c for c in columns if c in parquet.schema_arrow.names]
                return self._plain(parquet.read(wanted))
        except (OSError, pa.ArrowException) as problem:
            reason = str(problem).split("\n", maxsplit=1)[0]
            raise DamagedWorldError(f"the file cannot be read: {reason}", source=self.location(file)) from problem

    def batches(self, file: DataFile, columns: list[str] | None = None, size: int = 256) -> Iterator[pa.RecordBatch]:
        """One file's rows in batches, so that a large file never lies in memory whole. Raises as ``read_file``."""
        try:
            with pq.ParquetFile(file.path, filesystem=self.filesystem()) as parquet:
                wanted = None if columns is None else [c for c in columns if c in parquet.schema_arrow.names]
                for batch in parquet.iter_batches(size, columns=wanted):
                    yield from self._plain(pa.Table.from_batches([batch])).to_batches()
        except (OSError, pa.ArrowException) as problem:
            reason = str(problem).split("\n", maxsplit=1)[0]
            raise DamagedWorldError(f"the file cannot be read: {reason}", source=self.location(file)) from problem

    def _plain(self, found: pa.Table) -> pa.Table:
        """Columns in the types of our schema: rewritten files hold string views, which little else can work on."""
        known = set(self.schema.names)
        return found.cast(pa.schema([self.schema.field(f.name) if f.name in known else f for f in found.schema]))

    def append(self, fresh: Callable[[DeltaTable], pa.Table | None]) -> int | None:
        """Commits rows, none of them twice, whoever else is writing.

        Args:
            fresh: given the newest version, the rows that it lacks (``None`` for none); called again when another
                run has committed in the meantime.

        Returns:
            The new version, or ``None`` where there was nothing to add.

        Raises:
            WorldError: the table cannot be written.
        """
        return self._commit(lambda table: _append(table, fresh(table)))

    def supersede(self, rows: pa.Table) -> int | None:
        """Puts rows in the place of those with the same ``id``, in one commit; the old ones stay in old versions."""
        return self._commit(lambda table: _merge(table, rows))

    def _commit(self, attempt: Callable[[DeltaTable], int | None]) -> int | None:
        deadline = time.monotonic() + PATIENCE
        wait = 0.01
        while True:
            table = self._newest()
            try:
                return attempt(table)
            except CommitFailedError as problem:
                self._open = None
                if time.monotonic() > deadline or _is_lasting(problem):
                    raise _unwritable(self.uri, problem) from problem
                time.sleep(random.uniform(0, wait))
                wait = min(wait * 2, 1.0)
            except (DeltaError, OSError) as problem:
                self._open = None
                raise _unwritable(self.uri, problem) from problem

    def compact(self, forget_days: int | None = None) -> tuple[int, int, int]:
        """Puts small files together.

        Args:
            forget_days: also delete the files that no version of the last so many days needs, those of killed runs
                among them; by default nothing is deleted.

        Returns:
            The numbers of files before and after, and of those deleted.
        """
        before = len(self.files(self.at()))

        def attempt(table: DeltaTable) -> int | None:
            table.optimize.compact(commit_properties=_ONE_TRY)
            table.create_checkpoint()
            return table.version()

        self._commit(attempt)
        deleted = 0
        if forget_days is not None:
            deleted = self._vacuum(forget_days)
        return before, len(self.files(self.at())), deleted

    def forget_missing(self) -> None:
        """Has the log forget the files that are no longer there. Raises WorldError where it cannot be written."""
        try:
            self.at().repair()
        except (DeltaError, OSError) as problem:
            raise _unwritable(self.uri, problem) from problem
        self._open = None

    def _vacuum(self, days: int) -> int:
        try:
            gone = self.at().vacuum(
                retention_hours=24 * days, dry_run=False, enforce_retention_duration=False, full=True
            )
        except (DeltaError, OSError) as problem:
            raise _unwritable(self.uri, problem) from problem
        return len(gone)

    def _newest(self) -> DeltaTable:
        if self._open is None:
            self._open = self.at()
        else:
            try:
                self._open.update_incremental()
            except (DeltaError, OSError):
                self._open = self.at()
        return self._open

    def versions(self) -> list[Version]:
        """All commits, oldest first.

        Their times never go back: a commit made while the clock was set back counts as made when the one before it was.
        """
        latest = datetime.datetime.min.replace(tzinfo=datetime.UTC)
        found = []
        for entry in sorted(self.at().history(), key=lambda entry: int(entry["version"])):
            at = datetime.datetime.fromtimestamp(int(entry.get("timestamp") or 0) / 1000, datetime.UTC)
            latest = max(latest, at)
            found.append(Version(int(entry["version"]), latest, str(entry.get("operation", ""))))
        return found

    def version_on(self, moment: datetime.datetime) -> int | None:
        """The last version made by then; ``None`` where there was none yet."""
        made = [version.number for version in self.versions() if version.at <= moment]
        return made[-1] if made else None


def _append(table: DeltaTable, rows: pa.Table | None) -> int | None:
    if rows is None or rows.num_rows == 0:
        return None
    write_deltalake(table, rows, mode="append", schema_mode="merge", commit_properties=_ONE_TRY)
    return table.version()


def _merge(table: DeltaTable, rows: pa.Table) -> int | None:
    if rows.num_rows == 0:
        return None
    merger = table.merge(
        rows, "old.id = new.id", source_alias="new", target_alias="old", merge_schema=True, commit_properties=_ONE_TRY
    )
    merger.when_matched_update_all().when_not_matched_insert_all().execute()
    return table.version()


def _is_broken_log(path: Path) -> bool:
    try:
        lines = path.read_bytes().splitlines()
        return not lines or any(not isinstance(json.loads(line), dict) for line in lines)
    except (OSError, ValueError):
        return True


def _unreadable(uri: str, problem: Exception) -> WorldError:
    return WorldError(f"the world cannot be read: {_reason(problem)}", source=uri)


def _unwritable(uri: str, problem: Exception) -> WorldError:
    return WorldError(f"the world cannot be written: {_reason(problem)}; nothing of this batch was added", source=uri)


def _reason(problem: Exception) -> str:
    text = " ".join(_COLOURS.sub("", str(problem)).replace("↳", "–").split())
    for sign, meaning in _REASONS.items():
        if sign in text:
            return meaning
    return text


def _is_lasting(problem: Exception) -> bool:
    """Whether a failed commit failed for the disk's sake and not for another's commit."""
    return any(sign in str(problem) for sign in _REASONS)


_COLOURS = re.compile("\x1b\\[[0-9;]*m")
_REASONS = {
    "No space left on device": "the disk is full",
    "File too large": "the file-size limit is reached",
    "Permission denied": "permission denied",
    "Read-only file system": "the file system is read-only",
    "NoSuchBucket": "there is no such bucket (NoSuchBucket)",
    "InvalidAccessKeyId": "the object store does not know the access key (InvalidAccessKeyId)",
    "SignatureDoesNotMatch": "the object store refuses the secret key (SignatureDoesNotMatch)",
    "AccessDenied": "the object store denies access (AccessDenied)",
}
