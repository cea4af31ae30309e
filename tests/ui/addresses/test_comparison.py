"""A comparison's address asks the same comparison again, and says in words what it cannot ask."""

import pytest

from ui.addresses.comparison import Asked, NoThemeError, asked_in
from ui.addresses.links import BadLinkError
from ui.page.parts import NoCouncilTickedError

KNOWN = ["Halton", "Sefton"]


@pytest.mark.parametrize(
    ("query", "asked", "again"),
    [
        ("theme=workforce", Asked("workforce", "", ()), "theme=workforce"),
        (
            "words=agency+staff&council=Sefton",
            Asked("", "agency staff", ("Sefton",)),
            "words=agency+staff&council=Sefton",
        ),
        ("theme=voice&council=Halton&council=Sefton", Asked("voice", "", ()), "theme=voice"),
        ("theme=voice&words=x", Asked("voice", "x", ()), "theme=voice"),
    ],
)
def test_an_address_is_read_and_written_again(query, asked, again):
    read = asked_in(query, KNOWN)

    assert read == asked
    assert read.query == again


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ("council=Halton", NoThemeError),
        ("theme=voice&council=Ely", BadLinkError),
        ("theme=voice&council=", NoCouncilTickedError),
    ],
)
def test_what_cannot_be_compared_is_refused(query, error):
    with pytest.raises(error):
        asked_in(query, KNOWN)
