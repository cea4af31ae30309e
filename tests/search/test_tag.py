"""Which themes a text is tagged with by words alone."""

from search.tag import themes_of
from search.themes import Theme

AUDIT = Theme(
    id="audit",
    title="Audit",
    definition="Reading files.",
    vocabulary=("audit",),
    false_friends=("audit committee",),
    areas=(),
)
PLANS = Theme(id="plans", title="Plans", definition="What to do.", vocabulary=("plan",), false_friends=(), areas=())


def test_themes_come_in_the_order_in_which_they_are_given():
    assert themes_of("A plan came of the plan's audit.", [AUDIT, PLANS]) == ("audit", "plans")
    assert themes_of("A plan came of the plan's audit.", [PLANS, AUDIT]) == ("plans", "audit")


def test_a_false_friend_is_no_theme():
    assert themes_of("The audit committee met.", [AUDIT, PLANS]) == ()


def test_no_theme_is_given_to_an_empty_text():
    assert themes_of("", [AUDIT, PLANS]) == ()
