"""Pictures on feedback pages: what they show, and that nothing which goes wrong with one matters."""

import base64
import contextlib
import io
import json
import re
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import matplotlib
import pytest
import torch
from PIL import Image

from autograder.course.load import load
from autograder.course.released import released
from autograder.grading import pictures as picture
from autograder.grading import serving as judges
from autograder.grading.grade import grade_with
from autograder.grading.judges import Nursery, Worker
from autograder.grading.pictures import LARGEST, picture_of
from autograder.grading.reference import run_answer
from autograder.grading.submission import Judged
from autograder.notebook.cells import find, reference_source, restore
from autograder.notebook.file import read
from autograder.remote.executor import Executor
from autograder.remote.student import Student
from autograder.report.model import Verdict, submission_report

ROOT = Path(__file__).resolve().parents[2]
COURSE = load(ROOT / "course.yml")
PLACES = {exercise.id: (assignment, exercise) for assignment in COURSE.assignments for exercise in assignment.exercises}
DRAWN = sorted(path.parent.name for path in (ROOT / "graders").glob("*/*/picture.py"))


def reference(id):
    assignment, exercise = PLACES[id]
    return run_answer("reference", reference_source(read(assignment.solutions / f"{exercise.notebook}.ipynb")))


def answer(id, name):
    return (PLACES[id][1].folder / "answers" / f"{name}.py").read_text()


def pictured(id, source, folder=None):
    """The picture of a submission that is trusted for once."""
    student = Student(Executor(run_answer("submission", source).namespace))
    return picture_of(folder or PLACES[id][1].folder, student, reference(id).as_reference())


@pytest.mark.parametrize(
    ("id", "name", "told"),
    [
        ("corr2d", "wrong_flipped", r"1\d of 20 numbers differ"),
        ("corr2d", "wrong_same_padding", "should be 4 x 5, and is 5 x 7"),
        ("dropout_layer", "wrong_not_scaled", r"the most common ones are 1 \(\d\d%\) and 0 \("),
        ("dropout_layer", "wrong_mask_cached", r"should drop 30, more or less; these dropped from (\d+) to \1\."),
        ("dropout_layer", "wrong_gaussian", "these dropped from 0 to 0"),
        ("adam", "wrong_no_correction", "leaves the expected way at step 2"),
        ("adam", "wrong_ascent", "leaves the expected way at step 1"),
    ],
)
def test_a_fault_that_can_be_seen_is_drawn_and_told_in_words(id, name, told):
    found = pictured(id, answer(id, name))
    assert re.search(told, found.alt), found.alt
    png = base64.b64decode(found.png, validate=True)
    assert len(png) <= LARGEST
    image = Image.open(io.BytesIO(png))
    assert image.format == "PNG"
    assert image.width <= 850  # the width of a feedback page, where it is not made smaller
    assert image.convert("RGB").getpixel((0, 0)) == (255, 255, 255)


@pytest.mark.parametrize("id", DRAWN)
def test_there_is_no_picture_where_there_is_nothing_to_see(id):
    assert pictured(id, reference(id).source) is None


@pytest.mark.parametrize(
    ("id", "name"),
    [("corr2d", "wrong_cpu_buffer"), ("dropout_layer", "wrong_in_place_data"), ("adam", "wrong_new_pairs")],
)
def test_a_fault_that_cannot_be_seen_is_not_drawn(id, name):
    assert pictured(id, answer(id, name)) is None


RESULTS = [
    "torch.zeros(1000, 1000)",
    "torch.zeros(4, 5, dtype=torch.complex64)",
    "torch.tensor(1.0)",
    "torch.zeros(0, 5)",
    "torch.zeros(4, 5, 6)",
    "torch.zeros(4, 5, device='meta')",
    "torch.zeros(4, 5).to_sparse()",
    "[[1.0] * 5] * 4",
    "'$\\\\frac{'",
    "None",
    "object()",
    "1 / 0",
]


