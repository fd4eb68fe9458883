"""deep_rnn(inputs, states, layers): plain recurrent layers on top of each other.

The states of one layer are the inputs of the next. Outputs and last states are taken one at a time, and a single layer as well,
so that one slip is charged once; lists count as tuples.
"""

import torch

from autograder.checks.cases import Case
from autograder.checks.contract import OwnWork, function
from autograder.checks.recurrent import tuples
from autograder.checks.settings import Setting

from .stages import place

OF = "deep_rnn(inputs, states, layers)"


def arguments(rng, steps=4, n=3, d=4, widths=(5, 2, 3)):
    """Layers of these widths."""
    states = tuple(rng.uniform(n, h, low=-1, high=1) for h in widths)
    below = (d, *widths[:-1])
    layers = [
        (rng.normal(d, h, std=0.7), rng.normal(h, h, std=0.7), rng.normal(h))
        for d, h in zip(below, widths, strict=True)
    ]
    return rng.normal(steps, n, d), states, layers


def found(ns, inputs, states, layers):
    return tuples(ns.deep_rnn(inputs, states, layers))


def in_form(ns, inputs, states, layers):
    """Also from outputs that are a list, or have the rows of all steps under each other."""
    result = ns.deep_rnn(inputs, states, layers)
    return formed(result, *inputs.shape[:2]) if isinstance(result, tuple | list) and len(result) == 2 else result


def formed(result, steps, n):
    outputs, states = result
    if isinstance(outputs, tuple | list) and outputs and all(isinstance(part, torch.Tensor) for part in outputs):
        outputs = torch.stack(tuple(outputs))
    if isinstance(outputs, torch.Tensor) and outputs.ndim == 2 and len(outputs) == steps * n:
        outputs = outputs.reshape(steps, n, -1)
    return outputs, tuple(states) if isinstance(states, tuple | list) else states


def part(index):
    def call(ns, inputs, states, layers):
        return in_form(ns, inputs, states, layers)[index]

    return call


def one_layer(inputs, states, layers):
    return inputs, states[:1], layers[:1]


def of_equal_widths(rng, steps=4, n=3):
    return arguments(rng, steps, n, 3, (3, 3))


contract = function(
    OF,
    found,
    arguments,
    sizes=[
        {"steps": 1},
        {"n": 1},
        {"widths": (3,)},
        {"widths": (4, 4, 4, 4)},
        {"steps": 1, "n": 1, "d": 1, "widths": (1, 1)},
        {"steps": 3, "n": 3, "d": 3, "widths": (3, 3)},
        {"steps": 10, "widths": (2, 3)},
    ],
    settings=[
        Setting("in another form", in_form),
        Setting("outputs", part(0), not_for=("equations", "gradients")),
        Setting("last states", part(1), not_for=("equations", "gradients")),
        Setting("one layer", in_form, one_layer, not_for=("equations", "gradients")),
    ],
    cases={
        "one_layer": Case(
            2, "a single layer is a plain recurrent layer", call=in_form, simplified=one_layer, place=place
        ),
        "outputs": Case(
            2, "the outputs are the last layer's states of all steps", call=part(0), of=f"{OF}[0]", place=place
        ),
        "states": Case(
            2,
            "the states that are returned are those of the last step, one for each layer",
            call=part(1),
            of=f"{OF}[1]",
            place=place,
        ),
        "equations": Case(3, "outputs and states are right, in whatever form they come", rightly=True, place=place),
        "equal_widths": Case(
            1, "inputs and layers may all have the same width", of_equal_widths, call=in_form, place=place
        ),
    },
    costs=("steps", "n"),
    basis=("test_values", "test_one_layer", "test_outputs", "test_states", "test_equations"),
    weights={"values": 3, "sizes": 1, "gradients": 5},
    titles={
        "values": "outputs and last states of several layers are right, in their form",
        "sizes": "one layer, four, one step, one example, one unit",
        "gradients": "gradients through all steps and layers are right",
    },
    without={
        "gradcheck": "gradients are compared with the reference's, which autograd finds through the same operators"
    },
    own_work=OwnWork(names=("RNN", "RNNCell", "RNNBase"), ops=("rnn_tanh", "rnn_tanh_cell")),
    place=place,
    gradient_place=place,
)
