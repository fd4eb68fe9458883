"""Values that are compared with the reference's, and a record, which is the submission's word and counts with them alone."""

from autograder.checks import agree, fail, points

from .test_public import trained


@points(3, "two steps leave the right weights")
def test_values(student, reference, rng):
    def weights(ns, *args):
        return trained(ns, ns.train_epoch, *args)[0]

    for _ in range(2):
        agree(student, reference, weights, rng.normal(1, 3).float(), rng.normal(4, 3).float(), rng.normal(4, 1).float())


@points(2, "one step for each minibatch", requires=("test_values", "test_public::test_example"))
def test_steps(student, rng):
    events = trained(
        student, student.train_epoch, rng.normal(1, 3).float(), rng.normal(4, 3).float(), rng.normal(4, 1).float()
    )
    if events[1] != ["step"] * 2:
        fail("for two minibatches there were the steps {came}", came=events[1])
