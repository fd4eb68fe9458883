"""What is special about nadaraya_watson: what the kernel gives is left as it is, and booleans have no gradient."""

from autograder.checks import agree, gradients, points
from autograder.checks.byhand import case

from .contract import arguments, asked, contract, kept


def call(ns, x_train, y_train, x_val, kernel):
    return kept(ns, ns.nadaraya_watson, x_train, y_train, x_val)


title, of = "what the kernel returns is left as it is", "the results, and whether what the kernel gave is as it was"
test_kept = case(contract, 1, title, arguments, call=call, of=of, requires="test_values")


@points(1, "with a kernel of booleans, gradients reach the labels")
def test_gradient_of_labels(student, reference, rng):
    x_train, y_train, x_val, kernel = arguments(rng, kernel="box")

    def gradient(ns, x_train, y_train, x_val):
        return gradients(lambda y: asked(ns, x_train, y, x_val, kernel)[0], y_train)

    args = x_train.float(), y_train.float().requires_grad_(), x_val.float()
    agree(student, reference, gradient, *args, of="the gradient of nadaraya_watson(x_train, y_train, x_val, boxcar)[0]")
