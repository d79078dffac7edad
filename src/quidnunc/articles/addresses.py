"""Which addresses may be fetched from: the public internet, and nothing behind the user's own door unless he says so."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

import httpcore

from quidnunc.errors import InputError


def checked_url(url: str, *, base: str | None = None) -> SplitResult:
    """An address, taken apart, without its fragment.

    Args:
        url: as given.
        base: the page that it stands on, for a relative one.

    Raises:
        InputError: not http or https, no host, a name and password in it, or no port.
    """
    try:
        parts = urlsplit(urljoin(base, url.strip()) if base else url.strip())
        port = parts.port
    except ValueError as problem:
        raise InputError(f"no address that can be fetched: {problem}", source=url) from problem
    if parts.scheme not in ("http", "https"):
        raise InputError(f"only http and https are fetched, not '{parts.scheme}'", source=url)
    if not parts.hostname or port == 0:
        raise InputError("the address names no host", source=url)
    if parts.username is not None or parts.password is not None:
        raise InputError("the address holds a name or password; refused", source=url)
    return parts._replace(fragment="")


def is_public(address: str) -> bool:
    """Whether an IP address is of the public internet: not this machine's, a local network's or a metadata service's.

    >>> is_public("8.8.8.8"), is_public("127.0.0.1"), is_public("169.254.169.254"), is_public("::ffff:10.0.0.1")
    (True, False, False, False)
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is not None:
            ip = inner
        elif ip in _NAT64:
            ip = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.is_global and not ip.is_multicast


_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


class PublicBackend(httpcore.NetworkBackend):
    """Connects to public addresses only; asked at the moment of connecting, so that no name can change its mind.

    Args:
        allow_private: connect to all.
    """

    def __init__(self, allow_private: bool) -> None:
        self._allow_private = allow_private
        self._backend = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the host's first address that may be used.

        Raises:
            InputError: all its addresses are private.
            httpcore.ConnectError: the host is not known.
        """
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as problem:
            raise httpcore.ConnectError(f"the host '{host}' is not known") from problem
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        allowed = [address for address in addresses if self._allow_private or is_public(address)]
        if not allowed:
            raise InputError(
                f"'{host}' is the private address {addresses[0]}; --allow-private fetches from such, too", source=host
            )
        return self._backend.connect_tcp(allowed[0], port, timeout, local_address, socket_options)


def joined(parts: SplitResult) -> str:
    """An address, put together again."""
    return urlunsplit(parts)
