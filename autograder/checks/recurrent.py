"""Recurrent layers: a cell is applied step after step, and a linear layer reads each of its states.

`gru(inputs, state, params)` with inputs (T, B, d) returns `(outputs, state)`: outputs (T * B, q), the rows of the first
step first, and the tuple of the last step's states, (B, h) each. `params` are the cell's, then `W_hq` (h, q) and `b_q`
(q,).

Form, order of the rows, states and outputs are taken one at a time, so that one slip is charged once: properties are
asked in the form, and with the parameters, with which a submission is right.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

import torch

from autograder.checks.agreement import Behaviour
from autograder.checks.cases import Case
from autograder.checks.cells import Cell
from autograder.checks.contract import Contract, OwnWork, function
from autograder.checks.rng import Rng
from autograder.checks.settings import Setting
from autograder.checks.stages import close, first_step, steps_before
from autograder.checks.written import Written

READING = ("W_hq", "b_q")
NAMES = ("inputs", "state", "params")
KEPT = "what is kept from one call to the next: the same call gives something else the second time"
EXAMPLES = "the examples, which are kept apart: here the results of one depend on the inputs of another"
ROWS = "the order of the outputs: all examples of the first step, then those of the second"
RETURNED = "the state that is returned, while the outputs of all steps agree"
READ = "the outputs: the states agree, but not H @ W_hq + b_q of each step's new state"


def layer(
    of: str, call: Behaviour, cell: Cell, states: Sequence[str], *, parts: Mapping[str, Collection[str]], own: OwnWork
) -> Contract:
    """The contract of a layer of this cell; `states` names its states.

    `parts` are parameters of the cell, by what is seen when all others of the cell are zero: settings in which a
    submission may be right.
    """
    names, count, own_call = (*cell.names, *READING), len(states), call
    call = Written(lambda ns, *args: tuples(own_call(ns, *args)), NAMES, of)

    def arguments(
        rng: Any, steps: int = 4, n: int = 3, d: int = 4, h: int = 5, q: int = 2
    ) -> tuple[torch.Tensor, tuple[torch.Tensor, ...], tuple[torch.Tensor, ...]]:
        state = tuple(rng.uniform(n, h, low=-1, high=1) for _ in states)
        return rng.normal(steps, n, d), state, (*cell.drawn(rng, d, h), rng.normal(h, q), rng.normal(q))

    def keeping(kept: Collection[str]) -> Callable[..., tuple[Any, ...]]:
        def simplified(inputs: Any, state: Any, params: Any) -> tuple[Any, ...]:
            pairs = zip(names, params, strict=True)
            return inputs, state, tuple(p if name in kept else torch.zeros_like(p) for name, p in pairs)

        return simplified

    def fresh(inputs: Any, state: Any, params: Any) -> tuple[Any, ...]:
        return inputs, tuple(map(torch.zeros_like, state)), params

    def in_form(ns: Any, inputs: Any, state: Any, params: Any) -> Any:
        return formed(call(ns, inputs, state, params), len(inputs) * len(state[0]), count)

    def examples_first(ns: Any, inputs: Any, state: Any, params: Any) -> Any:
        outputs, *last = in_form(ns, inputs, state, params)
        steps, n = len(inputs), len(state[0])
        if isinstance(outputs, torch.Tensor) and outputs.ndim == 2 and len(outputs) == steps * n:
            outputs = outputs.reshape(n, steps, -1).transpose(0, 1).reshape(steps * n, -1)
        return (outputs, *last)

    def part(index: int) -> Behaviour:
        return Written(lambda ns, *args: in_form(ns, *args)[index], NAMES, f"{of}[{index}]")

    def misread() -> list[Setting]:
        """The cell's settings, which know nothing of `W_hq` and `b_q`."""

        def step(ns: Any, inputs: Any, state: Any, params: Any) -> Any:
            return in_form(ns, inputs, state[0], (*params, *state[1]))

        def of_layer(behaviour: Behaviour) -> Behaviour:
            return lambda ns, inputs, state, params: behaviour(ns, inputs, (state, params[-2:]), params[:-2])

        return [
            Setting(setting.name, of_layer(setting.call), right=in_form, not_for=("outputs",))
            for setting in cell.misread(step)
        ]

    in_full = ("equations", "gradients")
    alone = {name: (*kept, *READING) for name, kept in parts.items()} | {"outputs alone": READING}
    place = _place(call, arguments, count)
    return function(
        of,
        call,
        arguments,
        sizes=[
            {"steps": 1},
            {"n": 1},
            {"steps": 1, "n": 1, "d": 1, "h": 1, "q": 1},
            {"steps": 3, "n": 3, "d": 3, "h": 3, "q": 3},
            {"steps": 2, "n": 3},
            {"q": 1, "h": 1},
            {"steps": 12, "n": 2},
        ],
        parts={"state": tuple(states), "params": names},
        settings=[
            Setting("in another form", in_form),
            Setting("examples first", examples_first, right=in_form),
            *misread(),
            Setting("outputs", part(0), not_for=in_full),
            Setting("last state", part(1), not_for=in_full),
            *(Setting(name, in_form, keeping(kept), not_for=in_full) for name, kept in alone.items()),
            Setting("a state of zeros", in_form, fresh, not_for=in_full),
        ],
        cases={
            "outputs": Case(
                2,
                "each step's outputs are its new state times W_hq, plus b_q",
                call=part(0),
                of=f"{of}[0]",
                simplified=keeping(READING),
                place=place,
            ),
            "last_state": Case(
                2, "the state that is returned is that of the last step", call=part(1), of=f"{of}[1]", place=place
            ),
            "fresh_state": Case(
                1,
                "from a state of zeros, outputs and last state are right",
                call=in_form,
                simplified=fresh,
                place=place,
            ),
            "equations": Case(
                4,
                "outputs and last state are right, in whatever order or form they come, or parameters are read",
                rightly=True,
                place=place,
            ),
        },
        costs=("steps", "n"),
        without={
            "gradcheck": "gradients are compared with the reference's, and the cell's with finite differences in its own exercise"
        },
        basis=("test_values", "test_outputs", "test_last_state", "test_fresh_state", "test_equations"),
        weights={"values": 3, "sizes": 1, "gradients": 4},
        titles={
            "values": "outputs of all steps and the last state are right, in their form",
            "sizes": "one step, one example, one unit, and many steps",
            "gradients": "gradients through all steps are right: of inputs, state and each parameter",
        },
        own_work=own,
        place=place,
        gradient_place=place,
    )


