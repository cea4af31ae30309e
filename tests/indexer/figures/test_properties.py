"""What holds for the figures of any text: each is an exact piece, and every number shown stands in its quotation."""

import re
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from indexer.figures.plain import plain_of, sentences_of
from indexer.figures.reading import figures_of
from indexer.figures.values import number_in_words

SUBJECTS = st.sampled_from(
    [
        "children in care",
        "social workers",
        "the vacancy rate",
        "assessments",
        "foster carers",
        "the budget",
        "it",
        "visits",
    ]
)
VERBS = st.sampled_from(
    [
        "rose to",
        "fell from",
        "is",
        "was",
        "increased by",
        "against a target of",
        "of",
        "up from",
        "not",
        "but",
        "to",
        "–",
    ]
)
NUMBERS = st.one_of(
    st.integers(0, 99_999).map(str),
    st.decimals(0, 100, places=1).map(lambda number: f"{number}%"),
    st.sampled_from(
        ["£1.2 million", "£17.4M", "twenty", "a third", "forty-two", "75 %", "£0.3m", "7 per 10,000", "six weeks"]
    ),
)
REST = st.sampled_from(
    [
        "at 31 March 2021",
        "in 2020/21",
        "(excluding £2m of reserves)",
        "since 2018",
        "of children",
        "\t",
        ";",
        ", and",
        "\n",
        ".",
    ]
)
SENTENCES = st.lists(
    st.one_of(SUBJECTS, VERBS, NUMBERS, REST, st.sampled_from(["nationally", "on average", "Target", "by June 2024"])),
    max_size=30,
).map(" ".join)


def broken_promises(text, figures):
    """Return each figure that shows anything its quotation does not hold."""
    broken = []
    for figure in figures:
        quotation = text[slice(*figure.quote)]
        shown = [figure.value, figure.what, figure.change, figure.as_of_raw, *figure.qualifiers]
        inside = figure.quote.start <= figure.span.start <= figure.span.end <= figure.quote.end
        exact = text[slice(*figure.span)] == figure.value != ""
        numbers = {digits for part in shown if part for digits in re.findall(r"[0-9]+", part)}
        stand = numbers <= set(re.findall(r"[0-9]+", quotation)) and all(part in quotation for part in shown if part)
        if not (inside and exact and stand):
            broken.append(figure)
    return broken


@settings(max_examples=400, deadline=None)
@given(SENTENCES)
@example("19 carers have been approved against a target of 15. The target rises to 20 in April")
def test_every_number_shown_stands_in_the_quotation_beside_it(rules, text):
    figures = figures_of(text, rules, paper_date="2022-06")

    assert broken_promises(text, figures) == []
    assert [figure.span for figure in figures] == sorted({figure.span for figure in figures})


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text_can_be_read(rules, text):
    assert broken_promises(text, figures_of(text, rules, paper_date=None)) == []
    assert len(plain_of(text)) == len(text)
    spans = sentences_of(plain_of(text))
    assert all(one.end <= other.start for one, other in pairwise(spans))


@settings(max_examples=200, deadline=None)
@given(SENTENCES)
def test_a_figures_date_is_made_only_of_what_the_passage_prints(rules, text):
    for figure in figures_of(text, rules, paper_date="2022-06"):
        assert figure.as_of is None or figure.as_of_raw is not None


@given(st.integers(1, 99))
def test_numbers_in_words_are_read_as_they_are_written(rules, number):
    ones = {value: word for word, value in rules.ones.items()}
    tens = {value: word for word, value in rules.tens.items()}
    words = ones.get(number) or tens.get(number) or f"{tens[number // 10 * 10]}-{ones[number % 10]}"

    assert number_in_words(words, rules) == number


def test_a_word_that_is_no_number_is_refused(rules):
    with pytest.raises(KeyError):
        number_in_words("umpteen", rules)


def test_every_figure_of_the_real_papers_stands_in_its_quotation(rules, real_papers):
    with real_papers.store.viewing() as view:
        passages = [found for paper in view.papers() for found in view.everything_of(paper.id)]
        read = [
            (found.passage.text, figures_of(found.passage.text, rules, paper_date=found.paper.date))
            for found in passages
        ]

    assert sum(len(figures) for _, figures in read) > 50
    assert [broken for text, figures in read for broken in broken_promises(text, figures)] == []
