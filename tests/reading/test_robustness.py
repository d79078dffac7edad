"""What must not change a record: other words, other names, a source's name; and what must: who did it to whom."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import NamedTuple

import pytest

from quidnunc import Article, Reader
from quidnunc.records import Event, Reading

DAY = "2015-06-17"
NAMES = [  # country, adjective
    ("Chad", "Chadian"),
    ("Norway", "Norwegian"),
    ("Peru", "Peruvian"),
    ("Japan", "Japanese"),
    ("Kenya", "Kenyan"),
    ("Poland", "Polish"),
    ("Oman", "Omani"),
    ("Canada", "Canadian"),
    ("Vietnam", "Vietnamese"),
    ("Serbia", "Serbian"),
    ("Ghana", "Ghanaian"),
    ("Iran", "Iranian"),
]


class Paraphrase(NamedTuple):
    """A sentence with its names, and the same in other words."""

    type: str
    base: str
    other: str
    agent: str
    recipient: str


def fill(form: str, a: tuple[str, str], b: tuple[str, str]) -> str:
    text = form.format(A=a[0], Ax=a[1], B=b[0], Bx=b[1])
    return text[0].upper() + text[1:]


def forms() -> list[tuple[str, list[str]]]:
    lines = (Path(__file__).parent / "paraphrases.tsv").read_text("utf-8").splitlines()
    return [(row[0], row[1:]) for row in (line.split("\t") for line in lines if line and not line.startswith("#"))]


def paraphrases() -> list[Paraphrase]:
    """Each form beside the first one of its line, the names going round."""
    pairs = itertools.cycle(zip(NAMES, NAMES[5:] + NAMES[:5], strict=True))
    out = []
    for type_, (base, *others) in forms():
        for other in others:
            a, b = next(pairs)
            out.append(Paraphrase(type_, fill(base, a, b), fill(other, a, b), a[0], b[0]))
    return out


def read(reader: Reader, texts: list[str]) -> list[Reading]:
    return list(reader.pipe(Article(text=text, published=DAY) for text in texts))


def sides(reading: Reading, event: Event) -> tuple[frozenset[str | None], frozenset[str | None]]:
    """The countries on either side; what both did together has them on both."""
    countries = {actor.id: actor.country for actor in reading.actors}
    return frozenset(countries[k] for k in event.agents), frozenset(countries[k] for k in event.recipients)


def signature(reading: Reading, type_: str) -> set[tuple[frozenset[str | None], frozenset[str | None]]]:
    return {sides(reading, e) for e in reading.events if e.type == type_}


def agreeing(mine: set[tuple[frozenset[str | None], ...]], theirs: set[tuple[frozenset[str | None], ...]]) -> bool:
    """Whether two sentences tell one deed: the same sides, or the same two parties acting on each other."""
    return bool(mine & theirs) or any(
        x[0] | x[1] == y[0] | y[1] and len(x[0] | x[1]) == 2 and (x[0] == x[1] or y[0] == y[1])
        for x in mine
        for y in theirs
    )


@pytest.fixture(scope="module")
def pairs() -> list[Paraphrase]:
    return paraphrases()


def test_there_are_200_pairs(pairs: list[Paraphrase]) -> None:
    assert len(pairs) >= 200
    assert len({p.other for p in pairs}) >= 200


def test_other_words_keep_type_and_parties(reader: Reader, pairs: list[Paraphrase]) -> None:
    before = read(reader, [p.base for p in pairs])
    after = read(reader, [p.other for p in pairs])
    lost = [
        f"{p.type}: {p.base} | {p.other}"
        for p, x, y in zip(pairs, before, after, strict=True)
        if not agreeing(signature(x, p.type), signature(y, p.type))
    ]
    assert len(lost) <= 0.15 * len(pairs), "\n".join(lost)


def test_swapped_parties_swap_or_vanish(reader: Reader) -> None:
    """No record keeps its direction when agent and recipient change places; mutual events have none."""
    kept = []
    bases = [(type_, line[0]) for type_, line in forms()]
    a, b = NAMES[0], NAMES[1]
    straight = read(reader, [fill(form, a, b) for _, form in bases])
    swapped = read(reader, [fill(form, b, a) for _, form in bases])
    for (type_, form), x, y in zip(bases, straight, swapped, strict=True):
        directed = {s for s in signature(x, type_) if s[0] != s[1]}
        if directed & signature(y, type_):
            kept.append(form)
    assert not kept


def test_other_names_keep_the_type(reader: Reader) -> None:
    every = [line for _, lines in forms() for line in lines]
    a, b, c, d = NAMES[2], NAMES[7], NAMES[10], NAMES[5]
    before = read(reader, [fill(form, a, b) for form in every])
    after = read(reader, [fill(form, c, d) for form in every])
    changed = [
        form
        for form, x, y in zip(every, before, after, strict=True)
        if {e.type for e in x.events} != {e.type for e in y.events}
    ]
    assert len(changed) <= 0.03 * len(every), "\n".join(changed)


def test_a_source_changes_nothing_but_the_attribution(reader: Reader) -> None:
    """ ", a senior official said": the same events, with a speaker."""
    bases = [line[0] for _, line in forms()]
    texts = [fill(form, NAMES[3], NAMES[8]) for form in bases]
    plain = read(reader, texts)
    said = read(reader, [f"{text.removesuffix('.')}, a senior official said." for text in texts])
    changed = [
        text
        for text, x, y in zip(texts, plain, said, strict=True)
        if [(e.type, *sides(x, e), e.status) for e in x.events] != [(e.type, *sides(y, e), e.status) for e in y.events]
    ]
    assert not changed, "\n".join(changed)
    assert all(e.stance is not None for reading in said for e in reading.events)
