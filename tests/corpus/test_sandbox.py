"""A file is read in a child process: as without one, within limits, and no file harms what comes after it."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import threading
import time
import zlib
from pathlib import Path

import psutil
import pytest

from corpus.errors import FileRefusedError, InputError
from corpus.reading import read_document
from corpus.sandbox import ReadingLimits, SandboxedReader
from indexer.build import Builder
from tests.corpus.word_files import p, packed
from ui.settings import reading_limits

ROOT = Path(__file__).parents[2]
BOMB = ROOT.parent / "shared" / "odd-files" / "pdf" / "MADE_flate_bomb_475MB.pdf"
PAPER = b"1.1 Visits are weekly.\n\n- train managers\n- audit cases\n"
WIDE = ReadingLimits()


@pytest.fixture
def reader():
    with_limits = SandboxedReader(WIDE)
    yield with_limits
    with_limits.close()


def limited(**limits: float) -> SandboxedReader:
    return SandboxedReader(ReadingLimits(**limits))


def children() -> set[int]:
    """The processes below this one that read papers; other tests' servers and browsers are not among them."""
    return {child.pid for child in psutil.Process().children(recursive=True) if reads_papers(child)}


def reads_papers(process: psutil.Process) -> bool:
    try:
        return any("corpus.worker" in argument for argument in process.cmdline())
    except psutil.Error:
        return False  # it has ended in between


def slow_paper() -> bytes:
    """A text that takes seconds to read and little memory for its size."""
    return b"a\n" * 3_000_000


def bomb(megabytes: int) -> bytes:
    """A PDF of a few kilobytes whose one page unpacks to this many megabytes of drawing instructions."""
    stream = zlib.compress(b"q Q " * (megabytes * 250_000), 9)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(stream), stream),
    ]
    written = b"%PDF-1.7\n"
    for number, content in enumerate(objects, start=1):
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    return written + b"trailer << /Root 1 0 R /Size 5 >>\n%%EOF\n"


@pytest.mark.parametrize(
    ("data", "file"),
    [
        (PAPER, "plan.txt"),
        (b"# Plan\n\nVisits are weekly.\n", "plan.md"),
        (packed(p("Visits are weekly.")), "plan.docx"),
        (b"<html><h1>Plan</h1><p>Visits are weekly.", "plan.html"),
        ("Caf\u00e9 \U0001f600".encode("utf-16"), "plan.txt"),
    ],
    ids=["text", "Markdown", "Word", "web", "other letters"],
)
def test_a_document_is_the_same_as_without_the_sandbox(data, file, reader):
    assert reader(data, file=file) == read_document(data, file=file)


def test_a_refusal_is_the_same_as_without_the_sandbox(reader):
    with pytest.raises(FileRefusedError) as inside:
        read_document(b"{\\rtf1", file="plan.rtf")
    with pytest.raises(FileRefusedError) as outside:
        reader(b"{\\rtf1", file="plan.rtf")

    assert outside.value.args == inside.value.args
    assert (outside.value.reason, outside.value.remedy) == (inside.value.reason, inside.value.remedy)


def test_many_files_are_read_by_one_child(reader):
    reader(PAPER, file="0.txt")
    first = children()

    documents = [reader(PAPER + b"%d" % number, file=f"{number}.txt") for number in range(50)]

    assert children() == first
    assert [document.text[-2:].strip() for document in documents] == [str(number) for number in range(50)]


def test_a_file_that_takes_too_long_is_refused_and_the_next_is_read():
    reader = limited(seconds=0.3)
    began = time.monotonic()

    with pytest.raises(FileRefusedError) as refusal:
        reader(slow_paper(), file="slow.txt")
    took = time.monotonic() - began
    after = reader(PAPER, file="plan.txt")
    reader.close()

    assert refusal.value.reason == "reading it took longer than 0.3 seconds"
    assert refusal.value.remedy.endswith("Or allow more time: set READACROSS_READ_SECONDS to more than 0.3.")
    assert took < 20
    assert after == read_document(PAPER, file="plan.txt")


def test_a_file_that_takes_too_much_memory_is_refused_and_the_next_is_read():
    reader = limited(megabytes=250)

    with pytest.raises(FileRefusedError) as refusal:
        reader(bomb(400), file="bomb.pdf")
    after = reader(PAPER, file="plan.txt")
    reader.close()

    assert refusal.value.reason == "reading it took more than 250 MB of memory"
    assert refusal.value.remedy.endswith("Or allow more memory: set READACROSS_READ_MB to more than 250.")
    assert after == read_document(PAPER, file="plan.txt")


@pytest.mark.skipif(not BOMB.is_file(), reason=f"the made bomb is not at {BOMB}")
def test_the_bomb_of_475_megabytes_is_refused_within_bounds():
    reader = limited(megabytes=600)

    with pytest.raises(FileRefusedError) as refusal:
        reader(BOMB.read_bytes(), file=BOMB.name)
    reader.close()

    assert refusal.value.reason == "reading it took more than 600 MB of memory"
    assert reader.peak_mb < 600 + 512


