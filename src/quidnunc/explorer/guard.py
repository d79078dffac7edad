"""What every request passes before any page sees it, and what every answer carries.

Only requests under a known host name (a page elsewhere may rebind its own name to this machine), with the token where one is
set, of a bounded size, and writes only from our own pages. No script, style or picture of others, none in the page itself.
"""

from __future__ import annotations

import hmac
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from quidnunc.explorer.settings import Settings

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "font-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}

COOKIE = "quidnunc_token"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class _TooLargeError(Exception):
    """The request's body is larger than allowed."""


class Guard:
    """Middleware around the whole application."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on, or answers it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                out = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    out[name] = value
                if "cache-control" not in out:
                    out["cache-control"] = "no-cache"
            await send(message)

        refused = self._refused(scope, headers) or self._unidentified(scope, headers)
        if refused is not None:
            await refused(scope, receive, guarded)
            return
        seen = 0

        async def bounded() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self._settings.body:
                raise _TooLargeError
            return message

        try:
            await self._app(scope, bounded, guarded)
        except _TooLargeError:
            await _plain(413, f"a request may send {self._settings.body:,} bytes")(scope, receive, guarded)

    def _refused(self, scope: Scope, headers: Headers) -> Response | None:
        """The answer to a request that no page may see."""
        host = _name(headers.get("host", ""))
        if self._settings.hosts and host not in self._settings.hosts:
            return _plain(421, f"no explorer under the name '{host}'; start it with --host to use another")
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > self._settings.body:
            return _plain(413, f"a request may send {self._settings.body:,} bytes")
        if scope["method"] in _SAFE:
            return None
        if not self._settings.writable:
            return _plain(403, "this explorer only shows the world; nothing can be written")
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc != headers.get("host"):
            return _plain(403, "written from a page of another site; open this explorer's own page")
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return _plain(403, "written from a page of another site; open this explorer's own page")
        return None

    def _unidentified(self, scope: Scope, headers: Headers) -> Response | None:
        """The answer to a request without the token; a token in the address is moved to a cookie."""
        token = self._settings.token
        if token is None:
            return None
        bearer = headers.get("authorization", "").removeprefix("Bearer ").strip()
        if _same(bearer, token) or _same(_cookie(headers.get("cookie", "")), token):
            return None
        pairs = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        if scope["method"] == "GET" and any(name == "token" and _same(value, token) for name, value in pairs):
            rest = urlencode([(name, value) for name, value in pairs if name != "token"])
            path = "/" + scope["path"].lstrip("/")  # two slashes would lead to another host
            response = RedirectResponse(f"{path}?{rest}" if rest else path, status_code=303)
            response.set_cookie(COOKIE, token, httponly=True, samesite="strict", path="/")
            return response
        return _plain(401, "this explorer needs its token: open the address that `quidnunc serve` printed")


def _plain(status: int, message: str) -> Response:
    return PlainTextResponse(f"{message}\n", status_code=status)


def _name(host: str) -> str:
    """A host's name without its port."""
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    return host.partition(":")[0].lower()


def _same(given: str, token: str) -> bool:
    return hmac.compare_digest(given.encode(), token.encode())


def _cookie(header: str) -> str:
    try:
        held = SimpleCookie(header).get(COOKIE)
    except CookieError:
        return ""
    return held.value if held is not None else ""
