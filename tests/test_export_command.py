"""``quidnunc export``."""

import json
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from quidnunc.cli import app
from quidnunc.exports.formats import FORMATS
from quidnunc.records import Reading
from quidnunc.world.store import World
from tests.world.made import make_reading

READINGS = [make_reading(1), make_reading(2, event={"stance": "alleges"}), make_reading(3, event={"status": "planned"})]


def run(*words: str):
    return CliRunner().invoke(app, ["export", *words], catch_exceptions=False)


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "readings.jsonl"
    path.write_bytes(b"".join(reading.to_json() + b"\n" for reading in READINGS))
    return str(path)


def test_readings_of_a_file_go_out_and_what_did_not_is_counted(file: str, tmp_path: Path) -> None:
    done = run(file, "-f", "polecat", "-o", str(tmp_path / "out.tsv"))
    assert done.exit_code == 0
    assert done.stderr == "quidnunc: polecat: 1 event; left out: 1 alleged, 1 planned\n"
    assert len(pd.read_csv(tmp_path / "out.tsv", sep="\t")) == 1


def test_the_option_lets_more_in(file: str) -> None:
    done = run(file, "-f", "polecat", "--also", "alleged", "--also", "planned")
    assert len(done.stdout.splitlines()) == 4


def test_a_world_goes_out_as_it_came_in(tmp_path: Path) -> None:
    World(tmp_path / "world", create=True).add(READINGS)
    done = run(str(tmp_path / "world"), "-f", "jsonl")
    assert sorted(Reading.from_json(line).id for line in done.stdout.splitlines()) == sorted(r.id for r in READINGS)
    assert run(str(tmp_path / "world"), "-f", "duckdb", "-o", str(tmp_path / "out.duckdb")).exit_code == 0
    assert (tmp_path / "out.duckdb").stat().st_size > 0


def test_a_line_that_is_no_reading_is_named_and_no_file_left(tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_bytes(READINGS[0].to_json() + b"\n" + b'{"id": 1}\n')
    done = run(str(bad), "-f", "csv", "-o", str(tmp_path / "out.csv"))
    assert done.exit_code == 1
    assert "bad.jsonl:2: no reading" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["bad.jsonl"]


@pytest.mark.parametrize("name", ["none.jsonl", "."])
def test_what_is_not_there_is_named(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = run(name, "-f", "csv")
    assert (done.exit_code, done.stderr.startswith(f"quidnunc: {name}: ")) == (1, True)


def test_binary_formats_need_a_file(file: str) -> None:
    assert "give a file with --out" in run(file, "-f", "parquet").stderr


def test_a_folder_that_is_not_there_is_named(file: str, tmp_path: Path) -> None:
    for name in ("csv", "parquet", "duckdb"):
        done = run(file, "-f", name, "-o", str(tmp_path / "none" / "out"))
        assert done.exit_code == 1, name
        assert "none/out: cannot be written" in done.stderr


@pytest.mark.parametrize(
    ("words", "message"), [(("-f", "xls"), "no format 'xls'"), (("-f", "csv", "--also", "x"), "no such kind 'x'")]
)
def test_wrong_options_are_named(words: tuple[str, ...], message: str, file: str) -> None:
    done = run(file, *words)
    assert done.exit_code == 2
    assert message in " ".join(done.stderr.split())


def test_the_help_names_every_format() -> None:
    shown = " ".join(run("--help").stdout.split())
    assert all(name in shown for name in FORMATS)


def test_readings_come_from_standard_input() -> None:
    lines = b"\n".join(reading.to_json() for reading in READINGS)
    done = CliRunner().invoke(app, ["export", "-", "-f", "geojson"], input=lines)
    assert len(json.loads(done.stdout)["features"]) == 3


@pytest.mark.parametrize("way", ["--reports", "--incidents"])
def test_one_text_in_two_papers_goes_out_once(way: str, tmp_path: Path) -> None:
    path = tmp_path / "readings.jsonl"
    path.write_bytes(READINGS[0].to_json() + b"\n" + READINGS[0].to_json() + b"\n")
    assert len(run(str(path), "-f", "csv", way).stdout.splitlines()) == 2
