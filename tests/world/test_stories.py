"""Copies, likeness, links and stories."""

import random
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.syndication import invented, pairs, syndicate
from quidnunc.errors import DataError
from quidnunc.world.copies import Copies, phrases, shared
from quidnunc.world.lexicons import function_words
from quidnunc.world.likeness import Likeness
from quidnunc.world.linking import link, vetoes
from quidnunc.world.stories import Report, Stories
from quidnunc.world.unions import Unions
from quidnunc.world.wording import wording

WIRE = (
    "Two trains collided on Tuesday outside the river town of Veshmir, killing at least nine people and injuring forty, the "
    "transport ministry said. Rescue workers cut passengers from the first carriage through the night. The line, which "
    "carries grain to the coast, had been closed for repairs until Sunday, and signals were still worked by hand. A driver "
    "of the freight train was being questioned, officials said. The president ordered three days of mourning."
)
OTHER_HAND = (
    "Nine dead in Veshmir as a grain train runs into a crowded commuter service. Witnesses spoke of a loud bang and dust, "
    "then of strangers breaking windows with stones. The ministry blames a signalman at Veshmir who let the grain train pass "
    "though a red flag stood on the track. Unions had warned since spring that hand signals on the reopened line would cost lives."
)
UNRELATED = (
    "Parliament in Tolbuk voted by a narrow margin to lower the tax on fishing boats. Skippers hooted in the harbour when "
    "the count was read out over loudspeakers, while the opposition Reed Party called the bill a gift to two families. "
    "Trawler owners expect the law to come into force before the autumn herring, though a court may yet look at it."
)


def report(key: str, text: str, day: str | None = "2024-03-05", title: str = "") -> Report:
    return Report(key, title, text, day)


def grouped(stories: Stories) -> list[list[str]]:
    return [[member.key for member in story.members] for story in stories]


def test_a_copy_cut_short_is_a_copy() -> None:
    assert Copies().add([WIRE, " ".join(WIRE.split()[:40])]) == [(0, 1)]


def test_an_edited_copy_is_a_copy() -> None:
    edited = WIRE.replace("at least nine", "nine").replace("officials said", "said officials") + " Read more inside."
    assert Copies().add([WIRE, edited]) == [(0, 1)]


def test_two_reports_of_one_occasion_are_no_copies() -> None:
    assert Copies().add([WIRE, OTHER_HAND]) == []


def test_reports_that_share_a_quotation_are_no_copies() -> None:
    quotation = ' "We will not rest until the last of them is found, and we will find them," the mayor said.'
    assert Copies().add([OTHER_HAND + quotation, UNRELATED + quotation]) == []


def test_short_texts_must_be_equal() -> None:
    assert Copies().add(["Talks fail.", "talks fail", "Talks fail again.", ""]) == [(0, 1)]
    assert shared(phrases("Talks fail."), phrases("Talks fail again.")) == 0


def test_case_and_punctuation_make_no_other_text() -> None:
    assert phrases("The TALKS, he said, had failed.") == phrases("the talks he said had failed")


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_made_copies_are_found_and_little_else(seed: int) -> None:
    copies = syndicate(list(invented(80, seed)), seed)
    truth, found = pairs(copies), set(Copies().add(copy.text for copy in copies))
    right = len(truth & found)
    assert right / len(found) >= 0.99
    assert right / len(truth) >= 0.97


def test_names_are_capitals_inside_sentences() -> None:
    found = wording(
        "Storm hits Karo", "Karo was dark. Later Karo and the Reed Party met. Reed cutters wait. The party left."
    )
    assert found.names.keys() == {"karo", "reed"}
    assert found.written == {"karo": "Karo", "reed": "Reed"}


def test_words_of_headline_and_opening_count_twice() -> None:
    found = wording("Storm", "word " * 99 + "storm " + "tail")
    assert (found.words["storm"], found.words["tail"]) == (4, 1)


def test_function_words_are_no_content() -> None:
    assert not wording("", "It was not what they said it would be on Monday.").words


def test_a_broken_word_list_is_named(tmp_path) -> None:
    path = tmp_path / "words.yaml"
    path.write_text("prepositions: [on, off]", encoding="utf-8")
    with pytest.raises(DataError, match=r"words\.yaml.*bool"):
        function_words(path)
    with pytest.raises(DataError, match="no such file"):
        function_words(tmp_path / "none.yaml")


def test_time_makes_reports_less_alike() -> None:
    likeness = Likeness()
    words = [wording("", text) for text in (WIRE, OTHER_HAND, OTHER_HAND, OTHER_HAND, OTHER_HAND)]
    rows = likeness.add(words, [0, 0, 100, 365, None])
    near, later, anniversary, undated = (float(row[0]) for row in rows[1:])
    assert later == pytest.approx(near / 2)
    assert anniversary == 0
    assert undated == near


def test_rarity_is_counted_anew_when_the_reports_have_doubled() -> None:
    likeness = Likeness()
    assert len(likeness.add([wording("", WIRE)] * 4, [0] * 4)) == 4
    assert len(likeness.add([wording("", WIRE)] * 3, [0] * 3)) == 3
    assert len(likeness.add([wording("", WIRE)], [0])) == 8


