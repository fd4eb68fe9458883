"""Where a recurrent layer first differs: a part of one step, or a later step. Hidden: it would tell how they are told apart.

Each probe sees as little as it can: parameters that do not matter for a part are zero. What else a test asks (the form of
the result, dtypes, devices) is no matter of a place.
"""

import torch

from autograder.checks import assert_shape, gradients
from autograder.checks.rng import Rng
from autograder.checks.stages import Recurrence, close, first_step, steps_before

STEPS, N, V, H, Q = 4, 3, 5, 2, 4
SHAPES = {"W_xh": (V, H), "W_hh": (H, H), "b_h": (H,), "W_hq": (H, Q), "b_q": (Q,)}

KEPT = "what is kept from one call to the next: the same call gives something else the second time"
EXAMPLES = "the examples, which are kept apart: here the outputs of one depend on the inputs of another"
STATE = "the new state of the first step: tanh of input, old state and bias"
INPUT = "the part of the input in the first step: tanh(X W_xh)"
OLD = "the part of the old state in the first step: tanh(H W_hh)"
BIAS = "the bias of the state: tanh(b_h)"
OUTPUT = "the output layer: the new state times W_hq, plus b_q"
LAST = "the state that is returned: it should be the one after the last step"
ORDER = "the order of the outputs: all examples of the first step come first, then those of the second, and so on"
PARTS = ("inputs", "the state", *SHAPES)


class Probe:
    """Inputs, a state and parameters, and the layer of one namespace on them, in float32."""

    def __init__(self, ns):
        rng = Rng("stages of rnn")
        options = {"dtype": torch.float32}
        self._ns = ns
        self.params = {name: rng.normal(*shape, std=0.7, **options) for name, shape in SHAPES.items()}
        self.inputs, self.H = rng.normal(STEPS, N, V, **options), rng.normal(N, H, **options)
        self.with_another_first = self.inputs.clone()
        self.with_another_first[:, 0] += 1

    def run(self, steps=STEPS, keep=tuple(SHAPES), inputs=None, H=None):
        """(outputs, state) after so many steps, all parameters but those of `keep` zero."""
        params = tuple(p if name in keep else torch.zeros_like(p) for name, p in self.params.items())
        given = self.inputs if inputs is None else inputs
        H = self.H if H is None else H
        outputs, (state,) = self._ns.rnn(given[:steps].clone(), (H.clone(),), params)
        assert_shape(outputs, (steps * N, Q))
        assert_shape(state, (N, SHAPES["b_h"][0]))
        return outputs, state

    def states(self):
        """The last state of one step, of two, and so on."""
        for steps in range(1, STEPS + 1):
            yield self.run(steps)[1]

    def gradients(self):
        """Of the inputs, the state and each parameter, in one step; None for one that is not reached."""
        return self._gradients(1, [self.inputs[0].clone(), self.H.clone(), *map(torch.clone, self.params.values())])

    def gradients_back_in_time(self):
        """Of the last step's inputs, the one's before, and so on."""
        found = self._gradients(STEPS, [X.clone() for X in self.inputs])
        return [torch.zeros_like(self.inputs[0]) if g is None else g for g in reversed(found)]

    def _gradients(self, steps, leaves):
        def layer(*given):
            H, *params = given[steps:] or (self.H, *self.params.values())
            outputs, (state,) = self._ns.rnn(torch.stack(given[:steps]), (H,), tuple(params))
            return outputs[-N:], state

        return gradients(layer, *(leaf.requires_grad_() for leaf in leaves))


def place(student, reference):
    """The part of the first step that differs, else the first step that does; None where all agree."""
    ours, theirs = Probe(student), Probe(reference)
    if not all(close(a, b) for a, b in zip(ours.run(), ours.run(), strict=True)):
        return KEPT
    if not close(_others(ours.run(inputs=ours.with_another_first)[0]), _others(ours.run()[0])):
        return EXAMPLES
    for words, keep in ((INPUT, ("W_xh",)), (OLD, ("W_hh",)), (BIAS, ("b_h",)), (STATE, ("W_xh", "W_hh", "b_h"))):
        if not close(ours.run(1, keep)[1], theirs.run(1, keep)[1]):
            return words
    if not close(ours.run(1)[0], theirs.run(1)[0]):
        return OUTPUT
    return _in_time(ours, theirs)


def _in_time(ours, theirs):
    """What goes wrong with more than one step."""
    outputs, due = (probe.run()[0] for probe in (ours, theirs))
    step = first_step(outputs.split(N), due.split(N))
    if step is not None and close(outputs.unflatten(0, (N, STEPS)).transpose(0, 1).flatten(0, 1), due):
        return ORDER
    if step is not None:
        return f"the outputs of time step {step}" + (f", while {steps_before(step)}" if step > 1 else "")
    return None if close(ours.run()[1], theirs.run()[1]) else LAST


def _others(outputs):
    """The outputs of all examples but the first."""
    return outputs.unflatten(0, (STEPS, N))[:, 1:]


PLACES = Recurrence(Probe, place, PARTS)
