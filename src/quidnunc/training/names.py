"""Noun phrases for the parties of training sentences: names from the gazetteer in the moulds of ``phrases/actors.yaml``."""

from __future__ import annotations

import csv
import math
import random
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml

from quidnunc.gazetteer.store import DATA

PHRASES = Path(__file__).parent / "phrases"
_SLOT = re.compile(r"\{([A-Za-z]+)(?::([a-z]+))?\}")
_ARTICLE = re.compile(r"\b([Aa])n?(?= (\w{1,2}))")
_VOWELS = ("A", "E", "I", "O", "a", "e", "i", "o", "Uz", "un")


class Namer:
    """Fills moulds with names drawn at random, so that no name goes with a type."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.moulds: Mapping[str, Sequence[str]] = yaml.safe_load((PHRASES / "actors.yaml").read_text("utf-8"))
        self.around: Mapping[str, object] = yaml.safe_load((PHRASES / "frame.yaml").read_text("utf-8"))
        self.states = [row for row in _rows("states.csv") if row["status"] == "un_member" and row["adjectives"]]
        rows = [
            row
            for name in ("africa", "americas_oceania", "asia_middle_east", "europe")
            for row in _rows(f"people/{name}.csv")
        ]
        told_of = Counter(row["country"] for row in rows)
        self.weights = [1.0 + math.sqrt(told_of[row["iso3"]]) for row in self.states]
        people = [row["name"].split() for row in rows]
        self.given = sorted({words[0] for words in people if len(words) == 2 and words[0].isalpha()})
        self.surnames = sorted({words[-1] for words in people if len(words) > 1 and words[-1][0].isupper()})
        self.cities = sorted(
            {row["name"] for row in _rows("places/admin1.csv") if " " not in row["name"]}
            | {row["capital"].split("|")[0] for row in self.states}
        )
        self.regions = sorted(row["name"] for row in _rows("places/regions.csv") if row["country"])
        self.names = {
            "igo": _organisations("intergovernmental"),
            "party": _organisations("parties"),
            "armed": _organisations("armed_groups"),
            "ngo": _organisations("ngos"),
            "firm": _organisations("companies"),
            "media": _organisations("media"),
            "court": _organisations("courts_banks"),
            "ministry": _organisations("agencies"),
        }

    def phrase(self, kind: str) -> str:
        """A noun phrase of a kind ("state", "leader", "court" …)."""
        return self.fill(self.rng.choice(self.moulds[kind]))

    def fill(self, mould: str) -> str:
        """A mould with every slot filled."""
        state = self._state()
        text = _SLOT.sub(lambda found: self._slot(found[1], found[2], state), mould)
        return _ARTICLE.sub(lambda found: f"{found[1]}n" if found[2].startswith(_VOWELS) else found[1], text)

    def _slot(self, slot: str, kind: str | None, state: Mapping[str, str]) -> str:
        rng = self.rng
        if slot in ("kind", "X"):
            return self.phrase(kind or rng.choice(("state", "leader", "gov", "igo", "opp")))
        if slot == "leader":
            return self.phrase("leader")
        if slot in self.names:
            return rng.choice(self.names[slot])
        if slot == "state":
            other = self._state()
            return f"the {other['name']}" if other["name"].startswith("United") else other["name"]
        simple = {
            "dem": lambda: state["adjectives"].split("|")[0],
            "capital": lambda: state["capital"].split("|")[0],
            "city": lambda: rng.choice(self.cities),
            "CITY": lambda: rng.choice(self.cities).upper(),
            "place": lambda: rng.choice(self.regions if rng.random() < 0.3 else self.cities),
            "name": lambda: f"{rng.choice(self.given)} {rng.choice(self.surnames)}",
            "surname": lambda: rng.choice(self.surnames),
            "year": lambda: str(rng.randint(1960, 2024)),
            "date": lambda: str(rng.randint(1, 30)),
            "n": lambda: rng.choice(self._listed("numbers")),
            "topic": lambda: rng.choice(self._listed("topics")),
            "money": lambda: rng.choice(self._listed("money")),
            "day": lambda: rng.choice(self._listed("days")),
            "month": lambda: rng.choice(self._listed("months")),
            "agency": lambda: rng.choice(self._listed("agencies")),
            "source": lambda: rng.choice(self._listed("sources")),
            "event": lambda: self.fill(rng.choice(self._listed("events"))),
            "cause": lambda: rng.choice(self._listed("topics")),
        }
        return simple[slot]()

    def _state(self) -> Mapping[str, str]:
        """A state, the more likely the more of its people the gazetteer knows, as news has it."""
        return self.rng.choices(self.states, self.weights)[0]

    def _listed(self, name: str) -> Sequence[str]:
        value = self.around[name]
        assert isinstance(value, list)
        return [str(item) for item in value]


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _organisations(name: str) -> list[str]:
    out = []
    for row in _rows(f"organisations/{name}.csv"):
        out.append(row["name"].split(" (")[0])
        out += [part for part in row["acronyms"].split("|") if part][:1]
    return sorted(set(out))
