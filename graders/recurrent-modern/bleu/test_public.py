"""What a learner can run: the example, and the ends of the scale."""

import math

from autograder.checks import fail, points


def number(student, *args):
    score = student.bleu(*args)
    if not isinstance(score, int | float):
        fail("bleu should return a number, but returned {came}", came=type(score).__name__)
    return float(score)


def same(score, expected, of):
    if not math.isclose(score, expected, rel_tol=1e-4, abs_tol=1e-9):
        fail("{of} is {score}, but should be {expected}", of=of, score=f"{score:.4f}", expected=f"{expected:.4f}")


@points(2, "the example comes out as in the text")
def test_example(student):
    expected = math.exp(1 - 6 / 5) * 0.8**0.5 * 0.75**0.25
    same(number(student, "a b b c d", "a b c d e f", 2), expected, 'bleu("a b b c d", "a b c d e f", 2)')


@points(1, "the label itself is worth 1, and what has no word in common 0", requires="test_example")
def test_ends(student):
    same(number(student, "le trois mai", "le trois mai", 3), 1.0, 'bleu("le trois mai", "le trois mai", 3)')
    same(number(student, "un deux juin", "le trois mai", 1), 0.0, 'bleu("un deux juin", "le trois mai", 1)')


@points(1, "of a single word only p_1 counts", requires="test_example")
def test_short(student):
    same(number(student, "le", "le trois mai", 4), math.exp(-2), 'bleu("le", "le trois mai", 4)')
