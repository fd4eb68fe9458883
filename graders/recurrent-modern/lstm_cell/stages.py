"""Where a step of an LSTM first differs. Hidden: it would tell how the gates are told apart.

Each probe leaves room for faults in the parts that come later, and its features do not depend on them: what the memory
takes over of a difference between two old memories is the forget gate's affair alone; with a candidate that is the same
number everywhere, whatever that number is, the memory shows the input gate up to a factor. Numbers of ordinary size in
float32, more inputs than units; what else a test asks (dtypes, devices, shapes) is no matter of a place.
"""

import torch

from autograder.checks import assert_dtype, assert_shape, fail, gradients
from autograder.checks.rng import Rng
from autograder.checks.stages import Recurrence, close, parallel

N, D, HIDDEN = 4, 3, 2
FAR = 30.0  # a sigmoid there is 0 or 1 in float32
STEPS = 5
NAMES = ("W_xi", "W_hi", "b_i", "W_xf", "W_hf", "b_f", "W_xo", "W_ho", "b_o", "W_xc", "W_hc", "b_c")

KEPT = "what is kept from one call to the next: the same call gives something else the second time"
EXAMPLES = "the examples, which are kept apart: here the new state of one depends on the input of another"
ORDER = "the order of the state's two parts: (H, C), the hidden state first, when it comes and when it is returned"
LINE = "the new memory: it does not grow in a straight line with the old one, as F * C + I * candidate does"
SUM = "the new memory: F * C + I * candidate"
FORGET = "the forget gate F, or the old memory that it weighs"
INPUT = "the input gate I, or how it weighs the candidate"
CANDIDATE = "the candidate: tanh of input, hidden state and bias"
OUTPUT = "the output gate O in the new hidden state"
SHOWN = "the tanh of the new memory, which the output gate weighs"
PARTS = (
    *("X", "H", "C"),
    *3 * ("the input gate's parameters",),
    *3 * ("the forget gate's",),
    *3 * ("the output gate's",),
    *3 * ("the candidate's",),
)


class Probe:
    """Arguments of a step, and the step of one namespace on them."""

    def __init__(self, ns):
        rng = Rng("stages of lstm_cell")
        options = {"dtype": torch.float32}
        self._ns = ns
        shapes = 4 * [(D, HIDDEN), (HIDDEN, HIDDEN), (HIDDEN,)]
        self.params = {name: rng.normal(*shape, std=0.7, **options) for name, shape in zip(NAMES, shapes, strict=True)}
        self.X, self.H, self.C, self.other_C = (
            rng.normal(N, width, **options) for width in (D, HIDDEN, HIDDEN, HIDDEN)
        )
        self.X[:, -1] = 1.0
        self.X_with_another_first = torch.cat([rng.normal(1, D, **options), self.X[1:]])
        self.Xs = [rng.normal(N, D, **options) for _ in range(STEPS)]
        self.uniform = torch.zeros_like(self.params["W_xc"])  # through the last input, which is 1
        self.uniform[-1] = 0.5

    def step(self, state=None, X=None, **changes):
        """The new (H, C), with some parameters changed: to a tensor, or filled with a number."""
        params = {
            name: torch.full_like(p, changes[name]) if isinstance(changes.get(name), float) else changes.get(name, p)
            for name, p in self.params.items()
        }
        state = tuple(t.clone() for t in state or (self.H, self.C))
        result = self._ns.lstm_cell((self.X if X is None else X).clone(), state, tuple(params.values()))
        if not isinstance(result, tuple | list) or len(result) != 2:
            fail("no pair")
        for t in result:
            assert_shape(t, (N, HIDDEN))
            assert_dtype(t, torch.float32)
        return tuple(result)

    def memory(self, C=None, **changes):
        return self.step((self.H, self.C if C is None else C), **changes)[1]

    def states(self):
        """Hidden state and memory after each of several steps, side by side."""
        state = self.H, self.C
        for X in self.Xs:
            state = self.step(state, X)
            yield torch.cat(state, 1)

    def gradients(self):
        """Of X, H, C and each parameter, in one step; None for one that is not reached."""
        inputs = [t.clone().requires_grad_() for t in (self.X, self.H, self.C, *self.params.values())]
        return gradients(lambda X, H, C, *params: self._ns.lstm_cell(X, (H, C), params), *inputs)

    def gradients_back_in_time(self):
        """Of the last step's input, the one's before, and so on, after several steps."""

        def last_state(*Xs):
            state = self.H, self.C
            for X in Xs:
                state = self._ns.lstm_cell(X, state, tuple(self.params.values()))
            return state

        found = gradients(last_state, *(X.clone().requires_grad_() for X in self.Xs))
        return [torch.zeros_like(self.X) if g is None else g for g in reversed(found)]


