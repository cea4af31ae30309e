"""Read files in a child process with limits on time and memory, so that no file can stop or harm the program."""

from __future__ import annotations

import queue
import subprocess
import sys
import threading
import time
import weakref
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

import psutil

from corpus.errors import FileRefusedError
from corpus.types import Document
from corpus.worker import Failed, PageRequest, PictureRead, Ready, Refused, Request, receive, send

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from queue import SimpleQueue

    from corpus.types import Box

SECONDS_VARIABLE, MEGABYTES_VARIABLE = "READACROSS_READ_SECONDS", "READACROSS_READ_MB"
START_SECONDS = 120.0  # to start a process and import the readers, on a slow disk
LOOK_SECONDS = 0.02  # between two looks at the child's memory
JOIN_SECONDS = 10.0
NEARLY = 0.6  # of the memory limit; a child that died above it, or rests above it after a file, had too much
MAKE_ANEW = "Open it elsewhere, save or print it as a new PDF, and add that."


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingLimits:
    """How long the reading of one file may take, and how much memory the process that reads it may have.

    Each page that is read from its picture (OCR) may take as long again.
    """

    seconds: float = 60.0
    megabytes: int = 1500


class SandboxedReader:
    """Read files as `read_document` does, in a child process that is ended when it exceeds a limit.

    One child reads many files; after a crash or a limit the next file gets a new one. Safe to use from several threads,
    which wait for each other. The child ends with `close`, when the reader is forgotten, and when the program ends.
    """

    def __init__(self, limits: ReadingLimits) -> None:
        self.limits = limits
        self.peak_mb = 0.0
        """The most memory that the child was seen to have during the last file."""
        self._child: _Child | None = None
        self._end: Callable[[], object] | None = None
        self._lock = threading.Lock()

    def __call__(self, data: bytes, *, file: str) -> Document:
        """Return what can be read of a file.

        Raises:
            FileRefusedError: as `read_document`, or reading took too long or too much memory, or crashed.
        """
        outcome = self._outcome(Request(data=data, file=file), file)
        if isinstance(outcome, Document):
            return outcome
        raise _refused(file, outcome, self.limits)

    def page_png(self, data: bytes, *, file: str, page: int, boxes: Sequence[Box], scale: float) -> bytes:
        """Return a page of a PDF as `corpus.pdf.drawing.page_png` draws it.

        Raises:
            FileRefusedError: there is no such page or it cannot be drawn, or that took too long or too much memory.
        """
        outcome = self._outcome(PageRequest(data=data, page=page, boxes=tuple(boxes), scale=scale), file)
        if isinstance(outcome, bytes):
            return outcome
        raise _refused(file, outcome, self.limits)

    def _outcome(self, request: Request | PageRequest, file: str) -> object:
        with self._lock:
            child = self._running_child()
            try:
                outcome = child.answer(request, self.limits)
            except (TimeoutError, MemoryError, ChildProcessError) as error:
                self._end_child()
                raise _refusal(file, error, self.limits) from error
            except BaseException:  # Ctrl+C: the child is in the middle of a file
                self._end_child()
                raise
            finally:
                self.peak_mb = child.peak_mb
            if child.memory_mb() > NEARLY * self.limits.megabytes:
                self._end_child()
        return outcome

    def close(self) -> None:
        """End the child process; a later file starts another."""
        with self._lock:
            self._end_child()

    def _running_child(self) -> _Child:
        if self._child is None or not self._child.is_alive:
            self._end_child()
            self._child = _Child(self.limits)
            self._end = weakref.finalize(self, self._child.end)
        return self._child

    def _end_child(self) -> None:
        if self._end is not None:
            self._end()
        self._child = self._end = None


