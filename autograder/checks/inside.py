"""Functions of a grader that run on the submission's side of the wall.

What cannot cross, such as functions, modules, optimisers and iterators, is made and used there, by the grader's own
code:

    @inside
    def after_epoch(train_epoch, X, y):
        net = nn.Linear(3, 1)
        train_epoch(net, [(X, y)], nn.MSELoss(), torch.optim.SGD(net.parameters(), lr=0.1))
        return list(net.state_dict().values())

    agree(student, reference, lambda ns, X, y: after_epoch(ns, ns.train_epoch, X, y), X, y)

The function travels as text. It sees `torch`, `nn`, `math`, `random`, `np`, its arguments, and other functions marked
with `@inside`, which it calls without a namespace; nothing of its own module, and no name of the submission. What it
returns is the submission's word like any other result, and a submission can read its text: compare it with the
reference's, and put nothing secret into it.
"""

from __future__ import annotations

import ast
import builtins
import functools
import inspect
import symtable
import textwrap
from collections.abc import Callable, Iterator
from typing import Any

import torch

from autograder.remote.conditions import apart, seed_generators
from autograder.remote.definitions import NAMES, defined
from autograder.remote.handle import Handle, NamedFunction, OwnFunction
from autograder.remote.inplace import bare, refuse_written
from autograder.remote.student import Student, defined_there

_KNOWN = {*NAMES, *vars(builtins), "__name__"}


class Inside:
    """A function with @inside. Its first argument says where it runs: a submission, or the namespace of a reference."""

    def __init__(self, function: Callable[..., Any]) -> None:
        functools.update_wrapper(self, function)
        self._function = function
        self.__name__ = function.__name__
        self.text = _text(function)

    def __call__(self, ns: Any, *args: Any, **kwargs: Any) -> Any:
        """Random numbers begin with a seed from this process's generator, on either side."""
        function = self.of(ns)
        if isinstance(function, OwnFunction):
            return function(*args, **kwargs)
        refuse_written((args, kwargs), f"{self.__name__} of the reference is given")
        seed = int(torch.randint(2**31, ()).item())
        with apart():
            seed_generators(seed)
            return function(*map(bare, args), **{name: bare(value) for name, value in kwargs.items()})

    def of(self, ns: Any) -> Any:
        """The function itself on the side of `ns`, to be passed on: `ns.train(net, squared_loss.of(ns))`."""
        if isinstance(ns, Handle | NamedFunction | torch.Tensor):
            raise TypeError(
                f"the first argument of {self.__name__} is the namespace, student or reference, where it runs"
            )
        return defined_there(ns, self.__name__, self.source) if isinstance(ns, Student) else self.here

    @property
    def here(self) -> Any:
        """The function itself in this process, without a namespace as its first argument; made anew each time."""
        return defined(self.__name__, self.source)

    @functools.cached_property
    def source(self) -> str:
        """The text that travels: the functions that this one calls, then its own.

        Raises TypeError for a name that will not be there.
        """
        texts: dict[str, str] = {}
        self._gather(texts)
        return "from __future__ import annotations\n\n" + "\n\n".join(texts.values())

    def helpers(self) -> Iterator[tuple[str, Inside]]:
        """The functions with @inside that this one calls, by the names that it calls them."""
        for name in self.reads():
            found = self._function.__globals__.get(name)
            if isinstance(found, Inside):
                yield name, found
            elif name not in _KNOWN:
                raise TypeError(
                    f"{self.__name__} runs on the submission's side, where there is no {name}: pass it as an argument, "
                    f"import it inside the function, or mark it with @inside (there are {', '.join(NAMES)})"
                )

    def reads(self) -> list[str]:
        """The names that it needs and does not make."""
        return sorted(_free_names(self.text))

    def _gather(self, texts: dict[str, str]) -> None:
        if texts.setdefault(self.__name__, self.text) is not self.text:
            raise TypeError(f"two functions with @inside are called {self.__name__}")
        for name, helper in self.helpers():
            if helper.__name__ not in texts:
                helper._gather(texts)
            if name != helper.__name__:
                texts[name] = f"{name} = {helper.__name__}\n"


def inside(function: Callable[..., Any]) -> Inside:
    """Marks a function of a grader that runs on the submission's side, see the head of this module."""
    return Inside(function)


def _text(function: Callable[..., Any]) -> str:
    """The function's own lines, without the decorator."""
    text = textwrap.dedent(inspect.getsource(function))
    (definition,) = ast.parse(text).body
    if not isinstance(definition, ast.FunctionDef) or len(definition.decorator_list) != 1:
        raise TypeError(f"@inside marks a function with no other decorator, not {function.__name__}")
    return "".join(text.splitlines(keepends=True)[definition.lineno - 1 :]).strip() + "\n"


def _free_names(text: str) -> set[str]:
    """The names that the text reads and does not give a value to: those that must be there."""
    top = symtable.symtable("from __future__ import annotations\n" + text, "<inside>", "exec")
    here = {symbol.get_name() for symbol in top.get_symbols() if symbol.is_assigned()}
    found, waiting = set(), [top]
    while waiting:
        table = waiting.pop()
        waiting += table.get_children()
        found |= {
            symbol.get_name()
            for symbol in table.get_symbols()
            if symbol.is_referenced() and (symbol.is_global() or table is top) and symbol.get_name() not in here
        }
    return found
