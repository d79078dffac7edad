"""Every format of ``quidnunc export``, read again by a program that is not ours."""

from __future__ import annotations

import datetime
import io
import json
from pathlib import Path
from typing import Any

import duckdb
import icalendar
import networkx as nx
import pandas as pd
import pytest
import shapely.geometry

from quidnunc.exports import csv as csv_export
from quidnunc.exports import gdelt, icews, plover, polecat
from quidnunc.exports.admission import Admission, Tally
from quidnunc.exports.codes import codes
from quidnunc.exports.flat import EVENTS
from quidnunc.exports.formats import FORMATS, TakesReadings
from quidnunc.records import EventDate, Magnitude, Reading
from quidnunc.told import Account, Told, told_by
from tests.world.made import TURKU, make_reading

DAY = EventDate(start="2023-05-04", end="2023-05-06", grain="day")


def with_event(number: int, event: dict[str, Any], **fields: Any) -> Reading:
    return make_reading(number, event={"date": DAY, **event}, **fields)


FACT = with_event(
    1, {"type": "ASSAULT", "mode": "drone", "agents": ("RUS:MIL:military",), "recipients": ("FIN", "FRA")}
)
SAID = with_event(
    2, {"status": "ongoing", "said_by": ("FRA",), "stance": "asserts"}, title='=HYPERLINK("http://x.example")'
)
PLANNED = with_event(
    3, {"type": "CONSULT", "mode": "visit", "status": "planned", "contexts": ("diplomatic", "military")}
)
POSSIBLE = with_event(4, {"status": "possible"})
NEGATED = with_event(5, {"status": "negated"})
ALLEGED = with_event(6, {"stance": "alleges", "said_by": ("FRA",)})
DENIED = with_event(7, {"denied_by": ("RUS",)})
DOUBTED = with_event(8, {"stance": "doubts", "said_by": ("FRA",)})
BARE = with_event(9, {"recipients": (), "place": None, "date": None}, published=None)
COUNTED = with_event(
    10, {"magnitude": (Magnitude(what="killed", low=3.0, high=5.0, unit="people"),)}, outlet=None, url=None
)
READINGS = [FACT, SAID, PLANNED, POSSIBLE, NEGATED, ALLEGED, DENIED, DOUBTED, BARE, COUNTED]
FACTS = [FACT, SAID, BARE, COUNTED]


def export(
    name: str, folder: Path, *, also: tuple[str, ...] = (), tolds: list[Told] | None = None
) -> tuple[Path, Tally]:
    """Writes the readings (or what is told) as the command does."""
    path = folder / f"out.{name}"
    form, admission, tally = FORMATS[name], Admission.of(also), Tally()
    with (path if not form.binary else folder / "unused").open("w", encoding="utf-8", newline="") as stream:
        exporter = form.make(path if form.binary else stream)
        for reading in READINGS if isinstance(exporter, TakesReadings) else ():
            exporter.take(reading)
        for told in tolds or [told for reading in READINGS for told in told_by(reading)]:
            refusal = admission.refusal(told.lead.event) if form.as_facts else None
            tally.count(refusal or exporter.write(told))
        exporter.finalize()
    return path, tally


def ids(readings: list[Reading]) -> list[str]:
    return [event.id for reading in readings for event in reading.events]


def table(path: Path, **options: Any) -> pd.DataFrame:
    """A tab-separated file as pandas reads it, every cell as text."""
    return pd.read_csv(path, sep="\t", dtype=str, keep_default_na=False, quoting=3, **options)


def test_the_formats_are_registered_by_name() -> None:
    assert sorted(FORMATS) == [
        "csv", "csv-raw", "duckdb", "ftm", "ftm-statements", "gdelt-events", "gdelt-mentions", "geojson", "gexf", "graphml",
        "ical", "icews", "parquet", "plover", "polecat",
    ]  # fmt: skip


# What may go out as a fact


def test_only_facts_told_or_asserted_go_out_and_the_rest_is_counted(tmp_path: Path) -> None:
    path, tally = export("polecat", tmp_path)
    assert table(path)["Event ID"].tolist() == ids(FACTS)
    assert tally.written == 4
    assert dict(tally.left_out) == dict.fromkeys(("planned", "possible", "negated", "alleged", "denied", "doubted"), 1)
    assert str(tally) == ("4 events; left out: 1 alleged, 1 denied, 1 doubted, 1 negated, 1 planned, 1 possible")