def test_a_child_that_crashes_costs_its_file_and_nothing_else(reader):
    others = children()
    reader(PAPER, file="plan.txt")
    (child,) = children() - others
    killer = threading.Timer(0.2, lambda: psutil.Process(child).kill())
    killer.start()

    with pytest.raises(FileRefusedError) as refusal:
        reader(slow_paper(), file="slow.txt")
    after = reader(PAPER, file="plan.txt")

    assert refusal.value.reason == "it is so damaged that the program reading it crashed"
    assert refusal.value.remedy == "Open it elsewhere, save or print it as a new PDF, and add that."
    assert after == read_document(PAPER, file="plan.txt")
    assert child not in children()


def test_a_child_that_ended_between_two_files_is_replaced(reader):
    others = children()
    reader(PAPER, file="plan.txt")
    (child,) = children() - others
    psutil.Process(child).kill()
    psutil.Process(child).wait(10)

    assert reader(PAPER, file="plan.txt") == read_document(PAPER, file="plan.txt")


def test_a_file_that_no_reader_foresaw_is_refused_and_no_traceback(reader):
    deep = "<w:sdt><w:sdtContent>" * 3000 + p("Deep.") + "</w:sdtContent></w:sdt>" * 3000

    with pytest.raises(FileRefusedError) as refusal:
        reader(packed(deep), file="deep.docx")

    assert refusal.value.reason == "it is damaged in a way that cannot be read (RecursionError)"


def test_a_child_ends_with_its_reader_and_when_it_is_forgotten():
    before = children()
    closed, forgotten = limited(), limited()
    closed(PAPER, file="plan.txt")
    forgotten(PAPER, file="plan.txt")
    assert len(children() - before) == 2

    closed.close()
    del forgotten
    gc.collect()

    assert children() == before


PROGRAM = """
import sys
from corpus.sandbox import ReadingLimits, SandboxedReader
import psutil
reader = SandboxedReader(ReadingLimits())
reader(b"Visits are weekly.", file="plan.txt")
print(psutil.Process().children()[0].pid, flush=True)
if sys.argv[1] == "wait":
    reader(b"a\\n" * 6_000_000, file="slow.txt")
"""


def program(what: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, what], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def is_gone(pid: int) -> bool:
    return not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


def test_no_child_outlives_the_program():
    with program("end") as running:
        child = int(running.stdout.readline())
        code = running.wait(60)

    assert code == 0
    assert is_gone(child)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for one process")
@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGKILL], ids=["Ctrl+C", "killed"])
def test_no_child_outlives_a_program_that_is_stopped(end):
    with program("wait") as running:
        child = int(running.stdout.readline())
        time.sleep(0.3)
        running.send_signal(end)
        running.wait(60)
        said = running.stderr.read()

    deadline = time.monotonic() + 20
    while not is_gone(child) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert is_gone(child)
    assert said.rstrip().endswith("KeyboardInterrupt") == (end is signal.SIGINT)


def test_the_child_imports_neither_models_nor_the_index(reader):
    others = children()
    reader(PAPER, file="plan.txt")
    (child,) = children() - others

    mapped = (
        {Path(entry.path).name for entry in psutil.Process(child).memory_maps()} if sys.platform == "linux" else set()
    )

    assert not [name for name in mapped if "torch" in name or "faiss" in name or "openvino" in name]


def test_the_limits_are_60_seconds_and_1500_megabytes_unless_the_environment_says_otherwise(monkeypatch):
    monkeypatch.delenv("READACROSS_READ_SECONDS", raising=False)
    monkeypatch.delenv("READACROSS_READ_MB", raising=False)
    usual = reading_limits()
    monkeypatch.setenv("READACROSS_READ_SECONDS", "600")
    monkeypatch.setenv("READACROSS_READ_MB", "4000")

    assert (usual, reading_limits()) == (
        ReadingLimits(seconds=60, megabytes=1500),
        ReadingLimits(seconds=600, megabytes=4000),
    )


@pytest.mark.parametrize("value", ["0", "-1", "long", "1.5", ""])
def test_a_limit_that_is_no_number_is_refused_with_a_remedy(value, monkeypatch):
    monkeypatch.setenv("READACROSS_READ_MB", value)

    with pytest.raises(InputError) as refusal:
        reading_limits()

    assert refusal.value.message == f"The setting READACROSS_READ_MB is “{value}”, which is no whole number above 0."
    assert refusal.value.remedy == "Leave it out for 1500, or set it to a whole number."


def test_the_builder_reads_without_a_sandbox_unless_it_is_given_one():
    assert Builder.__dataclass_fields__["read"].default is read_document
