"""Sectors by the words that people use for them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from quidnunc.errors import DataError, FilterError
from quidnunc.gazetteer.store import DATA
from quidnunc.gazetteer.vocabulary import read_words
from quidnunc.gazetteer.yamls import read_yaml

WORDS = Path(__file__).parent / "data" / "sectors.yaml"


@lru_cache(maxsize=1)
def sector_names() -> dict[str, str]:
    """PLOVER's sectors and what each stands for."""
    return dict(read_words(DATA).vocabulary.sector)


@lru_cache(maxsize=4)
def sector_words(path: Path = WORDS) -> dict[str, str]:
    """The sector of each word.

    Raises:
        DataError: the file breaks its contract: a sector that there is not, or a word of two sectors.
    """
    found: dict[str, str] = {}
    for sector, words in read_yaml(path, dict[str, tuple[str, ...]]).items():
        if sector not in sector_names():
            raise DataError(f"no sector '{sector}'", source=str(path), field=sector)
        for word in words:
            if found.setdefault(word, sector) != sector:
                raise DataError(f"'{word}' stands for two sectors", source=str(path), field=sector)
    return found


def sector_of_word(words: str, field: str) -> str:
    """The sector that words stand for. Raises FilterError where they stand for none."""
    sector = sector_words().get(words.lower())
    if sector is None and words.upper() in sector_names():
        sector = words.upper()
    if sector is None:
        known = ", ".join(sorted(sector_words()))
        raise FilterError(f"'{words}' is neither a country nor a sector; sectors' words are {known}", field=field)
    return sector
