"""Articles over several processes: the records of one, in order, whatever befalls a worker."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from quidnunc.errors import InputError, WorkerError
from quidnunc.reading.workers import CHUNK, FEW, WINDOW, Workers, spread
from quidnunc.records import Reading
from tests.reading.hands import stillborn, unfit, unlucky
from tests.world.made import MadeReader, make_article

TEXTS = (
    "Syrian rebels attacked the town of Idlib on Monday, the United Nations said.",
    "France imposed sanctions on Belarus. Minsk denied that it had broken the truce.",
    "Kenya's president met his Ugandan counterpart in Nairobi and signed a trade agreement.",
)


def sources(outcomes) -> list[str]:
    return [outcome.source for outcome in outcomes]


def never() -> MadeReader:
    raise AssertionError("this process is not to read")


def test_order_is_kept_where_one_article_takes_long() -> None:
    articles = [make_article(0, text="SLOW"), *(make_article(n) for n in range(1, 60))]
    assert sources(Workers(2, unlucky).outcomes(articles)) == [f"{n}.txt" for n in range(60)]


def test_unordered_gives_others_before_a_slow_one() -> None:
    articles = [make_article(n, text=f"SLOW {n}" if n == 0 else f"Report {n}") for n in range(4 * CHUNK)]
    got = sources(Workers(2, unlucky, ordered=False).outcomes(articles))
    assert sorted(got) == sorted(f"{n}.txt" for n in range(4 * CHUNK))
    assert got[0] != "0.txt"


def test_no_more_is_taken_than_the_window_holds() -> None:
    taken = 0

    def endless():
        nonlocal taken
        while True:
            yield make_article(taken)
            taken += 1

    outcomes = Workers(2, unlucky).outcomes(endless())
    most = 0
    for given in range(1, 500):
        next(outcomes)
        most = max(most, taken - given)
    outcomes.close()
    assert CHUNK < most <= 2 * WINDOW * CHUNK


def test_an_article_that_kills_its_worker_is_named_and_the_rest_are_read() -> None:
    told: list[str] = []
    articles = [make_article(n, text="KILL" if n == 13 else f"Report {n}") for n in range(30)]
    outcomes = list(Workers(2, unlucky, told=told.append).outcomes(articles))
    assert sources(outcomes) == [f"{n}.txt" for n in range(30)]
    (failed,) = [outcome for outcome in outcomes if isinstance(outcome, InputError)]
    assert str(failed).startswith("13.txt: the process that read it was killed by signal 9")
    assert len(told) == 1
    assert "13.txt" in told[0]


def test_a_worker_killed_from_without_costs_no_article(tmp_path: Path) -> None:
    told: list[str] = []
    articles = [
        make_article(n, text=f"KILL ONCE {tmp_path / 'killed'}" if n == 3 else f"Report {n}") for n in range(30)
    ]
    outcomes = list(Workers(2, unlucky, told=told.append).outcomes(articles))
    assert [type(outcome) for outcome in outcomes] == [Reading] * 30
    assert len(told) == 1


def test_an_article_that_trips_the_reader_is_named_and_the_rest_are_read() -> None:
    articles = [make_article(n, text="FAULT" if n == 5 else f"Report {n}") for n in range(12)]
    outcomes = list(Workers(2, unlucky).outcomes(articles))
    assert [n for n, outcome in enumerate(outcomes) if isinstance(outcome, InputError)] == [5]
    assert "the reader failed on it (ValueError: a fault)" in str(outcomes[5])


def test_workers_that_can_make_no_reader_say_why() -> None:
    with pytest.raises(WorkerError, match="no pipeline is installed"):
        list(Workers(2, unfit).outcomes([make_article(1)]))


def test_workers_that_die_at_once_are_not_started_for_ever() -> None:
    with pytest.raises(WorkerError, match="ended with exit status 3 before they were ready"):
        list(Workers(2, stillborn).outcomes(make_article(n) for n in range(40)))


def test_few_articles_are_read_in_this_process_and_none_make_no_reader() -> None:
    made = MadeReader()
    few = [make_article(n) for n in range(FEW)]
    assert len(list(spread(few, None, lambda: made, told=pytest.fail))) == len(made.read) == FEW
    assert list(spread([], None, never, told=pytest.fail)) == []


def test_one_job_reads_in_this_process() -> None:
    made = MadeReader()
    articles = [make_article(n) for n in range(2 * FEW)]
    assert sources(spread(articles, 1, lambda: made, told=pytest.fail)) == [a.source for a in articles]
    assert len(made.read) == 2 * FEW


def _heed_ctrl_c() -> None:
    """A command started in the background of a shell ignores Ctrl-C, and so would what it starts."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


CTRL_C = """
import multiprocessing
from quidnunc.reading.workers import Workers
from tests.reading.hands import unlucky
from tests.world.made import make_article
if __name__ == "__main__":
    articles = (make_article(n, text=f"SLOW {n}") for n in range(1000))
    try:
        for outcome in Workers(2, unlucky).outcomes(articles):
            print(outcome.source, flush=True)
    except KeyboardInterrupt:
        print("stopped", len(multiprocessing.active_children()), flush=True)
"""


def test_ctrl_c_ends_all_processes_and_gives_out_what_was_read(tmp_path: Path) -> None:
    script = tmp_path / "run.py"
    script.write_text(CTRL_C)
    process = subprocess.Popen(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=_heed_ctrl_c,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert process.stdout is not None
    first = process.stdout.readline()
    os.killpg(process.pid, signal.SIGINT)  # a terminal sends it to all of them
    out, err = process.communicate(timeout=60)
    assert first == "0.txt\n"
    *read, last, left = out.split()
    assert (last, left) == ("stopped", "0")
    numbers = [int(name.removesuffix(".txt")) for name in read]
    assert numbers == sorted(set(numbers))
    assert (process.returncode, err) == (0, "")


def quidnunc(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "quidnunc", *arguments]


def test_the_command_prints_the_same_with_two_jobs_as_with_one(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text("".join(json.dumps({"id": n, "text": f"{TEXTS[n % 3]} {n}"}) + "\n" for n in range(20)) + "{bad\n")
    one, two = (
        subprocess.run(quidnunc("read", str(file), "-f", "jsonl", "--jobs", jobs), capture_output=True, check=False)
        for jobs in "12"
    )
    assert one.stdout.count(b"\n") == 20
    assert (one.stdout, one.stderr, one.returncode) == (two.stdout, two.stderr, two.returncode)


def test_ctrl_c_keeps_what_was_read_into_a_world_and_the_run_goes_on(tmp_path: Path) -> None:
    file, world = tmp_path / "a.jsonl", str(tmp_path / "world")
    file.write_text("".join(json.dumps({"text": f"{TEXTS[n % 3]} {n}" * 9}) + "\n" for n in range(4000)))
    process = subprocess.Popen(
        quidnunc("read", str(file), "--into", world, "--jobs", "2"),
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=_heed_ctrl_c,
    )
    log = Path(world) / "readings" / "_delta_log" / "00000000000000000001.json"
    until = time.monotonic() + 120
    while not log.exists() and time.monotonic() < until:
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert "stopped; the same command goes on from here" in err
    assert "Traceback" not in err
    from quidnunc.world.store import World

    kept = len(World(world))
    assert 0 < kept < 4000
    assert f"{kept:,} added" in err
