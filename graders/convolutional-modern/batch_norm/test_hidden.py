"""The hidden grader of batch_norm.

Seen only here: the device, layouts that are not contiguous, unchanged arguments, float64, the digits of features far from
zero, batches of one, where eps counts, what decides between training and prediction, and several steps in a row. The
first needs an accelerator, simulated or real; the others are what a learner should think of unprompted, as the
notebook's contract asks. The public tests of values and gradients show properties and one example each, and are weaker by
that: a variance that is treated as a constant keeps the sum of the gradients at zero, for instance.

No call is forbidden, as the contract forbids none. A loop over channels, or even over samples, is a right answer; what is
asked of the cost is that it goes through them once.
"""

import math

import torch
from hypothesis import strategies as st

from autograder.checks import (
    agree,
    aside,
    assert_close,
    assert_cost,
    assert_device,
    assert_dtype,
    assert_gradcheck,
    assert_nothing_left_behind,
    assert_tensor,
    assert_unmodified,
    fail,
    gradients,
    points,
)
from autograder.checks.compare import describe
from autograder.checks.inputs import halves, sizes, tensors
from autograder.devices.simulated import to_device

VECTORS, IMAGES = (6, 4), (3, 2, 4, 5)
# Beside a variance of 100 it is far below any tolerance, and so is 1e-5: what eps does costs points where it is asked alone.
EPS = 1e-6
NAMES = ("Y", "moving_mean", "moving_var")
# A property counts with right values of Y in training, of vectors or of images, or of what moves.
RIGHT = ("test_training_of_vectors", "test_training_of_images", "test_moving_mean")


def results(ns, *args):
    """(Y, moving_mean, moving_var), or the test fails."""
    returned = ns.batch_norm(*args)
    if not isinstance(returned, tuple | list) or len(returned) != 3:
        fail(
            "batch_norm returned {came}, but should return three tensors: Y, moving_mean, moving_var",
            came=describe(returned),
        )
    for value, name in zip(returned, NAMES, strict=True):
        assert_tensor(value, of=name)
    return tuple(returned)


def output(ns, X, gamma, beta, moving_mean, moving_var, eps, momentum):
    return results(ns, X, gamma, beta, moving_mean, moving_var, eps, momentum)[0]


def prediction(ns, X, gamma, beta, moving_mean, moving_var, eps, momentum):
    with torch.no_grad():
        return output(ns, X, gamma, beta, moving_mean, moving_var, eps, momentum)


def averages_after_prediction(ns, X, gamma, beta, moving_mean, moving_var, eps, momentum):
    with torch.no_grad():
        return results(ns, X, gamma, beta, moving_mean, moving_var, eps, momentum)[1:]


def moved_mean(ns, X, gamma, beta, moving_mean, moving_var, eps, momentum):
    return results(ns, X, gamma, beta, moving_mean, moving_var, eps, momentum)[1]


def moved_variance(ns, X, gamma, beta, moving_mean, moving_var, eps, momentum):
    return results(ns, X, gamma, beta, moving_mean, moving_var, eps, momentum)[2]


def gradient(ns, X, gamma, beta, moving_mean, moving_var, eps, momentum):
    return gradients(lambda *inputs: output(ns, *inputs, moving_mean, moving_var, eps, momentum), X, gamma, beta)


def batch(rng, size, dtype=torch.float32, mean=0.0, std=10.0):
    """Numbers around a mean of each feature's own, alternately above and below: no feature has next to no variance."""
    count = size[0] * math.prod(size[2:])
    sign = (1 - 2 * (torch.arange(count) % 2)).reshape(size[0], 1, *size[2:])
    X = rng.uniform(*size, low=0.5 * std, high=2.0 * std, dtype=dtype)
    own = rng.normal(1, size[1], *[1] * (len(size) - 2), mean=mean, std=0.5 * std, dtype=dtype)
    return own + to_device(sign, X.device.type) * X


