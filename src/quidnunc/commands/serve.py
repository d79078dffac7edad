"""``quidnunc serve``: the explorer."""

from __future__ import annotations

import secrets
import socket
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from quidnunc.commands.common import fail, tell
from quidnunc.commands.filters import filtered
from quidnunc.commands.world import WorldPath
from quidnunc.errors import InputError, QuidnuncError

app = typer.Typer()

_NEEDED = ("fastapi", "uvicorn", "jinja2", "vl_convert")


@app.command(
    epilog="Examples:\n\n"
    "quidnunc serve WORLD\n\n"
    "quidnunc serve WORLD --port 8000 --no-browser\n\n"
    "quidnunc serve WORLD --export site/ --agent Russia --since 2024-01-01  (a static site to publish)\n\n"
    "quidnunc serve WORLD --host 0.0.0.0  (others may look; prints the token that they need)"
)
@filtered
def serve(
    world: WorldPath,
    words: list[tuple[str, object]],
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes a free one.")] = 0,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open it in the web browser.")] = True,
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Where to listen; elsewhere than here needs a token.")
    ] = "127.0.0.1",
    token: Annotated[
        str | None,
        typer.Option(
            envvar="QUIDNUNC_TOKEN", metavar="TEXT", help="What requests must carry; made up for a --host elsewhere."
        ),
    ] = None,
    read_only: Annotated[bool, typer.Option("--read-only", help="Take no verdicts.")] = False,
    export: Annotated[
        Path | None,
        typer.Option(
            "--export", metavar="FOLDER", help="Serve nothing: write a static site of the events that pass the filters."
        ),
    ] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="VERSION|DATE", help="The world as it was.")] = None,
) -> None:
    """Show a world in the web browser: events, sentences, actors, maps; correct what is wrong.

    Listens on this machine alone unless --host says otherwise. Ctrl-C ends it.
    """
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        fail(InputError(f"the explorer needs {', '.join(missing)}: pip install 'quidnunc[explorer]'"))
    import uvicorn

    from quidnunc.explorer.app import create_app
    from quidnunc.explorer.settings import EVERYWHERE, LOOPBACK, Settings

    if export is not None:
        _export(world, words, export, as_of)
        return
    if any(value is not None for _, value in words):
        fail(InputError("filters are for --export; in the browser the address holds them"))
    here = host in LOOPBACK
    if token is None and not here:
        token = secrets.token_urlsafe(24)
    if token is not None and len(token) < _SHORTEST:
        fail(InputError(f"a token has at least {_SHORTEST} characters", field="token"))
    hosts = () if host in EVERYWHERE else (*LOOPBACK, host.lower())
    try:
        application = create_app(
            world, Settings(name=world, as_of=as_of, read_only=read_only, token=token, hosts=hosts)
        )
        listening = _listen(host, port)
    except QuidnuncError as problem:
        fail(problem)
    name = "127.0.0.1" if host in EVERYWHERE else host
    address = f"http://{f'[{name}]' if ':' in name else name}:{listening.getsockname()[1]}/"
    if token is not None:
        address += f"?token={token}"
    tell(f"{address}  (Ctrl-C ends)")
    if browser:
        import webbrowser

        webbrowser.open(address)
    config = uvicorn.Config(
        application, log_level="warning", server_header=False, timeout_keep_alive=5, limit_concurrency=200
    )
    uvicorn.Server(config).run(sockets=[listening])


def _export(world: str, words: list[tuple[str, object]], folder: Path, as_of: str | None) -> None:
    """Writes a site and says where."""
    from quidnunc.explorer.app import create_app
    from quidnunc.explorer.publishing import publish
    from quidnunc.explorer.settings import Settings
    from quidnunc.world.filter import Filter

    try:
        application = create_app(world, Settings(name="WORLD", as_of=as_of, read_only=True))
        count = publish(application, Filter.of(words), folder)
    except QuidnuncError as problem:
        fail(problem)
    tell(f"{count:,} files written; open {folder / 'index.html'}")


_SHORTEST = 12  # characters of a token


def _listen(host: str, port: int) -> socket.socket:
    """A socket that listens.

    Raises:
        InputError: nothing can listen there.
    """
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        made = socket.socket(family, socket.SOCK_STREAM)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(address)
    except OSError as problem:
        raise InputError(
            f"nothing can listen on {host}, port {port}: {problem.strerror}; try another --port", field="host"
        ) from problem
    return made
