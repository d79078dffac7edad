"""What charts look like: Vega-Lite and Vega specifications over rows; no question to the world is asked here."""

from __future__ import annotations

import datetime
from typing import Any

from quidnunc.explorer.figures import Spec

LITE = "https://vega.github.io/schema/vega-lite/v6.json"
VEGA = "https://vega.github.io/schema/vega/v6.json"

QUADS = ("VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT")
COLOURS = ("#56b4e9", "#0072b2", "#e69f00", "#d55e00")
"""Okabe and Ito's; cooperation in blues, conflict in oranges, for readers of all colour visions."""

_QUAD = {
    "field": "quad",
    "type": "nominal",
    "title": None,
    "scale": {"domain": list(QUADS), "range": list(COLOURS)},
    "legend": {"orient": "top", "labelExpr": "lower(datum.label)"},
}
_TIP = [
    {"field": "period", "type": "temporal", "title": "from"},
    {"field": "until", "type": "temporal", "title": "to"},
    {"field": "quad", "title": "quad class"},
    {"field": "events", "title": "events"},
    {"field": "claimed", "title": "of these on somebody's word"},
]


def bars(rows: list[dict[str, Any]], period: str, *, sides: bool = False) -> Spec:
    """Events over time, cooperation above and conflict below the line; with ``sides`` one strip for each direction."""
    drawn = _stacked(rows)
    encoding: dict[str, Any] = {
        "x": {
            "field": "period",
            "type": "temporal",
            "title": None,
            "scale": {"type": "utc", **_span(drawn, period)},
            "axis": {"labelOverlap": True, "grid": False},
        },
        "x2": {"field": "end"},
        "y": {
            "field": "low",
            "type": "quantitative",
            "title": "← conflict · cooperation →",
            "axis": {"tickMinStep": 1, "format": "d", "labelExpr": "format(abs(datum.value), ',')"},
        },
        "y2": {"field": "high"},
        "color": _QUAD,
        "href": {"field": "url"},
        "tooltip": _TIP,
    }
    if sides:
        header = {"labelOrient": "top", "labelAnchor": "start", "labelFontWeight": "bold", "labelFontSize": 13}
        encoding["row"] = {"field": "direction", "type": "nominal", "title": None, "header": header}
    return {
        "$schema": LITE,
        "width": 1150 if sides else "container",
        "height": 150 if sides else 220,
        "data": {"values": drawn},
        "mark": {"type": "rect", "cursor": "pointer"},
        "encoding": encoding,
    }


