"""Who did what to whom: sentences of our own and the records that a careful coder would want out of them."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from quidnunc import Article, Reader, Reading
from quidnunc.records import Event

DAY = "2022-07-24"  # a Sunday


@dataclass(frozen=True)
class Expected:
    type: str
    agents: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    status: str = "happened"


def names(reading: Reading, keys: tuple[str, ...]) -> tuple[str, ...]:
    actors = {actor.id: actor.name for actor in reading.actors}
    return tuple(sorted(actors[key] for key in keys))


def found(reading: Reading) -> set[Expected]:
    return {Expected(e.type, names(reading, e.agents), names(reading, e.recipients), e.status) for e in reading.events}


def read(reader: Reader, text: str, day: str | None = DAY) -> Reading:
    return reader.read(Article(text=text, published=day))


def only(reading: Reading, type_: str) -> Event:
    events = [e for e in reading.events if e.type == type_]
    assert len(events) == 1, [(e.type, e.status) for e in reading.events]
    return events[0]


CASES = [
    # active, passive, reduced, relative, conjoined, infinitival
    (
        "Turkish jets bombed Syrian militants on Friday.",
        Expected("ASSAULT", ("Turkish jets",), ("Syrian militants",)),
    ),
    ("Iran was condemned by France.", Expected("ACCUSE", ("France",), ("Iran",))),
    ("Egypt, which has condemned Israel, called for calm.", Expected("ACCUSE", ("Egypt",), ("Israel",))),
    (
        "Moldova expelled Russian diplomats and closed its border.",
        Expected("SANCTION", ("Moldova",), ("Russian diplomats",)),
    ),
    (
        "Militants detained by Kenyan police were released.",
        Expected("COERCE", ("Kenyan police",), ("Kenyan militants",)),
    ),
    ("Canada asked China to release two citizens.", Expected("REQUEST", ("Canada",), ("China",))),
    # nominal, light verbs
    (
        "Ethiopian troops launched an attack on Somali insurgents.",
        Expected("ASSAULT", ("Ethiopian troops",), ("Somali insurgents",)),
    ),
    ("Washington imposed sanctions on Venezuela.", Expected("SANCTION", ("United States",), ("Venezuela",))),
    ("India's criticism of Pakistan drew no answer.", Expected("ACCUSE", ("India",), ("Pakistan",))),
    (
        "Colombian soldiers came under fire from guerrillas.",
        Expected("ASSAULT", ("Colombian guerrillas",), ("Colombian soldiers",)),
    ),
    ("Sweden paid tribute to Finland.", Expected("SUPPORT", ("Sweden",), ("Finland",))),
    # reciprocal
    (
        "Saudi Arabia and Iran held talks in Baghdad.",
        Expected("CONSULT", ("Iran", "Saudi Arabia"), ("Iran", "Saudi Arabia")),
    ),
    (
        "The war between Armenia and Azerbaijan widened.",
        Expected("ASSAULT", ("Armenia", "Azerbaijan"), ("Armenia", "Azerbaijan")),
    ),
    # what is owned stands for its owner
    ("Poland rejected Hungary's proposal.", Expected("REJECT", ("Poland",), ("Hungary",))),
    ("Peru seized a Bolivian truck.", Expected("COERCE", ("Peru",), ("Bolivia",))),
    # embedded acts
    (
        "Japan threatened to expel the Belarusian ambassador.",
        Expected("THREATEN", ("Japan",), ("Belarusian ambassador",)),
    ),
    ("Russia accused Georgia of shelling South Ossetia.", Expected("ACCUSE", ("Russia",), ("Georgia",))),
    # who may do what
    (
        "Mexican workers went on strike against the government.",
        Expected("PROTEST", ("Mexican workers",), ("Government of Mexico",)),
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:40] for text, _ in CASES])
def test_a_sentence_gives_its_event(reader: Reader, text: str, expected: Expected) -> None:
    assert expected in found(read(reader, text))


NOTHING = [
    "The stock market struck a new record on Monday.",
    "Arsenal beat Chelsea in the final.",
    "Two people were killed when a bus fell into a ravine.",
    "Snow blocked roads across Hokkaido.",
    "She called him a friend and met her deadline.",
    "The Popular Mobilization Forces are an umbrella of militias.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_no_political_event_gives_no_record(reader: Reader, text: str) -> None:
    assert found(read(reader, text)) == set()


def test_an_inner_act_has_a_status_of_its_own(reader: Reader) -> None:
    reading = read(reader, "Norway refused to impose sanctions on Iran.")
    assert only(reading, "REJECT").status == "happened"
    assert only(reading, "SANCTION").status == "negated"
    assert names(reading, only(reading, "SANCTION").recipients) == ("Iran",)


def test_a_denial_is_a_record_and_marks_the_denied_one(reader: Reader) -> None:
    reading = read(reader, "Russia denied shelling Kharkiv.")
    assert names(reading, only(reading, "REJECT").agents) == ("Russia",)
    shelling = only(reading, "ASSAULT")
    assert (shelling.status, shelling.stance) == ("happened", "alleges")
    assert names(reading, shelling.denied_by) == ("Russia",)


def test_who_alleges_harm_accuses(reader: Reader) -> None:
    reading = read(reader, "Kosovo police claimed that Serbian troops attacked a village near Zvecan.")
    attack = only(reading, "ASSAULT")
    assert attack.stance == "alleges"
    assert names(reading, only(reading, "ACCUSE").recipients) == names(reading, attack.agents)


def test_plain_assertion_keeps_its_speaker(reader: Reader) -> None:
    attack = only(reading := read(reader, "Ukraine said Russia attacked Poland."), "ASSAULT")
    assert names(reading, attack.said_by) == ("Ukraine",)
    assert attack.stance == "asserts"


def test_what_is_taken_for_granted_is_nobodys_claim(reader: Reader) -> None:
    reading = read(reader, "Spain said that it regretted Morocco's seizure of the island.")
    seizures = [e for e in reading.events if e.type in ("COERCE", "ASSAULT")]
    assert all(not e.said_by for e in seizures)


def test_a_claim_of_responsibility_names_the_agent_of_an_attack_told_before(reader: Reader) -> None:
    text = "A bomb attack on Iraqi soldiers in Mosul killed nine of them. Islamic State claimed responsibility."
    attack = only(reading := read(reader, text), "ASSAULT")
    assert names(reading, attack.agents) == ("Islamic State",)
    assert names(reading, attack.recipients) == ("Iraqi soldiers",)


def test_mentions_of_one_occasion_are_one_record(reader: Reader) -> None:
    text = "Rebels attacked Malian soldiers on Monday. The attack was the third this month. Rebels attacked Malian soldiers near Gao."
    assert len([e for e in read(reader, text).events if e.type == "ASSAULT"]) == 1


def test_two_dates_are_two_occasions(reader: Reader) -> None:
    text = "Israel bombed Hamas on Monday. Israel had bombed Hamas on 3 May 2021."
    assert len([e for e in read(reader, text).events if e.type == "ASSAULT"]) == 2


def test_criticism_of_an_event_is_aimed_at_who_did_it(reader: Reader) -> None:
    text = "The United States imposed tariffs on Canada on Monday. Mexico condemned the tariffs imposed on Canada."
    reading = read(reader, text)
    assert names(reading, only(reading, "ACCUSE").recipients) == ("United States",)


def test_a_repeated_caption_adds_nothing(reader: Reader) -> None:
    text = (
        "French President Emmanuel Macron met Senegal's President Macky Sall in Dakar on Saturday.\n\n"
        "Guards salute as President Macky Sall greets President Emmanuel Macron at the palace.\n"
        "Guards salute as President Macky Sall greets President Emmanuel Macron at the palace.Jane Roe/AFP\n"
    )
    reading = read(reader, text)
    assert len([e for e in reading.events if e.type == "CONSULT"]) == 1


def test_one_mans_strike_is_no_army_revolt(reader: Reader) -> None:
    """Sectors that hardly ever do such a thing make the word mean something else."""
    assert not [e for e in read(reader, "The Senate hit out on Monday at new targets.").events if e.type == "ASSAULT"]


def test_what_several_do_together_is_cooperation(reader: Reader) -> None:
    reading = read(reader, "South Korean and American military drills began on Monday.")
    assert only(reading, "COOPERATE").mode is None


def test_what_a_state_forbids_another_is_a_sanction(reader: Reader) -> None:
    assert only(read(reader, "India banned imports from Pakistan."), "SANCTION").recipients


def test_the_same_input_gives_the_same_bytes(reader: Reader) -> None:
    text = "Rebels attacked the army in Goma on Monday, the government of Rwanda said."
    article = Article(text=text, published=DAY)
    assert reader.read(article).to_json() == reader.read(article).to_json()


def test_reading_in_company_changes_nothing(reader: Reader) -> None:
    texts = ["Rebels attacked the army in Goma.", "", "Iran condemned France.", "Peru and Chile held talks."]
    alone = [reader.read(Article(text=t, published=DAY)).to_json() for t in texts]
    assert [r.to_json() for r in reader.pipe(Article(text=t, published=DAY) for t in texts)] == alone
