"""One submission graded end to end, as learners write them."""

import functools
import json
import os
import signal
import time
from copy import deepcopy
from pathlib import Path

import pytest
from processes import descendants

from autograder.course.load import load
from autograder.course.released import released
from autograder.grading import batch
from autograder.grading.batch import grade_files
from autograder.grading.grade import grade_with
from autograder.grading.judges import Nursery, Worker, pool_of_judges
from autograder.notebook.cells import find, restore
from autograder.notebook.file import read
from autograder.report.model import Verdict, from_json
from autograder.sandbox import policy

ROOT = Path(__file__).resolve().parents[2]
SOLUTION = ROOT / "solutions/linear-networks/softmax.ipynb"


@pytest.fixture(scope="module")
def course():
    return load(ROOT / "course.yml")


@pytest.fixture(scope="module")
def worker(course):
    assignments = [assignment.id for assignment in course.assignments]
    worker = Worker(Nursery(ROOT / "course.yml", assignments), course.limits.wall_seconds)
    yield worker
    worker.close()


@pytest.fixture
def grade(course, worker):
    """Grades a submission whose softmax cell has the given source."""
    assignment = course.assignment("linear-networks")
    release = released(assignment, "softmax")

    def graded(source, *more_cells):
        nb = restore(release, release)
        at = find(nb, "softmax")
        nb.cells[at].source = source
        for text in more_cells:
            nb.cells.insert(
                at,
                type(nb.cells[at])(
                    cell_type="code",
                    id=f"own{len(nb.cells)}",
                    metadata={},
                    source=text,
                    outputs=[],
                    execution_count=None,
                ),
            )
        report = grade_with(worker, nb, assignment, "softmax", "cpu")
        return report, nb

    return graded


def body(text):
    lines = "\n".join(f"    {line}" for line in text.splitlines())
    return f"import torch\nfrom torch import nn\nimport torch.nn.functional as F\n\ndef softmax(X):\n{lines}\n"


@pytest.mark.parametrize(
    "text",
    [
        "E = (X - X.amax(1, keepdim=True)).exp()\nreturn E / E.sum(1, keepdim=True)",
        "E = (X - X.amax(1, keepdim=True)).exp()\nreturn torch.einsum('ij,i->ij', E, 1 / E.sum(1))",
        "return (X - X.logsumexp(1, keepdim=True)).exp()",
        "rows = []\nfor row in X:\n    e = (row - row.max()).exp()\n    rows.append(e / e.sum())\n"
        "return torch.stack(rows) if rows else X.clone()",
    ],
    ids=["vectorised", "einsum", "logsumexp", "loop"],
)
def test_a_right_answer_gets_every_point(grade, text):
    report, _ = grade(body(text))
    assert [t for e in report.exercises for t in e.tests if t.verdict is not Verdict.PASSED] == []
    assert report.score == report.points


def test_the_first_editions_softmax_loses_only_the_large_logits(grade):
    report, _ = grade(body("E = torch.exp(X)\nreturn E / E.sum(1, keepdim=True)"))
    (exercise,) = report.exercises
    failed = [test for test in exercise.tests if test.verdict is not Verdict.PASSED]
    assert 0.6 * report.points < report.score < report.points
    assert any("X = torch.tensor([[89.0]])" in (test.counterexample or "") for test in failed)
    assert exercise.diagnosis is not None


@pytest.mark.parametrize(
    "text",
    [
        "return torch.softmax(X, 1)",
        "return X.softmax(-1)",
        "return F.softmax(X, dim=1)",
        "return nn.Softmax(1)(X)",
        "return getattr(torch, 'soft' + 'max')(X, 1)",
        "return F.log_softmax(X, 1).exp()",
        "return torch.ops.aten._softmax(X, 1, False)",
    ],
)
def test_torchs_own_softmax_does_not_get_every_point(grade, text):
    report, _ = grade(body(text))
    assert report.score < report.points


def with_cells_below(nb, *sources):
    """The notebook with own cells at its end, below the check."""
    make = type(nb.cells[0])
    nb.cells += [
        make(cell_type="code", id=f"below{n}", metadata={}, source=source, outputs=[], execution_count=None)
        for n, source in enumerate(sources)
    ]
    return nb


