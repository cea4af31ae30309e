"""Fold a text for searching: what the eye takes for the same becomes the same. Quotations are never folded."""

from __future__ import annotations

import re
import unicodedata

# Letters of other alphabets that scanners and PDF fonts put for Latin ones (Unicode's confusables table, those seen in
# councils' papers), and typographic marks.
LOOK_ALIKES = str.maketrans(
    {
        "Α": "A", "Β": "B", "Ε": "E", "Ζ": "Z", "Η": "H", "Ι": "I", "Κ": "K", "Μ": "M", "Ν": "N", "Ο": "O", "Ρ": "P",
        "Τ": "T", "Υ": "Y", "Χ": "X", "ο": "o", "А": "A", "В": "B", "Е": "E", "К": "K", "М": "M", "Н": "H", "О": "O",
        "Р": "P", "С": "C", "Т": "T", "У": "Y", "Х": "X", "а": "a", "е": "e", "о": "o", "р": "p", "с": "c", "х": "x",
        "’": "'", "‘": "'", "‛": "'", "`": "'", "“": '"', "”": '"', "„": '"', "‐": "-", "‑": "-", "‒": "-", "–": "-",
        "—": "-", "−": "-", "\u00ad": None, "\u200b": None, "\ufeff": None,
    }
)  # fmt: skip
BROKEN_WORD = re.compile(r"(?<=\w)-[ \t]*\n\s*(?=\w)")
ORDINAL_GAP = re.compile(r"\b(\d{1,2}) (st|nd|rd|th)\b")


def fold(text: str) -> str:
    r"""Return the text on one line, in plain letters and marks, case kept.

    Compatibility forms (ligatures, full-width) become plain; look-alike Greek and Cyrillic capitals become Latin; curly
    quotes and dashes become straight; soft hyphens go; a word cut at a line's end keeps its hyphen and is closed up.

    >>> fold("The ﬁrst  “step‑down”\nwas Υ on the 8 th March")
    'The first "step-down" was Y on the 8th March'
    """
    # Letters are changed while their accents stand apart, else folding twice could differ from folding once.
    plain = unicodedata.normalize("NFC", unicodedata.normalize("NFKD", text).translate(LOOK_ALIKES))
    plain = BROKEN_WORD.sub("-", plain)
    return ORDINAL_GAP.sub(r"\1\2", " ".join(plain.split()))


def on_one_line(text: str) -> str:
    r"""Return a quotation as it is shown: its line breaks as spaces, a word cut at a line's end closed up.

    Nothing but white space differs from the text.

    >>> on_one_line("risk-\nfocused  work\nwith families")
    'risk-focused work with families'
    """
    return " ".join(BROKEN_WORD.sub("-", text).split())
