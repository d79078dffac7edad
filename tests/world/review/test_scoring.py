"""Precision by what people judged."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quidnunc.world.filter import Filter
from quidnunc.world.review.desk import Desk
from quidnunc.world.review.queue import Draw
from quidnunc.world.review.scoring import Score, scores, stratified, wilson


def share(score: Score, of: str, what: str) -> tuple[int, int]:
    return next((s.right, s.judged) for s in score.shares if (s.of, s.what) == (of, what))


# E. B. Wilson's interval in R. G. Newcombe, "Two-Sided Confidence Intervals for the Single Proportion" (1998), table I.
@pytest.mark.parametrize(
    ("right", "judged", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611), (1, 29, 0.0061, 0.1718)],
)  # fmt: skip
def test_wilsons_interval(right: int, judged: int, low: float, high: float) -> None:
    assert wilson(right, judged) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


@given(st.integers(1, 200), st.data())
def test_an_interval_holds_its_share(judged: int, data: st.DataObject) -> None:
    right = data.draw(st.integers(0, judged))
    low, high = wilson(right, judged)
    assert 0 <= low <= right / judged + 1e-12 and right / judged - 1e-12 <= high <= 1


def test_a_random_sample_overall_by_type_and_field(desk: Desk) -> None:
    draw = Draw("random", 1)
    seen: list[str] = []
    for _ in range(8):
        row = desk.next(draw, by="Ada")
        seen.append(row["event"])
        if len(seen) == 3:
            desk.judge(row["event"], "fix", by="Ada", field="status", value="planned", draw=draw)
        desk.judge(row["event"], "reject" if len(seen) < 3 else "accept", by="Ada", draw=draw)
    (score,) = scores(desk)
    assert (score.order, score.unbiased, score.judged, score.where) == ("random", True, 8, "")
    assert share(score, "all", "event") == (6, 8)
    assert share(score, "all", "every field") == (5, 8)
    assert share(score, "all", "status") == (5, 6)
    assert share(score, "all", "type") == (6, 6)
    types = [s for s in score.shares if s.of != "all" and s.what == "event"]
    assert sum(s.judged for s in types) == 8 and len(types) > 1


def test_what_nobody_decided_is_not_counted_but_bounds_the_share(desk: Desk, ids: list[str]) -> None:
    draw = Draw("random", 1)
    desk.judge(ids[0], "accept", by="Ada", draw=draw)
    desk.judge(ids[1], "unsure", by="Ada", draw=draw)
    desk.judge(ids[2], "accept", by="Ada", draw=draw)
    desk.judge(ids[2], "reject", by="Bo", draw=draw)
    (score,) = scores(desk)
    assert (score.judged, score.unsure, score.open, score.bounds) == (1, 1, 1, (pytest.approx(1 / 3), 1.0))


def test_samples_of_different_kinds_are_kept_apart(desk: Desk, ids: list[str]) -> None:
    desk.judge(ids[0], "accept", by="Ada", draw=Draw("confidence"))
    desk.judge(ids[1], "accept", by="Ada", draw=Draw("random"))
    desk.judge(ids[6], "accept", by="Ada", draw=Draw("random", 1, Filter.of({"type": "ASSAULT"})))
    desk.judge(ids[2], "accept", by="Ada")
    desk.judge(ids[0], "accept", by="Bo", draw=Draw("random", 2))  # counts as drawn at random, once
    found = scores(desk)
    assert [(s.order, s.where, s.judged) for s in found] == [
        ("random", "", 2),
        ("random", "type=ASSAULT", 1),
        ("hand", "", 1),
    ]
    assert [s.unbiased for s in found] == [True, True, False]


def test_a_stratified_sample_is_weighted_by_the_types(desk: Desk) -> None:
    draw = Draw("stratified", 1)
    for _ in range(6):  # two of each type; all aid is wrong
        row = desk.next(draw, by="Ada")
        desk.judge(row["event"], "reject" if row["type"] == "AID" else "accept", by="Ada", draw=draw)
    (score,) = scores(desk)
    whole = score.shares[0]
    assert (whole.right, whole.judged, whole.share) == (4, 6, pytest.approx(0.8))
    assert whole.low < 0.8 < whole.high


def test_weights_of_strata_without_a_verdict_are_shared_out() -> None:
    share_, effective = stratified([("A", True), ("A", False), ("B", True)], {"A": 0.5, "B": 0.25, "C": 0.25})
    assert share_ == pytest.approx(2 / 3 * 0.5 + 1 / 3)
    assert 0 < effective <= 3


def test_a_type_that_was_fixed_counts_against_the_type_that_was_read(desk: Desk, ids: list[str]) -> None:
    draw = Draw("random", 1)
    desk.judge(ids[0], "fix", by="Ada", field="type", value="REJECT", draw=draw)
    desk.judge(ids[0], "accept", by="Ada", draw=draw)
    (score,) = scores(desk)
    assert share(score, "ACCUSE", "event") == (1, 1)
    assert share(score, "ACCUSE", "every field") == (0, 1)
    assert share(score, "all", "type") == (0, 1)
