"""``quidnunc judgements`` and ``quidnunc score``."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner, Result

from quidnunc.cli import app
from quidnunc.world.review.argilla import user_id
from quidnunc.world.review.desk import Desk
from quidnunc.world.review.queue import Draw
from quidnunc.world.store import World
from tests.world.made import make_reading


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words), catch_exceptions=False)


@pytest.fixture
def path(tmp_path: Path) -> str:
    """A world of six reports; four of its events are judged."""
    world = World(tmp_path / "world", create=True)
    world.add([make_reading(number) for number in range(6)])
    desk = Desk(world)
    draw = Draw("random")
    for verdict in ("accept", "reject", "accept", "unsure"):
        event = desk.next(draw, by="Ada")["event"]
        if verdict == "unsure":
            desk.judge(
                event, "fix", by="Ada", field="status", value="planned", note="=not yet, says the text", draw=draw
            )
        desk.judge(event, verdict, by="Ada", draw=draw)
    return world.path


def copy_of(path: str, tmp_path: Path) -> World:
    """The same articles read elsewhere, nothing judged."""
    other = World(tmp_path / "other", create=True)
    other.add(World(path).readings())
    return other


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_judgements_go_out_and_come_in_whole(path: str, tmp_path: Path, form: str) -> None:
    file = str(tmp_path / f"out.{form}")
    assert run("judgements", "export", path, "-f", form, "-o", file).stderr == f"{file}: 5 judgements\n"
    other = copy_of(path, tmp_path)
    assert run("judgements", "import", other.path, file).stderr == f"{other.path}: 5 new judgements\n"
    assert run("judgements", "import", other.path, file).stderr == f"{other.path}: 0 new judgements\n"
    assert World(other.path).judgements() == World(path).judgements()
    assert World(other.path).events().count() == 5


def test_the_header_says_of_what_they_are(path: str, tmp_path: Path) -> None:
    for form in ("csv", "jsonl", "parquet"):
        run("judgements", "export", path, "-f", form, "-o", str(tmp_path / f"out.{form}"))
    head = json.loads((tmp_path / "out.jsonl").read_text().splitlines()[0])
    assert (head["world_version"], head["articles"], head["judgements"], head["events_judged"]) == (1, 6, 5, 4)
    assert (head["reviewers"], head["readers"]) == ({"Ada": 5}, {"1 c1 g1": 5})
    assert head["verdicts"] == {"accept": 2, "fix": 1, "reject": 1, "unsure": 1}
    assert "# world_version: 1\n" in (tmp_path / "out.csv").read_text()
    assert json.loads(pq.read_schema(tmp_path / "out.parquet").metadata[b"quidnunc"])["articles"] == 6
    table = pd.read_csv(tmp_path / "out.csv", comment="#")
    assert list(table["verdict"]) == ["accept", "reject", "accept", "fix", "unsure"]
    assert table["note"][3].startswith("'=")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"event": "x", "verdict": "accept"}', "bad.jsonl:1: field 'by': is missing"),
        ('{"event": "x", "verdict": "yes", "by": "Ada"}', "field 'verdict': 'yes' is none of"),
        ('{"event": "x", "verdict": "fix", "by": "Ada", "field": "day"}', "field 'field': 'day' is none of"),
        ('{"event": "x", "verdict": "fix", "by": "Ada", "field": "type", "value": "\\"WAR\\""}', "field 'type': 'WAR'"),
        ('{"event": "x", "verdict": "accept", "by": "Ada", "at": "noon"}', "field 'at': 'noon' is no moment"),
        ("[1]", "bad.jsonl:1: not an object"),
        ("{", "bad.jsonl:1: not JSON"),
    ],
)
def test_a_bad_row_is_named_and_nothing_taken_in(path: str, tmp_path: Path, line: str, message: str) -> None:
    (tmp_path / "bad.jsonl").write_text(line + "\n")
    done = run("judgements", "import", path, str(tmp_path / "bad.jsonl"))
    assert done.exit_code == 1 and message in done.stderr
    assert len(World(path).judgements()) == 5


def test_argilla_there_and_back(path: str, tmp_path: Path) -> None:
    file = tmp_path / "records.json"
    run("judgements", "export", path, "-f", "argilla", "-o", str(file))
    records = json.loads(file.read_text())
    assert len(records) == 4
    assert {record["responses"]["verdict"][0]["value"] for record in records} == {"accept", "reject", "unsure"}
    assert records[0]["responses"]["verdict"][0]["user_id"] == user_id("Ada")
    assert records[0]["suggestions"]["type"] == {"value": "ACCUSE", "score": 0.8, "agent": "1 c1 g1"}
    assert run("judgements", "import", path, str(file), "-f", "argilla").stderr.endswith(": 0 new judgements\n")
    for record in records:
        record["responses"]["verdict"].append({"value": "accept", "user_id": "u-2"})
        record["responses"]["stance"].append({"value": "alleges", "user_id": "u-2"})
    file.write_text(json.dumps(records))
    done = run("judgements", "import", path, str(file), "-f", "argilla", "--user", "u-2=Bo")
    assert done.stderr.endswith(": 8 new judgements\n")
    new = [row for row in World(path).judgements() if row["by"] == "Bo"]
    assert {(row["verdict"], row["field"]) for row in new} == {("accept", None), ("fix", "stance")}
    assert all(json.loads(row["drawn"])["order"] == "random" for row in new)
    assert run("judgements", "import", path, str(file), "-f", "argilla", "--user", "u-2=Bo").stderr.endswith(
        ": 0 new judgements\n"
    )


def test_prodigy_there_and_back(path: str, tmp_path: Path) -> None:
    file = tmp_path / "tasks.jsonl"
    run("judgements", "export", path, "-f", "prodigy", "--todo", "9", "-o", str(file))
    tasks = [json.loads(line) for line in file.read_text().splitlines()]
    assert len(tasks) == 2 and all("answer" not in task for task in tasks)
    (span,) = tasks[0]["spans"]
    assert tasks[0]["text"][span["start"] : span["end"]] == "accused"
    answers = [
        {**tasks[0], "answer": "accept", "accept": ["REJECT"], "_annotator_id": "Bo", "_timestamp": 1700000000},
        {**tasks[1], "answer": "ignore", "_annotator_id": "Bo", "_timestamp": 1700000001},
    ]
    file.write_text("".join(json.dumps(answer) + "\n" for answer in answers))
    assert run("judgements", "import", path, str(file), "-f", "prodigy").stderr.endswith(": 3 new judgements\n")
    (row,) = World(path).events(type="REJECT").rows()
    assert (row["event"], row["verdict"], row["fixed"]) == (tasks[0]["event"], "fixed", ["type"])
    run("judgements", "export", path, "-f", "prodigy", "-o", str(file))
    again = [json.loads(line) for line in file.read_text().splitlines()]
    assert [(t["label"], t["answer"]) for t in again if t["event"] == row["event"]] == [("REJECT", "accept")]
    assert run("judgements", "import", path, str(file), "-f", "prodigy").stderr.endswith(": 0 new judgements\n")


@pytest.mark.parametrize(
    ("task", "message"),
    [
        ({"answer": "maybe"}, "field 'answer': 'maybe' is none of"),
        ({"answer": "accept", "_annotator_id": "Bo"}, "field 'event': is missing"),
        ({"answer": "accept", "event": "x"}, "field '_annotator_id': is missing"),
        ({"answer": "accept", "event": "x", "_annotator_id": "Bo"}, "field 'event': no event 'x'"),
    ],
)
def test_a_bad_task_is_named(path: str, tmp_path: Path, task: dict[str, str], message: str) -> None:
    (tmp_path / "bad.jsonl").write_text(json.dumps(task) + "\n")
    done = run("judgements", "import", path, str(tmp_path / "bad.jsonl"), "-f", "prodigy")
    assert done.exit_code == 1 and f"bad.jsonl:1: {message}" in done.stderr


def test_the_score_says_what_its_sample_is(path: str) -> None:
    done = run("score", path)
    assert "random sample of all events: unbiased" in done.stdout
    assert "3 events judged; 1 unsure and 0 in dispute" in done.stdout
    lines = [json.loads(line) for line in run("score", path, "-f", "jsonl").stdout.splitlines()]
    assert (lines[0]["what"], lines[0]["right"], lines[0]["judged"], lines[0]["unbiased"]) == ("event", 2, 3, True)
    Desk(World(path)).judge(next(World(path).events(verdict="none").rows())["event"], "accept", by="Bo")
    assert "picked by hand: NOT a sample" in run("score", path).stdout


def test_agreement_and_disputes(path: str) -> None:
    assert "no event was judged by two people" in run("judgements", "agreement", path).stderr
    event = next(World(path).events(verdict="accepted").rows())["event"]
    assert run("judgements", "add", path, event, "reject", "--by", "Bo").exit_code == 0
    told = run("judgements", "agreement", path).stdout
    assert f"in dispute: {event} (event): Ada: accept; Bo: reject" in told
    run("judgements", "add", path, event, "accept", "--by", "Cy", "--adjudicate")
    assert "in dispute" not in run("judgements", "agreement", path).stdout
    assert run("judgements", "add", path, event, "undo", "--by", "Bo").stderr == f"taken back: reject of {event}\n"


def test_a_fix_on_the_command_line(path: str) -> None:
    event = next(World(path).events(verdict="none").rows())["event"]
    assert (
        run(
            "judgements", "add", path, event, "fix", "--field", "status", "--value", '"planned"', "--by", "Bo"
        ).exit_code
        == 0
    )
    bad = run("judgements", "add", path, event, "fix", "--field", "status", "--value", "planned", "--by", "Bo")
    assert bad.exit_code == 1 and "not JSON: planned" in bad.stderr
    assert run("ask", path, "--status", "planned", "--count").stdout == "1\n"
    assert run("ask", path, "--verdict", "fixed", "--count").stdout == "1\n"
    assert run("ask", path, "--status", "planned", "--raw", "--count").stdout == "0\n"
    exported = [json.loads(line) for line in run("export", path, "-f", "jsonl").stdout.splitlines()]
    (judged,) = [e for reading in exported for e in reading["events"] if e["id"] == event]
    assert judged["status"] == "planned" and judged["judged"][1]["field"] == "status"