def layer(rng, size, dtype=torch.float32, grad=True, mean=0.0, std=10.0):
    """X, gamma, beta, moving_mean and moving_var; the first three require gradients, as within a network in training."""
    features = (1, size[1], *[1] * (len(size) - 2))
    return (
        batch(rng, size, dtype, mean, std).requires_grad_(grad),
        rng.uniform(*features, low=0.5, high=2.0, dtype=dtype, requires_grad=grad),
        rng.normal(*features, dtype=dtype, requires_grad=grad),
        rng.normal(*features, std=std, dtype=dtype),
        rng.uniform(*features, low=0.5 * std**2, high=2.0 * std**2, dtype=dtype),
    )


@st.composite
def layers(draw, axes, grad=True, eps=1e-5, momentum=0.3):
    """Small arguments for vectors (two axes) or images (four)."""
    shape = [draw(sizes(3)) for _ in range(axes)]
    features = (1, shape[1], *[1] * (axes - 2))
    positive = st.integers(1, 4).map(float)
    return (
        draw(tensors(*shape, dtype=torch.float32, requires_grad=grad)),
        draw(tensors(*features, elements=positive, dtype=torch.float32, requires_grad=grad)),
        draw(tensors(*features, elements=halves, dtype=torch.float32, requires_grad=grad)),
        draw(tensors(*features, elements=halves, dtype=torch.float32)),
        draw(tensors(*features, elements=positive, dtype=torch.float32)),
        eps,
        momentum,
    )


@points(2, "in training, vectors are normalised by the statistics of the batch, per feature")
def test_training_of_vectors(student, reference, rng):
    agree(student, reference, output, *layer(rng, VECTORS), EPS, 0.1, of="Y", search=layers(2))


@points(2, "in training, images are normalised by the statistics of the batch, per channel")
def test_training_of_images(student, reference, rng):
    agree(student, reference, output, *layer(rng, IMAGES), EPS, 0.1, of="Y", search=layers(4))


@points(4, "in prediction, the moving averages are used")
def test_prediction(student, reference, rng):
    for size in (VECTORS, IMAGES, (1, 3), (1, 2, 3, 2)):
        args = (*layer(rng, size, grad=False), EPS, 0.1)
        agree(student, reference, prediction, *args, of="Y", search=layers(len(size), grad=False))


@points(1, "prediction gives the moving averages back as they came", requires="test_prediction")
def test_prediction_moves_nothing(student, reference, rng):
    for size in (VECTORS, IMAGES):
        args = (*layer(rng, size, grad=False), EPS, 0.3)
        of = "(moving_mean, moving_var)"
        agree(student, reference, averages_after_prediction, *args, of=of, search=layers(len(size), grad=False))


@points(1, "the moving mean becomes (1 - momentum) * old + momentum * batch")
def test_moving_mean(student, reference, rng):
    for size in (VECTORS, IMAGES):
        agree(student, reference, moved_mean, *layer(rng, size), EPS, 0.3, of="moving_mean", search=layers(len(size)))


@points(1, "the moving variance becomes (1 - momentum) * old + momentum * batch, with the biased variance of the batch")
def test_moving_variance(student, reference, rng):
    for size in (VECTORS, IMAGES):
        args = (*layer(rng, size), EPS, 0.3)
        agree(student, reference, moved_variance, *args, of="moving_var", search=layers(len(size)))


@points(3, "the moving averages are outside the graph, Y is inside", requires_one_of=RIGHT)
def test_graph(student, rng):
    for size in (VECTORS, IMAGES):
        Y, *averages = results(student, *layer(rng, size), EPS, 0.1)
        if not Y.requires_grad:
            fail(
                "Y does not require a gradient, but X, gamma and beta do: autograd does not see that it is computed from them"
            )
        for average, name in zip(averages, NAMES[1:], strict=True):
            if average.requires_grad:
                fail("{name} requires a gradient, but should be outside the graph", name=name)


@points(1, "gradients being enabled decides between training and prediction, not whether the inputs require them")
def test_mode(student, reference, rng):
    for size in ((3, 2), (2, 2, 1, 2)):
        without, with_grad = (*layer(rng, size, grad=False), EPS, 0.1), (*layer(rng, size), EPS, 0.1)
        agree(student, reference, output, *without, of="Y")
        agree(student, reference, prediction, *with_grad, of="Y")


