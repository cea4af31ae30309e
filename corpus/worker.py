"""Read files on request in a process of its own: the far side of `corpus.sandbox`."""

from __future__ import annotations

import os
import pickle
import signal
import struct
import sys
import threading
import time
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

import psutil

from corpus.errors import FileRefusedError
from corpus.ocr import picture_reader
from corpus.reading import read_document

if TYPE_CHECKING:
    from corpus.ocr import Picture, ReadPicture, Recognised
    from corpus.types import Box, Document

LENGTH = struct.Struct(">Q")
PARENT_CHECK_S = 2.0
WALL_MB = 512  # above the limit that the parent watches: for what grows faster than it can look


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A file to be read."""

    data: bytes
    file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRequest:
    """A page of a PDF to be drawn; the rest as `corpus.pdf.drawing.page_png` takes it."""

    data: bytes
    page: int
    boxes: tuple[Box, ...]
    scale: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """What a FileRefusedError says."""

    reason: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """A file met an error that no reader foresaw; `error` is its name."""

    error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """The process has started and waits for files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureRead:
    """One more page of the file was read from its picture, which takes seconds: the clock starts anew."""


def send(pipe: IO[bytes], message: object) -> None:
    """Write a message, its length before it."""
    packed = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    pipe.write(LENGTH.pack(len(packed)))
    pipe.write(packed)
    pipe.flush()


def receive(pipe: IO[bytes]) -> object | None:
    """Return the next message, None when the other side has closed or was cut off in the middle of one."""
    head = pipe.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    packed = pipe.read(length)
    return pickle.loads(packed) if len(packed) == length else None


def serve(limit_mb: int) -> None:
    """Answer requests from standard input until it closes."""
    replies = _own_standard_output()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the parent, which then ends this process
    threading.Thread(target=_end_with_parent, args=(psutil.Process(os.getppid()),), daemon=True).start()
    _raise_wall(limit_mb + WALL_MB)
    read_picture = _telling(picture_reader(), replies)
    send(replies, Ready())
    while isinstance(request := receive(sys.stdin.buffer), Request | PageRequest):
        send(replies, _drawn(request) if isinstance(request, PageRequest) else _outcome(request, read_picture))


def _telling(read_picture: ReadPicture | None, replies: IO[bytes]) -> ReadPicture | None:
    """Return the reader of pictures, which then tells of each that it has read."""
    if read_picture is None:
        return None

    def read_and_tell(picture: Picture) -> list[Recognised]:
        lines = read_picture(picture)
        send(replies, PictureRead())
        return lines

    return read_and_tell


def _outcome(request: Request, read_picture: ReadPicture | None) -> Document | Refused | Failed:
    try:
        return read_document(request.data, file=request.file, read_picture=read_picture)
    except FileRefusedError as refusal:
        return Refused(reason=refusal.reason, remedy=refusal.remedy)
    except Exception as error:  # noqa: BLE001 - the edge of the process: a broken file may raise anything in any library
        return Failed(error=type(error).__name__)


def _drawn(request: PageRequest) -> bytes | Failed:
    from corpus.pdf.drawing import page_png  # most of these processes read and never draw

    try:
        return page_png(request.data, request.page, request.boxes, request.scale)
    except Exception as error:  # noqa: BLE001 - as in `_outcome`
        return Failed(error=type(error).__name__)


def _own_standard_output() -> IO[bytes]:
    """Return standard output for the replies alone; what libraries print goes nowhere."""
    own = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return own


def _end_with_parent(parent: psutil.Process) -> None:
    """End this process when its parent is gone, even in the middle of a file that never ends."""
    while parent.is_running():
        time.sleep(PARENT_CHECK_S)
    os._exit(1)


def _raise_wall(limit_mb: int) -> None:
    """Have the system refuse memory beyond this, where it can (Linux)."""
    if sys.platform == "win32":
        return
    import resource

    try:
        resource.setrlimit(resource.RLIMIT_DATA, (limit_mb * 1_000_000, limit_mb * 1_000_000))
    except (ValueError, OSError):  # a lower limit stands already, or the system knows no such limit
        return
