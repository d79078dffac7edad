"""Role nouns: how news names people and bodies by what they are ("foreign minister", "troops", "rebels")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Literal

import msgspec

from quidnunc.gazetteer.yamls import read_yaml

RoleKind = Literal["office", "person", "group", "body", "state", "equipment", "nobody"]
_WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]*)*|-")


class Role(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that name somebody by what they are.

    ``offices`` are those that may answer to a title, best first. ``owned``: the words name somebody only with an owner ("the head
    of the agency", not "shot in the head"). ``of``: the state that alone has such an office. An empty sector stands for any.
    ``echoes``: sectors that somebody spoken of before lends the role ("officers" of the police just named). ``parties``: words in a
    body's name by which it is a party, whatever its sector.
    """

    words: tuple[str, ...]
    sector: str
    kind: RoleKind
    offices: tuple[str, ...] = ()
    owned: bool = False
    of: str = ""
    echoes: frozenset[str] = frozenset()
    parties: frozenset[str] = frozenset()


class RoleTable(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file ``roles.yaml``; the comments there say what each list is."""

    roles: tuple[Role, ...]
    honorifics: frozenset[str]
    abbreviations: dict[str, str]
    former: frozenset[str]
    pairing: frozenset[str]
    sides: frozenset[str]
    paired: frozenset[str]
    portions: frozenset[str]
    servants: frozenset[str]
    envoys: frozenset[str]
    partisans: frozenset[str]
    phenomena: frozenset[str]
    male: frozenset[str]
    female: frozenset[str]


class RoleIndex:
    """Finds role nouns in a sentence, the longest first."""

    def __init__(self, table: RoleTable) -> None:
        self.table = table
        self._by_first: dict[str, list[tuple[tuple[str, ...], Role]]] = {}
        for role in table.roles:
            for text in role.words:
                words = tuple(_WORD.findall(text))
                self._by_first.setdefault(words[0], []).append((words, role))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def match(self, lowers: Sequence[str], lemmas: Sequence[str], at: int) -> tuple[int, Role] | None:
        """The longest role noun that starts at a token: how many tokens, and the role.

        A word fits by itself or by its lemma, so that "secretaries of state" and "officers" are found.
        """
        spelled = self.table.abbreviations.get(lowers[at])
        if spelled is not None:
            return 1, self._by_first[spelled][-1][1]
        entries = self._by_first.get(lowers[at]) or self._by_first.get(lemmas[at])
        if not entries:
            return None
        for words, role in entries:
            if at + len(words) <= len(lowers) and all(
                word in (lowers[at + k], lemmas[at + k]) for k, word in enumerate(words)
            ):
                return len(words), role
        return None


@lru_cache(maxsize=4)
def load_roles(path: Path) -> RoleIndex:
    """The role nouns of a gazetteer folder's ``roles.yaml``.

    Raises:
        GazetteerError: the file is missing, is no YAML, or breaks its contract.
    """
    return RoleIndex(read_yaml(path, RoleTable))
