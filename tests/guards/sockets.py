"""No test leaves this machine: Python's sockets connect, send and bind to loopback addresses only."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Iterator
from functools import wraps

import pytest

strayed: list[str] = []


class NotLoopback(OSError):
    """A test reached for an address outside this machine."""


def stays_here(host: object) -> bool:
    """Whether a host, as given to a socket call, is this machine's loopback."""
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    try:
        return ipaddress.ip_address(str(host).partition("%")[0]).is_loopback
    except ValueError:
        return host == "localhost"


def _check(what: str, family: int, address: object) -> None:
    if family not in (socket.AF_INET, socket.AF_INET6):
        return
    host = address[0] if isinstance(address, tuple) and address else address
    if not stays_here(host):
        strayed.append(f"{what} {address!r}")
        raise NotLoopback(f"{what} {address!r}")


def _guarded(name: str) -> Callable[..., object]:
    original: Callable[..., object] = getattr(socket.socket, name)

    @wraps(original)
    def call(self: socket.socket, *args: object) -> object:
        # The address is the last argument of connect, connect_ex, bind and sendto.
        _check(name, self.family, args[-1])
        return original(self, *args)

    return call


def pytest_configure(config: pytest.Config) -> None:
    """Put the guard on before any test module is imported."""
    patch = pytest.MonkeyPatch()
    for name in ("connect", "connect_ex", "bind", "sendto"):
        patch.setattr(socket.socket, name, _guarded(name))
    resolve = socket.getaddrinfo

    def getaddrinfo(host: str | bytes | None, *args: object, **options: object) -> object:
        if host is not None:
            _check("getaddrinfo", socket.AF_INET, (host,))
        return resolve(host, *args, **options)  # type: ignore[arg-type]  # passed on as it came

    patch.setattr(socket, "getaddrinfo", getaddrinfo)
    config.add_cleanup(patch.undo)


@pytest.fixture(autouse=True)
def stayed_on_loopback() -> Iterator[None]:
    """Fail the test that strayed, even when the code under test swallowed the error."""
    strayed.clear()
    yield
    if strayed:
        pytest.fail(f"left this machine: {'; '.join(strayed)}", pytrace=False)
