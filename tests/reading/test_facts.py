"""Standing relations, stated and denied."""

from __future__ import annotations

import pytest

from quidnunc import Article, Reader

CASES = [
    ("Chinese President Xi Jinping spoke.", ("Xi Jinping", "holds_office", "China", "President", False)),
    (
        "Hungarian Prime Minister Viktor Orban arrived.",
        ("Viktor Orbán", "holds_office", "Hungary", "Prime Minister", False),
    ),
    ("Turkey is a member of NATO.", ("Turkey", "member_of", "NATO", None, False)),
    ("Serbia is not a member of the European Union.", ("Serbia", "member_of", "European Union", None, True)),
    (
        "Egypt, a member of the Arab League but not a member of NATO, was silent.",
        ("Egypt", "member_of", "NATO", None, True),
    ),
    ("The court, of which Israel is not a member, sat.", None),
    (
        "The International Criminal Court, of which India is not a member, sat.",
        ("India", "member_of", "International Criminal Court", None, True),
    ),
    ("Iran's ally Syria was silent.", ("Syria", "ally_of", "Iran", None, False)),
    ("Belarus is an ally of Russia.", ("Belarus", "ally_of", "Russia", None, False)),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:40] for text, _ in CASES])
def test_fact(reader: Reader, text: str, expected: tuple[str, str, str, str | None, bool] | None) -> None:
    reading = reader.read(Article(text=text, published="2023-10-17"))
    names = {actor.id: actor.name for actor in reading.actors}
    facts = {(names[f.subject], f.predicate, names.get(f.object, f.object), f.role, f.negated) for f in reading.facts}
    assert (expected in facts) if expected is not None else not facts


def test_evidence_lies_where_the_fact_is_told(reader: Reader) -> None:
    text = "It rained. Turkey is a member of NATO."
    fact = reader.read(Article(text=text)).facts[0]
    assert fact.evidence.sentences == (1,)
    assert {text[s:e] for s, e in fact.evidence.spans} == {"Turkey", "member", "NATO"}


def test_a_former_office_is_none(reader: Reader) -> None:
    reading = reader.read(Article(text="Former French President Nicolas Sarkozy spoke.", published="2023-10-17"))
    assert not reading.facts
