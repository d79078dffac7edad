"""The same reading on many machines: files of articles on an object store, spread by Daft, committed into one world.

The plan is one table of files and one stateful function over it: a worker makes a reader once and takes file after file. Each file's
articles are committed as they are read, a portion a commit, by the same code that reads on one machine, so an article that the world
holds adds nothing. That makes every retry safe: a worker that dies half-way is replaced, its files are read again from what was
committed, and a run that was stopped goes on where it was. Needs the extra ``cluster``.
"""

from __future__ import annotations

import glob
import logging
import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from quidnunc.articles import found_files, read_paths, suffixes
from quidnunc.articles.source import ArticleOrError, Options
from quidnunc.articles.streams import plain_suffix
from quidnunc.errors import ClusterError, InputError
from quidnunc.world.ingest import Ingest
from quidnunc.world.store import World

if TYPE_CHECKING:
    from quidnunc.outcomes import ReadsArticles

PORTION = 1024
"""Articles a commit: many machines at once should not crowd the table's log."""

COUNTS = ("articles", "added", "known", "rejected", "events")
"""What a worker tells of a file."""

_log = logging.getLogger(__name__)

Runner = Literal["native", "ray"]


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """What every worker is told.

    Attributes:
        world: the world's folder or URL, which every worker reaches under this name.
        storage: the object store's options, as for :class:`quidnunc.World`; the environment's by default.
        options: how articles are read.
        codebook: the folder of a codebook of one's own, the same on every machine.
        fast: parse only what may hold a record.
        reread: read anew what another reader made.
        portion: articles a commit.
        run: the run's name, which its rows bear.
    """

    world: str
    storage: dict[str, str] | None = None
    options: dict[str, Any] = {}
    codebook: str | None = None
    fast: bool = False
    reread: bool = False
    portion: int = PORTION
    run: str | None = None


@dataclass(slots=True)
class Outcome:
    """What a run came to; all are numbers.

    Attributes:
        files: files that were read to their end.
        articles: articles that they hold.
        added: readings that are new to the world.
        known: articles that it held already.
        rejected: what could not be read.
        events: events of the articles that were read.
        attempts: how often the plan had to be run.
    """

    files: int = 0
    articles: int = 0
    added: int = 0
    known: int = 0
    rejected: int = 0
    events: int = 0
    attempts: int = 0
    seconds: float = 0.0
    failures: list[str] = field(default_factory=list)


def read_on_cluster(
    paths: Sequence[str],
    job: Job,
    *,
    on: str | None = None,
    workers: int | None = None,
    attempts: int = 3,
    io: Mapping[str, Any] | None = None,
) -> Outcome:
    """Reads files of articles into a world, on this machine's cores or a Ray cluster's.

    Args:
        paths: files or patterns, local or of an object store ("s3://bucket/news/*.parquet"): any format that has articles in files.
        job: what to read into, and how.
        on: a Ray cluster's address ("ray://head:10001", "auto"); None for this machine, by Daft's own runner.
        workers: processes that read, each of which makes a reader; None for one a core of this machine, or two on Ray.
        attempts: how often to start a plan that a lost machine ended; what was committed is not read again.
        io: the object store's options for the files ("endpoint_url", "key_id", "access_key", "region_name"); by default the
            environment's.

    Raises:
        ClusterError: the extra is missing, the cluster cannot be reached, no file matches, or the plan failed each time.
        WorldError: the world cannot be made.
    """
    engine = _engine(on)
    World(job.world, create=True, storage_options=job.storage)
    started = time.monotonic()
    outcome = Outcome()
    while True:
        outcome.attempts += 1
        try:
            rows = _run(engine, paths, job, workers, io)
            break
        except _lost(engine) as problem:  # told, and tried again
            reason = str(problem).strip().split("\n")[0] or type(problem).__name__
            outcome.failures.append(reason)
            _log.warning("the plan was lost (%s); attempt %d of %d", reason, outcome.attempts, attempts)
            if outcome.attempts >= attempts:
                raise ClusterError(f"the plan failed {attempts} times, last with: {reason}") from problem
    outcome.files = len(rows)
    for row in rows:
        for name in COUNTS:
            setattr(outcome, name, getattr(outcome, name) + row[name])
    outcome.seconds = time.monotonic() - started
    return outcome


def _lost(engine: Runner) -> tuple[type[Exception], ...]:
    """What an engine raises where it lost machines or processes for good."""
    if engine == "native":
        return (OSError, RuntimeError, ValueError)
    from ray.exceptions import RayError

    return (OSError, RuntimeError, ValueError, RayError)


class FileReader:
    """What a worker does: one reader, made at the first file, and one world.

    Args:
        job: as JSON, since workers are told in plain values.
        io: the object store's options for the files.
    """

    def __init__(self, job: str, io: Mapping[str, Any] | None = None) -> None:
        self.job = msgspec.json.decode(job, type=Job)
        self.io = io
        self._reader: ReadsArticles | None = None

    def reader(self) -> ReadsArticles:
        """The worker's reader."""
        if self._reader is None:
            from quidnunc.reading.reader import Reader

            folder = None if self.job.codebook is None else Path(self.job.codebook)
            self._reader = Reader(codebook=folder, fast=self.job.fast)
        return self._reader

    def file(self, address: str) -> dict[str, int]:
        """Reads a file to its end; an article or a whole file that cannot be read becomes a row of ``rejected``."""
        job = self.job
        world = World(job.world, storage_options=job.storage)
        run = Ingest(world, self.reader, reread=job.reread, batch=job.portion, pause=None)
        progress = run.run(_articles(address, Options(**job.options), self.io))
        return {
            "articles": progress.seen,
            "added": progress.added,
            "known": progress.known,
            "rejected": progress.rejected,
            "events": progress.events,
        }


