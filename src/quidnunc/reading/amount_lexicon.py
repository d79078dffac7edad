"""The words by which numbers are attached to events: the file ``amounts.yaml``, checked and indexed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated

import msgspec

from quidnunc.errors import DataError
from quidnunc.reading.lexicons import FOLDER, load_lexicon

Words = tuple[Annotated[str, msgspec.Meta(min_length=1)], ...]


class Outcome(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What became of people; the file says what each list is."""

    verbs: Words
    nouns: Words
    words: Words
    types: frozenset[str]
    befall: Words = ()
    objects: Words = ()
    tolls: Words = ()


class Currency(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a currency is written before and behind its number."""

    before: Words
    after: Words


class Terms(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The lengths of time that are sentences of courts."""

    verbs: frozenset[str]
    words: frozenset[str]
    units: dict[str, str]
    types: frozenset[str]


class AmountTable(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file ``amounts.yaml``; the comments there say what each list is."""

    vague: dict[str, tuple[float, float]]
    at_least: Words
    at_most: Words
    about: Words
    after_at_least: Words
    after_at_most: Words
    parts: frozenset[str]
    toll_links: frozenset[str]
    between: frozenset[str]
    claims: frozenset[str]
    currencies: dict[Annotated[str, msgspec.Meta(pattern="^[A-Z]{3}$")], Currency]
    outcomes: dict[str, Outcome]
    people: frozenset[str]
    things: dict[str, Words]
    not_people: frozenset[str]
    thing_types: dict[str, frozenset[str]]
    money: dict[str, Words]
    money_types: frozenset[str]
    sentences: Terms
    percentages: dict[str, Words]
    percentage_types: frozenset[str]
    deeds: frozenset[str]
    deed_types: frozenset[str]


@dataclass(frozen=True, slots=True)
class AmountLexicon:
    """The table, and what each word of it stands for.

    ``verbs``, ``befall``, ``nouns`` and ``words`` lead to an outcome, ``things`` to what is counted, ``money`` to what an amount
    of money is, ``percentages`` to what a share is of; ``codes`` leads from the writing of a currency, in lower case, to its code.
    """

    table: AmountTable
    verbs: dict[str, str]
    befall: dict[str, str]
    nouns: dict[str, str]
    words: dict[str, str]
    objects: dict[str, str]
    tolls: dict[str, str]
    things: dict[str, str]
    money: dict[str, str]
    percentages: dict[str, str]
    codes: dict[str, str]

    def types_of(self, thing: str) -> frozenset[str] | None:
        """The events to which a thing may belong; None for any."""
        return self.table.thing_types.get(thing)


def read_amounts(path: Path | None = None) -> AmountLexicon:
    """The words of a file.

    Raises:
        DataError: the file is missing or breaks its shape, a word means two things of one kind, or a list names a thing that there is
            none of; the message names file and field.
    """
    table = load_lexicon("amounts", AmountTable, path)
    source = str(path or FOLDER / "amounts.yaml")
    for words, (low, high) in table.vague.items():
        if not 0 <= low <= high:
            raise DataError(f"'{words}' is {low:g} to {high:g}: the least comes first", source=source, field="vague")
    for field, names in (("not_people", table.not_people), ("thing_types", table.thing_types)):
        for name in sorted(set(names) - set(table.things)):
            raise DataError(f"'{name}' is none of the things", source=source, field=field)
    outcomes = table.outcomes.items()
    return AmountLexicon(
        table=table,
        verbs=_index(((name, one.verbs) for name, one in outcomes), source, "outcomes.verbs"),
        befall=_index(((name, one.befall) for name, one in outcomes), source, "outcomes.befall"),
        nouns=_index(((name, one.nouns) for name, one in outcomes), source, "outcomes.nouns"),
        words=_index(((name, one.words) for name, one in outcomes), source, "outcomes.words"),
        objects=_index(((name, one.objects) for name, one in outcomes), source, "outcomes.objects"),
        tolls=_index(((name, one.tolls) for name, one in outcomes), source, "outcomes.tolls"),
        things=_index(table.things.items(), source, "things"),
        money=_index(table.money.items(), source, "money"),
        percentages=_index(table.percentages.items(), source, "percentages"),
        codes=_index(
            ((code, tuple(w.lower() for w in (*one.before, *one.after))) for code, one in table.currencies.items()),
            source,
            "currencies",
        ),
    )


def _index(entries: Iterable[tuple[str, Words]], source: str, field: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, words in entries:
        for word in words:
            if found.setdefault(word, name) != name:
                raise DataError(f"'{word}' stands for {found[word]} and {name}", source=source, field=field)
    return found


@cache
def amounts() -> AmountLexicon:
    """The words that ship."""
    return read_amounts()
