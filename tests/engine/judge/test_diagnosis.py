"""Diagnosis by replay: submissions and wrong answers run in this process, as the judge runs what it trusts."""

import contextlib
import dataclasses
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

from autograder.checks import inside
from autograder.devices.simulated import to_device
from autograder.grading.answers import KnownAnswer
from autograder.grading.diagnosis import diagnose, keeps_state
from autograder.grading.faulty import faulty_answers
from autograder.grading.reference import run_answer
from autograder.grading.tests import Outcome
from autograder.grading.variants import with_numbers_of
from autograder.remote.executor import Executor
from autograder.remote.inplace import inplace
from autograder.remote.student import Student, SubmissionError, records_of
from autograder.report.model import Diagnosis, TestResult, Verdict

VALUES = "test_hidden::test_values"
SEVERED = "test_hidden::test_gradients"
PLUS_ONE = "def f(X):\n    return X + 1\n"


def wrong(id: str, source: str, *fails: str, hint: str | None = None) -> KnownAnswer:
    fails = fails or (VALUES,)
    return KnownAnswer(id, "wrong", id, hint or f"Hint of {id}.", frozenset(fails), source, Path(f"wrong_{id}.py"))


def values(student: Any) -> None:
    for X in (torch.tensor([1.0, 2.0]), torch.tensor([[3.0, -4.0]], dtype=torch.float64)):
        student.f(X)


def gradients(student: Any) -> None:
    X = torch.tensor([1.0, 2.0], requires_grad=True)
    Y = student.f(X)
    torch.autograd.grad(Y, X, torch.tensor([2.0, 3.0]), allow_unused=True)


def outcome(student: Student, test: str, verdict: str = "failed") -> Outcome:
    visibility, _, id = test.removeprefix("test_").partition("::")
    return Outcome(TestResult(id, id, 1, visibility, Verdict(verdict)), tuple(records_of(student)))


def run(
    source: str, call: Callable[[Any], None] = values, test: str = VALUES, verdict: str = "failed"
) -> list[Outcome]:
    student = Student(Executor(run_answer("submission", source).namespace))
    with contextlib.suppress(SubmissionError, RuntimeError):
        call(student)
    return [outcome(student, test, verdict)]


def test_the_wrong_answer_that_behaves_alike_gives_its_hint() -> None:
    known = [wrong("plus_two", PLUS_ONE.replace("1", "2")), wrong("plus_one", PLUS_ONE)]
    assert diagnose(run("def f(X):\n    return 1 + X\n"), known) == Diagnosis("plus_one", "Hint of plus_one.")


def test_there_is_no_hint_when_nothing_behaves_alike() -> None:
    assert diagnose(run("def f(X):\n    return X + 3\n"), [wrong("plus_one", PLUS_ONE)]) is None


def test_there_is_no_hint_when_two_different_ones_fit() -> None:
    known = [wrong("a", PLUS_ONE), wrong("b", PLUS_ONE)]
    assert diagnose(run(PLUS_ONE), known) is None


@pytest.mark.parametrize(
    ("source", "id"),
    [
        ("def f(values):\n    result = values\n    result = result + 1\n    return result\n", "in_steps"),
        ("import torch\n\n\ndef f(values):\n    return 1 + values\n", "at_once"),
        ("%time\ndef f(values): return values + 1\n", "at_once"),
        ("def f(" + "(" * 5000, "at_once"),
    ],
)
def test_of_two_with_one_hint_the_one_is_named_that_is_written_alike(source: str, id: str) -> None:
    steps = "def f(X):\n    Y = X\n    Y = Y + 1\n    return Y\n"
    known = [wrong("at_once", PLUS_ONE, hint="Same."), wrong("in_steps", steps, hint="Same.")]
    assert diagnose(run(PLUS_ONE), known, source=source) == Diagnosis(id, "Same.")


