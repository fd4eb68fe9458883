"""init_xavier(m), for net.apply: what is drawn is held against its bound and its spread, and is then left aside.

Whatever is drawn for the weights, the biases, other modules and what becomes of the parameters are asked one at a time.
"""

from math import sqrt

import torch

from autograder.checks import fail
from autograder.checks.cases import Case
from autograder.checks.contract import draws
from autograder.checks.initialisers import Initialiser
from autograder.checks.settings import Setting
from autograder.checks.written import pasted_as

INITIALISER = Initialiser("init_xavier")
OF = "after net.apply(init_xavier), the {what} of a linear layer of {fan_in} inputs and {fan_out} outputs"
_ENOUGH = 200  # weights, from which on their spread can be told


def arguments(rng, fan_in=60, fan_out=40):
    """A tensor that tells dtype and device, and the sizes."""
    return rng.normal(1), fan_in, fan_out


@pasted_as(f"{INITIALISER.code}\nnet[0].weight")
def weights(ns, like, fan_in, fan_out):
    """Zeros in the place of the weights, after a look at them."""
    W, _ = INITIALISER.layer(ns, like, fan_in, fan_out)
    of = OF.format(what="weights", fan_in=fan_in, fan_out=fan_out)
    numbers, bound = W.detach().cpu().double(), sqrt(6 / (fan_in + fan_out))
    most = float(numbers.abs().max())
    if not most <= bound * 1.005:
        fail(
            "{of}: the largest is {most}, but none should be beyond {bound}",
            of=of,
            most=f"{most:.4g}",
            bound=f"{bound:.4g}",
        )
    if numbers.numel() >= _ENOUGH and not most >= bound * 0.95:
        fail(
            "{of}: the largest is {most}, but they should go up to {bound}",
            of=of,
            most=f"{most:.4g}",
            bound=f"{bound:.4g}",
        )
    look(numbers, of)
    return torch.zeros_like(W)


@pasted_as(f"{INITIALISER.code}\nnet[0].weight")
def whatever_bound(ns, like, fan_in, fan_out):
    """The same, whatever the bound."""
    W, _ = INITIALISER.layer(ns, like, fan_in, fan_out)
    look(W.detach().cpu().double(), OF.format(what="weights", fan_in=fan_in, fan_out=fan_out))
    return torch.zeros_like(W)


def look(numbers, of):
    """Fails unless the numbers may be uniform around 0, within whatever bound: one seed in hundred millions does not."""
    most, n = float(numbers.abs().max()) or 1.0, numbers.numel()
    if n < _ENOUGH:
        return
    mean, within = float(numbers.mean()) / most, float((numbers.abs() < most / 2).double().mean())
    if not abs(mean) <= 6 / sqrt(3 * n):
        fail("{of}: their mean is {mean} times the largest, but should be about 0", of=of, mean=f"{mean:.3g}")
    if not abs(within - 0.5) <= 3 / sqrt(n) + 0.01:
        fail(
            "{of}: {share} are smaller than half of the largest; of uniform ones it is 50 %",
            of=of,
            share=f"{within:.0%}",
        )


@pasted_as(f"{INITIALISER.code}\nnet[0].bias")
def biases(ns, like, fan_in, fan_out):
    return INITIALISER.layer(ns, like, fan_in, fan_out)[1]


NO_TENSORS = "a module is no tensor"
contract = draws(
    "init_xavier(m)",
    weights,
    arguments,
    sizes=[{"fan_in": 10, "fan_out": 200}, {"fan_in": 300, "fan_out": 4}, {"fan_in": 50, "fan_out": 50}],
    cases={
        "uniform": Case(2, "the weights are uniform around zero, whatever their bound", call=whatever_bound),
        "biases": Case(4, "the biases are zero", call=biases, of=OF.format(what="biases", fan_in=60, fan_out=40)),
    },
    titles={
        "values": "the weights of linear layers go up to sqrt(6 / (inputs + outputs)), wherever in a net they are",
        "sizes": "the bound counts both inputs and outputs",
        "dtype": "the layer keeps its dtype",
        "device": "the layer stays on its device",
        "half": "layers of float16 and bfloat16 are layers too",
    },
    settings=[
        Setting("whatever the bound", whatever_bound, not_for=("sizes",)),
        Setting("biases", biases, not_for=("sizes",)),
    ],
    basis=("test_values", "test_uniform", "test_biases"),
    weights={"sizes": 3},
    without={
        "layouts": NO_TENSORS,
        "unmodified": "to change the layer is the task",
        "cost": "each weight is drawn once: the work is their number, the product of the two sizes",
    },
)
