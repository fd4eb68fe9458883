"""synthetic_data(w, b, num_examples): what is drawn is held against what its distribution allows, and is then left aside.

The bounds lie six standard deviations away, so a right answer stays within them for all but one seed in many millions.
"""

from math import sqrt

import torch

from autograder.checks import assert_shape, fail
from autograder.checks.contract import draws

OF = "synthetic_data(w, b, num_examples)"
FAR = 0.8  # what no noise of a standard deviation of 0.1 or less reaches: its size has a test of its own
_ENOUGH = 200  # examples, from which on the spread can be told


def arguments(rng, d=3, b=4.2, num_examples=2000):
    return rng.normal(d, std=2.0), b, num_examples


def drawn(ns, w, b, num_examples):
    """Zeros in the place of what was drawn, after a look at it."""
    result = ns.synthetic_data(w, b, num_examples)
    if not isinstance(result, tuple | list) or len(result) != 2:
        fail("{of} is {came}, but should be a pair: features and labels", of=OF, came=type(result).__name__)
    for part, shape, of in zip(result, ((num_examples, len(w)), (num_examples, 1)), ("X", "y"), strict=True):
        assert_shape(part, shape, of=f"the {of} of {OF}")
    X, y = (part.detach().cpu().double() for part in result)
    look(X, "the features", 1.0)
    noise = y[:, 0] - X @ w.cpu().double() - float(b)
    if not float(noise.abs().max()) < FAR:
        fail("{of} gives a label that is {far} away from X w + b", of=OF, far=f"{float(noise.abs().max()):.3g}")
    return tuple(torch.zeros_like(part) for part in result)


def look(numbers, what, std):
    """Fails unless the numbers may be independent and normal, with mean 0 and the given standard deviation."""
    n = len(numbers)
    mean = float(numbers.mean(dim=0).abs().max())
    if not mean <= 6 * std / sqrt(n):
        fail("the mean of {what} is {mean} among {n}, but should be around 0", what=what, mean=f"{mean:.3g}", n=n)
    if n < _ENOUGH:
        return
    for spread in numbers.std(dim=0).reshape(-1).tolist():
        if abs(spread / std - 1) > 6 / sqrt(2 * n):
            fail(
                "the standard deviation of {what} is {came}, but should be {due}",
                what=what,
                came=f"{spread:.3g}",
                due=std,
            )
    far = float((numbers.abs() > 2 * std).double().mean())  # 4.6 % of a normal distribution, nothing of a uniform one
    if abs(far - 0.0455) > 6 * sqrt(0.0455 / n):
        fail(
            "{share} of {what} are beyond two standard deviations; of a normal distribution it is 4.6 %",
            share=f"{far:.1%}",
            what=what,
        )


contract = draws(
    OF,
    drawn,
    arguments,
    sizes=[{"d": 1}, {"num_examples": 1}, {"d": 2, "num_examples": 2}, {"num_examples": 333}],
    edges={
        "a bias that is a tensor": lambda rng: (rng.normal(2, dtype=torch.float32), torch.tensor(-3.0), 500),
        "weights and bias of zero": lambda rng: (torch.zeros(2), 0, 500),
    },
    titles={
        "values": "features are standard normal, and labels X w + b with noise of 0.01",
        "dtype": "the data have the dtype of w",
        "device": "the data are on the device of w",
    },
    without={
        "half": "the noise is as small as the rounding of labels in 16 bits",
        "cost": "the lesson says nothing of its cost",
    },
)
