"""Do work that takes its time: say how far it is, and stop it when a person asks. Nothing here knows Gradio."""

from __future__ import annotations

from concurrent.futures import Future
from threading import Event, Thread
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Tell = Callable[[str], None]

DoneT = TypeVar("DoneT")
POLL_S = 0.1  # what a person takes for at once


class StoppedError(Exception):
    """Ends work that a person has stopped; it is caught where the work was begun, and shown to nobody."""


class Work(Generic[DoneT]):
    """A piece of work, to be done in a thread of its own.

    Args:
        do: The work. What it is given takes how far it is, in words, and raises StoppedError once it is to stop.
    """

    def __init__(self, do: Callable[[Tell], DoneT]) -> None:
        self._do = do
        self._said = ""
        self._made: Future[DoneT] = Future()
        self._is_stopped, self._is_over = Event(), Event()

    def stop(self) -> None:
        """Have it end when it next says how far it is; nobody waits for that."""
        self._is_stopped.set()
        self._is_over.set()

    def progress(self) -> Iterator[str]:
        """Do the work; give how far it is whenever that changes, until it is over or has been stopped."""
        Thread(target=self._run, daemon=True).start()
        told = ""
        while not self._is_over.wait(POLL_S):
            if self._said != told:
                told = self._said
                yield told

    def result(self) -> DoneT:
        """Return what was made, or raise what was raised; StoppedError when it has been stopped."""
        if self._is_stopped.is_set():
            raise StoppedError
        return self._made.result()

    def _tell(self, words: str) -> None:
        if self._is_stopped.is_set():
            raise StoppedError
        self._said = words

    def _run(self) -> None:
        try:
            self._made.set_result(self._do(self._tell))
        except Exception as error:  # noqa: BLE001 - `result` raises it to who asked for the work
            self._made.set_exception(error)
        self._is_over.set()
