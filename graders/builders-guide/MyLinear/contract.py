"""MyLinear(in_units, units): X W + b and a ReLU, with W of shape (in_units, units)."""

from hypothesis import strategies as st

from autograder.checks.contract import OwnWork, module


def arguments(rng, n=4, in_units=5, units=3):
    return in_units, units, rng.normal(n, in_units)


contract = module(
    "MyLinear(in_units, units)(X)",
    lambda ns, in_units, units: ns.MyLinear(in_units, units),
    arguments,
    # With one input, a weight and a bias have the same shape.
    sizes=[{"n": 1}, {"units": 1}, {"in_units": 2, "units": 7}, {"in_units": 4, "units": 4}, {"n": 100}],
    small={"in_units": st.integers(2, 3)},
    titles={
        "registered": "the parameters are one of shape (in_units, units) and one of shape (units,); state_dict() has them"
    },
    weights={"registered": 3, "gradients": 9},
    own_work=OwnWork(
        names=("Linear", "LazyLinear", "linear", "Bilinear", "bilinear", "NonDynamicallyQuantizableLinear"),
        ops=("linear",),
    ),
)
