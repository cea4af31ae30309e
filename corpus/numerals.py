"""Write numbers as lists are numbered: in digits, letters, Roman numerals."""

from __future__ import annotations

ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
         (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
LARGEST_ROMAN = 4000
MOST_LETTERS = 9
ALPHABET = 26


def in_form(number: int, form: str) -> str:
    """Return a number in one of the forms that lists have; forms in words and other scripts as digits.

    >>> [in_form(28, form) for form in ("decimal", "decimalZero", "lowerLetter", "upperRoman", "ordinal")]
    ['28', '28', 'bb', 'XXVIII', '28th']
    """
    if form == "decimalZero":
        return f"{number:02}"
    if form in ("lowerLetter", "upperLetter") and number > 0:
        letter = chr(ord("a") + (number - 1) % ALPHABET) * min(1 + (number - 1) // ALPHABET, MOST_LETTERS)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman") and 0 < number < LARGEST_ROMAN:
        return _roman(number).upper() if form == "upperRoman" else _roman(number)
    return f"{number}{_ordinal_ending(number)}" if form == "ordinal" else str(number)


def _roman(number: int) -> str:
    letters = ""
    for value, letter in ROMAN:
        letters += letter * (number // value)
        number %= value
    return letters


def _ordinal_ending(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
