"""``quidnunc gazetteer``, as people use it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from quidnunc.cli import app
from quidnunc.errors import ServiceError


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("QUIDNUNC_GAZETTEER", str(tmp_path / "own"))
    return tmp_path / "own"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["gazetteer", *arguments])


def test_add_list_remove(own: Path, tmp_path: Path) -> None:
    table = tmp_path / "mine.csv"
    table.write_text("id,name,kind,sector,country\nmy-green,My Green Militia,armed_group,REB,MLI\n")
    added = run("add", str(table))
    assert (added.exit_code, added.stdout) == (0, f"{table}: 1 row of organisations added to {own}\n")
    assert run("list").stdout == "organisations/mine.csv\t1\n"
    assert run("check").stdout == "sound\n"
    assert run("remove", "organisations/mine.csv").exit_code == 0
    assert run("list").stdout == ""


def test_refused(own: Path, tmp_path: Path) -> None:
    table = tmp_path / "mine.csv"
    table.write_text("name,country\nBo Berg,XQZ\n")
    result = run("add", str(table))
    assert result.exit_code == 1
    assert result.stderr.startswith(f"quidnunc: {table}:2: field 'country': no state has the code 'XQZ'")
    assert not own.exists()


def test_no_folder_to_keep_them_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("QUIDNUNC_GAZETTEER", "")
    result = run("list")
    assert result.exit_code == 1
    assert "set QUIDNUNC_GAZETTEER" in result.stderr


def test_check_names_what_does_not_agree(tmp_path: Path, own: Path) -> None:
    path = own / "memberships" / "mine.csv"
    path.parent.mkdir(parents=True)
    path.write_text("member,organisation,role,from,to,source\nMLI,nowhere,member,2001,,own\n")
    result = run("check")
    assert result.exit_code == 1
    assert result.stdout == "memberships: MLI nowhere: dangling: organisation 'nowhere' is in no table\n"


def test_update_prints_and_keeps(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Service:
        def __init__(self, contact: str) -> None:
            assert contact == "ana@example.org"

        def select(self, query: str) -> list[dict[str, str]]:
            if "p:P35 " not in query or "wd:Q159 " not in query:
                return []
            body, person = "http://www.wikidata.org/entity/Q159", "http://www.wikidata.org/entity/Q4242424242"
            row = {"body": body, "person": person, "personLabel": "Ana Novaya", "iso3": "RUS"}
            return [{**row, "from": "2031-05-07T00:00:00Z", "fromPrecision": "11"}]

        def close(self) -> None:
            pass

    monkeypatch.setattr("quidnunc.gazetteer.query_service.QueryService", Service)
    dry = run("update", "--contact", "ana@example.org", "--dry-run")
    assert dry.stdout.splitlines() == [
        "+ Ana Novaya (Q4242424242), RUS",
        "+ Ana Novaya, President (head_of_state) of RUS, 2031-05-07–",
    ]
    assert (dry.exit_code, own.exists()) == (0, False)
    assert run("update", "--contact", "ana@example.org").exit_code == 0
    assert run("list").stdout == "people/wikidata.csv\t1\noffices/wikidata.csv\t1\n"


def test_update_without_a_network(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Service:
        def __init__(self, contact: str) -> None:
            pass

        def select(self, query: str) -> list[dict[str, str]]:
            raise ServiceError("no answer after 5 tries", source="the service")

        def close(self) -> None:
            pass

    monkeypatch.setattr("quidnunc.gazetteer.query_service.QueryService", Service)
    result = run("update")
    assert (result.exit_code, result.stderr) == (1, "quidnunc: the service: no answer after 5 tries\n")
    assert not own.exists()


def test_update_without_its_extra(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "httpx", None)
    monkeypatch.delitem(sys.modules, "quidnunc.gazetteer.query_service", raising=False)
    result = run("update")
    assert result.exit_code == 1
    assert "pip install 'quidnunc[update]'" in result.stderr
