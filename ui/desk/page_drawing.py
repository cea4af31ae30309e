"""Draw papers' pages on request, in a process of their own, and remember the last few."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING

from corpus.sandbox import SandboxedReader

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from corpus.sandbox import ReadingLimits
    from corpus.types import Box, Paper

SCALE = 2.0  # pixels for each point: A4 is 1,190 wide, sharp at the width of a column and at 200 % zoom
MOST_KEPT = 24  # pictures, of half a megabyte each as a rule


class PageDrawer:
    """Draw pages within limits of time and memory. Safe to use from several threads, which wait for each other.

    It has a process of its own, so that nobody waits for a page while papers are being added; the process starts with
    the first page and ends with the program.
    """

    def __init__(self, limits: ReadingLimits) -> None:
        self._reader = SandboxedReader(limits)
        self._kept: OrderedDict[tuple[str, int, tuple[Box, ...]], bytes] = OrderedDict()
        self._lock = Lock()

    def __call__(self, paper: Paper, load: Callable[[], bytes], page: int, boxes: Sequence[Box]) -> bytes:
        """Return a page of a PDF as a PNG picture with `boxes` outlined; `load` returns the file's bytes.

        Raises:
            FileRefusedError: the page cannot be drawn, or that took too long or too much memory.
        """
        asked = (paper.id, page, tuple(boxes))
        with self._lock:
            if asked in self._kept:
                self._kept.move_to_end(asked)
                return self._kept[asked]
        picture = self._reader.page_png(load(), file=paper.file, page=page, boxes=boxes, scale=SCALE)
        with self._lock:
            self._kept[asked] = picture
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return picture

    def close(self) -> None:
        """End the process; a later page starts another."""
        self._reader.close()
