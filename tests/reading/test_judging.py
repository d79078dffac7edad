import pytest

from quidnunc.codebook import load
from quidnunc.reading.draft import Candidate, without
from quidnunc.reading.judging import _settle
from quidnunc.reading.typing_model import Judgement


@pytest.fixture(scope="module")
def codebook():
    return load()


def _candidate(weight=0.8, **changes):
    given = dict(  # noqa: C408
        type="AID", mode=None, trigger=1, first=1, last=2, agents=("A",), recipients=("B",), agent_spans=((0, 4),),
        recipient_spans=((11, 16),), weight=weight, reason="verb frame aid",
    )  # fmt: skip
    return Candidate(**{**given, **changes})


def _judged(**types):
    modes = {("", None): 0.1, ("COERCE", "arrest"): 0.6, ("COERCE", "seize"): 0.3}
    return Judgement(types, modes, {"happened": 1.0})


def test_a_confirmed_candidate_is_as_sure_as_both_verdicts_are_on_average(codebook):
    c = _candidate()
    assert _settle(c, _judged(AID=0.9, NONE=0.1), codebook)
    assert (c.type, c.weight) == ("AID", pytest.approx(0.85))
    assert c.reasons == ["the model: AID 0.90 too"]


def test_a_sure_frame_stands_and_the_disagreement_is_told(codebook):
    c = _candidate()
    assert _settle(c, _judged(AID=0.02, COERCE=0.95, NONE=0.03), codebook)
    assert (c.type, c.weight) == ("AID", pytest.approx(0.41))
    assert c.reasons == ["the model: COERCE 0.95, AID only 0.02; the frame stands"]


def test_a_doubtful_frame_is_retyped_by_a_sure_model_which_gives_the_mode(codebook):
    c = _candidate(weight=0.5)
    assert _settle(c, _judged(AID=0.02, COERCE=0.95, NONE=0.03), codebook)
    assert (c.type, c.mode) == ("COERCE", "arrest")
    assert c.reasons == ["the model: COERCE 0.95, AID only 0.02; a doubtful frame, retyped"]


def test_within_a_quad_class_the_frame_s_border_stands(codebook):
    c = _candidate(weight=0.5)
    assert _settle(c, _judged(AID=0.02, RETREAT=0.95, NONE=0.03), codebook)
    assert c.type == "AID"


def test_a_doubtful_frame_is_dropped_where_the_model_is_sure_of_no_event(codebook):
    assert not _settle(_candidate(weight=0.5, recipients=()), _judged(AID=0.02, NONE=0.98), codebook)
    assert not _settle(_candidate(weight=0.4), _judged(AID=0.02, NONE=0.98), codebook)


def test_a_doubtful_frame_with_both_parties_named_stands(codebook):
    assert _settle(_candidate(weight=0.5), _judged(AID=0.02, NONE=0.98), codebook)


def test_an_unsure_model_overrules_nothing(codebook):
    c = _candidate(weight=0.5)
    assert _settle(c, _judged(AID=0.1, COERCE=0.5, NONE=0.4), codebook)
    assert c.type == "AID"


def test_an_event_inside_a_dropped_one_stands_by_itself():
    outer, inner, other = _candidate(), _candidate(outer=0), _candidate(outer=1)
    left = without([outer, inner, other], {0})
    assert [c.outer for c in left] == [None, 0]
