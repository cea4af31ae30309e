"""Take a port to listen at, before anything slow is loaded for the page."""

from __future__ import annotations

import errno
import socket

from corpus.errors import InputError, PortInUseError

EVERY_ADDRESS = ("0.0.0.0", "::")
#: Under any other name a page of another site could have itself sent here, and read what is asked of the library.
THIS_MACHINE = ("127.0.0.1", "localhost")


class CannotListenError(InputError):
    """The page cannot be shown at the address that was given."""

    def __init__(self, host: str, port: int, reason: str) -> None:
        super().__init__(
            f"The page cannot be shown at {host}, port {port}: {reason}.",
            remedy="Show it on this machine alone: readacross serve --host 127.0.0.1 --port 7860",
        )


def address(host: str, port: int) -> str:
    """Return the address to open in a browser on this machine.

    >>> address("0.0.0.0", 7860), address("::1", 7860)
    ('http://127.0.0.1:7860', 'http://[::1]:7860')
    """
    name = reachable(host)
    return f"http://{f'[{name}]' if ':' in name else name}:{port}"


def listening_at(host: str, port: int) -> socket.socket:
    """Return a socket that listens at the address; nobody else can take the port from then on.

    Raises:
        PortInUseError: another program answers at this port.
        CannotListenError: the host is not this machine's, or the port is not allowed.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PortInUseError(host, port) from error
        raise CannotListenError(host, port, error.strerror or str(error)) from error


def reachable(host: str) -> str:
    """Return the name by which this machine reaches a host that it listens at itself."""
    return "127.0.0.1" if host in EVERY_ADDRESS else host
