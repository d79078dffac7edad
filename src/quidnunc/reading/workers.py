"""One machine's cores: articles spread over processes, each of which makes a reader once and reads on one thread.

Articles go out in small chunks and outcomes come back one by one over a pipe of each worker's own, so the parent knows at any
moment what each holds. A worker that dies (killed, out of memory, a crash in a library) is replaced; the articles that it held are
read again one at a time, and one that kills a worker even then is set aside by name. Processes are spawned: forking a process
that has threads of ONNX Runtime or Arrow in it may hang.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, islice
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

import msgspec

from quidnunc.errors import InputError, QuidnuncError, WorkerError
from quidnunc.outcomes import Outcome, ReadsArticles, outcomes
from quidnunc.records import Article, Reading

CHUNK = 8
"""Articles sent at a time: few, so that workers end together."""

AHEAD = 2
"""Chunks that a worker holds: one that it reads and one that waits, so that it never idles."""

WINDOW = 6
"""Chunks a worker on the way, read ones that wait for their turn included; it bounds memory."""

FEW = 32
"""Articles up to which one process is enough, where the number of processes was not asked for."""

STILLBORN = 3
"""Workers in a row that may die before they are ready."""

_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


class _Task(msgspec.Struct, frozen=True, tag=True):
    """Articles with their places in the stream; ``alone`` where a worker died on them before."""

    articles: list[tuple[int, Article]]
    alone: bool = False


class _Ready(msgspec.Struct, frozen=True, tag=True):
    """The worker has made its reader."""


class _Unfit(msgspec.Struct, frozen=True, tag=True):
    """The worker can make none."""

    message: str


class _Read(msgspec.Struct, frozen=True, tag=True):
    """An article was read."""

    number: int
    reading: Reading


class _Refused(msgspec.Struct, frozen=True, tag=True):
    """An article could not be read."""

    number: int
    message: str
    source: str
    field: str | None


_ENCODER = msgspec.msgpack.Encoder()
_TASKS = msgspec.msgpack.Decoder(_Task)
_ANSWERS = msgspec.msgpack.Decoder(_Ready | _Unfit | _Read | _Refused)


def cores() -> int:
    """The processor cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def spread(
    articles: Iterable[Article],
    jobs: int | None,
    reader: Callable[[], ReadsArticles],
    *,
    ordered: bool = True,
    told: Callable[[str], None],
    codebook: Path | None = None,
    fast: bool = False,
) -> Iterator[Outcome]:
    """Reads articles here or in several processes, whichever fits.

    Args:
        articles: what to read; taken as needed, never all at once.
        jobs: how many processes; None for one a core, or for this one alone where there are no more than ``FEW`` articles.
        reader: makes the reader of this process, if it is this one that reads.
        ordered: outcomes in the order of the articles; else as they come.
        told: called with what is to be told of the workers.
        codebook: the folder of the codebook of the other processes' readers; the one that ships by default.
        fast: whether those parse only what may hold a record.

    Raises:
        WorkerError: no worker can be started.
    """
    rest = iter(articles)
    number = cores() if jobs is None else jobs
    head = list(islice(rest, FEW + 1)) if jobs is None and number > 1 else []
    if not head:
        head = list(islice(rest, 1))
    if not head:
        return
    if number == 1 or (jobs is None and len(head) <= FEW):
        yield from outcomes(reader(), chain(head, rest))
    else:
        made = partial(own_reader, codebook, fast)
        yield from Workers(number, made, ordered=ordered, told=told).outcomes(chain(head, rest))


def own_reader(codebook: Path | None = None, fast: bool = False) -> ReadsArticles:
    """A reader, whose room is only loaded where one is made."""
    from quidnunc.reading.reader import Reader

    return Reader(codebook=codebook, fast=fast)


