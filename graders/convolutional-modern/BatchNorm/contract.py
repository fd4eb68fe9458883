"""BatchNorm(num_features, num_dims): the layer around batch_norm, which keeps what it has learnt and what it has seen.

Scale and shift may have any names: which is which is seen in what they do. Nor is it asked what the statistics are called,
only what a layer does that has them. Beside a spread of 10 eps is far below any tolerance: it costs points where it is asked.
"""

import math

import torch
from hypothesis import strategies as st
from torch import nn

from autograder.checks import inside
from autograder.checks.cases import Case
from autograder.checks.contract import OwnWork, function
from autograder.checks.modules import own_buffers
from autograder.checks.sampling import small
from autograder.checks.shaping import cast
from autograder.devices.simulated import to_device

# A property counts with right values in training, of vectors or of images, or in prediction.
RIGHT = ("test_values", "test_training_of_images", "test_prediction")
VECTORS, IMAGES = (6, 4), (3, 2, 4, 5)
_KINDS = [f"{kind}Norm{axes}d" for kind in ("Batch", "Instance") for axes in (1, 2, 3)]


@inside
def learnt(net):
    """Where each parameter is: the part that owns it, and its name there."""
    names = [name for name, parameter in net.named_parameters() if parameter.requires_grad]
    if len(names) != 2:
        raise TypeError(f"BatchNorm has {len(names)} parameters that require a gradient, but should have two")
    return [(net.get_submodule(name.rpartition(".")[0]), name.rpartition(".")[2]) for name in names]


@inside
def new_layer(BatchNorm, X):
    """On the device and in the dtype of X."""
    return BatchNorm(X.shape[1], X.dim()).to(X.device, X.dtype)


@inside
def layer(BatchNorm, X, gamma, beta):
    """A layer for batches like X with this scale and shift. A shift alone would give the same for 0 and for 1."""
    probe, net = new_layer(BatchNorm, X).eval(), new_layer(BatchNorm, X)
    for number, (part, name) in enumerate(learnt(probe)):
        nn.init.constant_(getattr(part, name), 1.0 - number)
    with torch.no_grad():
        came = probe(torch.cat((torch.zeros_like(X[:1]), torch.ones_like(X[:1]))))
    swapped = isinstance(came, torch.Tensor) and len(came) == 2 and bool((came[0] == came[1]).all())
    for (part, name), value in zip(learnt(net), (beta, gamma) if swapped else (gamma, beta), strict=True):
        part._parameters[name] = value.reshape(getattr(part, name).shape)
    return net


@inside
def trained(BatchNorm, X, gamma, beta):
    return layer(BatchNorm, X, gamma, beta)(X)


@inside
def predicted(BatchNorm, X, gamma, beta, other):
    """After a batch in training. Prediction moves nothing, so that the second one is as the first would be."""
    net = layer(BatchNorm, X, gamma, beta)
    net(other)
    net.eval()
    with torch.no_grad():  # who decides by this predicts rightly here: what decides has a test of its own
        net(other)
        return net(X)


@inside
def crossed(BatchNorm, X, gamma, beta, other):
    """In training without gradients, then in prediction with them."""
    net = layer(BatchNorm, X, gamma, beta)
    with torch.no_grad():
        first = net(other)
    return [first, net.eval()(X)]


@inside
def statistics(BatchNorm, X, other):
    """Mean and variance after two batches, seen in what a layer makes of 0 and of 1."""
    net = layer(BatchNorm, X, X.new_ones(X.shape[1]), X.new_zeros(X.shape[1]))
    net(X), net(other), net.eval()
    with torch.no_grad():
        at_0, at_1 = net(torch.zeros_like(X[:1])), net(torch.ones_like(X[:1]))
    return {"mean": -at_0 / (at_1 - at_0), "variance": (at_1 - at_0) ** -2}


@inside
def without_variance(BatchNorm, X, gamma, beta):
    """The prediction of a layer whose statistics are all zero: what stands under the root is eps."""
    net = layer(BatchNorm, X, gamma, beta).eval()
    for tensor in own_buffers(net):
        tensor.zero_()
    with torch.no_grad():
        return net(X)


@inside
def untouched(BatchNorm, X):
    with torch.no_grad():
        return new_layer(BatchNorm, X).eval()(X)


def batch(rng, size, mean=0.0, std=10.0):
    """Numbers around a mean of each feature's own, alternately above and below: no feature has next to no variance."""
    count = size[0] * math.prod(size[2:])
    sign = (1 - 2 * (torch.arange(count) % 2)).reshape(size[0], 1, *size[2:])
    X = rng.uniform(*size, low=0.5 * std, high=2.0 * std)
    own = rng.normal(1, size[1], *[1] * (len(size) - 2), mean=mean, std=0.5 * std)
    return own + to_device(sign, str(X.device)) * X


def given(rng, size, **options):
    X, other = batch(rng, size, **options), batch(rng, size, **options)
    return X, rng.uniform(size[1], low=0.5, high=2.0), rng.normal(size[1]), other


def arguments(rng, n=6, d=4, rows=4, columns=5, images=False, std=10.0):
    return given(rng, (n, d, rows, columns) if images else (n, d), std=std)


def of_sizes(*sizes, **options):
    return {f"X of shape {size}": lambda rng, size=size: given(rng, size, **options) for size in sizes}


def constant(*sizes):
    def edge(rng, size):
        X, *rest = given(rng, size, std=1.0)
        return torch.ones_like(X), *rest

    return {f"ones of shape {size}": lambda rng, size=size: edge(rng, size) for size in sizes}