@points(1, "eps is added to the variance, inside the root, in training and in prediction")
def test_eps(student, reference, rng):
    for size, eps in ((VECTORS, 0.5), (IMAGES, 2.0)):
        args = (*layer(rng, size, std=0.1), eps, 0.1)
        agree(student, reference, output, *args, of="Y", search=layers(len(size), eps=eps))
        agree(student, reference, prediction, *args, of="Y", search=layers(len(size), eps=eps))


@points(7, "gradients for X, gamma and beta, through the statistics of the batch")
def test_gradients(student, reference, rng):
    for size in (VECTORS, IMAGES):
        args = (*layer(rng, size), EPS, 0.1)
        agree(student, reference, gradient, *args, of="the gradients for (X, gamma, beta)", search=layers(len(size)))


@aside
@points(3, "gradients equal finite differences in float64", requires_one_of=RIGHT)
def test_gradcheck(student, rng):
    for size in ((3, 2), (2, 2, 1, 2)):
        X, gamma, beta, moving_mean, moving_var = layer(rng, size, torch.float64, std=1.0)
        assert_gradcheck(
            lambda *a, rest=(moving_mean, moving_var, 0.1, 0.1): output(student, *a, *rest), X, gamma, beta, of="Y"
        )


@points(4, "features far from zero keep their digits, such as a year")
def test_stability(student, rng):
    for size in ((16, 6), (4, 3, 3, 2)):
        X, gamma, beta, *averages = layer(rng, size, mean=2000.0, std=0.5)
        exact = X.detach().double()
        axes = (0,) if len(size) == 2 else (0, 2, 3)
        var, mean = torch.var_mean(exact, axes, unbiased=False, keepdim=True)
        expected = (gamma * (exact - mean) / (var + 1e-5).sqrt() + beta).detach().float()
        # Float32 numbers near 2000 lie 1e-4 apart; a variance without digits is wrong by far more than 100 such steps.
        assert_close(output(student, X, gamma, beta, *averages, 1e-5, 0.1), expected, of="Y", tolerance=0.05)


@points(1, "batches of one, single features and pixels, and features that do not vary")
def test_extreme_sizes(student, reference, rng):
    # With no variance, values are divided by the root of eps alone, and so are the rounding errors of some right answers.
    for size in ((1, 3), (5, 1), (1, 1), (2, 3, 1, 1), (1, 2, 2, 3), (2, 1, 3, 1)):
        agree(student, reference, output, *layer(rng, size, std=1.0), 1e-5, 0.1, of="Y", tolerance=2e-3)
    for size in (VECTORS, IMAGES):
        X, *rest = layer(rng, size, std=1.0)
        agree(student, reference, output, torch.ones_like(X).requires_grad_(), *rest, 1e-5, 0.1, of="Y", tolerance=2e-3)


@points(1, "thirty-two images of 12 x 10 pixels and seven channels, three hundred samples or features")
def test_large(student, reference, rng):
    for size in ((32, 7, 12, 10), (300, 4), (4, 300)):
        agree(student, reference, output, *layer(rng, size), EPS, 0.1, of="Y")


@aside
@points(1, "sixteen times the samples, channels or pixels cost no more than that", requires_one_of=RIGHT)
def test_cost(student, rng):
    for small, larger in (((4, 2), ((64, 2), (4, 32))), ((4, 2, 2, 2), ((64, 2, 2, 2), (4, 32, 2, 2), (4, 2, 32, 2)))):
        args = (*layer(rng, small), 1e-5, 0.1)
        for size in larger:
            assert_cost(student, output, args, (*layer(rng, size), 1e-5, 0.1), factor=16, of="batch_norm in training")


@points(1, "three steps of training, each with the averages of the last one, then prediction")
def test_several_steps(student, reference, rng):
    batches = [
        batch(rng, VECTORS, mean=mean, std=std).requires_grad_()
        for mean, std in ((0.0, 10.0), (30.0, 20.0), (-10.0, 5.0), (0.0, 10.0))
    ]
    _, gamma, beta, moving_mean, moving_var = layer(rng, VECTORS)

    def run(ns, gamma, beta, moving_mean, moving_var):
        seen = {}
        for step, X in enumerate(batches[:3], 1):
            Y, moving_mean, moving_var = results(ns, X, gamma, beta, moving_mean, moving_var, EPS, 0.2)
            seen[f"step {step}"] = (Y, moving_mean.clone(), moving_var.clone())
        with torch.no_grad():
            seen["prediction"] = results(ns, batches[3], gamma, beta, moving_mean, moving_var, EPS, 0.2)
        return seen

    agree(student, reference, run, gamma, beta, moving_mean, moving_var, of="(Y, moving_mean, moving_var) at ")


