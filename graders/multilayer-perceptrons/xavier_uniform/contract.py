"""xavier_uniform(fan_in, fan_out): what is drawn is held against its bound and its spread, and is then left aside.

That it is uniform, whatever its bound, fresh, and a leaf that gets a gradient is asked by hand: a wrong bound costs no more than
that. The tests allow what happens to a right answer for all but one seed in many millions.
"""

from math import sqrt

import torch

from autograder.checks import assert_shape, fail
from autograder.checks.contract import OwnWork, draws
from autograder.checks.settings import Setting

OF = "xavier_uniform(fan_in, fan_out)"
_ENOUGH = 200  # weights, from which on their spread can be told


def arguments(rng, fan_in=60, fan_out=40):
    return fan_in, fan_out


def numbers(ns, fan_in, fan_out):
    """The weights, as bare numbers of the right shape."""
    W = ns.xavier_uniform(fan_in, fan_out)
    assert_shape(W, (fan_in, fan_out), of=f"xavier_uniform({fan_in}, {fan_out})")
    return W.detach().cpu()


def drawn(ns, fan_in, fan_out):
    """Zeros in the place of what was drawn, after a look at it."""
    W = numbers(ns, fan_in, fan_out)
    bound, largest = sqrt(6 / (fan_in + fan_out)), float(W.double().abs().max())
    ends = {"largest": float(W.double().max()), "smallest": -float(W.double().min())}
    of = f"the largest weight of xavier_uniform({fan_in}, {fan_out})"
    if not largest <= bound * 1.00001:
        fail(
            "{of} is {largest}, but no weight should be beyond {bound}",
            of=of,
            largest=f"{largest:.4g}",
            bound=f"{bound:.4g}",
        )
    for end, reached in ends.items():
        if W.numel() >= _ENOUGH and not reached >= bound * (1 - 50 / W.numel()):  # 1 seed in 70 billion
            fail(
                "the {end} weight of xavier_uniform({fan_in}, {fan_out}) is {reached} in size, but weights should go from "
                "-{bound} to {bound}",
                end=end,
                fan_in=fan_in,
                fan_out=fan_out,
                reached=f"{reached:.4g}",
                bound=f"{bound:.4g}",
            )
    return torch.zeros_like(W)


def of_any_bound(ns, fan_in, fan_out):
    """The same, but for the bound, on which nothing else depends that is asked of weights."""
    W = numbers(ns, fan_in, fan_out)
    if W.numel() >= _ENOUGH:
        look(W, f"xavier_uniform({fan_in}, {fan_out})")
    return torch.zeros_like(W)


def look(W, of):
    """Fails unless the weights may be uniform around 0, within whatever bound."""
    n, W = W.numel(), W.double()
    W = W / (float(W.abs().max()) or 1.0)
    mean, within = float(W.mean()), float((W.abs() < 0.5).double().mean())
    if not abs(mean) <= 6 / sqrt(3 * n):
        fail("the mean of {of} is {mean} times its largest weight, but should be about 0", of=of, mean=f"{mean:.3g}")
    if not abs(within - 0.5) <= 3 / sqrt(n) + 0.01:
        fail(
            "{share} of the weights of {of} are smaller than half of the largest one; of a uniform distribution it is 50 %",
            of=of,
            share=f"{within:.0%}",
        )


NO_TENSORS = "there is no tensor among the arguments"
TORCHS = (
    *("xavier_uniform_", "xavier_uniform", "xavier_normal_", "xavier_normal", "kaiming_uniform_", "kaiming_normal_"),
    *("kaiming_uniform", "kaiming_normal", "calculate_gain"),
)
contract = draws(
    OF,
    drawn,
    arguments,
    sizes=[
        {"fan_in": 1, "fan_out": 300},
        {"fan_in": 300, "fan_out": 1},
        {"fan_in": 10, "fan_out": 200},
        {"fan_in": 50, "fan_out": 50},
        {"fan_in": 1, "fan_out": 1},
    ],
    titles={
        "values": "the shape is (fan_in, fan_out), and the weights go up to sqrt(6 / (fan_in + fan_out))",
        "sizes": "the bound counts both fans",
        "dtype": "the weights have torch's default dtype",
    },
    weights={"sizes": 3},
    settings=[Setting("whatever the bound", of_any_bound, not_for=("sizes",))],
    basis=("test_values", "test_uniform"),
    without={
        "half": NO_TENSORS,
        "layouts": NO_TENSORS,
        "device": NO_TENSORS,
        "unmodified": NO_TENSORS,
        "cost": "each weight is drawn once: the work is their number, the product of the two sizes",
    },
    own_work=OwnWork(names=TORCHS, libraries=tuple(f"torch.nn.init.{name}" for name in TORCHS)),
)
