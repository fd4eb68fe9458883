"""What a learner can run: the worked example."""

from autograder.checks import assert_equal, points

LINES = ["the time machine", "by h g wells"]


@points(2, "the worked example: words")
def test_words(student):
    words = [["the", "time", "machine"], ["by", "h", "g", "wells"]]
    assert_equal(student.tokenize(LINES), words, of='tokenize(["the time machine", "by h g wells"])')


@points(1, "the worked example: characters")
def test_characters(student):
    of = 'tokenize(["by h"], "char")'
    assert_equal(student.tokenize(["by h"], "char"), [["b", "y", " ", "h"]], of=of)
