"""Taking a port: a taken port is an error in words, before anything else happens."""

from __future__ import annotations

import socket

import pytest

from corpus.errors import PortInUseError
from ui.server.listening import CannotListenError, listening_at


def test_a_port_that_is_taken_is_named_with_another_to_try():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        with pytest.raises(PortInUseError) as caught:
            listening_at("127.0.0.1", port)

    assert str(caught.value) == (
        f"Another program already uses port {port} on 127.0.0.1. "
        f"Close it, or choose another port: readacross serve --port {port + 1}"
    )


def test_an_address_that_is_not_this_machines_is_refused():
    with pytest.raises(CannotListenError, match=r"cannot be shown at 192\.0\.2\.1"):
        listening_at("192.0.2.1", 7860)