@aside
@points(1, "the results have the dtype of X, and float64 keeps its digits")
def test_dtype(student, reference, rng):
    for size in (VECTORS, IMAGES):
        for dtype in (torch.float32, torch.float64):
            for value, name in zip(results(student, *layer(rng, size, dtype), 1e-5, 0.1), NAMES, strict=True):
                assert_dtype(value, dtype, of=name)
    agree(student, reference, output, *layer(rng, VECTORS, torch.float64, std=1e4), 1e-12, 0.1, of="Y")


@aside
@points(1, "tensors on an accelerator give results on that accelerator", requires_one_of=RIGHT)
def test_device(student, rng, accelerator):
    for size in ((4, 3), (2, 3, 2, 2)):
        args = [to_device(t, accelerator) for t in layer(rng, size)]
        training = results(student, *args, 1e-5, 0.1)
        with torch.no_grad():
            predicted = results(student, *args, 1e-5, 0.1)
        for value, name in zip((*training, *predicted), (*NAMES, *NAMES), strict=True):
            assert_device(value, accelerator, of=name)


@points(4, "no argument is changed, in training or in prediction", requires_one_of=RIGHT)
def test_unmodified(student, rng):
    for size in (VECTORS, IMAGES):
        args = (*layer(rng, size, grad=False), EPS, 0.1)
        assert_unmodified(student.batch_norm, *args, of="batch_norm in training")
        with torch.no_grad():
            assert_unmodified(student.batch_norm, *args, of="batch_norm in prediction")


@aside
@points(1, "transposed, permuted and expanded tensors")
def test_layouts(student, reference, rng):
    for size, change in [
        ((4, 6), lambda X: X.T),
        ((3, 4, 5, 2), lambda X: X.permute(0, 3, 1, 2)),
        ((2, 3, 4, 5), lambda X: X.permute(1, 0, 3, 2)),
        ((1, 2, 1, 5), lambda X: X.expand(3, 2, 4, 5)),
    ]:
        X = change(rng.normal(*size, std=10.0, dtype=torch.float32))
        args = (X, *layer(rng, tuple(X.shape), grad=False)[1:], EPS, 0.1)
        agree(student, reference, output, *args, of="Y")


@points(4, "the gradient is finite and right where a feature does not vary")
def test_gradient_of_constant_features(student, reference, rng):
    for size in (VECTORS, IMAGES, (1, 3)):
        X, *rest = layer(rng, size)
        args = (torch.ones_like(X).requires_grad_(), *rest, 1e-5, 0.1)
        # Some are zero, and others some hundreds: rounding errors of those are no fault in these.
        of = "the gradients for (X, gamma, beta)"
        agree(student, reference, gradient, *args, of=of, search=layers(2), tolerance=1e-2)


@aside
@points(1, "float16 and bfloat16 are floating point too")
def test_sixteen_bits(student, reference, rng):
    def values_and_dtypes(ns, *args):
        Y, moving_mean, moving_var = results(ns, *args)
        return Y, str(moving_mean.dtype), str(moving_var.dtype)

    # With so many samples, a fault that costs little cannot be taken for rounding, nor the other way round.
    for size in ((64, 4), (8, 2, 4, 5)):
        for dtype in (torch.float16, torch.bfloat16):
            args = (*layer(rng, size, dtype, std=1.0), 1e-3, 1e-3)
            of = "(Y, moving_mean.dtype, moving_var.dtype)"
            agree(student, reference, values_and_dtypes, *args, of=of)
            with torch.no_grad():
                agree(student, reference, values_and_dtypes, *args, of=f"in prediction, {of}")


@aside
@points(1, "nothing is left behind: no mode, no default, no seed")
def test_nothing_left_behind(student, reference, rng):
    args = (*layer(rng, VECTORS, torch.float64, std=1.0), 1e-5, 0.1)
    assert_nothing_left_behind(student, reference, output, *args, of="batch_norm")
