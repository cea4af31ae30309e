"""Words and phrases of a theme found in a text."""

import pytest

from corpus.types import Span
from search.vocabulary import speaks_of, spoken_of, without


@pytest.mark.parametrize(
    ("vocabulary", "text", "found"),
    [
        (["agency staff"], "Fewer agency staff.", {"agency staff": [Span(6, 18)]}),
        (["agency staff"], "Fewer agency\nstaff.", {"agency staff": [Span(6, 18)]}),
        (["agency staff"], "A multi-agency staffed team.", {}),
        (["co-production"], "Co‑production and co production", {"co-production": [Span(0, 13), Span(18, 31)]}),
        (["child's voice"], "The child’s voice", {"child's voice": [Span(4, 17)]}),
        (["DCS"], "The DCS and the dcs", {"DCS": [Span(4, 7)]}),
        (["CiN"], "CiN, CIN and cin", {"CiN": [Span(0, 3)]}),
        (["Social Work Academy"], "our social work academy", {"Social Work Academy": [Span(4, 23)]}),
    ],
)
def test_a_term_is_found_where_it_stands_as_a_whole(vocabulary, text, found):
    assert spoken_of(vocabulary, text) == found
    assert speaks_of(vocabulary, text) is bool(found)


def test_a_false_friend_hides_the_words_in_it_and_no_others():
    text = "Private fostering awareness; fostering panel."

    assert spoken_of(["fostering"], text, false_friends=["private fostering"]) == {"fostering": [Span(29, 38)]}
    assert len(without(["private fostering"], text)) == len(text)