@pytest.mark.parametrize(("run", "shown"), [("graded", 0), ("all", 1)])
def test_cells_below_the_last_check_run_only_where_the_course_says_so(course, worker, tmp_path, run, shown):
    copy = tmp_path / "course.yml"
    copy.write_text((ROOT / "course.yml").read_text().replace("run: graded", f"run: {run}"))
    for name in ("solutions", "assignments", "graders", "quizzes"):
        (tmp_path / name).symlink_to(ROOT / name)
    assignment = load(copy).assignment("linear-networks")
    nb = with_cells_below(released(assignment, "softmax"), "print('calls of the hidden tests')")
    if run == "all":
        worker = Worker(Nursery(copy, [assignment.id]), course.limits.wall_seconds)
    try:
        report = grade_with(worker, nb, assignment, "softmax", "cpu")
    finally:
        if run == "all":
            worker.close()
    assert report.score == 0
    assert len(nb.cells[-1].outputs) == shown
    assert any(cell.get("outputs") for cell in nb.cells), "cells above the check are run"


def test_a_cell_that_stopped_is_said_once_and_first(grade):
    report, _ = grade(body("return X"), "from d2l import torch as d2l\nimport torch")
    assert report.stopped[0].line == "from d2l import torch as d2l"
    assert report.stopped[0].error == "ModuleNotFoundError: No module named 'd2l'"
    report, _ = grade("import nonexistent\n" + body("return X"))
    (exercise,) = report.exercises
    assert "`import nonexistent`) stopped with ModuleNotFoundError" in exercise.because
    assert len({test.same_as for test in exercise.tests}) == 2
    assert from_json(report.to_json()) == report


def test_cells_share_their_time_and_what_was_not_run_says_so(course, tmp_path):
    copy = tmp_path / "course.yml"
    copy.write_text((ROOT / "course.yml").read_text().replace("wall_seconds: 60", "wall_seconds: 12"))
    for name in ("solutions", "assignments", "autograder", "graders", "quizzes"):
        if (ROOT / name).exists():
            (tmp_path / name).symlink_to(ROOT / name)
    assignment = load(copy).assignment("linear-networks")
    nb = with_cells_below(released(assignment, "softmax"))
    make = type(nb.cells[0])
    at = find(nb, "softmax")
    for number, source in enumerate(["import time; time.sleep(7)", "time.sleep(17)", "print('never')"]):
        cell = make(cell_type="code", id=f"slow{number}", metadata={}, source=source, outputs=[], execution_count=None)
        nb.cells.insert(at + number, cell)
    worker = Worker(Nursery(copy, [assignment.id]), 12)
    try:
        report = grade_with(worker, nb, assignment, "softmax", "cpu")
    finally:
        worker.close()
    (exercise,) = report.exercises
    assert exercise.verdict is Verdict.TIMEOUT
    assert (
        "(`time.sleep(17)`): the 12 s that all cells and checks of a notebook share were used up here"
        in exercise.because
    )
    assert "had taken 7 s" in exercise.because
    assert all("not run" in test.words for test in exercise.tests)
    shown = [cell.outputs[0].text for cell in nb.cells if cell.get("id") in ("slow1", "slow2")]
    assert "ended the run" in shown[0]
    assert "This cell was not run: code cell" in shown[1]


def test_a_warning_costs_nothing(grade):
    right = "import sys, warnings\nwarnings.warn('careful')\nprint('note', file=sys.stderr)\n"
    report, _ = grade(body(right + "return (X - X.logsumexp(1, keepdim=True)).exp()"))
    assert report.score == report.points


def test_the_untouched_stub_scores_nothing(course, worker):
    assignment = course.assignment("linear-networks")
    nb = released(assignment, "softmax")
    report = grade_with(worker, restore(nb, nb), assignment, "softmax", "cpu")
    assert report.score == 0


@pytest.mark.parametrize(
    ("source", "verdict"),
    [
        ("softmacks = 1", Verdict.MISSING),
        ("def softmax(X):\n    return undefined", Verdict.ERROR),
        ("def softmax(X):\n    return None", Verdict.FAILED),
        ("import os\ndef softmax(X):\n    os._exit(0)", Verdict.CRASHED),
        ("def softmax(X:\n", Verdict.MISSING),
        ("softmax = 3", Verdict.ERROR),
    ],
)
def test_each_way_to_fail_has_its_verdict(grade, source, verdict):
    report, _ = grade(source)
    assert report.exercises[0].verdict is verdict
    assert report.score == 0


def test_cells_show_what_they_showed_as_in_a_kernel(grade):
    _, nb = grade(
        body("return X"), "%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1, 2])\nprint('seen')"
    )
    outputs = next(cell.outputs for cell in nb.cells if "plt.plot([1, 2])" in cell.source)
    assert {output.output_type for output in outputs} == {"stream", "display_data"}
    assert any("image/png" in output.get("data", {}) for output in outputs)


@pytest.fixture
def shared(worker, monkeypatch):
    """Judges for files are forked from the same process as that of `worker`."""
    monkeypatch.setattr(batch, "pool_of_judges", functools.partial(pool_of_judges, nursery=worker._nursery))


