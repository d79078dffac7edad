"""Loading a codebook: what it gives, and the error for each way to break it."""

from __future__ import annotations

import pytest

from quidnunc import codebook
from quidnunc.errors import CodebookError

TYPES = """
types:
  ASSAULT:
    name: Assault
    quad: MATERIAL CONFLICT
    score: -9.0
    requires_recipient: false
    definition: Violence.
    modes:
      aerial: {score: -9.5, definition: From the air.}
  CONSULT:
    name: Consult
    quad: VERBAL COOPERATION
    score: 2.5
    requires_recipient: false
    definition: Talk.
"""
CONTEXTS = """
contexts:
  military: {name: Military, definition: Armed forces., cues: [army, navy]}
"""
GRAMMAR = """
verb_slots: [subject, object]
noun_slots: [subject, poss, modifier]
adjective_slots: [subject]
prepositions: [on, with, against]
"""
SUPPORT_VERBS = """
support_verbs:
  - {verb: [launch], subject: agent}
  - {verb: [come], preposition: on, subject: recipient}
"""
CROSSWALK = """
cameo:
  - {code: "010", name: Make statement}
  - {code: "190", name: Fight, type: ASSAULT, export: true, also: [aerial]}
  - {code: "040", name: Consult, type: CONSULT, export: true}
"""
PREDICATES = """
predicates:
  - {name: member_of, object: organisation, definition: Belongs to it.}
"""
ASSAULT = """
type: ASSAULT
frames:
  - verb: [bomb, strike]
    mode: aerial
    contexts: [military]
  - noun: [raid]
    recipient: [on, against]
  - verb: [meet]
    type: CONSULT
    recipient: [object, with]
    needs: both
"""
FILES = {
    "types.yaml": TYPES,
    "contexts.yaml": CONTEXTS,
    "grammar.yaml": GRAMMAR,
    "support_verbs.yaml": SUPPORT_VERBS,
    "crosswalk.yaml": CROSSWALK,
    "predicates.yaml": PREDICATES,
    "frames/assault.yaml": ASSAULT,
}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "frames").mkdir()
    for name, text in FILES.items():
        (tmp_path / name).write_text(text.lstrip("\n"), encoding="utf-8")
    return tmp_path


@pytest.fixture
def change(folder):
    """Replaces words in a file; the words must be there."""

    def change(name, old, new):
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new), encoding="utf-8")

    return change


def error_of(folder) -> CodebookError:
    with pytest.raises(CodebookError) as caught:
        codebook.load(folder)
    return caught.value


# --- what it gives


def test_frames_take_their_files_type_unless_they_name_one(folder):
    assert [frame.type for frame in codebook.load(folder).frames] == ["ASSAULT", "ASSAULT", "CONSULT"]


def test_lookups(folder):
    book = codebook.load(folder)
    assert book.quad_of("CONSULT") == "VERBAL COOPERATION"
    assert book.score_of("ASSAULT") == -9.0
    assert book.score_of("ASSAULT", "aerial") == -9.5
    assert book.cameo_of("ASSAULT", "aerial").code == "190"
    assert book.predicates["member_of"].object == "organisation"
    assert book.support_verbs[1].preposition == "on"


def test_on_is_a_word_without_quotes(folder):
    assert codebook.load(folder).frames[1].recipient == ("on", "against")


def test_predicates_are_counted_by_lemma(folder):
    kinds = {(kind, lemma) for kind, lemma, *_ in codebook.load(folder).distinct_predicates}
    assert kinds == {("verb", "bomb"), ("verb", "strike"), ("noun", "raid"), ("verb", "meet")}


def test_a_loaded_codebook_cannot_be_changed(folder):
    with pytest.raises(AttributeError):
        codebook.load(folder).version = "x"


def test_version_stays_while_the_files_stay(folder):
    assert codebook.load(folder).version == codebook.load(folder).version


def test_version_changes_with_any_file(folder, change):
    before = codebook.load(folder).version
    change("contexts.yaml", "navy", "fleet")
    assert codebook.load(folder).version != before


# --- a frame's faults: each is put into the first frame, which begins on line 3