class _Child:
    """A process that reads files."""

    def __init__(self, limits: ReadingLimits) -> None:
        self._process = _started(limits)
        self._watched = psutil.Process(self._process.pid)
        self._replies: SimpleQueue[object | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=_pass_on, args=(_pipe(self._process.stdout), self._replies), daemon=True)
        self._thread.start()
        self.peak_mb = 0.0
        try:
            ready = self._replies.get(timeout=START_SECONDS)
        except queue.Empty:
            ready = None
        except BaseException:
            self.end()
            raise
        if not isinstance(ready, Ready):
            self.end()
            raise RuntimeError(f"the process that reads files did not start (exit code {self._process.returncode})")

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    def memory_mb(self) -> float:
        """How much memory the process has, 0 when it is gone."""
        try:
            return float(self._watched.memory_info().rss) / 1_000_000
        except psutil.Error:
            return 0.0

    def answer(self, request: Request | PageRequest, limits: ReadingLimits) -> object:
        """Return the reply. Raises TimeoutError, MemoryError or ChildProcessError; the process must be ended then."""
        self.peak_mb = 0.0
        try:
            send(_pipe(self._process.stdin), request)
        except OSError as error:
            raise ChildProcessError from error
        reply: object | None = PictureRead()
        while isinstance(reply, PictureRead):
            reply = self._next_reply(time.monotonic() + limits.seconds, limits)
        if reply is None:
            raise MemoryError if self.peak_mb > NEARLY * limits.megabytes else ChildProcessError
        return reply

    def _next_reply(self, deadline: float, limits: ReadingLimits) -> object | None:
        while True:
            try:
                reply = self._replies.get(timeout=LOOK_SECONDS)
            except queue.Empty:
                self._look(deadline, limits)
            else:
                self.peak_mb = max(self.peak_mb, self.memory_mb())
                return reply

    def _look(self, deadline: float, limits: ReadingLimits) -> None:
        self.peak_mb = max(self.peak_mb, self.memory_mb())
        if self.peak_mb > limits.megabytes:
            raise MemoryError
        if time.monotonic() > deadline:
            raise TimeoutError

    def end(self) -> None:
        """End the process, if it still runs, and close what leads to it."""
        self._process.kill()
        self._process.wait()
        self._thread.join(JOIN_SECONDS)
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):  # what was on its way to the process has nowhere to go
                _pipe(pipe).close()


def _started(limits: ReadingLimits) -> subprocess.Popen[bytes]:
    root = str(Path(__file__).parent.parent)
    program = f"import sys; sys.path.insert(0, {root!r}); from corpus.worker import serve; serve({limits.megabytes})"
    return subprocess.Popen(
        [sys.executable, "-P", "-c", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=_no_window(),
    )


def _no_window() -> int:
    """Return what keeps Windows from opening a console for the process."""
    if sys.platform == "win32":
        return subprocess.CREATE_NO_WINDOW
    return 0


def _pass_on(pipe: IO[bytes], replies: SimpleQueue[object | None]) -> None:
    """Put every message of the process into the queue, and None when it has gone."""
    message: object | None = ()
    while message is not None:
        message = receive(pipe)
        replies.put(message)


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise ValueError(pipe)
    return pipe


def _refusal(file: str, error: Exception, limits: ReadingLimits) -> FileRefusedError:
    if isinstance(error, TimeoutError):
        return FileRefusedError(
            file,
            f"reading it took longer than {limits.seconds:g} seconds",
            remedy=f"{MAKE_ANEW} Or allow more time: set {SECONDS_VARIABLE} to more than {limits.seconds:g}.",
        )
    if isinstance(error, MemoryError):
        return FileRefusedError(
            file,
            f"reading it took more than {limits.megabytes:,} MB of memory",
            remedy=f"{MAKE_ANEW} Or allow more memory: set {MEGABYTES_VARIABLE} to more than {limits.megabytes}.",
        )
    return FileRefusedError(file, "it is so damaged that the program reading it crashed", remedy=MAKE_ANEW)


def _refused(file: str, outcome: object, limits: ReadingLimits) -> FileRefusedError:
    if isinstance(outcome, Refused):
        return FileRefusedError(file, outcome.reason, remedy=outcome.remedy)
    if not isinstance(outcome, Failed):
        raise TypeError(outcome)
    if outcome.error == MemoryError.__name__:
        return _refusal(file, MemoryError(), limits)
    return FileRefusedError(file, f"it is damaged in a way that cannot be read ({outcome.error})", remedy=MAKE_ANEW)