@pytest.mark.usefixtures("shared")
def test_files_that_cannot_be_graded_have_a_report_and_stop_no_other(course, tmp_path):
    good = course.assignment("linear-networks").release / "softmax.ipynb"
    for folder, text in (("empty", ""), ("broken", good.read_text()[:300]), ("good", good.read_text())):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "softmax.ipynb").write_text(text)
    (tmp_path / "unknown.ipynb").write_text(good.read_text())
    paths = [
        tmp_path / name
        for name in ("empty/softmax.ipynb", "broken/softmax.ipynb", "unknown.ipynb", "good/softmax.ipynb")
    ]
    reports = grade_files(course, [*paths, tmp_path / "absent.ipynb"], jobs=1)
    assert [report.error is None for report in reports] == [False, False, False, True, False]
    assert all("\n" not in report.error for report in reports if report.error)
    assert reports[3].score == 0


@pytest.mark.usefixtures("shared")
def test_metadata_decide_nothing_and_one_file_ends_no_batch(course, tmp_path, monkeypatch):
    """A kernelspec without display_name once ended the command in a traceback, and no other file had a report."""
    release = json.loads((course.assignment("linear-networks").release / "softmax.ipynb").read_text())
    paths = []
    for number, metadata in enumerate(
        [{"kernelspec": {"name": "python3"}}, {"kernelspec": {}}, {"language_info": {}}, [], None, {"authors": 3}]
    ):
        paths.append(tmp_path / str(number) / "softmax.ipynb")
        paths[-1].parent.mkdir()
        paths[-1].write_text(json.dumps(release | {"metadata": metadata}))
    paths[-1].write_text(json.dumps(release | {"nbformat": 4.0, "nbformat_minor": None}))
    restored, wrong = batch.restore, []

    def breaks_once(submission, release):
        if not wrong:
            wrong.append(submission)
            raise KeyError("a fault\nof ours")
        return restored(submission, release)

    monkeypatch.setattr(batch, "restore", breaks_once)
    reports = grade_files(course, paths, jobs=1)
    assert [report.score for report in reports] == [None, 0, 0, 0, 0, 0]
    assert reports[0].error.startswith("softmax.ipynb: cannot be graded: KeyError")
    assert "\n" not in reports[0].error


def test_what_is_no_file_of_the_learner_s_own_is_named_and_not_graded(course, tmp_path):
    solution = course.assignment("linear-networks").solutions / "softmax.ipynb"
    for learner in ("ada", "ben", "dan"):
        (tmp_path / learner / "linear-networks").mkdir(parents=True)
    (tmp_path / "ada/linear-networks/softmax.ipynb").symlink_to(solution)
    (tmp_path / "ben/linear-networks/softmax.ipynb").write_bytes(solution.read_bytes())
    (tmp_path / "cleo").symlink_to("ben")
    (tmp_path / "dan/linear-networks").rmdir()
    (tmp_path / "dan/linear-networks").symlink_to("../ben/linear-networks")
    (tmp_path / "eva").mkdir()
    os.mkfifo(tmp_path / "eva" / "softmax.ipynb")
    paths = [tmp_path / learner / "linear-networks/softmax.ipynb" for learner in ("ada", "cleo", "dan")]
    reports = grade_files(course, [*paths, tmp_path / "eva/softmax.ipynb"], assignment="linear-networks")
    for report, name in zip(reports, ("softmax.ipynb", "cleo", "dan/linear-networks", "softmax.ipynb"), strict=True):
        assert report.score is None
        assert name in report.error
        assert "symbolic link" in report.error or "named pipe" in report.error


def test_a_report_survives_json(grade):
    report, _ = grade(body("return X"))
    data = json.loads(json.dumps(report.to_json()))
    assert from_json(data) == report
    keys = ["schema", "assignment", "notebook", "device", "isolation", "score", "points", "exercises", "seconds"]
    assert list(data) == keys
    assert 0 < data["seconds"] < 60
    assert set(data["exercises"][0]) == {"id", "verdict", "score", "points", "diagnosis", "tests"}
    for test in data["exercises"][0]["tests"]:
        said = {"said"} if test["message"] else set()
        assert set(test) - {"same_as"} == said | {
            "id", "title", "weight", "visibility", "verdict", "message", "counterexample",
        }  # fmt: skip


RIGHT = body("return (X - X.logsumexp(1, keepdim=True)).exp()")


