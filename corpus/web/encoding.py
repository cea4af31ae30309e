"""Turn a web page's bytes into characters, as browsers do."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from corpus.plain import decode

if TYPE_CHECKING:
    from corpus.types import ReadingWarning

CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{1,40})""", re.IGNORECASE)
LATIN = frozenset({"iso8859-1", "ascii"})  # browsers read Windows-1252 where a page says so


def decode_web(data: bytes) -> tuple[str, tuple[ReadingWarning, ...]]:
    r"""Return the bytes as text: by a byte order mark, else as the page says of itself, else as any text.

    >>> decode_web(b'<meta charset="iso-8859-1"><p>\x96 Caf\xe9')[0][-6:]
    '– Café'
    """
    stated = CHARSET.search(data[:4096])
    if stated is None or data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return decode(data)
    try:
        name = codecs.lookup(stated.group(1).decode("ascii")).name
        return data.decode("cp1252" if name in LATIN else name), ()
    except (LookupError, UnicodeError):
        return decode(data)