def test_an_option_lets_more_in(tmp_path: Path) -> None:
    path, _ = export("polecat", tmp_path, also=("planned", "denied"))
    assert set(table(path)["Event ID"]) == set(ids([*FACTS, PLANNED, DENIED]))
    path, tally = export("polecat", tmp_path, also=("all",))
    assert len(table(path)) == len(READINGS) == tally.written


def test_what_is_both_alleged_and_denied_needs_both() -> None:
    (event,) = with_event(20, {"stance": "alleges", "denied_by": ("RUS",)}).events
    assert Admission.of(["alleged"]).refusal(event) == "denied"
    assert Admission.of(["denied"]).refusal(event) == "alleged"
    assert Admission.of(["alleged", "denied"]).refusal(event) is None


@pytest.mark.parametrize(
    "name", [name for name, form in FORMATS.items() if not form.as_facts and name not in ("ical", "geojson")]
)
def test_formats_that_hold_status_and_speaker_hold_everything(name: str, tmp_path: Path) -> None:
    _, tally = export(name, tmp_path)
    assert (tally.written, dict(tally.left_out)) == (len(READINGS), {})


# CSV


def test_csv_has_an_event_a_row(tmp_path: Path) -> None:
    path, _ = export("csv", tmp_path)
    frame = pd.read_csv(path)
    assert tuple(frame.columns) == csv_export.COLUMNS
    assert frame["event"].tolist() == ids(READINGS)
    assert frame["status"].tolist() == [event.status for reading in READINGS for event in reading.events]
    assert frame["recipients"][0] == "Finland|France"
    assert frame["lat"][0] == pytest.approx(TURKU.lat)


def test_csv_holds_no_formula_unless_asked(tmp_path: Path) -> None:
    safe, _ = export("csv", tmp_path)
    raw, _ = export("csv-raw", tmp_path)
    assert pd.read_csv(safe)["title"][1] == '\'=HYPERLINK("http://x.example")'
    assert pd.read_csv(raw)["title"][1] == '=HYPERLINK("http://x.example")'


# Parquet and DuckDB


def test_parquet_as_pandas_reads_it(tmp_path: Path) -> None:
    path, _ = export("parquet", tmp_path)
    frame = pd.read_parquet(path)
    assert list(frame.columns) == EVENTS.names
    assert frame["event"].tolist() == ids(READINGS)
    first, counted = frame.iloc[0], frame.iloc[9]
    assert list(first["recipients"]) == ["Finland", "France"]
    assert list(first["recipient_countries"]) == ["FIN", "FRA"]
    assert first["date_start"] == datetime.date(2023, 5, 4)
    assert first["score"] == -9.5
    assert list(counted["magnitude"]) == [{"what": "killed", "low": 3.0, "high": 5.0, "unit": "people"}]
    assert frame["date_start"].isna().sum() == 1


def test_the_database_answers_questions(tmp_path: Path) -> None:
    path, _ = export("duckdb", tmp_path)
    with duckdb.connect(str(path), read_only=True) as base:
        ask = base.execute
        assert ask("SELECT count(*) FROM events").fetchone() == (len(READINGS),)
        assert ask("SELECT count(*) FROM articles").fetchone() == (len(READINGS),)
        joined = "SELECT a.text FROM events e JOIN articles a ON a.id = e.reading WHERE e.event = ?"
        assert base.execute(joined, [FACT.events[0].id]).fetchone() == (FACT.text,)
        named = "SELECT name FROM parties WHERE role = 'recipient' AND event = ? ORDER BY position"
        assert base.execute(named, [FACT.events[0].id]).fetchall() == [("Finland",), ("France",)]
        assert ask("SELECT count(*) FROM accounts").fetchone() == (len(READINGS),)
        assert ask("SELECT event FROM events WHERE list_contains(denied_by, 'Russia')").fetchall() == [
            (DENIED.events[0].id,)
        ]


def test_the_database_is_made_anew(tmp_path: Path) -> None:
    export("duckdb", tmp_path)
    path, _ = export("duckdb", tmp_path)
    with duckdb.connect(str(path), read_only=True) as base:
        assert base.execute("SELECT count(*) FROM events").fetchone() == (len(READINGS),)


