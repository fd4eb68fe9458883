"""Optimisers that make one step in place, `name(params, states, hyperparams)`: what is the same for all of them.

What a step leaves in parameters and states, in several steps too, that gradients are zero or None afterwards, and that
the parameters go on learning. `graders/optimization/` has an example for each.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch

from autograder.checks.agreement import Behaviour, agree
from autograder.checks.compare import assert_equal
from autograder.checks.contract import Contract
from autograder.checks.failure import fail
from autograder.checks.leftbehind import assert_nothing_left_behind
from autograder.checks.shaping import cast
from autograder.checks.weights import points
from autograder.checks.written import pasted_as
from autograder.remote.inplace import inplace

Tensors = list[torch.Tensor]


@dataclass(frozen=True)
class Before:
    """What a step began with; `states` has a list of tensors for each slot."""

    params: Tensors
    grads: Sequence[torch.Tensor | None]
    states: list[Tensors]


Look = Callable[[Before, Tensors, list[Tensors], Mapping[str, Any]], Any]
"""`look(before, params, states, hyperparams)`: what is compared after a step; `states` as in `Before`."""
Test = Callable[..., None]


def ordinary(rng: Any, *shape: int, scale: float = 1.0) -> torch.Tensor:
    """Numbers of either sign whose magnitude is between 0.5 and 2 times `scale`."""
    magnitude = rng.uniform(*shape, low=0.5, high=2.0) * scale
    return torch.where(rng.uniform(*shape, low=-1.0) < 0, -magnitude, magnitude)


@dataclass(frozen=True)
class Optimiser:
    """`name` is the function's. `slots` are what it keeps of each parameter, a tensor if there is one, else a tuple of
    tensors; each by its name, with the power of the gradient that it is made of: `{"v": 1, "s": 2}`."""

    name: str
    slots: Mapping[str, int]

    @property
    def of(self) -> str:
        return f"{self.name}(params, states, hyperparams)"

    def drawn(self, rng: Any, count: int, n: int, d: int, scale: float) -> tuple[Tensors, Tensors, list[Any]]:
        """Parameters, gradients and states as in the middle of a training, in float64."""
        shapes = [(n, d), (d,)][: min(count, 2)] + [(n,)] * (count - 2)
        params, grads = [rng.normal(*s) for s in shapes], [ordinary(rng, *s, scale=scale) for s in shapes]
        return params, grads, [self.state(rng, *s, scale=scale) for s in shapes]

    def state(self, rng: Any, *shape: int, scale: float = 1.0) -> Any:
        """The state of one parameter, of positive numbers."""
        drawn = tuple(rng.uniform(*shape, low=0.5, high=2.0) * scale**power for power in self.slots.values())
        return drawn[0] if len(drawn) == 1 else drawn

    def rested(self, states: Sequence[Any]) -> list[Any]:
        """The states before the first step: zeros."""
        return [torch.zeros_like(s) if isinstance(s, torch.Tensor) else tuple(map(torch.zeros_like, s)) for s in states]

    def step(self, ns: Any, params: Tensors, states: Sequence[Any], hyperparams: Any) -> None:
        """In lists of its own: it is the tensors that should change."""
        own = [state if isinstance(state, torch.Tensor) else type(state)(state) for state in states]
        inplace(getattr(ns, self.name))(list(params), own, hyperparams)

    @property
    def code(self) -> str:
        """One step, as a learner would write it."""
        return f"for param, grad in zip(params, grads):\n    param.requires_grad_().grad = grad\n{self.of}"

    def seen(self, look: Look, code: str = "params, states") -> Behaviour:
        """What `look` makes of one step; a counterexample shows it as `code`."""

        @pasted_as(f"{self.code}\n{code}")
        def call(ns: Any, params: Any, grads: Any, states: Any, hyperparams: Any) -> Any:
            before = Before([param.detach().clone() for param in params], grads, self._apart(states, torch.clone))
            given = dict(hyperparams)
            _filled(params, grads)
            self.step(ns, params, states, hyperparams)
            return look(before, [param.detach() for param in params], self._apart(states), given)

        return call

    @property
    def parameters(self) -> Behaviour:
        """The parameters after one step."""
        return self.seen(lambda before, params, states, hyperparams: params, "params")

    def divided(self, eps: float) -> Behaviour:
        """Steps times the root of `s`, the first slot, whatever that has become: right if it is divided by that root.

        Only of an `s` that squares may have led to: with one of ones, plain gradient descent would be right.
        """

        def look(before: Before, params: Tensors, states: list[Tensors], hyperparams: Any) -> Tensors:
            return [
                (old - p) * torch.sqrt(s + eps) if s.shape == p.shape and _may_come_of(s, was, grad) else p
                for p, s, old, grad, was in zip(
                    params, states[0], before.params, before.grads, before.states[0], strict=True
                )
            ]

        return self.seen(look)

    def _apart(self, states: Any, copy: Callable[..., torch.Tensor] = torch.Tensor.detach) -> list[Tensors]:
        return [[copy(_slot(state, index).detach()) for state in states] for index in range(len(self.slots))]

    def kept(self, slot: str) -> Behaviour:
        """The tensors of this slot after one step, one for each parameter."""
        index = list(self.slots).index(slot)
        return self.seen(lambda before, params, states, hyperparams: states[index], "states")

    # -- tests by hand

    def zeroed(self, contract: Contract) -> Test:
        @points(3, "every gradient is zero, or None, afterwards", requires_one_of=contract.basis)
        def test(student: Any, rng: Any) -> None:
            for count in (1, 3):
                params, grads, states, hyperparams = contract.drawn(rng, count=count)
                _filled(params, grads)
                self.step(student, params, states, hyperparams)
                for index, param in enumerate(params):
                    if param.grad is not None:
                        due = torch.zeros_like(param).detach()
                        assert_equal(param.grad, due, of=f"after {self.of}, params[{index}].grad")

        return test

    def in_a_row(self, contract: Contract) -> Test:
        step = "for param, grad in zip(params, grads):  # as backward does it\n"
        step += f"    param.grad = grad.clone() if param.grad is None else param.grad + grad\n{self.of}\n"

        @pasted_as(f"for param in params:\n    param.requires_grad_()\n{step}{step}{step}params")
        def call(ns: Any, params: Any, grads: Any, states: Any, hyperparams: Any) -> Any:
            _filled(params, grads)
            for step in range(3):
                if step:  # backward adds to the gradient that it finds
                    for param, grad in zip(params, grads, strict=True):
                        param.grad = grad.clone() if param.grad is None else param.grad + grad
                self.step(ns, params, states, hyperparams)
            return [param.detach() for param in params]

        @points(3, "three steps in a row are right", requires="test_values")
        def test(student: Any, reference: Any, rng: Any) -> None:
            args = cast(contract.drawn(rng), torch.float32)
            agree(student, reference, call, *args, of="after three steps, params")

        return test

    def learning_on(self, contract: Contract) -> Test:
        title = "the parameters go on requiring a gradient, the states have none"

        @points(4, title, requires_one_of=contract.basis)
        def test(student: Any, rng: Any) -> None:
            params, grads, states, hyperparams = contract.drawn(rng)
            _filled(params, grads)
            self.step(student, params, states, hyperparams)
            for index, (param, state) in enumerate(zip(params, states, strict=True)):
                if not param.requires_grad:
                    fail(
                        "params[{index}].requires_grad is False afterwards, so nothing is learnt from there on",
                        index=index,
                    )
                if any(_slot(state, slot).requires_grad for slot in range(len(self.slots))):
                    fail(
                        "states[{index}] requires a gradient afterwards: the step was recorded by autograd", index=index
                    )
            self._passes_over_the_last(student, params, grads, states, hyperparams)

        return test

    def _passes_over_the_last(
        self, student: Any, params: Tensors, grads: list[Any], states: list[Any], hyperparams: Any
    ) -> None:
        """What is switched off at a step's beginning is switched on again also where the last parameter is passed over."""
        __tracebackhide__ = True

        def call(ns: Any, *args: Any) -> None:
            _filled(*args[:2])
            self.step(ns, args[0], *args[2:])
            for index, param in enumerate(args[0]):
                if not param.requires_grad:
                    fail("params[{index}].requires_grad is False afterwards, and its gradient was None", index=index)

        given = [param.detach() for param in params], [*grads[:-1], None], states, hyperparams
        assert_nothing_left_behind(student, None, call, *given, of=f"{self.of}, where the last gradient is None,")


def _filled(params: Any, grads: Any) -> None:
    for param, grad in zip(params, grads, strict=True):
        param.requires_grad_().grad = None if grad is None else grad.clone()


def _slot(state: Any, index: int) -> Any:
    return state if isinstance(state, torch.Tensor) else state[index]


def _may_come_of(s: torch.Tensor, was: torch.Tensor, grad: torch.Tensor | None) -> bool:
    """Whether `s` has the size of squares, old or new, or of their sum, with weights as slips have them."""
    square = torch.zeros_like(was) if grad is None else grad**2
    return bool((s >= torch.minimum(was, square) / 1000).all() and (s <= 10 * (was + square).sum()).all())


def given(states: Tensors, values: Tensors, compute: Callable[..., torch.Tensor], *more: Tensors) -> Tensors:
    """`compute(state, value, ...)` for each parameter; the value itself where a state has lost its shape, which is then
    seen."""
    return [
        compute(state, value, *rest) if state.shape == value.shape else value
        for state, value, *rest in zip(states, values, *more, strict=True)
    ]