@pytest.mark.parametrize("result", RESULTS)
@pytest.mark.parametrize(
    "stub",
    ["corr2d(X, K)", "dropout_layer(X, dropout)", "adam(params, states, hyperparams)"],
    ids=DRAWN[1:] + DRAWN[:1],
)
def test_an_odd_result_is_no_fault_of_the_grader(stub, result, capfd):
    id = stub.partition("(")[0]
    found = pictured(id, f"import torch\n\ndef {stub}:\n    return {result}\n")
    # Adam's results do not count: its picture shows that nothing moved.
    assert (found is not None) == (id == "adam" and result != "1 / 0")
    assert "Traceback" not in capfd.readouterr().err


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("def corr2d(X, K):\n    return torch.full((4, 5), float('nan'))", "20 of 20 numbers differ"),
        ("def corr2d(X, K):\n    return torch.full((4, 5), float('-inf'))", "20 of 20 numbers differ"),
        ("def corr2d(X, K):\n    return torch.full((4, 5), 1e38)", "20 of 20 numbers differ"),
        ("def corr2d(X, K):\n    return torch.ones(4, 5, dtype=torch.bool)", " of 20 numbers differ"),
        ("def dropout_layer(X, dropout):\n    return X * 1e300", "the most common ones are inf"),
        ("def dropout_layer(X, dropout):\n    return X.double() * 1e300", "the most common ones are 1e+300 (100%)"),
        (
            "def adam(params, states, hyperparams):\n    params[0].data *= float('nan')",
            "after 0 steps the parameter is no",
        ),
        (
            "def adam(params, states, hyperparams):\n    params[0].data *= 1e30",
            "after 10 steps the parameter is no pair",
        ),
    ],
)
def test_numbers_beyond_all_bounds_are_drawn_or_not_but_never_a_fault(source, told):
    id = source.split()[1].partition("(")[0]
    found = pictured(id, f"import torch\n\n{source}\n")
    if "inf" in told and id == "dropout_layer":
        assert found is None
    else:
        assert told in found.alt


def drawer(tmp_path, body):
    """An exercise's folder with a picture.py that does `body`."""
    (tmp_path / "picture.py").write_text(
        "import torch\nfrom matplotlib.figure import Figure\n\n"
        "def draw(student, reference, rng):\n    figure = Figure(figsize=(4, 2))\n"
        "    figure.set_label('what is seen')\n" + "".join(f"    {line}\n" for line in body.splitlines())
    )
    return tmp_path


def test_what_a_picture_shows_is_no_formula(tmp_path):
    found = pictured("corr2d", "", drawer(tmp_path, "figure.text(0.1, 0.5, '$ $\\\\frac{ $')\nreturn figure"))
    assert found.alt == "what is seen"


@pytest.mark.parametrize(
    "body",
    [
        "return None",
        "return 3",
        "figure.set_label('')\nreturn figure",
        "raise KeyError('a mistake in the picture')",
        "raise SystemExit(3)",
        "import pytest; pytest.skip('no picture today')",
        "while True: pass",
        "figure.figimage(torch.rand(200, 400, 3).numpy())\nreturn figure",
        "figure.set_size_inches(1e6, 1e6)\nreturn figure",
        "import a_module_that_nobody_has",
    ],
)
def test_a_picture_that_fails_is_no_picture(tmp_path, monkeypatch, body):
    monkeypatch.setattr(picture, "DRAWING_SECONDS", 0.5)
    assert pictured("corr2d", "", drawer(tmp_path, body)) is None


def test_a_file_that_cannot_be_loaded_is_no_picture(tmp_path):
    (tmp_path / "picture.py").write_text("def draw(:\n")
    assert pictured("corr2d", "", tmp_path) is None


def test_drawing_changes_neither_torchs_random_numbers_nor_the_style_of_plots(tmp_path):
    torch.manual_seed(3)
    state, style = torch.get_rng_state(), dict(matplotlib.rcParams)
    body = "import matplotlib\nmatplotlib.rcParams['font.size'] = 30\ntorch.rand(5)\nreturn figure"
    assert pictured("corr2d", "", drawer(tmp_path, body)) is not None
    assert torch.equal(torch.get_rng_state(), state)
    assert dict(matplotlib.rcParams) == style


# -- behind the wall


def judge(folder):
    """A worker for corr2d and adam under short limits."""
    entries = [
        f"  - {{id: {PLACES[id][0].id}, exercises: [{{id: {id}, notebook: {PLACES[id][1].notebook}, points: 10}}]}}"
        for id in ("corr2d", "adam")
    ]
    limits = "limits: {wall_seconds: 30, call_seconds: 10}"
    text = "\n".join(["schema: 1", "title: Pictures", limits, "assignments:", *entries, ""])
    (folder / "course.yml").write_text(text)
    for name in ("solutions", "assignments", "graders"):
        (folder / name).symlink_to(ROOT / name)
    return Worker(Nursery(folder / "course.yml", [PLACES[id][0].id for id in ("corr2d", "adam")]), 30)


@pytest.fixture(scope="module")
def worker(tmp_path_factory):
    worker = judge(tmp_path_factory.mktemp("course"))
    yield worker
    worker.close()


