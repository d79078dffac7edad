import json

import pytest

from quidnunc.codebook import load
from quidnunc.codebook.examples import EXAMPLES, FEWEST, NONE, load_examples
from quidnunc.errors import CodebookError

GOOD = {"text": "Peru aided Chile.", "agent": [0, 4], "recipient": [11, 16], "trigger": [5, 10], "type": "AID"}


@pytest.fixture(scope="module")
def types():
    return load().types


@pytest.fixture(scope="module")
def shipped(types):
    return load_examples(EXAMPLES, types)


def _folder(tmp_path, *rows):
    (tmp_path / "mine.jsonl").write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("change", "field", "told"),
    [
        ({"recipient": [11, 99]}, "recipient", "outside the sentence"),
        ({"agent": [4, 4]}, "agent", "empty"),
        ({"type": "HELP"}, "type", "unknown type 'HELP'"),
        ({"mode": "arms"}, "mode", "no mode 'arms'"),
    ],
)
def test_a_fault_is_named_with_file_line_and_field(tmp_path, types, change, field, told):
    with pytest.raises(CodebookError, match=told) as caught:
        load_examples(_folder(tmp_path, GOOD, {**GOOD, "text": "Peru aided Chile!", **change}), types)
    assert (caught.value.source, caught.value.line, caught.value.field) == (str(tmp_path / "mine.jsonl"), 2, field)


def test_what_is_no_example_is_an_error_with_its_line(tmp_path, types):
    (tmp_path / "mine.jsonl").write_text(json.dumps(GOOD) + "\n{not json", "utf-8")
    with pytest.raises(CodebookError, match=r"mine\.jsonl:2: no example"):
        load_examples(tmp_path, types)


def test_an_example_given_twice_is_an_error(tmp_path, types):
    with pytest.raises(CodebookError, match=r"mine\.jsonl:2: the same example stands in .*mine\.jsonl:1"):
        load_examples(_folder(tmp_path, GOOD, GOOD), types)


def test_a_type_with_too_few_examples_is_named(tmp_path, types):
    with pytest.raises(CodebookError, match=f"type AGREE has 0 examples; it needs {FEWEST}"):
        load_examples(_folder(tmp_path, GOOD), types)


def test_a_folder_without_examples_is_an_error(tmp_path, types):
    with pytest.raises(CodebookError, match="no examples"):
        load_examples(tmp_path, types)


def test_the_shipped_examples_are_many_and_balanced(shipped, types):
    counts = {name: sum(e.type == name for e in shipped) for name in (*types, NONE)}
    assert sum(counts.values()) >= 3000
    assert min(counts[name] for name in types) >= 150
    assert counts[NONE] >= 500
    assert len({e.pair for e in shipped if e.pair}) >= 300