def test_two_answers_with_one_hint_are_no_contradiction() -> None:
    known = [wrong("a", PLUS_ONE, hint="Same."), wrong("b", PLUS_ONE, hint="Same.")]
    assert diagnose(run(PLUS_ONE), known) == Diagnosis("a", "Same.")


def test_rounding_is_no_difference_but_a_small_error_is() -> None:
    known = [wrong("plus_one", PLUS_ONE)]
    assert diagnose(run("def f(X):\n    return X + 3 - 1 - 1\n"), known) is not None
    assert diagnose(run("def f(X):\n    return X + 1 + 1e-6\n"), known) is None


def test_what_is_added_to_a_dictionary_beside_its_entries_is_bookkeeping() -> None:
    def call(student: Student) -> None:
        inplace(student.f)(torch.ones(2), {"t": 1})

    counting = "def f(X, options):\n    options['t'] += 2\n    return X\n"
    known = [wrong("twice", counting)]
    for also in ("options.setdefault('eps', 1e-6)", "options['step'] = X.sum()"):
        text = counting.replace("    return", f"    {also}\n    return")
        assert diagnose(run(text, call), known) is not None
        assert diagnose(run(text.replace("2", "3"), call), known) is None
    assert diagnose(run(counting.replace("+= 2", "+= 2; options.clear()"), call), known) is None


def test_what_is_left_of_numbers_that_cancel_is_zero_too() -> None:
    known = [wrong("nothing", "def f(X):\n    return X - X\n")]
    assert diagnose(run("def f(X):\n    return (X + 0.1) - X - 0.1\n"), known) is not None
    assert diagnose(run("def f(X):\n    return X - X + 1e-5\n"), known) is None


@pytest.mark.parametrize(
    ("source", "other"),
    [
        ("def f(X):\n    return X / 0\n", "def f(X):\n    return X / 0 * -1\n"),  # the signs of infinities
        ("def f(X):\n    return X * 0 / 0\n", "def f(X):\n    return X / 0\n"),  # NaN, infinity
        ("def f(X):\n    return X + 1\n", "def f(X):\n    return (X + 1).double()\n"),
        ("def f(X):\n    return X + 1\n", "def f(X):\n    return (X + 1)[None]\n"),
        ("def f(X):\n    return X + 1\n", "def f(X):\n    return [X + 1]\n"),
        ("def f(X):\n    return [X + 1]\n", "def f(X):\n    return (X + 1,)\n"),
        ("def f(X):\n    return X + 1\n", "def f(X):\n    X += 1\n    return X\n"),
        ("def f(X):\n    return X + 1\n", "def f(X):\n    return None\n"),
        ("def f(X):\n    return 1\n", "def f(X):\n    return True\n"),
        ("def f(X):\n    return {'a': X}\n", "def f(X):\n    return {'b': X}\n"),
        ("def f(X):\n    raise ValueError('no')\n", "def f(X):\n    raise NotImplementedError\n"),
        ("def f(X):\n    return X + 1\n", "def f(X):\n    raise TypeError('no')\n"),
        ("def f(X):\n    return X.nothing\n", "def f(X):\n    return f.nothing\n"),
    ],
)
def test_another_kind_of_result_is_another_behaviour(source: str, other: str) -> None:
    assert diagnose(run(source), [wrong("a", source)]) == Diagnosis("a", "Hint of a.")
    assert diagnose(run(source), [wrong("a", other)]) is None
    assert diagnose(run(other), [wrong("a", source)]) is None


def test_two_that_refuse_on_purpose_behave_alike_whatever_they_say() -> None:
    refuses = [wrong("a", "def f(X):\n    raise ValueError('3 is odd')\n")]
    assert diagnose(run("def f(X):\n    raise ValueError('please not')\n"), refuses) is not None
    assert diagnose(run("def f(X):\n    assert False\n"), refuses) is not None
    assert diagnose(run("def f(X):\n    return int('three')\n"), refuses) is None


