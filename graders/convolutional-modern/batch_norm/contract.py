"""batch_norm(X, gamma, beta, moving_mean, moving_var, eps, momentum): (Y, moving_mean, moving_var).

Y, the two averages, and the two modes are asked one at a time. Wherever Y is asked in training, X, gamma and beta require
gradients, as within a network; that gradients being enabled decides, and not this, has a test of its own.

The public tests of values and gradients show properties and one example each, and are weaker by that: a variance that is
treated as a constant keeps the sum of the gradients at zero, for instance.

No call is forbidden, as the contract forbids none. A loop over channels, or even over samples, is a right answer; what is
asked of the cost is that it goes through them once.
"""

import math

import torch
from hypothesis import strategies as st

from autograder.checks import assert_tensor, fail
from autograder.checks.cases import Case
from autograder.checks.compare import describe
from autograder.checks.contract import function
from autograder.checks.sampling import small
from autograder.checks.shaping import cast
from autograder.devices.simulated import to_device

# Beside a variance of 100 it is far below any tolerance, and so is 1e-5: what eps does costs points where it is asked alone.
EPS = 1e-6
NAMES = ("Y", "moving_mean", "moving_var")
# A property counts with right values of Y in training, of vectors or of images, or of what moves.
RIGHT = ("test_values", "test_training_of_images", "test_moving_mean")
ONES = ((1, 3), (5, 1), (1, 1), (2, 3, 1, 1), (1, 2, 2, 3), (2, 1, 3, 1))
VECTORS, IMAGES = (6, 4), (3, 2, 4, 5)


def batch(rng, size, mean=0.0, std=10.0):
    """Numbers around a mean of each feature's own, alternately above and below: no feature has next to no variance."""
    count = size[0] * math.prod(size[2:])
    sign = (1 - 2 * (torch.arange(count) % 2)).reshape(size[0], 1, *size[2:])
    X = rng.uniform(*size, low=0.5 * std, high=2.0 * std)
    own = rng.normal(1, size[1], *[1] * (len(size) - 2), mean=mean, std=0.5 * std)
    return own + to_device(sign, str(X.device)) * X


def layer(rng, size, *, grad=True, mean=0.0, std=10.0, eps=EPS, momentum=0.1):
    """All arguments, in float64; X, gamma and beta require gradients, as within a network in training."""
    features = (1, size[1], *[1] * (len(size) - 2))
    return (
        batch(rng, size, mean, std).requires_grad_(grad),
        rng.uniform(*features, low=0.5, high=2.0, requires_grad=grad),
        rng.normal(*features, requires_grad=grad),
        rng.normal(*features, std=std),
        rng.uniform(*features, low=0.5 * std**2, high=2.0 * std**2),
        eps,
        momentum,
    )


def arguments(rng, n=6, d=4, rows=4, columns=5, images=False, grad=True, std=10.0, eps=EPS, momentum=0.1):
    size = (n, d, rows, columns) if images else (n, d)
    return layer(rng, size, grad=grad, std=std, eps=eps, momentum=momentum)


def results(ns, X, gamma, beta, moving_mean, moving_var, eps, momentum):
    """(Y, moving_mean, moving_var), or the test fails."""
    returned = ns.batch_norm(X, gamma, beta, moving_mean, moving_var, eps, momentum)
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


def moved_mean(ns, X, gamma, beta, moving_mean, moving_var, eps, momentum):
    return results(ns, X, gamma, beta, moving_mean, moving_var, eps, momentum)[1]


def moved_variance(ns, X, gamma, beta, moving_mean, moving_var, eps, momentum):
    return results(ns, X, gamma, beta, moving_mean, moving_var, eps, momentum)[2]


def predicted(ns, X, gamma, beta, moving_mean, moving_var, eps, momentum):
    """All three results in prediction."""
    with torch.no_grad():
        return results(ns, X, gamma, beta, moving_mean, moving_var, eps, momentum)


