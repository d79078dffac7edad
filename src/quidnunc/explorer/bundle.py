"""The browser's Vega, Vega-Lite and Vega-Embed: put together once by vl-convert from what its wheel carries, then kept."""

from __future__ import annotations

import os
import threading
import uuid
from importlib.metadata import version as package_version
from pathlib import Path

import vl_convert
from fastapi import APIRouter
from platformdirs import user_cache_path
from starlette.responses import Response

from quidnunc.explorer.figures import VEGA_LITE

router = APIRouter(include_in_schema=False)

_SNIPPET = "window.vegaEmbed = vegaEmbed;"
_lock = threading.Lock()


def path() -> Path:
    """Where the bundle of this version is kept."""
    name = f"vega-{package_version('vl-convert-python')}-{VEGA_LITE}.js"
    return Path(os.environ.get("QUIDNUNC_CACHE") or user_cache_path("quidnunc")) / "explorer" / name


def script() -> bytes:
    """The bundle; made where it is not there yet, which takes seconds, and kept where there is somewhere to keep it."""
    held = path()
    with _lock:
        try:
            return held.read_bytes()
        except OSError:
            made = vl_convert.javascript_bundle(_SNIPPET, vl_version=VEGA_LITE).encode()
        part = held.with_name(f".{held.name}.{uuid.uuid4().hex[:8]}")
        try:
            held.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(made)
            os.replace(part, held)  # noqa: PTH105 - a rename that replaces, on all systems
        except OSError:
            return made
        return made


def address() -> str:
    """The bundle's address; another one when its version changes."""
    return f"/vega/{path().name}"


@router.get("/vega/{name}")
def vega(name: str) -> Response:
    """The bundle, which a browser may keep for long."""
    if name != path().name:
        return Response(status_code=404)
    return Response(script(), media_type="text/javascript", headers={"cache-control": "max-age=31536000, immutable"})
