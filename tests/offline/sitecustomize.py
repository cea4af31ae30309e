"""Put first on a process's path: notes and refuses every attempt to reach beyond this machine."""

import os
import socket
from pathlib import Path

_LOG = Path(os.environ["READACROSS_NETWORK_LOG"])
_NEAR = ("127.", "::1", "localhost", "0.0.0.0")


def _note(what: str, where: object) -> None:
    with _LOG.open("a", encoding="utf-8") as log:
        log.write(f"{what} {where}\n")


def _guard(name: str) -> None:
    original = getattr(socket.socket, name)

    def guarded(self, *arguments):
        address = arguments[-1]
        if self.family != socket.AF_UNIX and not str(address[0]).startswith(_NEAR):
            _note(name, address)
            raise OSError("the network is closed")
        return original(self, *arguments)

    setattr(socket.socket, name, guarded)


for _name in ("connect", "connect_ex", "sendto"):
    _guard(_name)

_getaddrinfo = socket.getaddrinfo


def _looked_up(host, *arguments, **keywords):
    if host is not None and not str(host).startswith(_NEAR):
        _note("getaddrinfo", host)
        raise OSError("the network is closed")
    return _getaddrinfo(host, *arguments, **keywords)


socket.getaddrinfo = _looked_up