@pytest.mark.parametrize(
    ("old", "new", "field", "message"),
    [
        ("mode: aerial", "mood: aerial", "mood", "unknown field `mood`"),
        ("mode: aerial", "type: ATTACK", "type", "unknown type 'ATTACK'"),
        ("mode: aerial", "mode: naval", "mode", "unknown mode 'naval' of ASSAULT; known: aerial"),
        ("[military]", "[sport]", "contexts", "unknown context 'sport'"),
        ("mode: aerial", "agent: [possessor]", "agent", "unknown slot 'possessor' of a verb"),
        ("mode: aerial", "recipient: [poss]", "recipient", "unknown slot 'poss' of a verb"),
        ("mode: aerial", "prep: {upon: []}", "prep", "unknown preposition 'upon'"),
        ("verb: [bomb, strike]", "verb: []", None, "names no predicate"),
        ("verb: [bomb, strike]", "object: [town]", None, "names no predicate"),
        ("verb: [bomb, strike]", 'verb: [""]', "verb", "length >= 1"),
        ("mode: aerial", "noun: [bombing]", "noun", "the frame has verb and noun; give it one of them"),
        ("[bomb, strike]", "[Bomb]", "verb", "'Bomb' must be in lower case"),
        ("[bomb, strike]", "[bomb, bomb]", "verb", "'bomb' is given twice"),
        ("mode: aerial", "object: [Town]", "object", "'Town' must be in lower case"),
        ("mode: aerial", "prep: {on: [Town]}", "prep", "'Town' must be in lower case"),
        ("mode: aerial", "weight: 1.5", "weight", "<= 1.0"),
        ("mode: aerial", "weight: -0.1", "weight", ">= 0.0"),
        ("mode: aerial", "needs: nobody", "needs", "Invalid enum value 'nobody'"),
        ("mode: aerial", "complement: [verse]", "complement", "Invalid enum value 'verse'"),
        ("mode: aerial", "reciprocal: yes", "reciprocal", "Expected `bool`, got `str`"),
        ("mode: aerial", "inner: {status: gone}", "inner", "Invalid enum value 'gone'"),
    ],
)
def test_a_frames_fault_names_file_line_entry_and_field(folder, change, old, new, field, message):
    change("frames/assault.yaml", old, new)
    error = error_of(folder)
    assert (error.source, error.line, error.field) == ("frames/assault.yaml", 3, field)
    assert "entry 1" in error.message
    assert message in error.message


def test_only_verbs_have_objects(folder, change):
    change("frames/assault.yaml", "recipient: [on, against]", "object: [town]")
    error = error_of(folder)
    assert (error.line, error.field) == (6, "object")
    assert "entry 2: only a verb can have 'object'" in str(error)


def test_a_frame_without_any_type(folder, change):
    change("frames/assault.yaml", "type: ASSAULT\n", "")
    assert "no type" in str(error_of(folder))


def test_a_files_type_must_be_known(folder, change):
    change("frames/assault.yaml", "type: ASSAULT\n", "type: ATTACK\n")
    assert "frames/assault.yaml: field 'type': the file: unknown type 'ATTACK'" in str(error_of(folder))


def test_a_frame_given_twice(folder, change):
    change("frames/assault.yaml", "noun: [raid]\n    recipient: [on, against]", "verb: [strike]")
    error = error_of(folder)
    assert (error.source, error.line) == ("frames/assault.yaml", 6)
    assert "entry 2: 'strike' with these constraints and slots stands in frames/assault.yaml:3 already" in error.message


def test_a_frame_given_twice_in_two_files(folder):
    (folder / "frames" / "more.yaml").write_text("type: ASSAULT\nframes:\n  - verb: [strike]\n", encoding="utf-8")
    assert "stands in frames/assault.yaml:3 already" in str(error_of(folder))


def test_one_word_may_name_two_types(folder):
    (folder / "frames" / "more.yaml").write_text("type: CONSULT\nframes:\n  - verb: [strike]\n", encoding="utf-8")
    assert [frame.type for frame in codebook.load(folder).frames if "strike" in frame.verb] == ["ASSAULT", "CONSULT"]


def test_a_type_without_frames(folder, change):
    change("frames/assault.yaml", "type: CONSULT", "type: ASSAULT")
    error = error_of(folder)
    assert (error.source, error.field) == ("frames", "type")
    assert "no frame names CONSULT" in str(error)


# --- files


@pytest.mark.parametrize("name", [name for name in FILES if "/" not in name])
def test_a_missing_file(folder, name):
    (folder / name).unlink()
    error = error_of(folder)
    assert error.source == name
    assert "missing" in str(error)


def test_missing_frames(folder):
    (folder / "frames" / "assault.yaml").unlink()
    assert str(error_of(folder)).startswith("frames: the folder is missing or empty")


def test_a_missing_folder(tmp_path):
    assert "types.yaml: the file is missing" in str(error_of(tmp_path / "nowhere"))


def test_yaml_syntax_names_the_line(folder, change):
    change("frames/assault.yaml", "mode: aerial", "mode: [aerial")
    error = error_of(folder)
    assert (error.source, error.line) == ("frames/assault.yaml", 5)
    assert "no valid YAML" in str(error)


def test_a_file_that_is_no_text(folder):
    (folder / "types.yaml").write_bytes(b"\xff\xfe\x00")
    assert "types.yaml: the file cannot be read as UTF-8 text" in str(error_of(folder))


def test_control_characters_are_no_yaml(folder):
    (folder / "types.yaml").write_bytes(b"types: \x01")
    assert "types.yaml" in str(error_of(folder))


