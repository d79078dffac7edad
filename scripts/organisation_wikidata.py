"""Fills empty Wikidata ids of ``gazetteer/data/organisations/*.csv`` from the npm package ``name-suggestion-index`` (BSD-3-Clause).

    python scripts/organisation_wikidata.py WIKIDATA.json

``WIKIDATA.json`` is ``dist/wikidata/wikidata.json`` of the package: labels and descriptions of the brands and operators of shops,
offices, networks and flags. A row is filled where its own name is the label of just one of them; where a short name is, or two
entities bear the label, only where ``ALIKE`` below says so, after reading the descriptions. Ids that stand already stay, and are
printed where they differ.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import defaultdict
from pathlib import Path

from quidnunc.gazetteer.names import pieces

DATA = Path(__file__).parents[1] / "src" / "quidnunc" / "gazetteer" / "data" / "organisations"
SOURCE = "package:name-suggestion-index"
# Namesakes: a shop, a bank or a place that bears the name of an organisation of ours.
UNLIKE = frozenset({"indigo", "rte", "g20", "bangsamoro", "barmm", "starlink", "gns-science"})
# Checked by hand: the label is a short name here, or that of two entities.
ALIKE = {
    "adnoc": "Q166729", "alfa-bank": "Q1377835", "asahi": "Q720503", "bka": "Q56030", "bnd": "Q272969", "bvt-austria": "Q443302",
    "cbp": "Q368804", "cdu-germany": "Q49762", "csu-bavaria": "Q49763", "fdp-germany": "Q13124", "french-gendarmerie": "Q1422336",
    "gnb-venezuela": "Q3095409", "guardia-civil": "Q932821", "guardia-nacional-mexico": "Q61941046", "mol": "Q549181",
    "nike": "Q483915", "nikkei": "Q1077694", "orsted": "Q1241260", "pdp-nigeria": "Q1551163", "polish-border-guard": "Q4944572",
    "shell": "Q154950", "sonangol": "Q677832", "ukrainian-red-cross": "Q9364596", "ukrzaliznytsia": "Q923337", "unrwa": "Q846656",
    "vale": "Q583268", "vtb": "Q1549389",
}  # fmt: skip


def key_of(name: str) -> str:
    """A name as it is compared: plain lower-case words."""
    return " ".join(pieces(name)).lower()


def main(path: Path) -> None:
    """Fills the tables in place and prints how many rows were, and which standing ids differ."""
    entities = json.loads(path.read_text(encoding="utf-8"))["wikidata"]
    labelled: dict[str, list[str]] = defaultdict(list)
    for wikidata, entity in entities.items():
        labelled[key_of(entity.get("label", ""))].append(wikidata)
    filled = 0
    for table in sorted(DATA.glob("*.csv")):
        with table.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            columns = list(reader.fieldnames or ())
            rows = list(reader)
        for row in rows:
            known = labelled.get(key_of(row["name"]), [])
            found = ALIKE.get(row["id"]) or (known[0] if len(known) == 1 and row["id"] not in UNLIKE else "")
            if found and not row["wikidata"]:
                row["wikidata"], row["source"] = found, f"{row['source']}; {SOURCE}"
                filled += 1
            elif found and found != row["wikidata"]:
                sys.stdout.write(f"{row['id']}: {row['wikidata']} here, {found} in the package\n")
        with table.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    sys.stdout.write(f"{filled} rows filled\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
