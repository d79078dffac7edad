"""Which verdict stands, where several people judge.

The rules, in order:

1. Of one person's verdicts on a field the last counts; an ``undo`` takes one back, and the one before it counts again.
2. An adjudicator's verdict settles what it is about (the record as a whole, or one field); of several adjudicators the last.
3. Else what all reviewers who decide say stands; ``unsure`` decides nothing.
4. Where they differ, the record or the field is *open*: it stands as read, marked, until an adjudicator settles it.

To fix a field is to hold that the event is one, and says nothing of its other fields. To accept a record is to hold that
every field is right as read, but those that the same person fixed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from quidnunc.world.review.judgement import Judgement, last_words

AS_READ = "as read"
"""The value of a field that a person holds to be right; fixed values are JSON, which this is not."""

RECORD = "event"
"""The name of the record as a whole, where fields are listed."""


@dataclass(frozen=True)
class Opinion:
    """What one person holds of one event.

    Attributes:
        by: who; ``role``: as what.
        record: ``accept``, ``reject``, ``unsure``; ``None`` where the person said nothing that bears on it.
        values: for each field that the person spoke of ``AS_READ`` or the right value as JSON; where the record was accepted,
            all other fields are ``AS_READ`` too (``holds``).
        words: the judgements that it is made of, by field.
    """

    by: str
    role: str
    record: str | None
    whole: bool
    values: Mapping[str, str]
    words: Mapping[str | None, Judgement]

    def holds(self, field: str) -> str | None:
        """The value of a field that the person holds right, as JSON or ``AS_READ``; ``None`` where nothing was said."""
        return self.values.get(field, AS_READ if self.whole else None)


@dataclass(frozen=True)
class Fix:
    """A field's right value, as JSON, and who says so; ``at`` and ``note`` are the last one's."""

    value: str
    by: tuple[str, ...]
    at: str
    old: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class Standing:
    """What stands of all that was said of one event.

    Attributes:
        state: ``open`` where anything is in dispute, else ``accepted``, ``rejected``, ``fixed`` (a field or more), ``unsure``.
        fixes: the fields that show another value than was read.
        open: the fields in dispute; ``event`` for whether it is one at all.
        opinions: everybody's.
        adjudicated: whether an adjudicator spoke.
        at: when the last word fell; ``by``: on whose word the state stands.
    """

    state: str
    fixes: Mapping[str, Fix]
    open: tuple[str, ...]
    opinions: tuple[Opinion, ...]
    adjudicated: bool
    at: str
    by: tuple[str, ...]
    note: str | None


def opinions(judgements: Iterable[Judgement]) -> dict[str, list[Opinion]]:
    """Everybody's opinion of each event, by the event's id."""
    words: dict[str, dict[str, dict[str | None, Judgement]]] = {}
    for (target, field), said in last_words(judgements).items():
        for who, judgement in said.items():
            words.setdefault(target, {}).setdefault(who, {})[field] = judgement
    return {target: [_opinion(said) for _, said in sorted(people.items())] for target, people in words.items()}


def _opinion(words: dict[str | None, Judgement]) -> Opinion:
    any_word = next(iter(words.values()))
    record = words.get(None)
    values = {}
    for field, word in words.items():
        if field is not None and word.verdict == "fix" and word.value is not None:
            values[field] = word.value
        elif field is not None and word.verdict == "accept":
            values[field] = AS_READ
    said = record.verdict if record is not None and record.verdict in ("accept", "reject", "unsure") else None
    if said is None and words:
        said = "accept" if values else "unsure"
    return Opinion(any_word.by, any_word.role, said, said == "accept" and record is not None, values, words)


def standing_of(held: Iterable[Opinion]) -> Standing:
    """What stands of everybody's opinions of one event."""
    people = tuple(held)
    disputed: list[str] = []
    record, judges = _settled([(one, one.record) for one in people if one.record != "unsure"], None)
    if record is _OPEN:
        disputed.append(RECORD)
    fixes: dict[str, Fix] = {}
    if record != "reject":
        for field in sorted({name for opinion in people for name in opinion.values}):
            value, who = _settled([(one, one.holds(field)) for one in people if one.record == "accept"], field)
            if value is _OPEN:
                disputed.append(field)
            elif value is not None and value != AS_READ and record is not _OPEN:
                fixes[field] = _fix(value, field, who)
    last = max((word for opinion in people for word in opinion.words.values()), key=lambda word: word.at)
    plain = {"accept": "fixed" if fixes else "accepted", "reject": "rejected"}
    return Standing(
        state="open" if disputed else plain.get(record or "", "unsure"),
        fixes=fixes,
        open=tuple(disputed),
        opinions=people,
        adjudicated=any(opinion.role == "adjudicator" for opinion in people),
        at=last.when,
        by=tuple(sorted({opinion.by for opinion in judges})) or (last.by,),
        note=last.note,
    )


_OPEN = "\0open"


def _settled(said: list[tuple[Opinion, str | None]], field: str | None) -> tuple[str | None, tuple[Opinion, ...]]:
    """What stands of what people say of a field, and whose word it is; None where nobody says anything."""
    spoken = [(opinion, value) for opinion, value in said if value is not None]
    judges = [(o, value) for o, value in spoken if o.role == "adjudicator" and (field is None or field in o.words)]
    if judges:
        last, value = max(judges, key=lambda judge: max(word.at for word in judge[0].words.values()))
        return value, (last,)
    reviewers = [(opinion, value) for opinion, value in spoken if opinion.role != "adjudicator"]
    values = {value for _, value in reviewers}
    if not values:
        return None, ()
    return (values.pop() if len(values) == 1 else _OPEN), tuple(opinion for opinion, _ in reviewers)


def _fix(value: str, field: str, who: tuple[Opinion, ...]) -> Fix:
    words = [word for opinion in who if (word := opinion.words.get(field)) is not None]
    last = max(words, key=lambda word: word.at)
    return Fix(value, tuple(sorted({word.by for word in words})), last.when, last.old, last.note)
