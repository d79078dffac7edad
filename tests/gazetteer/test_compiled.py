"""The tables kept in the user's cache are the tables themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from quidnunc.cache import VARIABLE
from quidnunc.gazetteer.store import DATA, Gazetteer


def held(gazetteer: Gazetteer) -> list[object]:
    tables = (gazetteer.states, gazetteer.organisations, gazetteer.people, gazetteer.terms, gazetteer.memberships)
    return [*tables, gazetteer.metonyms, gazetteer.collectives, sorted(gazetteer.index.names())]


@pytest.fixture()
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    return tmp_path


def test_kept_tables_are_those_of_the_files(cache: Path) -> None:
    plain = held(Gazetteer(DATA))
    assert not list(cache.iterdir())
    assert held(Gazetteer(DATA, keep=True)) == plain
    [kept] = cache.glob("tables-*.msgpack")
    stamp = kept.stat().st_mtime_ns
    assert held(Gazetteer(DATA, keep=True)) == plain
    assert kept.stat().st_mtime_ns == stamp


@pytest.mark.parametrize("content", [b"", b"\x92\x80", b"no tables"])
def test_a_broken_file_is_passed_over_and_made_anew(cache: Path, content: bytes) -> None:
    Gazetteer(DATA, keep=True)
    [kept] = cache.glob("tables-*.msgpack")
    kept.write_bytes(content)
    assert "RUS" in Gazetteer(DATA, keep=True).states
    assert not kept.exists()
    Gazetteer(DATA, keep=True)
    assert kept.stat().st_size > 1_000_000


def test_own_tables_have_a_file_of_their_own(cache: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    (own / "people").mkdir(parents=True)
    header = "name,aliases,country,gender,wikidata,source\n"
    (own / "people" / "mine.csv").write_text(header + "Ana Nova,Nova,RUS,f,,own\n", encoding="utf-8")
    Gazetteer(DATA, keep=True)
    assert "Ana Nova" in Gazetteer(DATA, own, keep=True).people
    assert "Ana Nova" not in Gazetteer(DATA, keep=True).people
