"""The words that the tables may use, who leads a state, and names that are common words: the YAML beside the tables."""

from __future__ import annotations

from pathlib import Path

import msgspec

from quidnunc.gazetteer.yamls import read_yaml


class Vocabulary(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``vocabulary.yaml``: for each column its words and their meanings."""

    status: dict[str, str]
    kind: dict[str, str]
    sector: dict[str, str]
    role: dict[str, str]
    gender: dict[str, str]
    stands_for: dict[str, str]


class Office(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An office of ``offices.yaml``: its holder's sector where it is a state's, and whether one holds it alone, or many do."""

    sector: str
    definition: str
    alone: bool = False
    many: bool = False


class Risky(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``risky.yaml``: names never found by themselves, and names that only capitals tell from common words.

    ``lesser`` are states less often meant by an adjective that they share, ``home`` those whose bodies' acronyms need no sign of the
    state, ``capitals`` the ones that need it.
    """

    unnamed: frozenset[str]
    weak: frozenset[str]
    lesser: frozenset[str] = frozenset()
    home: frozenset[str] = frozenset()
    capitals: tuple[str, ...] = ()


class Government(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"start": "from", "end": "to"}):
    """States whose head of government leads, and when."""

    states: tuple[str, ...]
    start: str = ""
    end: str = "9999"


class Leading(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``leading.yaml``: where the head of government rather than the head of state is "the leader"."""

    reigning_titles: frozenset[str]
    ruling_monarchs: frozenset[str]
    governments: tuple[Government, ...]

    def by_government(self, state: str, day: str, title: str) -> bool:
        """Whether a state's head of government leads on a day, its head of state having this title."""
        if title in self.reigning_titles:
            return state not in self.ruling_monarchs
        return any(state in entry.states and entry.start <= day <= entry.end for entry in self.governments)


class Words(msgspec.Struct, frozen=True):
    """All of them, of one folder."""

    vocabulary: Vocabulary
    offices: dict[str, Office]
    risky: Risky
    leading: Leading


def read_words(folder: Path) -> Words:
    """The YAML files of a gazetteer's folder.

    Raises:
        GazetteerError: one is missing or breaks its contract.
    """
    return Words(
        read_yaml(folder / "vocabulary.yaml", Vocabulary),
        read_yaml(folder / "offices.yaml", dict[str, Office]),
        read_yaml(folder / "risky.yaml", Risky),
        read_yaml(folder / "leading.yaml", Leading),
    )