def test_names_that_each_side_alone_gives_stand_against_a_link() -> None:
    one, other = [{"Karo", "Mirtel", "Ash"}] * 5, [{"Tolbuk", "Reed", "Vesun"}] * 5
    assert vetoes(one, other)
    assert not vetoes(one[:4], other)  # too few to say
    assert not vetoes(one, [{"Karo", "Mirtel", "Ash", "Reed"}] * 5)  # one side gives all that the other does


def test_the_most_alike_are_linked_first_and_the_rest_left() -> None:
    alike = np.array([[0, 0.9, 0.05], [0.9, 0, 0.05], [0.05, 0.05, 0]], dtype=np.float32)
    assert link(alike, [()] * 3) == [[0, 1], [2]]
    assert link(alike, [()] * 3, least=0.01) == [[0, 1, 2]]
    assert link(np.zeros((0, 0), dtype=np.float32), []) == []


def _plainly_linked(alike, least):
    """Group-average agglomeration from its definition."""
    groups = [[n] for n in range(len(alike))]

    def mean(one, other):
        return float(np.mean([[alike[a][b] for b in other] for a in one]))

    while len(groups) > 1:
        best = max(((mean(a, b), i, j) for j, b in enumerate(groups) for i, a in enumerate(groups[:j])))
        if best[0] < least:
            break
        _, i, j = best
        groups[i] += groups.pop(j)
    return sorted(sorted(group) for group in groups)


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 9), st.integers(0, 10_000))
def test_links_are_those_of_the_definition(size: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    square = rng.random((size, size)).astype(np.float32)
    square = (square + square.T) / 2
    assert link(square, [()] * size, least=0.5) == _plainly_linked(square, 0.5)


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=20))
def test_unions_are_the_connected_parts(joined: list[tuple[int, int]]) -> None:
    unions = Unions()
    for one, other in joined:
        unions.join(one, other)
    reach = {n: {n} for n in range(13)}
    for _ in range(13):
        for one, other in joined:
            both = reach[one] | reach[other]
            reach[one] |= both
            reach[other] |= both
    assert {n: unions.find(n) for n in range(13)} == {n: min(reach[n]) for n in range(13)}


def test_reports_of_one_occasion_are_one_story() -> None:
    stories = Stories()
    stories.add([report("a", WIRE), report("b", OTHER_HAND), report("c", UNRELATED), report("d", "Ad. " + WIRE)])
    assert grouped(stories) == [["a", "b", "d"], ["c"]]
    first = next(iter(stories))
    assert [member.copy_of for member in first.members] == [None, None, "a"]
    assert first.independent == 2
    assert "Veshmir" in first.names
    assert len(stories) == 2


def test_the_same_occasion_years_later_is_another_story() -> None:
    stories = Stories()
    stories.add([report("a", WIRE, "2021-03-05"), report("b", OTHER_HAND, "2024-03-05")])
    assert grouped(stories) == [["a"], ["b"]]


def test_a_report_held_already_adds_nothing() -> None:
    stories = Stories()
    stories.add([report("a", WIRE)])
    stories.add([report("a", WIRE), report("a", UNRELATED)])
    assert grouped(stories) == [["a"]]


def test_stories_do_not_hang_on_the_order_of_reports() -> None:
    texts = {"a": WIRE, "b": OTHER_HAND, "c": UNRELATED, "d": "Ad. " + WIRE}
    found = set()
    for order in permutations(texts):
        stories = Stories()
        stories.add(report(key, texts[key]) for key in order)
        found.add(repr(list(stories)))
    assert len(found) == 1


def test_reports_one_by_one_give_the_stories_that_all_at_once_give() -> None:
    texts = [copy.text for copy in syndicate(list(invented(12, 5)), 5)] + [WIRE, OTHER_HAND, UNRELATED]
    random.Random(3).shuffle(texts)
    reports = [report(f"{n:03}", text) for n, text in enumerate(texts)]
    at_once, one_by_one = Stories(), Stories()
    at_once.add(reports)
    for one in reports:
        one_by_one.add([one])
    assert {
        frozenset(g) for g in grouped(one_by_one) if len(g) > 1 and any(texts[int(k)] in (WIRE, OTHER_HAND) for k in g)
    } == {frozenset(g) for g in grouped(at_once) if any(texts[int(k)] in (WIRE, OTHER_HAND) for k in g)}
    assert sorted(k for g in grouped(one_by_one) for k in g) == sorted(k for g in grouped(at_once) for k in g)
    copies = {frozenset((m.key, m.copy_of)) for s in at_once for m in s.members if m.copy_of}
    assert copies == {frozenset((m.key, m.copy_of)) for s in one_by_one for m in s.members if m.copy_of}


def test_a_late_report_that_joins_two_makes_one_story_of_copies() -> None:
    half = len(WIRE) // 2
    stories = Stories()
    stories.add([report("a", WIRE[:half])])
    stories.add([report("b", WIRE[half:])])
    assert grouped(stories) == [["a"], ["b"]]
    stories.add([report("c", WIRE)])
    assert grouped(stories) == [["a", "b", "c"]]
    assert [member.copy_of for member in next(iter(stories)).members] == [None, "a", "a"]


def test_a_story_keeps_its_id_as_it_grows() -> None:
    stories = Stories()
    stories.add([report("a", WIRE)])
    before = next(iter(stories)).id
    stories.add([report("b", OTHER_HAND, "2024-03-06")])
    assert [story.id for story in stories] == [before]