@dataclass(frozen=True)
class Workers:
    """Reads articles in several processes.

    Args:
        jobs: how many, at most; they start as there is work for them.
        reader: makes a worker's reader; a function that the worker can import.
        ordered: outcomes in the order of the articles; else as they come.
        told: called with what is to be told: a worker that died.
    """

    jobs: int
    reader: Callable[[], ReadsArticles] = own_reader
    ordered: bool = True
    told: Callable[[str], None] = lambda _: None

    def outcomes(self, articles: Iterable[Article]) -> Iterator[Outcome]:
        """One outcome an article. Ctrl-C ends it once what was read already has been given out.

        Raises:
            WorkerError: workers cannot make a reader, or die before they are ready.
        """
        crew = _Crew(self, iter(articles))
        try:
            yield from crew.run()
        except KeyboardInterrupt:
            yield from crew.left()
            raise
        finally:
            crew.close()


@dataclass(slots=True)
class _Worker:
    """A process, the parent's end of its pipe, and what it holds."""

    process: BaseProcess
    pipe: Connection
    tasks: deque[_Task] = field(default_factory=deque)
    ready: bool = False
    answered: int = 0  # of the first task

    def give(self, task: _Task) -> None:
        self.tasks.append(task)
        with suppress(OSError):  # it has died, which listening to it will tell
            self.pipe.send_bytes(_ENCODER.encode(task))


class _Crew:
    """The parent's side of one run."""

    def __init__(self, plan: Workers, articles: Iterator[Article]) -> None:
        self._plan = plan
        self._articles = articles
        self._context = multiprocessing.get_context("spawn")
        self._workers: list[_Worker] = []
        self._again: deque[_Task] = deque()
        self._done: dict[int, Outcome] = {}
        self._sent = 0  # articles taken from the stream
        self._given = 0  # outcomes given out
        self._stillborn = 0

    def run(self) -> Iterator[Outcome]:
        """All outcomes."""
        self._deal()
        while self._given < self._sent:
            self._listen()
            while (outcome := self._next()) is not None:
                yield outcome
            self._deal()

    def left(self) -> list[Outcome]:
        """What has been read and waits for its turn."""
        done, self._done = self._done, {}
        return [done[number] for number in sorted(done)]

    def close(self) -> None:
        """Ends the workers."""
        for worker in self._workers:
            worker.pipe.close()
            worker.process.terminate()
        for worker in self._workers:
            worker.process.join()

    def _next(self) -> Outcome | None:
        number = self._given if self._plan.ordered else next(iter(self._done), self._given)
        outcome = self._done.pop(number, None)
        if outcome is not None:
            self._given += 1
        return outcome

    def _deal(self) -> None:
        """Gives out work until every worker holds enough or there is none."""
        while self._has_room() and (task := self._task()) is not None:
            self._worker().give(task)

    def _has_room(self) -> bool:
        return len(self._workers) < self._plan.jobs or any(len(worker.tasks) < AHEAD for worker in self._workers)

    def _task(self) -> _Task | None:
        if self._again:
            return self._again.popleft()
        if self._sent - self._given > (WINDOW * self._plan.jobs - 1) * CHUNK:
            return None
        taken = list(enumerate(islice(self._articles, CHUNK), self._sent))
        self._sent += len(taken)
        return _Task(taken) if taken else None

    def _worker(self) -> _Worker:
        """The worker that holds least; a new one where all hold something and there may be more."""
        least = min(self._workers, key=lambda worker: len(worker.tasks), default=None)
        if least is None or (least.tasks and len(self._workers) < self._plan.jobs):
            least = self._start()
        return least

    def _start(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_work, args=(theirs, self._plan.reader), daemon=True)
        with _no_interrupts():
            process.start()
        theirs.close()
        worker = _Worker(process, ours)
        self._workers.append(worker)
        return worker

    def _listen(self) -> None:
        """Waits until there are answers, or a worker has died, and takes one of each worker."""
        by_pipe = {worker.pipe: worker for worker in self._workers}
        for pipe in wait(list(by_pipe)):
            worker = by_pipe[pipe]  # type: ignore[index]  # only pipes are waited for
            try:
                data = worker.pipe.recv_bytes()
            except (EOFError, OSError):
                self._bury(worker)
            else:
                self._take(worker, _ANSWERS.decode(data))

    def _take(self, worker: _Worker, answer: _Ready | _Unfit | _Read | _Refused) -> None:
        if isinstance(answer, _Ready):
            worker.ready = True
            self._stillborn = 0
            return
        if isinstance(answer, _Unfit):
            raise WorkerError(answer.message)
        if isinstance(answer, _Read):
            self._done[answer.number] = answer.reading
        else:
            self._done[answer.number] = InputError(answer.message, source=answer.source, field=answer.field)
        worker.answered += 1
        if worker.answered == len(worker.tasks[0].articles):
            worker.tasks.popleft()
            worker.answered = 0

    def _bury(self, worker: _Worker) -> None:
        """Takes back what a dead worker held; what it was reading is read again alone, or set aside if it was alone."""
        self._workers.remove(worker)
        worker.pipe.close()
        worker.process.join()
        how = _manner(worker.process.exitcode)
        if not worker.ready:
            self._stillborn += 1
            if self._stillborn >= STILLBORN:
                raise WorkerError(f"{STILLBORN} reading processes {how} before they were ready; try --jobs 1")
        elif worker.tasks:
            held = worker.tasks.popleft()
            rest = held.articles[worker.answered :]
            if held.alone:
                number, article = rest[0]
                problem = (
                    f"the process that read it {how}, as another had before; its text may be at fault, or memory short"
                )
                self._done[number] = InputError(problem, source=article.source)
            else:
                names = ", ".join(article.source for _, article in rest)
                self._plan.told(f"a reading process {how}; what it held is read again, one at a time: {names}")
                self._again.extend(_Task([one], alone=True) for one in rest)
        self._again.extend(worker.tasks)


