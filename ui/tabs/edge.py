"""Turn whatever goes wrong while a tab answers into words on the page."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from corpus.errors import ReadacrossError
from ui.html.render import error_html
from ui.page.working import StoppedError

if TYPE_CHECKING:
    from collections.abc import Callable

    Shown = tuple[str, str]

logger = logging.getLogger(__name__)


class UnforeseenError(ReadacrossError):
    """Readacross itself went wrong."""

    def __init__(self) -> None:
        super().__init__(
            "Something went wrong inside Readacross; your papers are untouched.",
            remedy="Try again. If it happens again, send us what the terminal window shows.",
        )


def shown(answer: Callable[[], Shown]) -> Shown:
    """Return the status line and the results of an answer, or an empty status line and the error in words.

    Raises:
        StoppedError: a person has stopped the work.
    """
    try:
        return answer()
    except StoppedError:
        raise
    except ReadacrossError as error:
        return "", error_html(error)
    except Exception:  # the edge of a tab: a person reads a sentence, the terminal gets the trace
        logger.exception("A tab could not answer")
        return "", error_html(UnforeseenError())
