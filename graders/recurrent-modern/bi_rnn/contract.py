"""bi_rnn(inputs, states, forward_params, backward_params): two plain recurrent layers, one in either direction of time.

The directions are taken one at a time: half of the outputs, and one of the states. Lists count as tuples.
"""

import torch

from autograder.checks.cases import Case
from autograder.checks.contract import OwnWork, function
from autograder.checks.recurrent import tuples
from autograder.checks.settings import Setting

from .stages import place

OF = "bi_rnn(inputs, states, forward_params, backward_params)"
NAMES = ("W_xh", "W_hh", "b_h")


def arguments(rng, steps=4, n=3, d=4, forward=2, backward=5):
    """Directions of these widths."""
    states = tuple(rng.uniform(n, h, low=-1, high=1) for h in (forward, backward))
    params = [(rng.normal(d, h, std=0.7), rng.normal(h, h, std=0.7), rng.normal(h)) for h in (forward, backward)]
    return rng.normal(steps, n, d), states, *params


def found(ns, inputs, states, forward_params, backward_params):
    return tuples(ns.bi_rnn(inputs, states, forward_params, backward_params))


def halves(result, states):
    """(forward outputs, backward outputs, forward state, backward state), also of a list or of rows under each other."""
    if not isinstance(result, tuple | list) or len(result) != 2:
        return result
    outputs, last = result
    (n, h), (_, k) = (state.shape for state in states)
    if isinstance(outputs, tuple | list) and outputs and all(isinstance(part, torch.Tensor) for part in outputs):
        outputs = torch.stack(tuple(outputs))
    if isinstance(outputs, torch.Tensor) and outputs.ndim == 2 and outputs.shape[1] == h + k:
        outputs = outputs.reshape(-1, n, h + k)
    if not isinstance(outputs, torch.Tensor) or outputs.shape[-1:] != (h + k,) or not isinstance(last, tuple | list):
        return result
    return outputs[..., :h], outputs[..., h:], *last


def in_form(ns, inputs, states, forward_params, backward_params):
    return halves(ns.bi_rnn(inputs, states, forward_params, backward_params), states)


def part(*places):
    def call(ns, inputs, states, forward_params, backward_params):
        result = in_form(ns, inputs, states, forward_params, backward_params)
        return [result[place] for place in places]

    return call


def backward_first(ns, inputs, states, forward_params, backward_params):
    """Of a submission that puts the backward direction first."""
    result = ns.bi_rnn(inputs, states, forward_params, backward_params)
    first, second, *last = halves(result, states[::-1])
    return second, first, *last


def turned(ns, inputs, states, forward_params, backward_params):
    """Of a submission that leaves the backward outputs in the order in which they are made."""
    first, second, *last = in_form(ns, inputs, states, forward_params, backward_params)
    return first, second.flip(0), *last


IN_FULL = ("equations", "gradients")
contract = function(
    OF,
    found,
    arguments,
    sizes=[
        {"steps": 1},
        {"n": 1},
        {"steps": 1, "n": 1, "d": 1, "forward": 1, "backward": 1},
        {"steps": 3, "n": 3, "d": 3, "forward": 3, "backward": 3},
        {"forward": 1},
        {"backward": 1},
        {"steps": 10, "n": 2},
    ],
    parts={"states": ("H_forward", "H_backward"), "forward_params": NAMES, "backward_params": NAMES},
    settings=[
        Setting("in another form", in_form),
        Setting("backward first", backward_first, right=in_form),
        Setting("backward outputs as they are made", turned, right=in_form),
        Setting("outputs", part(0, 1), not_for=IN_FULL),
        Setting("forward", part(0, 2), not_for=IN_FULL),
        Setting("forward outputs", part(0), not_for=IN_FULL),
        Setting("backward", part(1, 3), not_for=IN_FULL),
    ],
    cases={
        "forward": Case(
            2,
            "the first part of the outputs reads from the first step on",
            call=part(0),
            of=f"{OF}[0][..., :h]",
            place=place,
        ),
        "backward": Case(
            3,
            "the second part reads from the last step on, and is put in the order of time",
            call=part(1),
            of=f"{OF}[0][..., h:]",
            place=place,
        ),
        "states": Case(
            2,
            "the states are those that each direction ends with: forward at the last step, backward at the first",
            call=part(2, 3),
            of=f"{OF}[1]",
            place=place,
        ),
        "equations": Case(3, "all numbers are right, in whatever order they come", rightly=True, place=place),
    },
    costs=("steps", "n"),
    basis=("test_values", "test_forward", "test_backward", "test_states", "test_equations"),
    weights={"values": 3, "sizes": 1, "gradients": 5},
    titles={
        "values": "outputs and last states of both directions are right, in their form",
        "sizes": "one step, one example, directions of equal and unequal width",
        "gradients": "gradients through all steps of both directions are right",
    },
    without={
        "gradcheck": "gradients are compared with the reference's, which autograd finds through the same operators"
    },
    own_work=OwnWork(names=("RNN", "RNNCell", "RNNBase"), ops=("rnn_tanh", "rnn_tanh_cell")),
    place=place,
    gradient_place=place,
)
