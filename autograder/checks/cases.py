"""Tests that a contract names one by one: of special arguments, each with points of its own, or of a part of the
result.

    cases={
        "large_logits": Case(2, "rows of large logits keep their probabilities", lambda rng: (rng.normal(3, 4, mean=1e3),)),
    }

makes `test_large_logits`. What one call and one agreement cannot say is written in test_hidden.py.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from hypothesis.strategies import SearchStrategy

from autograder.checks.agreement import Behaviour
from autograder.checks.stages import Place

Edge = Callable[[Any], tuple[Any, ...]]
"""`edge(rng)`: arguments of a special kind."""


@dataclass(frozen=True)
class Case:
    """A test of a contract, with its weight and title.

    - `arguments`: what it is asked with; of several, by what is special about them. The ordinary ones of each form of the
      contract where nothing is said.
    - `call`: a part of the result, or another use of what was written; `of`: the same in words, the expression that it
      returns where nothing is said. The contract's own without.
    - `simplified(*arguments)`: the arguments with some of them zero, so that only a part of the work is seen.
    - `gradient`: it is the gradients that are compared.
    - `rightly`: it is asked in a setting in which the submission is right, see `Contract.settings`.
    - `dtype`: of floating arguments; None leaves them as they are. `same_dtype`: the result's is asked, too.
    - `tolerance`: absolute; measured from the reference's rounding where nothing is said.
    - `search`: a strategy of small arguments; `place`: see `checks.stages`.
    - `requires`, `requires_one_of`, `aside`: as of tests by hand.
    """

    weight: float
    title: str
    arguments: Edge | Mapping[str, Edge] | None = None
    call: Behaviour | None = None
    of: str | None = None
    simplified: Callable[..., tuple[Any, ...]] | None = None
    gradient: bool = False
    rightly: bool = False
    dtype: torch.dtype | None = torch.float32
    same_dtype: bool = False
    tolerance: float | None = None
    search: SearchStrategy[tuple[Any, ...]] | None = None
    place: Place | None = None
    requires: str | Sequence[str] = ()
    requires_one_of: Sequence[str] = ()
    aside: bool = False

    @property
    def edges(self) -> Mapping[str, Edge]:
        """The arguments by what is special about them, which is nothing, "", where no words were given."""
        if self.arguments is None:
            return {}
        return self.arguments if isinstance(self.arguments, Mapping) else {"": self.arguments}
