"""`readacross evaluate`: what it prints, what it keeps, and what it refuses."""

import json

import pytest

from ui.cli import main

REPORT = """# Improvement plan

1.1 Visits to children are weekly and are recorded by social workers on the same day.

1.2 The council spent more on agency staff than it had planned for the year.

1.3 The training of newly appointed team managers began in the spring.
"""
QUESTIONS = [
    ("Q1", "inspector", "keyword", "weekly visits", [("plan.md", "visits to children are weekly", 2)]),
    ("Q2", "researcher", "question", "What was spent on agency staff?", [("plan.md", "spent more on agency", 2)]),
    ("X1", "any", "negative", "quantum chromodynamics", []),
]


@pytest.fixture
def judged(tmp_path):
    """A folder with a paper and one with questions on it; the command runs beside them."""
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "plan.md").write_text(REPORT, encoding="utf-8")
    (tmp_path / "judged").mkdir()
    entries = [
        {
            "id": name,
            "user": user,
            "query": query,
            "kind": kind,
            "relevant": [{"file": file, "anchor": anchor, "grade": grade} for file, anchor, grade in relevant],
        }
        for name, user, kind, query, relevant in QUESTIONS
    ]
    (tmp_path / "judged" / "queries.json").write_text(json.dumps(entries), encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(judged, capsys, monkeypatch):
    monkeypatch.chdir(judged)
    monkeypatch.setenv("READACROSS_LIBRARY", str(judged / "library"))

    def ran(*arguments):
        code = main(["evaluate", "--judged", "judged", *arguments])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return ran


def test_figures_are_printed_overall_by_kind_and_by_user(run):
    code, out, _ = run("--papers", "papers")

    first_words = [line.split()[0] for line in out.splitlines() if "[" in line and "]" in line]
    assert (code, first_words) == (0, ["all", "keyword", "question", "inspector", "researcher"])
    assert "all                      2    1.000 [1.00, 1.00]    1.000 [1.00, 1.00]    1.000 [1.00, 1.00]\n" in out
    assert "Nothing relevant, rightly: 1 of 1 questions without an answer.\n" in out
    assert "Nothing relevant, wrongly: 0 of 2 with one.\n" in out
    assert out.endswith("No earlier run of this judged set is recorded here.\n")


def test_the_json_holds_every_figure_and_nothing_else_is_printed(run):
    _, out, _ = run("--papers", "papers", "--json")

    told = json.loads(out)
    assert told["overall"]["ndcg_at_10"] == {"value": 1.0, "low": 1.0, "high": 1.0}
    assert told["negatives"] == {"asked": 1, "told": 1, "by_id": {"X1": True}}
    assert [(q["id"], q["ndcg_at_10"], q["nothing_relevant"]) for q in told["questions"]] == [
        ("Q1", 1.0, False),
        ("Q2", 1.0, False),
    ]
    assert (told["lost"], told["since"]) == ([], None)


def test_a_recorded_run_is_what_the_next_is_compared_with(run, judged):
    (judged / "evaluation").mkdir()
    run("--papers", "papers", "--record")
    lines = (judged / "evaluation" / "results" / "judged.jsonl").read_text(encoding="utf-8").splitlines()
    worse = json.loads(lines[0])
    worse["questions"][0]["ndcg_at_10"] = 0.5
    (judged / "evaluation" / "results" / "judged.jsonl").write_text(json.dumps(worse) + "\n", encoding="utf-8")

    _, out, _ = run("--papers", "papers")

    assert len(lines) == 1
    assert f"Since the run of {worse['date']}: 1 gain, 0 losses.\n  Q1      0.500 → 1.000  +0.500\n" in out


def test_the_library_answers_when_no_papers_are_named(run, judged, capsys):
    main(["add", str(judged / "papers")])
    capsys.readouterr()

    code, out, _ = run()

    assert (code, "all                      2    1.000" in out) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "1 of the 1 judged papers are not here, such as plan.md.\nName the folder that holds them: --papers"),
        (["--papers", "papers", "--record"], "There is no folder evaluation here.\nGo to the project's checkout"),
        (["--papers", "papers", "--judged", "papers"], "cannot be read as judged questions"),
    ],
)
def test_what_cannot_be_measured_is_refused_with_a_remedy(run, arguments, said):
    code, out, err = run(*arguments)

    assert (code, out) == (2, "")
    assert said in err
