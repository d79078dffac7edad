"""What each filter takes, in words: for the options of commands and the parameters of URLs."""

from __future__ import annotations

HELP: dict[str, tuple[str, str]] = {
    "actor": ("WHO", "Agent or recipient: a name, RUS:GOV, RUS:*, *:REB, member:NATO, 'any Russian government actor'."),
    "agent": ("WHO", "Who acts."),
    "recipient": ("WHO", "To whom it is done."),
    "speaker": ("WHO", "On whose word."),
    "denier": ("WHO", "Who denies it."),
    "between": ("WHO,WHO", "Two actors, one on either side."),
    "type": ("TYPE", "Event type (ASSAULT, CONSULT, …)."),
    "mode": ("MODE", "Mode of the type."),
    "quad": ("QUAD", "'verbal conflict' and so on, or only cooperation, conflict, verbal, material."),
    "context": ("CONTEXT", "What it is about (military, election, …)."),
    "status": ("STATUS", "happened, ongoing, planned, possible, negated."),
    "stance": ("STANCE", "asserts, alleges, denies, doubts, or none: the newspaper's own voice."),
    "voice": ("VOICE", "own or attributed."),
    "since": ("DATE", "First day."),
    "until": ("DATE", "Last day."),
    "place": ("NAME", "Where it happened."),
    "country": ("NAME", "In which country it happened, by name or code."),
    "box": ("W,S,E,N", "In a box of degrees."),
    "near": ("LAT,LON,KM", "Within so many kilometres."),
    "outlet": ("NAME", "Who reports it."),
    "source": ("SOURCE", "The article's source."),
    "reading": ("ID", "The article's id."),
    "event": ("ID", "The event's id."),
    "confidence": ("0..1", "At least so much."),
    "text": ("WORDS", "Words that the sentence or the title holds."),
    "background": ("yes|no", "Only context, or only news."),
    "verdict": ("VERDICT", "What people hold of it: accepted, fixed, open, unsure, or none: nobody judged it."),
}  # fmt: skip
"""The metavariable and the help of each filter."""

SINGLE = ("voice", "since", "until", "box", "near", "confidence", "background")
"""The filters that take one value; the others take several, of which any will do."""
