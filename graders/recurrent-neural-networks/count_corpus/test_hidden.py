"""What is special about count_corpus: lines, and that it counts in one pass."""

from autograder.checks import assert_one_pass, points
from autograder.checks.byhand import case

from .contract import contract

LINES = [["the", "time", "the"], [], ["machine", "time"], ["the"]]

title = "tokens may be a list of lists, which are counted together"
test_lines = case(contract, 3, title, (LINES,), ([[], ["a", "a"]],))


@points(1, "the list is gone through once", requires="test_values")
def test_one_pass(student):
    assert_one_pass(student, student.count_corpus, of="count_corpus(tokens)")
    assert_one_pass(student, student.count_corpus, of="count_corpus(tokens)", lines=True)
