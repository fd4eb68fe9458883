"""What is special about batch_norm: two modes, three results, and averages that go from step to step."""

import torch

from autograder.checks import agree, aside, assert_device, assert_dtype, assert_unmodified, fail, points
from autograder.checks.shaping import cast, each
from autograder.devices.simulated import to_device

from .contract import EPS, IMAGES, NAMES, RIGHT, VECTORS, batch, layer, predicted, results


@points(3, "the moving averages are outside the graph, Y is inside", requires_one_of=RIGHT)
def test_graph(student, rng):
    for size in (VECTORS, IMAGES):
        Y, *averages = results(student, *cast(layer(rng, size), torch.float32))
        if not Y.requires_grad:
            fail(
                "Y does not require a gradient, but X, gamma and beta do: autograd does not see that it is computed from them"
            )
        for average, name in zip(averages, NAMES[1:], strict=True):
            if average.requires_grad:
                fail("{name} requires a gradient, but should be outside the graph", name=name)


def run(ns, batches, gamma, beta, moving_mean, moving_var):
    """Three steps of training, then prediction."""
    seen = {}
    for step, X in enumerate(batches[:3], 1):
        Y, moving_mean, moving_var = results(ns, X, gamma, beta, moving_mean, moving_var, EPS, 0.2)
        seen[f"step {step}"] = (Y, moving_mean.clone(), moving_var.clone())
    seen["prediction"] = predicted(ns, batches[3], gamma, beta, moving_mean, moving_var, EPS, 0.2)
    return seen


@points(1, "three steps of training, each with the averages of the last one, then prediction")
def test_several_steps(student, reference, rng):
    scales = ((0.0, 10.0), (30.0, 20.0), (-10.0, 5.0), (0.0, 10.0))
    batches = [batch(rng, VECTORS, mean, std).float().requires_grad_() for mean, std in scales]
    _, *rest, _, _ = cast(layer(rng, VECTORS), torch.float32)
    agree(student, reference, run, batches, *rest, of="(Y, moving_mean, moving_var) at ")


@points(4, "no argument is changed, in training or in prediction", requires_one_of=RIGHT)
def test_unmodified(student, rng):
    for size in (VECTORS, IMAGES):
        args = cast(layer(rng, size, grad=False), torch.float32)
        assert_unmodified(student.batch_norm, *args, of="batch_norm in training")
        with torch.no_grad():
            assert_unmodified(student.batch_norm, *args, of="batch_norm in prediction")


@aside
@points(1, "the results have the dtype and the device of X, in training and in prediction", requires_one_of=RIGHT)
def test_results_anywhere(student, rng, accelerator):
    for size in (VECTORS, IMAGES):
        for dtype in (torch.float32, torch.float64):
            args = each(cast(layer(rng, size), dtype), lambda tensor: to_device(tensor, accelerator))
            for value, name in zip(
                (*results(student, *args), *predicted(student, *args)), (*NAMES, *NAMES), strict=True
            ):
                assert_dtype(value, dtype, of=name)
                assert_device(value, accelerator, of=name)