def _articles(address: str, options: Options, io: Mapping[str, Any] | None) -> Iterator[ArticleOrError]:
    """The articles of a file, local or fetched from an object store for the time; they bear the file's own address."""
    if "://" not in address or address.startswith("file://"):
        yield from read_paths([address.removeprefix("file://")], options)
        return
    with tempfile.TemporaryDirectory(prefix="quidnunc-") as folder:
        local = Path(folder) / PurePosixPath(address).name
        try:
            _fetch(address, local, io)
        except (OSError, RuntimeError, ValueError) as problem:  # Daft's own errors are of the last kind
            yield InputError(f"cannot be fetched: {str(problem).splitlines()[0]}", source=address)
            return
        for item in read_paths([str(local)], options):
            yield _readdressed(item, str(local), address)


def _fetch(address: str, local: Path, io: Mapping[str, Any] | None) -> None:
    import daft

    with daft.File(address, io_config=_io_config(io)).open() as source, local.open("wb") as target:
        shutil.copyfileobj(source, target, 1 << 20)


def _readdressed(item: ArticleOrError, local: str, address: str) -> ArticleOrError:
    """An article or refusal that names the file's address, not its copy."""
    if isinstance(item, InputError):
        return type(item)(
            item.message.replace(local, address), source=(item.source or "").replace(local, address), field=item.field
        )
    return msgspec.structs.replace(item, source=item.source.replace(local, address))


def _engine(on: str | None) -> Runner:
    """Makes Daft run here or on a Ray cluster."""
    os.environ.setdefault("DAFT_PROGRESS_BAR", "0")  # a bar a stage, on standard error, would bury what is told
    try:
        import daft
    except ImportError as problem:
        raise ClusterError("needs the extra: pip install 'quidnunc[cluster]'") from problem
    wanted: Runner = "native" if on is None else "ray"
    try:
        if on is None:
            daft.set_runner_native()
        else:
            daft.set_runner_ray(on, noop_if_initialized=True)
    except ImportError as problem:
        raise ClusterError("needs Ray: pip install 'quidnunc[cluster]'") from problem
    except (ConnectionError, RuntimeError, ValueError, daft.exceptions.DaftCoreException) as problem:
        if "more than once" not in str(problem):  # Daft's only word for a runner that is set already
            raise ClusterError(f"no Ray cluster at {on}: {problem}") from problem
        if daft.get_or_infer_runner_type() != wanted:
            raise ClusterError("this process runs Daft elsewhere already; start another one") from problem
    return wanted


def _io_config(io: Mapping[str, Any] | None) -> Any:  # noqa: ANN401 - daft's class
    from daft.io import IOConfig, S3Config

    return IOConfig(s3=S3Config(**io)) if io else None


def _run(
    engine: Runner, paths: Sequence[str], job: Job, workers: int | None, io: Mapping[str, Any] | None
) -> list[dict[str, int]]:
    """Runs the plan once: the files that the patterns find, each through a worker's reader."""
    import daft

    found = sorted(set(_listed(paths, io)))
    known = [path for path in found if plain_suffix(Path(PurePosixPath(path).name)) in suffixes()]
    if not known:
        raise ClusterError(f"no file of articles matches {', '.join(paths)}")
    number = workers or (2 if engine == "ray" else _cores())
    reader = _remote(number)(msgspec.json.encode(job).decode(), dict(io) if io else None)
    files = daft.from_pydict({"path": known})
    plan = files.into_partitions(min(len(known), 4 * number)) if engine == "ray" else files.into_batches(1)
    rows = plan.select(reader.read(daft.col("path")).alias("read")).collect().to_pylist()
    return [row["read"] for row in rows]


def _remote(workers: int) -> Any:  # noqa: ANN401 - a class that Daft makes
    """The class whose instances live in the workers' processes."""
    import daft

    counts = daft.DataType.struct(dict.fromkeys(COUNTS, daft.DataType.int64()))

    @daft.cls(use_process=True, max_concurrency=workers)
    class Remote(FileReader):
        @daft.method(return_dtype=counts)
        def read(self, path: str) -> dict[str, int]:
            return self.file(path)

    return Remote


def _listed(paths: Sequence[str], io: Mapping[str, Any] | None) -> Iterator[str]:
    """The files of patterns and folders; one that is there under its own name even where the engine cannot list it."""
    import daft

    for path in paths:
        if "://" not in path:
            found = list(map(str, found_files(path)))
            yield from () if found == [path] and glob.has_magic(path) and not Path(path).exists() else found
            continue
        try:
            rows = daft.from_glob_path(path, io_config=_io_config(io)).to_pylist()
        except (OSError, ValueError, daft.exceptions.DaftCoreException) as problem:
            raise ClusterError(f"{path} cannot be listed: {str(problem).splitlines()[0]}") from problem
        yield from (str(row["path"]) for row in rows)


def _cores() -> int:
    from quidnunc.reading.workers import cores

    return cores()