def test_in_a_passed_test_one_exception_is_as_good_as_another() -> None:
    picky = "def f(X):\n    if X.sum() > 50: {refusal}\n    return X + 1\n"
    submission = picky.format(refusal="int('three')")
    known = [wrong("a", picky.format(refusal="raise TypeError")), wrong("b", PLUS_ONE)]

    def large(student: Any) -> None:
        student.f(torch.tensor([99.0]))

    passed = run(submission, large, "test_hidden::test_refuses", "passed")
    assert diagnose([*run(submission), *passed], known) == Diagnosis("a", "Hint of a.")


def test_messages_of_torch_must_name_the_same_shapes_in_any_order() -> None:
    mixes = [wrong("b", "import torch\ndef f(X):\n    return X + torch.ones(7)\n")]
    assert diagnose(run("import torch\ndef f(X):\n    return torch.ones(7) + X\n"), mixes) is not None
    assert diagnose(run("import torch\ndef f(X):\n    return X + torch.ones(5)\n"), mixes) is None


def test_any_operation_shows_that_a_tensor_is_on_the_wrong_device() -> None:
    def on_sim(student: Any) -> None:
        student.f(to_device(torch.ones(2, 3), "sim"))

    known = [wrong("cpu", "import torch\ndef f(X):\n    return X * torch.ones(2, 3)\n")]
    assert diagnose(run("import torch\ndef f(X):\n    return torch.ones(2, 3) + X\n", on_sim), known) is not None
    assert diagnose(run("import torch\ndef f(X):\n    return X * torch.ones(3)\n", on_sim), known) is None


def test_returning_an_argument_or_an_equal_tensor_is_the_same() -> None:
    assert diagnose(run("def f(X):\n    return X\n"), [wrong("a", "def f(X):\n    return X * 1\n")]) is not None


def test_a_severed_graph_is_told_from_a_whole_one() -> None:
    severed = "def f(X):\n    return X.detach() + 1\n"
    whole = run(PLUS_ONE, gradients, SEVERED)
    assert diagnose(whole, [wrong("severed", severed, SEVERED)]) is None
    assert diagnose(run(severed, gradients, SEVERED), [wrong("severed", severed, SEVERED)]) is not None


def test_gradients_must_be_alike_where_values_are() -> None:
    half = "def f(X):\n    return 0.5 * (X + X.detach())\n"
    outcomes = run("def f(X):\n    return X * 1\n", gradients, SEVERED)
    assert diagnose(outcomes, [wrong("half", half, SEVERED)]) is None
    assert diagnose(run(half, gradients, SEVERED), [wrong("half", half, SEVERED)]) is not None


def test_calls_of_passed_tests_count_as_well() -> None:
    student = Student(Executor(run_answer("submission", PLUS_ONE).namespace))
    student.f(torch.tensor([5.0]))
    passed = outcome(student, "test_hidden::test_large", "passed")
    capped = "def f(X):\n    return (X + 1).clamp(max=5)\n"
    small = run("def f(X):\n    return (X + 1).clamp(max=5)\n")
    assert diagnose(small, [wrong("capped", capped)]) is not None
    assert diagnose([*small, passed], [wrong("capped", capped)]) is None


def test_a_wrong_answer_whose_tests_passed_is_no_candidate() -> None:
    assert diagnose(run(PLUS_ONE), [wrong("a", PLUS_ONE, VALUES, SEVERED)]) is None


def test_the_same_failures_fit_better_than_some_of_them() -> None:
    both = run(PLUS_ONE) + run(PLUS_ONE, gradients, SEVERED)
    known = [wrong("some", PLUS_ONE, VALUES), wrong("same", PLUS_ONE, VALUES, SEVERED)]
    assert diagnose(both, known) == Diagnosis("same", "Hint of same.")
    assert diagnose(both, known[:1]) == Diagnosis("some", "Hint of some.")


