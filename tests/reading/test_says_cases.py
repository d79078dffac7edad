"""A suite of attributions: source, cue, content, stance, quotation, channel and evidence, construction by construction."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from quidnunc.reading.language import Syntax
from quidnunc.reading.says import find_attributions

Parse = Callable[[str], Syntax]
TABLE = Path(__file__).with_name("says_cases.tsv")
ROLES = {"[": "source", "<": "cue", "{": "content"}
ENDS = {"[": "]", "<": ">", "{": "}"}
_EDGES = " \t\n\"'“”‘’„«».,;:!?-–—"
_MARKS = re.compile(r"[\[\]<>{}]")


class Case(NamedTuple):
    construction: str
    text: str
    spans: dict[str, list[str]]
    stance: str
    quotation: str
    channel: str | None
    evidence: str | None


def read_case(line: str) -> Case:
    construction, marked, stance, quotation, channel, evidence = line.split("\t")
    marked = marked.replace("\\n", "\n")
    spans: dict[str, list[str]] = {role: [] for role in ROLES.values()}
    for opening, role in ROLES.items():
        pattern = re.escape(opening) + r"(.*?)" + re.escape(ENDS[opening])
        spans[role] = [_MARKS.sub("", part) for part in re.findall(pattern, marked, re.DOTALL)]
    return Case(
        construction,
        _MARKS.sub("", marked),
        spans,
        stance,
        quotation,
        None if channel == "-" else channel,
        None if evidence == "-" else evidence,
    )


CASES = [read_case(line) for line in TABLE.read_text("utf-8").splitlines() if line and not line.startswith("#")]


def words(part: str) -> str:
    return part if part == ":" else part.strip(_EDGES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.construction}: {case.text[:60]}")
def test_attribution(syntax: Parse, case: Case) -> None:
    found = [
        (
            {role: [words(case.text[start:end]) for start, end in getattr(one, role)] for role in ROLES.values()},
            one.stance,
            one.quotation,
            one.channel,
            one.evidence_cited,
        )
        for one in find_attributions(syntax(case.text))
    ]
    wanted = {role: [words(part) for part in parts] for role, parts in case.spans.items()}
    assert (wanted, case.stance, case.quotation, case.channel, case.evidence) in [
        (spans if wanted["source"] else {**spans, "source": []}, *rest) for spans, *rest in found
    ]


def test_every_construction_is_met_at_least_five_times() -> None:
    counted = Counter(case.construction for case in CASES)
    assert len(CASES) >= 200
    assert {name: n for name, n in counted.items() if n < 5} == {}
