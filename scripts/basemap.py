"""Makes the explorer's basemap from the npm package world-atlas: ``python scripts/basemap.py PACKAGE/countries-110m.json``.

The shapes are Natural Earth's, 1:110 million, which are in the public domain. Its numeric country codes become ISO 3166 codes of
three letters, as events have them.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pycountry

TARGET = Path(__file__).parents[1] / "src/quidnunc/explorer/static/countries.json"
UNNUMBERED = {"Kosovo": "XKX", "N. Cyprus": "NCY", "Somaliland": "SOL"}  # of these ISO 3166 knows no number


def main() -> None:
    """Reads, renames and writes."""
    atlas = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    for shape in atlas["objects"]["countries"]["geometries"]:
        number = shape.get("id")
        shape["id"] = (
            pycountry.countries.get(numeric=number).alpha_3 if number else UNNUMBERED[shape["properties"]["name"]]
        )
    del atlas["objects"]["land"]
    TARGET.write_text(json.dumps(atlas, separators=(",", ":")), encoding="utf-8")


if __name__ == "__main__":
    main()
