"""`check` as a learner's kernel runs it: in IPython, in a fresh process, on functions of a notebook."""

import re
import shutil
import signal
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import numpy
import pytest
import torch
from bs4 import BeautifulSoup
from IPython.core.interactiveshell import InteractiveShell

from autograder import check
from autograder.course.load import load
from autograder.learner.check import checked_by, public_tests
from autograder.learner.display import Unfinished
from autograder.notebook.cells import read, reference_source
from autograder.report.model import Verdict
from autograder.sandbox.policy import HOST_MODULES

RIGHT = """
def softmax(X):
    return (X - X.logsumexp(1, keepdim=True)).exp()
"""
WRONG_AXIS = """
def softmax(X):
    E = X.exp()
    return E / E.sum(0, keepdim=True)
"""
UNSHIFTED = """
def softmax(X):
    E = X.exp()
    return E / E.sum(1, keepdim=True)
"""


def namespace(source: str) -> dict[str, object]:
    names: dict[str, object] = {"torch": torch}
    exec(textwrap.dedent(source), names)
    return names


def checked(source: str, capsys) -> tuple[str, str]:
    """What `check(softmax)` prints, and the line that it raises ("" for none)."""
    names = namespace(source)
    names["check"] = check
    try:
        exec("check(softmax)", names)
    except Unfinished as error:
        return capsys.readouterr().out, str(error)
    return capsys.readouterr().out, ""


def test_a_right_function_passes_and_is_told_that_grading_checks_more(capsys):
    out, error = checked(RIGHT, capsys)
    assert error == ""
    assert "softmax: all 6 checks passed" in out
    assert "✗" not in out
    assert "Grading runs further checks" in out


def test_the_output_of_a_passing_check_is_always_the_same(capsys):
    assert checked(RIGHT, capsys) == checked(RIGHT, capsys)


def test_a_wrong_function_is_told_what_was_expected_what_came_and_on_which_input(capsys):
    out, error = checked(WRONG_AXIS, capsys)
    assert "6 of 6 checks did not pass" in error
    assert re.search(r"^  ✗ failed +the worked example comes out as in the text$", out, re.MULTILINE)
    assert "softmax([[0, log 2, log 5], [7, 7, 7]])[1, 0] is 0.999089, but should be 0.333333" in out


def test_a_stub_is_told_kindly_that_it_is_not_written_yet(capsys):
    out, error = checked("def softmax(X):\n    raise NotImplementedError()", capsys)
    assert "not written yet" in error
    assert out == ""


@pytest.mark.parametrize("asked", ["__module__", "__name__"])
def test_a_class_that_does_not_say_what_it_is_ends_in_one_line(asked):
    def refuse(cls):
        raise ValueError("no")

    def call(self, X):
        return X

    softmax = type("Meta", (type,), {asked: property(refuse)})("softmax", (), {"__call__": call})
    with pytest.raises(Unfinished, match=r"softmax cannot be looked at: .* raises ValueError"):
        checked_by("softmax", softmax, {"softmax": softmax})


def test_what_torch_has_not_implemented_is_an_error_not_an_unwritten_stub(capsys):
    out, error = checked("def softmax(X):\n    raise NotImplementedError('no kernel for this dtype')", capsys)
    assert "6 of 6 checks did not pass" in error
    assert "no kernel for this dtype" in out


@pytest.mark.parametrize(
    "body",
    ["return None", "return 'text'", "return [X]", "return X.numpy()", "exit()", "raise KeyError(X)", "return {}[X]"],
)
def test_whatever_a_function_does_ends_in_a_table_and_one_line(body, capsys):
    out, error = checked(f"def softmax(X):\n    {body}", capsys)
    assert "6 of 6 checks did not pass" in error
    assert out.count("✗") + sum(map(int, re.findall(r"(\d+) more fails? for the same reason", out))) == 6


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("check(softmax(torch.ones(1, 2)))", "check needs the function itself"),
        ("check(sofmax)", "there is no check for sofmax; there are checks for Accumulator, "),
        ("check('softmax')", "check needs the function itself"),
    ],
)
def test_a_wrong_call_of_check_is_explained(call, expected):
    names = namespace(RIGHT + "def sofmax(X): ...\n") | {"check": check}
    with pytest.raises(Unfinished) as caught:
        exec(call, names)
    assert expected in str(caught.value)


@pytest.mark.parametrize(
    ("text", "reason"),
    [("1 / 0\n", "ZeroDivisionError"), ("def test_it(student, reference): ...\n", "parameter reference")],
)
def test_checks_that_were_damaged_are_named_with_what_to_do(tmp_path, monkeypatch, text, reason):
    (tmp_path / "checks").mkdir()
    (tmp_path / "checks" / "softmax.py").write_text(text)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Unfinished, match="the checks of softmax cannot be run; fetch the assignment again") as caught:
        check(namespace(RIGHT)["softmax"])
    assert "checks/softmax.py" in str(caught.value)
    assert reason in str(caught.value)