def prediction(ns, X, gamma, beta, moving_mean, moving_var, eps, momentum):
    return predicted(ns, X, gamma, beta, moving_mean, moving_var, eps, momentum)[0]


def averages_after_prediction(ns, X, gamma, beta, moving_mean, moving_var, eps, momentum):
    return predicted(ns, X, gamma, beta, moving_mean, moving_var, eps, momentum)[1:]


def in_both_modes(ns, X, gamma, beta, moving_mean, moving_var, eps, momentum):
    args = X, gamma, beta, moving_mean, moving_var, eps, momentum
    return output(ns, *args), prediction(ns, *args)


def in_the_unlikely_mode(ns, X, gamma, beta, moving_mean, moving_var, eps, momentum):
    """Y in training where nothing requires a gradient, in prediction where X does."""
    mode = prediction if X.requires_grad else output
    return mode(ns, X, gamma, beta, moving_mean, moving_var, eps, momentum)


def values_and_dtypes(ns, X, gamma, beta, moving_mean, moving_var, eps, momentum):
    """Y in both modes, and the dtypes of the averages."""
    args = X, gamma, beta, moving_mean, moving_var, eps, momentum
    return [(Y, str(mean.dtype), str(var.dtype)) for Y, mean, var in (results(ns, *args), predicted(ns, *args))]


def of_sizes(*sizes, **options):
    """Arguments of each size, by what they are of."""
    return {f"X of shape {size}": lambda rng, size=size: layer(rng, size, **options) for size in sizes}


def constant(*sizes, **options):
    """The same with a single number everywhere in X."""

    def edge(rng, size):
        X, *rest = layer(rng, size, eps=1e-5, **options)
        return torch.ones_like(X).requires_grad_(), *rest

    return {
        f"X of shape {size} with the same number everywhere": lambda rng, size=size: edge(rng, size) for size in sizes
    }


def of_dtype(size, dtype):
    """With so many samples, a fault that costs little cannot be taken for rounding, nor the other way round."""
    return lambda rng: cast(layer(rng, size, std=1.0, eps=1e-3, momentum=1e-3), dtype)


def asked_or_not(size, grad):
    return lambda rng: layer(rng, size, grad=grad)


def with_expanded_pixel(rng):
    _, *rest = cast(layer(rng, IMAGES, grad=False), torch.float32)
    return rng.normal(1, 2, 1, 5, std=10.0, dtype=torch.float32).expand(*IMAGES), *rest


def few(**some):
    return small(arguments, {name: st.just(value) for name, value in some.items()})


def moved(title, call, of):
    """What moves, with an eps so large that it would be seen: it has nothing to do with the averages."""
    options = {"momentum": 0.3, "eps": 20.0}
    return Case(1, title, of_sizes(VECTORS, IMAGES, **options), call=call, of=of, search=few(**options))


