"""All addresses of this explorer, from its own OpenAPI description; nothing of it comes from elsewhere."""

from __future__ import annotations

from fastapi import APIRouter

from quidnunc.explorer.parameters import Ask
from quidnunc.explorer.view import Shown, page

router = APIRouter(tags=["addresses"])


@page(router, "/docs", "docs.html")
def docs(ask: Ask) -> Shown:
    """Every address with its parameters; ``/openapi.json`` describes them for programs."""
    described = ask.request.app.openapi()
    rows = [
        {
            "path": path,
            "method": method.upper(),
            "summary": about.get("summary", ""),
            "parameters": about.get("parameters", []),
        }
        for path, methods in described["paths"].items()
        for method, about in methods.items()
    ]
    return Shown(title="Addresses", data={"addresses": rows})