def tuples(result: Any) -> Any:
    """The result with tuples for lists: `[outputs, [H]]` is as good as `(outputs, (H,))`."""
    if not isinstance(result, tuple | list) or len(result) != 2:
        return result
    outputs, state = result
    return outputs, tuple(state) if isinstance(state, list) else state


def formed(result: Any, rows: int, count: int) -> Any:
    """`(outputs, state)` in the form that is asked for, if the result has the numbers in another one.

    Outputs may be a list of those of each step, or have an axis for the steps; the state may be bare tensors.
    """
    if not isinstance(result, tuple | list) or len(result) < 2:
        return result, None
    outputs, *last = result
    if len(last) == 1 and isinstance(last[0], tuple | list):
        last = list(last[0])
    if isinstance(outputs, tuple | list) and outputs and all(isinstance(part, torch.Tensor) for part in outputs):
        outputs = torch.cat([part.reshape(-1, part.shape[-1]) if part.ndim else part for part in outputs])
    if isinstance(outputs, torch.Tensor) and outputs.ndim > 2 and outputs.numel() == rows * outputs.shape[-1]:
        outputs = outputs.reshape(rows, outputs.shape[-1])
    if len(last) == 1 and count > 1 and isinstance(last[0], torch.Tensor) and last[0].ndim == 3:
        last = list(last[0])
    return outputs, tuple(last)


def _place(call: Behaviour, arguments: Any, count: int) -> Callable[[Any, Any], str | None]:
    def place(student: Any, reference: Any) -> str | None:
        """The first time step whose state differs; where all states agree, what is wrong with the outputs."""
        inputs, state, params = arguments(Rng("where a layer differs"), 5, 3, 3, 2, 4)
        inputs, state, params = inputs.float(), tuple(s.float() for s in state), tuple(p.float() for p in params)
        steps, n = inputs.shape[:2]

        def results(ns: Any, some: torch.Tensor = inputs) -> tuple[torch.Tensor, torch.Tensor]:
            """Outputs, and the last states side by side."""
            copies = tuple(s.clone() for s in state)
            outputs, last = formed(call(ns, some.clone(), copies, params), len(some) * n, count)
            return outputs, torch.cat(tuple(last), dim=-1)

        def last_states(ns: Any) -> Any:
            return (results(ns, inputs[: t + 1])[1] for t in range(steps))

        try:
            ours, theirs = results(student), results(reference)
            if not all(map(close, results(student), ours)):
                return KEPT
            other = torch.cat([inputs[:, :1] + 1, inputs[:, 1:]], dim=1)
            if not close(results(student, other)[1][1:], ours[1][1:]):
                return EXAMPLES
            if close(ours[0], theirs[0]) and not close(ours[1], theirs[1]):
                return RETURNED
            step = first_step(last_states(student), last_states(reference))
        except (TypeError, ValueError, RuntimeError, IndexError):
            return None  # no tensors, or of shapes that do not fit: what the failure says anyway
        if step is not None:
            seen = f", while {steps_before(step)}" if step > 1 else ""
            return f"the state after time step {step}{seen}"
        if ours[0].shape != theirs[0].shape or close(*(side[0] for side in (ours, theirs))):
            return None
        turned = theirs[0].reshape(steps, n, -1).transpose(0, 1).reshape(steps * n, -1)
        if close(ours[0], turned):
            return ROWS
        step = first_step(*(side[0].reshape(steps, n, -1) for side in (ours, theirs)))
        return READ if step == 1 else f"the outputs of time step {step}, while {steps_before(step or 2)}"

    return place