def graded(worker, id, source, below=""):
    """The report on the exercise with `source` in its solution cell and `below` in a cell below the check."""
    assignment, exercise = PLACES[id]
    release = released(assignment, exercise.notebook)
    nb = restore(release, release)
    nb.cells[find(nb, id)].source = source
    if below:
        last = nb.cells[find(nb, id)].copy()
        nb.cells.append(type(last)({**last, "id": "below", "metadata": {}, "source": below}))
    report = grade_with(worker, nb, assignment, exercise.notebook, "cpu")
    assert json.loads(json.dumps(report.to_json()))["score"] == report.score
    return report.exercises[0]


def assert_same_without_picture(report, other):
    assert report.picture is None
    assert (report.score, report.verdict) == (other.score, other.verdict)
    assert [(test.id, test.verdict) for test in report.tests] == [(test.id, test.verdict) for test in other.tests]


@pytest.fixture(scope="module")
def flipped(worker):
    return graded(worker, "corr2d", answer("corr2d", "wrong_flipped"))


def test_a_failed_exercise_has_its_picture_in_the_report(flipped):
    assert flipped.verdict is Verdict.FAILED
    assert "of 20 numbers differ" in flipped.picture.alt


IN_THE_PICTURE = "    if K.shape == (2, 3) and K[1].tolist() == [2, 1, -2]:\n"


@pytest.mark.parametrize(
    "trick",
    [
        "        while True: pass\n",
        "        raise SystemExit\n",
        "        return [X] * 10**8\n",
        "        raise ValueError('no picture')\n",
        "        return torch.zeros(8000, 8000)\n",
    ],
)
def test_whatever_a_submission_does_in_the_pictures_call_its_score_is_the_same(worker, flipped, trick):
    source = answer("corr2d", "wrong_flipped").replace(
        "def corr2d(X, K):\n", f"def corr2d(X, K):\n{IN_THE_PICTURE}{trick}"
    )
    assert trick in source
    assert_same_without_picture(graded(worker, "corr2d", source), flipped)


def test_adam_that_never_ends_in_the_picture_costs_the_picture_alone(worker):
    honest = answer("adam", "wrong_no_correction")
    head = "def adam(params, states, hyperparams):\n"
    endless = honest.replace(
        head, f"{head}    while hyperparams.get('lr') == 0.2 and hyperparams.get('beta2') == 0.99: pass\n"
    )
    assert endless != honest
    report = graded(worker, "adam", honest)
    assert "leaves the expected way at step 2" in report.picture.alt
    assert_same_without_picture(graded(worker, "adam", endless), report)


def test_what_a_cell_below_the_check_makes_of_the_name_is_not_drawn(worker, flipped):
    source = answer("corr2d", "wrong_flipped")
    assert_same_without_picture(graded(worker, "corr2d", source, "corr2d = lambda X, K: X"), flipped)


def test_a_cell_below_the_check_cannot_end_the_process_before_a_picture_is_drawn(worker, flipped):
    source = answer("corr2d", "wrong_flipped")
    report = graded(worker, "corr2d", source, "import os; os._exit(0)")
    assert (report.picture, report.score) == (flipped.picture, flipped.score)


class NoWall(contextlib.nullcontext):
    """Stands in for the warm sandbox."""

    layers = ("none",)

    def __init__(self, *arguments):
        super().__init__(self)


@pytest.mark.parametrize(("feedback", "shown"), [("titles", False), ("hints", False), ("counterexamples", True)])
def test_pictures_are_for_courses_that_show_counterexamples(monkeypatch, feedback, shown):
    benches = []

    def judged(bench, *rest):
        benches.append(bench)
        return Judged(submission_report("linear-networks", "softmax", "cpu", (), ()), {})

    warm = Future()
    warm.set_result(NoWall())
    monkeypatch.setattr(judges, "Session", lambda *arguments: SimpleNamespace(close=lambda: None, sandbox_lost=False))
    monkeypatch.setattr(judges, "judge_notebook", judged)
    request = json.dumps({"assignment": "linear-networks", "notebook": "softmax", "nb": {"cells": []}})
    answers = io.StringIO()
    monkeypatch.setattr(judges, "fork_judges", lambda control, serve: serve(io.StringIO(request + "\n"), answers))
    judges.JudgeServer(replace(COURSE, feedback=feedback), "cpu", warm, None).serve(None)
    assert [bench.pictures for bench in benches] == [shown], answers.getvalue()
