"""Check every quotation of a document against its paper, and put files in place only when all of them are whole."""

from __future__ import annotations

import os
from contextlib import suppress
from errno import EISDIR
from typing import TYPE_CHECKING

from corpus.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from corpus.types import DocumentId
    from ui.documents.quoting import Mask
    from ui.documents.records import Quoted


def check_quotations(quotations: Iterable[Quoted], text_of: Callable[[DocumentId], str], mask: Mask) -> int:
    """Check that every quotation stands in its paper just so, and is shown as it stands; return how many there are.

    Raises:
        ValueError: one does not, or is shown otherwise; names its passage.
    """
    from ui.documents.quoting import written

    count = 0
    texts: dict[DocumentId, str] = {}
    for quoted in quotations:
        if quoted.document_id not in texts:
            texts[quoted.document_id] = text_of(quoted.document_id)
        if not quoted.text or texts[quoted.document_id][quoted.start : quoted.end] != quoted.text:
            raise ValueError(f"the quotation of {quoted.passage_id} is not what stands in its paper")
        if quoted.shown != written(mask(quoted.text).text):
            raise ValueError(f"the quotation of {quoted.passage_id} is not shown as it stands in its paper")
        count += 1
    return count


def put_in_place(files: Mapping[Path, bytes]) -> None:
    """Write files aside, and when all are whole put them in their places.

    Raises:
        InputError: one cannot be written; what was there is as it was.
    """
    parts: dict[Path, Path] = {}
    try:
        for name, data in files.items():
            path = name.resolve()
            parts[path] = path.with_name(f".{path.name}.{os.getpid()}.part")
            parts[path].write_bytes(data)
        folders = [path for path in parts if path.is_dir()]
        if folders:
            raise IsADirectoryError(EISDIR, "a folder has this name", str(folders[0]))
        for path, part in parts.items():
            part.replace(path)
    except OSError as error:
        raise InputError(
            f"The file {error.filename or next(iter(files))} cannot be written: {error.strerror or error}.",
            remedy="Close it where it is open, or choose another name.",
        ) from error
    finally:
        for part in parts.values():
            with suppress(OSError):
                part.unlink(missing_ok=True)


def check_place(path: Path) -> None:
    """Refuse a place where no file can be written, before any work is done. Raises InputError."""
    if not path.parent.is_dir():
        raise InputError(f"There is no folder {path.parent}.", remedy="Make it first, or choose another.")
    if path.is_dir():
        raise InputError(f"{path} is a folder.", remedy="Name a file in it.")
