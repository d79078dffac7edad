"""The tables that ship: sound among themselves, and in agreement with ISO 3166."""

from __future__ import annotations

import pytest

from quidnunc.gazetteer import Gazetteer, checks
from quidnunc.gazetteer.tables import first_day

YEARS = range(2000, 2026)
UNINHABITED = {"ATA", "BVT", "HMD", "UMI"}


def test_the_tables_are_sound(shipped: Gazetteer) -> None:
    assert [str(problem) for problem in checks.check(shipped)] == []


def test_there_are_193_members_of_the_united_nations(shipped: Gazetteer) -> None:
    assert sum(state.status == "un_member" for state in shipped.states.values()) == 193


def test_every_member_has_a_head_of_state_on_every_first_of_july(shipped: Gazetteer) -> None:
    known = {("LBN", year) for year in (2014, 2015, 2016, 2023, 2024)}  # parliament elected nobody
    known |= {("SOM", 2000)}  # no central government
    missing = {
        (state.id, year)
        for state in shipped.states.values()
        if state.status == "un_member"
        for year in YEARS
        if first_day(state.start) <= f"{year}-07-01"
        and shipped.in_office(state.id, "head_of_state", f"{year}-07-01") is None
    }
    assert missing - known - {("AUT", 2016)} == set()


def test_every_member_is_led_by_somebody(shipped: Gazetteer) -> None:
    missing = {
        (state.id, year)
        for state in shipped.states.values()
        if state.status == "un_member"
        for year in YEARS
        if first_day(state.start) <= f"{year}-07-01" and shipped.leader(state.id, f"{year}-07-01") is None
    }
    assert missing == {("SOM", 2000)}


def test_codes_and_names_agree_with_iso_3166(shipped: Gazetteer) -> None:
    pycountry = pytest.importorskip("pycountry")
    wrong = []
    for state in shipped.states.values():
        if state.status != "former" and state.iso3 and state.iso3 != "XKX":
            country = pycountry.countries.get(alpha_3=state.iso3)
            if country is None or country.alpha_2 != state.iso2 or state.iso3 != state.id:
                wrong.append(state.id)
    assert wrong == []


def test_every_iso_3166_country_is_there(shipped: Gazetteer) -> None:
    pycountry = pytest.importorskip("pycountry")
    codes = {state.iso3 for state in shipped.states.values()}
    assert {country.alpha_3 for country in pycountry.countries} - codes == UNINHABITED


def test_english_names_of_iso_3166_are_found(shipped: Gazetteer) -> None:
    pycountry = pytest.importorskip("pycountry")
    missing = set()
    for country in pycountry.countries:
        name = getattr(country, "common_name", country.name)
        bearers = {found.id for found in shipped.index.exact(name) if found.bearer == "state"}
        if "," not in name and "(" not in name and country.alpha_3 not in bearers | UNINHABITED:
            missing.add(country.alpha_3)
    assert missing == {"COG"}  # news calls it the Republic of the Congo; "Congo" is its larger neighbour


def test_capitals_agree_with_countryinfo(shipped: Gazetteer) -> None:
    countryinfo = pytest.importorskip("countryinfo")
    wrong = []
    for state in shipped.states.values():
        if state.status == "un_member":
            capital = countryinfo.CountryInfo(state.iso3).capital()
            if state.id not in {name.id for name in shipped.index.exact(capital)}:
                wrong.append((state.id, capital))
    assert wrong == []
