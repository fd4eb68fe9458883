"""What a learner can run: the worked example."""

from autograder.checks import assert_equal, points

COUNTS = {"to": 2, "be": 2, "or": 1, "not": 1}


@points(2, "the worked example, as one list")
def test_flat(student):
    of = 'count_corpus(["to", "be", "or", "not", "to", "be"])'
    assert_equal(student.count_corpus("to be or not to be".split()), COUNTS, of=of)


@points(1, "the worked example, as two lines")
def test_lines(student):
    of = 'count_corpus([["to", "be"], ["or", "not", "to", "be"]])'
    assert_equal(student.count_corpus([["to", "be"], ["or", "not", "to", "be"]]), COUNTS, of=of)
