"""Limits on the command line: what they mean, how they are told, and what is refused."""

from __future__ import annotations

import json

import pytest

from indexer.store import EVERYWHERE, Where
from search.limits import Alike
from ui.cli import main
from ui.library.limits import with_alike


@pytest.fixture
def run(capsys, monkeypatch, demonstration):
    def ran(*arguments):
        monkeypatch.setenv("READACROSS_LIBRARY", str(demonstration.folder))
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as stopped:
            code = stopped.code
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return ran


def test_what_was_required_and_excluded_is_told(run):
    code, out, _ = run("search", '"social workers" recruitment -agency', "--limit", 1)

    assert code == 0
    assert out.splitlines()[0] == "With the exact words “social workers”; without “agency”."


def test_what_was_required_and_excluded_stands_in_the_json(run):
    _, out, _ = run("search", '"social workers" recruitment -agency', "--theme", "Workforce", "--json")

    answer = json.loads(out)
    assert (answer["required"], answer["excluded"], answer["theme"]) == (["social workers"], ["agency"], "Workforce")
    assert (answer["statuses"], answer["alike"]) == ([], None)
    texts = [result["passage"]["text"].lower() for result in answer["results"]]
    assert texts
    assert all("social workers" in text and "agency" not in text for text in texts)
    assert all("workforce" in result["passage"]["themes"] for result in answer["results"])


def test_a_status_limits_what_is_found(run):
    _, out, _ = run("search", "team managers", "--status", "some_issues", "--json")

    answer = json.loads(out)
    assert answer["statuses"] == ["some_issues"]
    assert {result["passage"]["number"] for result in answer["results"]} == {"1.1.1", "2.2.1"}


def test_councils_like_one_are_searched_and_those_without_papers_told(run):
    _, out, _ = run("search", "recruitment", "--like", "Sefton", "--limit", 1)

    assert out.startswith("Among councils alike: Sefton, Halton. Without papers here: Wirral, St. Helens, Wigan, ")


def test_councils_of_the_region_or_the_type_are_other_councils(run):
    by_region, by_type = (
        json.loads(run("search", "homes", "--like", "Southend-on-Sea", "--by", by, "--json")[1])
        for by in ("region", "type")
    )

    assert by_region["alike"]["councils"] == ["Southend-on-Sea"]
    assert by_type["alike"]["councils"] == ["Southend-on-Sea", "Halton"]
    assert {r["passage"]["paper"]["council"] for r in by_region["results"]} == {"Southend-on-Sea"}
    assert {r["passage"]["paper"]["council"] for r in by_type["results"]} == {"Southend-on-Sea", "Halton"}


def test_where_no_council_alike_has_a_paper_nothing_is_searched(run):
    code, out, _ = run("search", "homes", "--like", "Kent", "--json")

    answer = json.loads(out)
    assert (code, answer["searched"]["papers"], answer["results"]) == (0, 0, [])
    assert (answer["alike"]["councils"], answer["alike"]["without_papers"][0]) == ([], "Kent")


def test_councils_alike_come_beside_those_named():
    alike = Alike(councils=("Sefton", "Halton"), without_papers=("Wigan",))

    assert with_alike(Where(councils=("Kent", "Sefton")), alike).councils == ("Kent", "Sefton", "Halton")
    assert with_alike(EVERYWHERE, Alike((), ("Wigan", "Bury"))).councils == ("Wigan", "Bury")
    assert with_alike(EVERYWHERE, None) == EVERYWHERE


def test_passages_are_listed_by_theme_status_and_likeness(run):
    _, out, err = run("passages", "--theme", "workforce", "--like", "Sefton", "--json")
    _, of_actions, _ = run("passages", "--status", "some_issues", "--json")

    listed = json.loads(out)
    assert {passage["paper"]["council"] for passage in listed} == {"Sefton", "Halton"}
    assert all("workforce" in passage["themes"] for passage in listed)
    assert {passage["number"] for passage in json.loads(of_actions)} == {"1.1.1", "2.2.1"}
    assert err.startswith("Among councils alike: Sefton, Halton. Without papers here: ")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--theme", "workfroce"], "No theme is called “workfroce” here.\nDid you mean “workforce”?"),
        (["--like", "Seftn"], "No council is called “Seftn” here.\nDid you mean “Sefton”?"),
        (["--by", "region"], "No council was named that others are to be like.\nName one: --like COUNCIL"),
        (["--like", "Poole"], "No statistical neighbours of Poole are known.\nTry --by region or --by type."),
        (["--status", "lost"], "invalid choice: 'lost'"),
    ],
)
def test_a_limit_that_means_nothing_is_refused_with_a_remedy(run, options, said):
    code, out, err = run("search", "homes", *options)

    assert (code, out) == (2, "")
    assert said in err


def test_a_question_of_exclusions_alone_is_refused(run):
    code, _, err = run("search", "-agency -locum")

    assert code == 2
    assert "The question is empty." in err
