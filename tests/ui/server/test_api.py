"""The API and the tools for assistants: the functions, then a real server asked by real clients and by the examples."""

import asyncio
import json
import re
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import httpx
import pytest

from corpus.errors import BadDateError, EmptyQuestionError, UnknownNameError
from ui.cli import main
from ui.server.api import BadArgumentError, questions

ROOT = Path(__file__).parents[3]
GUIDE = (ROOT / "docs" / "programs.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
NAMES = ["search", "compare", "actions", "trace", "similar", "themes", "papers"]
START_S = 120
QUESTION = "recruiting social workers from abroad"

needs_mcp = pytest.mark.skipif(find_spec("mcp") is None, reason="the extra mcp is not installed")


@pytest.fixture(scope="module")
def asked(demonstration):
    return {question.name: question for question in questions(demonstration)}


@contextmanager
def serving(folder, *options):
    """Serve a library on a free port, and give its address and port."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "ui.cli", "--library", str(folder), "serve", "--port", str(port), *options]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        said = server.stdout.readline()
        assert "Readacross is open at " in said, said + server.stdout.read()
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.communicate(timeout=START_S)


def waited_for(start):
    """Run a coroutine in a thread of its own: the browser's tests leave a loop running in this one."""
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(lambda: asyncio.run(start())).result()


@pytest.fixture(scope="module")
def address(demonstration):
    options = ["--mcp"] if find_spec("mcp") else []
    with serving(demonstration.folder, *options) as told:
        yield told


@pytest.mark.parametrize(
    ("command", "arguments"),
    [
        (["search", QUESTION, "--limit", "3"], {"question": QUESTION, "limit": 3}),
        (
            ["search", QUESTION, "--council", "Halton", "--no-expansion", "--mode", "words"],
            {"question": QUESTION, "councils": ["Halton"], "expansion": False, "mode": "words"},
        ),
        (["compare", "sufficiency", "--limit", "2"], {"theme": "sufficiency", "limit": 2}),
        (["actions", "--status", "complete"], {"statuses": ["complete"]}),
        (["themes"], {}),
        (["papers"], {}),
    ],
)
def test_a_function_returns_what_the_command_prints(asked, demonstration, capsys, command, arguments):
    main(["--library", str(demonstration.folder), *command, "--json"])
    printed = json.loads(capsys.readouterr().out)

    assert asked[command[0]].answer(**arguments) == printed


def test_comparable_practice_is_what_the_command_prints(asked, demonstration, capsys):
    passage = asked["search"].answer(question=QUESTION, limit=1)["results"][0]["passage"]["id"]
    main(["--library", str(demonstration.folder), "similar", passage, "--limit", "2", "--per-council", "1", "--json"])
    printed = json.loads(capsys.readouterr().out)

    found = asked["similar"].answer(passage=passage, limit=2, per_council=1)

    assert found == printed
    assert [len(council["passages"]) for council in found["councils"]] == [1, 1]


@pytest.mark.parametrize(
    ("name", "arguments", "error", "told"),
    [
        ("search", {}, EmptyQuestionError, "The question is empty."),
        ("search", {"question": "x", "limit": 0}, BadArgumentError, "limit: input should be greater than or equal"),
        ("search", {"question": "x", "limit": 201}, BadArgumentError, "limit: input should be less than or equal"),
        ("search", {"question": "x", "limt": 1}, BadArgumentError, "limt: unexpected keyword argument"),
        ("search", {"question": "x", "councils": ["Seftn"]}, UnknownNameError, "Did you mean “Sefton”?"),
        ("search", {"question": "x", "date_from": "3/2020"}, BadDateError, "is not a date that can be read"),
        ("actions", {"statuses": ["done"]}, BadArgumentError, "'complete', 'on_track'"),
        ("trace", {"inspection": "nothing"}, UnknownNameError, "No paper is called “nothing” here."),
    ],
)
def test_what_cannot_be_asked_is_told_in_words(asked, name, arguments, error, told):
    with pytest.raises(error) as raised:
        asked[name].answer(**arguments)

    assert told in str(raised.value)


def test_each_argument_has_a_type_and_a_description(asked):
    assert list(asked) == NAMES
    bare = [
        (name, argument)
        for name, question in asked.items()
        for argument, schema in question.schema["properties"].items()
        if not schema.get("description") or not ({"type", "anyOf", "enum"} & set(schema))
    ]
    assert bare == []
    limit = asked["search"].schema["properties"]["limit"]
    assert (limit["minimum"], limit["maximum"], limit["default"]) == (1, 200, 20)
    assert asked["search"].schema["required"] == ["question"]


def test_every_endpoint_and_argument_stands_in_the_guide(asked):
    for name, question in asked.items():
        assert f"`/{name}`" in GUIDE
        row = next(line for line in GUIDE.split("## What each takes")[1].splitlines() if f"`/{name}`" in line)
        assert [argument for argument in question.schema["properties"] if f"`{argument}`" not in row] == []


def test_the_page_offers_these_endpoints_and_no_others(address):
    listed = httpx.get(f"{address}/gradio_api/info").json()

    assert list(listed["named_endpoints"]) == [f"/{name}" for name in NAMES]
    assert listed["unnamed_endpoints"] == {}


def test_the_python_example_prints_citations(address):
    example = re.search(r"```python\n(.*?)```", README, re.DOTALL).group(1)

    done = subprocess.run(
        [sys.executable, "-c", example.replace("http://127.0.0.1:7860", address)],
        capture_output=True,
        text=True,
        check=False,
        timeout=START_S,
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == 3
    assert all(line.startswith("Our digest of: ") for line in done.stdout.splitlines())


def test_the_curl_example_prints_the_answer(address, asked):
    example = re.search(r"```bash\n(.*?)```", README, re.DOTALL).group(1)

    done = subprocess.run(
        ["bash", "-c", example.replace("http://127.0.0.1:7860", address)],
        capture_output=True,
        text=True,
        check=True,
        timeout=START_S,
    )

    event, data = done.stdout.strip().splitlines()
    assert event == "event: complete"
    assert json.loads(data.removeprefix("data: ")) == [asked["search"].answer(question=QUESTION, limit=3)]


def test_an_error_reaches_a_program_as_a_sentence(address):
    sent = httpx.post(f"{address}/gradio_api/call/v2/search", json={"limit": 0}).json()

    got = httpx.get(f"{address}/gradio_api/call/search/{sent['event_id']}").text

    assert got.startswith("event: error")
    assert "limit: input should be greater than or equal to 1" in got


def test_a_request_under_another_name_is_refused(address):
    for path in ("/mcp", "/gradio_api/call/v2/search"):
        assert httpx.post(f"{address}{path}", json={}, headers={"host": "elsewhere.example"}).status_code == 400


async def in_session(address, use, headers=None):
    from mcp import ClientSession
    from mcp.client.streamable_http import streamablehttp_client

    async with (
        streamablehttp_client(f"{address}/mcp", headers=headers) as (receive, send, _),
        ClientSession(receive, send) as session,
    ):
        await session.initialize()
        return await use(session)


@needs_mcp
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_an_assistant_finds_the_same_as_tools(address, asked):
    async def use(session):
        listed = await session.list_tools()
        found = await session.call_tool("search", {"question": QUESTION, "limit": 3})
        themes = await session.call_tool("themes", {})
        empty = await session.call_tool("search", {"question": ""})
        return listed.tools, found, themes, empty

    tools, found, themes, empty = waited_for(lambda: in_session(address, use))

    assert [tool.name for tool in tools] == NAMES
    assert [tool.inputSchema for tool in tools] == [question.schema for question in asked.values()]
    assert {tool.annotations.readOnlyHint for tool in tools} == {True}
    expected = asked["search"].answer(question=QUESTION, limit=3)
    assert (found.isError, found.structuredContent, json.loads(found.content[0].text)) == (False, expected, expected)
    assert themes.structuredContent == {"result": asked["themes"].answer()}
    assert (empty.isError, empty.content[0].text) == (True, "The question is empty. Type at least one word.")


@needs_mcp
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_with_auth_only_those_with_a_password_are_let_in(demonstration, tmp_path):
    (tmp_path / "auth").write_text("ann:pass word\n", encoding="utf-8")
    right = {"authorization": "Basic YW5uOnBhc3Mgd29yZA=="}

    async def use(session):
        return [tool.name for tool in (await session.list_tools()).tools]

    with serving(demonstration.folder, "--mcp", "--auth", str(tmp_path / "auth")) as address:
        without = httpx.post(f"{address}/mcp", json={}).status_code
        wrong = httpx.post(f"{address}/mcp", json={}, headers={"authorization": "Basic YW5uOm5v"}).status_code
        api = httpx.post(f"{address}/gradio_api/call/v2/search", json={"question": QUESTION}).status_code
        names = waited_for(lambda: in_session(address, use, right))

    assert (without, wrong, api, names) == (401, 401, 401, NAMES)


def test_without_the_extra_the_remedy_is_told(command_environment):
    arguments = ["serve", "--mcp", "--port", str(free_port())]
    hidden = f"import sys; sys.modules['mcp'] = None; from ui.cli import main; sys.exit(main({arguments}))"
    done = subprocess.run(
        [sys.executable, "-c", hidden],
        cwd=ROOT,
        env=command_environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=START_S,
    )

    assert done.returncode == 4
    assert "pip install 'readacross[mcp]'" in done.stderr


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]
