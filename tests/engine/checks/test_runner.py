"""Tests as `check`, judges and proofs run them: what is called with what, and which files cannot be used."""

import textwrap
import warnings
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
import torch

from autograder.checks import verdict as verdicts
from autograder.checks.rng import Rng
from autograder.checks.runner import Subject, UnusableTests, load_tests, run_test
from autograder.course.model import Exercise
from autograder.grading.tests import ExerciseTests
from autograder.proof.earned import earned
from autograder.remote.executor import Executor
from autograder.remote.student import Student
from autograder.report.model import Verdict


def double(X: torch.Tensor) -> torch.Tensor:
    return 2 * X


SUBJECT = Subject(Executor({"double": double}), "def double(X): ...", SimpleNamespace(double=double))
PASSING = "def test_it(student): ...\n"


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """Writes a file of tests of the exercise `double`."""

    def write(text: str, name: str = "test_hidden.py") -> Path:
        path = tmp_path / "double" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(textwrap.dedent(text))
        return path

    return write


def run(path: Path) -> list[BaseException | None]:
    return [run_test(test, SUBJECT)[0] for test in load_tests(path, "double", "hidden")]


def test_tests_are_run_in_the_order_of_their_definition(written):
    path = written("def test_b(): ...\ndef helper(): ...\ndef test_a(): ...\ntest_data = [1]\ndef test_c(): ...\n")
    assert [test.name for test in load_tests(path, "double", "hidden")] == ["test_b", "test_a", "test_c"]


def test_a_test_gets_what_its_parameters_name(written):
    path = written("def test_it(accelerator, rng, student, reference, device, of='X'):\n    seen.append(locals())")
    (test,) = load_tests(path, "double", "hidden")
    seen = test.function.__globals__["seen"] = []
    assert run_test(test, SUBJECT) == (None, ())
    (given,) = seen
    assert isinstance(given["student"], Student)
    assert given["reference"] is SUBJECT.reference
    assert (given["device"], given["accelerator"], given["of"]) == ("cpu", "sim", "X")
    assert given["rng"].normal(3).equal(Rng("double::test_it").normal(3))


def test_calls_are_recorded_and_what_ended_the_test_is_its_result(written):
    text = "def test_it(student, rng):\n    student.double(rng.normal(2))\n    raise SystemExit(3)\n"
    (test,) = load_tests(written(text), "double", "hidden")
    error, records = run_test(test, SUBJECT)
    assert (repr(error), len(records)) == ("SystemExit(3)", 1)


@pytest.mark.parametrize("end", ["import pytest; pytest.skip('not today')", "raise SystemExit", "assert False"])
def test_neither_a_skip_nor_an_exit_is_a_pass(written, end):
    (error,) = run(written(f"def test_it(student):\n    {end}"))
    assert error is not None


def test_an_interrupt_passes_through(written):
    with pytest.raises(KeyboardInterrupt):
        run(written("def test_it():\n    raise KeyboardInterrupt"))


def test_every_test_meets_the_same_conditions_and_changes_none(written):
    path = written("""
        import random
        import numpy
        import torch

        def test_it():
            assert torch.is_grad_enabled()
            assert torch.get_default_dtype() is torch.float32
            drawn.append((torch.rand(()).item()))
            torch.set_default_dtype(torch.float64)
            random.seed(1)
            numpy.random.seed(1)
        """)
    (test,) = load_tests(path, "double", "hidden")
    drawn = test.function.__globals__["drawn"] = []
    before = torch.get_rng_state()
    with torch.no_grad():
        assert [run_test(test, SUBJECT)[0] for _ in range(2)] == [None, None]
    assert drawn[0] == drawn[1]
    assert torch.get_default_dtype() is torch.float32
    assert torch.get_rng_state().equal(before)


