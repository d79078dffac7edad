"""Krippendorff's alpha against the examples that its author published, and by field."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quidnunc.world.review.agreement import nominal_alpha
from quidnunc.world.review.desk import Desk

# K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011): examples B (two observers) and C (four, some missing).
B = ("a a b b d c c c e d d a", "b a b b b c c c e d d d")
C = ("1 2 3 3 2 1 4 1 2 . . .", "1 2 3 3 2 2 4 1 2 5 . 3", ". 3 3 3 2 3 4 2 2 5 1 .", "1 2 3 3 2 4 4 1 2 5 1 .")


@pytest.mark.parametrize(("observers", "alpha"), [(B, 0.692), (C, 0.743)])
def test_published_examples(observers: tuple[str, ...], alpha: float) -> None:
    columns = zip(*(line.split() for line in observers), strict=True)
    found = nominal_alpha([tuple(value for value in column if value != ".") for column in columns])
    assert found == pytest.approx(alpha, abs=0.0005)


@pytest.mark.parametrize("units", [[], [("a",)], [("a", "a"), ("a", "a")]])
def test_without_two_values_it_is_not_defined(units: list[tuple[str, ...]]) -> None:
    assert nominal_alpha(units) is None


@given(st.lists(st.lists(st.sampled_from("abc"), min_size=2, max_size=4), min_size=2))
def test_it_is_one_where_all_agree_and_never_more(units: list[list[str]]) -> None:
    alpha = nominal_alpha(units)
    assert alpha is None or alpha <= 1
    same = nominal_alpha([[unit[0], unit[0]] for unit in units])
    assert same is None or same == pytest.approx(1)


def test_agreement_field_by_field(desk: Desk, ids: list[str]) -> None:
    for number, event in enumerate(ids[:6]):
        desk.judge(event, "reject" if number == 0 else "accept", by="Ada")
        desk.judge(event, "reject" if number < 2 else "accept", by="Bo")
    desk.judge(ids[2], "fix", by="Ada", field="type", value="REJECT")
    desk.judge(ids[2], "fix", by="Bo", field="type", value="REJECT")
    desk.judge(ids[3], "fix", by="Bo", field="type", value="AID")
    desk.judge(ids[7], "accept", by="Ada")  # judged once: says nothing
    desk.judge(ids[1], "accept", by="Cy", role="adjudicator")
    found = {alpha.field: alpha for alpha in desk.agreement()}
    assert (found["event"].units, found["event"].agreed) == (6, pytest.approx(5 / 6))
    assert found["event"].alpha == pytest.approx(1 - 11 * 2 / (12 * 12 - 9 * 9 - 3 * 3), abs=1e-9)
    assert (found["type"].units, found["type"].agreed) == (4, 0.75)
    assert found["type"].low <= found["type"].alpha <= found["type"].high
    assert (found["status"].units, found["status"].agreed, found["status"].alpha) == (4, 1.0, None)