def place(student, reference):
    """The part of one step that first differs: those that make the memory, then the hidden state's; None when it agrees."""
    ours, theirs = Probe(student), Probe(reference)
    if not _alike(ours.step(), ours.step()):
        return KEPT
    if not _alike([t[1:] for t in ours.step(X=ours.X_with_another_first)], [t[1:] for t in ours.step()]):
        return EXAMPLES
    if _turned_round(ours):
        return ORDER
    return _in_memory(ours, theirs) or _in_hidden_state(ours, theirs)


CELL = Recurrence(Probe, place, PARTS)


def _turned_round(ours):
    """Whether, where the memory should stay as it is, the pair shows that H and C are exchanged."""
    H, C = ours.H, ours.C
    stays = {"W_xf": 0.0, "W_hf": 0.0, "W_xi": 0.0, "W_hi": 0.0, "W_xo": 0.0, "W_ho": 0.0}
    found = ours.step(**stays, b_f=FAR, b_i=-FAR, b_o=FAR)
    exchanged = (C, torch.tanh(C)), (torch.tanh(H), H), (H, torch.tanh(H))
    if _alike(ours.step(), ours.step((H, ours.other_C))):
        return False  # C is not exchanged but left out
    first, second = ours.step(**stays, b_f=FAR, b_i=-FAR, b_o=-FAR)
    if close(first, C) and float(second.abs().max()) < 1e-6:
        return True  # however the memory is shown: with the output gate shut, the hidden state is the one that is 0
    return any(_alike(found, pair) for pair in exchanged)


def _alike(pair, other):
    return all(close(a, b) for a, b in zip(pair, other, strict=True))


def _in_memory(ours, theirs):
    middle = (ours.C + ours.other_C) / 2
    if not close(2 * ours.memory(middle), ours.memory() + ours.memory(ours.other_C)):
        return LINE
    if not close(ours.memory() - ours.memory(ours.other_C), theirs.memory() - theirs.memory(ours.other_C)):
        return FORGET
    alike = {"W_xc": ours.uniform, "W_hc": 0.0, "b_c": 0.5, "b_f": -FAR, "W_xf": 0.0, "W_hf": 0.0}
    if not parallel(ours.memory(**alike), theirs.memory(**alike)):
        return _input_or_candidate(ours, theirs)
    candidate = {"b_f": -FAR, "W_xf": 0.0, "W_hf": 0.0}
    if not close(ours.memory(**candidate), theirs.memory(**candidate)):
        return CANDIDATE
    return None if close(ours.memory(), theirs.memory()) else SUM


def _input_or_candidate(ours, theirs):
    """Which of the two it is that makes the memory differ. With plain gates the memory shows the candidate up to a factor."""
    plain = {f"{kind}{gate}": 0.0 for gate in "ifo" for kind in ("W_x", "W_h")}
    plain |= {"b_i": FAR, "b_f": -FAR, "b_o": 0.5}
    if parallel(ours.memory(**plain), theirs.memory(**plain)):
        return INPUT
    unread = close(ours.memory(**plain), ours.memory(**plain, W_xc=0.0, W_hc=0.0, b_c=0.0))
    return CANDIDATE if unread else SUM


def _in_hidden_state(ours, theirs):
    """The memory is right. With the same number in all of it, the hidden state shows the output gate up to a factor."""
    alike = {"W_xc": ours.uniform, "W_hc": 0.0, "b_c": 0.5}
    alike |= {"W_xi": 0.0, "W_hi": 0.0, "b_i": 0.5, "W_xf": 0.0, "W_hf": 0.0, "b_f": 0.5}
    state = ours.H, torch.full_like(ours.C, 0.7)
    if not parallel(ours.step(state, **alike)[0], theirs.step(state, **alike)[0]):
        return OUTPUT
    return None if close(ours.step()[0], theirs.step()[0]) else SHOWN
