"""Firsts, seconds and nevers: found in real readings, checked against a made record."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from quidnunc import Article, Reader
from quidnunc.errors import DataError
from quidnunc.records import Actor, EventDate, Reading
from quidnunc.world.claims import Claim, claims_in, first_words
from quidnunc.world.firsts import First, firsts
from quidnunc.world.store import World
from tests.world.made import FRANCE, make_reading

SAY = (
    "French President Emmanuel Macron flew to Turku on Monday. It was Macron's first trip to Finland since March 2023."
)


@pytest.fixture(scope="module")
def said(reader: Reader):
    """The statements of a text, read by the real reader."""

    def said(text: str, published: str = "2023-11-20") -> list[Claim]:
        return list(claims_in(reader.read(Article(text=text, published=published))))

    return said


def test_whose_first_what_to_whom_since_when(said) -> None:
    (claim,) = said(SAY)
    assert (claim.ordinal, claim.actor_name, claim.type, claim.towards, claim.since) == (
        1, "Emmanuel Macron", "CONSULT", ("FIN",), "2023-03-01",
    )  # fmt: skip
    assert claim.text == "It was Macron's first trip to Finland since March 2023."
    assert claim.deed.modes == ("visit",)


def test_a_pronoun_owns_it_and_a_description_of_states_is_known(said) -> None:
    (claim,) = said(
        "Emmanuel Macron arrived on Monday. It is only his second overseas journey to a great power since May 2023."
    )
    assert (claim.ordinal, claim.actor_name, claim.abroad) == (2, "Emmanuel Macron", True)
    assert claim.states == ("CHN", "FRA", "GBR", "RUS", "USA")


def test_a_description_that_nothing_can_check_is_kept(said) -> None:
    (claim,) = said("Macron spoke in Paris. It was Emmanuel Macron's first visit to an old friend since May 2023.")
    assert claim.vague == "an old friend"


def test_never_is_a_negated_deed(said) -> None:
    (claim,) = said("China has never condemned Russia for the invasion.")
    assert (claim.ordinal, claim.actor_name, claim.type, claim.towards) == (0, "China", "ACCUSE", ("RUS",))


@pytest.mark.parametrize(
    "text",
    [
        "The first attack was in the north, the second attack in the south.",
        "Ministers first met in Geneva.",
        "Macron won the first round of the vote.",
        "The second visit took place on Monday.",
    ],
)
def test_what_only_counts_off_is_no_statement(said, text: str) -> None:
    assert said(text) == []


def test_words_that_break_their_contract_are_named(tmp_path: Path) -> None:
    path = tmp_path / "firsts.yaml"
    path.write_text("ordinals: {first: one}\n")
    with pytest.raises(DataError, match=r"firsts\.yaml"):
        first_words(path)


MACRON = Actor(id="person:emmanuel-macron", name="Emmanuel Macron", kind="person", country="FRA", sector="GOV")


def visit(number: int, day: str, **fields: Any) -> Reading:
    """A made report that Macron visits Finland (or does something else)."""
    import msgspec

    event = {
        "type": "CONSULT",
        "mode": "visit",
        "agents": (MACRON.id,),
        "date": EventDate(start=day, end=day, grain="day"),
        **fields,
    }
    return msgspec.structs.replace(make_reading(number, event=event), actors=(*make_reading(number).actors, MACRON))


def others(count: int) -> list[Reading]:
    """Reports on Macron that bear on nothing."""
    return [visit(50 + n, f"2023-06-{1 + n:02}", type="SUPPORT", mode=None) for n in range(count)]


@pytest.fixture
def verdict(world: World, reader: Reader):
    """What a record says to a statement."""

    def verdict(text: str, record: list[Reading]) -> First:
        world.add([reader.read(Article(text=text, published="2023-11-20")), *record])
        (found,) = firsts(world)
        return found

    return verdict


def test_an_earlier_deed_contradicts_and_is_shown(verdict) -> None:
    found = verdict(SAY, [visit(1, "2023-07-04")])
    assert found.verdict == "contradicted"
    (deed,) = found.found
    assert (deed.day, deed.agents, deed.recipients, deed.source) == (
        "2023-07-04",
        ("Emmanuel Macron",),
        ("Finland",),
        "1.txt",
    )


@pytest.mark.parametrize(
    "other",
    [
        {"date": EventDate(start="2023-02-27", end="2023-02-27", grain="day")},  # before the time spoken of
        {"date": EventDate(start="2023-11-19", end="2023-11-19", grain="day")},  # the very trip
        {"date": EventDate(start="2023-01-01", end="2023-12-31", grain="year")},  # dated too coarsely
        {"mode": "phone"},
        {"status": "planned"},
        {"status": "negated"},
        {"stance": "alleges"},
        {"recipients": ("RUS",), "place": None},
        {"agents": ("FRA",)},
    ],
)
def test_what_is_no_such_deed_contradicts_nothing(verdict, other: dict[str, Any]) -> None:
    assert verdict(SAY, [visit(1, "2023-07-04", **other), *others(5)]).verdict == "supported"


def test_a_record_that_follows_the_actor_supports(verdict) -> None:
    found = verdict(SAY, others(5))
    assert (found.verdict, found.reports) == ("supported", 5)
    assert (
        "5 earlier reports on Emmanuel Macron, 2023-03-01 to 2023-11-10, and the record holds none before"
        in found.reason
    )


def test_a_record_that_says_little_decides_nothing(verdict) -> None:
    found = verdict(SAY, others(4))
    assert (found.verdict, found.reports) == ("not decidable", 4)


SECOND = "Macron is in Turku. It is Emmanuel Macron's second visit to Finland since March 2023."


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([], "not decidable"),
        (["2023-07-04"], "supported"),
        (["2023-07-04", "2023-07-05"], "supported"),  # one occasion
        (["2023-07-04", "2023-09-05"], "contradicted"),
    ],
)
def test_a_second_needs_just_one_before(verdict, days: list[str], expected: str) -> None:
    assert verdict(SECOND, [*others(5), *(visit(n, day) for n, day in enumerate(days))]).verdict == expected


def test_never_is_contradicted_by_once(verdict) -> None:
    accused = visit(1, "2021-07-04", type="ACCUSE", mode=None, agents=(FRANCE.id,), recipients=("RUS",))
    found = verdict("France has never condemned Russia for the raid.", [accused])
    assert (found.verdict, found.found[0].day) == ("contradicted", "2021-07-04")


def test_a_since_without_a_date_is_dated_by_other_reports_or_not_at_all(world: World, reader: Reader) -> None:
    text = "Macron is in Turku. It is Emmanuel Macron's first visit to Finland since Russia attacked Finland."
    world.add([reader.read(Article(text=text, published="2023-11-20")), *others(5)])
    (before,) = firsts(world)
    assert before.verdict == "not decidable"
    assert "is not dated" in before.reason
    attack = {"type": "ASSAULT", "date": EventDate(start="2023-04-01", end="2023-04-01", grain="day")}
    world.add([make_reading(90, event=attack)])
    (after,) = firsts(world)
    assert (after.verdict, after.claim.since) == ("supported", "2023-04-01")
