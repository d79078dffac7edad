"""A codebook of one's own: the walk-through of docs/codebook.md, ``--codebook``, worlds, exports, and each way to break it."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

import quidnunc
from quidnunc import Article, Reader
from quidnunc.cli import app
from quidnunc.codebook import load
from quidnunc.codebook.loading import load_types
from quidnunc.errors import CodebookError, FilterError, ModelError
from quidnunc.exports.codes import codes
from quidnunc.reading.own import codings_of
from quidnunc.records import Event, ReaderVersion
from quidnunc.world.query import Query
from quidnunc.world.store import World
from tests.tiny_model import write_model

ROOT = Path(__file__).parent.parent
NEWS = ROOT / "examples" / "tactics.jsonl"
DOC = (ROOT / "docs" / "codebook.md").read_text("utf-8")
SIT_IN = "Chilean students staged a sit-in outside the Education Ministry in Santiago on Tuesday."


def run(*arguments: str | Path, text: str | None = None):
    return CliRunner().invoke(app, [str(word) for word in arguments], input=text)


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """The codebook of the worked example, without a model."""
    folder = tmp_path_factory.mktemp("own") / "tactics"
    assert run("codebook", "init", folder).exit_code == 0
    shutil.copytree(ROOT / "examples" / "tactics", folder, dirs_exist_ok=True)
    shutil.rmtree(folder / "model")
    return folder


@pytest.fixture
def folder(made, tmp_path) -> Path:
    """One to change."""
    return shutil.copytree(made, tmp_path / "tactics")


@pytest.fixture(scope="module")
def reader(made) -> Reader:
    return Reader(codebook=str(made))


def logits(folder: Path, **given: float) -> dict[str, float]:
    return {**dict.fromkeys([*load(folder).types, "NONE"], 0.0), **given}


# The walk-through


def test_the_documentation_is_what_runs(tmp_path, monkeypatch):
    (block,) = re.findall(r"```console\n(.*?)```", DOC, re.S)
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    for line in re.findall(r"^\$ (.*)$", block, re.M):
        match shlex.split(line):
            case ["quidnunc", *words]:
                last = run(*words)
                assert last.exit_code == 0, f"{line}: {last.output}"
            case ["cp", "-R", source, target]:
                shutil.copytree(source, target, dirs_exist_ok=True)
            case ["rm", "-r", target]:
                shutil.rmtree(target)
            case other:
                pytest.fail(f"not provided for: {other}")
    assert "Chilean students → SIT_IN → Education Ministry" in last.output
    assert "Peruvian farmers → ROAD_BLOCK" in last.output
    assert "tactics has no typing model: its frames alone decide; 'quidnunc train tactics' makes one" in last.stderr


def test_its_pieces_are_those_of_the_example(folder):
    (example,) = re.findall(r"^ +(\{\"text\".*\})$", DOC, re.M)
    assert example in (folder / "examples" / "tactics.jsonl").read_text("utf-8")
    entry = load(folder).types["SIT_IN"]
    assert (entry.quad, entry.requires_recipient, entry.score) == ("MATERIAL CONFLICT", False, -4)


# Reading


def test_a_sub_type_goes_before_its_parent_and_says_how_it_is_coded(reader):
    (event,) = reader.read(Article(text=SIT_IN)).events
    assert (event.type, event.family) == ("SIT_IN", "PROTEST")
    coding = event.coding
    assert (coding.parent, coding.quad, coding.score, coding.cameo) == ("PROTEST", "MATERIAL CONFLICT", -4, "140")


def test_the_protest_goes_back_to_the_sit_in(reader):
    (event,) = reader.read(Article(text=f"{SIT_IN} The protest ended at noon.")).events
    assert (event.type, event.mode) == ("SIT_IN", None)


def test_what_the_shipped_codebook_has_needs_no_coding(reader):
    (event,) = reader.read(Article(text="Syrian rebels attacked the town of Idlib.")).events
    assert (event.type, event.coding) == ("ASSAULT", None)
    assert codings_of(load()) == {}


def test_in_python_the_reader_follows_changes_of_the_folder(folder):
    assert [e.type for e in quidnunc.read(SIT_IN, codebook=folder).events] == ["SIT_IN"]
    frames = folder / "frames" / "tactics.yaml"
    frames.write_text(frames.read_text("utf-8").replace("sit-in, ", ""), "utf-8")
    assert [e.type for e in quidnunc.read(SIT_IN, codebook=folder).events] == ["PROTEST"]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_processes_read_by_it_too(made, jobs):
    done = run("read", NEWS, "--codebook", made, "--jobs", jobs, "--format", "jsonl")
    assert done.exit_code == 0, done.output
    assert [e["type"] for e in json.loads(done.stdout)["events"]] == ["SIT_IN", "ROAD_BLOCK"]


def test_standard_input_and_csv(made):
    done = run("read", "-", "--codebook", made, "--format", "csv", text=SIT_IN)
    assert [row["type"] for row in csv.DictReader(io.StringIO(done.stdout))] == ["SIT_IN"]


def test_the_model_is_part_of_the_version(folder):
    bare = Reader(codebook=folder).version
    write_model(folder / "model", logits(folder, SIT_IN=5.0))
    one = Reader(codebook=folder).version
    shutil.rmtree(folder / "model")
    write_model(folder / "model", logits(folder, SIT_IN=6.0))
    other = Reader(codebook=folder).version
    assert bare.model is None
    assert len({bare.model, one.model, other.model}) == 3
    assert bare.codebook == one.codebook == other.codebook
    types = folder / "types" / "tactics.yaml"
    types.write_text(types.read_text("utf-8").replace("-4.5", "-4.0"), "utf-8")
    assert Reader(codebook=folder).version.codebook != one.codebook


def test_why_shows_where_model_and_frame_disagree(folder):
    write_model(folder / "model", logits(folder, PROTEST=9.0))
    key = next(e.id for e in Reader(codebook=folder).read(Article(text=SIT_IN)).events)
    told = run("why", "-", key, "--codebook", folder, text=SIT_IN)
    assert told.exit_code == 0, told.output
    assert "verb frame stage/hold/begin: SIT_IN" in told.output or "noun frame sit-in" in told.output
    assert "the model: PROTEST 1.00, SIT_IN only 0.00; the frame stands" in told.output


def test_why_tells_that_there_is_no_model(made, reader):
    (event,) = reader.read(Article(text=SIT_IN)).events
    assert (
        "no typing model: the frames alone decided" in run("why", "-", event.id, "--codebook", made, text=SIT_IN).output
    )


def test_an_older_model_serves_and_is_told_of(folder):
    write_model(folder / "model", logits(folder))
    checked = run("codebook", "check", folder)
    assert checked.exit_code == 0
    assert "was trained before the last changes" in checked.output


# Worlds and exports


@pytest.fixture(scope="module")
def world(made, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("worlds") / "w"
    done = run("read", NEWS, "--into", path, "--codebook", made)
    assert done.exit_code == 0, done.output
    return path


def test_a_type_has_its_sub_types_with_it(world):
    asked = World(str(world))
    rows = list(asked.events(type="protest").rows())
    assert {(row["type"], row["parent"], row["quad"], row["score"]) for row in rows} == {
        ("SIT_IN", "PROTEST", "MATERIAL CONFLICT", -4.0),
        ("ROAD_BLOCK", "PROTEST", "MATERIAL CONFLICT", -4.5),
    }
    assert asked.events(type="sit_in").count() == 1


def test_a_type_that_nobody_has_is_an_error(world):
    with pytest.raises(FilterError, match=r"there is no 'SITIN'; there are AGREE.*, ROAD_BLOCK, SIT_IN"):
        World(str(world)).events(type="sitin").count()


@pytest.mark.parametrize(
    ("form", "told"),
    [("plover", '"PROTEST"'), ("polecat", "PROTEST"), ("gdelt-events", "140"), ("icews", "140"), ("ftm", "SIT_IN"), ("csv", "SIT_IN"),
     ("geojson", "SIT_IN"), ("jsonl", "SIT_IN"), ("graphml", "SIT_IN")],
)  # fmt: skip
def test_exports_name_the_type_or_its_parent(world, form, told):
    done = run("export", world, "--format", form)
    assert done.exit_code == 0, done.output
    assert told in done.stdout


def test_every_question_works(world):
    for words in (("ask", world), ("panel", world, "dyads"), ("panel", world, "countries"), ("incidents", world),
                  ("stories", world), ("firsts", world), ("check", world)):  # fmt: skip
        done = run(*words)
        assert done.exit_code == 0, f"{words}: {done.output}"


def test_reread_supersedes_what_another_codebook_read(made, tmp_path):
    world = tmp_path / "w"
    assert run("read", NEWS, "--into", world).exit_code == 0
    before = World(str(world)).events(type="PROTEST").count()
    assert run("read", NEWS, "--into", world, "--codebook", made).exit_code == 0
    assert {r.reader.model is None for r in World(str(world)).readings()} == {False}
    done = run("read", "--reread", "--into", world, "--codebook", made)
    assert "1 read anew" in done.output
    (reading,) = World(str(world)).readings()
    assert reading.reader == Reader(codebook=made).version
    assert before > 0
    assert {e.type for e in reading.events} == {"SIT_IN", "ROAD_BLOCK"}


def test_an_ontology_without_a_parent_is_coded_by_its_record(reader):
    (event,) = reader.read(Article(text=SIT_IN)).events
    own = event.coding.__class__(parent=None, quad="VERBAL CONFLICT", score=-1.0, cameo="141")
    lone = Event(**{name: getattr(event, name) for name in event.__struct_fields__} | {"coding": own})
    table = codes()
    assert (table.type_of(lone), table.quad_of(lone), table.score_of(lone)) == ("SIT_IN", "VERBAL CONFLICT", -1.0)
    assert table.code_of(lone).code == "141"


def test_a_verdict_that_names_another_type_ends_the_coding(made, tmp_path):
    world = World(str(tmp_path / "w"), create=True)
    reading = Reader(codebook=made).read(Article(text=SIT_IN))
    world.add([reading])
    (event,) = reading.events
    world.judge("event", event.id, "fix", by="Ada", field="type", value="CONSULT", reading=reading.id)
    (row,) = world.events().rows()
    assert (row["type"], row["parent"], row["quad"]) == ("CONSULT", None, "VERBAL COOPERATION")


def test_readings_of_before_models_were_named_differ(world):
    (reading,) = World(str(world)).readings()
    old = ReaderVersion(
        version=reading.reader.version, codebook=reading.reader.codebook, gazetteer=reading.reader.gazetteer, model="x"
    )
    assert old != reading.reader
    assert Query(World(str(world))).events().count() == 2


# Bad input: each by the command line, with file, line and what to do


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("types/tactics.yaml", "parent: PROTEST", "parent: PROTESTS",
         "types/tactics.yaml:3: field 'parent': entry 'SIT_IN': unknown parent 'PROTESTS'; name one of AGREE"),
        ("types/tactics.yaml", "parent: PROTEST", "parent: SIT_IN", "a type cannot be its own parent"),
        ("types/tactics.yaml", "parent: PROTEST", "parent: ROAD_BLOCK", "is a sub-type itself; name its parent PROTEST"),
        ("types/tactics.yaml", "parent: PROTEST", "parent: PROTEST\n    quad: VERBAL CONFLICT", "leave 'quad' out"),
        ("types/tactics.yaml", "SIT_IN:", "PROTEST:",
         "types/tactics.yaml:3: entry 'PROTEST': the type stands in types.yaml:122 already; drop or rename one"),
        ("types/tactics.yaml", "ROAD_BLOCK:", "SIT_IN:",
         "types/tactics.yaml:8: field 'SIT_IN': the key is given twice; drop or rename one"),
        ("types/tactics.yaml", "SIT_IN:", "sit in:", "a type is named in capitals"),
        ("types/tactics.yaml", "score: -4\n", "score: much\n", "types/tactics.yaml:3: field 'score': entry 'SIT_IN': Expected"),
        ("types/tactics.yaml", "types:", "types: [", "types/tactics.yaml:"),
        ("types/tactics.yaml", "    parent: PROTEST\n", "", "Object missing required field `quad`"),
        ("frames/tactics.yaml", "weight: 0.9", "weight: heavy", "frames/tactics.yaml:3: field 'weight': entry 1: Expected"),
        ("frames/tactics.yaml", "type: SIT_IN", "type: SITIN", "frames/tactics.yaml:3: field 'type': entry 1: unknown type 'SITIN'"),
        ("examples/tactics.jsonl", '"recipient": [29, 41]', '"recipient": [29, 99]',
         "examples/tactics.jsonl:1: field 'recipient': the span 29, 99 is empty or outside the sentence of 50 characters"),
        ("examples/tactics.jsonl", '"agent": [0, 7]', '"agent": "Porters"', "examples/tactics.jsonl:1: no example: Expected `array`"),
    ],
)  # fmt: skip
def test_a_fault_names_file_line_and_what_to_do(folder, name, old, new, told):
    edit(folder / name, old, new)
    checked = run("codebook", "check", folder)
    assert checked.exit_code == 1
    assert told in checked.output
    assert f"quidnunc: {folder / name}" in checked.output


def test_too_few_examples(folder):
    path = folder / "examples" / "tactics.jsonl"
    path.write_text("".join(line for line in path.read_text("utf-8").splitlines(True)[:9]), "utf-8")
    checked = run("codebook", "check", folder)
    assert checked.exit_code == 1
    assert "needs 12 at the least: write more, or drop the type" in checked.output


def test_a_missing_file(folder):
    (folder / "contexts.yaml").unlink()
    done = run("read", NEWS, "--codebook", folder)
    assert done.exit_code == 1
    assert f"{folder / 'contexts.yaml'}: the file is missing" in done.output


def test_a_file_that_cannot_be_read(folder):
    path = folder / "types" / "tactics.yaml"
    path.unlink()
    path.mkdir()
    done = run("codebook", "check", folder)
    assert done.exit_code == 1
    assert f"{path}: the file cannot be read as UTF-8 text" in done.output


@pytest.mark.parametrize("words", [("read", NEWS, "--codebook"), ("codebook", "check")])
def test_a_folder_that_is_not_there(tmp_path, words):
    done = run(*words, tmp_path / "none")
    assert done.exit_code == 1
    assert "none: no such folder; 'quidnunc codebook init" in done.output


@pytest.mark.parametrize("words", [("read", NEWS), ("read", NEWS, "--jobs", "2"), ("why", f"{NEWS}#gate-1", "0")])
def test_a_model_of_another_codebook_is_refused_before_anything_is_read(folder, words):
    write_model(folder / "model", dict.fromkeys([*load_types(), "NONE"], 0.0))
    done = run(*words, "--codebook", folder)
    assert done.exit_code == 1
    assert f"{folder / 'model'}: the typing model was made for another codebook" in done.output
    assert "does not know ROAD_BLOCK, SIT_IN. Train it anew with 'quidnunc train" in done.output


def test_a_mode_that_the_codebook_lacks(folder):
    write_model(folder / "model", logits(folder), [("SIT_IN", "silent")])
    with pytest.raises(ModelError, match="knows modes that the codebook lacks: SIT_IN/silent"):
        Reader(codebook=folder)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("model.onnx", b"no model", "is no ONNX model"),
        ("model.onnx", None, "cannot be read"),
        ("model.json", b"{", "does not describe a typing model"),
        ("model.json", None, "is missing"),
        ("tokenizer.json", b"{}", "does not describe a tokenizer"),
    ],
)
def test_a_damaged_model(folder, name, content, told):
    write_model(folder / "model", logits(folder))
    path = folder / "model" / name
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    checked = run("codebook", "check", folder)
    assert checked.exit_code == 1
    assert told in checked.output
    assert str(path) in checked.output
    assert "quidnunc train" in checked.output


def test_a_model_whose_outputs_are_not_those_of_its_card(folder):
    write_model(folder / "model", logits(folder))
    edit(folder / "model" / "model.json", '"SIT_IN", ', '"SIT_IN", "SIT_IN", ')
    with pytest.raises(ModelError, match=r"gives 19 types, model\.json beside it names 20"):
        Reader(codebook=folder)


def test_python_names_the_file_from_outside(folder):
    edit(folder / "frames" / "tactics.yaml", "weight: 0.9", "weight: 9")
    with pytest.raises(CodebookError) as caught:
        Reader(codebook=folder)
    assert caught.value.source == str(folder / "frames" / "tactics.yaml")