def of_dtype(size, dtype):
    return lambda rng: cast(given(rng, size, std=1.0), dtype)


def in_training(ns, X, gamma, beta, other):
    return trained(ns, ns.BatchNorm, X, gamma, beta)


def prediction(ns, X, gamma, beta, other):
    return predicted(ns, ns.BatchNorm, X, gamma, beta, other)


def modes(ns, X, gamma, beta, other):
    return crossed(ns, ns.BatchNorm, X, gamma, beta, other)


def moved(what, title):
    return Case(
        1,
        title,
        call=lambda ns, X, gamma, beta, other: statistics(ns, ns.BatchNorm, X, other)[what],
        of=f"statistics(BatchNorm, X, other)[{what!r}]",
    )


contract = function(
    "BatchNorm(num_features, num_dims)(X)",
    in_training,
    arguments,
    forms=({}, {"images": True}),
    sizes=[{"n": 32, "d": 7, "rows": 12, "columns": 10, "images": True}, {"n": 300}, {"d": 300}],
    constants=("other",),
    cases={
        "training_of_images": Case(
            2,
            "in training, images are normalised by the statistics of the batch, per channel",
            of_sizes(IMAGES),
            search=small(arguments, {"images": st.just(True)}),
        ),
        "prediction": Case(
            3,
            "after eval(), the statistics of what was seen in training are used, and stay",
            call=prediction,
            of="predicted(BatchNorm, X, gamma, beta, other)",
        ),
        "moving_mean": moved("mean", "the mean takes over a tenth of each batch's, from zero on"),
        "moving_variance": moved("variance", "the variance takes over a tenth of each batch's biased one, from one on"),
        "new": Case(
            2,
            "a new layer has a scale of 1, a shift of 0, a mean of 0 and a variance of 1",
            call=lambda ns, X, gamma, beta, other: untouched(ns, ns.BatchNorm, X),
            of="untouched(BatchNorm, X)",
        ),
        "which_mode": Case(
            3,
            "train() and eval() decide, not whether gradients are recorded",
            call=modes,
            of="crossed(BatchNorm, X, gamma, beta, other)",
        ),
        "gradient_of_prediction": Case(
            4,
            "gradients reach X, scale and shift in prediction, too",
            call=modes,
            gradient=True,
            of="crossed(BatchNorm, X, gamma, beta, other)",
        ),
        "eps": Case(1, "eps is 1e-5, inside the root", of_sizes(VECTORS, IMAGES, std=2e-3)),
        "eps_of_prediction": Case(
            1,
            "it is so in prediction, too",
            call=lambda ns, X, gamma, beta, other: without_variance(ns, ns.BatchNorm, X, gamma, beta),
            of="without_variance(BatchNorm, X, gamma, beta)",
        ),
        # Float32 numbers near 2000 lie 1e-4 apart; a variance without digits is wrong by far more than 100 such steps.
        "stability": Case(
            2,
            "features far from zero keep their digits, such as a year",
            of_sizes((16, 40), (4, 20, 3, 2), mean=2000.0, std=0.5),
            tolerance=0.05,
        ),
        # With no variance, values are divided by the root of eps alone, and so are the rounding errors of right answers.
        "extreme_sizes": Case(
            2,
            "batches of one, single features and pixels, and features that do not vary",
            {**of_sizes((1, 3), (5, 1), (2, 3, 1, 1), (1, 2, 2, 3), std=1.0), **constant(VECTORS, IMAGES)},
            tolerance=2e-3,
        ),
        "gradient_of_constant_features": Case(
            2,
            "the gradient is finite and right where a feature does not vary",
            constant(VECTORS, IMAGES),
            gradient=True,
            tolerance=1e-2,
        ),
        "sixteen_bits": Case(
            1,
            "float16 and bfloat16 are floating point too",
            {
                f"X of {dtype} and shape {size}": of_dtype(size, dtype)
                for size in ((64, 4), (8, 2, 4, 5))
                for dtype in (torch.float16, torch.bfloat16)
            },
            dtype=None,
            same_dtype=True,
            aside=True,
        ),
        "sixteen_bits_in_prediction": Case(
            1,
            "so they are in prediction",
            {
                f"X of {dtype} and shape {size}": of_dtype(size, dtype)
                for size in ((64, 4), (8, 2, 4, 5))
                for dtype in (torch.float16, torch.bfloat16)
            },
            call=prediction,
            of="predicted(BatchNorm, X, gamma, beta, other)",
            dtype=None,
            same_dtype=True,
            aside=True,
            requires="test_prediction",
        ),
    },
    # From fewer samples, a loop that goes through all of them again for each of them is not yet told from one that does not.
    costs={name: {name: 8} for name in ("n", "d", "rows", "columns")},
    gradcheck={"n": 3, "d": 2, "rows": 1, "columns": 2, "std": 1.0},
    basis=RIGHT,
    weights={"values": 2, "sizes": 1, "gradients": 7},
    titles={
        "values": "in training, vectors are normalised by the statistics of the batch, per feature",
        "sizes": "thirty-two images of 12 x 10 pixels and seven channels, three hundred samples or features",
        "gradients": "gradients for X, scale and shift, through the statistics of the batch",
    },
    without={"half": "in 16 bits variances overflow where they are as large as here: they have a test of their own"},
    own_work=OwnWork(
        names=(*_KINDS, *(f"Lazy{name}" for name in _KINDS), "SyncBatchNorm", "LayerNorm", "GroupNorm"),
        ops=("batch_norm", "native_batch_norm", "_batch_norm_impl_index"),
    ),
)