contract = function(
    "batch_norm(X, gamma, beta, moving_mean, moving_var, eps, momentum)[0]",
    output,
    arguments,
    forms=({}, {"images": True}),
    sizes=[{"n": 32, "d": 7, "rows": 12, "columns": 10, "images": True}, {"n": 300}, {"d": 300}],
    constants=("moving_mean", "moving_var"),
    cases={
        "training_of_images": Case(
            2,
            "in training, images are normalised by the statistics of the batch, per channel",
            of_sizes(IMAGES),
            search=few(images=True),
        ),
        "prediction": Case(
            4,
            "in prediction, the moving averages are used",
            of_sizes(VECTORS, IMAGES, (1, 3), (1, 2, 3, 2), grad=False),
            call=prediction,
            of="in prediction, Y",
            search=few(grad=False),
        ),
        "prediction_moves_nothing": Case(
            1,
            "prediction gives the moving averages back as they came",
            of_sizes(VECTORS, IMAGES, grad=False, momentum=0.3),
            call=averages_after_prediction,
            of="in prediction, (moving_mean, moving_var)",
            search=few(grad=False, momentum=0.3),
            requires="test_prediction",
        ),
        "moving_mean": moved(
            "the moving mean becomes (1 - momentum) * old + momentum * batch", moved_mean, "moving_mean"
        ),
        "moving_variance": moved(
            "the moving variance becomes (1 - momentum) * old + momentum * batch, with the biased variance of the batch",
            moved_variance,
            "moving_var",
        ),
        "mode": Case(
            1,
            "gradients being enabled decides between training and prediction, not whether the inputs require them",
            {
                f"X of shape {size} and {'all' if grad else 'no'} gradients required": asked_or_not(size, grad)
                for size in ((3, 2), (2, 2, 1, 2))
                for grad in (False, True)
            },
            call=in_the_unlikely_mode,
            of="Y",
        ),
        "eps": Case(
            1,
            "eps is added to the variance, inside the root, in training and in prediction",
            {**of_sizes(VECTORS, std=0.1, eps=0.5), **of_sizes(IMAGES, std=0.1, eps=2.0)},
            call=in_both_modes,
            of="Y in training and in prediction",
            search=few(eps=0.5),
        ),
        # Float32 numbers near 2000 lie 1e-4 apart; a variance without digits is wrong by far more than 100 such steps, and
        # among so many features it is negative for some.
        "stability": Case(
            4,
            "features far from zero keep their digits, such as a year",
            of_sizes((16, 40), (4, 20, 3, 2), mean=2000.0, std=0.5, eps=1e-5),
            tolerance=0.05,
        ),
        # With no variance, values are divided by the root of eps alone, and so are the rounding errors of some right answers.
        "extreme_sizes": Case(
            1,
            "batches of one, single features and pixels, and features that do not vary",
            {**of_sizes(*ONES, std=1.0, eps=1e-5), **constant(VECTORS, IMAGES, std=1.0)},
            tolerance=2e-3,
        ),
        # Some are zero, and others some hundreds: rounding errors of those are no fault in these.
        "gradient_of_constant_features": Case(
            4,
            "the gradient is finite and right where a feature does not vary",
            constant(VECTORS, IMAGES, (1, 3)),
            gradient=True,
            tolerance=1e-2,
        ),
        # So large that eps vanishes: it has a test of its own.
        "float64": Case(
            1,
            "float64 keeps its digits",
            of_sizes(VECTORS, IMAGES, std=1e4, eps=1e-12),
            dtype=torch.float64,
            same_dtype=True,
            aside=True,
        ),
        "sixteen_bits": Case(
            1,
            "float16 and bfloat16 are floating point too",
            {
                f"X of {dtype} and shape {size}": of_dtype(size, dtype)
                for size in ((64, 4), (8, 2, 4, 5))
                for dtype in (torch.float16, torch.bfloat16)
            },
            call=values_and_dtypes,
            of="(Y, moving_mean.dtype, moving_var.dtype) in training and in prediction",
            dtype=None,
            same_dtype=True,
            aside=True,
        ),
    },
    views={"a pixel that is expanded": with_expanded_pixel},
    # From fewer samples, a loop that goes through all of them again for each of them is not yet told from one that does not.
    costs={name: {name: 8} for name in ("n", "d", "rows", "columns")},
    gradcheck={"n": 3, "d": 2, "rows": 1, "columns": 2, "std": 1.0, "eps": 0.1},
    basis=RIGHT,
    weights={"values": 2, "sizes": 1, "gradients": 7, "gradcheck": 3},
    titles={
        "values": "in training, vectors are normalised by the statistics of the batch, per feature",
        "sizes": "thirty-two images of 12 x 10 pixels and seven channels, three hundred samples or features",
        "gradients": "gradients for X, gamma and beta, through the statistics of the batch",
        "device": "tensors on an accelerator give a Y on that accelerator",
    },
    without={
        "dtype": "what eps does would cost its points in float64 too: asked of all results by hand, and of large numbers",
        "half": "in 16 bits variances overflow where they are as large as here: they have a test of their own",
        "unmodified": "asked by hand, in both modes",
    },
)
