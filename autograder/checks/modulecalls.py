"""What is done with a module in the tests of `moduletests`, whatever its parts are called.

Each of these is a call: of a namespace, the options that make the module, and what its forward pass takes. All begin
with `filled` or what is like it, which puts the same numbers into the parts of the reference and of an answer.
"""

from __future__ import annotations

from typing import Any

import torch

from autograder.checks.agreement import Behaviour, gradients
from autograder.checks.failure import fail
from autograder.checks.modules import (
    evaluated,
    evaluated_as_filled,
    filled,
    filled_by_label,
    in_both_modes,
    listed,
    only_filled,
)
from autograder.checks.pasting import expression
from autograder.checks.shaping import each, paths
from autograder.checks.written import Written, arguments_in, names_of
from autograder.remote.student import Deferring, Student


def evaluation(of: str, make: Behaviour, biases: bool = True) -> Written:
    """The result in evaluation mode: it depends on every parameter and statistic, and on nothing else.

    Without `biases`, they are zero: a part that has none by mistake computes the same.
    """

    def call(ns: Any, *args: Any) -> Any:
        options, inputs = _split(make, args)
        return evaluated_as_filled(ns, _made(make, ns, options), inputs, biases)

    return _written(of, make, call, "net.eval()\n{forward}", biases)


def evaluation_of_made(of: str, make: Behaviour, ns: Any, args: tuple[Any, ...]) -> Written:
    """The same of a module that is made here, from these arguments: what is left to be done is its forward pass."""
    options, inputs = _split(make, args)
    net = only_filled(ns, _made(make, ns, options), inputs)
    return _written(of, make, lambda ns, *args: evaluated(ns, net, _split(make, args)[1]), "net.eval()\n{forward}")


def gradients_by_name(of: str, make: Behaviour, biases: bool = True, training: bool = False) -> Written:
    """The gradients of the result, in evaluation mode, for the inputs that require one and for every parameter.

    In training, of the result there for the inputs alone: a bias before a normalisation has none but rounding. Without
    `biases`, those are zero, and their gradients are not compared.
    """

    def call(ns: Any, *args: Any) -> dict[str, torch.Tensor]:
        options, inputs = _split(make, args)
        net, parameters, _ = filled_by_label(ns, _made(make, ns, options), inputs, biases=biases)
        asked = {} if training else {words: tensor for words, tensor in parameters.items() if tensor.requires_grad}
        names = [name for name, tensor in paths(arguments_in(of), {}, inputs) if tensor.requires_grad] + list(asked)
        forward = net if training else lambda *some: evaluated(ns, net, some)
        came = gradients(lambda *some: forward(*some[: len(inputs)]), *inputs, *asked.values())
        return {name: _shaped(name, gradient, name in asked) for name, gradient in zip(names, came, strict=True)}

    text = "result = {forward}\n# the gradients of result"
    return _written(of, make, call, text if training else f"net.eval()\n{text}", biases)


def _shaped(name: str, gradient: torch.Tensor | None, of_parameter: bool) -> torch.Tensor:
    """The gradient, a parameter's without dimensions of one; fails where it is missing."""
    if gradient is None:
        fail(
            "no gradient reaches {name}: the result does not use it, or something in between is outside the graph",
            name=name,
        )
    return _without_ones(gradient) if of_parameter else gradient


def _without_ones(tensor: torch.Tensor) -> torch.Tensor:
    return tensor.reshape([side for side in tensor.shape if side != 1])


def both_modes(of: str, make: Behaviour) -> Written:
    """The results of a module in training, and after eval(); and its modes all along."""

    def call(ns: Any, *args: Any) -> Any:
        options, inputs = _split(make, args)
        net = only_filled(ns, _made(make, ns, options), inputs)
        return in_both_modes(ns, net, inputs)

    code = "in_training = {forward}\nnet.eval()\nafter_eval = {forward}\nnet.train()"
    return _written(of, make, call, code)


def state_after_training(of: str, make: Behaviour) -> Written:
    """All parameters and statistics after a forward pass in training."""

    def call(ns: Any, *args: Any) -> Any:
        options, inputs = _split(make, args)
        net, _, state = filled_by_label(ns, _made(make, ns, options), inputs)
        net(*inputs)
        return each(state(), _without_ones, floating=False)

    return _written(of, make, call, "{forward}\nnet.state_dict()")


def registered(of: str, make: Behaviour) -> Written:
    """What parameters() lists, and the result of a new module that has loaded the state_dict() of another."""

    def call(ns: Any, *args: Any) -> Any:
        options, inputs = _split(make, args)
        net = only_filled(ns, _made(make, ns, options), inputs)
        return listed(ns, net, _made(make, ns, options), inputs)

    code = "other = {made}\nother.load_state_dict(net.state_dict())\nother.eval()\nother({inputs})"
    return _written(of, make, call, code)


def _made(make: Behaviour, ns: Any, options: tuple[Any, ...]) -> Any:
    """What `make` gives, to be passed to one call; a submission's is made in that call."""
    return make(Deferring(ns) if isinstance(ns, Student) else ns, *options)


def _split(make: Behaviour, args: tuple[Any, ...]) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    count = len(names_of(make))
    return args[:count], args[count:]


def _written(of: str, make: Behaviour, call: Behaviour, code: str, biases: bool = True) -> Written:
    made, names = expression(make) or of.rpartition("(")[0], arguments_in(of)
    inputs = ", ".join(names)
    given = (inputs if len(names) == 1 else f"({inputs})") + ("" if biases else ", biases=False")
    first = f"net, *_ = filled({made}, {given})"
    text = code.format(forward=f"net({inputs})", made=made, inputs=inputs)
    return Written(call, (*names_of(make), *names), f"{first}\n{text}", (filled, make))
