"""Right answers get every point whatever the seeds, and one that depends on them is named."""

from pathlib import Path

import doubling
import pytest
import torch

from autograder.checks.rng import Rng, shifted
from autograder.course.load import load
from autograder.course.model import Course
from autograder.grading.reference import run_answer
from autograder.grading.tests import ExerciseTests
from autograder.proof.repeat import repeat
from autograder.proof.selftest import selftest
from autograder.remote.executor import Executor
from autograder.report.model import Verdict

LUCKY = doubling.wrong("return X + X if torch.rand(()) < 0.5 else X").replace("HINT = ", "_ = ")


def test_other_seeds_give_other_inputs_and_then_the_old_ones_again():
    usual = Rng("a test").normal(3)
    with shifted(7):
        assert not Rng("a test").normal(3).equal(usual)
    assert Rng("a test").normal(3).equal(usual)


@pytest.mark.parametrize("exercise", ["softmax", "dropout_layer"])
def test_a_right_answer_gets_every_point_with_any_seeds(exercise):
    course = load(Path(__file__).parents[3] / "course.yml")
    assert repeat(course, [exercise], 3) == []


def test_an_answer_that_is_right_by_luck_is_named(tmp_path):
    course = load(doubling.write(tmp_path, {"lucky": {"answers/right_lucky.py": LUCKY}}))
    found = repeat(course, ["lucky"], 6)
    assert any(line.startswith("lucky: right_lucky with seeds ") for line in found)
    assert not any("the reference" in line for line in found)


def _inputs(course: Course) -> dict[str, list[bytes]]:
    """What each test sends to the reference, by the test's name."""
    (exercise,) = course.assignments[0].exercises
    reference = run_answer("reference", doubling.SOLUTION.replace("NAME", exercise.id))
    graders = ExerciseTests([exercise.folder], course.seed)
    backend = Executor(reference.namespace)
    outcomes = graders.run(exercise.id, backend, reference.source, reference.as_reference())
    assert {outcome.result.verdict for outcome in outcomes} == {Verdict.PASSED}
    return {outcome.result.id: [record.request.body for record in outcome.records] for outcome in outcomes}


def test_a_courses_seed_changes_the_inputs_of_hidden_tests_and_no_others(tmp_path):
    file = doubling.write(tmp_path, {"seeded": {}})
    usual = _inputs(load(file))
    assert _inputs(load(file)) == usual
    file.write_text(file.read_text() + "seed: autumn-2027\n")
    autumn = _inputs(load(file))
    assert {name for name in usual if usual[name] != autumn[name]} == {"test_values", "test_gradients", "test_argument"}
    assert autumn["test_example"] == usual["test_example"]


def test_the_proof_of_a_course_with_a_seed_is_one_of_that_seed(tmp_path):
    wrong = doubling.wrong("return X * 3 if abs(float(X.flatten()[0].detach()) - FIRST) < 1e-9 else X * 2")
    file = doubling.write(tmp_path, {"seeded": {}})
    file.write_text(file.read_text() + "seed: autumn-2027\n")
    first = torch.frombuffer(bytearray(_inputs(load(file))["test_values"][0]), dtype=torch.float64)[0].item()
    answers = tmp_path / "graders" / "doubling" / "seeded" / "answers"
    (answers / "wrong_once.py").write_text(wrong.replace("NAME", "seeded").replace("FIRST", repr(first)))
    (answers.parent / "expected.yml").write_text(
        doubling.expected(halved=doubling.EVERY_VALUE, once=["test_hidden::test_values"])
    )
    assert selftest(load(file)).proofs[0].defects == ()
    file.write_text(file.read_text().replace("autumn-2027", "autumn-2028"))
    assert any("once" in defect for defect in selftest(load(file)).proofs[0].defects)
