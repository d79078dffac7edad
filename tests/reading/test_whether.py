"""Whether an event happened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quidnunc.errors import DataError
from quidnunc.reading.attitudes import compile_attitudes, load_attitudes
from quidnunc.reading.language import Syntax
from quidnunc.reading.whether import StatusFinder
from quidnunc.records import STATUSES

Parse = Callable[[str], Syntax]

TABLE = Path(__file__).with_name("whether_cases.tsv")
CASES = [tuple(line.split("\t")) for line in TABLE.read_text("utf-8").splitlines() if line and not line.startswith("#")]

LEXICON = """
effects: {denial: {holds: negated, fails: own, open: possible}}
governors: [{effect: EFFECT, takes: [clause], verbs: [deny, OTHER]}]
modals: []
negation: {adverbs: [not], determiners: ["no"], subjects: [nobody], not_with: [only]}
adverbs: {}
attributes: {}
conjunctions: {}
prepositions: {}
occurrence: []
telling: []
prospective: []
lasting: []
temporal: []
settled_by_past: []
ordinals: []
definite: []
any: []
grants: []
ahead: []
conditions: []
perceived: []
purposes: []
comments: []
background: []
untrue: []
past_attributes: []
lemmas: {}
"""


def verdict(syntax: Syntax, word: str, **options: str):
    return StatusFinder(syntax, **options).status(syntax.words.index(word))


@pytest.mark.parametrize(("text", "word", "status"), CASES, ids=lambda value: value.replace(" ", "_"))
def test_status(syntax: Parse, text: str, word: str, status: str):
    assert verdict(syntax(text), word).status == status


def test_every_status_is_covered():
    assert {status for *_, status in CASES} == set(STATUSES)


def test_evidence_names_the_words_of_the_chain(syntax: Parse):
    text = "The court refused to allow the march."
    found = verdict(syntax(text), "allow")
    assert [text[start:end] for start, end in found.spans] == ["refused"]
    assert "refused" in found.reason


def test_plain_fact_rests_on_no_word(syntax: Parse):
    found = verdict(syntax("Rebels attacked the town."), "attacked")
    assert (found.spans, found.reason) == ((), "")


def test_a_denial_leaves_the_event_alone_where_stances_are_kept_apart(syntax: Parse):
    parsed = syntax("Russia denied that it attacked the convoy.")
    assert verdict(parsed, "attacked", denials="own").status == "happened"
    assert verdict(parsed, "attacked").status == "negated"


def test_a_refused_plan_stays_a_plan_and_its_content_is_negated(syntax: Parse):
    parsed = syntax("The senate rejected the plan to cut aid.")
    assert verdict(parsed, "plan").status == "happened"
    assert verdict(parsed, "cut").status == "negated"


def test_order_of_questions_changes_no_verdict(syntax: Parse):
    parsed = syntax("The minister said he does not expect the rebels to refuse to sign if Cairo attends the talks.")
    forward, backward = StatusFinder(parsed), StatusFinder(parsed)
    tokens = range(len(parsed))
    ahead = {i: forward.status(i) for i in tokens}
    assert ahead == {i: backward.status(i) for i in reversed(tokens)}


@given(data=st.data())
def test_any_tree_gets_a_status(data: st.DataObject):
    words = data.draw(
        st.lists(
            st.sampled_from(["not", "to", "if", "plan", "attack", "refused", "will", "no", "?"]), min_size=1, max_size=9
        )
    )
    size = len(words)
    index = st.integers(0, size - 1)
    tags = data.draw(
        st.lists(st.sampled_from(["VB", "VBD", "NN", "MD", "TO", "IN", "JJ", "VBG"]), min_size=size, max_size=size)
    )
    deps = data.draw(
        st.lists(
            st.sampled_from(
                [
                    "ROOT",
                    "xcomp",
                    "ccomp",
                    "conj",
                    "aux",
                    "dobj",
                    "pobj",
                    "prep",
                    "nsubj",
                    "neg",
                    "acl",
                    "advcl",
                    "amod",
                ]
            ),
            min_size=size,
            max_size=size,
        )
    )
    starts = [sum(len(word) + 1 for word in words[:i]) for i in range(size)]
    broken = Syntax(
        text=" ".join(words),
        starts=starts,
        ends=[start + len(word) for start, word in zip(starts, words, strict=True)],
        words=words,
        lemmas=list(words),
        tags=tags,
        pos=["X"] * size,
        deps=deps,
        heads=data.draw(st.lists(index, min_size=size, max_size=size)),
        sentences=[(0, size)],
        entities=[],
    )
    finder = StatusFinder(broken)
    for i in range(size):
        found = finder.status(i)
        assert found.status in STATUSES
        assert all(0 <= start < end <= len(broken.text) for start, end in found.spans)


def test_a_long_list_is_no_deep_embedding(syntax: Parse):
    towns = ", ".join("shelled Ash" for _ in range(400))
    parsed = syntax(f"The army did not retreat, {towns} and burned Elm.")
    assert verdict(parsed, "burned").status in STATUSES


def test_lexicon_loads_and_is_kept():
    assert load_attitudes() is load_attitudes()


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("EFFECT", "denying", "effect"),
        ("OTHER", "deny", "verbs"),
        ("telling: []", "tellings: []", None),
        ("modals: []", "modals: [", None),
    ],
)
def test_a_broken_lexicon_is_named(old: str, new: str, field: str | None):
    text = LEXICON.replace(old, new).replace("EFFECT", "denial").replace("OTHER", "contest")
    with pytest.raises(DataError) as caught:
        compile_attitudes(text, "whether.yaml")
    assert caught.value.source == "whether.yaml"
    assert caught.value.field == field


def test_a_sound_lexicon_compiles():
    lexicon = compile_attitudes(LEXICON.replace("EFFECT", "denial").replace("OTHER", "contest"), "whether.yaml")
    effect = lexicon.effect("verbs", "clause", ("contest",))
    assert effect is not None
    assert effect.holds == "negated"
