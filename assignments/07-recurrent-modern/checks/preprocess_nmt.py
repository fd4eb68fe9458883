"""What a learner can run: the examples of the notebook."""

from autograder.checks import assert_equal, points


@points(2, "the first example comes out as in the text")
def test_example(student):
    assert_equal(student.preprocess_nmt("Go! OK?"), "go ! ok ?", of='preprocess_nmt("Go! OK?")')


@points(1, "no-break spaces become blanks, and none is added to them")
def test_no_break_space(student):
    for space, name in (("\u202f", "\\u202f"), ("\xa0", "\\xa0")):
        assert_equal(student.preprocess_nmt(f"Va{space}!"), "va !", of=f'preprocess_nmt("Va{name}!")')


@points(1, "of two signs in a row each has a blank of its own")
def test_in_a_row(student):
    assert_equal(student.preprocess_nmt("no!!"), "no ! !", of='preprocess_nmt("no!!")')