def test_a_judge_that_was_killed_is_replaced_by_one_of_the_same_origin(grade, worker):
    grade(body("return X"))
    killed, origin = worker.judge.pid, worker._nursery.pid
    os.kill(killed, signal.SIGKILL)
    report, _ = grade(RIGHT)
    assert report.score == report.points
    assert worker.judge.pid != killed
    assert worker._nursery.pid == origin


def test_a_judge_outlives_its_origin_and_has_a_sandbox_of_its_own_then(grade, worker):
    grade(body("return X"))
    judge, origin = worker.judge.pid, worker._nursery.pid
    os.kill(origin, signal.SIGKILL)
    report, _ = grade(RIGHT)
    assert report.score == report.points
    assert report.isolation == ("namespaces", "landlock", "seccomp", "rlimits")
    assert worker.judge.pid == judge
    os.kill(judge, signal.SIGKILL)
    report, _ = grade(RIGHT)
    assert report.score == report.points
    assert worker._nursery.pid != origin


@pytest.fixture
def pair(course):
    """Two workers of one nursery, both with a judge, and what grades a right answer with one of them."""
    assignment = course.assignment("linear-networks")
    nursery = Nursery(ROOT / "course.yml", [assignment.id])
    workers = [Worker(nursery, course.limits.wall_seconds) for _ in range(2)]
    nb = restore(read(SOLUTION), released(assignment, "softmax"))

    def assert_grades(worker):
        assert grade_with(worker, deepcopy(nb), assignment, "softmax", "cpu").score == 10

    for worker in workers:
        assert_grades(worker)
    yield nursery, workers, assert_grades
    for worker in workers:
        worker.close()


def test_judges_whose_origin_was_lost_are_replaced_one_by_one(pair):
    nursery, workers, assert_grades = pair
    os.kill(nursery.pid, signal.SIGKILL)
    for worker in workers:
        os.kill(worker.judge.pid, signal.SIGKILL)
        assert_grades(worker)


def test_the_first_judge_is_forked_from_a_nursery_that_was_started_early(course):
    nursery = Nursery(ROOT / "course.yml", ["linear-networks"])
    with nursery.early():
        origin = nursery.pid
        worker = Worker(nursery, course.limits.wall_seconds)
        nb = restore(read(SOLUTION), released(course.assignment("linear-networks"), "softmax"))
        assert grade_with(worker, nb, course.assignment("linear-networks"), "softmax", "cpu").score == 10
        assert nursery.pid == origin
        worker.close()
    assert not Path(f"/proc/{origin}").exists()


def test_a_nursery_that_was_started_early_for_nothing_is_ended_while_it_loads():
    nursery = Nursery(ROOT / "course.yml", ["linear-networks"])
    with nursery.early():
        origin = nursery.pid
    assert not Path(f"/proc/{origin}").exists()


def test_neither_judges_nor_submissions_see_a_gpu_unless_grading_is_on_one(worker, grade):
    """A backward pass before a fork would start threads for it, and then no fork could run any."""
    grade(body("return X"))
    for pid in (worker._nursery.pid, worker.judge.pid):
        assert b"CUDA_VISIBLE_DEVICES=" in Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    _, nb = grade(body("return X"), "import os; print(repr(os.environ['CUDA_VISIBLE_DEVICES']))")
    assert next(output.text for cell in nb.cells for output in cell.get("outputs", []) if "text" in output) == "''\n"
    assert "CUDA_VISIBLE_DEVICES" not in policy.environment("cuda")


def test_judges_of_one_origin_share_its_sandbox_and_end_with_the_last_worker(pair):
    nursery, workers, assert_grades = pair
    pids = descendants(nursery.pid) | {nursery.pid}
    assert {worker.judge.pid for worker in workers} < pids
    assert len([pid for pid in pids if b"bwrap" in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")[0]]) == 2
    workers[0].close()
    assert_grades(workers[1])
    workers[1].close()
    until = time.monotonic() + 5  # the sandbox's own end takes the kernel a moment
    while any(Path(f"/proc/{pid}").exists() for pid in pids):
        assert time.monotonic() < until
        time.sleep(0.02)


@pytest.mark.parametrize("assignment", [a.id for a in load(ROOT / "course.yml").assignments])
def test_every_reference_scores_full_marks_behind_the_wall(course, worker, assignment):
    place = course.assignment(assignment)
    for notebook in place.notebooks:
        if not any(exercise.notebook == notebook for exercise in place.exercises):
            continue
        solution = read(place.solutions / f"{notebook}.ipynb")
        report = grade_with(worker, restore(solution, released(place, notebook)), place, notebook, "cpu")
        assert report.score == report.points, [t for e in report.exercises for t in e.tests if t.verdict != "passed"]
        assert report.isolation == ("namespaces", "landlock", "seccomp", "rlimits")