def test_a_file_must_be_a_mapping(folder):
    (folder / "types.yaml").write_text("- ASSAULT\n", encoding="utf-8")
    assert "types.yaml: the file must be one mapping" in str(error_of(folder))


def test_a_key_must_be_a_word(folder):
    (folder / "types.yaml").write_text("types: {[a]: b}\n", encoding="utf-8")
    assert "types.yaml:1: a key must be a word" in str(error_of(folder))


def test_a_key_given_twice(folder, change):
    change("frames/assault.yaml", "    mode: aerial\n", "    mode: aerial\n    mode: aerial\n")
    error = error_of(folder)
    assert (error.line, error.field) == (5, "mode")
    assert "given twice" in str(error)


@pytest.mark.parametrize(
    "name", ["types.yaml", "contexts.yaml", "support_verbs.yaml", "crosswalk.yaml", "frames/assault.yaml"]
)
def test_an_unknown_key_of_a_file(folder, name):
    with (folder / name).open("a", encoding="utf-8") as file:
        file.write("notes: none\n")
    error = error_of(folder)
    assert (error.source, error.field) == (name, "notes")


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("types.yaml", "types"),
        ("contexts.yaml", "contexts"),
        ("support_verbs.yaml", "support_verbs"),
        ("crosswalk.yaml", "cameo"),
        ("predicates.yaml", "predicates"),
        ("frames/assault.yaml", "frames"),
    ],
)
def test_a_file_without_entries(folder, name, key):
    (folder / name).write_text(f"{key}: []\n", encoding="utf-8")
    error = error_of(folder)
    assert (error.source, error.field) == (name, key)
    assert "with entries" in str(error)


# --- the other files' entries


@pytest.mark.parametrize(
    ("name", "old", "new", "field", "message"),
    [
        ("types.yaml", "score: -9.0", "score: -19.0", "score", ">= -10"),
        ("types.yaml", "MATERIAL CONFLICT", "CONFLICT", "quad", "entry 'ASSAULT': Invalid enum value 'CONFLICT'"),
        ("types.yaml", "    name: Consult\n", "", "name", "entry 'CONSULT': Object missing required field `name`"),
        ("contexts.yaml", "[army, navy]", "[]", "cues", "entry 'military'"),
        ("contexts.yaml", "navy", "Navy", "cues", "'Navy' must be in lower case"),
        ("grammar.yaml", "prepositions", "preposition", "preposition", "unknown field `preposition`"),
        ("support_verbs.yaml", "[launch]", "[]", "verb", "entry 1: the entry names no verb"),
        ("support_verbs.yaml", "[launch]", "[Launch]", "verb", "'Launch' must be in lower case"),
        ("support_verbs.yaml", "subject: agent", "subject: doer", "subject", "Invalid enum value 'doer'"),
        ("support_verbs.yaml", "preposition: on", "preposition: upon", "preposition", "unknown preposition 'upon'"),
        ("support_verbs.yaml", "[launch]", "[launch, launch]", "verb", "'launch' is given twice"),
        ("support_verbs.yaml", "[come], preposition: on", "[launch]", "verb", "entry 2: 'launch' is given twice"),
        ("crosswalk.yaml", "type: CONSULT", "type: TALK", "type", "entry 3: unknown type 'TALK'"),
        ("crosswalk.yaml", "also: [aerial]", "also: [naval]", "also", "unknown mode 'naval'"),
        (
            "crosswalk.yaml",
            '"010", name: Make statement',
            '"010", name: S, export: true',
            "type",
            "cannot stand for one",
        ),
        ("crosswalk.yaml", '"010"', "10", "code", "Expected `str`, got `int`"),
        ("crosswalk.yaml", '"010"', '"1"', "code", "entry 1"),
        ("crosswalk.yaml", '"010"', '"190"', "code", "entry 2: code 190 is given twice"),
        (
            "crosswalk.yaml",
            '"010", name: Make statement',
            '"010", name: S, type: CONSULT, export: true',
            "export",
            "goes out as 010",
        ),
        ("crosswalk.yaml", ", also: [aerial]", "", "export", "no code stands for ASSAULT aerial"),
        ("predicates.yaml", "object: organisation", "object: club", "object", "Invalid enum value 'club'"),
    ],
)
def test_an_entrys_fault_names_file_and_field(folder, change, name, old, new, field, message):
    change(name, old, new)
    error = error_of(folder)
    assert (error.source, error.field) == (name, field)
    assert message in str(error)


def test_a_relation_given_twice(folder):
    with (folder / "predicates.yaml").open("a", encoding="utf-8") as file:
        file.write("  - {name: member_of, object: state, definition: Again.}\n")
    error = error_of(folder)
    assert (error.line, error.field) == (3, "name")
