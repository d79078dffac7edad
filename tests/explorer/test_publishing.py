"""A static site of a selection: whole by itself, nothing dangling, nothing that needs a server."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from quidnunc.errors import InputError
from quidnunc.explorer.app import create_app
from quidnunc.explorer.publishing import publish
from quidnunc.explorer.settings import Settings
from quidnunc.world.filter import Filter


def test_a_site_holds_its_selection_and_no_link_leads_nowhere(examples: Path, tmp_path: Path) -> None:
    where = Filter.of({"actor": "Finland"})
    site = tmp_path / "site"
    count = publish(create_app(str(examples), Settings(name="WORLD", read_only=True)), where, site)
    names = {path.name for path in site.iterdir()}
    assert count == len(names)
    assert {"index.html", "claims.html", "map.html", "network.html", "charts-map.svg"} <= names
    assert any(name.startswith("article-") for name in names)
    for path in site.glob("*.html"):
        page = path.read_text(encoding="utf-8")
        assert "<form" not in page
        assert str(examples) not in page
        for address in re.findall(r' (?:href|src)="([^"]*)"', page):
            assert address.startswith(("#", "http")) or address.partition("#")[0] in names, (path.name, address)


def test_a_folder_that_holds_other_things_is_left_alone(examples: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(InputError, match="not empty"):
        publish(create_app(str(examples), Settings()), Filter(), tmp_path)
