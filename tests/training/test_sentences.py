import random
from collections import Counter

import pytest

from quidnunc.codebook import load
from quidnunc.training.books import phrase_book
from quidnunc.training.names import Namer
from quidnunc.training.sentences import Writer


@pytest.fixture(scope="module")
def codebook():
    return load()


def _write(codebook, count, seed=3):
    rng = random.Random(seed)
    return Writer(phrase_book(codebook), Namer(rng), rng).write(count)


@pytest.fixture(scope="module")
def written(codebook):
    return _write(codebook, 1500)


def test_the_same_seed_writes_the_same_sentences(codebook):
    assert _write(codebook, 40) == _write(codebook, 40)
    assert _write(codebook, 40) != _write(codebook, 40, seed=4)


def test_every_type_is_written_of_and_no_sentence_twice(codebook, written):
    counts = Counter(e.type for e in written)
    assert set(counts) == {*codebook.types, "NONE"}
    assert min(counts.values()) > 20
    assert len({e.text for e in written}) == len(written)


def test_parties_and_trigger_are_marked_apart_inside_the_sentence(written):
    for e in written:
        marked = [span for span in (e.agent, e.recipient, e.trigger) if span is not None]
        assert all(0 <= start < end <= len(e.text) for start, end in marked), e
        assert not set("{}<>|\ue000\ue001") & set(e.text), e
        if e.agent and e.recipient:
            assert e.agent[1] <= e.recipient[0] or e.recipient[1] <= e.agent[0], e


def test_a_sentence_that_lacks_a_party_gives_its_trigger(written):
    lacking = [e for e in written if e.agent is None or e.recipient is None]
    assert lacking
    assert all(e.told and e.trigger and (e.agent or e.recipient) for e in lacking)


def test_modes_are_those_of_the_type(codebook, written):
    for e in written:
        assert e.mode is None or e.mode in codebook.types[e.type].modes, e


def test_the_name_of_a_country_tells_nothing_of_the_type(written):
    """No country stands in more than a tenth of a type's sentences."""
    by_type = Counter(e.type for e in written)
    for country in ("Russia", "China", "Iran", "Israel", "Germany", "Kenya"):
        told = Counter(e.type for e in written if country in e.text)
        assert all(told[name] <= max(0.1 * by_type[name], 3) for name in told), (country, told)
