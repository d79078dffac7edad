"""What people type into the forms of a review, made into the values of fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, get_args

import msgspec

from quidnunc import gazetteer
from quidnunc.errors import FilterError
from quidnunc.gazetteer.places import open_places
from quidnunc.reading.actors import ActorBook
from quidnunc.records import Actor, ActorKind, Place, Reading
from quidnunc.world.review.fields import checked

Form = Mapping[str, str]
NONE = "none"
_LOCAL = re.compile(r"(.+?)\s*\((\w+)\)")
_STATES = ("state", "adjective", "people", "capital")
_SUGGESTED = 12


def value_of(field: str, form: Form, reading: Reading) -> object:
    """A field's value from a form.

    Args:
        field: of ``review.fields.FIELDS``.
        form: ``value``, or for a date ``start``, ``end`` and ``grain``.
        reading: the article, whose own actors and places come first.

    Raises:
        FilterError: no such field, or nothing that it can hold; the message says what it can.
    """
    if field in _NAMED:
        return checked(field, _NAMED[field](field, form, reading))
    return checked(field, _TYPED.get(field, _plain)(form))


def _plain(form: Form) -> str | None:
    given = form.get("value", "").strip()
    return None if given in ("", NONE) else given


def _flag(form: Form) -> object:
    return {"yes": True, "no": False}.get(form.get("value", ""), form.get("value"))


def _words(form: Form) -> object:
    return [word.strip() for word in re.split("[,;]", form.get("value", "")) if word.strip()]


def _date(form: Form) -> object:
    start = form.get("start", "").strip()
    if not start:
        return None
    return {"start": start, "end": form.get("end", "").strip() or start, "grain": form.get("grain") or "day"}


def _people(field: str, form: Form, reading: Reading) -> object:
    names = (name.strip() for name in re.split("[;\n]", form.get("value", "")))
    return [msgspec.to_builtins(actor_named(name, reading, field)) for name in names if name and name.lower() != NONE]


def _place(field: str, form: Form, reading: Reading) -> object:
    name = _plain(form)
    return None if name is None else msgspec.to_builtins(place_named(name, reading, field))


_NAMED: dict[str, Callable[[str, Form, Reading], object]] = {
    **dict.fromkeys(("agents", "recipients", "said_by", "denied_by"), _people),
    "place": _place,
}
_TYPED: dict[str, Callable[[Form], object]] = {"date": _date, "contexts": _words, "background": _flag}


def actor_named(name: str, reading: Reading, field: str) -> Actor:
    """Whoever bears a name: in the article, in the gazetteer, or as its kind in parentheses says: ``Jane Doe (person)``.

    Raises:
        FilterError: nobody does.
    """
    wanted = name.casefold()
    for actor in reading.actors:
        if wanted in (actor.name.casefold(), actor.id.casefold()):
            return actor
    book = ActorBook(gazetteer.load(), reading.published)
    for one in book.gazetteer.index.exact(name):
        if one.bearer in _STATES:
            return book[book.state(one.id)]
        if one.bearer == "organisation":
            return book[book.organisation(one.id)]
        if one.bearer == "person":
            return book[book.person(one.id)]
        if one.bearer == "metonym":
            return book[book.metonym(int(one.id))]
    local = _LOCAL.fullmatch(name)
    if local is not None and local[2] in get_args(ActorKind):
        made = book[book.local_person(local[1], None, None)]
        return msgspec.structs.replace(made, kind=local[2])
    kinds = ", ".join(get_args(ActorKind))
    message = f"nobody named '{name}' is in the article or the gazetteer; say what it is: '{name} (person)', of {kinds}"
    raise FilterError(message, field=field)


def place_named(name: str, reading: Reading, field: str) -> Place:
    """The place of a name: in the article, or the best known in the gazetteer; ``Springfield, United States`` says in which state.

    Raises:
        FilterError: there is none.
    """
    for place in reading.places:
        if name.casefold() in (place.name.casefold(), place.id):
            return place
    known = gazetteer.load()
    places = open_places(known)
    senses = places.named(name)
    town, _, country = name.rpartition(",")
    if not senses and town:
        states = {one.id for one in known.index.exact(country.strip()) if one.bearer == "state"} | {
            country.strip().upper()
        }
        senses = tuple(sense for sense in places.named(town.strip()) if sense.place.country in states)
    if not senses:
        raise FilterError(f"no place '{name}' is in the article or the gazetteer", field=field)
    entry = senses[0].place
    state = known.states.get(entry.country)
    return Place(
        id=entry.id,
        name=entry.name,
        country=(state.iso3 or state.id) if state else None,
        lat=entry.lat,
        lon=entry.lon,
        feature=entry.feature,
        wikidata=entry.wikidata or None,
    )


def suggested(begun: str) -> list[str]:
    """Names in the gazetteer that begin so, the short ones first."""
    wanted = begun.strip().casefold()
    if len(wanted) < 2:
        return []
    found = {name for words in gazetteer.load().index.names() if (name := " ".join(words)).startswith(wanted)}
    spelled = (
        gazetteer.load().index.exact(name)[0].words for name in sorted(found, key=lambda n: (len(n), n))[:_SUGGESTED]
    )
    return list(dict.fromkeys(" ".join(words) for words in spelled))


def shown(value: Any) -> str:  # noqa: ANN401 - whatever a field holds
    """A field's value in words, as forms and pages show it."""
    if value is None or value == []:
        return NONE
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict) and "start" in value:
        return value["start"] if value["start"] == value["end"] else f"{value['start']} to {value['end']}"
    if isinstance(value, dict):
        return str(value["name"])
    if isinstance(value, list):
        return "; ".join(shown(one) if isinstance(one, dict) else str(one) for one in value)
    return str(value)
