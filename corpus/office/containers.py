"""Tell what a zip file or an old Office file holds, by the names of the parts inside it."""

from __future__ import annotations

import io
import zipfile

from corpus.errors import FileRefusedError
from corpus.types import FileFormat

ZIP, OLE = b"PK", b"\xd0\xcf\x11\xe0"
OPEN_TEXT = b"application/vnd.oasis.opendocument.text"
SAVE_AS_PDF = "Open it in the program that made it, save it as PDF, and add the PDF."
AGAIN = "Download it again, or ask for another copy."
UNLOCK = "Open it with the password, save a copy without one, and add the copy."
UNPACK = "Unpack it, and add the papers that are inside."
IN_ZIPS = (
    (
        "xl/",
        "it is an Excel workbook (.xlsx), not a paper",
        "Add the paper that the workbook belongs to, as PDF or Word.",
    ),
    ("ppt/", "it is a PowerPoint presentation (.pptx), which is not read", SAVE_AS_PDF),
    (
        "meta-inf/container.xml",
        "it is an electronic book (.epub), which is not read",
        "Add the paper as PDF or web page.",
    ),
    (
        "index/document.iwa",
        "it is a Pages document, which is not read",
        "Export it from Pages as Word or PDF, and add that.",
    ),
)
# Old Office files are folders of streams; their names stand in the file in UTF-16.
IN_OLE = (
    ("EncryptedPackage", "it is locked with a password", UNLOCK),
    ("WordDocument", "it is a Word file of the old kind (.doc)", "Open it in Word, save it as .docx, and add that."),
    ("Workbook", "it is an Excel workbook of the old kind (.xls), not a paper", SAVE_AS_PDF),
    ("PowerPoint Document", "it is a PowerPoint presentation of the old kind (.ppt)", SAVE_AS_PDF),
    (
        "__properties_version1.0",
        "it is an e-mail saved from Outlook (.msg)",
        "Save what is attached to it, and add that.",
    ),
)


def format_in_zip(data: bytes, *, file: str) -> FileFormat:
    """Return which of the formats that are read a zip file is.

    Raises:
        FileRefusedError: it is damaged, or of another format.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {name.casefold().lstrip("/") for name in archive.namelist()}
            kind = archive.read("mimetype") if "mimetype" in archive.namelist() else b""
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise FileRefusedError(
            file, "it is a Word, Excel or zip file that is cut off or damaged", remedy=AGAIN
        ) from error
    if any(name.startswith("word/") and name.endswith(".xml") for name in names):
        return FileFormat.WORD
    if kind.startswith(OPEN_TEXT):
        return FileFormat.ODT
    for inside, reason, remedy in IN_ZIPS:
        if any(name.startswith(inside) for name in names):
            raise FileRefusedError(file, reason, remedy=remedy)
    if kind.startswith(b"application/vnd.oasis.opendocument"):
        raise FileRefusedError(file, "it is an OpenDocument file that holds no text document", remedy=SAVE_AS_PDF)
    raise FileRefusedError(file, "it is a zip file and no Word document", remedy=UNPACK)


def refusal_of_ole(data: bytes, *, file: str) -> FileRefusedError:
    """Return why an old Office file, or one that a password locks, is refused."""
    for stream, reason, remedy in IN_OLE:
        if stream.encode("utf-16-le") in data:
            return FileRefusedError(file, reason, remedy=remedy)
    return FileRefusedError(file, "it is an Office file of the old kind", remedy=SAVE_AS_PDF)
