"""``quidnunc incidents``, and exports of incidents."""

import csv
import io
import json
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from quidnunc.cli import app
from quidnunc.exports.gdelt import EVENT_COLUMNS
from quidnunc.world.store import World
from tests.world.test_incidents import OTHER_TAIL, OTHER_WORDS, reading

READINGS = [
    reading("One", said_by=("TOL",), stance="asserts"),
    reading("Two", OTHER_WORDS, tail=OTHER_TAIL, word="fired", denied_by=("KAR",)),
    reading(
        "Three", "Mirtel has shelled nobody.", tail=" A storm took roofs in Ashbor.", agents=("MIR",), recipients=()
    ),
]


def run(*words: str):
    return CliRunner().invoke(app, list(words), catch_exceptions=False)


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "readings.jsonl"
    path.write_bytes(b"".join(one.to_json() + b"\n" for one in READINGS))
    return str(path)


def test_people_see_reports_contradictions_and_reasons(file: str) -> None:
    shown = run("incidents", file, "--contradicted").stdout
    assert "Karo → ASSAULT → Tolbuk" in shown
    assert "2 reports, 2 independent outlets, 2024-03-05: denied → claimed" in shown
    assert "on the word of Tolbuk" in shown
    assert "yes  Tolbuk (One, 2024-03-05): Karo shelled" in shown
    assert "no  Karo (Two, 2024-03-05): At dawn" in shown
    assert "both ASSAULT; agent Karo; recipient Tolbuk" in shown
    assert "Mirtel" not in shown


def test_lines_hold_everything(file: str) -> None:
    rows = [json.loads(line) for line in run("incidents", file, "-f", "jsonl").stdout.splitlines()]
    assert [row["reports"] for row in rows] == [2, 1] or [row["reports"] for row in rows] == [1, 2]
    (row,) = (row for row in rows if row["reports"] == 2)
    assert row["outlets"] == ["One", "Two"]
    assert [(one["outlet"], one["independent"]) for one in row["accounts"]] == [("Two", True), ("One", True)]
    assert {voice["speaker"] for voice in row["contradictions"][0]["no"]} == {"Karo"}
    assert run("incidents", file, "-f", "jsonl", "--least", "2").stdout.count("\n") == 1


def test_a_merge_that_somebody_rejected_is_not_made(tmp_path: Path, file: str) -> None:
    (row,) = (json.loads(line) for line in run("incidents", file, "-f", "jsonl", "--least", "2").stdout.splitlines())
    world = World(tmp_path / "world", create=True)
    world.add(READINGS)
    world.judge("merge", row["merges"][0]["id"], "reject", by="ada")
    assert run("incidents", str(tmp_path / "world"), "-f", "jsonl", "--least", "2").stdout == ""


def test_an_incident_is_one_row_and_only_facts_of_it_go_out(file: str, tmp_path: Path) -> None:
    done = run("export", file, "-f", "gdelt-events", "--also", "denied", "-o", str(tmp_path / "events.tsv"))
    assert done.stderr == "quidnunc: gdelt-events: 2 events\n"
    frame = pd.read_csv(tmp_path / "events.tsv", sep="\t", header=None, names=EVENT_COLUMNS)
    assert sorted(frame["NumArticles"]) == [1, 2]
    run(
        "export", file, "-f", "gdelt-events", "-o", str(tmp_path / "events.tsv")
    )  # the denial stays out, the claim goes
    frame = pd.read_csv(tmp_path / "events.tsv", sep="\t", header=None, names=EVENT_COLUMNS)
    assert sorted(frame["NumArticles"]) == [1, 1]


def test_reports_or_incidents_as_one_likes(file: str) -> None:
    assert len(run("export", file, "-f", "csv").stdout.splitlines()) == 4
    assert len(run("export", file, "-f", "csv", "--incidents").stdout.splitlines()) == 3
    assert len(run("export", file, "-f", "gdelt-events", "--reports", "--also", "all").stdout.splitlines()) == 3


def test_an_incident_that_nobody_tells_as_a_fact_is_counted_with_its_reason(tmp_path: Path) -> None:
    path = tmp_path / "readings.jsonl"
    path.write_bytes(reading("One", status="planned").to_json() + b"\n")
    assert (
        run("export", str(path), "-f", "polecat", "--incidents").stderr
        == "quidnunc: polecat: 0 events; left out: 1 planned\n"
    )


@pytest.fixture
def world(tmp_path: Path) -> str:
    made = World(tmp_path / "world", create=True)
    made.add(READINGS)
    return made.path


def test_a_world_is_asked_for_incidents_by_the_filters_of_events(world: str) -> None:
    shown = run("ask", world, "--incidents", "--denier", "Karo")
    assert "Karo → ASSAULT → Tolbuk in Veshmir" in shown.stdout
    assert "2 reports, 2024-03-05" in shown.stdout
    assert "yes: Tolbuk (One): Karo shelled" in shown.stdout
    assert "no: Karo (Two): At dawn" in shown.stdout
    assert shown.stderr == "1 of 1 incidents\n"
    assert run("ask", world, "--incidents", "--count").stdout == "2\n"
    assert run("ask", world, "--incidents", "--least", "2", "--count").stdout == "1\n"
    assert run("ask", world, "--incidents", "--contradicted", "--actor", "Mirtel", "--count").stdout == "0\n"


def test_incidents_as_lines_and_cells(world: str) -> None:
    lines = run("ask", world, "--incidents", "--order", "reports", "-f", "jsonl").stdout.splitlines()
    rows = [json.loads(line) for line in lines]
    assert [row["reports"] for row in rows] == [2, 1]
    assert rows[0] == {
        key: value
        for line in run("incidents", world, "-f", "jsonl").stdout.splitlines()
        for key, value in json.loads(line).items()
        if json.loads(line)["id"] == rows[0]["id"]
    }
    columns = "id,type,agents,outlets,statuses,agreed"
    printed = run("ask", world, "--incidents", "--least", "2", "-f", "csv", "--columns", columns).stdout
    header, row = csv.reader(io.StringIO(printed))
    assert header == columns.split(",")
    assert row[1:4] == ["ASSAULT", "Karo", "One|Two"]
    assert [one["value"] for one in json.loads(row[4])] == ["denied", "claimed"]
    assert json.loads(row[5])["recipients"] == "Tolbuk"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--least", "2"), "say --incidents too"),
        (("--incidents", "--order", "confidence"), "there is no order 'confidence'"),
        (("--order", "reports"), "there is no order 'reports'"),
        (("--incidents", "--columns", "who"), "there is no column 'who'"),
    ],
)
def test_what_incidents_do_not_have_is_said(world: str, words: tuple[str, ...], message: str) -> None:
    done = CliRunner().invoke(app, ["ask", world, *words])
    assert done.exit_code in (1, 2)
    assert message in " ".join(done.stderr.replace("│", " ").split())


def test_verdicts_of_people_reach_the_command_and_exports(world: str, tmp_path: Path) -> None:
    World(world).judge("event", READINGS[1].events[0].id, "reject", by="Ada")
    rows = [json.loads(line) for line in run("incidents", world, "-f", "jsonl").stdout.splitlines()]
    assert sorted(row["reports"] for row in rows) == [1, 1]
    assert len(run("export", world, "-f", "csv", "--incidents").stdout.splitlines()) == 3
