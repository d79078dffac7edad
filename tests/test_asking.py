"""``quidnunc read --into``, ``ask``, ``panel``, ``check``, ``compact``, ``history``: a world from the command line."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from quidnunc.cli import app
from quidnunc.world.store import World
from tests.world.made import MadeReader, make_article, make_reading


@pytest.fixture(autouse=True)
def made_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quidnunc.reading.reader.Reader", MadeReader)


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.chdir(tmp_path)
    world = World("w", create=True)
    odd = {"text": "Russia accused Finland in Turku.\n\nOdd.", "title": "=1+1", "outlet": "@SUM(A1)"}
    world.add([make_reading(n) for n in range(3)] + [make_reading(9, **odd)])
    return world


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def articles(folder: Path, numbers: range) -> None:
    folder.mkdir(exist_ok=True)
    for number in numbers:
        article = make_article(number)
        head = f"TITLE: {article.title}\nPUBLISHED: {article.published}\nOUTLET: {article.outlet}\n\n"
        (folder / f"{number}.txt").write_text(head + article.text)


def test_read_into_a_world_and_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    articles(tmp_path / "news", range(5))
    first = run("read", "news", "--into", "w")
    assert (first.exit_code, first.stderr) == (0, "w: 5 articles: 5 added (5 events read), 0 known already\n")
    articles(tmp_path / "news", range(6))
    again = run("read", "news", "--into", "w")
    assert again.stderr == "w: 6 articles: 1 added (1 events read), 5 known already\n"
    assert run("check", "w").stdout == "w: sound: 6 articles, version 2\n"


def test_what_could_not_be_read_is_named_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    articles(tmp_path / "news", range(2))
    result = run("read", "news", "nowhere.txt", "--into", "w")
    assert result.exit_code == 1
    assert "nowhere.txt: no such file" in result.stderr
    assert run("rejected", "w").stdout == "nowhere.txt\tunreadable\t\tno such file\n"


@pytest.mark.parametrize("arguments", [("read",), ("read", "a.txt", "--reread"), ("read", "--into", "w")])
def test_nothing_to_read(arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == 2


def test_a_table_for_people(world: World) -> None:
    result = run("ask", "w", "--agent", "Russia")
    assert result.exit_code == 0
    assert "Russia → ACCUSE → Finland" in result.stdout
    assert "4 of 4 events" in result.stderr


def test_jsonl_is_one_event_a_line(world: World) -> None:
    rows = [json.loads(line) for line in run("ask", "w", "--format", "jsonl").stdout.splitlines()]
    assert len(rows) == 4
    assert rows[0]["agents"] == ["Russia"]


def test_csv_holds_no_formula_unless_asked_to(world: World) -> None:
    asked = ("ask", "w", "--format", "csv", "--source", "9.txt", "--columns", "title,outlet,sentence,lat")
    (row,) = csv.DictReader(io.StringIO(run(*asked).stdout))
    assert (row["title"], row["outlet"], row["lat"]) == ("'=1+1", "'@SUM(A1)", "60.4515")
    (row,) = csv.DictReader(io.StringIO(run(*asked, "--formulas").stdout))
    assert (row["title"], row["outlet"]) == ("=1+1", "@SUM(A1)")


def test_counts_and_urls(world: World) -> None:
    assert run("ask", "w", "--outlet", "Outlet 1", "--count").stdout == "1\n"
    assert (
        run("ask", "w", "--near", "60,22,100", "--agent", "RUS:GOV", "--url").stdout
        == "agent=RUS%3AGOV&near=60%2C22%2C100\n"
    )


def test_as_of(world: World) -> None:
    assert run("ask", "w", "--count", "--as-of", "0").stdout == "0\n"
    assert "there is no version 99" in run("ask", "w", "--as-of", "99").stderr


def test_a_panel_for_pandas(world: World) -> None:
    result = run("panel", "w", "dyads", "--format", "csv", "--period", "year")
    (row,) = csv.DictReader(io.StringIO(result.stdout))
    assert (row["agent"], row["recipient"], row["period"], row["quad"], row["events"]) == (
        "RUS", "FIN", "2023-01-01", "VERBAL CONFLICT", "4",
    )  # fmt: skip


def test_what_is_wrong_is_said_without_a_traceback(world: World, tmp_path: Path) -> None:
    for arguments, message in (
        (("ask", "nowhere"), "no world here"),
        (("ask", "w", "--type", "WAR"), "type: there is no 'WAR'"),
        (("ask", "w", "--columns", "evnt"), "there is no column 'evnt'"),
        (("panel", "w", "dyads", "--period", "decade"), "period: there is no 'decade'"),
        (("panel", "w", "timeline"), "an actor's name is empty"),
        (("check", "nowhere"), "no world here"),
        (("read", "a.txt", "--into", str(tmp_path)), "other things"),
    ):
        result = run(*arguments)
        assert result.exit_code == 1, arguments
        assert message in result.stderr
        assert "Traceback" not in result.output


def test_a_damaged_world_is_named_and_the_rest_answers(world: World) -> None:
    world.add([make_reading(20)])
    path = next(Path(world.table("readings").location(f)) for f in world.files() if f.rows == 1)
    path.write_bytes(path.read_bytes()[:200])
    result = run("ask", "w", "--count")
    assert (result.exit_code, result.stdout) == (1, "4\n")
    assert path.name in result.stderr
    checked = run("check", "w")
    assert checked.exit_code == 1
    assert path.name in checked.stdout


def test_history_and_compact(world: World) -> None:
    world.add([make_reading(20)])
    assert [line.split("\t")[0] for line in run("history", "w").stdout.splitlines()] == ["0", "1", "2"]
    assert "2 files put together into 1; 0 deleted" in run("compact", "w").stdout
    assert run("ask", "w", "--count", "--as-of", "1").stdout == "4\n"


def test_reread_takes_the_worlds_own_texts(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    newer = make_reading(0).reader.__class__(version="2", codebook="c", gazetteer="g")
    monkeypatch.setattr("quidnunc.reading.reader.Reader", lambda **_: MadeReader(newer))
    result = run("read", "--into", "w", "--reread")
    assert "4 read anew" in result.stderr
    assert {reading.reader for reading in World("w").readings()} == {newer}