# POLECAT

POLECAT_COLUMNS = (
    "Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|Actor Name|Actor Country|Actor COW|"
    "Primary Actor Sector|Actor Sectors|Actor Title|Actor Name Raw|Wikipedia Actor ID|Recipient Name|Recipient Country|"
    "Recipient COW|Primary Recipient Sector|Recipient Sectors|Recipient Title|Recipient Name Raw|Wikipedia Recipient ID|"
    "Placename|City|District|Province|Country|Latitude|Longitude|GeoNames ID|Raw Placename|Feature Type|Source|"
    "Publication Date|Story People|Story Organizations|Story Locations|Language|Version"
)


def test_polecat_has_its_forty_columns_in_order(tmp_path: Path) -> None:
    path, _ = export("polecat", tmp_path)
    assert "|".join(table(path).columns) == POLECAT_COLUMNS == "|".join(polecat.COLUMNS)
    assert len(polecat.COLUMNS) == 40


def test_polecat_types_are_as_pandas_takes_them(tmp_path: Path) -> None:
    path, _ = export("polecat", tmp_path)
    frame = pd.read_csv(path, sep="\t", parse_dates=["Event Date", "Publication Date"])
    kinds = {name: str(frame[name].dtype) for name in ("Intensity", "Latitude", "Longitude")}
    assert kinds == dict.fromkeys(kinds, "float64")
    assert frame["Event Date"].dtype.kind == frame["Publication Date"].dtype.kind == "M"
    row = frame.iloc[0]
    assert row["Event Date"] == pd.Timestamp("2023-05-04")
    assert (row["Intensity"], row["Quad Code"]) == (-9.5, "MATERIAL CONFLICT")
    assert (row["Actor Country"], row["Actor COW"], row["Primary Actor Sector"]) == ("RUS", 365, "MIL")
    assert (row["Recipient Name"], row["Recipient COW"]) == ("Finland; France", "375; 220")
    assert row["Wikipedia Recipient ID"] == "Finland; France"
    assert (row["Placename"], row["City"], row["Country"], row["GeoNames ID"]) == ("Turku", "Turku", "FIN", 633679)
    assert row[["District", "Province", "Actor Title"]].isna().all()


# ICEWS


def test_icews_has_a_row_a_dyad(tmp_path: Path) -> None:
    path, _ = export("icews", tmp_path)
    frame = pd.read_csv(path, sep="\t", dtype={"CAMEO Code": str})
    assert tuple(frame.columns) == icews.COLUMNS
    assert len(icews.COLUMNS) == 20
    assert len(frame) == len(FACTS) + 1  # one of them has two recipients
    two = frame[frame["Source Name"] == "Russian military"]
    assert two["Target Name"].tolist() == ["Finland", "France"]
    assert two["Target Country"].tolist() == ["Finland", "France"]
    assert (two["Source Sectors"] == "Military").all() and (two["Source Country"] == "Russia").all()
    assert (two["CAMEO Code"] == codes().code("ASSAULT", "drone").code).all()
    assert (two["Intensity"] == -9.5).all()
    assert frame["Event ID"].is_unique and frame["Event ID"].dtype == "int64"
    assert (frame["Sentence Number"] == 1).all()


# GDELT

GDELT_EVENTS = (
    "GLOBALEVENTID SQLDATE MonthYear Year FractionDate Actor1Code Actor1Name Actor1CountryCode Actor1KnownGroupCode "
    "Actor1EthnicCode Actor1Religion1Code Actor1Religion2Code Actor1Type1Code Actor1Type2Code Actor1Type3Code Actor2Code "
    "Actor2Name Actor2CountryCode Actor2KnownGroupCode Actor2EthnicCode Actor2Religion1Code Actor2Religion2Code "
    "Actor2Type1Code Actor2Type2Code Actor2Type3Code IsRootEvent EventCode EventBaseCode EventRootCode QuadClass "
    "GoldsteinScale NumMentions NumSources NumArticles AvgTone Actor1Geo_Type Actor1Geo_FullName Actor1Geo_CountryCode "
    "Actor1Geo_ADM1Code Actor1Geo_ADM2Code Actor1Geo_Lat Actor1Geo_Long Actor1Geo_FeatureID Actor2Geo_Type "
    "Actor2Geo_FullName Actor2Geo_CountryCode Actor2Geo_ADM1Code Actor2Geo_ADM2Code Actor2Geo_Lat Actor2Geo_Long "
    "Actor2Geo_FeatureID ActionGeo_Type ActionGeo_FullName ActionGeo_CountryCode ActionGeo_ADM1Code ActionGeo_ADM2Code "
    "ActionGeo_Lat ActionGeo_Long ActionGeo_FeatureID DATEADDED SOURCEURL"
)
GDELT_MENTIONS = (
    "GLOBALEVENTID EventTimeDate MentionTimeDate MentionType MentionSourceName MentionIdentifier SentenceID Actor1CharOffset "
    "Actor2CharOffset ActionCharOffset InRawText Confidence MentionDocLen MentionDocTone MentionDocTranslationInfo Extras"
)


