"""Refreshing from Wikidata: added, filled, closed; and what was checked by hand stays."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from quidnunc.errors import ServiceError
from quidnunc.gazetteer import Gazetteer
from quidnunc.gazetteer.refresh import Refresh, refresh
from quidnunc.gazetteer.store import DATA
from quidnunc.gazetteer.wikidata_queries import read_questions

ENTITY = "http://www.wikidata.org/entity/"
GBR, RUS, UN, WHO = "Q145", "Q159", "Q1065", "Q7817"


def held(body: str, person: str, name: str, start: str = "", end: str = "", **more: str) -> dict[str, str]:
    """A row as the service gives it; days in full, years by precision."""
    row = {"body": ENTITY + body, "person": ENTITY + person, "personLabel": name}
    for key, day in (("from", start), ("to", end)):
        if day:
            row[key] = day + "-01-01"[3 * day.count("-") :] + "T00:00:00Z"
            row[f"{key}Precision"] = {0: "9", 1: "10", 2: "11"}[day.count("-")]
    return row | more


class Fake:
    """A query service with rows by property; it gives those of the bodies that a query names."""

    def __init__(self, **rows: list[dict[str, str]]) -> None:
        self.rows = rows
        self.queries: list[str] = []

    def select(self, query: str) -> list[dict[str, str]]:
        self.queries.append(query)
        found = re.search(r"p:(P\d+)", query)
        assert found is not None
        asked = set(re.findall(r"wd:(Q\d+)", query))
        return [row for row in self.rows.get(found[1], []) if row["body"].rsplit("/", 1)[-1] in asked]


@pytest.fixture
def own(folder: Path) -> Path:
    (folder / "wikidata.yaml").write_bytes((DATA / "wikidata.yaml").read_bytes())
    return folder.with_name(f"{folder.name}-refreshed")


def told(work: Refresh) -> list[str]:
    return [str(change) for change in work.changes]


def done(folder: Path, own: Path, **rows: list[dict[str, str]]) -> tuple[Refresh, Gazetteer]:
    """A refresh that was kept, and the gazetteer after it."""
    work = refresh(Fake(**rows), own, since="1990-01-01", day="2026-01-02", folder=folder)
    work.keep(own)
    return work, Gazetteer(folder, own)


def test_a_successor(folder: Path, own: Path) -> None:
    rows = [
        held(GBR, "Q10648", "Gordon Brown", "2007-06-27", "2010-05-11"),
        held(GBR, "Q192", "David Cameron", "2010-05-11", "2016-07-13", iso3="GBR", gender=ENTITY + "Q6581097"),
    ]
    work, gazetteer = done(folder, own, P6=rows)
    assert told(work) == [
        "~ Gordon Brown: Wikidata id Q10648",
        "~ Gordon Brown, head_of_government of GBR, 2007-06-27–2010-05-11",
        "+ David Cameron (Q192), GBR",
        "+ David Cameron, Prime Minister (head_of_government) of GBR, 2010-05-11–2016-07-13",
    ]
    term = gazetteer.in_office("GBR", "head_of_government", "2012-01-01")
    assert term is not None
    assert (term.person, term.title, term.source) == ("David Cameron", "Prime Minister", "wikidata: 2026-01-02")
    person = gazetteer.people["David Cameron"]
    assert (person.country, person.gender, person.wikidata) == ("GBR", "m", "Q192")
    assert gazetteer.in_office("GBR", "head_of_government", "2010-05-10").person == "Gordon Brown"  # type: ignore[union-attr]


def test_checked_rows_stay(folder: Path, own: Path) -> None:
    rows = [
        held(RUS, "Q7747", "Vladimir Putin", "2000-05-07", "2007-01-01"),
        held(RUS, "Q9", "Somebody Else", "2001-01-01", "2006-01-01"),
    ]
    before = {path: path.read_bytes() for path in folder.rglob("*.csv")}
    work, gazetteer = done(folder, own, P35=rows)
    assert told(work) == [
        "= Vladimir Putin, head_of_state of RUS, 2000-05-07–2008-05-07: Wikidata ends it on 2007-01-01",
        "= Somebody Else, head_of_state of RUS, 2001-01-01–2006-01-01: Vladimir Putin holds it 2000-05-07–2008-05-07 in our tables",
    ]
    assert "Somebody Else" not in gazetteer.people
    assert {path: path.read_bytes() for path in folder.rglob("*.csv")} == before
    assert not own.exists()


def test_the_same_term_told_otherwise_is_no_news(folder: Path, own: Path) -> None:
    rows = [held(RUS, "Q7747", "Vladimir Vladimirovich Putin", "2012", ""), held(RUS, "Q7747", "Vladimir Putin")]
    assert told(done(folder, own, P35=rows)[0]) == []


def test_again_is_no_news(folder: Path, own: Path) -> None:
    rows = [held(GBR, "Q192", "David Cameron", "2010-05-11", iso3="GBR")]
    assert len(told(done(folder, own, P6=rows)[0])) == 2
    assert told(done(folder, own, P6=rows)[0]) == []


def test_a_term_added_before_is_closed_later(folder: Path, own: Path) -> None:
    done(folder, own, P6=[held(GBR, "Q192", "David Cameron", "2010-05-11", iso3="GBR")])
    later = [held(GBR, "Q192", "David Cameron", "2010-05-11", "2016-07-13", iso3="GBR")]
    work, gazetteer = done(folder, own, P6=later)
    assert told(work) == ["~ David Cameron, head_of_government of GBR, 2010-05-11–2016-07-13"]
    assert gazetteer.in_office("GBR", "head_of_government", "2017-01-01").person == "Gordon Brown"  # type: ignore[union-attr]


def test_namesakes_are_kept_apart(folder: Path, own: Path) -> None:
    rows = [held(UN, "Q99", "Vladimir Putin", "2017-01-01", iso3="GBR")]
    _, gazetteer = done(folder, own, P3975=rows)
    assert gazetteer.people["Vladimir Putin (Q99)"].wikidata == "Q99"
    assert gazetteer.people["Vladimir Putin"].wikidata == "Q7747"


def test_heads_and_ends_of_organisations(folder: Path, own: Path) -> None:
    head = held(WHO, "Q16203391", "Tedros Adhanom", "2017-07-01", iso3="ETH")
    life = {"body": ENTITY + WHO, "to": "2020-01-01T00:00:00Z", "toPrecision": "9"}
    work, gazetteer = done(folder, own, P1037=[head], P571=[life])
    assert "+ Tedros Adhanom, Director (head) of who, 2017-07-01–" in told(work)
    assert "+ Tedros Adhanom (Q16203391), no country given" in told(work)  # the test's gazetteer has no Ethiopia
    assert "~ World Health Organization: to 2020" in told(work)
    assert gazetteer.organisations["who"].end == "2020"


def test_what_cannot_be_dated_or_named_is_left_out(folder: Path, own: Path) -> None:
    rows = [
        held(GBR, "Q5", "Ana Nova"),
        held(GBR, "Q6", "Q6", "2011-01-01"),
        held(GBR, "Q7", "Bo Berg", "2012-01-01", "2011-01-01"),
    ]
    work, _ = done(folder, own, P6=rows)
    assert told(work) == [
        "? Ana Nova, head_of_government of GBR, ?–: no start is given",
        "? Bo Berg, head_of_government of GBR, 2012-01-01–2011-01-01: ends before it starts",
    ]


def test_queries_name_bodies_and_the_day(folder: Path, own: Path) -> None:
    service = Fake()
    refresh(service, own, since="2005-06-01", folder=folder)
    assert len(service.queries) == len(read_questions(DATA).states) + len(read_questions(DATA).organisations) + 1
    first = service.queries[0]
    assert "p:P35" in first
    assert f"wd:{RUS}" in first
    assert '"2005-06-01T00:00:00Z"' in first
    assert "Q15180" not in first  # the Soviet Union elects nobody


def test_a_failing_service_leaves_all_as_it_was(folder: Path, own: Path) -> None:
    class Failing(Fake):
        def select(self, query: str) -> list[dict[str, str]]:
            if "P1037" in query:
                raise ServiceError("no answer")
            return super().select(query)

    with pytest.raises(ServiceError):
        refresh(
            Failing(P6=[held(GBR, "Q192", "David Cameron", "2010-05-11")]), own, since="1990-01-01", folder=folder
        ).keep(own)
    assert not own.exists()
