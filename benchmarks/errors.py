"""Prints what goes wrong on the even half of a track: ``python -m benchmarks.errors TRACK``. An aid for developers.

The odd half is for scoring and is never shown. What is printed is the labelled data's text: keep it out of
the repository.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from benchmarks import who
from benchmarks.gold import Gold, pairs, write_readings
from benchmarks.tracks import TRACKS, Track
from quidnunc import QuidnuncError, Reader, Reading
from quidnunc.records import Place, Span

_CONTEXT = 60
_FAR_KM = 161
_ROLES = ("source", "cue", "content")
_NAMES = ", ".join(track.name for track in TRACKS)
_KINDS = {track.name.split("-")[0]: track.name for track in reversed(TRACKS)}


def errors(
    track: Annotated[str, typer.Argument(metavar="TRACK", help=f"One of {_NAMES}, or the first part of one.")],
    gold: Annotated[Path, typer.Option(help="The folder of labelled data.", metavar="FOLDER")] = Path("../shared/gold"),
    limit: Annotated[int | None, typer.Option(min=1, help="Only so many records.")] = None,
) -> None:
    """Prints the errors on the records at even positions, one a line."""
    chosen = next((t for t in TRACKS if t.name == _KINDS.get(track, track)), None)
    if chosen is None:
        raise typer.BadParameter(f"no track '{track}'; there are {_NAMES}", param_hint="TRACK")
    try:
        for line in _PRINTERS[chosen.name.split("-")[0]](chosen, Gold(gold), Reader(), limit):
            typer.echo(line)
    except QuidnuncError as problem:
        typer.echo(f"benchmarks: {problem}", err=True)
        raise typer.Exit(2) from problem


def _events(track: Track, gold: Gold, reader: Reader, limit: int | None) -> Iterator[str]:
    names = [row["id"] for row in gold.rows(track.file, "even", limit)]
    with tempfile.TemporaryDirectory() as folder:
        articles = (article for name in names for article in gold.articles(f"articles/{name}.txt"))
        predictions = write_readings(reader.pipe(articles), Path(folder) / "readings.jsonl")
        paths = [str(gold.file(track.file)), str(predictions), str(gold.file("articles"))]
        yield gold.score("score_events", [*paths, "--only", ",".join(names), "--detail"])


def _who(track: Track, gold: Gold, reader: Reader, limit: int | None) -> Iterator[str]:
    for match in who.matches(gold, track.file, reader, "even", limit):
        if not match.both:
            yield who.shown(match)


def _typing(track: Track, gold: Gold, reader: Reader, limit: int | None) -> Iterator[str]:
    for row in gold.rows(track.file, "even", limit):
        agent, recipient, text = row["source_span"], row["target_span"], row["text"]
        if not agent or not recipient:
            continue
        ranked = reader.type_of(text, agent=(agent[0], agent[1]), recipient=(recipient[0], recipient[1]))
        best = next((name, p) for name, p in ranked if name != "NONE")
        if best[0] != row["gold_root"] and not (row["gold_root"] == "YIELD" and best[0] in ("CONCEDE", "RETREAT")):
            named = f"{text[slice(*agent)]!r} → {text[slice(*recipient)]!r}"
            yield f"{row['gold_root']:9} read as {best[0]:9} {best[1]:.2f}  {named}  {text}"


def _factuality(track: Track, gold: Gold, reader: Reader, limit: int | None) -> Iterator[str]:
    for row in gold.rows(track.file, "even", limit):
        text = " ".join(row["tokens"])
        starts = [0]
        for token in row["tokens"]:
            starts.append(starts[-1] + len(token) + 1)
        for target in row["targets"]:
            span = starts[target["start_tok"]], starts[target["end_tok"]] - 1
            status, degree = reader.status_of(text, trigger=span), target["factuality"]
            wanted = "happened ongoing" if degree >= 2 else "negated" if degree <= -2 else "planned possible"
            if status not in wanted:
                yield f"{degree:+.1f} read as {status:9} {text[: span[0]]}[{text[slice(*span)]}]{text[span[1] :]}"


def _attribution(track: Track, gold: Gold, reader: Reader, limit: int | None) -> Iterator[str]:
    for row, reading in pairs(gold, track.file, reader, "even", limit):
        text = row["text"]
        wanted = [{role: [tuple(s) for s in a.get(role) or ()] for role in _ROLES} for a in row["attributions"]]
        found: list[dict[str, list[Any]]] = [{r: list(getattr(a, r)) for r in _ROLES} for a in reading.attributions]
        for one in wanted:
            same = max(found, key=lambda other: _shared(one["content"], other["content"]), default=None)
            if same is None or not _shared(one["content"], same["content"]):
                yield f"missed   {_attribution_shown(text, one)}"
                continue
            found.remove(same)
            for role in _ROLES:
                if one[role] != same[role]:
                    yield f"{role:8} {_quoted(text, one[role])}  read as  {_quoted(text, same[role])}"
        yield from (f"extra    {_attribution_shown(text, one)}" for one in found)


def _attribution_shown(text: str, one: dict[str, list[Any]]) -> str:
    return "  ".join(f"{role} {_quoted(text, one[role])}" for role in _ROLES)


def _shared(a: list[Span], b: list[Span]) -> int:
    return sum(max(0, min(x[1], y[1]) - max(x[0], y[0])) for x in a for y in b)


def _quoted(text: str, spans: list[Span]) -> str:
    return " … ".join(repr(text[start:end]) for start, end in spans) or "–"


def _time(track: Track, gold: Gold, reader: Reader, limit: int | None) -> Iterator[str]:
    for row, reading in pairs(gold, track.file, reader, "even", limit):
        times = [t for t in reading.times if t.type in ("DATE", "TIME")]
        for date in row["dates"]:
            wanted = date.get("when") or (date.get("from"), date.get("to"))
            same = next((t for t in times if _over(date, (t.start, t.end))), None)
            shown = _around(row["text"], date["start"], date["end"])
            if same is None:
                yield f"missed   {wanted}  {shown}"
                continue
            times.remove(same)
            value: object = (same.from_, same.to) if isinstance(wanted, tuple) else same.value
            if value != wanted or (same.start, same.end) != (date["start"], date["end"]):
                yield f"{wanted}  read as  {value} {same.text!r}  {shown}"
        yield from (f"extra    {time.value}  {_around(row['text'], time.start, time.end)}" for time in times)


def _geo(track: Track, gold: Gold, reader: Reader, limit: int | None) -> Iterator[str]:
    kilometres = gold.scorer("score_tracks").km
    for row, reading in pairs(gold, track.file, reader, "even", limit):
        places = {place.id: place for place in reading.places}
        for toponym in row["toponyms"]:
            if toponym.get("lat") is None:
                continue
            place = _place_over(reading, places, toponym)
            shown = _around(row["text"], toponym["start"], toponym["end"])
            if place is None:
                yield f"missed   {shown}"
            elif place.lat is None or place.lon is None:
                yield f"nowhere  {place.name}  {shown}"
            elif (far := kilometres(toponym["lat"], toponym["lon"], place.lat, place.lon)) > _FAR_KM:
                where = f"{toponym['lat']:.2f}, {toponym['lon']:.2f}"
                yield f"{far:5.0f} km {place.name} ({place.country}, {place.id}), not at {where}  {shown}"


def _place_over(reading: Reading, places: dict[str, Place], toponym: dict[str, Any]) -> Place | None:
    for mention in reading.mentions:
        if mention.place is not None and _over(toponym, (mention.start, mention.end)):
            return places[mention.place]
    return None


def _link(track: Track, gold: Gold, reader: Reader, limit: int | None) -> Iterator[str]:
    for row, reading in pairs(gold, track.file, reader, "even", limit):
        first, last = row.get("evaluation_span") or (0, len(row["text"]))
        ids = {actor.id: actor.wikidata for actor in reading.actors}
        ids.update((place.id, place.wikidata) for place in reading.places)
        links = [
            (mention.start, mention.end, ids.get(mention.actor or "") or ids.get(mention.place or ""))
            for mention in reading.mentions
            if mention.form == "name" and first <= mention.start and mention.end <= last
        ]
        links = [link for link in links if link[2]]
        for mention in row["mentions"]:
            wanted = str(mention.get("qid") or mention.get("wikidata") or mention.get("id") or "")
            if not wanted.startswith("Q"):
                continue
            found = {link[2] for link in links if _over(mention, link[:2])}
            shown = _around(row["text"], mention["start"], mention["end"])
            if not found and not mention.get("optional"):
                yield f"missed   {wanted}  {shown}"
            elif found and wanted not in found:
                yield f"{wanted}  read as  {', '.join(sorted(map(str, found)))}  {shown}"
        for start, end, key in links:
            if not any(_over(mention, (start, end)) for mention in row["mentions"]):
                yield f"extra    {key}  {_around(row['text'], start, end)}"


def _over(record: dict[str, Any], span: Span) -> bool:
    return bool(min(record["end"], span[1]) > max(record["start"], span[0]))


def _around(text: str, start: int, end: int) -> str:
    """A span in brackets with its surroundings, on one line."""
    before, after = text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]
    return " ".join(f"{before}[{text[start:end]}]{after}".split())


_PRINTERS: dict[str, Callable[[Track, Gold, Reader, int | None], Iterator[str]]] = {
    "events": _events,
    "who": _who,
    "typing": _typing,
    "factuality": _factuality,
    "attribution": _attribution,
    "time": _time,
    "geo": _geo,
    "link": _link,
}

if __name__ == "__main__":
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    app.command()(errors)
    app()