def test_gdelt_columns_are_pinned() -> None:
    assert " ".join(gdelt.EVENT_COLUMNS) == GDELT_EVENTS and len(gdelt.EVENT_COLUMNS) == 61
    assert " ".join(gdelt.MENTION_COLUMNS) == GDELT_MENTIONS and len(gdelt.MENTION_COLUMNS) == 16


def test_gdelt_events_as_pandas_reads_them(tmp_path: Path) -> None:
    path, tally = export("gdelt-events", tmp_path)
    text = dict.fromkeys(("EventCode", "EventBaseCode", "EventRootCode"), str)
    frame = pd.read_csv(path, sep="\t", header=None, names=gdelt.EVENT_COLUMNS, dtype=text)
    assert tally.left_out["undated"] == 1
    assert len(frame) == 4
    whole = ("GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "IsRootEvent", "QuadClass", "NumMentions", "NumSources",
             "NumArticles", "DATEADDED")  # fmt: skip
    assert {str(frame[name].dtype) for name in whole} == {"int64"}
    assert {
        str(frame[name].dtype) for name in ("FractionDate", "GoldsteinScale", "ActionGeo_Lat", "ActionGeo_Long")
    } == {"float64"}
    row = frame.iloc[0]
    assert (row["SQLDATE"], row["MonthYear"], row["Year"]) == (20230504, 202305, 2023)
    assert row["FractionDate"] == pytest.approx(2023 + 123 / 365, abs=1e-3)
    assert (row["Actor1Code"], row["Actor1CountryCode"], row["Actor1Type1Code"]) == ("RUSMIL", "RUS", "MIL")
    assert (row["Actor2Code"], row["Actor2Name"]) == ("FIN", "FINLAND")
    code = codes().code("ASSAULT", "drone").code
    assert (row["EventCode"], row["EventBaseCode"], row["EventRootCode"]) == (code, code[:3], code[:2])
    assert (row["QuadClass"], row["GoldsteinScale"]) == (4, -9.5)
    assert (row["ActionGeo_Type"], row["ActionGeo_FullName"], row["ActionGeo_CountryCode"]) == (
        4,
        "Turku, Finland",
        "FI",
    )
    assert row["DATEADDED"] == int(str(FACT.published).replace("-", "") + "000000")
    assert row["SOURCEURL"] == FACT.url
    assert frame["AvgTone"].isna().all()


def test_gdelt_counts_reports_outlets_and_sentences_of_an_incident(tmp_path: Path) -> None:
    lead, *others = (Account(reading, reading.events[0]) for reading in (FACT, SAID, DENIED, COUNTED))
    told = [Told(lead, tuple(others))]
    path, _ = export("gdelt-events", tmp_path, tolds=told)
    row = pd.read_csv(path, sep="\t", header=None, names=gdelt.EVENT_COLUMNS).iloc[0]
    assert (row["NumMentions"], row["NumSources"], row["NumArticles"]) == (4, 3, 4)  # two of one outlet
    path, _ = export("gdelt-mentions", tmp_path, tolds=told)
    mentions = pd.read_csv(path, sep="\t", header=None, names=gdelt.MENTION_COLUMNS)
    assert len(mentions) == 8  # four accounts of two dyads
    assert (mentions["GLOBALEVENTID"] == row["GLOBALEVENTID"]).sum() == 4


