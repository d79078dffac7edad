"""How names of places are spelled as keys of the index."""

from __future__ import annotations

import re

from quidnunc.gazetteer.names import pieces

_SAME = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}
_LATIN = re.compile(
    r"^(?:al|el|ad|ar|as|at|ash|an|az|d'|l')?[- ]?[A-ZÀ-ÖØ-ÞĀ-ɏḀ-ỿ'‘’ʻʼ][A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ'‘’ʻʼ`. -]+$"
)
_QUALIFIED = re.compile(r"^(.+?)(?: \([^)]*\)|, .+)$")
_DOTTED = re.compile(r"^(?:[A-Z][A-Za-z]{0,4}\.)(?: ?[A-Z][a-z]{0,3}\.)*$")

ABBREVIATION = "~"
DEMONYM = "^"


def key_of(text: str) -> str:
    """The key of a name: its words without accents, in lower case; "Saint" and the like as abbreviated.

    >>> key_of("Saint-Denis"), key_of("St. Denis"), key_of("Coeur d'Alene"), key_of("İzmir")
    ('st denis', 'st denis', 'coeur d alene', 'izmir')
    """
    words = [word.lower() for word in pieces(text)]
    return " ".join([_SAME.get(word, word) for word in words[:-1]] + words[-1:])


def abbreviation_key(text: str) -> str:
    """The key of an abbreviation, whose case matters.

    >>> abbreviation_key("N.Y."), abbreviation_key("La.")
    ('~NY', '~La')
    """
    return ABBREVIATION + "".join(pieces(text))


def demonym_key(text: str) -> str:
    """The key of a word for a place's people or things.

    >>> demonym_key("Latin American")
    '^latin american'
    """
    return DEMONYM + key_of(text)


def is_abbreviation(text: str) -> bool:
    """Whether a name is an abbreviation that stands behind a town only ("La.", "OR").

    >>> is_abbreviation("Calif."), is_abbreviation("NY"), is_abbreviation("Ohio"), is_abbreviation("St. Louis")
    (True, True, False, False)
    """
    return bool(_DOTTED.match(text)) or (len(text) <= 3 and text.isupper())


def unqualified(name: str) -> str:
    """A title without what tells it from its namesakes.

    >>> unqualified("Georgia (U.S. state)"), unqualified("Port Arthur, Tasmania"), unqualified("Kyiv")
    ('Georgia', 'Port Arthur', 'Kyiv')
    """
    match = _QUALIFIED.match(name)
    return match[1] if match else name


def is_usable(alternate: str) -> bool:
    """Whether an alternate name can stand in an English text: Latin letters, a capital, no code.

    >>> is_usable("Al-Hasakah"), is_usable("alhskt"), is_usable("LON"), is_usable("Алеппо")
    (True, False, False, False)
    """
    return len(alternate) > 2 and not (len(alternate) <= 4 and alternate.isupper()) and bool(_LATIN.match(alternate))