@pytest.mark.parametrize("verdict", ["timeout", "crashed", "missing", "grader_error"])
def test_what_was_not_seen_whole_is_not_diagnosed(verdict: str) -> None:
    outcomes = run(PLUS_ONE) + run(PLUS_ONE, test=SEVERED, verdict=verdict)
    assert diagnose(outcomes, [wrong("plus_one", PLUS_ONE)]) is None


def test_a_perfect_submission_has_no_diagnosis() -> None:
    assert diagnose(run(PLUS_ONE, verdict="passed"), [wrong("plus_one", PLUS_ONE)]) is None


def test_random_functions_match_when_they_draw_the_same_numbers() -> None:
    masks = "import torch\ndef f(X):\n    return X * (torch.rand(X.shape) < 0.5)\n"
    known = [wrong("mask", masks)]
    assert diagnose(run(masks.replace("torch.rand(X.shape)", "torch.rand(*X.shape)")), known) is not None
    assert diagnose(run(masks.replace("<", ">")), known) is None


@inside
def learnt(f):  # type: ignore[no-untyped-def]  # its text runs elsewhere
    return f(torch.rand(3))


def test_that_a_function_of_the_grader_is_there_tells_no_mistake_from_another() -> None:
    """Three random numbers are too few to tell by, and all that is alike besides is that the function was made."""
    call = lambda student: learnt(student, student.f)  # noqa: E731
    moved = "import torch\ndef f(X):\n    return torch.rand(3) + 1e-3\n"
    assert diagnose(run(moved, call), [wrong("moved", moved.replace("1e-3", "2e-3"))]) is None
    assert diagnose(run(moved, call), [wrong("moved", moved)]) is not None


def test_state_that_an_answer_keeps_is_replayed_from_the_start() -> None:
    counts = "calls = []\ndef f(X):\n    calls.append(1)\n    return X + len(calls)\n"
    student = Student(Executor(run_answer("submission", counts).namespace))
    values(student)
    first = outcome(student, "test_hidden::test_first", "passed")
    later = Student(student._link.backend)
    values(later)
    outcomes = [first, outcome(later, VALUES)]
    for _ in range(2):  # and one diagnosis leaves nothing behind for the next
        assert diagnose(outcomes, [wrong("counts", counts)]) is not None


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('"""Doc."""\nimport torch\nHINT = "a"\nMUST_FAIL = "b"\nEPS = 1e-5\ndef f(X): return X\n', False),
        ("cache = {}\ndef f(X): return X\n", True),
        ("cache = []\ndef f(X): return X\n", True),
        ("import torch\ngenerator = torch.Generator()\ndef f(X): return X\n", True),
        ("n = 0\ndef f(X):\n    global n\n    n += 1\n", True),
        ("def f(X, seen=[]): return X\n", True),
        ("def f(X):\n    f.last = X\n", True),
        ("class f:\n    count = 0\n", True),
        ("class f:\n    seen = []\n", True),
        ("class f:\n    def g(self, X):\n        f.last = X\n", True),
        ("class f:\n    def g(self, X):\n        type(self).last = X\n", True),
        ("class f:\n    def g(self, X):\n        self.__class__.last = X\n", True),
        ("class f:\n    @classmethod\n    def g(cls, X):\n        cls.last = X\n", True),
        ('class f:\n    """Doc."""\n\n    def g(self, X):\n        self.part.last = X\n', False),
    ],
)
def test_answers_that_keep_state_are_recognised(source: str, expected: bool) -> None:
    assert keeps_state(source) is expected


