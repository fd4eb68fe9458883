"""Where a step of a GRU first differs. Hidden: it would tell how the gates are told apart.

Each probe leaves room for faults in the parts that come later, and its features do not depend on them: with the gates at
their ends, or with differences between two calls in which the rest is the same. Numbers of ordinary size in float32, more
inputs than units; what else a test asks (dtypes, devices, shapes) is no matter of a place.
"""

import torch

from autograder.checks import assert_dtype, assert_shape, gradients
from autograder.checks.rng import Rng
from autograder.checks.stages import Recurrence, close, parallel

N, D, HIDDEN = 4, 3, 2
FAR = 30.0  # a sigmoid there is 0 or 1 in float32
NAMES = ("W_xz", "W_hz", "b_z", "W_xr", "W_hr", "b_r", "W_xh", "W_hh", "b_h")

KEPT = "what is kept from one call to the next: the same call gives something else the second time"
EXAMPLES = "the examples, which are kept apart: here the new state of one depends on the input of another"
UPDATE = "the update gate Z, or how it mixes the old state with the candidate"
CANDIDATE = "the candidate: tanh of input, reset state and bias"
RESET = "the reset gate R, or what it is multiplied by"
PARTS = ("X", "H", *3 * ("the update gate's parameters",), *3 * ("the reset gate's",), *3 * ("the candidate's",))
STEPS = 5
UNSEEN = {
    "b_r": FAR,
    "W_xr": 0.0,
    "W_hr": 0.0,
    "W_hh": 0.0,
}  # the candidate does not see the state, nor do resets matter


class Probe:
    """Arguments of a step, and the step of one namespace on them."""

    def __init__(self, ns):
        rng = Rng("stages of gru_cell")
        options = {"dtype": torch.float32}
        self._ns = ns
        shapes = 3 * [(D, HIDDEN), (HIDDEN, HIDDEN), (HIDDEN,)]
        self.params = {name: rng.normal(*shape, std=0.7, **options) for name, shape in zip(NAMES, shapes, strict=True)}
        self.X, self.H, self.other_H = (rng.normal(N, width, **options) for width in (D, HIDDEN, HIDDEN))
        self.X_with_another_first = torch.cat([rng.normal(1, D, **options), self.X[1:]])
        self.Xs = [rng.normal(N, D, **options) for _ in range(STEPS)]

    def step(self, H=None, X=None, **changes):
        """The new state, with some parameters changed: to a tensor, or filled with a number."""
        params = {
            name: torch.full_like(p, changes[name]) if isinstance(changes.get(name), float) else changes.get(name, p)
            for name, p in self.params.items()
        }
        H = self.H if H is None else H
        result = self._ns.gru_cell((self.X if X is None else X).clone(), H.clone(), tuple(params.values()))
        assert_shape(result, (N, HIDDEN))
        assert_dtype(result, torch.float32)
        return result

    def states(self):
        """The states after each of several steps."""
        H = self.H
        for X in self.Xs:
            H = self.step(H, X)
            yield H

    def gradients(self):
        """Of X, H and each parameter, in one step; None for one that is not reached."""
        inputs = [t.clone().requires_grad_() for t in (self.X, self.H, *self.params.values())]
        return gradients(lambda X, H, *params: self._ns.gru_cell(X, H, params), *inputs)

    def gradients_back_in_time(self):
        """Of the last step's input, the one's before, and so on, after several steps."""

        def last_state(*Xs):
            H = self.H
            for X in Xs:
                H = self._ns.gru_cell(X, H, tuple(self.params.values()))
            return H

        found = gradients(last_state, *(X.clone().requires_grad_() for X in self.Xs))
        return [torch.zeros_like(self.X) if g is None else g for g in reversed(found)]


def place(student, reference):
    """The part of one step that first differs, in the order Z, candidate, R; None when one step agrees."""
    ours, theirs = Probe(student), Probe(reference)
    if not close(ours.step(), ours.step()):
        return KEPT
    if not close(ours.step(X=ours.X_with_another_first)[1:], ours.step()[1:]):
        return EXAMPLES
    if not _keeps(ours) or not _mixes(ours, theirs):
        return UPDATE
    plain = {"b_z": -FAR, "b_r": FAR, "W_hh": 0.0}  # the candidate alone, without the old state
    if not close(ours.step(**plain), theirs.step(**plain)):
        return CANDIDATE
    if not close(ours.step(**UNSEEN), theirs.step(**UNSEEN)):
        return UPDATE  # the candidate is right so far, and nothing is left to be reset
    if not _sees_the_state(ours):
        return CANDIDATE
    for changes in ({"b_z": -FAR}, {"b_z": FAR}, {"b_z": 0.0, "W_xz": 0.0, "W_hz": 0.0}):
        if not close(ours.step(**changes), theirs.step(**changes)):
            return RESET
    return None if close(ours.step(), theirs.step()) else UPDATE


CELL = Recurrence(Probe, place, PARTS)


def _keeps(ours):
    """An open update gate keeps the old state, whatever the candidate is; a shut one none of it."""
    shut = {"b_z": -FAR, "W_xz": 0.0, "W_hz": 0.0, **UNSEEN}
    kept = close(ours.step(b_z=FAR, b_r=FAR), ours.H)
    return kept and close(ours.step(**shut) - ours.step(ours.other_H, **shut) + 1, torch.ones(N, HIDDEN))


def _mixes(ours, theirs):
    """In between it passes on the right part of a difference in the old state, which the candidate does not see."""

    def passed_on(probe):
        return probe.step(W_hz=0.0, **UNSEEN) - probe.step(probe.other_H, W_hz=0.0, **UNSEEN)

    return close(passed_on(ours), passed_on(theirs))


def _sees_the_state(ours):
    """Under some reset gate, the same for every unit, the inside of the tanh is a multiple of H W_hh."""
    product = ours.H @ ours.params["W_hh"]
    bare = {"W_xz": 0.0, "W_hz": 0.0, "W_xr": 0.0, "W_hr": 0.0, "b_h": 0.0, "b_z": 0.0}
    for b_r in (FAR, -FAR, 1.0):
        # The update gate is a half here.
        candidate = 2 * ours.step(X=torch.zeros_like(ours.X), b_r=b_r, **bare) - ours.H
        if parallel(torch.atanh(candidate.clamp(-0.9999, 0.9999)), product):
            return True
    return False
