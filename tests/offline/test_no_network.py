"""Nothing leaves the machine: whole commands run with every way out closed and watched."""

import json
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parent.parent


@pytest.fixture
def watched(command_environment, tmp_path):
    log = tmp_path / "network.log"
    path = f"{HERE}:{ROOT}"
    return {**command_environment, "PYTHONPATH": path, "READACROSS_NETWORK_LOG": str(log)}, log


def run(environment, *arguments):
    return subprocess.run(
        [sys.executable, "-m", "ui.cli", *arguments], env=environment, capture_output=True, text=True, check=False
    )


def test_the_watch_sees_an_attempt(watched):
    environment, log = watched

    subprocess.run(
        [sys.executable, "-c", "import socket; socket.create_connection(('192.0.2.1', 80))"],
        env=environment,
        capture_output=True,
        check=False,
    )

    assert log.read_text(encoding="utf-8") == "getaddrinfo 192.0.2.1\n"


def test_adding_searching_and_comparing_reach_for_nothing_outside(watched):
    environment, log = watched

    added = run(environment, "add", "--demonstration", "--json")
    found = run(environment, "search", "agency staff", "--json")
    compared = run(environment, "compare", "workforce", "--json")

    assert len(json.loads(added.stdout)["added"]) == 5
    assert len(json.loads(found.stdout)["results"]) == 20
    assert len(json.loads(compared.stdout)["councils"]) == 3
    assert not log.exists()


def test_the_page_reaches_for_nothing_outside(watched):
    environment, log = watched
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]

    with subprocess.Popen(
        [sys.executable, "-m", "ui.cli", "serve", "--port", str(port)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as server:
        said = server.stdout.readline()
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=20) as page:
            html = page.read().decode()
        server.terminate()

    assert said == f"Readacross is open at http://127.0.0.1:{port}\n"
    assert "<html" in html
    assert not log.exists()
