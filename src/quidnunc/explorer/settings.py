"""How an explorer is set up."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

LOOPBACK = ("127.0.0.1", "localhost", "::1")
"""The names of this machine, to which nobody else can connect."""

EVERYWHERE = ("0.0.0.0", "::")
"""The addresses that mean all of this machine's networks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the one who serves has chosen.

    Attributes:
        name: the world's path as it was given, for the commands that pages show.
        as_of: the world as it was, as ``World`` takes it; such a world is never written to.
        read_only: nothing may be written.
        token: what every request must carry; None where only this machine can ask.
        hosts: the names under which requests may come; empty for any.
        seconds: how long one question to the world may take.
        body: how many bytes a request may send.
        csrf: what forms of this server must carry back.
    """

    name: str = "WORLD"
    as_of: str | None = None
    read_only: bool = False
    token: str | None = None
    hosts: tuple[str, ...] = LOOPBACK
    seconds: float = 10.0
    body: int = 64 * 1024
    csrf: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)

    @property
    def writable(self) -> bool:
        """Whether people's verdicts are taken."""
        return not self.read_only and self.as_of is None