def test_gdelt_mentions_point_into_the_text(tmp_path: Path) -> None:
    events, _ = export("gdelt-events", tmp_path)
    known = set(pd.read_csv(events, sep="\t", header=None)[0])
    path, _ = export("gdelt-mentions", tmp_path)
    frame = pd.read_csv(path, sep="\t", header=None, names=gdelt.MENTION_COLUMNS)
    assert set(frame["GLOBALEVENTID"]) == known
    row = frame.iloc[0]
    assert FACT.text[row["ActionCharOffset"] :].startswith("accused")
    assert (row["Actor1CharOffset"], row["Actor2CharOffset"]) == (0, -1)
    assert (row["MentionType"], row["Confidence"], row["SentenceID"]) == (1, 80, 1)
    assert row["MentionDocLen"] == len(FACT.text)
    assert frame[["MentionDocTone", "MentionDocTranslationInfo", "Extras"]].isna().all().all()


# PLOVER, FollowTheMoney


def test_plover_objects_have_the_fields_of_the_exchange_format(tmp_path: Path) -> None:
    path, _ = export("plover", tmp_path)
    found = json.loads(path.read_text(encoding="utf-8"))
    assert [one["id"] for one in found] == ids(FACTS)
    assert all(tuple(one) == plover.FIELDS for one in found)
    assert len(plover.FIELDS) == 23
    assert [side["name"] for side in found[0]["recipient"]] == ["Finland", "France"]
    assert (found[0]["event"], found[0]["mode"], found[0]["event_scale"]) == ("ASSAULT", "drone", -9.5)
    assert (
        json.loads(export("plover", tmp_path, tolds=[Told(Account(PLANNED, PLANNED.events[0]))])[0].read_text()) == []
    )


def _followthemoney(module: str) -> Any:
    return pytest.importorskip(module, reason="needs quidnunc[schemata], which builds PyICU")


def test_entities_hold_against_followthemoneys_schemata(tmp_path: Path) -> None:
    model = _followthemoney("followthemoney").model
    path, _ = export("ftm", tmp_path)
    lines = path.read_text(encoding="utf-8").splitlines()
    proxies = [model.get_proxy(json.loads(line)) for line in lines]
    by_id = {proxy.id: proxy for proxy in proxies}
    assert len(by_id) == len(lines)
    events = [proxy for proxy in proxies if proxy.schema.name == "Event"]
    assert len(events) == len(FACTS)
    for line, proxy in zip(lines, proxies, strict=True):
        proxy.schema.validate(json.loads(line))
        cleaned = {name: sorted(values) for name, values in json.loads(line)["properties"].items()}
        assert {name: sorted(proxy.get(name)) for name in proxy.properties} == cleaned
        for name in ("organizer", "involved", "proof"):
            if proxy.schema.name == "Event":
                assert all(key in by_id for key in proxy.get(name))
    event = by_id[f"qn-event-{FACT.events[0].id}"]
    assert {by_id[key].caption for key in event.get("involved")} == {"Finland", "France"}
    assert event.first("startDate") == "2023-05-04"
    assert by_id["Q33"].first("wikidataId") == "Q33"
    assert by_id["Q33"].schema.name == "PublicBody"


def test_statements_say_the_same_as_entities_and_keep_who_says_it(tmp_path: Path) -> None:
    model = _followthemoney("followthemoney").model
    read_statements = _followthemoney("followthemoney.statement").read_statements
    entities, _ = export("ftm", tmp_path)
    path, _ = export("ftm-statements", tmp_path)
    found = list(read_statements(io.BytesIO(path.read_bytes()), "csv"))
    assert {(s.entity_id, s.prop, s.value) for s in found} == {
        (entity["id"], name, value)
        for entity in map(json.loads, entities.read_text(encoding="utf-8").splitlines())
        for name, values in entity["properties"].items()
        for value in values
    }
    assert len({s.id for s in found}) == len(found)
    for statement in found:
        assert statement.prop_type == model.get(statement.schema).get(statement.prop).type.name
    said = [s for s in found if s.entity_id == f"qn-event-{SAID.events[0].id}"]
    assert {(s.dataset, s.origin, s.first_seen) for s in said} == {(SAID.outlet, SAID.source, SAID.published)}


# Networks


