"""``quidnunc stories``."""

import json
from pathlib import Path

from typer.testing import CliRunner

from quidnunc.cli import app
from quidnunc.world.store import World
from tests.world.made import make_reading
from tests.world.test_stories import OTHER_HAND, UNRELATED, WIRE


def run(*words: str):
    return CliRunner().invoke(app, ["stories", *words], catch_exceptions=False)


def lines(path: Path, *texts: str) -> str:
    rows = [{"id": n, "text": text, "date": "2024-03-05", "outlet": f"Outlet {n}"} for n, text in enumerate(texts)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return str(path)


def test_lines_name_each_report_its_story_and_what_it_copies(tmp_path: Path) -> None:
    path = lines(tmp_path / "news.jsonl", WIRE, UNRELATED, OTHER_HAND, WIRE + " More inside.")
    done = run(path, "--format", "jsonl")
    assert done.exit_code == 0
    rows = {row["source"][len(path) + 1 :]: row for row in map(json.loads, done.stdout.splitlines())}
    assert rows["0"]["story"] == rows["2"]["story"] == rows["3"]["story"] != rows["1"]["story"]
    assert [rows[key]["copy_of"] for key in "0123"] == [None, None, None, f"{path}#0"]
    assert rows["2"]["outlet"] == "Outlet 2"


def test_the_table_counts_reports_and_copies(tmp_path: Path) -> None:
    path = lines(tmp_path / "news.jsonl", WIRE, UNRELATED, OTHER_HAND, WIRE + " More inside.")
    done = run(path, "--least", "2")
    assert "Veshmir" in done.stdout
    assert done.stdout.rstrip().endswith("3 reports in 1 story")


def test_the_stories_of_a_world(tmp_path: Path) -> None:
    world = World(tmp_path / "world", create=True)
    world.add([make_reading(1, text="Russia accused Finland. " + WIRE, outlet="One")])
    world.add(
        [make_reading(2, text="Russia accused Finland. " + WIRE + " Read on.", outlet="Two", published="2023-02-05")]
    )
    rows = [json.loads(line) for line in run(str(tmp_path / "world"), "-f", "jsonl").stdout.splitlines()]
    assert [row["source"] for row in rows] == ["1.txt", "2.txt"]
    assert rows[1]["copy_of"] == "1.txt"


def test_what_cannot_be_read_is_named_and_the_rest_grouped(tmp_path: Path) -> None:
    path = lines(tmp_path / "news.jsonl", WIRE)
    done = run(path, str(tmp_path / "none.txt"), "-f", "jsonl")
    assert done.exit_code == 1
    assert "none.txt: no such file" in done.stderr
    assert len(done.stdout.splitlines()) == 1
