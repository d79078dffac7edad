"""The application: a world, its pages, and what stands before them."""

from __future__ import annotations

from importlib.metadata import version as package_version

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, Response
from starlette.staticfiles import StaticFiles

from quidnunc.errors import FilterError, QuidnuncError, UnknownNameError, WorldError
from quidnunc.explorer.asking import Explored, MissingError, TooSlowError
from quidnunc.explorer.guard import Guard
from quidnunc.explorer.pages import PAGES
from quidnunc.explorer.parameters import Asked
from quidnunc.explorer.settings import Settings
from quidnunc.explorer.templates import STATIC, render
from quidnunc.explorer.view import Shown, to_json


def create_app(world: str, settings: Settings | None = None) -> FastAPI:
    """The explorer of a world, to be served.

    Args:
        world: its folder or object-store URL.
        settings: as the one who serves it has chosen; by default for this machine alone.

    Raises:
        WorldError: it cannot be opened.
    """
    chosen = settings or Settings()
    app = FastAPI(
        title="Quidnunc explorer",
        version=package_version("quidnunc"),
        summary="Every page also as JSON, every listing as CSV, under the filters' own names.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
        middleware=[Middleware(Guard, settings=chosen)],
    )
    app.state.explored = Explored(world, chosen)
    app.state.settings = chosen
    for page in PAGES:
        app.include_router(page.router)
    app.mount("/static", _Kept(directory=STATIC), name="static")
    for kind in (QuidnuncError, RequestValidationError, HTTPException):
        app.add_exception_handler(kind, _failed)
    return app


class _Kept(StaticFiles):
    """Our own files, which a browser may keep: their addresses change when they do."""

    def file_response(self, *arguments: object, **given: object) -> Response:
        response = super().file_response(*arguments, **given)  # type: ignore[arg-type]
        response.headers["cache-control"] = "max-age=31536000, immutable"
        return response


_STATUS: tuple[tuple[type[Exception], int], ...] = (
    (FilterError, 422),
    (UnknownNameError, 404),
    (MissingError, 404),
    (TooSlowError, 503),
    (WorldError, 500),
)


def _failed(request: Request, problem: Exception) -> Response:
    """What went wrong, in the form that was asked for."""
    status = 500
    message = str(problem)
    if isinstance(problem, HTTPException):
        status, message = problem.status_code, str(problem.detail)
    elif isinstance(problem, RequestValidationError):
        status = 422
        message = "; ".join(f"{error['loc'][-1]}: {error['msg']}" for error in problem.errors())
    else:
        status = next((number for kind, number in _STATUS if isinstance(problem, kind)), 500)
    if request.url.path.endswith((".json", ".csv")):
        return Response(to_json({"error": message}), media_type="application/json", status_code=status)
    shown = Shown(title=_TITLES.get(status, "This cannot be shown"), data={"message": message}, status=status)
    ask = Asked(request, request.app.state.explored.now(), request.app.state.settings)
    return HTMLResponse(render("error.html", ask, shown), status_code=status)


_TITLES = {
    404: "There is nothing here",
    403: "This is not allowed",
    422: "This question cannot be understood",
    503: "This took too long",
}
