"""``quidnunc codebook init``, ``quidnunc codebook check``, ``quidnunc train``."""

import json
from importlib.util import find_spec
from pathlib import Path

import pytest
from typer.testing import CliRunner

from quidnunc import Reader
from quidnunc.cli import app
from quidnunc.errors import ModelError
from quidnunc.records import Article

SITDOWN = {
    "text": "Porters sat down in front of the hospital's gates.",
    "agent": [0, 7],
    "recipient": [33, 41],
    "trigger": [8, 16],
    "type": "PROTEST",
    "mode": "obstruct",
    "status": "happened",
}


def run(*arguments: str):
    return CliRunner().invoke(app, list(arguments))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "tactics"
    assert run("codebook", "init", str(folder)).exit_code == 0
    return folder


def test_a_copied_codebook_is_well_and_reads(folder):
    checked = run("codebook", "check", str(folder))
    assert checked.exit_code == 0, checked.output
    assert "16 types" in checked.output
    (event,) = Reader(codebook=folder).read(Article(text="Syrian rebels attacked the town of Idlib.")).events
    assert event.type == "ASSAULT"


def test_nothing_is_copied_over_what_is_there(folder):
    again = run("codebook", "init", str(folder))
    assert again.exit_code == 1
    assert "is not empty" in again.output


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"type": "SITDOWN"}, "mine.jsonl:1: field 'type': unknown type 'SITDOWN'"),
        ({"mode": "sitdown"}, "mine.jsonl:1: field 'mode': PROTEST has no mode 'sitdown'"),
        ({"recipient": [33, 99]}, "mine.jsonl:1: field 'recipient': the span 33, 99"),
        ({"agnet": 1}, "mine.jsonl:1: no example"),
    ],
)
def test_a_fault_in_an_example_is_named_by_file_line_and_field(folder, change, told):
    (folder / "examples" / "mine.jsonl").write_text(json.dumps({**SITDOWN, **change}), "utf-8")
    checked = run("codebook", "check", str(folder))
    assert checked.exit_code == 1
    assert told in checked.output


def test_a_type_of_ones_own_needs_examples_and_then_a_model(folder):
    types = folder / "types.yaml"
    types.write_text(
        types.read_text("utf-8")
        + "  SITDOWN:\n    name: Sit-down\n    quad: MATERIAL CONFLICT\n    score: -4\n    requires_recipient: false\n"
        "    definition: People sit down where they are in the way.\n",
        "utf-8",
    )
    crosswalk = folder / "crosswalk.yaml"
    crosswalk.write_text(
        crosswalk.read_text("utf-8") + '  - {code: "1499", name: "Sit down", type: SITDOWN, export: true}\n', "utf-8"
    )
    (folder / "frames" / "sitdown.yaml").write_text(
        "type: SITDOWN\nframes:\n  - verb: [hunker down]\n    recipient: [outside, before]\n", "utf-8"
    )
    few = run("codebook", "check", str(folder))
    assert few.exit_code == 1
    assert "type SITDOWN has 0 examples" in few.output
    lines = [{**SITDOWN, "type": "SITDOWN", "mode": None, "text": SITDOWN["text"] + " " * n} for n in range(12)]
    (folder / "examples" / "mine.jsonl").write_text("\n".join(map(json.dumps, lines)), "utf-8")
    with pytest.raises(ModelError, match="made for another codebook"):
        Reader(codebook=folder)


@pytest.mark.skipif(find_spec("torch") is not None, reason="the extra is installed")
def test_training_without_the_extra_says_what_to_install(folder):
    trained = run("train", str(folder))
    assert trained.exit_code == 1
    assert "pip install 'quidnunc[train]'" in trained.output


@pytest.mark.skipif(find_spec("torch") is None, reason="needs the extra 'train'")
def test_a_codebook_of_ones_own_is_trained(folder):
    examples = folder / "examples"
    rows = [line for path in sorted(examples.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()]
    for path in examples.glob("*.jsonl"):
        path.unlink()
    (examples / "few.jsonl").write_text("\n".join(rows[::12]), "utf-8")
    trained = run("train", str(folder), "--epochs", "1", "--written", "200", "--threads", "1")
    assert trained.exit_code == 0, trained.output
    told = dict(Reader(codebook=folder).type_of("Peru sent tents to Chile.", (0, 4), (19, 24)))
    assert sum(told.values()) == pytest.approx(1)