def test_objects_of_the_submission_are_followed() -> None:
    linear = """
import torch
class F(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.extra = object()
        self.weight = torch.nn.Parameter(torch.tensor([2.0]))
    def forward(self, X):
        return X * self.weight + {bias}
"""

    def use(student: Any) -> None:
        net = student.F()
        net(torch.ones(3))
        weight = net.weight
        net(torch.ones(2)).sum().backward()
        assert weight.shape == (1,)

    known = [wrong("one", linear.format(bias=1)), wrong("two", linear.format(bias=2))]
    shuffled = linear.format(bias=2).replace("self.extra = object()", "pass")
    assert diagnose(run(shuffled, use), known) == Diagnosis("two", "Hint of two.")


def test_a_wrong_answer_that_never_ends_costs_little_and_is_no_match() -> None:
    endless = wrong("endless", "def f(X):\n    while True: pass\n")
    started = time.process_time()
    assert diagnose(run(PLUS_ONE), [endless], seconds=0.2) is None
    assert time.process_time() - started < 3


REFERENCE = "import torch\n\n\ndef f(X):\n    return 2 * X\n"
FLOAT32 = "def f(X):\n    return X.float() * 2\n"


def faults(**fails: list[str]) -> list[KnownAnswer]:
    """The reference's generic faults, with what is recorded of them."""
    recorded = {f"fault_{id.replace('_', '-')}": frozenset(tests) for id, tests in fails.items()}
    return [answer.recorded(recorded) for answer in faulty_answers(REFERENCE, Path("f"))]


def test_a_generic_fault_gives_its_hint_where_no_known_answer_fits() -> None:
    found = diagnose(run(FLOAT32), [wrong("plus_one", PLUS_ONE)], lambda: faults(always_float32=[VALUES]))
    assert found is not None
    assert found.id == "always-float32"
    assert "computed in float32" in found.hint


def test_a_known_answer_with_a_hint_of_its_own_goes_before_a_generic_fault() -> None:
    def none() -> list[KnownAnswer]:
        raise AssertionError("the faults are asked for")

    assert diagnose(run(FLOAT32), [wrong("float", FLOAT32)], none) == Diagnosis("float", "Hint of float.")
    assert diagnose(run(FLOAT32, verdict="passed"), [], none) is None  # nothing failed
    assert diagnose(run(FLOAT32, verdict="timeout"), [], none) is None  # not seen whole


def test_a_generic_fault_that_no_test_was_seen_to_notice_is_no_candidate() -> None:
    assert diagnose(run(FLOAT32), [], faults) is None


def test_a_generic_fault_must_fit_in_every_call() -> None:
    almost = "def f(X):\n    return X.float() * 2 if X.dim() == 1 else X.float() * 3\n"
    assert diagnose(run(almost), [], lambda: faults(always_float32=[VALUES])) is None


def test_hundreds_of_calls_are_sampled() -> None:
    def many(student: Any) -> None:
        for number in range(600):
            student.f(torch.tensor([float(number)]))

    outcomes = run(PLUS_ONE, many)
    assert diagnose(outcomes, [wrong("plus_one", PLUS_ONE)]) is not None
    rare = "def f(X):\n    return X + 1 if X[0] < 599 else X\n"
    assert diagnose(run(rare, many), [wrong("plus_one", PLUS_ONE)]) is None


DTYPE = "test_hidden::test_dtype"


def half_precision(student: Any) -> None:
    student.f(torch.tensor([1.0], dtype=torch.float16))


def with_second_fault(source: str) -> list[Outcome]:
    """A submission that fails its values, and another test that is marked `aside`."""
    (values_,), (dtype,) = run(source), run(source, half_precision, DTYPE)
    return [values_, dataclasses.replace(dtype, aside=True)]


def test_a_known_mistake_gets_its_hint_beside_another_fault() -> None:
    known = [wrong("plus_one", PLUS_ONE)]
    both = "def f(X):\n    return (X.double() if X.dtype is torch.float16 else X) + 1\n"
    assert diagnose(with_second_fault("import torch\n" + both), known) == Diagnosis("plus_one", "Hint of plus_one.")