def _manner(exitcode: int | None) -> str:
    """How a process ended.

    >>> _manner(-9), _manner(3)
    ('was killed by signal 9', 'ended with exit status 3')
    """
    if exitcode is not None and exitcode < 0:
        return f"was killed by signal {-exitcode}"
    return f"ended with exit status {exitcode}"


@contextmanager
def _no_interrupts() -> Iterator[None]:
    """Processes that start within never see Ctrl-C, which a terminal sends to all: the parent ends them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _work(pipe: Connection, make: Callable[[], ReadsArticles]) -> None:
    """A worker's life: it makes its reader and reads what comes until the parent hangs up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # where it cannot be masked
    os.environ.update(dict.fromkeys(_THREADS, "1"))
    tasks: SimpleQueue[_Task | None] = SimpleQueue()
    Thread(
        target=_receive, args=(pipe, tasks), daemon=True
    ).start()  # so that parent and worker never wait for each other
    with suppress(BrokenPipeError, ConnectionResetError):  # the parent is gone
        try:
            reader = make()
        except QuidnuncError as problem:
            pipe.send_bytes(_ENCODER.encode(_Unfit(str(problem))))
            return
        pipe.send_bytes(_ENCODER.encode(_Ready()))
        while (task := tasks.get()) is not None:
            numbers = [number for number, _ in task.articles]
            for number, outcome in zip(numbers, outcomes(reader, (a for _, a in task.articles)), strict=True):
                pipe.send_bytes(_ENCODER.encode(_answer(number, outcome)))


def _receive(pipe: Connection, tasks: SimpleQueue[_Task | None]) -> None:
    try:
        while True:
            tasks.put(_TASKS.decode(pipe.recv_bytes()))
    except (EOFError, OSError):
        tasks.put(None)


def _answer(number: int, outcome: Outcome) -> _Read | _Refused:
    if isinstance(outcome, InputError):
        return _Refused(number, outcome.message, outcome.source, outcome.field)
    return _Read(number, outcome)