def test_a_function_made_in_another_way_is_found_by_its_name_in_the_notebook(capsys):
    out, error = checked("softmax = lambda X: (X - X.logsumexp(1, keepdim=True)).exp()", capsys)
    assert (error, "all 6 checks passed" in out) == ("", True)


@pytest.mark.parametrize("name", sorted(public_tests(Path(__file__).parents[2])))
def test_an_unwritten_function_of_every_exercise_is_recognised(name):
    def stub(*args, **kwargs):
        raise NotImplementedError()

    namespace = {"save_parameters": stub}  # the cell of load_parameters has two functions
    assert checked_by(name, stub, namespace) is None


def test_check_leaves_the_notebooks_random_numbers_and_settings_alone(capsys):
    torch.manual_seed(3)
    numpy.random.seed(3)
    before = torch.get_rng_state(), numpy.random.get_state()[1].tolist()
    torch.set_default_dtype(torch.float64)
    try:
        with torch.no_grad():
            assert checked(RIGHT, capsys)[1] == ""
            assert not torch.is_grad_enabled()
        assert torch.get_default_dtype() == torch.float64
    finally:
        torch.set_default_dtype(torch.float32)
    assert torch.equal(before[0], torch.get_rng_state())
    assert before[1] == numpy.random.get_state()[1].tolist()


@pytest.fixture
def interruptible():
    """Ctrl-C works as in a kernel, also where the tests run in the background and were started with SIGINT ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_an_endless_loop_can_be_interrupted(capsys):
    timer = threading.Timer(0.5, signal.raise_signal, (signal.SIGINT,))
    timer.start()
    started = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        checked("def softmax(X):\n    while True:\n        pass", capsys)
    assert time.monotonic() - started < 10


@pytest.fixture
def shell():
    """An IPython shell that is the process's only one, as in a kernel."""
    InteractiveShell.clear_instance()
    yield InteractiveShell.instance()
    InteractiveShell.clear_instance()


def test_ipython_shows_a_table_and_one_line_in_place_of_a_traceback(shell, capsys, monkeypatch):
    shown = []
    monkeypatch.setattr(shell.display_pub, "publish", lambda data, *_, **__: shown.append(data))
    shell.run_cell("import torch\nfrom autograder import check\n" + UNSHIFTED + "check(softmax)")
    (data,) = shown
    table = BeautifulSoup(data["text/html"], "html.parser").find("table")
    states = [row.find("td").get_text() for row in table.find("tbody").find_all("tr")]
    assert (states.count("✗ failed"), states.count("✓ passed")) == (1, 5)
    assert "softmax: 5 of 6 checks passed" in data["text/plain"]
    out = capsys.readouterr().out
    assert out.strip() == "softmax: 1 of 6 checks did not pass; the table above says why."


def test_a_learners_machine_needs_no_more_than_the_base_dependencies():
    blocked = "hypothesis pytest nbgrader nbformat yaml landlock pyseccomp nh3 rich resource fcntl".split()
    program = f"import sys\nfor name in {blocked!r}: sys.modules[name] = None\n" + RIGHT
    program += "from autograder import check\ncheck(softmax)\n"
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={"PYTHONUTF8": "1", "OMP_NUM_THREADS": "1", "PATH": ""},
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "all 6 checks passed" in done.stdout


def test_importing_the_package_loads_no_torch():
    program = "import autograder, sys; assert 'torch' not in sys.modules; assert autograder.check and autograder.quiz"
    subprocess.run([sys.executable, "-c", program], cwd=Path(__file__).parents[2], check=True, timeout=60)


SOLUTIONS = {
    exercise.id: assignment.solutions / f"{exercise.notebook}.ipynb"
    for assignment in load(Path(__file__).parents[2] / "course.yml", check_pieces=False).assignments
    for exercise in assignment.exercises
}


@pytest.mark.parametrize("name", SOLUTIONS)
def test_every_reference_passes_its_check(name):
    names = namespace(reference_source(read(SOLUTIONS[name])))
    found = checked_by(name, names[name], names)
    assert found is not None
    results = found.results
    assert [result for result in results if result.verdict is not Verdict.PASSED] == []


def test_the_names_in_the_sandbox_are_those_on_a_learners_machine(tmp_path):
    import autograder

    package = Path(autograder.__file__).parent
    inside = tmp_path / "autograder"
    for name in HOST_MODULES:
        (inside / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(package / name, inside / name)
    shutil.copy(package / "guest/autograder/__init__.py", inside)
    program = "import autograder; print(autograder.__all__)"
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, check=True, capture_output=True, text=True)
    assert done.stdout.strip() == str(autograder.__all__)


def test_results_carry_the_verdicts_of_grading():
    names = namespace(UNSHIFTED)
    found = checked_by("softmax", names["softmax"], names)
    assert found is not None
    results = found.results
    assert {result.visibility for result in results} == {"public"}
    assert {result.verdict for result in results} == {Verdict.PASSED, Verdict.FAILED}
