"""Right answers get every point whatever the seeds, and one that depends on them is named."""

from pathlib import Path

import doubling
import pytest

from autograder.checks.rng import Rng, shifted
from autograder.course import load
from autograder.judge.repeat import repeat

LUCKY = doubling.wrong("return X + X if torch.rand(()) < 0.5 else X").replace("HINT = ", "_ = ")


def test_other_seeds_give_other_inputs_and_then_the_old_ones_again():
    usual = Rng("a test").normal(3)
    with shifted(7):
        assert not Rng("a test").normal(3).equal(usual)
    assert Rng("a test").normal(3).equal(usual)


@pytest.mark.parametrize("exercise", ["softmax", "dropout_layer"])
def test_a_right_answer_gets_every_point_with_any_seeds(exercise):
    course = load(Path(__file__).parents[2] / "course.yml")
    assert repeat(course, [exercise], 3) == []


def test_an_answer_that_is_right_by_luck_is_named(tmp_path):
    course = load(doubling.write(tmp_path, {"lucky": {"answers/right_lucky.py": LUCKY}}))
    found = repeat(course, ["lucky"], 6)
    assert any(line.startswith("lucky: right_lucky with seeds ") for line in found)
    assert not any("the reference" in line for line in found)
