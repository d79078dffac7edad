import pytest

from quidnunc.reading.typing import pool, to_come
from quidnunc.reading.typing_model import Judgement

QUADS = {"AGREE": "VERBAL COOPERATION", "AID": "MATERIAL COOPERATION", "ASSAULT": "MATERIAL CONFLICT"}


def _judged(**types):
    return Judgement(types, {("", None): 1.0}, {"happened": 1.0})


def test_pooled_probabilities_sum_to_one_and_both_count():
    frames = {"AID": 0.6, "ASSAULT": 0.3, "NONE": 0.1}
    pooled = pool(frames, _judged(AID=0.5, ASSAULT=0.4, NONE=0.1), 0.5)
    assert sum(pooled.values()) == pytest.approx(1)
    assert pooled["AID"] > 0.5
    assert pool(frames, _judged(AID=0.5, ASSAULT=0.4, NONE=0.1), 0)["AID"] == pytest.approx(0.5)


def test_frames_alone_decide_where_the_model_was_not_asked_or_knows_other_types():
    frames = {"AID": 0.6, "NONE": 0.4}
    assert pool(frames, None, 0.5) == frames
    assert pool(frames, _judged(AGREE=1.0, NONE=0.0), 0.5) == frames


def test_a_cooperative_act_to_come_is_agreed_to_and_a_hostile_one_stays():
    told = to_come({"AGREE": 0.1, "AID": 0.6, "ASSAULT": 0.2, "NONE": 0.1}, 0.5, QUADS)
    assert told == pytest.approx({"AGREE": 0.4, "AID": 0.3, "ASSAULT": 0.2, "NONE": 0.1})


def test_a_codebook_without_that_type_keeps_the_act():
    told = {"AID": 0.9, "NONE": 0.1}
    assert to_come(told, 1.0, {"AID": "MATERIAL COOPERATION"}) == told


@pytest.mark.parametrize(
    ("text", "agent", "recipient", "type_"),
    [
        ("The president of Ghana will visit Togo on Monday.", "The president of Ghana", "Togo", "AGREE"),
        ("The president of Ghana visited Togo on Monday.", "The president of Ghana", "Togo", "CONSULT"),
        ("Niger said it would not take part in talks with Mali.", "Niger", "Mali", "REJECT"),
        ("Villagers were beaten by soldiers near Bamako.", "soldiers", "Villagers", "ASSAULT"),
    ],
)
def test_a_pair_is_typed(reader, text, agent, recipient, type_):
    spans = [(text.index(words), text.index(words) + len(words)) for words in (agent, recipient)]
    ranked = reader.type_of(text, *spans)
    assert ranked[0][0] == type_
    assert [share for _, share in ranked] == sorted((share for _, share in ranked), reverse=True)
    assert sum(share for _, share in ranked) == pytest.approx(1, abs=1e-3)
