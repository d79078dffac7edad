"""The words by which a filter names actors, and the test that each makes.

===========================  ==========================================================================================
``Russia``, ``Q159``         the state itself, its government included; any other name, acronym, id or Wikidata id means
                             whoever bears it ("Sergey Lavrov", "NATO", ``person:sergey-lavrov``)
``RUS:GOV``                  any actor of a country and a sector; ``any Russian government actor``
``RUS:*``                    any actor of a country; ``any Russian actor``
``*:REB``                    any actor of a sector, whatever its country; ``any rebel actor``
``member:NATO``              the states that were members on the day of the event; ``any member of NATO``
``member:NATO:MIL``          any actor of a sector of such a state (``*``: of whatever sector)
``kind:person``              any actor of a kind
===========================  ==========================================================================================
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import get_args

from quidnunc.errors import FilterError
from quidnunc.records import ActorKind
from quidnunc.world.polities import polities
from quidnunc.world.sectors import sector_names, sector_of_word

_MEMBER = re.compile(r"(?:any |every )?members? of (?:the )?(.+)|(.+) members?", re.IGNORECASE)
_ANY = re.compile(r"(?:any|every) (.+?) (?:actor|one)s?", re.IGNORECASE)
_CODE = re.compile(r"(\*|[^:]+):(\*|[A-Z]{3})")


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of SQL with its parameters; ``{side}`` stands for the prefix of the columns."""

    sql: str
    parameters: tuple[object, ...] = ()


def actor_clause(words: str, field: str) -> Clause:
    """The test that a filter's words make of one side of an event.

    Args:
        words: as in the table above.
        field: the filter's field, for errors.

    Raises:
        FilterError: a country, organisation, sector or kind that there is not.
    """
    text = " ".join(words.split())
    if not text:
        raise FilterError("an actor's name is empty", field=field)
    if text.lower().startswith("member:"):
        organisation, _, sector = text[len("member:") :].partition(":")
        return _members(organisation, sector, field)
    if text.lower().startswith("kind:"):
        return _kind(text[len("kind:") :].lower(), field)
    if match := _CODE.fullmatch(text):
        return _coded(match[1], match[2], field)
    if match := _ANY.fullmatch(text):
        return _any(match[1], field)
    if (match := _MEMBER.fullmatch(text)) and (match[1] or polities().organisation(match[2])):
        return _members(match[1] or match[2], "", field)
    return _named(text)


def _named(text: str) -> Clause:
    state = polities().states.get(text.lower())
    keys = [text, text.lower()]
    if state is not None:
        keys = [state, f"{state}-GOV"]
    elif (organisation := polities().organisation(text)) is not None:
        keys += [f"org:{organisation}", polities().organisation_names[organisation].lower()]
    return Clause("list_has_any({side}_keys, ?)", (sorted(set(keys)),))


def _coded(country: str, sector: str, field: str) -> Clause:
    if sector != "*":
        _check_sector(sector, field)
    if country == "*":
        if sector == "*":
            raise FilterError("'*:*' means everybody; leave the filter out", field=field)
        return Clause("list_contains({side}_sectors, ?)", (sector,))
    code = country_code(country, field)
    if sector == "*":
        return Clause("list_contains({side}_countries, ?)", (code,))
    return Clause("list_contains({side}_codes, ?)", (f"{code}:{sector}",))


def _any(words: str, field: str) -> Clause:
    """``any Russian government actor``: an adjective or a country, then perhaps words for a sector."""
    parts = words.split()
    for cut in range(len(parts), 0, -1):
        code = polities().state(" ".join(parts[:cut]))
        if code is not None:
            rest = " ".join(parts[cut:])
            return _coded(code, sector_of_word(rest, field) if rest else "*", field)
    return _coded("*", sector_of_word(words, field), field)


def _members(name: str, sector: str, field: str) -> Clause:
    organisation = polities().organisation(name.strip())
    spans = list(polities().spans(organisation)) if organisation is not None else []
    if not spans:
        raise FilterError(f"the gazetteer knows no members of '{name}'", field=field)
    if sector not in ("", "*"):
        _check_sector(sector, field)
    column = {"": "{side}_states", "*": "{side}_countries"}.get(sector, "{side}_codes")
    tests: list[str] = []
    parameters: list[object] = []
    for span in spans:
        members = [f"{member}:{sector}" if sector not in ("", "*") else member for member in span.members]
        test = [f"list_has_any({column}, ?)"]
        parameters.append(members)
        for day, compare in ((span.start, ">="), (span.end, "<=")):
            if day:
                test.append(f"day {compare} CAST(? AS DATE)")
                parameters.append(day)
        tests.append(" AND ".join(test))
    ever = sorted({member for span in spans for member in span.members})
    ever = [f"{member}:{sector}" if sector not in ("", "*") else member for member in ever]
    # Who was never a member is passed over first, so that most rows are tested once, not once for each day that somebody joined.
    return Clause(
        f"(list_has_any({column}, ?) AND (" + " OR ".join(f"({test})" for test in tests) + "))", (ever, *parameters)
    )


def _kind(kind: str, field: str) -> Clause:
    kinds = get_args(ActorKind)
    if kind not in kinds:
        raise FilterError(f"no kind of actor '{kind}'; it is one of {', '.join(kinds)}", field=field)
    return Clause("list_contains({side}_kinds, ?)", (kind,))


def country_code(name: str, field: str) -> str:
    """The code of a country by its name, adjective or code. Raises FilterError where there is none."""
    code = polities().state(name)
    if code is None:
        raise FilterError(f"no country '{name}'; write its name or its ISO 3166 code of three letters", field=field)
    return code


def _check_sector(sector: str, field: str) -> None:
    if sector not in sector_names():
        raise FilterError(f"no sector '{sector}'; it is one of {', '.join(sorted(sector_names()))}", field=field)
