"""FixedHiddenMLP(): one layer that is used twice, constant weights between the two uses, and a loop that depends on the result.

The numbers of the layer and the constant weights are put into the module, whatever they are called and however they are kept.
They are symmetric, so that nothing depends on which of a matrix's axes stands for the inputs. How they are kept is asked by hand.
"""

import torch
from hypothesis import strategies as st
from torch import nn

from autograder.checks import inside
from autograder.checks.cases import Case
from autograder.checks.contract import function
from autograder.checks.settings import Setting


@inside
def with_numbers(FixedHiddenMLP, W, b, R, X):
    """The module's result for X with these numbers in all of its parts, in the graph of W and b."""
    net = FixedHiddenMLP().to(device=X.device, dtype=X.dtype)
    W, R, numbers, fixed = (W + W.T) / 2, (R + R.T) / 2, {}, []
    for name, parameter in net.named_parameters():
        if parameter.requires_grad and tuple(parameter.shape) in ((20, 20), (20,)):
            numbers[name] = W if parameter.dim() == 2 else b
        elif tuple(parameter.shape) == (20, 20):
            fixed.append(name)
    fixed += [name for name, tensor in net.named_buffers() if tuple(tensor.shape) == (20, 20)]
    learning = [name for name, tensor in numbers.items() if tensor is W]
    owners = dict(net.named_modules())
    loose = [name for name in learning if not isinstance(owners[name.rpartition(".")[0]], nn.Linear)]
    plain = [
        (part, name)
        for part in net.modules()
        for name, tensor in vars(part).items()
        if isinstance(tensor, torch.Tensor) and tuple(tensor.shape) == (20, 20)
    ]
    if not fixed and not plain and len(learning) > len(loose) > 0:
        fixed = loose  # constant weights that learn have a test of their own
    for part, name in plain:
        setattr(part, name, R)
    numbers.update(dict.fromkeys(fixed, R))
    return torch.func.functional_call(net, numbers, (X,))


def arguments(rng, n=4):
    """Numbers for which the sum of sizes is not within a tenth of a power of two, where rounding would decide how often it is
    halved."""
    while True:
        W, b, R, X = rng.normal(20, 20, std=0.3), rng.normal(20), rng.uniform(20, 20), rng.normal(n, 20)
        size = float(torch.log2(sizes_before(W.cpu(), b.cpu(), R.cpu(), X.cpu())))
        if 0.15 < size % 1 < 0.85:
            return W, b, R, X


def sizes_before(W, b, R, X):
    """The sum of sizes before it is halved."""
    W, R = (W + W.T) / 2, (R + R.T) / 2
    return (torch.relu((X @ W + b) @ R + 1) @ W + b).abs().sum()


def result(ns, W, b, R, X):
    return with_numbers(ns, ns.FixedHiddenMLP, W, b, R, X)


def small_sums(W, b, R, X):
    """So small that nothing is halved, and nothing is below zero before the ReLU."""
    return W / 1024, b / 1024, R, X


def only_bias(*numbers):
    """With these numbers as the first biases and nothing else, each row of the second layer's result is b."""

    def made(rng):
        b = torch.zeros(20)
        b[: len(numbers)] = torch.tensor(numbers)
        return torch.zeros(20, 20), b, torch.zeros(20, 20), torch.zeros(1, 20)

    return made


def rows_that_cancel(rng):
    """Two rows of H, with -2 and 4 as their first numbers."""
    W, b, R, X = torch.zeros(20, 20), torch.zeros(20), torch.zeros(20, 20), torch.zeros(2, 20)
    W[0, 0], R[0, 0], b[0], X[0, 0], X[1, 0] = 1.0, 1.0, -2.0, 1.0, 7.0
    return W, b, R, X


biases = st.lists(st.sampled_from([0.25, 0.5, -0.5, 1.0, -1.0, 2.0, -3.0]), min_size=1, max_size=2)

contract = function(
    "FixedHiddenMLP()(X)",
    result,
    arguments,
    sizes=[{"n": 1}, {"n": 2}, {"n": 50}],
    edges={
        "a sum of 1 exactly": only_bias(0.25, 0.75),
        "a sum of 3, which is halved twice": only_bias(3.0),
        "a sum below zero": only_bias(-3.0),
        "sizes of 4 and a sum of 0": only_bias(2.0, -2.0),
        "nothing to halve": only_bias(0.25),
        "a sum that is halved fifty times": only_bias(2.0**50),
        "rows of different signs": rows_that_cancel,
    },
    search=biases.map(lambda numbers: only_bias(*numbers)(None)),
    constants=("R",),
    settings=[Setting("small sums", result, small_sums, not_for=("sizes",))],
    basis=("test_values", "test_edges", "test_small"),
    weights={"edges": 3, "gradients": 8, "edge_gradients": 2},
    titles={
        "values": "the sum is right after it was halved",
        "edges": "halved until the sum of sizes is at most 1, no more often",
        "gradients": "gradients reach X, and the layer from both uses",
    },
    cases={"small": Case(2, "a sum that is small already is right", simplified=small_sums)},
)
