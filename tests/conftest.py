"""What all tests share: no network but this machine, the data beside the project, a library of our digests."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ui.services import Services
from ui.settings import go_offline

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
LOOPBACK = ("127.", "::1", "localhost")

go_offline()


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """Refuse every connection that leaves this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if self.family != socket.AF_UNIX and not str(address[0]).startswith(LOOPBACK):  # type: ignore[index]
            raise AssertionError(f"a test reached for the network: {address}")
        connect(self, address)  # type: ignore[arg-type]

    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", guarded)
    yield
    patch.undo()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The real papers and judged sets, where they lie beside the project."""
    if not (SHARED / "reports").is_dir():
        pytest.skip(f"the real papers are not at {SHARED}")
    return SHARED


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Services:
    """A library of our five digests, made with the real encoder."""
    services = Services(tmp_path_factory.mktemp("demonstration") / "library")
    list(services.add_demonstration())
    return services


@pytest.fixture(scope="session")
def real_papers(tmp_path_factory: pytest.TempPathFactory, shared: Path, demonstration: Services) -> Services:
    """A library of the five real reports, made with the real encoder."""
    from indexer.build import Corrections

    services = Services(tmp_path_factory.mktemp("real") / "library", encoder=demonstration.encoder)
    for report in sorted((shared / "reports").glob("*.txt")):
        services.add(report, Corrections())
    return services


@pytest.fixture
def command_environment(tmp_path: Path) -> dict[str, str]:
    """The environment for running the command in a process of its own, with an empty library."""
    return {**os.environ, "READACROSS_LIBRARY": str(tmp_path / "library"), "PYTHONPATH": str(ROOT)}