REFUSED = {
    "parametrised": (
        "import pytest\n@pytest.mark.parametrize('n', [1, 2])\ndef test_it(student, n): ...",
        "test_it is marked (parametrize)",
    ),
    "skipped": ("import pytest\n@pytest.mark.skip\ndef test_it(student): ...", "test_it is marked (skip)"),
    "all marked": ("import pytest\npytestmark = pytest.mark.xfail\n" + PASSING, "pytestmark marks the tests"),
    "fixture": ("import pytest\n@pytest.fixture\ndef size(): ...\n" + PASSING, "size is a fixture"),
    "class": ("class TestIt:\n    def test_it(self): ...\n" + PASSING, "TestIt is a class of tests"),
    "unittest": (
        "import unittest\nclass Case(unittest.TestCase):\n    def test_it(self): ...\n" + PASSING,
        "Case is a class of tests",
    ),
    "async": ("async def test_it(student): ...", "test_it is asynchronous or a generator"),
    "generator": ("def test_it(student):\n    yield", "test_it is asynchronous or a generator"),
    "partial": (
        "import functools\ntest_two = functools.partial(print)\n" + PASSING,
        "test_two can be called, but is no",
    ),
    "twice": (PASSING + PASSING, "test_it is defined twice"),
    "nothing": ("def check_it(student): ...", "has no tests: no function whose name begins with test"),
    "misspelt": (
        "def test_it(student, refrence): ...",
        "test_it has the parameter refrence, which does not exist here; "
        "there are student, reference, rng, device and accelerator",
    ),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_would_be_left_out_or_called_otherwise_is_refused_by_name(written, kind):
    text, expected = REFUSED[kind]
    with pytest.raises(UnusableTests) as caught:
        load_tests(written(text), "double", "hidden")
    assert "/double/test_hidden.py" in str(caught.value)
    assert expected in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_public_test_may_have_what_check_has(written):
    path = written("def test_it(student, reference): ...", "test_public.py")
    with pytest.raises(UnusableTests, match="reference, which does not exist here; there are student, rng and device"):
        load_tests(path, "double", "public")


BROKEN = {
    "syntax": ("def test_it(:", "SyntaxError"),
    "exception": ("import torch\ntorch.nothing\n" + PASSING, "line 2, in <module>\n    torch.nothing"),
    "exit": ("raise SystemExit(5)\n" + PASSING, "SystemExit: 5"),
    "skip": ("import pytest\npytest.skip('x', allow_module_level=True)\n" + PASSING, "Skipped: x"),
    "import": ("from .nowhere import helper\n" + PASSING, "No module named"),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_file_that_cannot_be_imported_is_shown_with_its_own_lines_alone(written, kind):
    text, expected = BROKEN[kind]
    path = written(text)
    with pytest.raises(UnusableTests) as caught:
        load_tests(path, "double", "hidden")
    message = str(caught.value)
    assert message.partition("\n")[0].endswith("/double/test_hidden.py cannot be imported:")
    assert expected in message
    assert "runner.py" not in message
    assert "modules.py" not in message


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(UnusableTests, match=r"double/test_hidden\.py cannot be imported:\nFileNotFoundError"):
        load_tests(tmp_path / "double" / "test_hidden.py", "double", "hidden")


def test_siblings_are_imported_and_may_hold_dataclasses(written):
    text = "from dataclasses import dataclass\n@dataclass\nclass Size:\n    n: int\n"
    written(text, "sizes.py")
    path = written(
        "from __future__ import annotations\nfrom .sizes import Size as Other\n"
        + text
        + "def test_it():\n    assert Size(3).n == Other(3).n\n"
    )
    assert run(path) == [None]


HIDDEN = """
    from autograder.checks import assert_close
    def test_values(student, reference, rng):
        X = rng.normal(3)
        assert_close(student.double(X), reference.double(X), of="double(X)")
    def test_size(student, rng):
        student.double(rng.normal(3)).size(0)
    """


@pytest.fixture
def graders(written) -> ExerciseTests:
    written("def test_public(student): ...", "test_public.py")
    return ExerciseTests([written(HIDDEN).parent])


def judged(graders: ExerciseTests, answer: Callable[..., object], **options: bool) -> list[Verdict]:
    outcomes = graders.run("double", Executor({"double": answer}), "", SUBJECT.reference, **options)
    return [outcome.result.verdict for outcome in outcomes]


def test_a_required_check_is_one_that_there_is(graders, written):
    folder = written(HIDDEN).parent
    (folder / "expected.yml").write_text(
        "fault_in-place:\n  - test_hidden::test_size\n"
        "wrong_sign:\n  - test_hidden::test_values\n  - test_public::test_public\n"
        "wrong_size:\n  - test_hidden::test_size\n"
    )
    exercise = Exercise("double", "n", 6, folder, required=(("test_values", 20),))
    graders.require([exercise])
    assert earned(exercise) == [(4, "wrong_size"), (1.2, "wrong_sign")]
    requiring = "from autograder.checks import points\n" + textwrap.dedent(HIDDEN)
    written(requiring.replace("def test_size", "@points(1, 'the size', requires='test_values')\ndef test_size"))
    assert earned(replace(exercise, required=())) == [(4, "wrong_size"), (0, "wrong_sign")]
    with pytest.raises(UnusableTests) as caught:
        graders.require([replace(exercise, required=(("test_valeus", 20),))])
    assert str(caught.value) == "course.yml: double: required: there is no check test_valeus; did you mean test_values?"


def test_a_run_that_stops_at_a_failed_test_leaves_nothing_to_the_next_one(graders):
    for _ in range(3):
        assert judged(graders, lambda X: X, stop=True) == ["passed", "failed"]
    assert judged(graders, double) == ["passed"] * 3


def test_a_result_that_breaks_a_sound_test_is_the_submissions_fault(graders):
    (_, _, size) = graders.run("double", Executor({"double": lambda X: None}), "", SUBJECT.reference)
    assert size.result.verdict is Verdict.FAILED
    assert size.result.words.startswith("the result cannot be checked: AttributeError: ")


@pytest.mark.parametrize("end", ["raise SystemExit", "import pytest; pytest.skip('no')", "1 / 0"])
def test_a_test_that_breaks_on_the_reference_too_is_the_graders_fault(written, end):
    written(f"def test_public(student):\n    {end}", "test_public.py")
    (broken, *_) = ExerciseTests([written(HIDDEN).parent]).run("double", SUBJECT.backend, "", SUBJECT.reference)
    assert broken.result.verdict is Verdict.GRADER_ERROR
    assert "Traceback" in broken.result.words


def test_no_test_loses_the_imaginary_parts_of_a_result(written: Callable[..., Path]) -> None:
    path = written(
        """
        import torch

        def test_real_parts(student):
            assert student.double(torch.ones(2)).double().sum() == 4

        def test_both_parts(student):
            assert student.double(torch.ones(2)).imag.sum() == 2
        """
    )
    subject = Subject(Executor({"double": lambda X: 2 * X + 1j}), "")
    before = warnings.filters[:]
    for _ in range(2):  # torch itself would warn once in a process
        lost, seen = (run_test(test, subject)[0] for test in load_tests(path, "double", "hidden"))
        assert lost is not None
        verdict, said, _ = verdicts.judged(lost)
        assert (verdict, str(said)) == (
            Verdict.FAILED,
            "the result holds complex numbers, but should hold real ones",
        )
        assert seen is None
    assert warnings.filters[:] == before
    assert not torch.is_warn_always_enabled()