@pytest.mark.parametrize(("name", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_networks_as_networkx_reads_them(name: str, read: Any, tmp_path: Path) -> None:
    path, tally = export(name, tmp_path)
    graph = read(path)
    assert graph.is_directed()
    assert set(graph.nodes) == {"RUS:MIL:military", "RUS", "FIN", "FRA"}
    assert graph.nodes["FIN"]["name" if name == "graphml" else "label"] == "Finland"
    assert graph.nodes["RUS:MIL:military"]["country"] == "RUS"
    edges = {(a, b, data["quad"]): data for a, b, data in graph.edges(data=True)}
    assert set(edges) == {
        ("RUS:MIL:military", "FIN", "MATERIAL CONFLICT"),
        ("RUS:MIL:military", "FRA", "MATERIAL CONFLICT"),
        ("RUS", "FIN", "VERBAL CONFLICT"),
    }
    accused = edges["RUS", "FIN", "VERBAL CONFLICT"]
    assert (accused["weight"], accused["score"], accused["types"]) == (2, -2.0, "ACCUSE 2")
    assert (accused["first"], accused["last"]) == ("2023-05-04", "2023-05-04")
    assert tally.left_out["one side not named"] == 1


def test_networks_hold_no_character_that_xml_forbids(tmp_path: Path) -> None:
    odd = json.loads(FACT.to_json())
    odd["actors"][0]["name"] = 'Ru<ss>ia & "co"\x07'
    reading = Reading.from_json(json.dumps(odd))
    tolds = [Told(Account(reading, SAID.events[0]))]
    for name, read, field in (("graphml", nx.read_graphml, "name"), ("gexf", nx.read_gexf, "label")):
        path, _ = export(name, tmp_path, tolds=tolds)
        assert read(path).nodes["RUS"][field] == 'Ru<ss>ia & "co"'


# Maps and calendars


def test_geojson_points_lie_where_the_places_are(tmp_path: Path) -> None:
    path, tally = export("geojson", tmp_path)
    found = json.loads(path.read_text(encoding="utf-8"))
    assert tally.left_out == {"without coordinates": 1}
    assert [feature["id"] for feature in found["features"]] == ids([r for r in READINGS if r is not BARE])
    points = [shapely.geometry.shape(feature["geometry"]) for feature in found["features"]]
    assert {(point.x, point.y) for point in points} == {(TURKU.lon, TURKU.lat)}
    assert found["features"][6]["properties"]["denied_by"] == "Russia"
    assert found["features"][5]["properties"]["stance"] == "alleges"
    assert (
        json.loads(export("geojson", tmp_path, tolds=[Told(Account(BARE, BARE.events[0]))])[0].read_text())["features"]
        == []
    )


def test_the_calendar_holds_what_is_planned(tmp_path: Path) -> None:
    hearsay = with_event(30, {"status": "planned", "stance": "alleges"})
    undated = with_event(31, {"status": "planned", "date": None})
    long = with_event(
        32,
        {"status": "planned"},
        text="Russia accused Finland in Turku; the talks, he said, open\\close “soon”, " + "Åland " * 30 + ".",
    )
    readings = [*READINGS, hearsay, undated, long]
    path, tally = export("ical", tmp_path, tolds=[told for reading in readings for told in told_by(reading)])
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    planned, odd = calendar.walk("VEVENT")
    assert dict(tally.left_out) == {"not planned": 9, "alleged": 1, "undated": 1}
    assert planned["UID"] == f"{PLANNED.events[0].id}@quidnunc"
    assert (planned["DTSTART"].dt, planned["DTEND"].dt) == (datetime.date(2023, 5, 4), datetime.date(2023, 5, 7))
    assert planned["LOCATION"] == "Turku"
    assert (planned["GEO"].latitude, planned["GEO"].longitude) == pytest.approx((TURKU.lat, TURKU.lon))
    assert planned["STATUS"] == "TENTATIVE"
    assert str(odd["DESCRIPTION"]).startswith(" ".join(long.text.split())[:120])
    lines = path.read_bytes().split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert b"\n" not in b"".join(lines)


def test_an_empty_export_is_still_a_file_of_its_format(tmp_path: Path) -> None:
    for name, form in FORMATS.items():
        path = tmp_path / name
        stream = io.StringIO()
        form.make(path if form.binary else stream).finalize()
        if form.binary:
            assert path.stat().st_size > 0
        elif name in ("gdelt-events", "gdelt-mentions", "ftm"):
            assert stream.getvalue() == ""
        else:
            assert stream.getvalue()
