"""Where a few steps of Adam first differ. Hidden: it would give numbers away.

Two parameters take three steps with ordinary gradients in float32; after each step everything that it leaves behind is
compared in the order in which it is made. What only tiny gradients, given hyperparameters, dtypes or devices show is no
matter of a place.
"""

import torch

from autograder.checks import inplace
from autograder.checks.rng import Rng
from autograder.checks.stages import close, steps_before

STEPS = 3
DECAY = "which depends on the value of the parameter: weight decay (AdamW, or an L2 penalty) is no part of Adam"
SHAPES = ((2, 3), (4,))
ROUNDING = 1e-4  # float32 numbers near 100 lie 1e-5 apart: of a step as short as that, rounding is a large part


def place(student, reference):
    """The first thing that a step leaves otherwise than it should; None when three steps agree."""
    ours, theirs = _Training(student), _Training(reference)
    for t in range(1, STEPS + 1):
        prior = theirs.copied()
        ours.step()
        theirs.step()
        for (name, mine), (_, right) in zip(ours.left(), theirs.left(), strict=True):
            if not close(mine, right):
                if _depends_on_the_parameter(student, prior):
                    return f"optimiser step {t}: {name}, {DECAY}"
                if name.startswith("the update"):
                    name += _moment_of_update(student, reference, prior, int(name[-2]))
                return f"optimiser step {t}: {name}" + ("" if t == 1 else f" ({steps_before(t)})")
    if _depends_on_the_parameter(student, ours.copied()):  # so little that it does not show in three steps
        return f"the update, {DECAY}"
    return None


def _depends_on_the_parameter(ns, training):
    """Whether the same gradient and averages move a parameter otherwise when it is larger: Adam does not look at it."""
    _, states, hyperparams = training
    moves = []
    for start in (0.0, 100.0):
        v, s = (t.clone() for t in states[1])
        p = torch.full_like(v, start).requires_grad_()
        p.grad = torch.linspace(1.0, 2.0, p.numel()).reshape(p.shape)
        inplace(ns.adam)([p], [(v, s)], dict(hyperparams))
        moves += [p.detach() - start, v]
    if not all(bool(move.isfinite().all()) for move in moves):
        return False  # NaN is like nothing, itself included: it says nothing about the parameter
    rounded = bool(((moves[2] - moves[0]).abs() <= ROUNDING).all())
    return not ((rounded or close(moves[2], moves[0])) and close(moves[3], moves[1]))


class _Training:
    """Parameters, states and hyperparameters, and the optimiser of one namespace."""

    def __init__(self, ns):
        self._rng = Rng("stages of adam")
        self.ns = ns
        self.params = [self._rng.normal(*shape, dtype=torch.float32, requires_grad=True) for shape in SHAPES]
        self.states = [(torch.zeros(shape), torch.zeros(shape)) for shape in SHAPES]
        self.hyperparams = {"lr": 0.1, "t": 1}
        self._before = []

    def copied(self):
        """Where the training is: parameters, states, hyperparameters."""
        params = [p.detach().clone().requires_grad_() for p in self.params]
        return params, [(v.clone(), s.clone()) for v, s in self.states], dict(self.hyperparams)

    def step(self):
        for p in self.params:
            p.grad = self._rng.normal(*p.shape, dtype=torch.float32) + 3.0
        self._before = [p.detach().clone() for p in self.params]
        inplace(self.ns.adam)(self.params, self.states, self.hyperparams)

    def left(self):
        """(what, tensor) of all that the last step left, in the order in which it is made."""
        for i, (p, (v, s)) in enumerate(zip(self.params, self.states, strict=True)):
            yield f"the first moment v of params[{i}]", v
            yield f"the second moment s of params[{i}]", s
            yield f"the update of params[{i}]", p.detach() - self._before[i]
        for i, p in enumerate(self.params):
            yield f"the gradient of params[{i}], afterwards", torch.zeros_like(p) if p.grad is None else p.grad
        t = self.hyperparams.get("t")
        yield 'hyperparams["t"], afterwards', torch.tensor(float(t) if isinstance(t, int | float) else torch.nan)


def _moment_of_update(student, reference, prior, number):
    """Which average goes wrong on its way into the update: with a beta of 0 it is the gradient alone and needs no correction."""
    right = {beta: _moves_alike(student, reference, prior, number, beta) for beta in ("beta1", "beta2")}
    if right["beta1"] and not right["beta2"]:
        return ", in what it makes of its v"
    if right["beta2"] and not right["beta1"]:
        return ", in what it makes of its s"
    return ", although its v and s agree"


def _moves_alike(student, reference, prior, number, beta):
    moves = []
    for ns in (student, reference):
        params, states, hyperparams = prior
        p = params[number].detach().clone().requires_grad_()
        v, s = states[number]
        p.grad = torch.linspace(1.0, 2.0, p.numel()).reshape(p.shape)
        before = p.detach().clone()
        inplace(ns.adam)([p], [(v.clone(), s.clone())], {**hyperparams, beta: 0.0})
        moves.append(p.detach() - before)
    return close(*moves)
