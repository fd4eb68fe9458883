"""`autograder autograde` leaves what `nbgrader autograde` leaves, and does not do it twice."""

import json
import os
import shutil
import sqlite3
import warnings

import few_notebooks
import forked
import pytest

from autograder import demo
from autograder.course.load import load
from autograder.gradebook.autograde import autograde
from autograder.gradebook.release import release

LEARNERS = ("ada-right", "ben-first-edition", "hana-no-return", "kim-empty-file")
# What no two runs share: surrogate keys and times.
VOLATILE = {"id", "timestamp", "assignment_id", "student_id", "notebook_id", "cell_id", "submission_id"}


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    folder = tmp_path_factory.mktemp("course") / "original"
    few_notebooks.lay_out(folder)
    course = load(folder / "course.yml")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        release(course, [demo.ASSIGNMENT])
    demo.hand_in(course)
    for path in (folder / "submitted").iterdir():
        if path.name not in LEARNERS:
            shutil.rmtree(path)
    (folder / "submitted" / "ada-right" / demo.ASSIGNMENT / "timestamp.txt").write_text("2026-11-01 12:00:00 UTC")
    return folder


@pytest.fixture(scope="module")
def ours(original):
    folder = original.with_name("ours")
    shutil.copytree(original, folder)
    outcome = run(folder)
    assert said(folder, "ada-right") == []
    return folder, outcome


def said(folder, learner):
    """What was found wrong with a learner's softmax, in words."""
    report = json.loads((folder / "reports" / demo.ASSIGNMENT / learner / "softmax.json").read_text())
    return [
        f"{test['id']}: {test['message']}"
        for exercise in report["exercises"]
        for test in exercise["tests"]
        if test["verdict"] != "passed"
    ]


def run(folder, **options):
    course = load(folder / "course.yml")
    with warnings.catch_warnings():  # nbgrader's own, about its use of SQLAlchemy
        warnings.simplefilter("ignore")
        return autograde(course, course.assignment(demo.ASSIGNMENT), **options)


def rows(folder):
    connection = sqlite3.connect(folder / "gradebook.db")
    connection.row_factory = sqlite3.Row
    tables = [name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")]
    found = {}
    for table in sorted(tables):
        records = [
            {key: row[key] for key in row.keys() if key not in VOLATILE}  # noqa: SIM118  a Row iterates over values
            for row in connection.execute(f"select * from {table}")
        ]
        found[table] = sorted(json.dumps(record, sort_keys=True, default=str) for record in records)
    connection.close()
    return found


def test_gradebook_and_files_are_those_of_nbgrader(original, ours):
    theirs = original.with_name("theirs")
    shutil.copytree(original, theirs)
    command = ("nbgrader", "autograde", demo.ASSIGNMENT, "--log-level=CRITICAL")
    assert forked.run(*command, cwd=theirs, env=os.environ).returncode == 1
    folder, outcome = ours
    assert outcome.graded == LEARNERS[:3]
    assert rows(folder) == rows(theirs)
    for learner in LEARNERS:
        files = [sorted((place / "autograded" / learner).rglob("*.*")) for place in (folder, theirs)]
        assert [path.name for path in files[0]] == [path.name for path in files[1]]
        for mine, other in zip(*files, strict=True):
            assert mine.read_text() == other.read_text()


def test_one_broken_submission_is_named_with_its_reason_and_stops_no_other(ours):
    _, outcome = ours
    ((learner, reason),) = outcome.failed
    assert learner == "kim-empty-file"
    assert "is empty" in reason


def test_what_has_not_changed_is_not_graded_again(ours):
    folder, _ = ours
    again = run(folder, students=["ada-right", "ben-first-edition"])
    assert again.graded == ()
    assert again.unchanged == ("ada-right", "ben-first-edition")


def test_a_changed_submission_is_graded_again_and_a_manual_grade_stays(ours):
    folder, _ = ours
    path = folder / "submitted" / "hana-no-return" / demo.ASSIGNMENT / "softmax.ipynb"
    connection = sqlite3.connect(folder / "gradebook.db")
    connection.execute("update grade set manual_score = 4.5")
    connection.commit()
    nb = json.loads(path.read_text())
    for cell in nb["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == "softmax":
            cell["source"] = "import torch\n\n\ndef softmax(X):\n    return (X - X.logsumexp(1, keepdim=True)).exp()\n"
    path.write_text(json.dumps(nb))
    assert run(folder, students=["hana-no-return"]).graded == ("hana-no-return",)
    assert said(folder, "hana-no-return") == []
    grades = connection.execute(
        "select auto_score, manual_score from grade join submitted_notebook on grade.notebook_id = submitted_notebook.id "
        "join submitted_assignment on submitted_notebook.assignment_id = submitted_assignment.id "
        "where submitted_assignment.student_id = 'hana-no-return'"
    ).fetchall()
    connection.close()
    assert (10.0, 4.5) in grades  # the quiz, not handed in, has a grade of its own


def test_an_unknown_learner_is_named(ours):
    folder, _ = ours
    with pytest.raises(LookupError, match="nobody"):
        run(folder, students=["nobody"])
