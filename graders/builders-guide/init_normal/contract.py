"""init_normal(m), for net.apply: what is drawn is held against its mean and its spread, and is then left aside.

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

INITIALISER = Initialiser("init_normal")
OF = "after net.apply(init_normal), the {what} of a linear layer of {fan_in} inputs and {fan_out} outputs"
_ENOUGH = 200  # weights, from which on their spread can be told


def arguments(rng, fan_in=60, fan_out=40):
    """A tensor that tells dtype and device, and the sizes."""
    return rng.normal(1), fan_in, fan_out


@pasted_as(f"{INITIALISER.code}\nnet[0].weight")
def weights(ns, like, fan_in, fan_out):
    """Zeros in the place of the weights, after a look at them."""
    return looked_at(ns, like, fan_in, fan_out, 0.01)


@pasted_as(f"{INITIALISER.code}\nnet[0].weight")
def whatever_spread(ns, like, fan_in, fan_out):
    """The same, whatever the standard deviation."""
    return looked_at(ns, like, fan_in, fan_out, None)


def looked_at(ns, like, fan_in, fan_out, due):
    """Fails unless the weights may be normal around 0, with this deviation: one seed in hundred millions does not."""
    W, _ = INITIALISER.layer(ns, like, fan_in, fan_out)
    of = OF.format(what="weights", fan_in=fan_in, fan_out=fan_out)
    numbers = W.detach().cpu().double()
    if numbers.numel() < _ENOUGH:
        return torch.zeros_like(W)
    n, std = numbers.numel(), float(numbers.std()) or 1.0
    mean, within = float(numbers.mean()) / std, float((numbers.abs() < std).double().mean())
    if due is not None and not abs(std / due - 1) <= 5 / sqrt(n) + 0.01:
        fail("{of}: their standard deviation is {std}, but should be {due}", of=of, std=f"{std:.4g}", due=due)
    if not abs(mean) <= 6 / sqrt(n):
        fail("{of}: their mean is {mean} standard deviations, but should be about 0", of=of, mean=f"{mean:.3g}")
    if not abs(within - 0.683) <= 3 / sqrt(n) + 0.01:
        fail(
            "{of}: {share} are within one standard deviation; of normally distributed ones it is 68 %",
            of=of,
            share=f"{within:.0%}",
        )
    return torch.zeros_like(W)


@pasted_as(f"{INITIALISER.code}\nnet[0].bias")
def biases(ns, like, fan_in, fan_out):
    return INITIALISER.layer(ns, like, fan_in, fan_out)[1]


NO_TENSORS = "a module is no tensor"
contract = draws(
    "init_normal(m)",
    weights,
    arguments,
    sizes=[{"fan_in": 10, "fan_out": 200}, {"fan_in": 300, "fan_out": 4}, {"fan_in": 50, "fan_out": 50}],
    cases={
        "normal": Case(2, "the weights are normal around zero, whatever their spread", call=whatever_spread),
        "biases": Case(4, "the biases are zero", call=biases, of=OF.format(what="biases", fan_in=60, fan_out=40)),
    },
    titles={
        "values": "the weights of linear layers have a standard deviation of 0.01, wherever in a net they are",
        "sizes": "so they have whatever the size of the layer",
        "dtype": "the layer keeps its dtype",
        "device": "the layer stays on its device",
        "half": "layers of float16 and bfloat16 are layers too",
    },
    settings=[
        Setting("whatever the spread", whatever_spread, not_for=("sizes",)),
        Setting("biases", biases, not_for=("sizes",)),
    ],
    basis=("test_values", "test_normal", "test_biases"),
    without={
        "layouts": NO_TENSORS,
        "unmodified": "to change the layer is the task",
        "cost": "each weight is drawn once: the work is their number, the product of the two sizes",
    },
)
