"""rnn(inputs, state, params): a recurrent layer over all steps of a minibatch, and the output layer after each step.

The inputs are any numbers here: one-hot vectors, which the chapter has, are an edge. Another form of the result (a list of
outputs, batch before time, a bare state) costs the values, and properties are asked in that form. So are they where the
outputs alone are right, or the state alone, or all with biases of zero. A failure also names the place where a
sequence first goes wrong (`stages.py`).
"""

import torch

from autograder.checks.cases import Case
from autograder.checks.contract import OwnWork, function
from autograder.checks.settings import Setting

from .stages import PLACES, place

NAMES = ("W_xh", "W_hh", "b_h", "W_hq", "b_q")
RIGHT = ("test_values", "test_outputs", "test_last_state", "test_one_step", "test_without_biases")


def arguments(rng, steps=4, n=3, v=5, h=2, q=6):
    params = (
        rng.normal(v, h, std=0.7),
        rng.normal(h, h, std=0.7),
        rng.normal(h, std=0.7),
        rng.normal(h, q, std=0.7),
        rng.normal(q, std=0.7),
    )
    return rng.normal(steps, n, v), (rng.uniform(n, h, low=-1, high=1),), params


def one_hot(rng):
    _, state, params = arguments(rng)
    return torch.eye(5, dtype=params[0].dtype, device=params[0].device)[rng.integers(0, 5, (4, 3))], state, params


def large_inputs(rng):
    """The tanh of each unit is at an end."""
    inputs, state, params = arguments(rng)
    return 1000 * inputs, state, params


def found(ns, inputs, state, params):
    return _tuples(ns.rnn(inputs, state, params))


def outputs(ns, inputs, state, params):
    result = found(ns, inputs, state, params)
    return result[0] if isinstance(result, tuple) and result else result


def last_state(ns, inputs, state, params):
    result = found(ns, inputs, state, params)
    return result[-1] if isinstance(result, tuple) and result else result


def in_another_form(ns, inputs, state, params):
    """Outputs as a list or with a dimension for time, and a state without its tuple."""
    result = found(ns, inputs, state, params)
    if not isinstance(result, tuple) or len(result) != 2:
        return result
    came, last = result
    if isinstance(came, tuple) and came and all(isinstance(part, torch.Tensor) and part.dim() for part in came):
        same = {part.shape[1:] for part in came}
        came = torch.cat(came) if len(same) == 1 else came
    if isinstance(came, torch.Tensor) and came.dim() == 3:
        came = came.flatten(0, 1)
    return came, (last,) if isinstance(last, torch.Tensor) else last


def batch_first(ns, inputs, state, params):
    came, last = found(ns, inputs, state, params)
    return came.unflatten(0, inputs.shape[:2]).transpose(0, 1).flatten(0, 1), last


def first_step(inputs, state, params):
    return inputs[:1], state, params


def without_biases(inputs, state, params):
    W_xh, W_hh, b_h, W_hq, b_q = params
    return inputs, state, (W_xh, W_hh, torch.zeros_like(b_h), W_hq, torch.zeros_like(b_q))


def _tuples(value):
    return tuple(map(_tuples, value)) if isinstance(value, list | tuple) else value


NOT_IN_PART = ("gradients", "gradcheck")  # the other part would not be reached
contract = function(
    "rnn(inputs, state, params)",
    found,
    arguments,
    sizes=[
        {"steps": 1},
        {"n": 1},
        {"v": 1},
        {"h": 1},
        {"q": 1},
        {"steps": 3, "n": 3, "v": 3, "h": 3, "q": 3},
        {"steps": 30, "n": 2, "v": 9, "h": 16, "q": 9},
    ],
    edges={"one-hot inputs": one_hot, "inputs in the thousands": large_inputs},
    parts={"state": ("H",), "params": NAMES},
    settings=[
        Setting("another form", in_another_form, right=found),
        Setting("batch first", in_another_form, right=batch_first),
        Setting("no biases", in_another_form, without_biases, right=found),
        Setting("the outputs", outputs, not_for=NOT_IN_PART),
        Setting("the state", last_state, not_for=NOT_IN_PART),
        Setting("one step", in_another_form, first_step, right=found),
    ],
    cases={
        "outputs": Case(2, "the outputs of all steps are right, one step below the other", call=outputs, place=place),
        "last_state": Case(2, "the state after the last step is right, in a tuple", call=last_state, place=place),
        "one_step": Case(2, "of a single step outputs and state are right", simplified=first_step, place=place),
        "without_biases": Case(1, "without biases outputs and state are right", simplified=without_biases, place=place),
        "rightly": Case(2, "the equations are right, in whatever form the result comes", rightly=True, place=place),
    },
    gradcheck={"steps": 2, "n": 1, "v": 2, "h": 2, "q": 1},
    costs=("steps", "n", "v"),
    basis=RIGHT,
    titles={
        "values": "outputs and last state are right",
        "sizes": "one step, one example, one token, one unit, one output, and more",
        "edges": "one-hot inputs, and inputs of some thousands",
        "gradients": "gradients reach the inputs, the state and every parameter through all steps",
        "own_work": "it is written without torch's recurrent layers",
    },
    place=place,
    gradient_place=PLACES.of_gradient_in_time,
    # A gated unit whose gates are closed is a plain recurrence. What somebody puts behind the outputs, a softmax say, is a slip.
    own_work=OwnWork(
        names=(
            *("RNN", "RNNCell", "RNNBase", "rnn_tanh", "rnn_tanh_cell", "GRU", "GRUCell", "gru", "gru_cell"),
            *("LSTM", "LSTMCell", "lstm", "lstm_cell"),
        ),
        ops=(
            *("rnn_tanh", "rnn_tanh_cell", "rnn_relu", "rnn_relu_cell", "gru", "gru_cell", "lstm", "lstm_cell"),
            *("_thnn_fused_gru_cell", "_thnn_fused_lstm_cell", "mkldnn_rnn_layer", "_cudnn_rnn"),
        ),
        elementary=False,
        libraries=("torch.nn.modules.rnn", "torch.ao"),
    ),
)
