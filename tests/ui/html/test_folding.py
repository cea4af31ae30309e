"""A form that is folded away behind a button, as HTML."""

from __future__ import annotations

from ui.html.actions import form_html
from ui.html.folding import folded_html


def test_a_form_stands_after_the_button_that_opens_it_which_says_that_it_is_closed():
    html = folded_html("<form></form>", "Change what is compared")

    assert html.startswith('<div class="folding"><button type="button" class="as-link unfolds" aria-expanded="false">')
    assert html.endswith("Change what is compared</button><form></form></div>")


def test_the_form_of_actions_can_be_folded():
    assert "Change what is listed</button><form " in form_html((), ["Halton"])