def _stacked(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows as boxes: cooperation on top of each other above the line, conflict below; the end is the first day after."""
    reached: dict[tuple[object, object, bool], int] = {}
    out = []
    for row in rows:
        conflict = row["quad"].endswith("CONFLICT")
        key = (row.get("direction"), row["period"], conflict)
        low = reached.get(key, 0)
        high = reached[key] = low + (-row["events"] if conflict else row["events"])
        out.append({**row, "end": row["until"] + datetime.timedelta(days=1), "low": low, "high": high})
    return out


_LENGTH = {"day": 1, "week": 7, "month": 31, "year": 366}
_FEWEST = 24  # periods that an axis spans at the least, so that a single bar is no wall


def _span(rows: list[dict[str, Any]], period: str) -> dict[str, Any]:
    """The days that the axis spans."""
    if not rows:
        return {}
    first, last = min(row["period"] for row in rows), max(row["end"] for row in rows)
    missing = _FEWEST * _LENGTH[period] - (last - first).days
    pad = datetime.timedelta(days=max(0, missing) // 2)
    return {
        "domainMin": {"expr": str(_milliseconds(first - pad))},
        "domainMax": {"expr": str(_milliseconds(last + pad))},
    }


def _milliseconds(day: datetime.date) -> int:
    return (day - datetime.date(1970, 1, 1)).days * 86_400_000


def world(places: list[dict[str, Any]], countries: list[dict[str, Any]], basemap: str) -> Spec:
    """Events on the map: circles where the place is known, rings where only its region is, shades where only its country."""
    point: dict[str, Any] = {
        "longitude": {"field": "lon", "type": "quantitative"},
        "latitude": {"field": "lat", "type": "quantitative"},
        "size": {
            "field": "events",
            "type": "quantitative",
            "scale": {"type": "sqrt", "rangeMin": 25, "rangeMax": 900},
            "legend": None,
        },
        "href": {"field": "url"},
        "tooltip": [
            {"field": "place"},
            {"field": "precision"},
            {"field": "events"},
            {"field": "conflict", "title": "in conflict"},
        ],
    }
    share = {
        "field": "share",
        "type": "quantitative",
        "title": "share of conflict",
        "scale": {"domain": [0, 0.5, 1], "range": ["#0072b2", "#999999", "#d55e00"]},
        "legend": {
            "orient": "bottom",
            "format": ".0%",
            "values": [0, 0.5, 1],
            "type": "gradient",
            "gradientLength": 180,
        },
    }
    marks: dict[str, dict[str, Any]] = {
        "region": {"type": "point", "filled": False, "strokeDash": [3, 2], "strokeWidth": 2, "cursor": "pointer"},
        "place": {"type": "circle", "opacity": 0.75, "stroke": "white", "strokeWidth": 0.5, "cursor": "pointer"},
    }
    layers = []
    for precision, mark in marks.items():
        held = [row for row in places if row["precision"] == precision]
        if held:
            layers.append({"data": {"values": held}, "mark": mark, "encoding": {**point, "color": share}})
    return {
        "$schema": LITE,
        "width": 1100,
        "height": 540,
        "projection": {"type": "equalEarth"},
        "layer": [_lands(countries, basemap), *layers],
    }


def _lands(countries: list[dict[str, Any]], basemap: str) -> Spec:
    """The countries, shaded by the events of which no more than the country is known."""
    events = {"data": {"values": countries, "name": "shaded"}, "key": "country", "fields": ["events", "url"]}
    encoding: dict[str, Any] = {"fill": _SHADE if countries else {"value": _LAND}}
    if countries:
        encoding["href"] = {"field": "url"}
        encoding["tooltip"] = [
            {"field": "properties.name", "title": "country"},
            {"field": "held", "title": "events of which only the country is known"},
        ]
    return {
        "data": {"url": basemap, "format": {"type": "topojson", "feature": "countries"}},
        "transform": [
            {"lookup": "id", "from": events},
            {"calculate": "isValid(datum.events) ? datum.events : 0", "as": "held"},
        ],
        "mark": {"type": "geoshape", "stroke": "#8894a0", "strokeWidth": 0.4},
        "encoding": encoding,
    }


_LAND = "#8894a038"  # lets light and dark pages through
_SHADE = {
    "condition": {
        "test": "datum.held > 0",
        "field": "held",
        "type": "quantitative",
        "title": "events, only the country known",
        "legend": {"orient": "bottom", "format": "d", "tickMinStep": 1, "gradientLength": 220, "titleLimit": 300},
        "scale": {"type": "sqrt", "range": ["#f2e6b8", "#b99b1d"]},
    },
    "value": _LAND,
}


def network(nodes: list[dict[str, Any]], edges: list[dict[str, Any]]) -> Spec:
    """Who has to do with whom, pulled together by how much; the lines' colours are the quad classes that prevail."""
    return {
        "$schema": VEGA,
        "width": 1000,
        "height": 620,
        "padding": 8,
        "data": [
            {"name": "node", "values": nodes},
            {"name": "edge", "values": edges},
        ],
        "scales": [
            {"name": "quad", "type": "ordinal", "domain": list(QUADS), "range": list(COLOURS)},
            {"name": "size", "type": "sqrt", "domain": {"data": "node", "field": "events"}, "range": [60, 1600]},
            {"name": "wide", "type": "sqrt", "domain": {"data": "edge", "field": "events"}, "range": [1, 8]},
        ],
        "legends": [
            {
                "stroke": "quad",
                "orient": "bottom-left",
                "symbolType": "stroke",
                "encode": {"labels": {"update": {"text": {"signal": "lower(datum.label)"}}}},
            }
        ],
        "marks": [
            {
                "name": "circles",
                "aria": False,
                "type": "symbol",
                "zindex": 1,
                "from": {"data": "node"},
                "encode": {
                    "enter": {
                        "fill": {"value": "#5a6b7b"},
                        "stroke": {"value": "white"},
                        "cursor": {"value": "pointer"},
                        "href": {"field": "url"},
                        "size": {"scale": "size", "field": "events"},
                        "tooltip": {"signal": "{title: datum.name, events: datum.events}"},
                    }
                },
                "transform": [
                    {
                        "type": "force",
                        "signal": "force",
                        "static": True,
                        "iterations": 300,
                        "forces": [
                            {"force": "center", "x": 500, "y": 310},
                            {"force": "collide", "radius": {"expr": "sqrt(datum.size) / 2 + 14"}},
                            {"force": "nbody", "strength": -260},
                            {"force": "x", "x": {"expr": "500"}, "strength": 0.06},
                            {"force": "y", "y": {"expr": "310"}, "strength": 0.12},
                            {"force": "link", "links": "edge", "distance": 90},
                        ],
                    }
                ],
            },
            {
                "type": "path",
                "aria": False,
                "from": {"data": "edge"},
                "interactive": True,
                "encode": {
                    "update": {
                        "stroke": {"scale": "quad", "field": "quad"},
                        "strokeWidth": {"scale": "wide", "field": "events"},
                        "strokeOpacity": {"value": 0.7},
                        "href": {"field": "url"},
                        "cursor": {"value": "pointer"},
                        "tooltip": {
                            "signal": "{title: datum.one + ' – ' + datum.other, events: datum.events, mostly: lower(datum.quad)}"
                        },
                    }
                },
                "transform": [
                    {
                        "type": "linkpath",
                        "require": {"signal": "force"},
                        "shape": "line",
                        "sourceX": "datum.source.x",
                        "sourceY": "datum.source.y",
                        "targetX": "datum.target.x",
                        "targetY": "datum.target.y",
                    }
                ],
            },
            {
                "type": "text",
                "from": {"data": "circles"},
                "interactive": False,
                "zindex": 2,
                "encode": {
                    "update": {
                        "x": {"field": "x"},
                        "y": {"field": "y", "offset": {"signal": "-sqrt(datum.size) / 2 - 4"}},
                        "align": {"value": "center"},
                        "text": {"field": "datum.name"},
                        "fontSize": {"value": 12},
                        "fill": {"signal": "ink"},
                    }
                },
            },
        ],
        "signals": [{"name": "ink", "value": "#16202a"}],
    }
