"""Connects to servers: only to addresses that may be reached, and only for so long.

A name is resolved once, all of its addresses are checked, and the connection goes to one of those,
so that a name server cannot answer otherwise the second time (DNS rebinding). Being the only way to
the network, this holds for every redirect as well.
"""

from __future__ import annotations

import ipaddress
import socket
from typing import TYPE_CHECKING, Any

import httpcore

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterable, Sequence

    Resolve = Callable[[str, int], Sequence[str]]
    _Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_GLOBAL = ipaddress.ip_network("2000::/3")  # all that has been given out of IPv6
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_IPV4_BITS = 32


class FetchError(Exception):
    """What cannot be fetched; the message says why, `again` whether it may help to try later."""

    def __init__(self, reason: str, *, again: bool = False) -> None:
        super().__init__(reason)
        self.again = again


class UnreachableError(FetchError):
    """A connection that may not or cannot be made."""


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host, as this machine knows them.

    Raises:
        OSError: There is no such host, or no name server to ask.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


def is_public(text: str) -> bool:
    """Whether an address is one of the open internet.

    Private, loopback, link-local, multicast and reserved ones are not, nor an IPv6 address that
    stands for an IPv4 address of these kinds.
    """
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    inner = _inner(address)
    if inner is not None:
        return is_public(str(inner))
    if isinstance(address, ipaddress.IPv6Address) and address not in _GLOBAL:
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def _inner(address: _Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 address leads to: mapped, 6to4, Teredo, NAT64."""
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & (2**_IPV4_BITS - 1))
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else None)


class Deadline:
    """When a request must be done; each wait inside it ends then at the latest."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._end = clock()

    def start(self, seconds: float) -> None:
        """Give the next request so many seconds."""
        self._end = self._clock() + seconds

    def within(self, timeout: float | None) -> float:
        """How long a wait may be that would be allowed `timeout` seconds.

        Raises:
            ReadTimeout: The time is over.
        """
        left = self._end - self._clock()
        if left <= 0:
            raise httpcore.ReadTimeout
        return left if timeout is None else min(left, timeout)


class Guard(httpcore.NetworkBackend):
    """Makes connections to addresses that may be reached, and refuses all others."""

    def __init__(self, resolve: Resolve, deadline: Deadline, *, allow_private: bool) -> None:
        self._resolve = resolve
        self._deadline = deadline
        self._allow_private = allow_private
        self._network = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of a host that answers.

        Raises:
            UnreachableError: One of its addresses may not be reached, or is none.
            ConnectError: It has no address, or none answers.
        """
        failure: Exception = httpcore.ConnectError("there is no such host")
        for address in self._checked(host, port):
            try:
                stream = self._network.connect_tcp(
                    address, port, self._deadline.within(timeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _Stream(stream, self._deadline)
        raise failure

    def _checked(self, host: str, port: int) -> Sequence[str]:
        try:
            addresses = self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError("there is no such host") from error
        for address in addresses:
            if not self._allow_private and not is_public(address):
                where = host if host == address else f"{host} is at {address}, which"
                raise UnreachableError(f"{where} is not on the open internet")
        return addresses


class _Stream(httpcore.NetworkStream):
    """A connection on which nothing takes longer than until the deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.within(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.within(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        within = self._deadline.within(timeout)
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, within), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
