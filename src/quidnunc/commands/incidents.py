"""``quidnunc incidents``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from quidnunc.commands.common import console, fail
from quidnunc.commands.readings import is_world, readings_of
from quidnunc.commands.stories import Form
from quidnunc.errors import QuidnuncError

if TYPE_CHECKING:
    from rich.text import Text

    from quidnunc.records import Reading
    from quidnunc.told import Account
    from quidnunc.world.incidents import Incident
    from quidnunc.world.timelines import Reported

app = typer.Typer()


@app.command(
    epilog="Examples:\n\n"
    "quidnunc incidents WORLD --least 3\n\n"
    "quidnunc incidents WORLD --contradicted  (only those that somebody denies)\n\n"
    "quidnunc incidents readings.jsonl --format jsonl > incidents.jsonl"
)
def incidents(
    path: Annotated[
        str,
        typer.Argument(
            metavar="WORLD|READINGS", help="A world, a file that `quidnunc read --format jsonl` printed, or -."
        ),
    ],
    form: Annotated[Form, typer.Option("--format", "-f", help="For people, or one incident a line.")] = Form.TABLE,
    least: Annotated[int, typer.Option(min=1, help="Leave out incidents of fewer independent outlets.")] = 1,
    contradicted: Annotated[
        bool, typer.Option("--contradicted", help="Only incidents that some say happened and others say did not.")
    ] = False,
) -> None:
    """Show each event once, with all who report it, what they dispute, and why they were put together.

    `quidnunc ask WORLD --incidents` asks for some of them by the filters, and keeps them for the next question.
    """
    from quidnunc.world.incident_rows import row_of

    try:
        for incident in merged(path, readings_of(path)):
            if len(incident.outlets) >= least and (incident.contradictions or not contradicted):
                if form is Form.JSONL:
                    typer.echo(msgspec.json.encode(row_of(incident)).decode())
                else:
                    _show(incident)
    except QuidnuncError as problem:
        fail(problem)


def merged(path: str, readings: Iterable[Reading]) -> Iterator[Incident]:
    """The incidents of the readings of a path; in a world, what people rejected, fixed or took apart counts.

    Raises:
        InputError: a line is no reading.
        WorldError: the world cannot be read.
    """
    from quidnunc.world.incidents import incidents_of, taken_back

    if not is_world(path):
        yield from incidents_of(readings)
        return
    from quidnunc.world.review.laying import Verdicts
    from quidnunc.world.store import World
    from quidnunc.world.windows import world_incidents

    world = World(path)
    yield from world_incidents(world, taken_back(world), Verdicts(world))


def _show(incident: Incident) -> None:
    from rich.text import Text

    out = console()
    lead = incident.accounts[0]
    head = Text(_names(lead, "agents") or "someone", style="bold")
    head.append(f" → {lead.event.type}" + (f"/{lead.event.mode}" if lead.event.mode else ""))
    head.append(f" → {_names(lead, 'recipients')}" if lead.recipients else "")
    head.append(f"   {incident.id}", style="dim")
    out.print(head)
    days = " to ".join(dict.fromkeys(day for day in (incident.first, incident.last) if day)) or "undated"
    outlets = f"{len(incident.outlets)} independent outlet{'s' if len(incident.outlets) != 1 else ''}"
    reports = f"{incident.reports} report{'s' if incident.reports != 1 else ''}"
    out.print(Text(f"  {reports}, {outlets}, {days}: {_over_time(incident.statuses)}"))
    if incident.speakers:
        out.print(Text(f"  on the word of {', '.join(incident.speakers)}", style="yellow"))
    for what, numbers in incident.magnitudes.items():
        out.print(Text(f"  {what}: {_over_time(numbers)}"))
    for field, values in incident.agreement.disputed.items():
        out.print(Text(f"  {field} disputed: {' | '.join(values)}"))
    for contradiction in incident.contradictions:
        for word, voices in (("yes", contradiction.yes), ("no", contradiction.no)):
            for voice in voices:
                out.print(
                    Text(f"  {word:>3}  {voice.speaker} ({voice.outlet}, {voice.day or 'undated'}): {voice.sentence}")
                )
    for account in incident.accounts:
        out.print(_line(account))
    for merge in incident.merges:
        out.print(Text(f"  merge {merge.id}: {'; '.join(merge.reasons)}", style="dim italic"))
    out.print()


def _line(account: Account) -> Text:
    from rich.text import Text

    where = f"{account.publisher}, {account.reading.published or 'undated'}"
    return Text(f"  · {where}, {account.event.id}: {account.sentence}", style="dim")


def _over_time(values: list[Reported]) -> str:
    return " → ".join(one.value for one in values)


def _names(account: Account, side: str) -> str:
    return ", ".join(actor.name for actor in getattr(account, side))
