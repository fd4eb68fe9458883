"""Recurrent cells whose gates have three parameters each: weights of the input and of the state, and a bias.

What a GRU and an LSTM have in common: their parameters, those of one part alone, gates at their ends, and the other
orders in which somebody may read them.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import torch

from autograder.checks.agreement import Behaviour
from autograder.checks.settings import Setting

Params = tuple[torch.Tensor, ...]
_END = 1000.0  # of sigmoid and tanh, in any floating dtype


@dataclass(frozen=True)
class Cell:
    """The names of the parameters of each gate, the candidate's among them: `(("W_xz", "W_hz", "b_z"), ...)`.

    With d inputs and h units their shapes are (d, h), (h, h) and (h,).
    """

    gates: tuple[tuple[str, str, str], ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(itertools.chain(*self.gates))

    @property
    def weights(self) -> tuple[str, ...]:
        """The names of all parameters but the biases."""
        return tuple(itertools.chain(*(gate[:2] for gate in self.gates)))

    def drawn(self, rng: Any, d: int, h: int) -> Params:
        """Parameters of ordinary size, in float64."""
        return tuple(rng.normal(*shape, std=0.7) for _ in self.gates for shape in ((d, h), (h, h), (h,)))

    def only(self, params: Params, names: Collection[str]) -> Params:
        """The parameters with all but the named ones zero."""
        pairs = zip(self.names, params, strict=True)
        return tuple(p if name in names else torch.zeros_like(p) for name, p in pairs)

    def saturated(self, params: Params) -> Params:
        """The parameters with biases that bring every unit to an end: one unit for each way in which gates can end.

        They are those of 2 ** len(gates) units.
        """
        ends = zip(*itertools.product((-_END, _END), repeat=len(self.gates)), strict=True)
        biases = iter([p.new_tensor(end) for p, end in zip(params[2::3], ends, strict=True)])
        return tuple(next(biases) if index % 3 == 2 else p for index, p in enumerate(params))

    def misread(self, step: Behaviour) -> list[Setting]:
        """`step(ns, X, state, params)` of submissions that read the parameters in another order, or transpose weights."""
        orders = (tuple(itertools.chain(*gates)) for gates in itertools.permutations(self.gates))
        kind_by_kind = tuple(itertools.chain(*zip(*self.gates, strict=True)))
        readings: dict[str, Callable[[Params], Params]] = {
            " ".join(order): self._reordered(order) for order in (*orders, kind_by_kind) if order != self.names
        }
        readings["transposed weights"] = self._transposed(self.weights)
        readings["transposed weights of the input"] = self._transposed(gate[0] for gate in self.gates)
        readings["transposed weights of the state"] = self._transposed(gate[1] for gate in self.gates)
        return [Setting(name, _read_as(step, reading), right=step) for name, reading in readings.items()]

    def alone(self, parts: Mapping[str, tuple[Behaviour, Collection[str]]], not_for: Collection[str]) -> list[Setting]:
        """Settings in which `call` sees nothing but the named parameters, by the part of the work that is left."""
        return [Setting(part, call, self.with_only(names), not_for=not_for) for part, (call, names) in parts.items()]

    def with_only(self, names: Collection[str]) -> Callable[..., tuple[Any, ...]]:
        """Makes the arguments (X, state, params) the same with all parameters but the named ones zero."""
        return lambda X, state, params: (X, state, self.only(params, names))

    def _reordered(self, order: tuple[str, ...]) -> Callable[[Params], Params]:
        return lambda params: tuple(dict(zip(self.names, params, strict=True))[name] for name in order)

    def _transposed(self, names: Iterable[str]) -> Callable[[Params], Params]:
        chosen = frozenset(names)
        return lambda params: tuple(p.T if name in chosen else p for name, p in zip(self.names, params, strict=True))


def _read_as(step: Behaviour, reading: Callable[[Params], Params]) -> Behaviour:
    return lambda ns, X, state, params: step(ns, X, state, reading(params))
