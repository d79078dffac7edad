"""Numbers attached to events: what is counted, its bounds, and the words that say so."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quidnunc.errors import DataError
from quidnunc.reading.amount_lexicon import read_amounts
from quidnunc.reading.amounts import quantities
from quidnunc.reading.lexicons import FOLDER
from quidnunc.reading.reader import Reader
from quidnunc.records import Article, Reading
from tests.reading.span_rules import broken_rules

CASES = [
    line.split("\t")
    for line in (Path(__file__).parent / "magnitude_cases.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


READER = Reader()  # of the property tests, to which no fixture is given


def said(reading: Reading) -> set[str]:
    """All magnitudes of a reading as the cases write them."""
    return {
        " ".join(
            part
            for part in (
                event.type,
                m.what,
                "-" if m.low is None else f"{m.low:.15g}",
                "-" if m.high is None else f"{m.high:.15g}",
                m.unit,
            )
            if part
        )
        for event in reading.events
        for m in event.magnitude
    }


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 90


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_a_text_gives_its_magnitudes(reader: Reader, text: str, expected: str) -> None:
    reading = reader.read(Article(text=text, published="2024-03-05"))
    assert said(reading) == (set() if expected == "–" else set(expected.split("; ")))
    assert list(broken_rules(reading)) == []


WRITTEN = [
    ("12", 12, 12),
    ("1,234", 1234, 1234),
    ("1,234,567.5", 1234567.5, 1234567.5),
    ("at least 12", 12, None),
    ("more than 1,000", 1000, None),
    ("over 300", 300, None),
    ("up to 200", None, 200),
    ("as many as 60", None, 60),
    ("fewer than 50", None, 50),
    ("around 50", 50, 50),
    ("nearly 3,000", 3000, 3000),
    ("30-40", 30, 40),
    ("30–40", 30, 40),
    ("30 to 40", 30, 40),
    ("between 30 and 40", 30, 40),
    ("from 30 to 40", 30, 40),
    ("12 or more", 12, None),
    ("twelve", 12, 12),
    ("twenty-two", 22, 22),
    ("one hundred and five", 105, 105),
    ("fifteen hundred", 1500, 1500),
    ("a dozen", 12, 12),
    ("half a dozen", 6, 6),
    ("two dozen", 24, 24),
    ("dozens", 24, 99),
    ("hundreds", 200, 999),
    ("tens of thousands", 20000, 99999),
    ("several hundred", 300, 999),
    ("half a million", 500000, 500000),
    ("two and a half million", 2500000, 2500000),
    ("1.5m", 1500000, 1500000),
    ("2-3 million", 2000000, 3000000),
    ("no one", 0, 0),
]


@pytest.mark.parametrize(("words", "low", "high"), WRITTEN)
def test_a_number_in_any_writing(words: str, low: float | None, high: float | None) -> None:
    (found,) = quantities(f"They counted {words} on the spot")
    assert (found.low, found.high) == (low, high)


@pytest.mark.parametrize(
    ("words", "amount", "code"),
    [
        ("$1.2bn", 1.2e9, "USD"),
        ("US$5 million", 5e6, "USD"),
        ("€300 million", 3e8, "EUR"),
        ("£50m", 5e7, "GBP"),
        ("3 billion yen", 3e9, "JPY"),
        ("40 million euros", 4e7, "EUR"),
        ("Rs 20,000", 2e4, "INR"),
        ("C$10 million", 1e7, "CAD"),
        ("2bn rubles", 2e9, "RUB"),
        ("60-million-euro", 6e7, "EUR"),
    ],
)
def test_money_has_its_currency(words: str, amount: float, code: str) -> None:
    (found,) = quantities(f"It is worth {words} or so")
    assert (found.low, found.high, found.currency) == (amount, amount, code)


@pytest.mark.parametrize(
    "words", ["AK-47", "COVID-19", "12:30", "1/2", "the 35th", "G20", "1.2.3", "the 12-member panel"]
)
def test_what_is_no_quantity(words: str) -> None:
    assert list(quantities(f"They saw {words} there")) == []


@given(st.integers(1, 10**9))
def test_no_figure_is_lost(number: int) -> None:
    for words in (str(number), f"{number:,}", f"some {number:,}", f"at least {number}", f"({number})", f"{number}."):
        assert [q.low for q in quantities(f"killed {words} men")] == [float(number)]


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.sampled_from(["-", "–", " to ", " - "]))
def test_a_range_is_one_quantity_or_two_numbers(one: int, other: int, joint: str) -> None:
    found = [(q.low, q.high) for q in quantities(f"saw {one}{joint}{other} men")]
    if one < other:
        assert found == [(float(one), float(other))]
    else:
        assert all(low == high and low in (one, other) for low, high in found)


@given(st.text(alphabet="0123456789.,-–$€% kmbnaotwe\u00a0half dozen to and million", max_size=60))
def test_quantities_never_fail_and_lie_in_the_text(text: str) -> None:
    last = 0
    for q in quantities(text):
        assert last <= q.start <= q.number[0] < q.number[1] <= q.end <= len(text)
        assert q.low is not None or q.high is not None
        assert q.low is None or q.high is None or q.low <= q.high
        last = q.end


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("  dozens: [24, 99]", "  dozens: [99, 24]", "vague"),
        ("not_people: [ships,", "not_people: [shipz,", "not_people"),
        ("  USD: {before:", "  Dollar: {before:", "currencies"),
        ("claims: [claim,", "claimz: [claim,", "claimz"),
        ("    nouns: [injury,", "    nouns: [injury, death,", "outcomes.nouns"),
    ],
)
def test_a_broken_list_is_named(tmp_path: Path, old: str, new: str, field: str) -> None:
    text = (FOLDER / "amounts.yaml").read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / "amounts.yaml"
    file.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(DataError) as raised:
        read_amounts(file)
    assert str(file) in str(raised.value)
    assert field in str(raised.value)


def test_an_amount_rests_on_its_words(reader: Reader) -> None:
    text = "Rebels attacked Goma on Monday, killing at least 12 soldiers."
    events = reader.read(Article(text=text, published="2024-03-05")).events
    assert {text[a:b] for event in events for a, b in event.evidence.magnitude} == {"at least 12"}


def test_the_more_exact_number_stands(reader: Reader) -> None:
    title = "Dozens killed in attack by rebels on Goma"
    text = "Rebels attacked Goma on Monday. The attack killed 31 people."
    events = reader.read(Article(text=f"{title}\n\n{text}", published="2024-03-05")).events
    assert "ASSAULT killed 31 31 people" in {
        f"{e.type} {m.what} {m.low:g} {m.high or 0:g} {m.unit}" for e in events for m in e.magnitude if m.low
    }


@settings(max_examples=40)
@given(st.text(alphabet="Rebels killed12 ,.-$%of the and in attackMali dozen\n", max_size=120))
def test_odd_texts_break_no_rule(text: str) -> None:
    odd = f"Rebels attacked Goma, killing 12 people. {text}"
    assert list(broken_rules(READER.read(Article(text=odd, published="2024-03-05")))) == []
