"""What a learner can run: the worked example, and that every call counts."""

from autograder.checks import assert_close, inside, points


@inside
def rates(FactorScheduler, times):
    scheduler = FactorScheduler(factor=0.5, stop_factor_lr=0.1, base_lr=0.8)
    return [float(scheduler(t)) for t in times]


OF = "with factor=0.5, stop_factor_lr=0.1, base_lr=0.8, [scheduler(t) for t in {}]"


@points(2, "the worked example comes out as in the text")
def test_example(student):
    found = rates(student, student.FactorScheduler, [0, 1])
    assert_close(found, [0.4, 0.2], of=OF.format("[0, 1]"), tolerance=1e-6)


@points(1, "the rate never falls below stop_factor_lr", requires="test_example")
def test_stop(student):
    found = rates(student, student.FactorScheduler, [0, 1, 2, 3, 4])
    assert_close(found, [0.4, 0.2, 0.1, 0.1, 0.1], of=OF.format("[0, 1, 2, 3, 4]"), tolerance=1e-6)


@points(1, "every call counts, whatever t is", requires="test_example")
def test_every_call(student):
    assert_close(rates(student, student.FactorScheduler, [7, 7]), [0.4, 0.2], of=OF.format("[7, 7]"), tolerance=1e-6)