def test_a_known_mistake_with_a_fault_of_its_own_gets_its_hint_without_that_too() -> None:
    source = "import torch\ndef f(X):\n    return (X.double() if X.dtype is torch.float16 else X) + 1\n"
    known = [wrong("plus_one_in_double", source, VALUES, DTYPE)]
    (values_,), (dtype,) = run(PLUS_ONE), run(PLUS_ONE, half_precision, DTYPE, "passed")
    found = diagnose([values_, dataclasses.replace(dtype, aside=True)], known)
    assert found == Diagnosis("plus_one_in_double", "Hint of plus_one_in_double.")


def test_an_answer_that_fits_in_every_test_is_preferred_to_one_that_fits_in_most() -> None:
    source = "import torch\ndef f(X):\n    return (X.double() if X.dtype is torch.float16 else X) + 1\n"
    known = [wrong("plus_one", PLUS_ONE), wrong("plus_one_in_double", source, VALUES, DTYPE)]
    found = diagnose(with_second_fault(source), known)
    assert found == Diagnosis("plus_one_in_double", "Hint of plus_one_in_double.")


def test_only_tests_that_are_marked_are_left_aside() -> None:
    source = "import torch\ndef f(X):\n    return (X.double() if X.dtype is torch.float16 else X) + 1\n"
    outcomes = [*run(source), *run(source, half_precision, DTYPE)]
    assert diagnose(outcomes, [wrong("plus_one", PLUS_ONE)]) is None


SEEDED = "import torch\n\nNUMBER = 42  # or any other\n\n\ndef f(X):\n    torch.manual_seed(NUMBER)\n    return X + torch.rand(3)\n"


@pytest.mark.parametrize("number", ["42", "7", "2024"])
def test_a_mistake_with_a_number_in_it_is_known_with_the_number_of_the_submission(number: str) -> None:
    source = f"import torch\nSEED = {number}\n\ndef f(X):\n    torch.manual_seed(SEED)\n    return X + torch.rand(3)\n"

    def call(student: Any) -> None:
        student.f(torch.zeros(3))

    known = [wrong("seeded", SEEDED)]
    assert diagnose(run(source, call), known, source=source) == Diagnosis("seeded", "Hint of seeded.")
    unseeded = source.replace("torch.manual_seed(SEED)", "SEED")
    assert diagnose(run(unseeded, call), known, source=unseeded) is None


def test_numbers_are_those_of_the_code_alone_and_code_that_cannot_be_read_has_none() -> None:
    known = [wrong("seeded", SEEDED), wrong("plus_one", PLUS_ONE)]
    lines = [answer.source.splitlines()[2] for answer in with_numbers_of("f(3, -2.5, True, '9')  # 8", known)[:3]]
    assert lines == ["NUMBER = 42  # or any other", "NUMBER = 3", "NUMBER = 2.5"]
    assert [answer.id for answer in with_numbers_of("f(3)", known)] == ["seeded", "seeded", "plus_one"]
    assert with_numbers_of("%time f(3)", known) == known
    assert with_numbers_of(f"f(0x{'f' * 5000}, 1e999)", known) == known


# -- the same mistake in other words

DROPS = "import torch\n\ndef f(X):\n    return X * ({mask}) {scale}\n"
MASKS = [
    "torch.rand(X.shape) < 0.8",
    "torch.empty(X.shape).bernoulli_(0.8)",
    "torch.rand(X.shape, dtype=torch.float64) > 0.2",
]


def drawn(student: Any) -> None:
    student.f(torch.linspace(1, 2, 600).reshape(20, 30))


