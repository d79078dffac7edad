"""Incidents: what is one event, what is not, and what an incident shows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from quidnunc.records import Actor, Count, Event, EventDate, Evidence, Magnitude, Place, Reading, Sentence, Trigger
from quidnunc.world.incidents import Incident, incidents_of, merge_id, taken_back
from quidnunc.world.store import World
from tests.world.made import VERSION

KARO = Actor(id="KAR", name="Karo", kind="state", country="KAR", sector="GOV", wikidata="Q1")
KARO_ARMY = Actor(id="KAR:MIL:army", name="Karo army", kind="armed_group", country="KAR", sector="MIL")
TOLBUK = Actor(id="TOL", name="Tolbuk", kind="state", country="TOL", sector="GOV", wikidata="Q2")
MIRTEL = Actor(id="MIR", name="Mirtel", kind="state", country="MIR", sector="GOV", wikidata="Q3")
VILLAGERS = Actor(
    id="TOL:CVL:villagers", name="villagers", kind="group", country="TOL", anonymous=True, count=Count(low=3, high=3)
)
FARMERS = Actor(id="TOL:CVL:farmers", name="farmers", kind="group", country="TOL", anonymous=True)
ACTORS = (KARO, KARO_ARMY, TOLBUK, MIRTEL, VILLAGERS, FARMERS)
VESHMIR = Place(id="1", name="Veshmir", country="TOL", feature="PPL", lat=1.0, lon=2.0)
ASHBOR = Place(id="2", name="Ashbor", country="TOL", feature="PPL", lat=3.0, lon=4.0)
COUNTRY = Place(id="3", name="Tolbuk", country="TOL", feature="PCLI", lat=1.0, lon=2.0)

STORY = (
    " The mortar rounds fell on the grain market of Veshmir at dawn and burnt eleven stalls, and smoke stood over the river "
    "port until noon. Merchants carried sacks of barley from the sheds while firemen pumped water out of the river."
)
SENTENCE = "Karo shelled the grain market of Veshmir at dawn on Tuesday with mortar rounds."


def reading(
    outlet: str, sentence: str = SENTENCE, *, tail: str = STORY, published: str = "2024-03-05", **event: Any
) -> Reading:
    """A report with one event: Karo → ASSAULT → Tolbuk in Veshmir on its own day, with changes."""
    return report(outlet, [(sentence, event)], tail=tail, published=published)


def report(
    outlet: str, told: list[tuple[str, dict[str, Any]]], *, tail: str = STORY, published: str = "2024-03-05"
) -> Reading:
    text, sentences, events = "", [], []
    for number, (sentence, changes) in enumerate(told):
        start = len(text)
        text += sentence + " "
        sentences.append(Sentence(start=start, end=len(text) - 1))
        word = changes.pop("word", "shelled")
        at = start + (sentence.index(word) if word in sentence else 0)
        fields: dict[str, Any] = {
            "id": f"{outlet}-{number}",
            "type": "ASSAULT",
            "agents": ("KAR",),
            "recipients": ("TOL",),
            "date": EventDate(start="2024-03-05", end="2024-03-05", grain="day"),
            "place": VESHMIR.id,
            "status": "happened",
            "confidence": 0.8,
            "trigger": Trigger(start=at, end=at + len(word)),
            "evidence": Evidence(sentences=(number,)),
            **changes,
        }
        events.append(Event(**fields))
    return Reading(
        id=f"r-{outlet}",
        source=f"{outlet}.txt",
        url=None,
        title="Shells on Veshmir market",
        outlet=outlet,
        language="en",
        published=published,
        published_from="header",
        text=text + f"{outlet} {outlet}." + tail,
        sentences=tuple(sentences),
        mentions=(),
        actors=ACTORS,
        places=(VESHMIR, ASHBOR, COUNTRY),
        times=(),
        attributions=(),
        events=tuple(events),
        relations=(),
        facts=(),
        reader=VERSION,
    )


OTHER_WORDS = "At dawn on Tuesday mortar rounds that Karo fired fell on the grain market of Veshmir."
OTHER_TAIL = (
    " Eleven stalls of the grain market burnt at Veshmir, where firemen drew water from the river; a merchant said that barley "
    "was all that his family owned. The river port of Veshmir stays shut, and smoke was seen from Ashbor."
)


def together(*readings: Reading) -> Incident | None:
    """The incident of several reports, where there is one."""
    return next((incident for incident in incidents_of(readings) if len(incident.accounts) > 1), None)


def pair(**changes: Any) -> Incident | None:
    """The incident of a report and another in other words with changes, where they are one."""
    return together(reading("One"), reading("Two", OTHER_WORDS, tail=OTHER_TAIL, word="fired", **changes))


# What is one event


def test_two_reports_of_one_event_are_one_incident_with_its_reasons() -> None:
    incident = pair()
    assert incident is not None
    assert (incident.reports, incident.outlets, incident.speakers) == (2, ["One", "Two"], [])
    (merge,) = incident.merges
    assert merge.reasons[:6] == (
        "both ASSAULT",
        "agent Karo",
        "recipient Tolbuk",
        "reports of one story",
        "days 2024-03-05 and 2024-03-05",
        "place Veshmir",
    )
    assert merge.reasons[6].startswith("words in common")


@pytest.mark.parametrize(
    "changes",
    [
        {"agents": ("KAR:MIL:army",)},  # a state and its army
        {"recipients": ()},
        {"recipients": ("TOL:CVL:villagers",)},  # described, not named
        {"place": COUNTRY.id},  # the country holds the town
        {"place": None},
        {"date": None},
        {"date": EventDate(start="2024-03-04", end="2024-03-04", grain="day")},  # clocks differ
        {"mode": "heavy-weapons"},
        {"status": "ongoing"},
        {"status": "planned"},
    ],
)
def test_what_does_not_contradict_may_be_one_event(changes: dict[str, Any]) -> None:
    assert pair(**changes) is not None


@pytest.mark.parametrize(
    "changes",
    [
        {"type": "COERCE"},
        {"agents": ("MIR",)},
        {"recipients": ("MIR",)},
        {"agents": ("TOL",), "recipients": ("KAR",)},  # the counter-blow
        {"place": ASHBOR.id},
        {"date": EventDate(start="2024-03-02", end="2024-03-02", grain="day")},
        {"status": "possible"},
        {"agents": ("KAR", "TOL"), "recipients": ("TOL", "KAR"), "date": None, "place": None, "type": "CONSULT"},
    ],
)
def test_what_contradicts_is_another_event(changes: dict[str, Any]) -> None:
    assert pair(**changes) is None


def test_two_modes_are_two_events() -> None:
    other = reading("Two", OTHER_WORDS, tail=OTHER_TAIL, word="fired", mode="drone")
    assert together(reading("One", mode="heavy-weapons"), other) is None


def test_near_in_space_and_time_is_no_reason() -> None:
    other = reading("Two", "Karo shelled a school bus of Tolbuk near a bridge, teachers said.")
    assert together(reading("One"), other) is None


def test_what_one_report_tells_as_two_events_stays_two() -> None:
    one = report("One", [(SENTENCE, {}), (OTHER_WORDS, {"word": "fired"})])
    assert together(one) is None
    assert all(len({a.reading.id for a in i.accounts}) == len(i.accounts) for i in incidents_of([one, reading("Two")]))


def test_a_chain_of_half_likenesses_leads_nowhere() -> None:
    first = reading("One", date=None, place=None)
    later = reading("Two", OTHER_WORDS, tail=OTHER_TAIL, word="fired", date=None, place=VESHMIR.id)
    elsewhere = reading("Three", place=ASHBOR.id, date=None)
    for incident in incidents_of([first, later, elsewhere]):
        places = {account.place.id for account in incident.accounts if account.place}
        assert len(places) <= 1


def test_events_that_one_report_tells_are_incidents_too() -> None:
    (incident,) = incidents_of([reading("One")])
    assert (incident.reports, incident.merges) == (1, ())


def test_no_reading_no_incident() -> None:
    assert incidents_of([]) == []


# Copies


def test_copies_of_one_report_count_as_one_outlet() -> None:
    incident = together(reading("One"), reading("Two"), reading("Three", OTHER_WORDS, tail=OTHER_TAIL, word="fired"))
    assert incident is not None
    assert incident.reports == 3
    assert len(incident.outlets) == 2


def test_a_sentence_taken_over_word_for_word_counts_once() -> None:
    incident = together(reading("One"), reading("Two", SENTENCE, tail=OTHER_TAIL))
    assert incident is not None
    assert (incident.reports, incident.outlets) == (2, ["One"])


def test_the_same_words_in_another_voice_are_no_copy() -> None:
    denied = reading("Two", SENTENCE, tail=OTHER_TAIL, denied_by=("KAR",))
    incident = together(reading("One", said_by=("TOL",)), denied)
    assert incident is not None
    assert incident.outlets == ["One", "Two"]


# Undoing


def test_a_merge_taken_back_stays_undone(tmp_path: Path) -> None:
    readings = [reading("One"), reading("Two", OTHER_WORDS, tail=OTHER_TAIL, word="fired")]
    (merge,) = next(incident for incident in incidents_of(readings) if incident.merges).merges
    assert merge.id == merge_id("One-0", "Two-0") == merge_id("Two-0", "One-0")
    assert len(incidents_of(readings, [merge.id])) == 2
    world = World(tmp_path / "world", create=True)
    world.add(readings)
    assert taken_back(world) == frozenset()
    world.judge("merge", merge.id, "reject", by="ada")
    assert taken_back(world) == {merge.id}
    world.judge("merge", merge.id, "undo", by="ada")
    assert taken_back(world) == frozenset()


def test_incidents_do_not_hang_on_the_order_of_readings() -> None:
    readings = [
        reading("One"),
        reading("Two", OTHER_WORDS, tail=OTHER_TAIL, word="fired"),
        reading("Three", place=ASHBOR.id),
        reading("Four", published="2024-03-06"),
    ]
    assert incidents_of(readings) == incidents_of(readings[::-1])


# What an incident shows


def test_numbers_change_from_report_to_report() -> None:
    def killed(low: float | None, high: float | None) -> tuple[Magnitude, ...]:
        return (Magnitude(what="killed", low=low, high=high, unit="people"),)

    readings = [
        reading("One", magnitude=killed(12, 12)),
        reading("Two", OTHER_WORDS, tail=OTHER_TAIL, word="fired", published="2024-03-06", magnitude=killed(12, 12)),
        reading("Three", published="2024-03-07", magnitude=killed(30, 31)),
        reading("Four", published="2024-03-08", magnitude=killed(35, None)),
    ]
    incident = together(*readings)
    assert incident is not None
    found = incident.magnitudes["people killed"]
    assert [(one.day, one.value, one.events) for one in found] == [
        ("2024-03-05", "12", ("One-0", "Two-0")),
        ("2024-03-07", "30 to 31", ("Three-0",)),
        ("2024-03-08", "at least 35", ("Four-0",)),
    ]
    assert (incident.first, incident.last) == ("2024-03-05", "2024-03-08")


def test_whether_it_happened_changes_too() -> None:
    readings = [
        reading("One", status="planned"),
        reading(
            "Two",
            OTHER_WORDS,
            tail=OTHER_TAIL,
            word="fired",
            published="2024-03-06",
            said_by=("TOL",),
            stance="alleges",
        ),
        reading("Three", published="2024-03-07", denied_by=("KAR",)),
        reading("Four", published="2024-03-08", said_by=("KAR",), stance="asserts"),
    ]
    incident = together(*readings)
    assert incident is not None
    assert [one.value for one in incident.statuses] == ["planned", "alleged", "denied", "admitted"]
    assert incident.speakers == ["Karo", "Tolbuk"]


def test_fields_are_agreed_or_disputed() -> None:
    incident = pair(place=COUNTRY.id, agents=("KAR:MIL:army",), date=None)
    assert incident is not None
    assert incident.agreement.agreed == {"recipients": "Tolbuk", "date": "2024-03-05", "status": "happened"}
    assert incident.agreement.disputed == {
        "agents": {"Karo": ("One-0",), "Karo army": ("Two-0",)},
        "place": {"Veshmir": ("One-0",), "Tolbuk": ("Two-0",)},
    }


def test_contradicting_words_stand_side_by_side_with_their_sentences() -> None:
    denial = "Karo denied that it fired mortar rounds on the grain market of Veshmir at dawn on Tuesday."
    incident = together(
        reading("One", said_by=("TOL",), stance="asserts"),
        reading("Two", denial, tail=OTHER_TAIL, word="fired", stance="alleges", denied_by=("KAR",)),
        reading("Three", published="2024-03-06", said_by=("MIR",), stance="asserts"),
    )
    assert incident is not None
    (found,) = incident.contradictions
    assert [(v.speaker, v.outlet, v.sentence) for v in found.no] == [("Karo", "Two", denial)]
    assert {(v.speaker, v.outlet) for v in found.yes} == {("Tolbuk", "One"), ("Mirtel", "Three")}


def test_two_voices_in_one_report_are_one_contradicted_incident() -> None:
    one = report(
        "One",
        [
            (SENTENCE, {"said_by": ("TOL",), "stance": "asserts"}),
            (
                "Karo denied that it shelled the grain market of Veshmir with mortar rounds.",
                {"denied_by": ("KAR",), "stance": "alleges"},
            ),
        ],
    )
    incident = together(one)
    assert incident is not None
    (found,) = incident.contradictions
    assert [v.speaker for v in found.yes] == ["Tolbuk"]
    assert [v.speaker for v in found.no] == ["Karo"]


@pytest.mark.parametrize(
    ("changes", "side"),
    [
        ({"status": "negated"}, "no"),
        ({"stance": "denies", "said_by": ("MIR",)}, "no"),
        ({"stance": "doubts", "said_by": ("MIR",)}, "no"),
        ({"status": "negated", "stance": "denies", "said_by": ("MIR",)}, "yes"),
        ({"status": "planned"}, None),
    ],
)
def test_sides(changes: dict[str, Any], side: str | None) -> None:
    incident = pair(**changes)
    assert incident is not None
    sides = {
        "no": len(incident.contradictions) == 1,
        "yes": incident.contradictions == [],
        None: incident.contradictions == [],
    }
    assert sides[side]
