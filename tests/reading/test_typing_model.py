import json
import shutil

import pytest

from quidnunc.codebook import load
from quidnunc.errors import ModelError
from quidnunc.reading.typing_model import LONGEST, NONE, SHIPPED, Question, TypingModel


@pytest.fixture(scope="module")
def types():
    return load().types


@pytest.fixture(scope="module")
def model(types):
    return TypingModel(SHIPPED, types)


def _ask(text, agent, recipient, trigger=None):
    def span(words):
        return (text.index(words), text.index(words) + len(words))

    return Question(text, (span(agent),), (span(recipient),), None if trigger is None else span(trigger))


def test_the_shipped_model_is_small(model):
    assert model.size < 25_000_000


def test_probabilities_sum_to_one_and_none_is_among_them(model, types):
    (judged,) = model.judge([_ask("Peru sent tents to Chile after the quake.", "Peru", "Chile")])
    assert judged.types.keys() == {*types, NONE}
    for told in (judged.types, judged.modes, judged.statuses):
        assert sum(told.values()) == pytest.approx(1, abs=1e-3)


@pytest.mark.parametrize(
    ("text", "agent", "recipient", "type_"),
    [
        ("Peruvian troops shelled an Ecuadorean outpost on Sunday.", "Peruvian troops", "an Ecuadorean outpost", "ASSAULT"),
        ("The foreign minister of Ghana met his Togolese counterpart in Accra.", "The foreign minister of Ghana",
         "his Togolese counterpart", "CONSULT"),
        ("Canberra condemned the decision by Jakarta.", "Canberra", "Jakarta", "ACCUSE"),
        ("Norway sent food to Malawi.", "Norway", "Malawi", "AID"),
        ("Police in Lima arrested two journalists.", "Police in Lima", "two journalists", "COERCE"),
        ("Thousands of teachers marched against the government of Chile.", "Thousands of teachers",
         "the government of Chile", "PROTEST"),
        ("Portugal shares a border with Spain.", "Portugal", "Spain", NONE),
    ],
)  # fmt: skip
def test_plain_sentences_are_typed(model, text, agent, recipient, type_):
    (judged,) = model.judge([_ask(text, agent, recipient)])
    assert judged.type == type_


def test_a_trigger_chooses_among_a_sentence_s_events(model):
    text = "Chad condemned Libya and expelled its ambassador."
    blamed, expelled = model.judge(
        [_ask(text, "Chad", "Libya", "condemned"), _ask(text, "Chad", "its ambassador", "expelled")]
    )
    assert (blamed.type, expelled.type) == ("ACCUSE", "SANCTION")


def test_the_same_questions_give_the_same_figures(model):
    questions = [
        _ask("Peru sent tents to Chile after the quake.", "Peru", "Chile"),
        _ask("Chad condemned Libya and expelled its ambassador.", "Chad", "Libya"),
    ]
    assert model.judge(questions) == model.judge(questions)


def test_what_stands_beyond_the_longest_sentence_is_not_judged(model):
    text = "Peru sent tents to Chile " + "and then more tents " * LONGEST + "and also to Bolivia."
    near, far = model.judge([_ask(text, "Peru", "Chile"), _ask(text, "Peru", "Bolivia")])
    assert near is not None
    assert far is None


def test_no_questions_cost_nothing(model):
    assert model.judge([]) == []


def test_a_model_of_another_codebook_is_refused(types):
    with pytest.raises(ModelError, match="made for another codebook"):
        TypingModel(SHIPPED, {**types, "STRIKE": types["PROTEST"]})


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "model.json"])
def test_a_missing_file_is_named(tmp_path, types, name):
    shutil.copytree(SHIPPED, tmp_path / "model")
    (tmp_path / "model" / name).unlink()
    with pytest.raises(ModelError, match=name):
        TypingModel(tmp_path / "model", types)


def test_a_card_that_lacks_a_figure_is_refused(tmp_path, types):
    shutil.copytree(SHIPPED, tmp_path / "model")
    card = tmp_path / "model" / "model.json"
    told = json.loads(card.read_text("utf-8"))
    del told["temperature"]
    card.write_text(json.dumps(told), "utf-8")
    with pytest.raises(ModelError, match="temperature"):
        TypingModel(tmp_path / "model", types)
