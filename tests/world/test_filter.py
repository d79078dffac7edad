"""One filter, the same from options, Python and a URL."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quidnunc.errors import DataError, FilterError
from quidnunc.world.actors import actor_clause
from quidnunc.world.filter import NAMES, Filter
from quidnunc.world.sectors import sector_words

FULL: dict[str, Any] = {
    "agent": ["Russia", "RUS:GOV"],
    "between": ["Russia", "Ukraine"],
    "type": "assault",
    "quad": "conflict",
    "status": ["happened", "ongoing"],
    "stance": "none",
    "voice": "own",
    "since": datetime.date(2022, 2, 24),
    "until": "2023-01-01",
    "country": "Ukraine",
    "box": [22.1, 44.4, 40.2, 52.4],
    "near": "50.45,30.52,100",
    "outlet": "The Courier & Sons",
    "confidence": 0.7,
    "text": "o'clock = 100%",
    "background": False,
}


def test_a_filter_survives_a_url() -> None:
    where = Filter.of(FULL)
    assert Filter.from_query_string(where.query_string()) == where
    assert Filter.from_query_string("?" + where.query_string()) == where
    assert Filter.of(where.pairs()) == where


def test_a_filter_is_a_command() -> None:
    where = Filter.of({"agent": "any member of NATO", "since": "2022-02-24", "background": "no"})
    assert (
        where.command("my world")
        == "quidnunc ask 'my world' --agent 'any member of NATO' --since 2022-02-24 --background no"
    )


def test_nothing_asks_for_everything() -> None:
    assert Filter.of({}) == Filter() == Filter.of({"agent": None, "text": [], "since": ""})
    assert Filter().clauses() == []


def test_codes_are_the_codebooks_in_whatever_case() -> None:
    where = Filter.of({"type": ["Assault"], "quad": ["verbal_conflict", "cooperation"], "status": "HAPPENED"})
    assert where.type == ("ASSAULT",)
    assert where.quad == ("VERBAL CONFLICT", "MATERIAL COOPERATION", "VERBAL COOPERATION")
    assert where.status == ("happened",)


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("agnt", "Russia", "there is no such filter; there are actor, agent"),
        ("status", "done", "there is no 'done'; there are happened"),
        ("since", "yesterday", "'yesterday' is no date"),
        ("since", "2023-02-30", "is no date"),
        ("box", "1,2,3", "takes 4 numbers"),
        ("box", "0,50,10,40", "south of north"),
        ("near", "91,0,5", "takes degrees"),
        ("near", "1,2,far", "'far' is no number"),
        ("near", "1,2,nan", "beyond all measure"),
        ("confidence", "2", "not between 0 and 1"),
        ("background", "perhaps", "there are yes, no"),
        ("between", "Russia", "takes two actors"),
        ("since", ["2020-01-01", "2021-01-01"], "takes one"),
        ("agent", "member:Hogwarts", "knows no members of 'Hogwarts'"),
        ("agent", "Ruritania:GOV", "no country 'Ruritania'"),
        ("agent", "RUS:XXX", "no sector 'XXX'"),
        ("agent", "kind:alien", "no kind of actor 'alien'"),
        ("agent", "*:*", "everybody"),
        ("country", "Ruritania", "no country 'Ruritania'"),
        ("actor", "any Russian wizard actor", "neither a country nor a sector"),
    ],
)
def test_what_there_is_not_is_named(name: str, value: Any, message: str) -> None:
    with pytest.raises(FilterError, match=message) as raised:
        Filter.of({name: value})
    assert raised.value.field == name


@pytest.mark.parametrize(
    ("words", "parameter"),
    [
        ("Russia", ["RUS", "RUS-GOV"]),
        ("Q159", ["RUS", "RUS-GOV"]),
        ("Russian Federation", ["RUS", "RUS-GOV"]),
        ("Sergey Lavrov", ["Sergey Lavrov", "sergey lavrov"]),
        ("NATO", ["NATO", "nato", "org:nato"]),
        ("RUS:GOV", "RUS:GOV"),
        ("Russia:*", "RUS"),
        ("*:REB", "REB"),
        ("any Russian government actor", "RUS:GOV"),
        ("any South Korean military actor", "KOR:MIL"),
        ("any rebel actor", "REB"),
        ("kind:person", "person"),
    ],
)
def test_what_words_for_actors_mean(words: str, parameter: object) -> None:
    (found,) = actor_clause(words, "agent").parameters
    assert (found if isinstance(found, str) else sorted(p for p in found if "north" not in p)) == parameter


@pytest.mark.parametrize(
    "words", ["member:NATO", "any member of NATO", "NATO members", "members of the North Atlantic Treaty Organization"]
)
def test_members_are_those_of_the_day(words: str) -> None:
    clause = actor_clause(words, "agent")
    at = clause.parameters.index("2023-04-04")
    assert clause.parameters[at - 1] == ["FIN"]
    assert clause == actor_clause("member:nato", "agent")


def test_every_sector_has_words() -> None:
    words = sector_words()
    assert words["rebel"] == "REB"
    assert set(words.values()) >= {"GOV", "MIL", "REB", "COP", "MED"}


def test_a_file_of_sectors_that_breaks_its_contract_is_named(tmp_path) -> None:
    path = tmp_path / "sectors.yaml"
    path.write_text("GOV: [ruler]\nMIL: [ruler]\n")
    with pytest.raises(DataError, match="'ruler' stands for two sectors"):
        sector_words(path)
    path.write_text("KING: [ruler]\n")
    with pytest.raises(DataError, match="no sector 'KING'"):
        sector_words(path)


@given(
    st.dictionaries(
        st.sampled_from(["agent", "text", "place", "outlet", "source", "event"]), st.lists(st.text(), max_size=3)
    )
)
def test_no_word_of_a_user_comes_into_the_sql(given_words: dict[str, list[str]]) -> None:
    try:
        where = Filter.of(given_words)
    except FilterError:
        return
    sql = "".join(clause.sql for clause in where.clauses())
    assert "'" not in sql.replace("'!'", "")
    assert Filter.of(where.pairs()).clauses() == where.clauses()


def test_all_names_are_options_too() -> None:
    from quidnunc.world.filter_help import HELP

    assert tuple(HELP) == NAMES


def test_a_users_own_organisation_and_its_members_count(tmp_path) -> None:
    """What is added to the gazetteer is asked for like what ships."""
    from quidnunc.gazetteer import load
    from quidnunc.gazetteer.entries import Membership
    from quidnunc.world.polities import Polities

    gazetteer = load(own=tmp_path)
    row = next(m for m in gazetteer.memberships if m.organisation == "nato" and m.member == "FIN")
    gazetteer.memberships = [
        *gazetteer.memberships,
        Membership("SWE", "nordic-club", "member", "2020-01", "2021", row.source),
    ]
    (span,) = Polities(gazetteer).spans("nordic-club")
    assert (span.members, span.start, span.end) == (("SWE",), "2020-01-01", "2021-12-31")
