"""The table that a person reads in a terminal: one event a block, its sentence below with the evidence marked."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from quidnunc.exports.codes import Codes
from quidnunc.records import Actor, Event, Fact, Magnitude, Reading, Span, Stance
from quidnunc.told import bounds

QUAD_STYLE: dict[str, str] = {
    "VERBAL COOPERATION": "bold cyan",
    "MATERIAL COOPERATION": "bold blue",
    "VERBAL CONFLICT": "bold yellow",
    "MATERIAL CONFLICT": "bold red",
}
STATUS_STYLE = {
    "happened": "",
    "ongoing": "green",
    "planned": "magenta",
    "possible": "italic magenta",
    "negated": "strike dim",
}
SAID: dict[Stance, str] = {"asserts": "asserted", "alleges": "alleged", "denies": "denied", "doubts": "doubted"}
EVIDENCE_STYLE = {
    "agents": "underline",
    "recipients": "underline",
    "trigger": "reverse",
    "date": "green",
    "place": "blue",
    "said_by": "italic yellow",
}
INDENT = 24  # columns left of an event's words, where its date stands


class TableWriter:
    """Writes readings to a rich console.

    Args:
        console: where to.
        codes: gives each event its quad class, which colours it.
    """

    def __init__(self, console: Console, codes: Codes) -> None:
        self.console = console
        self.codes = codes

    def finalize(self) -> None:
        """Nothing stands at a table's end."""

    def write(self, reading: Reading) -> None:
        """Writes the events and facts of one reading."""
        head = Text(reading.title or reading.source, style="bold")
        where = " · ".join(part for part in (reading.outlet, _day(reading), reading.source) if part)
        self.console.print(head)
        self.console.print(Text(where, style="dim"))
        if not reading.events:
            self.console.print(Text("no political event found", style="dim italic"))
        actors = {actor.id: actor for actor in reading.actors}
        for event in sorted(reading.events, key=lambda e: e.evidence.sentences[0]):
            self.console.print()
            self._event(reading, event, actors)
        if reading.facts:
            self.console.print()
            self.console.print(Text("standing facts", style="bold dim"))
            for fact in reading.facts:
                self.console.print(_fact(reading, fact, actors))
        self.console.print()

    def _event(self, reading: Reading, event: Event, actors: dict[str, Actor]) -> None:
        what = headline(event, actors, QUAD_STYLE[self.codes.quad_of(event)])
        details = Text(style="dim")
        details.append(event.status, style=STATUS_STYLE[event.status] or "not dim")
        place = next((p for p in reading.places if p.id == event.place), None)
        if place is not None:
            details.append(f" · in {place.name}")
        if event.said_by:
            voice = SAID[event.stance or "asserts"]
            details.append(f" · {voice} by {_names(event.said_by, actors)}", style="not dim yellow")
        elif event.stance is not None:
            details.append(f" · {SAID[event.stance]}, by whom is not said", style="not dim yellow")
        if event.denied_by:
            details.append(f" · denied by {_names(event.denied_by, actors)}", style="not dim red")
        for magnitude in event.magnitude:
            details.append(f" · {counted(magnitude)}")
        if event.background:
            details.append(" · background")
        details.append(f" · {event.confidence:.2f} · {event.id}")
        self._hang(what, Text(_date(event), style="green"))
        self._hang(details)
        for number in event.evidence.sentences[:2]:
            self._hang(_sentence(reading, event, number))

    def _hang(self, text: Text, label: Text | None = None) -> None:
        """Prints a text beside a label, its further lines below its first; no line ends in blanks."""
        lines = text.wrap(self.console, max(20, self.console.width - INDENT))
        margin = label or Text()
        for line in lines:
            margin.pad_right(INDENT - margin.cell_len)
            margin.append_text(line)
            margin.rstrip()
            self.console.print(margin, soft_wrap=True)
            margin = Text()


def headline(event: Event, actors: dict[str, Actor], style: str = "") -> Text:
    """Who did what to whom; what both sides did together stands behind them all."""
    mutual = bool(event.recipients) and set(event.agents) == set(event.recipients)
    text = Text()
    text.append(_names(event.agents, actors) or "someone", style="bold")
    text.append(" ↔ " if mutual else " → ")
    text.append(event.type + (f"/{event.mode}" if event.mode else ""), style=style)
    if event.recipients and not mutual:
        text.append(" → ")
        text.append(_names(event.recipients, actors), style="bold")
    return text


def counted(magnitude: Magnitude) -> str:
    """A magnitude in words: ``at least 12 people killed``, ``30 to 40 tanks``."""
    return " ".join(part for part in (bounds(magnitude.low, magnitude.high), magnitude.unit, magnitude.what) if part)


def _day(reading: Reading) -> str:
    return reading.published or "undated"


def _date(event: Event) -> str:
    if event.date is None:
        return "undated"
    start, end = event.date.start, event.date.end
    if start == end:
        return start
    if start[:8] == end[:8] and start.endswith("-01") and event.date.grain == "month":
        return start[:7]
    if event.date.grain == "year":
        return start[:4]
    return f"{start}…{end[5:] if start[:4] == end[:4] else end}"


def _names(keys: tuple[str, ...], actors: dict[str, Actor]) -> str:
    return ", ".join(actors[key].name for key in keys)


def _sentence(reading: Reading, event: Event, number: int) -> Text:
    """A sentence with the words that each field rests on."""
    sentence = reading.sentences[number]
    text = Text(reading.text[sentence.start : sentence.end].replace("\n", " "), style="dim")
    evidence = event.evidence
    spans: list[tuple[Span, str]] = [(s, EVIDENCE_STYLE["agents"]) for s in evidence.agents]
    spans += [(s, EVIDENCE_STYLE["recipients"]) for s in evidence.recipients]
    spans += [(s, EVIDENCE_STYLE["said_by"]) for s in evidence.said_by]
    spans += [
        (s, EVIDENCE_STYLE[name]) for name, s in (("date", evidence.date), ("place", evidence.place)) if s is not None
    ]
    spans.append(((event.trigger.start, event.trigger.end), EVIDENCE_STYLE["trigger"]))
    for (start, end), style in spans:
        if sentence.start <= start and end <= sentence.end:
            text.stylize(f"not dim {style}", start - sentence.start, end - sentence.start)
    return text


def _fact(reading: Reading, fact: Fact, actors: dict[str, Actor]) -> Text:
    places = {place.id: place.name for place in reading.places}
    target = actors[fact.object].name if fact.object in actors else places.get(fact.object, fact.object)
    verb = fact.predicate.replace("_", " ")
    text = Text("  ")
    text.append(actors[fact.subject].name, style="bold")
    text.append(f" {'not ' if fact.negated else ''}{verb} ", style="red" if fact.negated else "")
    text.append(f"{fact.role}, " if fact.role else "")
    text.append(target, style="bold")
    if fact.said_by:
        text.append(f"  ({_names(fact.said_by, actors)} says)", style="yellow")
    return text
