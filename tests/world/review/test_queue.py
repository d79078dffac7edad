"""What to look at next."""

from __future__ import annotations

from collections import Counter

import pytest

from quidnunc.errors import FilterError
from quidnunc.world.filter import Filter
from quidnunc.world.review.desk import Desk
from quidnunc.world.review.queue import Draw


def drawn(desk: Desk, draw: Draw, by: str = "Ada") -> list[str]:
    """All events of a draw in order, each accepted."""
    found = []
    while (row := desk.next(draw, by=by)) is not None:
        found.append(row["event"])
        desk.judge(row["event"], "accept", by=by, draw=draw)
    return found


def test_the_least_confident_come_first(desk: Desk, ids: list[str]) -> None:
    assert drawn(desk, Draw("confidence")) == ids


def test_a_random_sample_is_the_same_for_all_and_another_for_another_seed(desk: Desk, ids: list[str]) -> None:
    first = drawn(desk, Draw("random", 7))
    assert first == drawn(desk, Draw("random", 7), by="Bo")
    assert first != drawn(desk, Draw("random", 8), by="Cy")
    assert sorted(first) == sorted(ids) and first != ids


def test_a_stratified_sample_takes_the_types_in_turn(desk: Desk) -> None:
    types = [desk.event(event)["type"] for event in drawn(desk, Draw("stratified", 1))]
    assert types[:6] == ["ACCUSE", "AID", "ASSAULT"] * 2
    assert Counter(types) == {"ACCUSE": 6, "AID": 2, "ASSAULT": 2}


def test_a_filter_narrows_it(desk: Desk) -> None:
    draw = Draw("random", 1, Filter.of({"type": "AID"}))
    assert (len(drawn(desk, draw)), desk.queue(draw).size) == (2, 2)


def test_what_is_skipped_comes_again_when_the_queue_is_begun_anew(desk: Desk, ids: list[str]) -> None:
    draw = Draw("confidence")
    assert desk.next(draw, by="Ada")["event"] == ids[0]
    assert desk.next(draw, by="Ada", after=ids[0])["event"] == ids[1]
    assert desk.next(draw, by="Ada", after=ids[-1]) is None
    desk.judge(ids[1], "accept", by="Ada")
    assert desk.next(draw, by="Ada", after=ids[0])["event"] == ids[2]
    assert desk.next(draw, by="Ada")["event"] == ids[0]


def test_what_one_rejected_another_still_sees(desk: Desk, ids: list[str]) -> None:
    desk.judge(ids[0], "reject", by="Ada")
    assert desk.next(Draw(), by="Bo")["event"] == ids[0]
    assert desk.next(Draw(), by=" Ada ")["event"] == ids[1]


def test_a_fix_alone_does_not_end_the_review_of_an_event(desk: Desk, ids: list[str]) -> None:
    desk.judge(ids[0], "fix", by="Ada", field="status", value="planned")
    assert desk.next(Draw(), by="Ada")["event"] == ids[0]


def test_how_it_was_drawn_is_kept(desk: Desk) -> None:
    draw = Draw("stratified", 3, Filter.of({"status": "happened"}))
    row = desk.next(draw, by="Ada")
    told = desk.queue(draw).told(row)
    assert told == {
        "order": "stratified", "seed": 3, "where": "status=happened", "of": 10, "stratum": "ACCUSE", "stratum_of": 6,
        "strata": {"ACCUSE": 6, "AID": 2, "ASSAULT": 2},
    }  # fmt: skip


def test_an_order_that_there_is_not_is_refused() -> None:
    with pytest.raises(FilterError, match="there are confidence, random, stratified"):
        Draw("best")