@pytest.mark.parametrize("mask", MASKS)
def test_a_mistake_is_known_with_other_draws(mask: str) -> None:
    known = [
        wrong("unscaled", DROPS.format(mask=MASKS[0], scale="")),
        wrong("twice", DROPS.format(mask=MASKS[0], scale="* 2")),
        wrong("rows", DROPS.format(mask="torch.rand(X.shape[1]) < 0.8", scale="")),
        wrong("often", DROPS.format(mask="torch.rand(X.shape) < 0.4", scale="")),
        wrong("seeded", DROPS.format(mask="(torch.manual_seed(1), torch.rand(X.shape))[1] < 0.8", scale="* 3")),
    ]
    for scale, id in (("", "unscaled"), ("* 2", "twice")):
        assert diagnose(run(DROPS.format(mask=mask, scale=scale), drawn), known) == Diagnosis(id, f"Hint of {id}.")
    assert diagnose(run(DROPS.format(mask=mask, scale="* 1.5"), drawn), known) is None


def test_masks_that_repeat_are_another_mistake_than_fresh_ones() -> None:
    def twice(student: Any) -> None:
        drawn(student)
        drawn(student)

    fresh = DROPS.format(mask=MASKS[0], scale="")
    kept = "import torch\nkept = {}\n\ndef f(X):\n    mask = kept.setdefault(X.shape, torch.rand(X.shape) < 0.8)\n    return X * mask\n"
    other = kept.replace("torch.rand(X.shape) < 0.8", MASKS[1])
    assert diagnose(run(other, twice), [wrong("kept", kept), wrong("fresh", fresh)]) == Diagnosis(
        "kept", "Hint of kept."
    )


def test_to_set_a_seed_is_not_to_draw() -> None:
    seeded = "import torch\n\ndef f(X):\n    torch.manual_seed(3)\n    return X + 1\n"
    assert diagnose(run("def f(X):\n    return X + 2\n"), [wrong("seeded", seeded)]) is None


REFUSED = "test_hidden::test_refused"


def negative(student: Any) -> None:
    student.f(torch.tensor([-1.0]))


def test_a_mistake_is_known_behind_a_check_of_the_arguments() -> None:
    checks = "def f(X):\n    if X.shape[0] == 1 and X.dim() == 1: raise ValueError\n    return X + 1\n"
    outcomes = [*run(checks), *run(checks, negative, REFUSED, "passed")]
    known = [
        wrong("plus_one", PLUS_ONE, VALUES, REFUSED),
        wrong("plus_two", PLUS_ONE.replace("1", "2"), VALUES, REFUSED),
    ]
    assert diagnose(outcomes, known) == Diagnosis("plus_one", "Hint of plus_one.")
    # What takes an argument that the mistake refuses, and is told so, is another mistake.
    takes = [*run(PLUS_ONE), *run(PLUS_ONE, negative, REFUSED)]
    assert diagnose(takes, [wrong("checks", checks, VALUES)]) is None


def test_a_wrong_value_is_told_before_the_graph_that_is_severed_as_well() -> None:
    severed = "def f(X):\n    return X.detach() + 1\n"
    outcomes = [*run(severed), *run(severed, gradients, SEVERED)]
    assert diagnose(outcomes, [wrong("plus_one", PLUS_ONE)]) == Diagnosis("plus_one", "Hint of plus_one.")


def test_a_gradient_that_is_right_is_no_mistake_of_the_graph() -> None:
    severed = "def f(X):\n    return X.detach() + 1\n"
    outcomes = [*run(PLUS_ONE), *run(PLUS_ONE, gradients, SEVERED, "passed")]
    assert diagnose(outcomes, [wrong("severed", severed, VALUES, SEVERED)]) is None


def test_none_where_it_is_not_expected_is_one_mistake_whatever_was_asked_of_it() -> None:
    def none(student: Any) -> None:
        student.f(torch.ones(2), None)

    known = [wrong("none", "def f(X, lens):\n    return X * lens.shape[0]\n")]
    assert diagnose(run("def f(X, lens):\n    return lens.dim() * X\n", none), known) == Diagnosis(
        "none", "Hint of none."
    )
    assert diagnose(run("def f(X, lens):\n    return X.dims()\n", none), known) is None
